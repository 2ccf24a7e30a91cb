"""What the search knows of a role: its requirements over bits and clocks, and what it runs and develops."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import attrs

from careerpath.requirements import TOLERANCE
from careerpath.roles import Move

Threshold = tuple[int, float]
"""A clock, by its number, and the years it has to reach."""


@attrs.frozen(eq=False)
class Sum:
    """A ``Combination`` over bits and clocks.

    Attributes
    ----------
    bits : tuple of (int, float)
        What each bit adds when it is held.
    clocks : tuple of (int, float, float)
        Clock number, years at which it is full, and its share.
    learnable : tuple of int
        Bits of each part that study can bring, in full.
    mask : int
        All of its bits together.
    """

    bits: tuple[tuple[int, float], ...]
    clocks: tuple[tuple[int, float, float], ...]
    learnable: tuple[int, ...]
    mask: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        mask = 0
        for bit, _ in self.bits:
            mask |= bit
        object.__setattr__(self, "mask", mask)

    def static(self, have: int, partial: dict[int, float]) -> float:
        """Return what the bits contribute; *partial* holds the part of a bit that a profile holds already."""
        return math.fsum(added if have & bit else added * partial.get(bit, 0.0) for bit, added in self.bits)

    def moment(self, static: float, clocks: Sequence[float], runs: frozenset[int]) -> float:
        """Return after how many years the sum reaches 1 while the clocks in *runs* run; infinite if never."""
        total = static
        steps: list[tuple[float, float]] = []
        rate = 0.0
        for clock, years, share in self.clocks:
            now = clocks[clock]
            if now >= years:
                total += share
                continue
            total += share * now / years
            if clock in runs:
                rate += share / years
                steps.append((years - now, share / years))
        here = 0.0
        steps.sort()
        for until, slope in steps:
            if total >= 1.0 - TOLERANCE:
                break
            reached = total + rate * (until - here)
            if reached >= 1.0 - TOLERANCE:
                return _rounded_up(here + max(0.0, 1.0 - total) / rate) if reached >= 1.0 else until
            total, here, rate = reached, until, rate - slope
        return here if total >= 1.0 - TOLERANCE else math.inf


def _rounded_up(years: float) -> float:
    """Return *years* at the next of 9 decimals: on a steep sum, rounding down would leave too much missing."""
    return math.ceil(years * 1e9 - 1e-3) / 1e9


@attrs.frozen(eq=False)
class Alternative:
    """One way to meet a role: bits to hold, clocks to reach, sums to complete.

    Attributes
    ----------
    need : int
        Bits.
    years : tuple of (int, float)
        Clocks and the years they have to reach.
    sums : tuple of Sum
        Combinations; the parts that study brings are in ``need``.
    """

    need: int
    years: tuple[Threshold, ...]
    sums: tuple[Sum, ...]


@attrs.frozen(eq=False)
class Place:
    """A role as the search sees it.

    Attributes
    ----------
    runs : frozenset of int
        Clocks that run in it.
    develops : int
        Bits that a stay brings.
    develops_after : float
        Years after which it does.
    alternatives : tuple of Alternative
        Ways to meet its ``requires``; none if there are too many to plan with.
    asked : int
        Bits that any requirement of it names, with those below them.
    thresholds : tuple of (int, float)
        Clocks and years that any requirement of it names.
    sums : tuple of Sum
        Its combinations.
    sign : int
        What it asks for and runs, as bits of `Signs`.
    """

    runs: frozenset[int]
    develops: int
    develops_after: float
    alternatives: tuple[Alternative, ...]
    asked: int
    thresholds: tuple[Threshold, ...]
    sums: tuple[Sum, ...]
    sign: int


@attrs.frozen(eq=False)
class Edge:
    """A move as the search sees it."""

    target: int
    years: float
    risk: float
    move: Move


class Signs:
    """One bit for everything that a role can ask for or run: skills and credentials first, then the rest."""

    def __init__(self, skills: int) -> None:
        self.all_skills = (1 << skills) - 1
        self.all_thresholds = self.all_sums = self.all_runs = 0
        self.thresholds: dict[int, Threshold] = {}
        self.sums: dict[int, Sum] = {}
        self.runs: dict[int, frozenset[int]] = {}
        self._bits: dict[object, int] = {}
        self._next = 1 << skills

    def of(self, asked: int, thresholds: Iterable[Threshold], sums: Iterable[Sum], runs: frozenset[int]) -> int:
        """Return the bits of a role."""
        sign = asked
        for threshold in thresholds:
            bit = self._bit(threshold)
            self.thresholds[bit] = threshold
            self.all_thresholds |= bit
            sign |= bit
        for one in sums:
            bit = self._bit(id(one))
            self.sums[bit] = one
            self.all_sums |= bit
            sign |= bit
        bit = self._bit(runs)
        self.runs[bit] = runs
        self.all_runs |= bit
        return sign | bit

    def _bit(self, thing: object) -> int:
        if thing not in self._bits:
            self._bits[thing] = self._next
            self._next <<= 1
        return self._bits[thing]


def split(bits: int) -> Iterator[int]:
    """Yield the single bits of *bits*, the lowest first."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit
