"""Plain data into nouns: every fault is noted with its place, and reading goes on with what is sound."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

from careerpath.errors import CareerPathError, DocumentError, Fault, InvalidTypeError, InvalidValueError, did_you_mean
from careerpath.exchange.parsing import Parsed, Place
from careerpath.fields import as_number, as_text

T = TypeVar("T")

Reader: TypeAlias = Callable[[Any, Place], Any]
"""Reads one value at a place; raises a `CareerPathError` if it is not what it should be."""

VERSION = 1
"""The version of the document format that this release reads and writes."""


class Reading:
    """One document being read: what it says, and what was found wrong so far.

    Attributes
    ----------
    parsed : Parsed
        The document as plain data.
    source : str
        What to call it in an error.
    faults : list of (str, place)
        What was found wrong so far.
    places : dict
        For a list in the document: where the items stand that could be read, in their order.
    """

    def __init__(self, parsed: Parsed, source: str) -> None:
        self.parsed = parsed
        self.source = source
        self.faults: list[tuple[str, Place]] = []
        self.places: dict[Place, list[Place]] = {}

    def fault(self, message: str, place: Place) -> None:
        """Note that something is wrong at *place*."""
        self.faults.append((message, place))

    def error(self) -> DocumentError:
        """Return everything that is wrong, in the order of the document."""
        found = [self.parsed.fault(message, place) for message, place in self.faults]
        return DocumentError(tuple(sorted([*self.parsed.faults, *found], key=_by_line)), self.source)

    @property
    def has_faults(self) -> bool:
        """Whether anything was found wrong."""
        return bool(self.faults or self.parsed.faults)

    def header(self, kind: str) -> Mapping[str, Any]:
        """Return the whole document, after a look at what it says about itself.

        Raises
        ------
        DocumentError
            If it is no mapping, of another version or another kind; nothing else is worth reading then.
        """
        data = self.parsed.data
        if not isinstance(data, dict):
            self.fault(f"A document is a mapping that begins with 'careerpath: {VERSION}', got {shown(data)}.", ())
            raise self.error()
        version, found = data.get("careerpath"), data.get("kind")
        if version is None:
            self.fault(f"The key 'careerpath' is missing; begin with 'careerpath: {VERSION}'.", ())
        elif type(version) is not int or version != VERSION:
            hint = f"this release reads {VERSION}; a newer careerpath may read it"
            self.fault(f"Version {shown(version)} of the format is not known; {hint}.", ("careerpath",))
        if found is None:
            self.fault(f"The key 'kind' is missing; add 'kind: {kind}'.", ())
        elif found != kind:
            hint = f" Read it with read_{found}." if found in ("framework", "profile") else ""
            said = shown(found).removeprefix("the text ")
            self.fault(f"The kind of this document is {said}, but '{kind}' is expected.{hint}", ("kind",))
        if self.faults:
            raise self.error()
        return data

    def fields(
        self, data: Any, place: Place, readers: Mapping[str, Reader], required: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Return the values of a mapping that could be read; a key without a value counts as left out.

        Keys that nobody reads, keys that are missing and values that cannot be read are noted as faults.
        """
        if not isinstance(data, dict):
            self.fault(f"A mapping with the keys {', '.join(readers)} is expected, got {shown(data)}.", place)
            return {}
        values: dict[str, Any] = {}
        for key, value in data.items():
            at = (*place, key)
            if key not in readers:
                self.fault(f"The key {key!r} is not known here. {did_you_mean(key, readers)}", at)
            elif value is not None or readers[key] is months:
                read = self.attempt(readers[key], value, at)
                if read is not None:
                    values[key] = read.value
        for key in required:
            if data.get(key) is None:
                self.fault(f"The key {key!r} is missing.", place)
        return values

    def items(self, data: Any, place: Place, reader: Reader) -> list[Any]:
        """Return the items of a list that could be read, and remember where they stand."""
        if not isinstance(data, list):
            self.fault(f"A list is expected, got {shown(data)}.", place)
            return []
        read = [(self.attempt(reader, item, (*place, row)), (*place, row)) for row, item in enumerate(data)]
        self.places[place] = [at for item, at in read if item is not None]
        return [item.value for item, _ in read if item is not None]

    def each(self, reader: Reader) -> Reader:
        """Return a reader of lists whose items *reader* reads."""
        return lambda data, place: self.items(data, place, reader)

    def named(self, reader: Reader) -> Reader:
        """Return a reader of mappings from id to what *reader* reads."""

        def read(data: Any, place: Place) -> dict[str, Any]:
            if not isinstance(data, dict):
                raise InvalidTypeError(f"A mapping from id to value is expected, got {shown(data)}.")
            found = {key: self.attempt(keyed, value, (*place, key)) for key, value in data.items()}
            return {key: item.value for key, item in found.items() if item is not None}

        def keyed(value: Any, place: Place) -> Any:
            as_text(place[-1], "A key")
            return reader(value, place)

        return read

    def attempt(self, reader: Reader, value: Any, place: Place) -> Read | None:
        """Return what *reader* makes of *value*; note a fault and return ``None`` if it refuses."""
        try:
            return Read(reader(value, place))
        except SkippedError:
            return None
        except CareerPathError as error:
            self.fault(str(error), place)
            return None

    def build(self, make: Callable[..., T], values: Mapping[str, Any], place: Place, required: Iterable[str]) -> T:
        """Return ``make(**values)``; note what it refuses.

        Raises
        ------
        SkippedError
            If it cannot be built; the fault is noted already.
        """
        if any(key not in values for key in required):
            raise SkippedError
        try:
            return make(**values)
        except CareerPathError as error:
            self.fault(str(error), place)
            raise SkippedError from error


