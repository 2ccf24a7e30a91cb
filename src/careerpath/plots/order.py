"""In which order roles stand within their rows, so that few moves cross."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from careerpath.graph import CareerGraph
from careerpath.plots.swaps import improved

if TYPE_CHECKING:
    from numpy.typing import NDArray

Order: TypeAlias = "list[NDArray[Any]]"
"""Numbers of roles and bends from left to right, one array per row."""

MOST_BENDS = 20_000
"""Beyond this many bends, the longest moves do not influence the order any more."""

FEW_NODES = 600
"""Up to this many roles and bends, an order is also improved swap by swap."""

SWEEPS, SWEEPS_IF_MANY = 24, 4
BLOCK = 128


class Net:
    """Roles and bends as numbers, and the pieces of moves between neighbouring rows.

    A move that passes rows has a *bend* in each of them. Roles come first, sorted by id, so that
    nothing depends on the order in which a graph holds them.

    Attributes
    ----------
    names : list of str
        Role id per number.
    row : ndarray of int
        Row per role and bend.
    chains : dict of (str, str) to (range, bool)
        For every move between rows that is taken into account: its bends from below, and whether it leads up.
    sideways : list of (int, int)
        Moves within a row.
    between : list of ndarray of int, shape (n_pieces, 2)
        For every two neighbouring rows: the pieces that join them, lower end first.
    hung : ndarray of float, shape (n_bends, 3)
        For every bend: lower and upper end of its move, and how far up between them it is.
    """

    def __init__(self, graph: CareerGraph, rows: Sequence[Sequence[str]]) -> None:
        import numpy as np

        self.names = sorted(graph.roles)
        self.number = {role: at for at, role in enumerate(self.names)}
        row_of = {role: at for at, roles in enumerate(rows) for role in roles}
        row = [row_of[role] for role in self.names]
        spans = sorted((abs(row_of[target] - row_of[source]), source, target) for source, target in graph.moves)
        self.sideways = [(self.number[source], self.number[target]) for span, source, target in spans if not span]
        self.chains: dict[tuple[str, str], tuple[range, bool]] = {}
        pieces: list[tuple[int, int]] = []
        hung: list[tuple[int, int, float]] = []
        for span, source, target in spans:
            if span and len(row) - len(self.names) + span - 1 <= MOST_BENDS:
                up = row_of[source] < row_of[target]
                low, high = (source, target) if up else (target, source)
                bends = range(len(row), len(row) + span - 1)
                ends = self.number[low], self.number[high]
                row.extend(range(row_of[low] + 1, row_of[high]))
                hung.extend((*ends, step / span) for step in range(1, span))
                pieces.extend(pairwise([ends[0], *bends, ends[1]]))
                self.chains[source, target] = bends, up
        self.row = np.array(row, dtype=np.intp)
        self.pieces = np.array(pieces, dtype=np.intp).reshape(-1, 2)
        self.hung = np.array(hung).reshape(-1, 3)
        below = self.row[self.pieces[:, 0]]
        self.between = [self.pieces[below == at] for at in range(len(rows) - 1)]

    def crossings(self, order: Order) -> int:
        """Count how often pieces cross between neighbouring rows."""
        import numpy as np

        at = np.zeros(len(self.row), dtype=np.intp)
        for nodes in order:
            at[nodes] = np.arange(len(nodes))
        return sum(_inversions(at[pieces]) for pieces in self.between)

    def relative(self, order: Order) -> NDArray[Any]:
        """Return the place of every node within its row, between 0 and 1."""
        import numpy as np

        at = np.zeros(len(self.row))
        for nodes in order:
            at[nodes] = (np.arange(len(nodes)) + 0.5) / max(1, len(nodes))
        return at


def best_order(graph: CareerGraph, net: Net) -> Order:
    """Return the best order found from two starts: roles by id, and roles by family."""
    import numpy as np

    groups = family_sides(graph)
    by_family = sorted(
        range(len(net.names)),
        key=lambda at: (groups[at], graph.roles[net.names[at]].track, net.names[at]),
    )
    n_rows = len(net.between) + 1
    found = []
    for ranked in (np.arange(len(net.names)), np.array(by_family, dtype=np.intp)):
        start = _with_bends([ranked[net.row[ranked] == at] for at in range(n_rows)], net)
        crossings, order = _swept(start, net)
        if len(net.row) <= FEW_NODES:
            order = improved(order, net.pieces.tolist(), net.sideways, groups)
            crossings = net.crossings(order)
        found.append((crossings, order))
    return min(reversed(found), key=lambda each: each[0])[1]  # on a tie the families stay together


def family_sides(graph: CareerGraph) -> list[int]:
    """Return a place from left to right for the family of every role, sorted by role id.

    The largest family stands in the middle (0), the next ones to its right (1) and left (-1) in turn.
    """
    size: dict[str, int] = {}
    for role in graph.roles.values():
        size[role.family] = size.get(role.family, 0) + 1
    ranked = sorted(size, key=lambda family: (-size[family], family))
    side = {family: (at + 1) // 2 * (1 if at % 2 else -1) for at, family in enumerate(ranked)}
    return [side[graph.roles[role].family] for role in sorted(graph.roles)]


def _with_bends(roles: Order, net: Net) -> Order:
    """Add the bends of every move on the straight line between its ends."""
    import numpy as np

    at = net.relative(roles)
    low, high = at[net.hung[:, 0].astype(np.intp)], at[net.hung[:, 1].astype(np.intp)]
    at[len(net.names) :] = low + (high - low) * net.hung[:, 2]
    order = []
    every_bend = np.arange(len(net.names), len(net.row))
    for number, nodes in enumerate(roles):
        both = np.concatenate([nodes, every_bend[net.row[every_bend] == number]])
        order.append(both[np.argsort(at[both], kind="stable")])
    return order


def _swept(order: Order, net: Net) -> tuple[int, Order]:
    """Sweep up and down; return the fewest crossings met, and the order that has them."""
    best = net.crossings(order), order
    for _ in range(SWEEPS if len(net.row) <= FEW_NODES else SWEEPS_IF_MANY):
        if not best[0]:
            break
        order = _sweep(_sweep(order, net, up=True), net, up=False)
        crossings = net.crossings(order)
        if crossings < best[0]:
            best = crossings, order
    return best


def _sweep(order: Order, net: Net, *, up: bool) -> Order:
    """Sort each row by the mean place of the neighbours in the row before it."""
    import numpy as np

    order = list(order)
    at = net.relative(order)
    last = len(order) - 1
    for number in range(1, last + 1) if up else range(last - 1, -1, -1):
        pieces = net.between[number - 1 if up else number]
        fixed, free = pieces[:, 0 if up else 1], pieces[:, 1 if up else 0]
        count = np.bincount(free, minlength=len(at))
        total = np.bincount(free, weights=at[fixed], minlength=len(at))
        nodes = order[number]
        wish = np.where(count[nodes] > 0, total[nodes] / np.maximum(count[nodes], 1), at[nodes])
        nodes = order[number] = nodes[np.argsort(wish, kind="stable")]
        at[nodes] = (np.arange(len(nodes)) + 0.5) / len(nodes)
    return order


def _inversions(ends: NDArray[Any]) -> int:
    """Count pairs that cross, for lines given by their lower and upper place.

    Lines are taken in blocks: what went before is a histogram, a block itself is compared in full.
    """
    import numpy as np

    upper = ends[np.lexsort((ends[:, 1], ends[:, 0])), 1]
    seen = np.zeros(int(upper.max(initial=0)) + 1, dtype=np.int64)
    crossings = 0
    for start in range(0, len(upper), BLOCK):
        block = upper[start : start + BLOCK]
        crossings += start * len(block) - int(np.cumsum(seen)[block].sum())
        crossings += int(np.triu(block[:, None] > block[None, :], 1).sum())
        seen += np.bincount(block, minlength=len(seen))
    return crossings
