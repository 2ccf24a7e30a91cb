"""The search for the best plan: best first over labels, each a role entered with holdings.

The key of a label is a lower bound on every plan through it: objective, years, study and moves, in the order
in which ties are broken. Bounds come from :mod:`careerpath.planning.target`; because no plan can beat its
bound, the first complete plan that leaves the queue is the best. Labels in the same state after as many
moves are kept once. Nothing else is pruned, so the answer is exact by the definition in the documentation.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TypeAlias

import attrs

from careerpath.planning.legs import Leg, Person, Study, legs
from careerpath.planning.objectives import Blend
from careerpath.planning.target import Edge, Target
from careerpath.requirements import TOLERANCE

Key: TypeAlias = tuple[float, float, float, int]
"""Objective, years, study, moves."""

DIGITS = 7
"""Bounds are compared at this many decimals, so that rounding does not hide a tie."""


class Label(Person):
    """A role entered in the course of a plan, and how it was entered."""

    __slots__ = ("edge", "learned", "leg", "longer", "moves", "parent", "ranks", "risk", "stay")

    parent: Label | None
    stay: float
    learned: int
    moves: int
    risk: float
    ranks: tuple[int, ...]
    edge: Edge | None
    leg: Leg | None
    longer: Iterator[tuple[float, int]] | None

    def path(self) -> list[Label]:
        """Return the labels from the start to this one."""
        found = [self]
        while (before := found[-1].parent) is not None:
            found.append(before)
        return found[::-1]


def seed(role: int, rank: int, have: int, clocks: tuple[float, ...], since: float) -> Label:
    """Return the label of a person who stands in *role* now, having spent *since* years in it."""
    label = Label(role, have, clocks, 0.0, 0.0, since)
    label.parent, label.stay, label.learned = None, 0.0, 0
    label.moves, label.risk, label.ranks = 0, 0.0, (rank,)
    label.edge, label.leg, label.longer = None, None, None
    return label


@attrs.frozen(eq=False)
class Search:
    """One question: which plans lead to the target, from where this person stands, by this blend?"""

    target: Target
    study: Study
    blend: Blend

    def best(self, seeds: Iterable[Label]) -> Label | None:
        """Return the label of the best plan at the target, or ``None`` if there is no plan."""
        queue = _Queue(self, seeds)
        seen: dict[tuple[object, ...], tuple[int, ...]] = {}
        best: Label | None = None
        while (popped := queue.pop(best)) is not None:
            key, label = popped
            if label.role == self.target.target:
                best, queue.limit = label, key
                continue
            if (sibling := self.sibling(label)) is not None:
                queue.push(sibling)
            state = label.role, label.moves, label.have, label.clocks, label.elapsed, label.studied, label.risk
            if seen.get(state, label.ranks) >= label.ranks:
                seen[state] = label.ranks
                queue.expand(key, label)
        return best

    def children(self, label: Label, edge: Edge) -> Iterator[Label]:
        """Yield the labels that a move leads to, each after the shortest of its stays."""
        left = self.target.max_moves - label.moves - 1
        for leg in legs(self.target, self.study, label, edge.target, edge.years, left):
            child = self._first(label, edge, leg)
            if child is not None:
                yield child

    def sibling(self, label: Label) -> Label | None:
        """Return the label that differs in a longer stay before its last move, if there is one.

        Its bound is not lower, so that it need not be looked at before *label* has had its turn.
        """
        if label.parent is None or label.edge is None or label.leg is None:
            return None
        if label.longer is None:
            label.longer = label.leg.longer()
        for stay, have in label.longer:
            child = self._child(label.parent, label.edge, label.leg, stay, have)
            if child is not None:
                child.longer = label.longer
                return child
        return None

    def _first(self, label: Label, edge: Edge, leg: Leg) -> Label | None:
        child = self._child(label, edge, leg, leg.stay, leg.have)
        if child is not None:
            return child
        longer = leg.longer()
        for stay, have in longer:
            child = self._child(label, edge, leg, stay, have)
            if child is not None:
                child.longer = longer
                return child
        return None

    def _child(self, label: Label, edge: Edge, leg: Leg, stay: float, have: int) -> Label | None:
        space, clocks = self.target.space, label.clocks
        runs, have = space.places[label.role].runs, have | leg.bits
        if stay and runs:
            grown = list(clocks)
            for clock in runs:
                grown[clock] = min(round(grown[clock] + stay, 9), space.caps[clock])
            clocks = tuple(grown)
        if not _revisit_pays(label, edge.target, have, clocks):
            return None
        child = Label(edge.target, have, clocks, round(label.elapsed + stay, 9), round(label.studied + leg.months, 9))
        child.parent, child.stay, child.learned = label, stay, leg.bits
        child.moves, child.risk = label.moves + 1, label.risk + edge.risk
        child.ranks = (*label.ranks, space.rank[edge.target])
        child.edge, child.leg, child.longer = edge, leg, None
        return child

    def bound(self, label: Label, left: int, moves: int) -> Key | None:
        """Return a lower bound on the key of every plan through *label* with *left* moves; ``None`` if there is none.

        The bound is taken for each way to meet the target, and the least of them counts.
        """
        target, study, row, clocks, since = self.target, self.study, label.role, label.clocks, label.since
        years = target.years[left][row] - since
        if years == math.inf:
            return None
        elapsed = label.elapsed
        years = elapsed + max(years, 0.0)
        have, free = label.have, label.have | target.free[left][row]
        risk = label.risk + target.risk[left][row] if self.blend.risk else 0.0
        best: Key | None = None
        for end in target.ends:
            studied = label.studied + study.months(end.unpaid[left][row] & ~have)
            needed = max(years, studied / study.months_per_year)
            for demand in end.demands:
                missing = demand.missing(clocks, study, free | end.need)
                if missing > TOLERANCE:
                    lost = demand.lost[left][row] - since
                    needed = max(needed, elapsed + missing / demand.rate + max(0.0, lost)) if demand.rate else math.inf
            if needed + studied == math.inf:
                continue
            key = self._key(round(needed, DIGITS), round(studied, DIGITS), moves, risk)
            if best is None or key < best:
                best = key
        return best

    def _key(self, years: float, study: float, moves: int, risk: float) -> Key:
        return round(self.blend.cost(years, study, moves, risk), DIGITS), years, study, moves

    def along(self, key: Key, label: Label, edge: Edge) -> Key:
        """Return a lower bound on the key of every plan that takes *edge* from *label*, whose own bound is *key*."""
        left = self.target.max_moves - label.moves - 1
        stay = max(0.0, edge.years - label.since)
        years = round(label.elapsed + stay + self.target.years[left][edge.target], DIGITS)
        cost = round(self.blend.years * years, DIGITS)
        # A higher cost may go with less study or fewer moves than the old bound was taken for.
        return max(key, (cost, years, 0.0, 0))

    def with_moves(self, label: Label, key: Key) -> Key:
        """Raise the number of moves in *key* to the fewest with which the rest of the key can still be had."""
        best: Key | None = None
        for left in range(self.target.hops[label.role], self.target.max_moves - label.moves + 1):
            bound = self.bound(label, left, label.moves + left)
            if bound is not None and (best is None or bound < best):
                best = bound
                if best[:3] == key[:3]:
                    break
        return key if best is None else best


class _Queue:
    """Labels by their bounds, each looked at only as closely as its turn requires.

    A move waits under the bound of the label that it leaves until it is looked at; a label waits under a bound
    whose number of moves is the fewest on the map, until its turn comes and the number is raised to what the
    rest of the bound needs.
    """

    def __init__(self, search: Search, seeds: Iterable[Label]) -> None:
        self.search = search
        self.limit: Key = (math.inf, math.inf, math.inf, 0)
        self._tick = count()
        self._heap: list[tuple[Key, int, tuple[int, ...], int, Label, Edge | bool]] = []
        for label in seeds:
            self.push(label)

    def push(self, label: Label) -> None:
        """Add a label."""
        target = self.search.target
        left, hops = target.max_moves - label.moves, target.hops[label.role]
        if hops <= left:
            key = self.search.bound(label, left, label.moves + hops)
            if key is not None and key <= self.limit:
                heapq.heappush(self._heap, (key, -label.moves, label.ranks, next(self._tick), label, hops == left))

    def expand(self, key: Key, label: Label) -> None:
        """Add the moves that leave a label, which had its turn with *key*."""
        search, target = self.search, self.search.target
        for edge in target.edges[label.role]:
            if target.hops[edge.target] < target.max_moves - label.moves:
                ranks = (*label.ranks, target.space.rank[edge.target])
                bound = search.along(key, label, edge)
                heapq.heappush(self._heap, (bound, -label.moves - 1, ranks, next(self._tick), label, edge))

    def pop(self, best: Label | None) -> tuple[Key, Label] | None:
        """Return the next label in order that could still beat *best*."""
        while self._heap:
            key, depth, ranks, _, label, stage = heapq.heappop(self._heap)
            if key > self.limit:
                return None
            if best is not None and (ranks > best.ranks[: len(ranks)] or ranks == best.ranks):
                continue  # ties go to role ids
            if isinstance(stage, Edge):
                for child in self.search.children(label, stage):
                    self.push(child)
                continue
            tighter = key if stage else max(key, self.search.with_moves(label, key))
            if tighter == key:
                return key, label
            heapq.heappush(self._heap, (tighter, depth, ranks, next(self._tick), label, True))
        return None


def _revisit_pays(label: Label, role: int, have: int, clocks: tuple[float, ...]) -> bool:
    """Tell whether *role* is new to the plan, or holdings rose since it was left last."""
    after: Label | None = None
    here: Label | None = label
    while here is not None:
        if here.role == role:
            return after is None or after.have != have or after.clocks != clocks
        after, here = here, here.parent
    return True
