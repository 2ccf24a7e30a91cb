"""How good is good: ordered levels, their labels, and conversion between scales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, did_you_mean
from careerpath.fields import as_number, as_text


@attrs.frozen(init=False, repr=False)
class Scale:
    """An ordered list of level labels with numeric positions.

    Position 0 means *shown not to have it*. A scale that starts above 0 (any 1-n scale) accepts
    0 all the same; levels between two positions are allowed everywhere.

    Attributes
    ----------
    labels : tuple of str
        From low to high, at least one, all different.
    positions : tuple of float
        Rising, finite, not negative; by default 0, 1, 2 ...

    Raises
    ------
    InvalidValueError
        If there is no label, a label twice, or positions that do not rise.
    InvalidTypeError
        If a label is not text or a position is not a number.

    Examples
    --------
    >>> scale = Scale(["basic", "good", "great"], [1, 2, 3])
    >>> scale.position("good"), scale.top, scale.label(2.4)
    (2.0, 3.0, 'good')
    """

    labels: tuple[str, ...]
    positions: tuple[float, ...]

    def __init__(self, labels: Iterable[str], positions: Iterable[float] | None = None) -> None:
        for given, name in ((labels, "labels"), (positions or (), "positions")):
            if isinstance(given, str) or not isinstance(given, Iterable):
                raise InvalidTypeError(f"Scale {name} must be a sequence, got {type(given).__name__} {given!r}.")
        names = tuple(as_text(label, "A scale label") for label in labels)
        steps = range(len(names)) if positions is None else positions
        self.__attrs_init__(names, tuple(as_number(position, "A scale position") for position in steps))
        self._check()

    def _check(self) -> None:
        if not self.labels:
            raise InvalidValueError("A scale needs at least one label.")
        folded = [label.casefold() for label in self.labels]
        if len(set(folded)) < len(folded):
            raise InvalidValueError(f"Scale labels must differ, got {list(self.labels)}.")
        if len(self.positions) != len(self.labels) or any(low >= high for low, high in pairwise(self.positions)):
            raise InvalidValueError(
                f"A scale needs one rising position per label, got {self.positions} for {self.labels}."
            )
        if self.positions[-1] == 0:
            raise InvalidValueError("A scale needs a level above 0.")

    def __repr__(self) -> str:
        return f"Scale({' < '.join(f'{label}={at:g}' for label, at in zip(self.labels, self.positions, strict=True))})"

    @property
    def bottom(self) -> float:
        """The lowest position."""
        return self.positions[0]

    @property
    def top(self) -> float:
        """The highest position, and the highest level that anyone can hold."""
        return self.positions[-1]

    def position(self, label: str) -> float:
        """Return the numeric position of *label*; upper and lower case do not count.

        Raises
        ------
        InvalidValueError
            If the scale has no such label; the near match is named.
        """
        wanted = as_text(label, "A level").casefold()
        for known, position in zip(self.labels, self.positions, strict=True):
            if known.casefold() == wanted:
                return position
        raise InvalidValueError(f"Level {label!r} is not on this scale. {did_you_mean(label, self.labels)}")

    def label(self, level: float) -> str:
        """Return the label at or next below *level*; below the first position, ``"none"``."""
        found = "none"
        for known, position in zip(self.labels, self.positions, strict=True):
            if position <= level:
                found = known
        return found

    def standardise(self, level: float) -> float:
        """Return *level* in per cent of the scale, as O*NET does: (O - L) / (H - L) * 100.

        Examples
        --------
        >>> Scale([str(n) for n in range(1, 6)], range(1, 6)).standardise(3)
        50.0
        """
        return convert_level(level, source=self, target=PERCENT)


def convert_level(level: float, *, source: Scale, target: Scale, table: Mapping[float, float] | None = None) -> float:
    """Return the level on *target* that stands for *level* on *source*.

    Scales are never converted silently; this is how one asks for it. Without a table the
    conversion is min-max: the ends of the two scales meet, and everything between is in proportion.

    Parameters
    ----------
    level : float
        On the source scale, from its lowest to its highest position.
    source, target : Scale
        The two scales.
    table : mapping of float to float, optional
        An explicit conversion, used instead of min-max.

    Raises
    ------
    InvalidValueError
        If *level* is off the source scale, not in the table, or the source has a single position.

    References
    ----------
    O*NET Resource Center, "Scales, ratings, and standardized scores".

    Examples
    --------
    >>> onet_level = Scale([str(n) for n in range(8)])
    >>> round(onet_level.standardise(5), 2)
    71.43
    """
    value = as_number(level, "A level")
    if table is not None:
        if value not in table:
            raise InvalidValueError(f"The conversion table has no entry for level {value:g}; it has {sorted(table)}.")
        return as_number(table[value], "A converted level")
    if not source.bottom <= value <= source.top:
        raise InvalidValueError(f"Level {value:g} is off the scale {source.bottom:g} to {source.top:g}.")
    if source.bottom == source.top:
        raise InvalidValueError("A scale with a single position cannot be converted by min-max; give a table.")
    share = (value - source.bottom) / (source.top - source.bottom)
    return target.bottom + share * (target.top - target.bottom)


PERCENT = Scale(("0 %", "100 %"), (0.0, 100.0))
DEFAULT_SCALE = Scale(("none", "awareness", "working", "practitioner", "expert"))
