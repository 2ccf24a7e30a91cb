"""Several plans at once: the trade-off between objectives, or the best few."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from careerpath.cli.answers import Answer, check, picture_text
from careerpath.cli.screen import blocks
from careerpath.cli.subjects import framework_of, person_of, role_of, started
from careerpath.graph import CareerGraph

ASKED = ("minimize", "k", "via", "avoid", "only", "max_years", "max_study", "stay", "pace", "max_moves", "start")


def asks_for_several(args: Namespace) -> bool:
    """Tell whether the command line asks for more than the one best plan."""
    return isinstance(args.minimize, list) or args.k is not None


def limits_of(graph: CareerGraph, args: Namespace) -> dict[str, Any]:
    """Return the limits on a plan, as `find_plans` takes them; roles may be named by their titles."""
    families = {role.family for role in graph.roles.values()}
    return {
        "via": [role_of(graph, name) for name in args.via],
        "avoid": [name if name in families else role_of(graph, name) for name in args.avoid],
        "only_kinds": args.only,
        "max_years": args.max_years,
        "max_study": args.max_study,
        "max_moves": args.max_moves,
        "stay": args.stay,
        "pace": args.pace,
        "time_limit": args.time_limit,
    }


def asked_record(args: Namespace) -> dict[str, Any]:
    """Return what was asked, as data."""
    return {key: getattr(args, key) for key in ASKED}


def plans(args: Namespace) -> Answer:
    """Find every plan that no other one beats, or the best few."""
    from careerpath.planning import find_plans

    check(args.picture)
    graph = framework_of(args.framework)
    who, start = started(graph, person_of(graph, args.source, args.profile), args.start, args.profile)
    limits = limits_of(graph, args)
    found = find_plans(graph, who, role_of(graph, args.to), minimize=args.minimize, k=args.k, start=start, **limits)
    if args.picture is not None:
        from careerpath.cli.pictures import write_picture
        from careerpath.plots import plot_front

        write_picture(args.picture, lambda: plot_front(found))

    def text(width: int) -> str:
        return blocks([found.explain(width=width), picture_text(args.picture, width)])

    def data() -> dict[str, Any]:
        from careerpath.cli.records import plan_record

        return {
            "framework": graph.title,
            "asked": asked_record(args),
            "objectives": found.objectives,
            "costs": found.costs,
            "exact": found.exact,
            "bound": found.bound,
            "plans": [plan_record(plan) for plan in found],
            "picture": args.picture,
        }

    return Answer(text, data)
