"""Every role as a place to start from."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings

from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError, UnknownRoleError
from careerpath.graph import CareerGraph
from careerpath.planning import Objective, Plan, feeders, find_plan
from careerpath.requirements import Experience, HasCredential, SkillLevel
from careerpath.roles import Credential, Move, Role, Skill
from strategies import PlanningCase, planning_cases

GRAPH = CareerGraph(
    [
        Role("pm", "Product <Manager>", accrues=["product"]),
        Role("lead", "Lead", accrues=["product"], requires=[SkillLevel("sql", 2)]),
        Role("cpo", "Chief", requires=[SkillLevel("sql", 3), Experience("product", 3)]),
        Role("clerk", "Clerk"),
        Role("exit", "Exit"),
        Role("peer", "Peer"),
        Role("nobleman", "Noble Man", requires=[HasCredential("noble")]),
        Role("squire", "Squire"),
    ],
    [
        Move("pm", "lead", 1),
        Move("lead", "cpo", 1),
        Move("clerk", "pm", 1),
        Move("peer", "pm", 1),
        Move("squire", "nobleman"),
        Move("nobleman", "cpo"),
    ],
    skills=[Skill("sql", months_per_level=6)],
    credentials=[Credential("noble")],
)


def plan_or_reason(case: PlanningCase, role: str, minimize: Any) -> tuple[Plan | None, str]:
    """Return what the planner finds for the incumbent of a role, or why nothing."""
    try:
        return find_plan(case.graph, role, case.target, minimize=minimize, **case.options), ""
    except NoPlanError as error:
        return None, error.reason.rstrip(".")


@settings(max_examples=settings().max_examples // 2)
@given(case=planning_cases())
def test_each_row_is_the_best_plan_of_an_incumbent(case: PlanningCase) -> None:
    """The planner says the same one by one, for each objective; or that there is none, and why."""
    for minimize in (("years", "study"), "moves", {"years": 1, "study": 0.5}):
        table = feeders(case.graph, case.target, minimize=minimize, **case.options)  # type: ignore[arg-type]
        assert table.exact
        assert sorted([*(row.role for row in table), case.target]) == sorted(case.graph.roles)
        keys = [(row.costs is None, row.costs or (), row.role) for row in table]
        assert keys == sorted(keys)
        wanted = minimize if isinstance(minimize, tuple) else (minimize,)
        for row in table:
            for at, objective in enumerate(wanted):
                plan, why = plan_or_reason(case, row.role, objective)
                if plan is None:
                    assert (row.costs, row.plans, row.plan) == (None, (), None)
                    assert why in row.why
                else:
                    assert row.plans[at] == plan
                    assert row.costs is not None
                    assert row.why == ""
                    measures = {"years": plan.years, "study": plan.study_months, "moves": plan.moves}
                    weights = {objective: 1.0} if isinstance(objective, str) else objective
                    cost = sum(measures[name] * weight for name, weight in weights.items())
                    assert row.costs[at] == pytest.approx(cost, abs=1e-6)


def test_a_table_by_hand() -> None:
    """Those nearest come first, ties go by id, those without a plan come last with the reason."""
    table = feeders(GRAPH, "cpo")
    assert [(row.role, row.costs) for row in table] == [
        ("lead", (3.0, 6.0)),
        ("pm", (3.0, 18.0)),
        ("clerk", (4.0, 18.0)),
        ("peer", (4.0, 18.0)),
        ("exit", None),
        ("nobleman", None),
        ("squire", None),
    ]
    assert table.objectives == ("years", "study")
    assert repr(table) == "Feeders(to 'cpo': 4 of 7 roles)"
    assert len(table) == 7
    text = table.explain(width=70)
    assert max(map(len, text.splitlines())) <= 70
    assert "from 4 of 7 other roles" in text
    assert "Exit: no sequence of moves in this framework leads there." in text
    assert "cpo by 3 years of product" in text
    assert "Product <Manager>" in text
    frame = nw.from_native(table.to_frame())
    assert frame.columns == ["role", "title", "years", "study_months", "roles", "why"]
    assert frame["roles"].to_list()[2] == "clerk > pm > lead > cpo"
    assert "Product &lt;Manager&gt;" in table._repr_html_()


def test_a_role_that_nobody_reaches() -> None:
    """There is no table then, only reasons; and a framework of one role has none either."""
    assert "Lead: no sequence" in (text := feeders(GRAPH, "exit").explain())
    assert "first move to" not in text
    alone = feeders(CareerGraph([Role("pm")]), "pm")
    assert alone.rows == ()
    assert alone.explain().startswith("To pm: a plan leads there from 0 of 0 other roles")


def test_own_objectives() -> None:
    """A cost of one's own is a column under its name."""
    fee = Objective("fee", per_move=lambda move: 2.0 if move.source == "pm" else 0.0)
    table = feeders(GRAPH, "cpo", minimize=[fee, "moves"])
    assert table.objectives == ("fee", "moves")
    assert [(row.role, row.costs) for row in table][:3] == [("lead", (0, 1)), ("pm", (2, 2)), ("clerk", (2, 3))]
    assert nw.from_native(table.to_frame())["fee"].to_list()[:3] == [0, 2, 2]


def test_bad_input() -> None:
    """Unknown target or objective, none, one twice, an option out of range, arguments that changed places."""
    with pytest.raises(UnknownRoleError, match="Did you mean 'cpo'"):
        feeders(GRAPH, "cpoo")
    with pytest.raises(InvalidValueError, match="Did you mean 'years'"):
        feeders(GRAPH, "cpo", minimize="year")
    with pytest.raises(InvalidValueError, match="at least one"):
        feeders(GRAPH, "cpo", minimize=())
    with pytest.raises(InvalidValueError, match="twice"):
        feeders(GRAPH, "cpo", minimize=("years", "years"))
    with pytest.raises(InvalidValueError, match="probability"):
        feeders(GRAPH, "cpo", minimize="risk")
    with pytest.raises(InvalidValueError, match="max_moves"):
        feeders(GRAPH, "cpo", max_moves=0)
    with pytest.raises(InvalidTypeError, match="first argument"):
        feeders("cpo", GRAPH)  # type: ignore[arg-type]


@pytest.mark.parametrize("minimize", [None, 3])
def test_what_is_no_objective(minimize: Any) -> None:
    """The error says what to give."""
    with pytest.raises(InvalidTypeError, match="minimize must be a list"):
        feeders(CareerGraph([Role("a"), Role("b")], [Move("a", "b")]), "b", minimize=minimize)
