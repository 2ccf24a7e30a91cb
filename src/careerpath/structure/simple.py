"""Which are the k shortest simple paths? Yen's algorithm, each of whose searches knows where the target lies.

One search backwards from the target gives every row its exact distance. The best way to leave a path at a row
is then nearly always the next row by distance, followed by the shortest path from there, and is found without
searching; a search is needed only if that path runs into the one that is left, and only once its turn comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from careerpath.structure.lengths import Lengths

Path = tuple[int, ...]
"""Rows from the source on."""


def simple_paths(lengths: Lengths, source: int, target: int) -> Iterator[tuple[int, Path]]:
    """Yield every simple path between two different rows with its cost, by cost, then rows.

    J. Y. Yen (1971), Finding the K shortest loopless paths in a network, Management Science 17(11),
    doi:10.1287/mnsc.17.11.712; E. L. Lawler (1972), A procedure for computing the K best solutions to discrete
    optimization problems, Management Science 18(7), doi:10.1287/mnsc.18.7.401.

    Parameters
    ----------
    lengths : Lengths
        The moves.
    source, target : int
        Rows.
    """
    tree = _Tree(lengths, target)
    if source not in tree.left:
        return
    # A candidate stands for all paths that begin with its fixed rows and go on to none of the banned ones. Its key is
    # the best of them or, until that is asked for, something that none of them comes before.
    candidates: list[_Candidate] = []
    _push(candidates, tree, (source,), {source}, frozenset(), 0)
    while candidates:
        cost, path, size, banned, spent = heappop(candidates)
        if path[-1] != target:
            found = tree.search(path[:size], banned, spent)
            if found is not None:
                heappush(candidates, (*found, size, banned, spent))
            continue
        yield cost, path
        # Lawler: for what leaves the path among its fixed rows, other candidates stand already.
        fixed = set(path[: size - 1])
        for at in range(size - 1, len(path) - 1):
            row, after = path[at], path[at + 1]
            fixed.add(row)
            _push(candidates, tree, path[: at + 1], fixed, banned | {after}, spent)
            spent += lengths.out[row][after]
            banned = frozenset()


_Candidate = tuple[int, Path, int, frozenset[int], int]
"""Cost and path (up to the target only if that is known); number of fixed rows, rows banned next, cost so far."""


def _push(
    candidates: list[_Candidate], tree: _Tree, begun: Path, fixed: set[int], banned: frozenset[int], spent: int
) -> None:
    """Add the candidate that goes on from what is *begun* and has cost *spent*, unless there is no way on."""
    for ahead, row in tree.ways(begun[-1]):
        if row not in banned and row not in fixed:
            rest = tree.clear(row, fixed) or (row,)
            heappush(candidates, (spent + ahead, begun + rest, len(begun), banned, spent))
            return


class _Tree:
    """The shortest paths to one target.

    Parameters
    ----------
    lengths : Lengths
        The moves.
    target : int
        Row.
    """

    def __init__(self, lengths: Lengths, target: int) -> None:
        self.target = target
        self._out = lengths.out
        self.left = _distances(lengths, target)
        self._ways: dict[int, list[tuple[int, int]]] = {}

    def ways(self, row: int) -> list[tuple[int, int]]:
        """Return the least cost through each next row, and that row; in this order."""
        found = self._ways.get(row)
        if found is None:
            left = self.left
            found = self._ways[row] = sorted(
                [(cost + left[after], after) for after, cost in self._out[row].items() if after in left]
            )
        return found

    def clear(self, row: int, fixed: set[int]) -> Path | None:
        """Return the shortest path from *row*, among ties the first by rows; ``None`` if it meets *fixed*."""
        path = [row]
        while row != self.target:
            row = self.ways(row)[0][1]
            if row in fixed:
                return None
            path.append(row)
        return tuple(path)

    def search(self, begun: Path, banned: frozenset[int], spent: int) -> tuple[int, Path] | None:
        """Return the best simple path that goes on from *begun* to none of *banned* next, with its cost."""
        fixed = set(begun)
        closed = set(begun)
        # Distances are exact and no move is free, so the first path that is popped at a row is the best one there.
        heap: list[tuple[int, Path]] = [
            (spent + ahead, (row,)) for ahead, row in self.ways(begun[-1]) if row not in banned
        ]
        while heap:
            cost, path = heappop(heap)
            row = path[-1]
            if row in closed:
                continue
            closed.add(row)
            rest = self.clear(row, fixed)
            if rest is not None:  # nothing else costs less, and this cannot cross itself: it would have ended there
                return cost, begun + path[:-1] + rest
            reached = cost - self.left[row]
            for ahead, after in self.ways(row):
                if after not in closed:
                    heappush(heap, (reached + ahead, (*path, after)))
        return None


def _distances(lengths: Lengths, target: int) -> dict[int, int]:
    """Return the least cost to the target from every row that has a way there."""
    into = lengths.into
    heap = [(0, target)]
    left = {target: 0}
    while heap:
        cost, row = heappop(heap)
        if cost > left[row]:  # a shorter way was found after this one was pushed
            continue
        for before, step in into[row]:
            total = cost + step
            if before not in left or total < left[before]:
                left[before] = total
                heappush(heap, (total, before))
    return left
