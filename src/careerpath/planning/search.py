"""One question to the search: which labels follow from a label, and below what can no plan through it cost?

Bounds come from :mod:`careerpath.planning.target`. They hold whatever the person holds, and they never fall from a
label to those that follow from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import attrs

from careerpath.planning.answers import Key
from careerpath.planning.labels import Label, revisit_pays
from careerpath.planning.legs import Leg, Study, legs
from careerpath.planning.objectives import DIGITS, Criteria
from careerpath.planning.own import Own
from careerpath.planning.places import Edge
from careerpath.planning.target import Target
from careerpath.requirements import TOLERANCE


@attrs.frozen
class Caps:
    """Limits on a plan, and on the work of finding it.

    Attributes
    ----------
    years, study : float
        Most years, most months of study.
    seconds : float
        Most time for the search.
    labels : int
        Most labels held at once.
    """

    years: float = math.inf
    study: float = math.inf
    seconds: float = math.inf
    labels: int = 1_000_000


@attrs.frozen(eq=False)
class Search:
    """One question: which plans lead to the target, from where this person stands, by these criteria?

    Attributes
    ----------
    target : Target
        The way back from the target.
    study : Study
        Prices of learning.
    criteria : Criteria
        What is minimised.
    caps : Caps
        Limits.
    own : tuple of Own
        Costs of the caller's own objectives.
    passes : tuple of int
        Roles that the plan has to pass.
    """

    target: Target
    study: Study
    criteria: Criteria
    caps: Caps = Caps()
    own: tuple[Own, ...] = ()
    passes: tuple[int, ...] = ()

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
        return self._next(label.parent, label.edge, label.leg, label.longer)

    def _first(self, label: Label, edge: Edge, leg: Leg) -> Label | None:
        child = self._child(label, edge, leg, leg.stay, leg.have)
        return child or self._next(label, edge, leg, leg.longer())

    def _next(self, label: Label, edge: Edge, leg: Leg, longer: Iterator[tuple[float, int]]) -> Label | None:
        children = (self._child(label, edge, leg, stay, have) for stay, have in longer)
        child = next(filter(None, children), None)
        if child is not None:
            child.longer = longer
        return child

    def _child(self, label: Label, edge: Edge, leg: Leg, stay: float, have: int) -> Label | None:
        space, clocks = self.target.space, label.clocks
        runs, before, have = space.places[label.role].runs, have, have | leg.bits
        if stay and runs:
            grown = list(clocks)
            for clock in runs:
                grown[clock] = min(round(grown[clock] + stay, 9), space.caps[clock])
            clocks = tuple(grown)
        if not revisit_pays(label, edge.target, have, clocks):
            return None
        child = Label(edge.target, have, clocks, round(label.elapsed + stay, 9), round(label.studied + leg.months, 9))
        child.parent, child.stay, child.learned = label, stay, leg.bits
        child.moves, child.risk, child.own = label.moves + 1, label.risk + edge.risk, label.own
        if self.own:
            spent = [own.cost(label.role, edge, stay, before, leg.bits) for own in self.own]
            child.own = tuple(round(old + new, 9) for old, new in zip(label.own, spent, strict=True))
        child.open = label.open
        if label.open and edge.target in self.passes:
            child.open &= ~(1 << self.passes.index(edge.target))
        child.ranks = (*label.ranks, space.rank[edge.target])
        child.edge, child.leg, child.longer = edge, leg, None
        return child

    def bounds(self, label: Label, left: int, moves: int) -> Iterator[Key]:
        """Yield, for each way to meet the target, a lower bound on the key of every plan through *label*.

        Parameters
        ----------
        label : Label
            Where the plan stands.
        left : int
            Most moves that it may still take, enough to get to the target on the bare map.
        moves : int
            Moves to charge for.
        """
        target, study, row, clocks, since = self.target, self.study, label.role, label.clocks, label.since
        elapsed, have = label.elapsed, label.have
        years = elapsed + max(target.years[left][row] - since, 0.0)
        free = have | target.free[left][row]
        risk = label.risk + target.risk[left][row] if self.criteria.uses(3) else 0.0
        own = [spent + own.ahead(left, row, since) for spent, own in zip(label.own, self.own, strict=True)]
        for end in target.ends:
            studied = label.studied + study.months(end.unpaid[left][row] & ~have)
            needed = max(years, studied / study.months_per_year)
            for demand in end.demands:
                missing = demand.missing(clocks, study, free | end.need)
                if missing > TOLERANCE:
                    lost = demand.lost[left][row] - since
                    needed = max(needed, elapsed + missing / demand.rate + max(0.0, lost)) if demand.rate else math.inf
            if needed <= self.caps.years and studied <= self.caps.study and needed + studied < math.inf:
                costs = self.criteria.costs((needed, studied, moves, risk, *own))
                yield (*costs, round(needed, DIGITS), round(studied, DIGITS), moves)
