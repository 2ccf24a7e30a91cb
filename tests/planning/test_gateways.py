"""Roles that every plan passes."""

from __future__ import annotations

import narwhals as nw
import pytest
from hypothesis import event, given, settings

from brute_force import TooManyPlansError, all_plans
from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError, SearchLimitError, UnknownRoleError
from careerpath.graph import CareerGraph
from careerpath.planning import find_plan, find_plans, gateways
from careerpath.profiles import Profile
from careerpath.requirements import Experience, HasCredential
from careerpath.roles import Move, Role
from strategies import PlanningCase, planning_cases

GRAPH = CareerGraph(
    [
        Role("pm", "Product <Manager>"),
        Role("lead", "Lead", accrues=["people"]),
        Role("expert", "Expert"),
        Role("fellow", "Fellow"),
        Role("vp", "Vice President", requires=[Experience("people", 2)]),
        Role("cpo", "Chief"),
    ],
    [
        Move("pm", "lead"),
        Move("pm", "expert"),
        Move("expert", "lead"),
        Move("lead", "vp"),
        Move("expert", "vp"),
        Move("vp", "cpo"),
        Move("lead", "fellow"),
        Move("fellow", "vp"),
        Move("vp", "fellow"),
    ],
)


@settings(max_examples=settings().max_examples)
@given(case=planning_cases())
def test_gateways_are_the_roles_common_to_all_plans(case: PlanningCase) -> None:
    """Enumeration of every plan finds the same roles, whether all sequences or one alone is looked at."""
    try:
        plans = list(all_plans(case.graph, case.profile, case.target, **case.options, limit=20_000))
    except TooManyPlansError:
        event("too many plans to enumerate")
        return
    event("feasible" if plans else "infeasible")
    if not plans:
        with pytest.raises(NoPlanError):
            gateways(case.graph, case.profile, case.target, **case.options)
        return
    common = set.intersection(*(set(plan.roles) for plan in plans)) - {case.profile.role, case.target}
    for k in (1, 3, 20):
        found = gateways(case.graph, case.profile, case.target, k=k, **case.options)
        assert found.exact
        assert set(found.roles) == common


@settings(max_examples=settings().max_examples // 2)
@given(case=planning_cases())
def test_shares_are_counted_over_the_best_plans(case: PlanningCase) -> None:
    """Each of the k best plans counts once for every role between its ends; gateways come first, then by share."""
    try:
        plans = find_plans(case.graph, case.profile, case.target, minimize="study", k=4, **case.options)
    except NoPlanError:
        return
    found = gateways(case.graph, case.profile, case.target, minimize="study", k=4, **case.options)
    assert found.plans == plans.plans
    ends = {case.profile.role, case.target}
    for row in found:
        assert row.plans == sum(row.role in plan.roles for plan in plans)
        assert row.share == row.plans / len(plans)
        assert row.gateway in ((True, False) if row.plans == len(plans) else (False,))
    assert {row.role for row in found} == {role for plan in plans for role in plan.roles} - ends
    keys = [(not row.gateway, -row.plans, row.role) for row in found]
    assert keys == sorted(keys)


def test_a_clock_makes_a_gateway() -> None:
    """The map leads around the lead, but only there are people managed; who has done it may go either way."""
    found = gateways(GRAPH, "pm", "vp")
    assert found.roles == ("lead",)
    assert repr(found) == "Gateways(to 'vp': ['lead'])"
    assert [(row.role, row.gateway, row.plans) for row in found] == [
        ("lead", True, 4),
        ("expert", False, 2),
        ("fellow", False, 2),
    ]
    assert len(found) == 3
    assert gateways(GRAPH, Profile(years={"people": 2}, role="pm"), "vp").roles == ()


def test_in_words_and_tables() -> None:
    """It says which roles, over how many plans shares are counted, and whether these are all."""
    found = gateways(GRAPH, "pm", "cpo", k=2)
    assert found.roles == ("lead", "vp")
    text = found.explain(width=70)
    assert max(map(len, text.splitlines())) <= 70
    assert "every plan passes: Lead, Vice President." in text
    assert "over the 2 best plans by different roles (k=2)" in text
    assert "there are no others" in gateways(GRAPH, "pm", "vp").explain()
    assert nw.from_native(found.to_frame()).columns == ["role", "title", "gateway", "plans", "share"]
    assert "<td>Lead</td><td>yes</td><td>2</td><td>100%</td>" in found._repr_html_()
    direct = gateways(GRAPH, "pm", "lead", k=1)
    assert direct.rows == ()
    assert direct.explain() == (
        "To Lead, every plan passes: no role in particular.\n"
        "Shares are counted over the best plan by different roles (k=1)."
    )


def test_anywhere_to_start() -> None:
    """With several starts, a role is passed if it is entered on the way; with one, it is left out."""
    senior = Profile(years={"people": 2}, role="pm")
    with pytest.raises(InvalidValueError, match="eligible"):
        gateways(GRAPH, senior, "cpo", start="any")
    closed = GRAPH.with_role(Role("cpo", "Chief", requires=[HasCredential("mba")])).with_role(
        Role("vp", "Vice President", requires=[Experience("people", 3)])
    )
    assert find_plan(GRAPH, "expert", "vp").roles == ("expert", "lead", "vp")
    free = closed.with_role(Role("cpo", "Chief", requires=[Experience("people", 4)]))
    found = gateways(free, senior, "cpo", start="any")
    assert found.roles == ("vp",)
    assert gateways(free, senior, "cpo", start="lead").roles == ("vp",)


def test_a_search_that_stops_early() -> None:
    """Then what could not be settled is open, and the result says so; without any plan it is an error."""
    names = [f"m{n}" for n in range(5)]
    roles = [Role("a"), Role("g", "Gate", accrues=["x"]), *map(Role, names), Role("z", requires=[Experience("x", 1)])]
    pairs = [("a", "g"), ("g", "z"), *((one, other) for one in names for other in [*names, "g", "z"] if one != other)]
    graph = CareerGraph(roles, [Move(*pair) for pair in [*pairs, *(("a", name) for name in names)]])
    with pytest.raises(SearchLimitError):
        gateways(graph, "a", "z", max_labels=1)
    found = gateways(graph, "a", "z", k=1, max_labels=6)
    assert not found.exact
    assert [(row.role, row.gateway) for row in found] == [("g", None)]
    assert repr(found) == "Gateways(to 'z': [], not exact)"
    assert "stopped at its limit" in found.explain()
    assert "<td>open</td>" in found._repr_html_()
    settled = gateways(graph, "a", "z", k=1)
    assert (settled.exact, settled.roles) == (True, ("g",))


def test_bad_input() -> None:
    """Numbers of plans, limits on the work, objectives, roles."""
    for k in (0, -1):
        with pytest.raises(InvalidValueError, match="k must be at least 1"):
            gateways(GRAPH, "pm", "cpo", k=k)
    for odd in (1.5, True, None):
        with pytest.raises(InvalidTypeError, match="k must be a whole number"):
            gateways(GRAPH, "pm", "cpo", k=odd)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="time_limit"):
        gateways(GRAPH, "pm", "cpo", time_limit=0)
    with pytest.raises(InvalidValueError, match="Did you mean 'years'"):
        gateways(GRAPH, "pm", "cpo", minimize="year")
    with pytest.raises(UnknownRoleError, match="Did you mean 'cpo'"):
        gateways(GRAPH, "pm", "cpoo")
    with pytest.raises(InvalidValueError, match="already"):
        gateways(GRAPH, "cpo", "cpo")
