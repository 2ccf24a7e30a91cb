"""What the fields of our classes accept: converters that tidy a value, validators that say what is wrong."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.frozen import FrozenMap

Validator: TypeAlias = Any  # attrs cannot type one validator for optional and plain fields alike


def as_number(value: Any, name: str, *, low: float = 0.0, above: bool = False) -> float:
    """Return *value* as a finite float at or above *low* (strictly, if *above*).

    Raises
    ------
    InvalidTypeError
        If it is not a number (a bool is not).
    InvalidValueError
        If it is NaN, infinite or out of range.
    """
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise InvalidTypeError(f"{name} must be a number, got {type(value).__name__} {value!r}.")
    try:
        number = float(value)
    except OverflowError:  # a whole number with more than 300 digits
        number = math.inf
    except (TypeError, ValueError) as error:  # an array, or a missing value of some library
        raise InvalidTypeError(f"{name} must be a single number, got {type(value).__name__} {value!r}.") from error
    if not math.isfinite(number) or number < low or (above and number == low):
        bound = "" if low == -math.inf else f" {'above' if above else '>='} {low:g}"
        raise InvalidValueError(f"{name} must be a finite number{bound}, got {value!r}.")
    return number + 0.0  # turns -0.0 into 0.0


def _float(value: Any) -> float:
    """Return the number as a float; one beyond the range of floats is infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def as_text(value: Any, name: str, *, empty: bool = False) -> str:
    """Return *value* if it is text that is not blank (blank is allowed if *empty*).

    Raises
    ------
    InvalidTypeError
        If it is not a string.
    InvalidValueError
        If it is blank, or begins or ends with white space.
    """
    if not isinstance(value, str):
        raise InvalidTypeError(f"{name} must be text, got {type(value).__name__} {value!r}.")
    if not empty and (not value.strip() or value != value.strip()):
        raise InvalidValueError(f"{name} must not be blank or begin or end with white space, got {value!r}.")
    return value


def to_number(value: float) -> float:
    """Turn anything numeric into a float; leave the rest for the validator to name."""
    try:
        return value if isinstance(value, bool) or not hasattr(value, "__float__") else _float(value) + 0.0
    except (TypeError, ValueError):
        return value


def to_optional_number(value: float | None) -> float | None:
    """Do the same, and let ``None`` pass."""
    return None if value is None else to_number(value)


def to_tuple(value: Iterable[str]) -> tuple[str, ...]:
    """Turn a collection of texts into a tuple, a set in sorted order; leave anything else for the validator to name."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value  # type: ignore[return-value]
    return tuple(sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)


def to_frozenset(value: Iterable[str]) -> frozenset[str]:
    """Turn a collection of texts into a frozen set; leave anything else for the validator to name."""
    try:
        return value if isinstance(value, str) else frozenset(value)  # type: ignore[return-value]
    except TypeError:
        return value  # type: ignore[return-value]


def to_amounts(value: Mapping[str, float]) -> FrozenMap[str, float]:
    """Turn a mapping from id to number into a read-only one; leave anything else for the validator to name."""
    if not isinstance(value, Mapping):
        return value
    return FrozenMap({key: to_number(amount) for key, amount in value.items()})


def to_texts(value: Mapping[str, str]) -> FrozenMap[str, str]:
    """Turn a mapping from key to text into a read-only one; leave anything else for the validator to name."""
    return FrozenMap(value) if isinstance(value, Mapping) else value


def is_number(*, low: float = 0.0, above: bool = False) -> Validator:
    """Accept a finite number at or above *low* (strictly, if *above*)."""

    def check(owner: Any, field: attrs.Attribute[Any], value: Any) -> None:
        as_number(value, _name(owner, field), low=low, above=above)

    return check


def is_text(*, empty: bool = False) -> Validator:
    """Accept text that is not blank (or, if *empty*, any text)."""

    def check(owner: Any, field: attrs.Attribute[Any], value: Any) -> None:
        as_text(value, _name(owner, field), empty=empty)

    return check


def is_instance(kind: type, hint: str) -> Validator:
    """Accept an instance of *kind*; *hint* says how to make one."""

    def check(owner: Any, field: attrs.Attribute[Any], value: Any) -> None:
        if not isinstance(value, kind):
            raise InvalidTypeError(f"{_name(owner, field)} must be {hint}, got {type(value).__name__} {value!r}.")

    return check


def are_texts(owner: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """Accept a tuple or set of texts that are not blank."""
    name = _name(owner, field)
    if not isinstance(value, (tuple, frozenset)):
        raise InvalidTypeError(f"{name} must be a collection of texts, got {type(value).__name__} {value!r}.")
    for item in value:
        as_text(item, f"Each of {name}")


def are_amounts(owner: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """Accept a mapping from id to a finite number >= 0."""
    name = _name(owner, field)
    if not isinstance(value, FrozenMap):
        raise InvalidTypeError(f"{name} must be a mapping from id to number, got {type(value).__name__} {value!r}.")
    for key, amount in value.items():
        as_number(amount, f"{name}[{as_text(key, f'Each id in {name}')!r}]")


def are_named_texts(owner: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """Accept a mapping from key to text."""
    name = _name(owner, field)
    if not isinstance(value, FrozenMap):
        raise InvalidTypeError(f"{name} must be a mapping from key to text, got {type(value).__name__} {value!r}.")
    for key, text in value.items():
        as_text(text, f"{name}[{as_text(key, f'Each key in {name}')!r}]", empty=True)


def _name(owner: Any, field: attrs.Attribute[Any]) -> str:
    """Name a field by its class and, where it has one, the id of the object."""
    owner_id = getattr(owner, "id", "")
    subject = (
        f"{type(owner).__name__} {owner_id!r}: " if owner_id and field.name != "id" else f"{type(owner).__name__}."
    )
    return f"{subject}{field.name}"