class Read:
    """A value that was read, which may be ``None``."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class SkippedError(CareerPathError):
    """Part of a document that is left out because a fault in it is noted already."""


def shown(value: Any) -> str:
    """Return a value as a message shows it.

    Examples
    --------
    >>> shown({"id": "pm"}), shown(None), shown("pm")
    ('a mapping', 'nothing', "the text 'pm'")
    """
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text {textwrap.shorten(repr(value), 60, placeholder='...')}"
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else f"{value!r:.60}"


def as_it_is(value: Any, _: Place) -> Any:
    """Read anything; it is looked at elsewhere."""
    return value


def text(value: Any, place: Place) -> str:
    """Read text, blank or not."""
    if isinstance(value, str):
        return value
    hint = " Put quotes around it." if isinstance(value, (bool, int, float)) else ""
    raise InvalidTypeError(f"{_name(place)} must be text, got {shown(value)}.{hint}")


def name(value: Any, place: Place) -> str:
    """Read text that is not blank and has no white space around it, such as an id."""
    return as_text(text(value, place), _name(place))


def number(*, low: float = 0.0, above: bool = False) -> Reader:
    """Return a reader of finite numbers at or above *low* (strictly, if *above*)."""

    def read(value: Any, place: Place) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            hint = " Leave out the quotes." if isinstance(value, str) and _is_number(value) else ""
            raise InvalidTypeError(f"{_name(place)} must be a number, got {shown(value)}.{hint}")
        return as_number(value, _name(place), low=low, above=above)

    return read


def months(value: Any, place: Place) -> float | None:
    """Read a number of months, or null for what cannot be studied."""
    return None if value is None else _amount(value, place)


def boolean(value: Any, place: Place) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise InvalidTypeError(f"{_name(place)} must be true or false, got {shown(value)}.")
    return value


def whole(value: Any, place: Place) -> int:
    """Read a whole number of at least 1."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        kind = InvalidValueError if isinstance(value, int) else InvalidTypeError
        raise kind(f"{_name(place)} must be a whole number >= 1, got {shown(value)}.")
    return value


def _name(place: Place) -> str:
    return f"The value of {place[-1]!r}" if isinstance(place[-1], str) else "Each item"


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _by_line(fault: Fault) -> tuple[int, int]:
    return fault.line or 0, fault.column or 0


_amount = number()
