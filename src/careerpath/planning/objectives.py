"""What makes one plan better than another: years, study, moves, risk, or a blend of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, did_you_mean
from careerpath.fields import as_number

OBJECTIVES = ("years", "study", "moves", "risk")
"""Objectives that every graph has; ``risk`` needs a probability on every move that could be used."""

Minimize: TypeAlias = str | Mapping[str, float]
"""One objective, or a weight per objective."""


@attrs.frozen
class Blend:
    """A weight for each objective; the sum of weight times cost is what a plan minimises.

    Examples
    --------
    >>> Blend.of({"years": 1, "study": 0.1}).cost(4, 12, 2, 0)
    5.2
    """

    years: float = 0.0
    study: float = 0.0
    moves: float = 0.0
    risk: float = 0.0

    @classmethod
    def of(cls, minimize: Minimize) -> Blend:
        """Read what a caller asked to minimise.

        Raises
        ------
        InvalidValueError
            If an objective is unknown (the near match is named), none is given, or no weight is above 0.
        InvalidTypeError
            If it is neither a name nor a mapping from name to weight.
        """
        if isinstance(minimize, str):
            minimize = {minimize: 1.0}
        if not isinstance(minimize, Mapping):
            raise InvalidTypeError(
                f"minimize must be an objective or a mapping from objective to weight, got {minimize!r}."
            )
        for name in minimize:
            if name not in OBJECTIVES:
                raise InvalidValueError(f"Objective {name!r} is unknown. {did_you_mean(str(name), OBJECTIVES)}")
        weights = {name: as_number(weight, f"The weight of {name!r}") for name, weight in minimize.items()}
        if not any(weights.values()):
            raise InvalidValueError(
                f"minimize needs an objective with a weight above 0: one of {', '.join(OBJECTIVES)}."
            )
        return cls(**weights)

    def cost(self, years: float, study: float, moves: float, risk: float) -> float:
        """Return the blended cost; an objective without weight does not count, even if it is unknown."""
        total = self.years * years + self.study * study + self.moves * moves
        return total + self.risk * risk if self.risk else total
