"""Roles as text: the list of all, and everything about one."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from careerpath.cli.screen import blocks, bullets, indented, paragraph
from careerpath.gaps import atom_text, level_text
from careerpath.graph import CareerGraph
from careerpath.render import Cell, text_table, years_text
from careerpath.requirements import AllOf, AnyOf, Atom, Combination, Requirement
from careerpath.roles import Move, Range, Role, Weighted

NARROWEST_TITLE = 12


def roles_text(graph: CareerGraph, width: int) -> str:
    """Return the roles as a table, family by family; ids stay in one piece, titles are wrapped to fit."""
    families: dict[str, list[Role]] = {}
    for role in graph.roles.values():
        families.setdefault(role.family, []).append(role)
    columns = ("  id", "title", "level", "track", "asks")
    table = [
        (f"  {role.id}", role.title, "-" if role.level is None else f"{role.level:g}", role.track or "-", _asks(role))
        for role in graph.roles.values()
    ]
    taken = sum(max(len(row[at]) for row in [columns, *table]) + 2 for at in range(len(columns)) if at != 1)
    room = max(width - taken, NARROWEST_TITLE)
    rows: list[Sequence[Cell]] = []
    lines = {row[0].strip(): row for row in table}
    for family, members in families.items():
        if len(families) > 1:
            rows.append((family or "no family", *[""] * 4))
        for role in members:
            first, *rest = textwrap.wrap(role.title, room)
            key, _, *others = lines[role.id]
            rows.append((key, first, *others))
            rows += [("", line, "", "", "") for line in rest]
    head = f"{graph.title or 'The framework'}: {len(graph.roles)} roles, {len(graph.moves)} moves."
    hint = "asks: required + preferred entries. 'careerpath show ROLE' lists them."
    return blocks([paragraph(head, width), text_table(columns, rows), paragraph(hint, width)])


def _asks(role: Role) -> str:
    return f"{len(role.requires)}+{len(role.prefers)}"


def role_text(graph: CareerGraph, role: Role, width: int) -> str:
    """Return everything about a role, with the sources of every figure."""
    return blocks(
        [
            _head(graph, role, width),
            paragraph(role.description, width),
            _asked("Requires", graph, role.requires, width),
            _asked("Prefers", graph, role.prefers, width),
            bullets("Responsibilities", role.responsibilities, width),
            "\n".join(paragraph(line, width, rest="  ") for line in _facts(graph, role)),
            _moves("Moves in", graph, graph.moves_to(role.id), "source", width),
            _moves("Moves out", graph, graph.moves_from(role.id), "target", width),
            _sources(graph, role, width),
        ]
    )


def _head(graph: CareerGraph, role: Role, width: int) -> str:
    also = f", also {', '.join(role.alternate_titles)}" if role.alternate_titles else ""
    known = [
        "" if role.level is None else f"level {role.level:g}",
        role.family,
        f"{role.track} track" if role.track else "",
        f"reports to {graph.role(role.reports_to).title}" if role.reports_to else "",
        "final" if role.final else "",
    ]
    place = ", ".join(filter(None, known))
    return "\n".join(paragraph(line, width, rest="  ") for line in (f"{role.title} ({role.id}){also}", place) if line)


def _asked(title: str, graph: CareerGraph, entries: Sequence[Weighted], width: int) -> str:
    if not entries:
        return ""
    rows = [
        (requirement_text(graph, entry.requirement), f"{entry.weight:g}", entry.source or None) for entry in entries
    ]
    return indented(title, text_table(("what", "weight", "source"), rows, width=width - 2))


def requirement_text(graph: CareerGraph, requirement: Requirement) -> str:
    """Return a requirement in words, by titles and labels.

    Examples
    --------
    >>> from careerpath import AnyOf, CareerGraph, HasCredential, Role, SkillLevel
    >>> asked = AnyOf(SkillLevel("sql", 2), HasCredential("data-certificate"))
    >>> requirement_text(CareerGraph([Role("analyst", requires=[asked])]), asked)
    'one of: sql at working; data-certificate'
    """
    if isinstance(requirement, Atom):
        return atom_text(graph, requirement)
    if isinstance(requirement, Combination):
        sums = (f"{atom_text(graph, atom)} ({share:.0%})" for atom, share in requirement.shares)
        return f"adding up to 100%: {' + '.join(sums)}"
    parts = [requirement_text(graph, part) for part in requirement.parts]
    inner = "; ".join(f"({text})" if part.parts else text for part, text in zip(requirement.parts, parts, strict=True))
    if isinstance(requirement, AllOf):
        return f"all of: {inner}"
    number = "one" if isinstance(requirement, AnyOf) else f"at least {getattr(requirement, 'k', 1)}"
    return f"{number} of: {inner}"


def _facts(graph: CareerGraph, role: Role) -> Iterator[str]:
    if role.works_with:
        yield f"Works with: {', '.join(role.works_with)}."
    if role.member_of:
        yield f"Member of: {', '.join(role.member_of)}."
    if role.accrues:
        yield f"Years in it count as: {', '.join(graph.clocks[clock].title for clock in role.accrues)}."
    if role.develops:
        brought = (
            f"{graph.skills[skill].title} to {level_text(graph, skill, level)}"
            for skill, level in role.develops.items()
        )
        yield f"Develops, after {years_text(role.develops_after)}: {'; '.join(brought)}."
    if role.career_years:
        yield f"Held after a career of: {'; '.join(map(_range, role.career_years))}."
    if role.pay:
        yield f"Pay: {_range(role.pay)}."


def _range(given: Range) -> str:
    return f"{given} ({given.source})" if given.source else str(given)


def _moves(title: str, graph: CareerGraph, moves: Sequence[Move], end: str, width: int) -> str:
    if not moves:
        return f"{title}: none."
    rows = [
        (
            graph.role(getattr(move, end)).title,
            graph.move_kind(move.source, move.target),
            f"{move.min_years:g}",
            "-" if move.typical_years is None else f"{move.typical_years:g}",
            "-" if move.probability is None else f"{move.probability:.0%}",
            move.source_note or None,
        )
        for move in moves
    ]
    columns = ("from" if end == "source" else "to", "kind", "min years", "typical", "chance", "source")
    return indented(title, text_table(columns, rows, width=width - 2))


def _sources(graph: CareerGraph, role: Role, width: int) -> str:
    """Return the citations behind the keys that stand in what was said about *role*."""
    moves = (*graph.moves_to(role.id), *graph.moves_from(role.id))
    keys = [
        role.source,
        *(entry.source for entry in (*role.requires, *role.prefers)),
        *(given.source for given in (*role.career_years, *([role.pay] if role.pay else []))),
        *(move.source_note or "" for move in moves),
    ]
    cited = [f"{key}: {graph.sources[key]}" for key in dict.fromkeys(keys) if key in graph.sources]
    return bullets("Sources", cited, width)
