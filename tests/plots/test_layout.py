"""Laws of the layered layout."""

from __future__ import annotations

import random
from itertools import pairwise

import attrs
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from careerpath.errors import InvalidTypeError
from careerpath.graph import CareerGraph
from careerpath.plots.layers import rows_of
from careerpath.plots.layout import layered_layout, layout_of
from careerpath.plots.order import FEW_NODES, Net, _inversions, best_order
from careerpath.roles import Move, Role


def _random_graph(n_roles: int, n_moves: int, n_levels: int, *, seed: int, span: int) -> CareerGraph:
    """Return a framework whose moves pass at most *span* levels; ids sort as they are given."""
    chance = random.Random(seed)  # noqa: S311 - a seeded example, no secret
    levels = [chance.randrange(n_levels) for _ in range(n_roles)]
    roles = [Role(f"r{at:04}", level=level, family="abcde"[at % 5]) for at, level in enumerate(levels)]
    pairs = {(chance.randrange(n_roles), chance.randrange(n_roles)) for _ in range(n_moves)}
    return CareerGraph(
        roles,
        [
            Move(roles[one].id, roles[other].id)
            for one, other in sorted(pairs)
            if one != other and abs(levels[one] - levels[other]) <= span
        ],
    )


@st.composite
def _stepwise(draw: st.DrawFn) -> CareerGraph:
    """Frameworks in which every move leads to a neighbouring level; no row is wide enough to be split."""
    size, levels = draw(st.integers(1, 12)), draw(st.integers(1, 5))
    return _random_graph(size, draw(st.integers(0, 60)), levels, seed=draw(st.integers(0, 9999)), span=1)


@st.composite
def _graphs(draw: st.DrawFn) -> CareerGraph:
    """Frameworks with moves of any length, and sometimes without levels."""
    size, levels = draw(st.integers(1, 16)), draw(st.integers(1, 6))
    graph = _random_graph(size, draw(st.integers(0, 40)), levels, seed=draw(st.integers(0, 9999)), span=levels)
    bare = draw(st.sampled_from([0, 0, 2, size]))
    roles = [attrs.evolve(role, level=None) if at < bare else role for at, role in enumerate(graph.roles.values())]
    return CareerGraph(roles, graph.moves.values())


def _crossings(graph: CareerGraph, places: dict[str, tuple[float, float]]) -> int:
    """Count pairs of moves between rows that cross as straight lines, the slow way."""
    lines = [sorted((places[one], places[other]), key=lambda place: place[1]) for one, other in graph.moves]
    lines = [line for line in lines if line[0][1] != line[1][1]]
    return sum(
        (low[0] - other_low[0]) * (high[0] - other_high[0]) < 0
        for at, (low, high) in enumerate(lines)
        for other_low, other_high in lines[:at]
        if low[1] == other_low[1] and high[1] == other_high[1]
    )


@given(_graphs())
def test_every_role_has_a_place_of_its_own(graph: CareerGraph) -> None:
    """Roles of a row are at least one slot apart, the leftmost is at 0, and y is the row."""
    places = layered_layout(graph)
    assert list(places) == list(graph.roles)
    assert min(x for x, _ in places.values()) == 0
    for number, row in enumerate(rows_of(graph)):
        xs = sorted(places[role][0] for role in row)
        assert all(right - left >= 1 - 1e-5 for left, right in pairwise(xs))
        assert {places[role][1] for role in row} == {number}


@given(_graphs())
def test_the_picture_does_not_depend_on_the_order_of_the_graph(graph: CareerGraph) -> None:
    """Reversed roles and moves give the same places."""
    turned = CareerGraph(list(graph.roles.values())[::-1], list(graph.moves.values())[::-1])
    assert layout_of(turned).places == layout_of(graph).places


def _multipartite(graph: CareerGraph) -> dict[str, tuple[float, float]]:
    """Return networkx's layout of the levels, each in the order of the ids."""
    levels: dict[float | None, list[str]] = {}
    for role in sorted(graph.roles.values(), key=lambda role: role.id):
        levels.setdefault(role.level, []).append(role.id)
    try:
        return nx.multipartite_layout(graph.nx, subset_key=levels)
    except TypeError:  # networkx below 3.3 knows attributes only, and keeps the order of the nodes
        digraph = nx.DiGraph()
        digraph.add_nodes_from((role, {"level": level}) for level, roles in levels.items() for role in roles)
        return nx.multipartite_layout(digraph, subset_key="level")


