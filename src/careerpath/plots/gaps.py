"""The distance to a role as bars: what it asks, and how far each of it is covered."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs

from careerpath.errors import require_type
from careerpath.gaps import Gap, GapRow
from careerpath.plots.style import ACCENT, GREY, OTHER_HUE, PALE, POINTS, room_of, text_width, wrapped
from careerpath.render import percent_text
from careerpath.requirements import AllOf

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LETTERS = 9.0
ROW = 23.0
WIDTH = 690.0
TALLEST = 45 * POINTS
BAR = 0.62
SMALLEST = 0.05

MET, HELD, MISSING, MISSING_PREFERRED = "#b9cbc3", "#3d5a78", "#eab79d", "#f6e2d7"

LOOKS = {
    "met": ("met", MET),
    "held": ("held", HELD),
    "missing": ("missing, essential", MISSING),
    "missing preferred": ("missing, preferred", MISSING_PREFERRED),
    "one of several": ("missing, one of several ways", "white"),
    "unknown": ("unknown, counted as 0", "white"),
    "not needed": ("not needed, an alternative is met", PALE),
}
"""Label and colour per kind of bar, in the order of the legend."""

HATCHES = {"unknown": ("////", OTHER_HUE), "one of several": ("\\\\\\\\", MISSING)}


@attrs.frozen
class _Bar:
    """A row of the gap, and what it comes to: one of the keys of ``LOOKS``."""

    row: GapRow
    status: str

    @property
    def settled(self) -> bool:
        """Whether nothing has to be done about it."""
        return self.status in {"met", "not needed"}

    @property
    def order(self) -> tuple[Any, ...]:
        """Sort key: essential first, then what must be done, what may be done, what is met and what need not be."""
        row = self.row
        rank = {"one of several": 1, "met": 2, "not needed": 3}.get(self.status, 0)
        return not row.essential, rank, row.coverage, -row.missing, row.title, row.path


def plot_gap(gap: Gap, *, ax: Axes | None = None) -> Axes:
    """Draw one bar per thing that a role asks for, filled as far as it is covered.

    What is essential stands above what is preferred, and the largest shortfall on top. Beside each
    bar stands what is held and needed, in levels, years, or held and not held.

    Parameters
    ----------
    gap : Gap
        What ``assess`` returned.
    ax : Axes, optional
        Where to draw; letters shrink if there are many rows. Left out, a new pyplot figure is made
        that is high enough.

    Returns
    -------
    Axes
        The axes drawn on. The horizontal axis is the coverage in per cent.

    Raises
    ------
    InvalidTypeError
        If an argument is of another type.

    Examples
    --------
    >>> from careerpath import CareerGraph, Profile, Role, SkillLevel, assess
    >>> from matplotlib.figure import Figure
    >>> graph = CareerGraph([Role("analyst", requires=[SkillLevel("sql", 4), SkillLevel("statistics", 2)])])
    >>> ax = plot_gap(assess(graph, Profile(skills={"sql": 3}), "analyst"), ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts]
    ['Essential', 'unknown, 2 needed', 'held 3 of 4']
    """
    from matplotlib.patches import Patch

    require_type(gap, Gap, "gap", "a Gap, as assess(graph, who, role) returns it")
    bars = sorted((_Bar(row, _status(gap, row)) for row in gap.rows), key=lambda bar: bar.order)
    slots = _slots(bars)
    names = dict(zip(bars, wrapped([bar.row.title for bar in bars], most_lines=2, narrowest=26), strict=True))
    if ax is None:
        beside = max((text_width(line, LETTERS) for name in names.values() for line in name.split("\n")), default=0.0)
        width, height = WIDTH - beside - 20.0, 0.0
    else:
        width, height = room_of(ax)
    shown = _shown(bars)
    widest = max((text_width(LOOKS[kind][0], LETTERS) for kind in shown), default=0.0) + 5.0 * LETTERS
    columns = max(1, min(len(shown), int(width / widest)))
    below = 1.0 + 0.65 * math.ceil(len(shown) / columns)
    full = (len(slots) + below) * ROW
    if ax is None:
        import matplotlib.pyplot as plt

        height = min(full, TALLEST)
        _, ax = plt.subplots(figsize=(WIDTH / POINTS, height / POINTS + 0.9), layout="constrained")
    size = LETTERS * max(SMALLEST, min(1.0, height / full))
    _draw_frame(ax, slots, names, below=below, size=size)
    _draw_bars(ax, slots)
    beside_bars = max((text_width(_amounts(bar.row), size) for bar in bars), default=0.0) + 14.0
    ax.set_xlim(0, 100 / max(0.4, 1 - beside_bars / width))
    for at, bar in enumerate(slots):
        if isinstance(bar, str):
            ax.text(0, at + 0.12, bar, size=size, color=GREY, weight="bold", va="center", ha="left")
        else:
            colour = ACCENT if bar.row.essential and not bar.settled else GREY
            ax.annotate(
                _amounts(bar.row), (100, at), (6, 0), textcoords="offset points", size=size, color=colour,
                va="center", ha="left", annotation_clip=False,
            )  # fmt: skip
    if bars:
        ax.legend(
            [Patch(**_look(kind)) for kind in shown],
            [LOOKS[kind][0] for kind in shown],
            loc="lower left",
            ncols=columns,
            fontsize=size,
            frameon=False,
            borderaxespad=0.0,
        )
    else:
        ax.text(50, 0, "This role asks for nothing.", size=LETTERS, color=GREY, va="center", ha="center")
    ax.set_title(_title(gap), loc="left", parse_math=False)
    return ax


def _status(gap: Gap, row: GapRow) -> str:
    """Say what a row comes to; a row inside an alternative or sum that is met otherwise is not needed."""
    if row.met:
        return "met"
    entries = gap.role.requires if row.essential else gap.role.prefers
    first, *parts = map(int, re.findall(r"\[(\d+)\]", row.path))
    requirement, choice = entries[first].requirement, False
    for part in parts:
        if requirement.is_met(gap.profile):
            return "not needed"
        choice = choice or (len(requirement.parts) > 1 and not isinstance(requirement, AllOf))
        requirement = requirement.parts[part]
    if row.unknown:
        return "unknown"
    return "one of several" if choice else "missing"


def _slots(bars: Sequence[_Bar]) -> list[_Bar | str]:
    """Return bars and headings from top to bottom."""
    slots: list[_Bar | str] = []
    for heading, essential in (("Essential", True), ("Preferred", False)):
        group = [bar for bar in bars if bar.row.essential is essential]
        if group:
            slots += [heading, *group]
    return slots


def _draw_frame(ax: Axes, slots: Sequence[_Bar | str], names: dict[_Bar, str], *, below: float, size: float) -> None:
    """Set the axes up: titles of the rows at the left, per cent at the top."""
    rows = [at for at, bar in enumerate(slots) if isinstance(bar, _Bar)]
    ax.set_ylim(len(slots) - 0.5 + (below - 0.5), -0.5)
    ax.set_yticks(rows, [names[bar] for bar in slots if isinstance(bar, _Bar)], fontsize=size, parse_math=False)
    ax.tick_params(axis="y", length=0)
    ax.spines[:].set_visible(False)
    ax.set_xticks([])
    if rows:
        ax.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 % covered"], fontsize=size, color=GREY)
        ax.xaxis.set_ticks_position("top")
        ax.tick_params(axis="x", length=0)
        ax.vlines([0, 25, 50, 75, 100], -0.5, len(slots) - 0.5, color=PALE, linewidth=0.7, zorder=0)


def _draw_bars(ax: Axes, slots: Sequence[_Bar | str]) -> None:
    """Draw what is held from the left, and what is missing up to 100 %."""
    for at, bar in enumerate(slots):
        if isinstance(bar, str):
            continue
        covered = 100 * bar.row.coverage
        if bar.status == "met":
            ax.barh(at, 100, BAR, color=MET, zorder=2, gid="met")
            continue
        kind = _kind(bar)
        ax.barh(at, 100 - covered, BAR, left=covered, zorder=2, gid=kind, **_look(kind))
        ax.barh(at, covered, BAR, color=OTHER_HUE if bar.settled else HELD, zorder=3, gid="held")


def _look(kind: str) -> dict[str, Any]:
    look: dict[str, Any] = {"facecolor": LOOKS[kind][1], "linewidth": 0}
    hatch, colour = HATCHES.get(kind, ("", ""))
    return look | {"hatch": hatch, "edgecolor": colour, "linewidth": 0.6} if hatch else look


def _kind(bar: _Bar) -> str:
    """Return the look of what is not covered."""
    return "missing preferred" if bar.status == "missing" and not bar.row.essential else bar.status


def _shown(bars: Sequence[_Bar]) -> list[str]:
    """Return the kinds of bars that occur, in the order of the legend."""
    present = {_kind(bar) for bar in bars}
    if any(not bar.row.met and bar.row.coverage for bar in bars):
        present.add("held")
    return [kind for kind in LOOKS if kind in present]


def _amounts(row: GapRow) -> str:
    """Say what is held and needed, in the unit of the row."""
    needed, held = f"{round(row.required, 2):g}", f"{round(row.held, 2):g}"
    if row.kind == "credential":
        return "held" if row.met else "not held"
    if row.unknown:
        return f"unknown, {needed} needed"
    if row.kind == "experience":
        held, needed = (f"{held} {_years(held)}", needed) if row.met else (held, f"{needed} {_years(needed)}")
        return f"{held} ({needed} needed)" if row.met else f"{held} of {needed}"
    return f"held {held} ({needed} needed)" if row.met else f"held {held} of {needed}"


def _years(number: str) -> str:
    return "year" if number == "1" else "years"


def _title(gap: Gap) -> str:
    """Give the verdict in two lines."""
    worst, best = gap.readiness_interval
    ready = f"readiness {percent_text(worst)}"
    if best > worst:
        ready += f" to {percent_text(best)}, depending on unknown skills"
    return f"{gap.role.title}: {'eligible' if gap.eligible else 'not eligible yet'}\n{ready}; band: {gap.band}"
