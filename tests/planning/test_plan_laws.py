"""Laws that every plan obeys."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import NoPlanError
from careerpath.gaps import assess
from careerpath.graph import CareerGraph
from careerpath.planning import Plan, find_plan, reachable
from careerpath.profiles import Profile
from careerpath.roles import Role
from strategies import PlanningCase, planning_cases, profiles

SOME = settings(max_examples=settings().max_examples * 2 // 5)
"""A framework takes its time to draw."""

objectives = st.sampled_from(["years", "study", "moves", "risk"])


def plan_for(case: PlanningCase, **changed: Any) -> Plan | None:
    """Return the plan, or ``None`` if there is none."""
    try:
        return find_plan(case.graph, case.profile, case.target, **{**case.options, **changed})
    except NoPlanError:
        return None


@given(case=planning_cases(certain=False), minimize=st.sampled_from(["years", "study", "moves"]))
def test_a_plan_can_be_lived(case: PlanningCase, minimize: str) -> None:
    """Step by step: moves exist, stays are long enough, study fits into the time, every role's door is open."""
    plan = plan_for(case, minimize=minimize)
    if plan is None:
        return
    assert plan.roles[0] == case.profile.role
    assert plan.roles[-1] == plan.target == case.target
    assert case.target not in plan.roles[:-1]
    assert plan.moves == len(plan.roles) - 1 <= case.options["max_moves"]
    assert plan.steps[0].profile == plan.start == case.profile
    elapsed = studied = 0.0
    for step, after in pairwise(plan.steps):
        move = case.graph.move(step.role, after.role)
        already = case.profile.years_in_role if step is plan.steps[0] else 0.0
        least = move.min_years if case.options["stay"] == "minimum" else move.usual_years
        assert step.arrives == pytest.approx(elapsed)
        assert step.stay >= max(0.0, least - already) - 1e-9
        left = leaving(case.graph.role(step.role), step.profile, step.stay, already)
        for item in step.learn:
            assert item.start == pytest.approx(held(left, item.kind, item.subject))
            assert item.end > item.start
            assert item.months == pytest.approx(price(case.graph, item.kind, item.subject) * (item.end - item.start))
        elapsed += step.stay
        studied += math.fsum(item.months for item in step.learn)
        assert elapsed >= studied / 12 / case.options["pace"] - 1e-6
        learned = left.gaining(
            skills={item.subject: item.end for item in step.learn if item.kind == "skill"},
            credentials=[item.subject for item in step.learn if item.kind == "credential"],
        )
        assert after.profile.role == after.role
        assert after.profile.years_in_role == 0
        assert after.profile.skills == learned.skills
        assert after.profile.credentials == learned.credentials
        assert running(after.profile) == pytest.approx(running(learned))
        assert assess(case.graph, after.profile, after.role).eligible
        assert after.kind == case.graph.move_kind(step.role, after.role)
    last = plan.steps[-1]
    assert (last.stay, last.learn, last.study_months) == (0, (), 0)
    assert plan.years == last.arrives == pytest.approx(elapsed)
    assert plan.study_months == pytest.approx(studied)
    assert plan.study_months == pytest.approx(sum(step.study_months for step in plan))
    chances = [case.graph.move(*ends).probability for ends in pairwise(plan.roles)]
    if None in chances:
        assert plan.risk is None
        assert plan.probability is None
    else:
        assert plan.probability == pytest.approx(math.prod(chance or 0 for chance in chances))
        assert plan.risk == pytest.approx(-math.log(plan.probability or 1), abs=1e-9)


def leaving(role: Role, arrival: Profile, stay: float, already: float) -> Profile:
    """Return the holdings at the end of a stay, before any study."""
    longer = arrival.gaining(years=dict.fromkeys(role.accrues, stay))
    return longer.gaining(skills=role.develops) if stay + already >= role.develops_after - 1e-9 else longer


def running(person: Profile) -> dict[str, float]:
    """Return the clocks that have run at all."""
    return {clock: years for clock, years in person.years.items() if years}


def held(person: Profile, kind: str, subject: str) -> float:
    """Return the level held, or whether the credential is."""
    return person.skills.get(subject, 0.0) if kind == "skill" else float(subject in person.credentials)


def price(graph: CareerGraph, kind: str, subject: str) -> float:
    """Return the months of study per level, or for a credential; learning has a price."""
    months = graph.skill(subject).months_per_level if kind == "skill" else graph.credential(subject).months
    assert months is not None
    return months


@SOME
@given(case=planning_cases())
def test_the_way_of_a_step_opens_its_door(case: PlanningCase) -> None:
    """What a step names as its way is held on arrival, and alone would be enough."""
    plan = plan_for(case)
    if plan is None:
        return
    assert plan.steps[0].way == ()
    for step in plan.steps[1:]:
        person = Profile()
        for atom in step.way:
            assert atom.is_met(step.profile)
            person = atom.fulfil(person)
        assert all(entry.requirement.is_met(person) for entry in case.graph.role(step.role).requires)


