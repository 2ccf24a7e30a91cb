"""What can be asked for: the commands, their options, and what counts as wrong usage."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import careerpath

OVERVIEW = "What a role asks, what a person lacks for it, and the plan between them."
EPILOG = """\
Roles are named by id or title. Without --framework, the built-in product ladder is used.

examples:
  careerpath plan product-manager chief-product-officer --picture map.png
  careerpath gap "Product Manager" CPO
  careerpath plan chief-product-officer --profile ann.yaml --stay typical

exit status: 0 answered, 1 no plan or faulty input, 2 wrong usage
"""
MAP_PICTURE = "careermap.png"


class Parser(argparse.ArgumentParser):
    """A parser in which options may stand between the positional arguments."""

    _mixing = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse, letting ``gap WHO --json ROLE`` mean the same as ``gap WHO ROLE --json``."""
        # The mixed parser of the standard library is built on this very method, and refuses sub-commands.
        if self._mixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the words of a command line; wrong usage ends in `SystemExit` with status 2, as argparse does it."""
    parser, commands = _parsers()
    args: argparse.Namespace = parser.parse_args(argv)
    if args.command in {"gap", "plan", "what-if"}:
        whose = "who" if args.command == "gap" else "source"
        usage = commands[args.command]
        if getattr(args, whose) is None and args.profile is None:
            usage.error(f"say who: a role before {args.to!r}, or --profile FILE")
        if getattr(args, whose) is not None and args.profile is not None:
            usage.error(f"give either the role {getattr(args, whose)!r} or --profile, not both")
        if args.command != "gap" and args.start is not None and args.profile is None:
            usage.error("--start says where the person of --profile begins; without --profile, give FROM and TO")
    return args


def _parsers() -> tuple[Parser, dict[str, Parser]]:
    parser = Parser(prog="careerpath", description=OVERVIEW, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"careerpath {careerpath.__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands: dict[str, Parser] = {}

    def command(name: str, summary: str, usage: str) -> Parser:
        text = f"{summary[0].upper()}{summary[1:]}."
        commands[name] = subparsers.add_parser(name, help=summary, description=text, usage=f"careerpath {name} {usage}")
        return commands[name]

    command("roles", "list the roles of the framework", "[options]")
    show = command("show", "show everything about one role", "ROLE [options]")
    show.add_argument("role", metavar="ROLE", help="id or title of the role")

    gap = command("gap", "say what a person lacks for a role", "(WHO ROLE | ROLE --profile FILE) [options]")
    gap.add_argument(
        "who", metavar="WHO", nargs="?", help="role; meant is its incumbent, who holds exactly what it requires"
    )
    gap.add_argument("to", metavar="ROLE", help="role to measure against")

    plan = command("plan", "find the best plan to a role", "(FROM TO | TO --profile FILE) [options]")
    plan.add_argument(
        "source", metavar="FROM", nargs="?", help="role; meant is its incumbent, who holds exactly what it requires"
    )
    plan.add_argument("to", metavar="TO", help="role to reach")
    plan.add_argument(
        "--minimize",
        metavar="WHAT",
        type=_objective,
        default="years",
        help="years (default), study, moves or risk; a blend such as years=1,study=0.1; "
        "or several, such as years,study, for every plan that no other one beats",
    )
    plan.add_argument("--k", metavar="N", type=int, help="the N best plans with different roles")
    plan.add_argument("--via", metavar="ROLE", action="append", default=[], help="a role to pass; may be repeated")
    plan.add_argument(
        "--avoid", metavar="NAME", action="append", default=[], help="a role or family not to enter; may be repeated"
    )
    plan.add_argument(
        "--only",
        metavar="KIND",
        action="append",
        help="a kind of move to use (promotion, lateral, ...); may be repeated",
    )
    plan.add_argument("--max-years", metavar="N", type=float, help="most years")
    plan.add_argument("--max-study", metavar="N", type=float, help="most months of study")
    plan.add_argument("--time-limit", metavar="N", type=float, help="most seconds to search")
    if_ = command("what-if", "say what would change the plan", "(FROM TO | TO --profile FILE) --gain WHAT [options]")
    if_.add_argument("source", metavar="FROM", nargs="?", help="role; meant is its incumbent")
    if_.add_argument("to", metavar="TO", help="role to reach")
    if_.add_argument(
        "--gain",
        metavar="WHAT",
        action="append",
        required=True,
        help="a credential, skill=level, or experience+years, such as mba, coaching=expert, product+2; repeatable",
    )
    if_.add_argument("--minimize", metavar="WHAT", type=_objective, default="years", help="what the plan minimises")

    for asked in (plan, if_):
        asked.add_argument(
            "--stay",
            choices=("minimum", "typical"),
            default="minimum",
            help="which length of stay counts (%(default)s)",
        )
        asked.add_argument("--max-moves", metavar="N", type=int, default=8, help="most moves in the plan (%(default)s)")
        asked.add_argument(
            "--start", metavar="ROLE", help="role in which the person of --profile starts; any tries all they may hold"
        )

    for asked in (gap, plan, if_):
        asked.add_argument("--profile", metavar="FILE", help="the person, a YAML or JSON document")
        asked.add_argument(
            "--pace", metavar="N", type=float, default=1.0, help="months of study done per month (%(default)g)"
        )
    atlas = command("map", "draw the career map", "[options]")
    for asked, default, drawn in (
        (gap, None, "gap"),
        (plan, None, "plan, or the trade-off,"),
        (atlas, MAP_PICTURE, "map"),
    ):
        shown = f" ({default})" if default else ""
        asked.add_argument(
            "--picture",
            metavar="FILE",
            default=default,
            help=f"write the {drawn} as a picture; the suffix chooses the format{shown}",
        )
    for asked in commands.values():
        asked.add_argument("--framework", metavar="FILE", help="the framework, a YAML or JSON document")
        asked.add_argument("--json", action="store_true", help="answer in JSON, for programs")
    return parser, commands


def _objective(text: str) -> str | list[str] | dict[str, float]:
    """Read ``years``, ``years,study`` or ``years=1,study=0.1``; which objectives there are is known to the planner."""
    if "=" not in text:
        names = [name.strip() for name in text.split(",")]
        return names if len(names) > 1 else text
    weights: dict[str, float] = {}
    for part in text.split(","):
        name, _, weight = part.partition("=")
        name = name.strip()
        try:
            number = float(weight)
        except ValueError:
            hint = "write an objective, or weights such as years=1,study=0.1"
            raise argparse.ArgumentTypeError(f"{part!r} is no objective with a weight; {hint}") from None
        if name in weights:
            raise argparse.ArgumentTypeError(f"{name!r} has two weights; keep one")
        weights[name] = number
    return weights
