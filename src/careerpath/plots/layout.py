"""Where each role stands on a map: levels as rows, few crossings, moves as straight as they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from careerpath.errors import require_type
from careerpath.graph import CareerGraph
from careerpath.plots.layers import rows_of
from careerpath.plots.order import Net, Order, best_order, family_sides

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_BOXES = 60
"""A map of more roles shows dots instead of boxes, and its moves are straight lines."""

BEND_GAP, BESIDE_ROLE = 0.14, 0.6
"""Least distance from bend to bend and from bend to role, in slots of one role."""

WITHIN_FAMILY = 4.0
"""How much more than others a move within a family, or from bend to bend, is kept straight."""

UNPULLED = 0.1
"""How strongly a role without moves keeps its place."""

ROUNDS = 20
"""How often places are adjusted, from below and from above in turn."""


@attrs.frozen
class Layout:
    """Rows, places and bends.

    Attributes
    ----------
    rows : tuple of tuple of str
        Role ids, the lowest row first, each from left to right.
    places : dict of str to (float, float)
        Place of each role: ``x`` in slots, at least 1 apart, and ``y`` as the number of its row.
    bends : dict of (str, str) to tuple of (float, float)
        Points that a move passes between its ends, in its direction.
    crossings : int
        How often moves cross each other between rows.
    """

    rows: tuple[tuple[str, ...], ...]
    places: dict[str, tuple[float, float]]
    bends: dict[tuple[str, str], tuple[tuple[float, float], ...]]
    crossings: int


def layered_layout(graph: CareerGraph) -> dict[str, tuple[float, float]]:
    """Return a place for every role: higher levels further up, few crossings, families side by side.

    Parameters
    ----------
    graph : CareerGraph
        Any framework; levels may be missing.

    Returns
    -------
    dict of str to (float, float)
        ``x`` in slots (roles of a row are at least 1 apart, the leftmost role of all is at 0) and
        ``y`` as the number of the row, from 0. The order of roles and moves in *graph* does not matter.

    Raises
    ------
    InvalidTypeError
        If *graph* is not a `CareerGraph`.

    References
    ----------
    K. Sugiyama, S. Tagawa and M. Toda (1981), Methods for visual understanding of hierarchical
    system structures, IEEE Trans. SMC 11(2), doi:10.1109/TSMC.1981.4308636.

    Examples
    --------
    >>> from careerpath.roles import Move, Role
    >>> roles = [Role("pm", level=7), Role("senior-pm", level=8)]
    >>> layered_layout(CareerGraph(roles, [Move("pm", "senior-pm")]))
    {'pm': (0.0, 0.0), 'senior-pm': (0.0, 1.0)}
    """
    return layout_of(graph).places


def layout_of(graph: CareerGraph) -> Layout:
    """Return the whole layout of *graph*; of many roles without bends, so that moves may pass under roles."""
    import numpy as np

    require_type(graph, CareerGraph, "graph", "a CareerGraph")
    bends = len(graph.roles) <= MOST_BOXES
    net = Net(graph, rows_of(graph))
    order = best_order(graph, net)
    crossings = net.crossings(order)
    n_roles = len(net.names)
    pieces = net.pieces
    if not bends:
        order = [nodes[nodes < n_roles] for nodes in order]
        numbers = [(net.number[source], net.number[target]) for source, target in sorted(graph.moves)]
        pieces = np.array(numbers, dtype=np.intp).reshape(-1, 2)
    family = np.array([*family_sides(graph), *[n_roles] * (len(net.row) - n_roles)])
    kin = family[pieces[:, 0]] == family[pieces[:, 1]]
    weights = np.where(kin, WITHIN_FAMILY, 1.0)
    x = _straightened(order, pieces, weights, n_nodes=len(net.row), n_roles=n_roles)
    x -= x[:n_roles].min()

    def point(node: int) -> tuple[float, float]:
        return round(float(x[node]), 6), float(net.row[node])

    return Layout(
        tuple(tuple(net.names[node] for node in nodes.tolist() if node < n_roles) for nodes in order),
        {role: point(net.number[role]) for role in graph.roles},
        {ends: tuple(point(at) for at in (chain if up else chain[::-1])) for ends, (chain, up) in net.chains.items()}
        if bends
        else {},
        crossings,
    )


def _straightened(
    order: Order, pieces: NDArray[Any], weights: NDArray[Any], *, n_nodes: int, n_roles: int
) -> NDArray[Any]:
    """Return ``x`` per node: in the given order, far enough apart, as near to the neighbours as that allows."""
    import numpy as np

    offsets = [_offsets(nodes, n_roles) for nodes in order]
    x = np.zeros(n_nodes)
    for nodes, offset in zip(order, offsets, strict=True):
        x[nodes] = offset - offset[-1:].sum() / 2
    pulls = _pulls(order, pieces, weights, n_nodes=n_nodes)
    for turn in range(ROUNDS):
        for at in range(len(order)) if turn % 2 else reversed(range(len(order))):
            nodes, (own, other, weight) = order[at], pulls[at]
            heft = np.bincount(own, weight, len(nodes))
            total = np.bincount(own, weight * x[other], len(nodes))
            wish = np.where(heft > 0, total / np.maximum(heft, UNPULLED), x[nodes])
            x[nodes] = _rising(wish - offsets[at], np.maximum(heft, UNPULLED)) + offsets[at]
    return x


def _pulls(
    order: Order, pieces: NDArray[Any], weights: NDArray[Any], *, n_nodes: int
) -> list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]]:
    """Return, per row, what pulls at its nodes: place in the row, the node at the other end, and how strongly."""
    import numpy as np

    row, place = np.zeros(n_nodes, dtype=np.intp), np.zeros(n_nodes, dtype=np.intp)
    for at, nodes in enumerate(order):
        row[nodes], place[nodes] = at, np.arange(len(nodes))
    own, other = pieces.T.ravel(), pieces[:, ::-1].T.ravel()
    by_row = np.argsort(row[own], kind="stable")
    cuts = np.searchsorted(row[own][by_row], np.arange(1, len(order)))
    return [(place[own[part]], other[part], np.tile(weights, 2)[part]) for part in np.split(by_row, cuts)]


def _offsets(nodes: NDArray[Any], n_roles: int) -> NDArray[Any]:
    """Return how far right of the first node of a row each one stands when all stand close."""
    import numpy as np

    is_role = nodes < n_roles
    both, neither = is_role[1:] & is_role[:-1], ~is_role[1:] & ~is_role[:-1]
    gaps = np.where(both, 1.0, np.where(neither, BEND_GAP, BESIDE_ROLE))
    return np.concatenate([[0.0], np.cumsum(gaps)])[: len(nodes)]


def _rising(wish: NDArray[Any], heft: NDArray[Any]) -> NDArray[Any]:
    """Return the numbers nearest to *wish* (weighted least squares) that never fall from left to right.

    Neighbours that would fall are pooled into their mean until none does (isotonic regression).
    """
    import numpy as np

    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(wish.tolist(), heft.tolist(), strict=True):
        mean, total, count = value, weight, 1
        while pools and pools[-1][0] > mean:
            other, more, members = pools.pop()
            mean, total, count = (mean * total + other * more) / (total + more), total + more, count + members
        pools.append((mean, total, count))
    return np.repeat([mean for mean, _, _ in pools], [count for _, _, count in pools])
