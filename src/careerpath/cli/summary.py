"""The gap in short, as it stands under a plan: the verdict, and what is missing, the largest shortfall first."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.cli.screen import paragraph
from careerpath.gaps import Gap, Judgement, atom_text, level_text, title_of
from careerpath.render import years_text
from careerpath.requirements import AllOf, Atom, SkillLevel


def gap_summary(gap: Gap, command: str, width: int) -> str:
    """Return the verdict, how many entries are met, and those that the role requires and the person lacks.

    The last line names the *command* that shows the gap in full.
    """
    verdict = gap.explain(width=width).partition("\n\n")[0]
    required, preferred = gap.tree[: len(gap.role.requires)], gap.tree[len(gap.role.requires) :]
    met = f"Met today: {_share(required)} requirements"
    if preferred:
        met += f", {_share(preferred)} preferences"
    lines = ["The gap today", verdict, paragraph(f"{met}.", width, rest="  ")]
    missing = [text for _, text in sorted(_missing(gap, required), key=lambda pair: pair[0])]
    if missing:
        lines.append(paragraph(f"Missing: {'; '.join(missing)}.", width, rest="  "))
    return "\n".join([*lines, paragraph(f"In full: {command}", width, rest="  ")])


def _share(entries: tuple[Judgement, ...]) -> str:
    return f"{sum(entry.met for entry in entries)} of {len(entries)}"


def _missing(gap: Gap, entries: tuple[Judgement, ...]) -> Iterator[tuple[float, str]]:
    for entry in entries:
        if entry.met:
            continue
        if isinstance(entry.requirement, AllOf):
            yield from _missing(gap, entry.parts)
        else:
            yield entry.coverage, _text(gap, entry)


def _text(gap: Gap, entry: Judgement) -> str:
    graph, asked = gap.graph, entry.requirement
    if isinstance(asked, SkillLevel):
        held = gap.profile.skills.get(asked.skill)
        now = "unknown" if held is None else level_text(graph, asked.skill, held)
        return f"{title_of(graph, asked)} {now} -> {level_text(graph, asked.skill, asked.level)}"
    first = next(asked.atoms())
    text = atom_text(graph, first)
    if first.noun == "experience" and first.held(gap.profile):
        text += f" ({years_text(first.held(gap.profile))} so far)"
    return text if isinstance(asked, Atom) else f"{text} or what stands in for it"
