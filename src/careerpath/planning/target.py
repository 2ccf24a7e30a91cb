"""What can be said about every role before anybody asks: the way back from one target.

All of it is computed once per graph, target, number of moves and kind of stay, and is a lower bound:
years, risk and study from a role to the target cannot be less, whatever the person holds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, reduce
from operator import and_
from typing import Literal, Protocol, TypeAlias, cast

import attrs

from careerpath.graph import CareerGraph
from careerpath.planning.horizon import Horizon
from careerpath.planning.places import Alternative, Edge, Sum
from careerpath.planning.space import Space
from careerpath.roles import Move

Stay: TypeAlias = Literal["minimum", "typical"]
"""Which of a move's two lengths of stay counts."""

FAR = 1 << 30

Table: TypeAlias = list[list[float]]
"""Row k holds, per role, a cost of getting to the target within k moves."""


class Static(Protocol):
    """Anything that knows what bits contribute to a sum for one person."""

    def static(self, one: Sum, have: int) -> float:
        """Return what the bits of *have* contribute to a sum."""


@attrs.frozen(eq=False)
class ClockDemand:
    """A clock that has to be reached before the target.

    Attributes
    ----------
    clock : int
        Clock number.
    years : float
        Years that it has to reach.
    rate : float
        The most that one year in any role brings: 1, or 0 if the clock runs nowhere.
    lost : table
        Least years on the way to the target in which the clock does not run.
    """

    clock: int
    years: float
    rate: float
    lost: Table

    def missing(self, clocks: Sequence[float], _study: Static, _have: int) -> float:
        """Return the years still missing."""
        return self.years - clocks[self.clock]


@attrs.frozen(eq=False)
class SumDemand:
    """A combination that has to be complete before the target.

    Attributes
    ----------
    sum : Sum
        The combination.
    rate : float
        The most that one year in any role adds to it.
    lost : table
        Least years on the way to the target that do not add at this rate.
    """

    sum: Sum
    rate: float
    lost: Table

    def missing(self, clocks: Sequence[float], study: Static, have: int) -> float:
        """Return the share still missing."""
        missing = 1.0 - study.static(self.sum, have)
        for clock, full, share in self.sum.clocks:
            held = clocks[clock]
            missing -= share if held >= full else share * held / full
        return missing


Demand: TypeAlias = ClockDemand | SumDemand
"""Something that only time can bring."""


@attrs.frozen(eq=False)
class End:
    """One way to meet the target, and what it takes from anywhere.

    Attributes
    ----------
    need : int
        Bits that it asks for.
    unpaid : list of list of int
        By moves left and role: bits that must be studied on every way to it, if they are not held.
    demands : tuple of Demand
        What only time can bring.
    """

    need: int
    unpaid: list[list[int]]
    demands: tuple[Demand, ...]


