"""The ways: which routes lead there for this person, and why there may be none."""

from careerpath.planning.crowds import PersonPlan, PlanAll
from careerpath.planning.feeders import Feeder, Feeders, feeders
from careerpath.planning.find import find_plan, find_plans
from careerpath.planning.gateways import Gateway, Gateways, gateways
from careerpath.planning.leverage import Lever, Leverage, leverage
from careerpath.planning.many import plan_all
from careerpath.planning.objectives import OBJECTIVES, Objective
from careerpath.planning.plans import Plan
from careerpath.planning.plansets import PlanSet
from careerpath.planning.reach import Reach, reachable
from careerpath.planning.steps import Learning, Leg, Step
from careerpath.planning.what_if import Variant, WhatIf, what_if

__all__ = [
    "OBJECTIVES",
    "Feeder",
    "Feeders",
    "Gateway",
    "Gateways",
    "Learning",
    "Leg",
    "Lever",
    "Leverage",
    "Objective",
    "PersonPlan",
    "Plan",
    "PlanAll",
    "PlanSet",
    "Reach",
    "Step",
    "Variant",
    "WhatIf",
    "feeders",
    "find_plan",
    "find_plans",
    "gateways",
    "leverage",
    "plan_all",
    "reachable",
    "what_if",
]
