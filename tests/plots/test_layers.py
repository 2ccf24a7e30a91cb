"""Laws of the rows of a map."""

from __future__ import annotations

import attrs
from hypothesis import given, settings

from careerpath.graph import CareerGraph
from careerpath.plots.layers import FEWEST_PER_ROW, rows_of
from careerpath.roles import Move, Role
from strategies import graphs


def _without_levels(graph: CareerGraph) -> CareerGraph:
    return CareerGraph([attrs.evolve(role, level=None) for role in graph.roles.values()], graph.moves.values())


def _row_of(graph: CareerGraph) -> dict[str, int]:
    return {role: at for at, row in enumerate(rows_of(graph)) for role in row}


@settings(max_examples=40)
@given(graphs(max_roles=6, max_asked=0))
def test_every_role_stands_in_one_row(graph: CareerGraph) -> None:
    """The rows are a partition of the roles, and none is empty."""
    rows = rows_of(graph)
    assert sorted(role for row in rows for role in row) == sorted(graph.roles)
    assert all(rows)


@settings(max_examples=40)
@given(graphs(max_roles=6, max_asked=0))
def test_rows_respect_levels(graph: CareerGraph) -> None:
    """A higher level stands in a higher row, and one level in one row."""
    row = _row_of(graph)
    known = [role for role in graph.roles.values() if role.level is not None]
    for one in known:
        for other in known:
            assert (one.level < other.level) == (row[one.id] < row[other.id])


def test_a_chain_without_levels_is_a_ladder() -> None:
    """Without any level, the depth along the moves makes the rows; a move back changes nothing."""
    moves = [Move("a", "b"), Move("b", "c"), Move("c", "d"), Move("d", "a")]
    roles = [Role(name) for name in "dcba"]
    assert rows_of(CareerGraph(roles, moves[:3])) == [["a"], ["b"], ["c"], ["d"]]
    assert rows_of(CareerGraph(roles, [*moves, Move("b", "a"), Move("c", "b")])) != [sorted("abcd")]


def test_a_role_that_nothing_leads_to_stands_below_its_target() -> None:
    """An entry at the top of a ladder is not drawn at its foot."""
    moves = [Move("a", "b"), Move("b", "c"), Move("entry", "c")]
    assert rows_of(CareerGraph([Role(name) for name in ("a", "b", "c", "entry")], moves))[1] == ["b", "entry"]


def test_moves_both_ways_do_not_lift_a_role() -> None:
    """Two roles that people go to and fro between stand side by side."""
    moves = [Move("a", "b"), Move("b", "a"), Move("a", "c"), Move("b", "c")]
    assert rows_of(CareerGraph([Role(name) for name in "abc"], moves)) == [["a", "b"], ["c"]]


def test_reporting_lines_count_where_there_are_no_moves() -> None:
    """Whom a role reports to stands above it."""
    assert rows_of(CareerGraph([Role("boss"), Role("worker", reports_to="boss")])) == [["worker"], ["boss"]]


def test_a_role_without_level_stands_among_its_neighbours() -> None:
    """Between the levels it comes from and leads to, or beyond the top one, or in a chain of such roles."""
    roles = [Role("low", level=1), Role("mid", level=2), Role("high", level=3), Role("x"), Role("y"), Role("z")]
    moves = [Move("low", "x"), Move("x", "high"), Move("high", "y"), Move("y", "z")]
    assert rows_of(CareerGraph(roles, moves)) == [["low"], ["mid", "x"], ["high"], ["y"], ["z"]]


def test_roles_that_touch_no_level_get_rows_of_their_own_depth() -> None:
    """A second, unconnected ladder without levels starts at the bottom."""
    roles = [Role("one", level=1), Role("two", level=2), Role("a"), Role("b")]
    assert rows_of(CareerGraph(roles, [Move("a", "b")])) == [["a", "one"], ["b", "two"]]


def test_very_wide_rows_are_split() -> None:
    """Fifty roles of one level make rows of at most twelve, in the order of families."""
    roles = [Role(f"r{at:02}", level=1, family="xyz"[at % 3]) for at in range(50)]
    rows = rows_of(CareerGraph(roles))
    assert max(map(len, rows)) <= FEWEST_PER_ROW
    families = [roles[int(role[1:])].family for row in rows for role in row]
    assert families == sorted(families)


@settings(max_examples=40)
@given(graphs(max_roles=6, max_asked=0))
def test_rows_do_not_depend_on_the_order_of_the_graph(graph: CareerGraph) -> None:
    """Reversed roles and moves give the same rows, with and without levels."""
    for each in (graph, _without_levels(graph)):
        turned = CareerGraph(list(each.roles.values())[::-1], list(each.moves.values())[::-1])
        assert rows_of(turned) == rows_of(each)