class Target:
    """The way back from one role."""

    def __init__(
        self, space: Space, target: int, max_moves: int, stay: Stay, allowed: Callable[[Move], bool] | None = None
    ) -> None:
        self.space = space
        self.target = target
        self.max_moves = max_moves
        self.hops = hops_to(space, target, allowed)
        self.edges = tuple(
            ()
            if row == target
            else tuple(
                Edge(
                    other,
                    move.min_years if stay == "minimum" else move.usual_years,
                    math.nan if move.probability is None else -math.log(move.probability) + 0.0,
                    move,
                )
                for other, move in out
                if self.hops[other] < max_moves and (allowed is None or allowed(move))
            )
            for row, out in enumerate(space.out)
        )
        self.years = self.cheapest(lambda _, edge: edge.years)
        self._lost_by: dict[tuple[float, ...], Table] = {}
        self.free = self._free()
        self._necessary = [_common(place.alternatives) for place in space.places]
        self.ends = tuple(
            End(one.need, self._unpaid(one.need), self._demands(one)) for one in space.alternatives(target)
        )
        self._from: dict[int, list[int]] = {}

    @cached_property
    def risk(self) -> Table:
        """Least risk to the target."""
        return self.cheapest(lambda _, edge: edge.risk)

    def cheapest(self, cost: Callable[[int, Edge], float]) -> Table:
        """Return the least sum of *cost* over walks to the target, by number of moves allowed."""
        table = [[math.inf] * len(self.edges)]
        table[0][self.target] = 0.0
        priced = [[(edge.target, cost(row, edge)) for edge in edges] for row, edges in enumerate(self.edges)]
        for _ in range(self.max_moves):
            last = table[-1]
            row = [min([last[other] + price for other, price in edges], default=math.inf) for edges in priced]
            row[self.target] = 0.0
            table.append(row)
        return table

    def hops_from(self, role: int) -> list[int]:
        """Return the fewest moves from *role* to every role that may be entered on the way to the target."""
        if role not in self._from:
            forward = [[edge.target for edge in edges] for edges in self.edges]
            self._from[role] = _hops(role, forward, len(forward))
        return self._from[role]

    @cached_property
    def horizon(self) -> Horizon:
        """What may still lie ahead of every role."""
        return Horizon(self.space, self.edges, self.hops, self.target)

    def _demands(self, alternative: Alternative) -> tuple[Demand, ...]:
        places = self.space.places
        near = [row for row in range(len(places)) if self.hops[row] <= self.max_moves and row != self.target]
        found: list[Demand] = []
        for clock, years in alternative.years:
            rate = float(any(clock in places[row].runs for row in near))
            gains = [float(clock in place.runs) for place in places]
            found.append(ClockDemand(clock, years, rate, self._lost(gains)))
        for one in alternative.sums:
            gains = [
                sum(share / years for clock, years, share in one.clocks if clock in place.runs) for place in places
            ]
            rate = max((gains[row] for row in near), default=0.0)
            found.append(SumDemand(one, rate, self._lost([gain / rate if rate else 0.0 for gain in gains])))
        return tuple(found)

    def _lost(self, gains: Sequence[float]) -> Table:
        key = tuple(gains)
        if key not in self._lost_by:
            self._lost_by[key] = self.cheapest(lambda row, edge: edge.years * max(0.0, 1.0 - gains[row]))
        return self._lost_by[key]

    def _free(self) -> list[list[int]]:
        """Return the bits that roles on the way to the target may bring without study, by number of moves left."""
        places = self.space.places
        table = [[0] * len(places)]
        for moves in range(1, self.max_moves + 1):
            row = []
            for place, edges in zip(places, self.edges, strict=True):
                gained = place.develops if edges else 0
                for edge in edges:
                    if self.hops[edge.target] < moves:
                        gained |= table[-1][edge.target]
                row.append(gained)
            table.append(row)
        return table

    def _unpaid(self, need: int) -> list[list[int]]:
        """Return the bits that every way to the target asks for before any role on it develops them.

        Whoever lacks them must study them, whichever way is taken; *need* is what the target asks for.
        """
        places = self.space.places
        asked_by = list(self._necessary)
        asked_by[self.target] = need
        table = [[0] * len(places)]
        for moves in range(1, self.max_moves + 1):
            row = []
            for place, edges in zip(places, self.edges, strict=True):
                common = -1
                for edge in edges:
                    if self.hops[edge.target] < moves:
                        common &= asked_by[edge.target] | table[-1][edge.target]
                row.append(0 if common == -1 else common & ~place.develops)
            table.append(row)
        return table


def _common(alternatives: Iterable[Alternative]) -> int:
    needs = [alternative.need for alternative in alternatives]
    return reduce(and_, needs) if needs else 0


def _hops(start: int, neighbours: Sequence[Sequence[int]], size: int) -> list[int]:
    """Return the fewest moves from *start* to every role along *neighbours*; ``FAR`` where there is no way."""
    found = [FAR] * size
    found[start] = 0
    frontier = [start]
    while frontier:
        reached = []
        for row in frontier:
            for other in neighbours[row]:
                if found[other] == FAR:
                    found[other] = found[row] + 1
                    reached.append(other)
        frontier = reached
    return found


def hops_to(space: Space, target: int, allowed: Callable[[Move], bool] | None = None) -> list[int]:
    """Return the fewest moves from every role to *target* on the bare map; ``FAR`` where there is no way."""
    into: list[list[int]] = [[] for _ in space.ids]
    for row, out in enumerate(space.out):
        for other, move in out:
            if allowed is None or allowed(move):
                into[other].append(row)
    return _hops(target, into, len(space.ids))


@attrs.frozen
class Map:
    """Which moves a plan may use.

    Attributes
    ----------
    avoid : frozenset of str
        Role ids that a plan must not enter.
    only_kinds : frozenset of str or None
        Kinds of moves that it may use; ``None`` for all.
    """

    avoid: frozenset[str] = frozenset()
    only_kinds: frozenset[str] | None = None

    def allows(self, graph: CareerGraph) -> Callable[[Move], bool] | None:
        """Return the test that a move must pass, or ``None`` if every move does."""
        if not self.avoid and self.only_kinds is None:
            return None

        def allowed(move: Move) -> bool:
            if move.target in self.avoid:
                return False
            return self.only_kinds is None or graph.move_kind(move.source, move.target) in self.only_kinds

        return allowed


EVERYWHERE = Map()


def target_of(space: Space, target: int, max_moves: int, stay: Stay, bounds: Map = EVERYWHERE) -> Target:
    """Return the way back from *target*, worked out once per graph."""
    key = "planning.target", target, max_moves, stay, bounds
    found = space.graph.compiled.get(key)
    if found is None:
        found = Target(space, target, max_moves, stay, bounds.allows(space.graph))
        space.graph.compiled[key] = found
    return cast("Target", found)
