"""Careers as a directed graph: what a role asks, what a person lacks, and the plan between them.

Everything public is here, and is loaded when it is first used::

    import careerpath as cp

    graph = cp.datasets.load_product_ladder()
    print(cp.find_plan(graph, "product-manager", "chief-product-officer").explain())
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what type checkers and editors see; at run time __getattr__ loads it on first use
    from careerpath import (
        datasets,
        errors,
        exchange,
        gaps,
        graph,
        planning,
        plots,
        profiles,
        requirements,
        roles,
        scales,
        structure,
    )
    from careerpath.errors import CareerPathError, NoPlanError
    from careerpath.exchange import read_framework, read_profile, read_tables, write_framework, write_profile
    from careerpath.gaps import Gap, ReadinessBands, assess
    from careerpath.graph import CareerGraph
    from careerpath.planning import (
        Objective,
        Plan,
        PlanSet,
        feeders,
        find_plan,
        find_plans,
        gateways,
        leverage,
        plan_all,
        reachable,
        what_if,
    )
    from careerpath.plots import plot_front, plot_gap, plot_map, plot_plan
    from careerpath.profiles import Profile
    from careerpath.requirements import AllOf, AnyOf, AtLeast, Combination, Experience, HasCredential, SkillLevel
    from careerpath.roles import Clock, Credential, Move, Range, Role, Skill, Weighted
    from careerpath.scales import DEFAULT_SCALE, Scale, convert_level
    from careerpath.structure import routes

__version__ = "0.1.0"

__all__ = [
    "DEFAULT_SCALE",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "CareerGraph",
    "CareerPathError",
    "Clock",
    "Combination",
    "Credential",
    "Experience",
    "Gap",
    "HasCredential",
    "Move",
    "NoPlanError",
    "Objective",
    "Plan",
    "PlanSet",
    "Profile",
    "Range",
    "ReadinessBands",
    "Role",
    "Scale",
    "Skill",
    "SkillLevel",
    "Weighted",
    "__version__",
    "assess",
    "convert_level",
    "datasets",
    "errors",
    "exchange",
    "feeders",
    "find_plan",
    "find_plans",
    "gaps",
    "gateways",
    "graph",
    "leverage",
    "plan_all",
    "planning",
    "plot_front",
    "plot_gap",
    "plot_map",
    "plot_plan",
    "plots",
    "profiles",
    "reachable",
    "read_framework",
    "read_profile",
    "read_tables",
    "requirements",
    "roles",
    "routes",
    "scales",
    "structure",
    "what_if",
    "write_framework",
    "write_profile",
]

_HOME_OF = {
    "AllOf": "requirements",
    "AnyOf": "requirements",
    "AtLeast": "requirements",
    "CareerGraph": "graph",
    "CareerPathError": "errors",
    "Clock": "roles",
    "Combination": "requirements",
    "Credential": "roles",
    "DEFAULT_SCALE": "scales",
    "Experience": "requirements",
    "Gap": "gaps",
    "HasCredential": "requirements",
    "Move": "roles",
    "NoPlanError": "errors",
    "Objective": "planning",
    "Plan": "planning",
    "PlanSet": "planning",
    "Profile": "profiles",
    "Range": "roles",
    "ReadinessBands": "gaps",
    "Role": "roles",
    "Scale": "scales",
    "Skill": "roles",
    "SkillLevel": "requirements",
    "Weighted": "roles",
    "assess": "gaps",
    "convert_level": "scales",
    "feeders": "planning",
    "find_plan": "planning",
    "find_plans": "planning",
    "gateways": "planning",
    "leverage": "planning",
    "plan_all": "planning",
    "plot_front": "plots",
    "plot_gap": "plots",
    "plot_map": "plots",
    "plot_plan": "plots",
    "reachable": "planning",
    "read_framework": "exchange",
    "read_profile": "exchange",
    "read_tables": "exchange",
    "routes": "structure",
    "what_if": "planning",
    "write_framework": "exchange",
    "write_profile": "exchange",
}


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        value = getattr(importlib.import_module(f"careerpath.{_HOME_OF[name]}"), name)
    elif name in __all__:
        value = importlib.import_module(f"careerpath.{name}")
    else:
        raise AttributeError(f"module 'careerpath' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
