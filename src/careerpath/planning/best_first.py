"""The search itself: best first over labels, each a role entered with holdings.

The key of a label is a lower bound on every plan through it: the criteria, then years, study and moves, the order
in which ties are broken. Because no plan can beat its bound, complete plans leave the queue by rising key. A label
goes when the plans found make its bound superfluous, or when another label is in the same state after as many moves.
Nothing else is pruned, so the answer is exact by the definition in the documentation.
"""

from __future__ import annotations

import heapq
import math
import time
from collections.abc import Iterable, Iterator
from itertools import count

import attrs

from careerpath.planning.answers import Answer, Key
from careerpath.planning.labels import Label
from careerpath.planning.objectives import DIGITS
from careerpath.planning.places import Edge
from careerpath.planning.search import Search


@attrs.frozen
class Outcome:
    """What a search found.

    Attributes
    ----------
    labels : list of Label
        The plans, in order.
    bound : float
        No plan that was not found costs less than this in the first criterion; infinite if the search was complete.
    """

    labels: list[Label]
    bound: float


def run(search: Search, seeds: Iterable[Label], answer: Answer) -> Outcome:
    """Search until nothing that is wanted can be missing, or a limit on the work is hit."""
    queue = Queue(search, answer)
    for label in seeds:
        queue.push(label)
    seen: dict[tuple[object, ...], tuple[int, ...]] = {}
    deadline = time.monotonic() + search.caps.seconds
    turn = 0
    while True:
        turn += 1
        if len(queue) > search.caps.labels or (turn % 64 == 1 and time.monotonic() > deadline):
            return Outcome(answer.labels, queue.lowest)
        popped = queue.pop()
        if popped is None:
            return Outcome(answer.labels, math.inf)
        key, label = popped
        if label.role == search.target.target:
            answer.offer(key, label)
            continue
        if (sibling := search.sibling(label)) is not None:
            queue.push(sibling)
        state = label.state()
        if answer.ranks_matter:
            state = (*state, label.ranks)
        if seen.get(state, label.ranks) >= label.ranks:
            seen[state] = label.ranks
            queue.expand(key, label)


class Queue:
    """What is still to be looked at.

    A move waits under the bound of the label that it leaves until it is looked at; a label waits under a bound for
    the most moves that it may take, until its turn comes and the bound is taken for every number of moves.
    """

    def __init__(self, search: Search, answer: Answer) -> None:
        self.search = search
        self.answer = answer
        self._single = len(search.criteria.rows) == 1
        self._years_weight = sum(weight for at, weight in search.criteria.rows[0] if at == 0)
        self._zeros = (0.0,) * (len(search.criteria.rows) + 2)
        self._tick = count()
        self._heap: list[tuple[Key, int, tuple[int, ...], int, Label, Edge | bool]] = []

    def __len__(self) -> int:
        return len(self._heap)

    @property
    def lowest(self) -> float:
        """The least that anything not looked at can cost in the first criterion."""
        return self._heap[0][0][0] if self._heap else math.inf

    def push(self, label: Label) -> None:
        """Add a label, unless nothing that is wanted can come of it."""
        target = self.search.target
        left, hops = target.max_moves - label.moves, target.hops[label.role]
        if hops > left or (label.open and not self._can_pass(label, left)):
            return
        key = self._least(self.search.bounds(label, left, label.moves + hops), label.ranks)
        if key is not None:
            heapq.heappush(self._heap, (key, -label.moves, label.ranks, next(self._tick), label, hops == left))

    def expand(self, key: Key, label: Label) -> None:
        """Add the moves that leave a label, which had its turn with *key*."""
        target, rank = self.search.target, self.search.target.space.rank
        left = target.max_moves - label.moves - 1
        for edge in target.edges[label.role]:
            if target.hops[edge.target] <= left:
                ranks = (*label.ranks, rank[edge.target])
                bound = max(key, self._along(label, edge, left))
                heapq.heappush(self._heap, (bound, -label.moves - 1, ranks, next(self._tick), label, edge))

    def pop(self) -> tuple[Key, Label] | None:
        """Return the next label in order that may lead to something wanted, with its bound."""
        answer = self.answer
        while self._heap:
            key, depth, ranks, _, label, stage = heapq.heappop(self._heap)
            if key[0] > answer.limit:
                return None
            if isinstance(stage, Edge):
                # With several criteria, the key of a move is the least of many bounds: it cannot be judged yet.
                if not (self._single and answer.rejects(key, ranks)):
                    for child in self.search.children(label, stage):
                        self.push(child)
                continue
            tighter = self._tight(key, label) if not stage or answer.rejects(key, ranks) else key
            if tighter is None:
                continue
            if tighter <= key:
                return key, label
            heapq.heappush(self._heap, (tighter, depth, ranks, next(self._tick), label, True))
        return None

    def _tight(self, key: Key, label: Label) -> Key | None:
        """Return the bound taken for every number of moves; ``None`` if all of it is unwanted."""
        best: Key | None = None
        stop = not self.search.criteria.uses(2)
        for left in range(self.search.target.hops[label.role], self.search.target.max_moves - label.moves + 1):
            least = self._least(self.search.bounds(label, left, label.moves + left), label.ranks)
            if least is not None and (best is None or least < best):
                best = least
                if stop and best[:-1] == key[:-1]:
                    break
        return best

    def _least(self, keys: Iterator[Key], ranks: tuple[int, ...]) -> Key | None:
        return min((key for key in keys if not self.answer.rejects(key, ranks)), default=None)

    def _along(self, label: Label, edge: Edge, left: int) -> Key:
        """Return a lower bound from the years alone, which is quick to have."""
        stay = max(0.0, edge.years - label.since)
        years = label.elapsed + stay + self.search.target.years[left][edge.target]
        # A higher cost may go with less of everything else than the bound of the label was taken for.
        return (round(self._years_weight * years, DIGITS), *self._zeros)

    def _can_pass(self, label: Label, left: int) -> bool:
        """Tell whether every role that the plan still has to pass can be, on the bare map."""
        target, near = self.search.target, self.search.target.hops_from(label.role)
        return all(
            near[role] + target.hops[role] <= left for at, role in enumerate(self.search.passes) if label.open >> at & 1
        )