@given(_stepwise())
def test_no_more_crossings_than_networkx(graph: CareerGraph) -> None:
    """Where moves join neighbouring levels, the order is never worse than multipartite_layout's of the sorted ids."""
    theirs = {role: (y, x) for role, (x, y) in _multipartite(graph).items()}
    assert _crossings(graph, layered_layout(graph)) <= _crossings(graph, theirs)


@given(_stepwise())
def test_crossings_are_counted_as_they_are_seen(graph: CareerGraph) -> None:
    """The number in the layout equals a count over all pairs of lines."""
    layout = layout_of(graph)
    assert layout.crossings == _crossings(graph, layout.places)


@given(arrays(np.int64, st.tuples(st.integers(0, 400), st.just(2)), elements=st.integers(0, 9)))
def test_counting_in_blocks_changes_nothing(ends: NDArray[np.int64]) -> None:
    """Lines cross when their ends stand the other way round; lines that share an end do not."""
    low, high = ends[:, 0], ends[:, 1]
    crossed = (low[:, None] < low[None, :]) & (high[:, None] > high[None, :])
    assert _inversions(ends) == crossed.sum()


def test_a_crossing_that_can_go_goes() -> None:
    """Two crossed ladders are uncrossed."""
    roles = [Role("a", level=1), Role("b", level=1), Role("x", level=2), Role("y", level=2)]
    assert layout_of(CareerGraph(roles, [Move("a", "y"), Move("b", "x")])).crossings == 0


def test_a_ladder_stands_straight() -> None:
    """A chain of roles has one x."""
    roles = [Role(f"r{level}", level=level) for level in range(6)]
    graph = CareerGraph(roles, [Move(f"r{at}", f"r{at + 1}") for at in range(5)])
    assert {x for x, _ in layered_layout(graph).values()} == {0.0}


def test_long_moves_pass_beside_the_roles() -> None:
    """A move over a row bends there, in its own direction, and clear of the role that stands in that row."""
    roles = [Role("low", level=1), Role("mid", level=2), Role("high", level=3)]
    graph = CareerGraph(roles, [Move("low", "mid"), Move("mid", "high"), Move("low", "high"), Move("high", "low")])
    layout = layout_of(graph)
    (up,), (down,) = layout.bends["low", "high"], layout.bends["high", "low"]
    assert up[1] == down[1] == 1
    assert min(abs(bend[0] - layout.places["mid"][0]) for bend in (up, down)) >= 0.6 - 1e-5


def test_a_move_within_a_row_pulls_its_ends_together() -> None:
    """Where crossings do not decide, roles with a lateral move between them stand side by side."""
    graph = CareerGraph([Role(name, level=1) for name in "abcd"], [Move("a", "d"), Move("d", "b")])
    places = layered_layout(graph)
    assert abs(places["a"][0] - places["d"][0]) == abs(places["d"][0] - places["b"][0]) == 1


def test_many_long_moves_do_not_blow_the_layout_up() -> None:
    """Bends are capped; every role still has its place."""
    graph = _random_graph(400, 3000, 200, seed=2, span=200)
    layout = layout_of(graph)
    assert len(layout.places) == 400
    assert layout.bends == {}
    net = Net(graph, rows_of(graph))
    assert len(net.chains) < len(graph.moves)
    assert len(net.row) > FEW_NODES


def test_large_graphs_are_improved_by_sweeps_alone() -> None:
    """The order of many roles has far fewer crossings than the order of their ids."""
    graph = _random_graph(700, 900, 12, seed=1, span=1)
    net = Net(graph, rows_of(graph))
    by_id = [np.flatnonzero(net.row == row) for row in range(len(net.between) + 1)]
    assert net.crossings(best_order(graph, net)) < 0.6 * net.crossings(by_id)


def test_anything_but_a_graph_is_refused() -> None:
    """The message says what to pass."""
    with pytest.raises(InvalidTypeError, match="CareerGraph"):
        layered_layout(nx.DiGraph())  # type: ignore[arg-type]
