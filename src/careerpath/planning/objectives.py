"""What makes one plan better than another: years, study, moves, risk, the caller's own costs, or a blend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, did_you_mean
from careerpath.fields import as_number, is_text
from careerpath.planning.steps import Learning
from careerpath.roles import Move, Role

OBJECTIVES = ("years", "study", "moves", "risk")
"""Objectives that every graph has; ``risk`` needs a probability on every move that could be used."""

DIGITS = 7
"""Costs are compared at this many decimals, so that rounding does not hide a tie."""


def _optional_callable(owner: Objective, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not callable(value):
        raise InvalidTypeError(f"Objective {owner.name!r}: {field.name} must be a function or None, got {value!r}.")


@attrs.frozen
class Objective:
    """A cost of the caller's own, added up over a plan; it is never negative.

    Attributes
    ----------
    name : str
        What it is called in results; not one of the built-in names.
    per_move : callable, optional
        ``per_move(move)`` is the cost of taking a `Move`.
    per_learning : callable, optional
        ``per_learning(learning)`` is the cost of a `Learning`, such as a fee.
    per_year : callable, optional
        ``per_year(role)`` is the cost of a year in a `Role`.

    Raises
    ------
    InvalidValueError
        If the name is taken, or no cost is given.
    InvalidTypeError
        If a cost is not a function.

    Examples
    --------
    Pay given up in comparison with 150,000 a year, and a charge for every change of family:

    >>> pay = Objective("pay given up", per_year=lambda role: max(0, 150_000 - role.pay.low))
    >>> fee = Objective("fees", per_learning=lambda item: 40_000 if item.subject == "mba" else 0)
    """

    name: str = attrs.field(validator=is_text())
    per_move: Callable[[Move], float] | None = attrs.field(default=None, kw_only=True, validator=_optional_callable)
    per_learning: Callable[[Learning], float] | None = attrs.field(
        default=None, kw_only=True, validator=_optional_callable
    )
    per_year: Callable[[Role], float] | None = attrs.field(default=None, kw_only=True, validator=_optional_callable)

    def __attrs_post_init__(self) -> None:
        if self.name in OBJECTIVES:
            raise InvalidValueError(f"Objective name {self.name!r} is built in; choose another one.")
        if self.per_move is None and self.per_learning is None and self.per_year is None:
            raise InvalidValueError(f"Objective {self.name!r} needs per_move, per_learning or per_year.")

    def of_move(self, move: Move) -> float:
        """Return the cost of a move; the error for a bad one names it."""
        if self.per_move is None:
            return 0.0
        return as_number(self.per_move(move), f"Objective {self.name!r} of move {move.source!r} -> {move.target!r}")

    def of_learning(self, item: Learning) -> float:
        """Return the cost of a learning; the error for a bad one names it."""
        if self.per_learning is None:
            return 0.0
        return as_number(self.per_learning(item), f"Objective {self.name!r} of learning {item.subject!r}")

    def of_year(self, role: Role) -> float:
        """Return the cost of a year in a role; the error for a bad one names it."""
        if self.per_year is None:
            return 0.0
        return as_number(self.per_year(role), f"Objective {self.name!r} of a year in {role.id!r}")


Minimize: TypeAlias = str | Objective | Mapping[str | Objective, float]
"""One objective, or a blend: a weight per objective."""


@attrs.frozen
class Criteria:
    """One or several costs to minimise, each a blend of measures.

    Attributes
    ----------
    names : tuple of str
        What each criterion is called.
    own : tuple of Objective
        The caller's objectives among the measures, in order.
    rows : tuple of tuple of (int, float)
        Per criterion: numbers of measures and their weights. Measures 0 to 3 are years, study, moves and
        risk, then come the caller's own.

    Examples
    --------
    >>> Criteria.of(["years", {"study": 1, "moves": 2}]).costs((4.0, 12.0, 2, 0.0))
    (4.0, 16.0)
    """

    names: tuple[str, ...]
    own: tuple[Objective, ...]
    rows: tuple[tuple[tuple[int, float], ...], ...]

    @classmethod
    def of(cls, minimize: Iterable[Minimize]) -> Criteria:
        """Read what a caller asked to minimise.

        Raises
        ------
        InvalidValueError
            If an objective is unknown (the near match is named), none is given, one is given twice, or a
            blend has no weight above 0.
        InvalidTypeError
            If it is neither a name, an objective, nor a mapping to weights.
        """
        blends = [_blend(item) for item in minimize]
        if not blends:
            raise InvalidValueError(f"minimize needs at least one objective: {', '.join(OBJECTIVES)} or your own.")
        own: dict[str, Objective] = {}
        for blend in blends:
            for item in blend:
                if isinstance(item, Objective) and own.setdefault(item.name, item) is not item:
                    raise InvalidValueError(f"Two objectives are named {item.name!r}; rename one of them.")
        number = {name: at for at, name in enumerate([*OBJECTIVES, *own])}
        names = tuple(_name(blend) for blend in blends)
        if len(set(names)) < len(names):
            raise InvalidValueError(f"minimize names an objective twice: {', '.join(names)}.")
        rows = tuple(
            tuple(
                (number[item if isinstance(item, str) else item.name], weight)
                for item, weight in blend.items()
                if weight
            )
            for blend in blends
        )
        return cls(names, tuple(own.values()), rows)

    def costs(self, measures: Sequence[float]) -> tuple[float, ...]:
        """Return the value of each criterion, rounded for comparison."""
        if len(self.rows) == 1:
            row = self.rows[0]
            if len(row) == 1:
                return (round(measures[row[0][0]] * row[0][1], DIGITS),)
        return tuple([round(sum([measures[at] * weight for at, weight in row]), DIGITS) for row in self.rows])

    def uses(self, measure: int) -> bool:
        """Tell whether a measure counts in some criterion."""
        return any(at == measure for row in self.rows for at, _ in row)

    @property
    def rates(self) -> bool:
        """Whether some criterion charges for time spent in a role."""
        return any(objective.per_year is not None for objective in self.own)


def _blend(minimize: Minimize) -> dict[str | Objective, float]:
    given = {minimize: 1.0} if isinstance(minimize, (str, Objective)) else minimize
    if not isinstance(given, Mapping):
        raise InvalidTypeError(
            f"minimize must be an objective or a mapping from objective to weight, got {minimize!r}. "
            "Several objectives at once are for find_plans."
        )
    for item in given:
        if not isinstance(item, Objective) and item not in OBJECTIVES:
            raise InvalidValueError(f"Objective {item!r} is unknown. {did_you_mean(str(item), OBJECTIVES)}")
    weights = {item: as_number(weight, f"The weight of {item!r}") for item, weight in given.items()}
    if not any(weights.values()):
        raise InvalidValueError(f"minimize needs an objective with a weight above 0: one of {', '.join(OBJECTIVES)}.")
    return weights


def _name(blend: Mapping[str | Objective, float]) -> str:
    named = [(item if isinstance(item, str) else item.name, weight) for item, weight in blend.items() if weight]
    plain = len(named) == 1 and named[0][1] == 1.0
    return " + ".join(name if plain else f"{weight:g} {name}" for name, weight in named)
