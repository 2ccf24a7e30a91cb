"""The search against brute-force enumeration of the same definition."""

from __future__ import annotations

import pytest
from hypothesis import event, given, settings

from brute_force import BrutePlan, Objective, TooManyPlansError, all_plans, best_plan
from careerpath.errors import NoPlanError
from careerpath.planning import Plan, find_plan
from strategies import PlanningCase, planning_cases

OBJECTIVES: tuple[Objective, ...] = (
    "years",
    "study",
    "moves",
    "risk",
    {"years": 1, "study": 0.1},
    {"study": 0.25, "moves": 0.5, "risk": 2},
)
MOST_LEGS = 20_000


@settings(max_examples=settings().max_examples * 3 // 2)
@given(case=planning_cases())
def test_no_plan_is_better(case: PlanningCase) -> None:
    """The best plan for any objective has the value that enumeration finds, and the same years, study, moves, roles."""
    agree(case)


@pytest.mark.slow
@settings(max_examples=4000)
@given(case=planning_cases())
def test_no_plan_is_better_in_thousands_of_cases(case: PlanningCase) -> None:
    """The same law, and many more examples."""
    agree(case)


@pytest.mark.slow
@settings(max_examples=1000)
@given(case=planning_cases(max_roles=6))
def test_no_plan_is_better_in_larger_cases(case: PlanningCase) -> None:
    """The same law with a role more."""
    agree(case)


def agree(case: PlanningCase) -> None:
    """Compare the best plans, or that there are none."""
    try:
        plans = list(all_plans(case.graph, case.profile, case.target, **case.options, limit=MOST_LEGS))
    except TooManyPlansError:
        event("too many plans to enumerate")
        return
    event("feasible" if plans else "infeasible")
    for objective in OBJECTIVES:
        expected = best_plan(plans, objective)
        if expected is None:
            with pytest.raises(NoPlanError):
                find_plan(case.graph, case.profile, case.target, minimize=objective, **case.options)
        else:
            plan = find_plan(case.graph, case.profile, case.target, minimize=objective, **case.options)
            assert order(plan, objective) == expected.order(objective)


def order(plan: Plan, objective: Objective) -> tuple[float, float, float, int, tuple[str, ...]]:
    """Return what plans are sorted by, as the judge sees it."""
    stays = tuple(step.stay for step in plan.steps[:-1])
    same = BrutePlan(
        plan.roles, stays, (), plan.years, plan.study_months, plan.moves, plan.risk, plan.steps[-1].profile
    )
    return same.order(objective)
