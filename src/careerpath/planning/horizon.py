"""What may still lie ahead after a move: which gains can matter, and when it can pay to wait for them.

Everything that a role asks for or runs is a bit of one number, so that what lies on all ways of at most so many moves
is an "or" over the roles that can be entered, worked out backwards from the target.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from careerpath.planning.places import Edge, Sum, split
from careerpath.planning.space import Space


@attrs.frozen(eq=False)
class Ahead:
    """What may still lie ahead after a move.

    Attributes
    ----------
    asked : int
        Bits that some role ahead names.
    thresholds : dict of int to tuple of float
        Years per clock at which some requirement becomes met, rising.
    sums : tuple of Sum
        Combinations of the roles ahead.
    running : tuple of frozenset of int
        Sets of clocks that run in the roles ahead, the target left out.
    latest : dict of int to float
        The highest years per clock that a role beyond the next one names.
    """

    asked: int
    thresholds: dict[int, tuple[float, ...]]
    sums: tuple[Sum, ...]
    running: tuple[frozenset[int], ...]
    latest: dict[int, float]


class Horizon:
    """What lies ahead of every role, by the number of moves left.

    Parameters
    ----------
    space : Space
        The compiled framework.
    edges : sequence of sequence of Edge
        Moves that may be used, by role.
    hops : sequence of int
        Fewest moves to the target, by role.
    target : int
        The target, in which nobody waits.
    """

    def __init__(self, space: Space, edges: Sequence[Sequence[Edge]], hops: Sequence[int], target: int) -> None:
        self._space = space
        self._edges = edges
        self._hops = hops
        self._signs = [
            place.sign & ~space.signs.all_runs if row == target else place.sign
            for row, place in enumerate(space.places)
        ]
        self._beyond: list[list[int]] = [[0] * len(edges)]
        self._known: dict[tuple[int, int], Ahead] = {}

    def ahead(self, role: int, moves: int) -> Ahead:
        """Return what may still lie ahead once *role* is entered with *moves* moves left."""
        while len(self._beyond) <= moves:
            self._beyond.append(self._one_more())
        beyond = self._beyond[moves][role]
        key = self._signs[role] | beyond, beyond
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(*key)
        return found

    def _one_more(self) -> list[int]:
        """Return what lies beyond every role with one more move left."""
        moves, last = len(self._beyond), self._beyond[-1]
        near = [self._signs[row] | last[row] for row in range(len(last))]
        table = []
        for edges in self._edges:
            joined = 0
            for edge in edges:
                if self._hops[edge.target] < moves:
                    joined |= near[edge.target]
            table.append(joined)
        return table

    def _read(self, bits: int, beyond: int) -> Ahead:
        signs = self._space.signs
        thresholds: dict[int, list[float]] = {}
        for bit in split(bits & signs.all_thresholds):
            clock, years = signs.thresholds[bit]
            thresholds.setdefault(clock, []).append(years)
        latest: dict[int, float] = {}
        for bit in split(beyond & signs.all_thresholds):
            clock, years = signs.thresholds[bit]
            latest[clock] = max(years, latest.get(clock, 0.0))
        return Ahead(
            bits & signs.all_skills,
            {clock: tuple(sorted(years)) for clock, years in thresholds.items()},
            tuple(signs.sums[bit] for bit in split(bits & signs.all_sums)),
            tuple(signs.runs[bit] for bit in split(bits & signs.all_runs)),
            latest,
        )
