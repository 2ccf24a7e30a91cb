"""What one can do with a plan."""

from __future__ import annotations

import pickle

import attrs
import narwhals as nw
import pytest
from hypothesis import given, settings

from careerpath.errors import InvalidValueError, NoPlanError
from careerpath.graph import CareerGraph
from careerpath.planning import Learning, Plan, Step, find_plan
from careerpath.profiles import Profile
from careerpath.requirements import AnyOf, Combination, Experience, HasCredential, SkillLevel
from careerpath.roles import Clock, Credential, Move, Role, Skill
from strategies import PlanningCase, planning_cases

GRAPH = CareerGraph(
    [
        Role("pm", "Product <b>Manager</b>", level=1, family="product", accrues=["product"], develops={"talk": 1}),
        Role(
            "lead",
            "Lead & Coach",
            level=2,
            family="product",
            accrues=["product"],
            requires=[SkillLevel("sql", 2), SkillLevel("talk", 1)],
        ),
        Role("gm", "General Manager", level=3, family="general", accrues=["product"], requires=[HasCredential("mba")]),
        Role(
            "cpo",
            "Chief Product Officer",
            requires=[
                Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.4}),
                AnyOf(HasCredential("noble"), SkillLevel("sql", 2.5)),
            ],
        ),
    ],
    [Move("pm", "lead", 2, probability=0.5), Move("lead", "gm", 1, probability=0.5), Move("gm", "cpo", 1)],
    skills=[Skill("sql", "Databases", months_per_level=6), Skill("talk", "Speaking")],
    credentials=[Credential("mba", "Master of Business", months=24), Credential("noble", "Title")],
    clocks=[Clock("product", "Product work")],
)
PLAN = find_plan(GRAPH, "pm", "cpo")


def test_a_plan_in_numbers() -> None:
    """Worked by hand: two years as a start, the degree until the third role, and six years in all."""
    assert PLAN.roles == ("pm", "lead", "gm", "cpo")
    assert (PLAN.years, PLAN.study_months, PLAN.moves, PLAN.risk, PLAN.target) == (6, 39, 3, None, "cpo")
    assert [step.kind for step in PLAN] == [None, "promotion", "diagonal", None]
    assert sum(step.stay for step in PLAN) == 6
    assert [step.learn for step in PLAN] == [
        (Learning("skill", "sql", 0, 2, 12),),
        (Learning("credential", "mba", 0, 1, 24),),
        (Learning("skill", "sql", 2, 2.5, 3),),
        (),
    ]
    assert PLAN.steps[1].way == (SkillLevel("sql", 2), SkillLevel("talk", 1))
    assert PLAN.steps[-1].way == (Experience("product", 6), HasCredential("mba"), SkillLevel("sql", 2.5))
    assert len(PLAN) == 4
    assert all(isinstance(step, Step) for step in PLAN)
    assert repr(PLAN) == "Plan('pm' -> 'lead' -> 'gm' -> 'cpo': 6 years, 39 months of study, 3 moves)"


def test_an_explanation_names_everything() -> None:
    """Titles, stays, what is learned and how the doors open; lines fit a terminal."""
    text = " ".join(PLAN.explain().split())
    for fact in (
        "Product <b>Manager</b>",
        "Lead & Coach",
        "General Manager",
        "Chief Product Officer",
        "6 years",
        "39 months",
        "3 moves",
        "Master of Business (24 months)",
        "Databases",
        "12 months",
        "promotion",
        "diagonal",
        "Product work",
    ):
        assert fact in text
    assert max(map(len, PLAN.explain().splitlines())) <= 110
    certain = find_plan(GRAPH, "pm", "gm")
    assert "25.0%" in certain.explain()
    assert "chance" not in PLAN.explain()


def test_html_is_escaped() -> None:
    """Titles are text, never markup."""
    html = PLAN._repr_html_()
    assert "Product &lt;b&gt;Manager&lt;/b&gt;" in html
    assert "Lead &amp; Coach" in html
    assert "<b>" not in html


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_steps_as_a_dataframe(backend: str) -> None:
    """One line per step in the library of choice."""
    frame = nw.from_native(PLAN.to_frame(backend=backend), eager_only=True)
    assert str(frame.implementation).lower() == backend
    assert frame["role"].to_list() == list(PLAN.roles)
    assert frame["stay"].sum() == PLAN.years
    assert frame["study_months"].sum() == PLAN.study_months
    assert frame["arrives"].to_list() == [step.arrives for step in PLAN]
    assert "Master of Business" in frame["learn"][1]
    assert "Product work" in frame["way"][3]
    with pytest.raises(InvalidValueError, match="abacus"):
        PLAN.to_frame(backend="abacus")


@settings(max_examples=settings().max_examples // 2)
@given(case=planning_cases(max_roles=4))
def test_a_plan_is_a_value(case: PlanningCase) -> None:
    """Equal by content whatever was worked out, the same after pickling; every plan can be explained."""
    try:
        plan = find_plan(case.graph, case.profile, case.target, **case.options)
    except NoPlanError as error:
        assert str(error)  # noqa: PT017 - either answer has words
        return
    back = pickle.loads(pickle.dumps(plan))
    assert back == plan
    assert hash(back) == hash(plan)
    assert (back.steps, back.years, back.explain()) == (plan.steps, plan.years, plan.explain())
    assert pickle.loads(pickle.dumps(plan)) == back
    assert plan._repr_html_()
    assert all(case.graph.role(role).title in plan.explain() for role in plan.roles)


def test_nothing_in_a_plan_changes() -> None:
    """Plan, steps and learnings are frozen."""
    step = PLAN.steps[0]
    for thing, field in ((PLAN, "pace"), (step, "stay"), (step.learn[0], "months"), (PLAN.legs[0], "target")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(thing, field, 1)
    assert find_plan(GRAPH, "pm", "cpo", pace=2) != PLAN
    assert find_plan(GRAPH, Profile(years={"product": 1}, role="pm"), "cpo") != PLAN
    assert find_plan(GRAPH, "pm", "cpo") == PLAN
    assert isinstance(PLAN, Plan)


def test_one_move_is_a_plan() -> None:
    """With nothing to learn and nothing to meet, the text says no more than that."""
    graph = CareerGraph([Role("a"), Role("t")], [Move("a", "t", 1)])
    plan = find_plan(graph, "a", "t")
    assert (plan.roles, plan.years, plan.study_months, plan.moves) == (("a", "t"), 1, 0, 1)
    assert "Learn" not in plan.explain()
    assert "1 year" in plan.explain()
