"""One function per command: what was asked for goes in, an answer comes out."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from careerpath.cli.answers import Answer, check, picture_text
from careerpath.cli.screen import blocks, paragraph
from careerpath.cli.subjects import framework_of, person_of, role_of, started


def roles(args: Namespace) -> Answer:
    """List the roles of the framework."""
    graph = framework_of(args.framework)

    def text(width: int) -> str:
        from careerpath.cli.roles import roles_text

        return roles_text(graph, width)

    def data() -> dict[str, Any]:
        from careerpath.cli.records import role_line

        return {"framework": graph.title, "roles": [role_line(role) for role in graph.roles.values()]}

    return Answer(text, data)


def show(args: Namespace) -> Answer:
    """Show everything about one role."""
    graph = framework_of(args.framework)
    role = graph.role(role_of(graph, args.role))

    def text(width: int) -> str:
        from careerpath.cli.roles import role_text

        return role_text(graph, role, width)

    def data() -> dict[str, Any]:
        from careerpath.cli.records import role_record

        return {"framework": graph.title, "role": role_record(graph, role)}

    return Answer(text, data)


def gap(args: Namespace) -> Answer:
    """Say what a person lacks for a role."""
    from careerpath.gaps import assess

    check(args.picture)
    graph = framework_of(args.framework)
    found = assess(graph, person_of(graph, args.who, args.profile), role_of(graph, args.to), pace=args.pace)
    if args.picture is not None:
        from careerpath.cli.pictures import write_picture
        from careerpath.plots import plot_gap

        write_picture(args.picture, lambda: plot_gap(found))

    def text(width: int) -> str:
        return blocks([found.explain(width=width), picture_text(args.picture, width)])

    def data() -> dict[str, Any]:
        from careerpath.cli.records import gap_record

        return {"framework": graph.title, **gap_record(found), "picture": args.picture}

    return Answer(text, data)


def plan(args: Namespace) -> Answer:
    """Find the best plan to a role; say what the person lacks for it today, too."""
    from careerpath.cli.tradeoff import asked_record, asks_for_several, limits_of, plans

    if asks_for_several(args):
        return plans(args)
    from careerpath.gaps import assess
    from careerpath.planning import find_plans

    check(args.picture)
    graph = framework_of(args.framework)
    who, start = started(graph, person_of(graph, args.source, args.profile), args.start, args.profile)
    (found,) = find_plans(
        graph, who, role_of(graph, args.to), minimize=args.minimize, start=start, **limits_of(graph, args)
    )
    today = assess(graph, found.start, found.target, pace=args.pace)
    if args.picture is not None:
        from careerpath.cli.pictures import write_picture
        from careerpath.plots import plot_map

        write_picture(args.picture, lambda: plot_map(graph, plan=found))

    def text(width: int) -> str:
        from careerpath.cli.summary import gap_summary

        return blocks(
            [
                found.explain(width=width),
                gap_summary(today, shlex.join(_gap_command(args)), width),
                picture_text(args.picture, width),
            ]
        )

    def data() -> dict[str, Any]:
        from careerpath.cli.records import gap_record, plan_record

        return {
            "framework": graph.title,
            "asked": asked_record(args),
            **plan_record(found),
            "gap": gap_record(today),
            "picture": args.picture,
        }

    return Answer(text, data)


def _gap_command(args: Namespace) -> list[str]:
    """Return the words of the command that shows the gap of the same person to the same role."""
    words = ["careerpath", "gap", *([args.source] if args.source else []), args.to]
    for option in ("profile", "framework"):
        if getattr(args, option):
            words += [f"--{option}", getattr(args, option)]
    return words


def draw_map(args: Namespace) -> Answer:
    """Draw the career map."""
    check(args.picture)
    from careerpath.cli.pictures import write_picture
    from careerpath.plots import plot_map

    graph = framework_of(args.framework)
    write_picture(args.picture, lambda: plot_map(graph))

    def text(width: int) -> str:
        head = f"{graph.title or 'The framework'}: {len(graph.roles)} roles, {len(graph.moves)} moves."
        return "\n".join([paragraph(head, width), picture_text(args.picture, width)])

    def data() -> dict[str, Any]:
        from careerpath.cli.records import move_record, role_line

        return {
            "framework": graph.title,
            "roles": [role_line(role) for role in graph.roles.values()],
            "moves": [move_record(graph, move) for move in graph.moves.values()],
            "picture": args.picture,
        }

    return Answer(text, data)


def what_if(args: Namespace) -> Answer:
    """Compare the plan as it is with the plans after each gain."""
    from careerpath.cli.gains import gain_of
    from careerpath.planning import what_if as compare

    graph = framework_of(args.framework)
    who, start = started(graph, person_of(graph, args.source, args.profile), args.start, args.profile)
    gains = [gain_of(graph, words) for words in args.gain]
    options = {"minimize": args.minimize, "stay": args.stay, "pace": args.pace, "max_moves": args.max_moves}
    found = compare(graph, who, role_of(graph, args.to), gains, start=start, **options)

    def text(width: int) -> str:
        return found.explain(width=width)

    def data() -> dict[str, Any]:
        from careerpath.cli.records import plan_record

        base = None if found.base is None else plan_record(found.base)
        rows = [
            {
                "change": row.change,
                "verdict": found.verdict(row),
                "plan": None if row.plan is None else plan_record(row.plan),
            }
            for row in found.rows
        ]
        asked = {**options, "gain": args.gain, "start": args.start}
        return {"framework": graph.title, "asked": asked, "base": base, "base_why": found.base_why, "changes": rows}

    return Answer(text, data)


COMMANDS: Mapping[str, Callable[[Namespace], Answer]] = {
    "roles": roles,
    "show": show,
    "gap": gap,
    "plan": plan,
    "what-if": what_if,
    "map": draw_map,
}
"""The function behind each command."""
