"""A plan as a timeline: the roles as bars over the years, the moves as steps upward, and what is learned when."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from careerpath.errors import require_type
from careerpath.gaps import level_text
from careerpath.graph import CareerGraph
from careerpath.planning import Learning, Plan, Step
from careerpath.plots.labels import draw_title, shortened, title_width
from careerpath.plots.style import (
    ACCENT,
    GREY,
    INK,
    KIND_STYLES,
    OTHER_HUE,
    PALE,
    POINTS,
    Key,
    Paint,
    family_paints,
    room_of,
    text_width,
)
from careerpath.render import MONTHS_PER_YEAR, months_text, years_text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LETTERS, SMALL = 9.0, 8.0
BAR, LANE, BLOCK, SPACE = 19.0, 12.5, 8.0, 12.0
"""Heights: of a role, of a line of study, of the block in it, and of the space between two roles."""

TIMELINE = 540.0
"""Width of the years at full size; the texts at the right come on top of it."""

TALLEST = 45 * POINTS
BESIDE = 5.0
SMALLEST = 0.05
TITLE_INCHES = 0.75
SMALL_CHANCE = 0.001
STUDY = "#3d5a78"
UNIT = "years from now"
AHEAD = " (ahead)"


@attrs.frozen
class _Block:
    """Something to learn: where its block lies (in years from now, and points from the bottom), and its text."""

    item: Learning
    left: float
    length: float
    y: float
    text: str


@attrs.frozen
class _Stay:
    """A role held: where its bar lies, its text, and what is learned meanwhile."""

    step: Step
    y: float
    text: str
    inside: bool
    blocks: tuple[_Block, ...]

    @property
    def leaves(self) -> float:
        """Years from now until the next move."""
        return self.step.arrives + self.step.stay


def plot_plan(plan: Plan, *, ax: Axes | None = None) -> Axes:
    """Draw a plan over the years: one bar per role, moves as steps upward, and below each bar what is learned.

    Study runs alongside work. Below the bar of a role, one block per skill or credential shows how
    long its study takes at the pace of the plan. Study for a move begins when the stay before it begins; what
    would not be done in time stands below an earlier role, marked *ahead*. The plan asks only that all is learned
    by the move, so within these bounds the order is free.

    Parameters
    ----------
    plan : Plan
        What ``find_plan`` returned.
    ax : Axes, optional
        Where to draw; letters shrink to what it holds. Left out, a new pyplot figure is made that is large
        enough for every title.

    Returns
    -------
    Axes
        The axes drawn on. The horizontal axis is in years from now.

    Raises
    ------
    InvalidTypeError
        If an argument is of another type.

    Examples
    --------
    >>> from careerpath import CareerGraph, Move, Role, SkillLevel, find_plan
    >>> from matplotlib.figure import Figure
    >>> graph = CareerGraph(
    ...     [Role("analyst", "Data Analyst"), Role("lead", "Lead Analyst", requires=[SkillLevel("sql", 2)])],
    ...     [Move("analyst", "lead", 2)],
    ... )
    >>> ax = plot_plan(find_plan(graph, "analyst", "lead"), ax=Figure((9, 4)).subplots())
    >>> [text.get_text() for text in ax.texts]
    ['years from now', 'Data Analyst, 2 years', 'sql to working, 6 months', 'Lead Analyst, after 2 years']
    """
    require_type(plan, Plan, "plan", "a Plan, as find_plan(graph, who, to) returns it")
    span = plan.years or 1.0
    stays = list(_stays(plan, TIMELINE / span))
    reaches = list(_reaches(stays))
    title = _title(plan)
    full_width = max(*(end * TIMELINE / span + beside for end, beside in reaches), title_width(title))
    entries = _key_entries(plan)
    key_room = full_width if ax is None else max(full_width, room_of(ax)[0])
    key = _key(entries, key_room)
    full_height = stays[-1].y + BAR + SPACE / 2 + key.height
    if ax is None:
        import matplotlib.pyplot as plt

        shrunk = min(1.0, TALLEST / full_height)
        width, height = full_width, full_height * shrunk
        inches = (width + 16.0) / POINTS, height / POINTS + TITLE_INCHES + 0.35
        _, ax = plt.subplots(figsize=inches, layout="constrained")
    else:
        width, height = room_of(ax)
    scale = max(SMALLEST, min(1.0, width / full_width, height / full_height))
    per_year = min((width - beside * scale) / end for end, beside in reaches if end > 0) if plan.years else width / 2
    ax.set(xlim=(0, width / max(per_year, 1.0)), ylim=(-key.height, full_height - key.height))
    _draw_years(ax, span, scale)
    _draw_moves(ax, stays, scale)
    _draw_stays(ax, plan, stays, scale)
    key.draw(ax, size=LETTERS * scale)
    draw_title(ax, title, width)
    return ax


def _stays(plan: Plan, per_year: float) -> Iterator[_Stay]:
    """Yield what happens role by role, with its place from the bottom; *per_year* is in points."""
    titles = (shortened(plan.graph.role(step.role).title) for step in plan.steps)
    top = 0.0
    for step, title, study in zip(plan.steps, titles, _studies(plan), strict=True):
        text = f"{title}, {years_text(step.stay)}"
        if step is plan.steps[-1]:
            text = f"{title}, after {years_text(step.arrives)}" if step.arrives else f"{title}, at once"
        inside = step.stay * per_year >= text_width(text, LETTERS) + 3 * BESIDE
        bottom = top + SPACE
        blocks = [attrs.evolve(block, y=bottom + (len(study) - at - 0.5) * LANE) for at, block in enumerate(study)]
        y = bottom + len(study) * LANE + (2.0 if study else 0.0)
        top = y + BAR
        yield _Stay(step, y, text, inside, tuple(blocks))


def _studies(plan: Plan) -> list[list[_Block]]:
    """Return the blocks of study by the role in which each begins.

    Study for a move begins with the stay before it, or earlier by as much as it would not be done in time.
    """
    steps = plan.steps
    starts, limit = [], plan.years
    for step in reversed(steps):
        takes = step.study_months / plan.pace / MONTHS_PER_YEAR
        limit = max(0.0, min(step.arrives, min(step.arrives + step.stay, limit) - takes))
        starts.append(round(limit, 9))
    found: list[list[_Block]] = [[] for _ in steps]
    for at, (step, left) in enumerate(zip(steps, reversed(starts), strict=True)):
        for item, name in zip(step.learn, _names(plan.graph, step.learn), strict=True):
            begins = max(row for row in range(at + 1) if steps[row].arrives <= left)
            length = item.months / plan.pace / MONTHS_PER_YEAR
            text = f"{name}, {months_text(item.months)}{AHEAD if begins < at else ''}"
            found[begins].append(_Block(item, left, length, 0.0, text))
            left = round(left + length, 9)  # noqa: PLW2901 - the next one follows
    return found


def _names(graph: CareerGraph, items: Sequence[Learning]) -> list[str]:
    """Return what is learned: a skill and the level to reach, or a credential."""
    titles = (
        shortened((graph.skills if item.kind == "skill" else graph.credentials)[item.subject].title) for item in items
    )
    return [
        title if item.kind == "credential" else f"{title} to {level_text(graph, item.subject, item.end)}"
        for title, item in zip(titles, items, strict=True)
    ]


def _reaches(stays: Iterable[_Stay]) -> Iterator[tuple[float, float]]:
    """Yield, for everything drawn, the year at which it ends and the points that its text needs beyond."""
    for stay in stays:
        yield stay.leaves, text_width(UNIT, LETTERS) + 4 * BESIDE
        weight = 1.12 if not stay.step.stay and not stay.blocks else 1.0  # the target is set in bold
        beside = 0.0 if stay.inside else text_width(stay.text, LETTERS) * weight + 3 * BESIDE
        yield stay.leaves, beside + 2 * BESIDE
        for block in stay.blocks:
            yield block.left + block.length, text_width(block.text, SMALL) + 4 * BESIDE


def _draw_years(ax: Axes, span: float, scale: float) -> None:
    """Set the axes up: years at the top, pale lines down from them."""
    from matplotlib.ticker import MaxNLocator

    ticks = [float(tick) for tick in MaxNLocator(14, steps=[1, 2, 5, 10]).tick_values(0, span)]
    ticks = [tick for tick in ticks if 0 <= tick <= span * (1 + 1e-9)]
    size = LETTERS * scale
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks], fontsize=size, color=GREY)
    ax.xaxis.set_ticks_position("top")
    ax.tick_params(axis="x", length=0, pad=3)
    beside = text_width(f"{ticks[-1]:g}", size) / 2 + 0.4 * size
    ax.annotate(
        UNIT, (ticks[-1], 1), (beside, 3), xycoords=("data", "axes fraction"), textcoords="offset points", size=size,
        color=GREY, va="bottom", ha="left",
    )  # fmt: skip
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.vlines(ticks, 0, ax.get_ylim()[1], color=PALE, linewidth=0.7, zorder=0)


def _draw_moves(ax: Axes, stays: Iterable[_Stay], scale: float) -> None:
    """Draw every move as an arrow from the end of a role up to the start of the next one."""
    from matplotlib.patches import FancyArrowPatch

    for before, after in pairwise(stays):
        _, dashes = KIND_STYLES[after.step.kind or "move"]
        ax.add_patch(
            FancyArrowPatch(
                (after.step.arrives, before.y + BAR), (after.step.arrives, after.y), arrowstyle="-|>",
                mutation_scale=9 * scale, shrinkA=0, shrinkB=0, linewidth=1.4 * scale, linestyle=dashes,
                color=ACCENT, zorder=5, gid=f"move {before.step.role} > {after.step.role}",
            )
        )  # fmt: skip


def _draw_stays(ax: Axes, plan: Plan, stays: list[_Stay], scale: float) -> None:
    """Draw roles and studies, each with its text inside or at its right."""
    paints = family_paints(plan.graph)
    backing = {"boxstyle": "square,pad=0.1", "facecolor": ax.get_facecolor(), "edgecolor": "none"}
    for stay in stays:
        paint = paints[plan.graph.role(stay.step.role).family]
        target = stay is stays[-1]
        if target:
            ax.plot(
                stay.leaves, stay.y + BAR / 2, "D", markersize=9 * scale, color=ACCENT, clip_on=False, zorder=6,
                gid="target",
            )  # fmt: skip
        else:
            _bar(ax, stay, paint, scale)
        ax.annotate(
            stay.text,
            (stay.step.arrives if stay.inside else stay.leaves, stay.y + BAR / 2),
            (BESIDE * scale * (2 if target else 1), 0),
            textcoords="offset points",
            size=LETTERS * scale,
            color=ACCENT if target else INK,
            weight="bold" if target else "normal",
            bbox=None if stay.inside else backing,
            **_LOOK,
        )
        for block in stay.blocks:
            ax.barh(
                block.y, block.length, BLOCK, left=block.left, zorder=3, gid=f"study {block.item.subject}",
                **_study_look(block.item.kind),
            )  # fmt: skip
            ax.annotate(
                block.text, (block.left + block.length, block.y), (BESIDE * scale, 0), textcoords="offset points",
                size=SMALL * scale, color=GREY, bbox=backing, **_LOOK,
            )  # fmt: skip


_LOOK: dict[str, Any] = {
    "va": "center_baseline",
    "ha": "left",
    "annotation_clip": False,
    "parse_math": False,
    "zorder": 7,
}
"""Of all texts beside a bar."""


def _bar(ax: Axes, stay: _Stay, paint: Paint, scale: float) -> None:
    ax.barh(
        stay.y, stay.step.stay, BAR, left=stay.step.arrives, align="edge", facecolor=paint.fill, edgecolor=paint.edge,
        linewidth=1.1 * scale, zorder=4, gid=f"role {stay.step.role}",
    )  # fmt: skip


def _study_look(kind: str) -> dict[str, Any]:
    """Return how a block of study looks: full for a skill, hatched for a credential."""
    look: dict[str, Any] = {"edgecolor": STUDY, "linewidth": 0.8}
    return look | ({"facecolor": STUDY} if kind == "skill" else {"facecolor": "white", "hatch": "//////"})


def _key_entries(plan: Plan) -> list[tuple[str, Artist]]:
    """Return what occurs in the picture: families if there are several, kinds of moves, kinds of study."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    held = {plan.graph.role(role).family for role in plan.roles[:-1]}
    entries: list[tuple[str, Artist]] = []
    for family, paint in family_paints(plan.graph).items():
        if family in held and len(held) > 1:
            name = "no family" if paint.edge == OTHER_HUE and not family else family
            entries.append((name, Patch(facecolor=paint.fill, edgecolor=paint.edge)))
    kinds = {step.kind or "move" for step in plan.steps[1:]}
    for kind, (_, dashes) in KIND_STYLES.items():
        if kind in kinds:
            entries.append((kind, Line2D([], [], color=ACCENT, linestyle=dashes, linewidth=1.4)))
    learned = {item.kind for step in plan.steps for item in step.learn}
    for study, name in (("skill", "study of a skill"), ("credential", "study for a credential")):
        if study in learned:
            entries.append((name, Patch(**_study_look(study))))
    return entries


def _key(entries: list[tuple[str, Artist]], width: float) -> Key:
    """Return the legend for a picture that is *width* points wide."""
    widest = max(text_width(label, LETTERS) for label, _ in entries) + 5.0 * LETTERS
    rows = math.ceil(len(entries) / max(1, int(width / widest)))
    return Key(tuple(entries), math.ceil(len(entries) / rows), rows * 1.75 * LETTERS + LETTERS)


def _title(plan: Plan) -> str:
    """Say from where to where, and the totals."""
    first, last = (shortened(plan.graph.role(role).title) for role in (plan.roles[0], plan.target))
    moves = f"{plan.moves} move{'' if plan.moves == 1 else 's'}"
    totals = f"{years_text(plan.years)}, {months_text(plan.study_months)} of study, {moves}"
    if plan.pace != 1:
        totals += f", {plan.pace:g} months of study a month"
    if plan.probability is not None:
        chance = "below 0.1 %" if plan.probability < SMALL_CHANCE else f"{100 * plan.probability:.1f} %"
        totals += f", chance of all moves {chance}"
    return f"From {first} to {last}\n{totals}"
