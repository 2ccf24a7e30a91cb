"""Careers as a directed graph: what a role asks, what a person lacks, and the plan between them.

Everything public is here, and is loaded when it is first used::

    import careerpath as cp

    graph = cp.datasets.load_product_ladder()
    print(cp.find_plan(graph, "product-manager", "chief-product-officer").explain())
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "errors": (
        "CareerPathError",
        "DocumentError",
        "Fault",
        "InvalidFrameworkError",
        "InvalidProfileError",
        "InvalidTypeError",
        "InvalidValueError",
        "NoPlanError",
        "UnknownIdError",
    ),
    "scales": ("DEFAULT_SCALE", "Scale", "convert_level"),
    "profiles": ("Profile",),
    "requirements": ("AllOf", "AnyOf", "AtLeast", "Combination", "Experience", "HasCredential", "SkillLevel"),
    "roles": ("Clock", "Credential", "Move", "Range", "Role", "Skill", "Weighted"),
    "graph": ("CareerGraph",),
    "gaps": ("Gap", "ReadinessBands", "assess"),
    "planning": ("Plan", "find_plan"),
    "exchange": ("read_framework", "read_profile", "read_tables", "write_framework", "write_profile"),
    "plots": ("plot_gap", "plot_map"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
_MODULES = (
    "datasets",
    "errors",
    "exchange",
    "gaps",
    "graph",
    "planning",
    "plots",
    "profiles",
    "requirements",
    "roles",
    "scales",
)

__all__ = sorted([*_HOME_OF, *_MODULES, "__version__"])  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        value = getattr(importlib.import_module(f"careerpath.{_HOME_OF[name]}"), name)
    elif name in _MODULES:
        value = importlib.import_module(f"careerpath.{name}")
    else:
        raise AttributeError(f"module 'careerpath' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
