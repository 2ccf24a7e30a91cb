"""How atoms, levels and ways are said to a person: by titles and labels instead of ids and numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from careerpath.gaps.ways import Way
from careerpath.graph import CareerGraph
from careerpath.render import months_text, years_text
from careerpath.requirements import Atom

WIDTH = 100
"""Longest line of an explanation."""

OTHER_WAYS_SHOWN = 3


def title_of(graph: CareerGraph, atom: Atom) -> str:
    """Return the title of the skill, credential or clock that *atom* names."""
    match atom.noun:
        case "skill":
            return graph.skills[atom.subject].title
        case "credential":
            return graph.credentials[atom.subject].title
        case _:
            return graph.clocks[atom.subject].title


def level_text(graph: CareerGraph, skill: str, level: float) -> str:
    """Return the label of *level* on the scale of *skill*, or the number where it lies between two labels.

    Examples
    --------
    >>> from careerpath import Role, SkillLevel
    >>> graph = CareerGraph([Role("analyst", requires=[SkillLevel("sql", 3)])])
    >>> level_text(graph, "sql", 3), level_text(graph, "sql", 2.5)
    ('practitioner', '2.5')
    """
    scale = graph.scale_of(skill)
    if level in scale.positions:
        return scale.labels[scale.positions.index(level)]
    return "none" if level == 0 else f"{level:g}"


def atom_text(graph: CareerGraph, atom: Atom) -> str:
    """Return what *atom* asks for, such as ``SQL at expert`` or ``8 years of Product management``."""
    title = title_of(graph, atom)
    match atom.noun:
        case "skill":
            return f"{title} at {level_text(graph, atom.subject, atom.amount)}"
        case "experience":
            return f"{years_text(atom.amount)} of {title}"
        case _:
            return title


def wrapped(text: str, *, indent: str = "  ", width: int = WIDTH) -> str:
    """Return *text* in lines of at most *width* characters; the lines after the first are indented."""
    return textwrap.fill(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def advice(graph: CareerGraph, ways: Sequence[Way], *, complete: bool) -> list[str]:
    """Return lines that say what every way asks for, and what each of the first ways adds to it."""
    first, *others = ways
    common = [atom for atom in first.atoms if all(atom in way.atoms for way in others)]
    cost = _cost(first)
    if not others:
        return [f"To become eligible ({cost}): {_texts(graph, common)}."]
    heading = "Needed in any case" if complete else "Needed in all ways listed"
    lines = [f"{heading}: {_texts(graph, common)}."] if common else []
    shown = [first, *others[:OTHER_WAYS_SHOWN]]
    for way, opening in zip(shown, [f"Shortest way ({cost})", *["Or"] * OTHER_WAYS_SHOWN], strict=False):
        lines.append(f"{opening}: {_texts(graph, [atom for atom in way.atoms if atom not in common])}.")
    rest = len(others) - OTHER_WAYS_SHOWN
    if rest > 0:
        lines.append(f"({rest}{'' if complete else ' or more'} further ways)")
    return lines


def _cost(way: Way) -> str:
    cost = [f"{years_text(way.missing_years)} of experience"] if way.missing_years else []
    if way.study_months is None:
        cost.append("something that neither study nor time can bring")
    elif way.study_months:
        cost.append(f"{months_text(way.study_months)} of study")
    return ", ".join(cost) or "no study"


def _texts(graph: CareerGraph, atoms: Iterable[Atom]) -> str:
    return "; ".join(atom_text(graph, atom) for atom in atoms)
