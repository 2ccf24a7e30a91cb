"""The ways: which routes lead there for this person, and why there may be none."""

from careerpath.planning.find import find_plan, find_plans
from careerpath.planning.objectives import OBJECTIVES, Objective
from careerpath.planning.plans import Plan
from careerpath.planning.plansets import PlanSet
from careerpath.planning.reach import Reach, reachable
from careerpath.planning.steps import Learning, Leg, Step

__all__ = [
    "OBJECTIVES",
    "Learning",
    "Leg",
    "Objective",
    "Plan",
    "PlanSet",
    "Reach",
    "Step",
    "find_plan",
    "find_plans",
    "reachable",
]