@SOME
@given(data=st.data(), case=planning_cases(max_roles=4))
def test_having_more_never_closes_a_way(data: st.DataObject, case: PlanningCase) -> None:
    """Raised holdings cost no more by any objective, and what could be reached still can.

    Years are left out where clocks overlap in a ring: there a stay for the sake of study may happen to split a
    wait finer than milestones do, see ``test_finer_waits_than_milestones_could_save_time``.
    """
    better = case._replace(profile=case.profile | data.draw(profiles(case.graph)))
    for minimize in ("study", "moves", "risk", *([] if in_a_ring(case.graph) else ["years"])):
        less, more = (plan_for(one, minimize=minimize, max_moves=12) for one in (case, better))
        if less is not None:
            assert more is not None
            assert cost(more, minimize) <= cost(less, minimize) + 1e-9
    reached = reachable(case.graph, case.profile).moves
    assert reached.keys() <= reachable(case.graph, better.profile).moves.keys()


def in_a_ring(graph: CareerGraph) -> bool:
    """Tell whether two roles share some of their clocks, but not all."""
    running = {frozenset(role.accrues) for role in graph.roles.values()}
    return any(one & other for one in running for other in running if one != other)


def cost(plan: Plan, minimize: str) -> float:
    """Return the total of an objective."""
    totals = {"years": plan.years, "study": plan.study_months, "moves": plan.moves, "risk": plan.risk}
    return float(totals[minimize] or 0)


@SOME
@given(case=planning_cases(), minimize=objectives)
def test_the_order_of_the_framework_carries_no_meaning(case: PlanningCase, minimize: str) -> None:
    """Roles, moves, skills, credentials, clocks and requirements in reverse: the same roles at the same cost."""
    graph = case.graph
    turned = CareerGraph(
        [
            attrs.evolve(role, requires=role.requires[::-1], accrues=role.accrues[::-1])
            for role in backwards(graph.roles)
        ],
        backwards(graph.moves),
        skills=backwards(graph.skills),
        credentials=backwards(graph.credentials),
        clocks=backwards(graph.clocks),
    )
    assert turned.scale == graph.scale
    one, other = plan_for(case, minimize=minimize), plan_for(case._replace(graph=turned), minimize=minimize)
    if one is None or other is None:
        assert one is other
    else:
        assert (other.roles, other.moves) == (one.roles, one.moves)
        assert (other.years, other.study_months, other.risk) == pytest.approx((one.years, one.study_months, one.risk))


def backwards(known: dict[Any, Any]) -> list[Any]:
    """Return the values in reverse."""
    return list(known.values())[::-1]


@SOME
@given(case=planning_cases(), minimize=objectives)
def test_a_second_question_has_the_same_answer(case: PlanningCase, minimize: str) -> None:
    """What was compiled for one question serves the next; a looser bound on moves never makes a plan worse."""
    first, again = plan_for(case, minimize=minimize), plan_for(case, minimize=minimize)
    assert first == again
    looser = plan_for(case, minimize=minimize, max_moves=case.options["max_moves"] + 1)
    quicker = plan_for(case, minimize="years", pace=case.options["pace"] * 2)
    if first is not None:
        assert looser is not None
        assert cost(looser, minimize) <= cost(first, minimize) + 1e-9
        assert quicker is not None


@SOME
@given(case=planning_cases())
def test_no_plan_says_why(case: PlanningCase) -> None:
    """Either more moves are needed, or no move leads there, or named roles next to reached ones are closed."""
    error = refusal(case)
    if error is None:
        return
    assert (error.start, error.target) == (case.profile.role, case.target)
    assert set(error.reached) == set(reachable(case.graph, case.profile).moves) >= {case.profile.role}
    if case.target in error.reached:
        assert "max_moves" in error.reason
        assert not error.blocks
    elif error.blocks:
        assert not set(error.blocks) & set(error.reached)
        for role, atoms in error.blocks.items():
            assert atoms
            assert any(move.source in error.reached for move in case.graph.moves_to(role))
    else:
        assert "no sequence of moves" in error.reason


def refusal(case: PlanningCase) -> NoPlanError | None:
    """Return why there is no plan, or ``None`` if there is one."""
    try:
        find_plan(case.graph, case.profile, case.target, **case.options)
    except NoPlanError as error:
        return error
    return None


@SOME
@given(case=planning_cases())
def test_the_fixpoint_holds_every_role_of_the_plan(case: PlanningCase) -> None:
    """Roles on a plan are reachable, in no more moves than the plan takes to get there."""
    plan = plan_for(case)
    if plan is not None:
        reach = reachable(case.graph, case.profile)
        for moves, role in enumerate(plan.roles):
            assert reach.moves[role] <= moves
            assert role not in reach.blocks


SCRIPT = """
from careerpath.datasets import load_product_ladder
from careerpath.errors import NoPlanError
from careerpath.gaps import assess
from careerpath.planning import find_plan

graph = load_product_ladder()
person = graph.incumbent("product-manager").at(None)
print(find_plan(graph, "product-manager", "chief-product-officer", stay="typical").explain())
print(find_plan(graph, person, "director-of-product", start="any", minimize="study"))
print(assess(graph, "product-manager", "vp-of-product").explain())
print(graph.incumbent("chief-product-officer"))
for role in graph.roles:
    try:
        find_plan(graph, "general-manager", role)
    except Exception as error:
        print(error)
"""


def test_the_hash_seed_carries_no_meaning() -> None:
    """Another process prints the same, letter by letter."""
    one, other = (printed(seed) for seed in ("1", "2"))
    assert one == other
    assert "Chief Product Officer" in one


def printed(seed: str) -> str:
    """Return what the script prints under a hash seed."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
