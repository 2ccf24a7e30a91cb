"""Several plans as points over two objectives: what one gains and gives up; over one objective, their ranking."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import attrs

from careerpath.errors import InvalidValueError, did_you_mean, require_type
from careerpath.planning import PlanSet
from careerpath.plots.labels import LINE, Point, Rect, free_place, segments
from careerpath.plots.planned import LETTERS, PLAN, WIDTH, draw_axes, draw_note, note, told
from careerpath.plots.rankings import draw_ranking
from careerpath.plots.style import ACCENT, GREY, INK, POINTS, room_of, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 500.0
SMALLEST = 0.05
MARKER = 8.0
MOST_TOLD = 12
"""Points that are labelled with roles; with more of them there are numbers only."""

MOST_LINES = 5
MOST_HEAD = 0.6
ONLY_NUMBERS = "Numbers are those of plans.to_frame() and plans.explain(), which name the roles."
MOST_IN_ONE = 3
"""Plans told one by one where several stand on one point."""

PLAN_PALE = "#b4c0cc"

LEADER = {"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 4}


@attrs.frozen
class _Spot:
    """A point of the picture, and the numbers of the plans that stand on it."""

    place: Point
    numbers: tuple[int, ...]
    front: bool
    knee: bool


def plot_front(plans: PlanSet, *, x: str | None = None, y: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw plans as points over two of their objectives, with the front as a step line.

    No plan lies below or to the left of the line. Plans above it are paler: others beat them in these two
    objectives, but not in all of them. The knee, the most balanced plan over all objectives, is marked.
    Labels say the number of each plan and its roles, without those that all plans share; where they do
    not fit, the number alone. Plans over a single objective are ranked as bars.

    Parameters
    ----------
    plans : PlanSet
        What ``find_plans`` returned.
    x, y : str, optional
        Objectives of the two axes, among those minimised. Left out, the first ones.
    ax : Axes, optional
        Where to draw; labels that do not fit become numbers. Left out, a new pyplot figure is made.

    Returns
    -------
    Axes
        The axes drawn on; their labels name the units.

    Raises
    ------
    InvalidTypeError
        If an argument is of another type.
    InvalidValueError
        If *x* or *y* was not minimised (the near match is named), both are the same, or there is no plan.

    Examples
    --------
    >>> from careerpath import AnyOf, CareerGraph, Credential, Experience, HasCredential, Move, Role, find_plans
    >>> from matplotlib.figure import Figure
    >>> graph = CareerGraph(
    ...     [
    ...         Role("pm", accrues=["product"]),
    ...         Role("head", requires=[AnyOf(Experience("product", 5), HasCredential("mba"))]),
    ...     ],
    ...     [Move("pm", "head", 1)],
    ...     credentials=[Credential("mba", "MBA", months=24)],
    ... )
    >>> ax = plot_front(find_plans(graph, "pm", "head"), ax=Figure((8, 5)).subplots())
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('years until the target', 'study in months')
    >>> [text.get_text() for text in ax.texts]
    ['1  direct, with MBA', '2  direct']
    """
    require_type(plans, PlanSet, "plans", "a PlanSet, as find_plans(graph, who, to) returns it")
    if not plans:
        raise InvalidValueError("plans holds no plan, so there is nothing to draw; pass what find_plans returned.")
    across, up = _chosen(plans, x, y)
    words, shared = told(plans)
    if up is None:
        return draw_ranking(plans, across, words, shared, ax)
    figure = None
    if ax is None:
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots(figsize=(WIDTH / POINTS, HEIGHT / POINTS), layout="constrained")
    room = room_of(ax)
    scale = max(SMALLEST, min(1.0, room[0] / (0.7 * WIDTH), room[1] / (0.6 * HEIGHT)))
    draw_axes(ax, plans, (across, up), room[0], scale)
    if figure is not None:  # the layout settles only in drawing, and labels are placed on what has settled
        figure.draw_without_rendering()
        room = room_of(ax)
    spots = _spots(plans, plans.objectives.index(across), plans.objectives.index(up))
    lines = note(shared, room[0], scale) if len(spots) <= MOST_TOLD else [ONLY_NUMBERS]
    head = _draw_head(ax, spots, lines, room, scale)
    _set_limits(ax, spots, head / room[1])
    line = _corners(ax, spots, head / room[1])
    _draw_spots(ax, spots, line, scale)
    _draw_labels(ax, spots, line, words, (2, 2, room[0] - 2, room[1] - head), scale)
    return ax


def _chosen(plans: PlanSet, x: str | None, y: str | None) -> tuple[str, str | None]:
    """Return the objectives of the axes; ``None`` for the second if there is but one."""
    known = plans.objectives
    for name, given in (("x", x), ("y", y)):
        if given is not None and given not in known:
            hint = did_you_mean(str(given), known)
            raise InvalidValueError(f"{name}={given!r}: this objective was not minimised here. {hint}")
    across = x or (next((name for name in known if name != y), known[0]))
    if across == y:
        others = [name for name in known if name != y]
        advice = f"choose another one for y: {', '.join(others)}" if others else "leave out y to rank the plans"
        raise InvalidValueError(f"x and y are both {y!r}; {advice}.")
    return across, y or next((name for name in known if name != across), None)


def _spots(plans: PlanSet, across: int, up: int) -> list[_Spot]:
    """Return the points from left to right; plans of equal cost share one."""
    numbers: dict[Point, list[int]] = {}
    for number, cost in enumerate(plans.costs, start=1):
        numbers.setdefault((cost[across], cost[up]), []).append(number)
    knee = 1 + list(plans).index(plans.knee())
    spots, lowest = [], math.inf
    for place in sorted(numbers):
        spots.append(_Spot(place, tuple(numbers[place]), place[1] < lowest, knee in numbers[place]))
        lowest = min(lowest, place[1])
    return spots


def _draw_head(ax: Axes, spots: Iterable[_Spot], note: Sequence[str], room: tuple[float, float], scale: float) -> float:
    """Draw the note and the legend at the top of the axes; return their height in points."""
    from matplotlib.lines import Line2D

    spots, size = list(spots), LETTERS * scale
    entries = {
        "the front": Line2D([], [], **_look("front"), linewidth=1.4 * scale, marker="o", markersize=MARKER * scale)
    }
    if not all(spot.front for spot in spots):
        entries["beaten here, good in another objective"] = Line2D(
            [], [], linestyle="", marker="o", **_look("other"), markersize=MARKER * scale
        )
    entries["the knee, the most balanced plan"] = Line2D(
        [], [], linestyle="", marker="o", **_look("knee"), markersize=MARKER * scale
    )
    widest = max(text_width(label, size) for label in entries) + 5 * size
    columns = max(1, min(len(entries), int(room[0] / widest)))
    rows = math.ceil(len(entries) / columns)
    above = draw_note(ax, note, size)
    ax.legend(
        list(entries.values()), list(entries), loc="upper left", bbox_to_anchor=(0, 1 - above / room[1]), ncols=columns,
        fontsize=size, frameon=False, borderaxespad=0.2,
    ).set_in_layout(False)  # fmt: skip
    return above + rows * 1.75 * size + size


def _look(kind: str) -> dict[str, Any]:
    """Return how a kind of plan looks."""
    match kind:
        case "front":
            return {"color": PLAN}
        case "knee":
            return {"color": PLAN, "markeredgecolor": ACCENT, "markeredgewidth": 2.6}
        case _:
            return {"color": PLAN_PALE}


def _set_limits(ax: Axes, spots: Sequence[_Spot], head: float) -> None:
    """Leave room around the points for their labels, and above them for the *head*, a share of the height."""
    for at, (before, after) in enumerate(((0.10, 0.34), (0.14, 0.16))):
        values = [spot.place[at] for spot in spots]
        low, span = min(values), max(values) - min(values)
        span = span or max(1.0, abs(low) * 0.1)
        limits = [low - before * span, max(values) + after * span]
        if at:
            limits[1] += (limits[1] - limits[0]) / (1 / min(head, MOST_HEAD) - 1)
        (ax.set_ylim if at else ax.set_xlim)(*limits)
        axis = ax.yaxis if at else ax.xaxis
        axis.set_ticks([tick for tick in axis.get_ticklocs() if max(0.0, limits[0]) <= tick <= limits[1]])


def _draw_spots(ax: Axes, spots: Sequence[_Spot], line: Sequence[Point], scale: float) -> None:
    """Draw the line of the front, and the points on and above it."""
    ax.plot(*zip(*line, strict=True), **_look("front"), linewidth=1.4 * scale, zorder=1, gid="front")
    for spot in spots:
        look = _look("front" if spot.front else "other")
        if spot.knee:
            look |= {"markeredgecolor": ACCENT, "markeredgewidth": 2.6 * scale}
        ax.plot(
            *spot.place, "o", **look, markersize=(MARKER + 3 * spot.knee) * scale, zorder=3,
            gid=f"{'knee, ' if spot.knee else ''}plan {', '.join(map(str, spot.numbers))}",
        )  # fmt: skip


def _corners(ax: Axes, spots: Iterable[_Spot], head: float) -> list[Point]:
    """Return the line of the front: down from below the *head*, along, down, and along to the right edge."""
    low, high = ax.get_ylim()
    front = [spot.place for spot in spots if spot.front]
    corners = [(front[0][0], high - (high - low) * min(head, MOST_HEAD)), front[0]]
    for before, after in pairwise(front):
        corners += [(after[0], before[1]), after]
    return [*corners, (ax.get_xlim()[1], front[-1][1])]


def _draw_labels(
    ax: Axes, spots: Sequence[_Spot], line: Sequence[Point], told: Sequence[str], bounds: Rect, scale: float
) -> None:
    """Label the points where nothing is covered: with roles, else with numbers, else not at all."""
    size = LETTERS * scale
    places = _in_points(ax, [spot.place for spot in spots])
    around = (MARKER / 2 + 2) * scale
    markers = [(x - around, y - around, x + around, y + around) for x, y in places]
    taken = segments(_in_points(ax, line))
    # The knee and the front matter most, so they choose first.
    order = sorted(range(len(spots)), key=lambda at: (not spots[at].knee, not spots[at].front, at))
    for at in order:
        others = [marker for number, marker in enumerate(markers) if number != at]
        for text in _texts(spots[at], told, few=len(spots) <= MOST_TOLD):
            found = free_place(text, places[at], [*taken, *others], bounds, size=size)
            if found is None:
                continue
            left, bottom, _, top = found.box
            taken += [found.box, *found.leader]
            ax.annotate(
                text, spots[at].place, (left - places[at][0], (bottom + top) / 2 - places[at][1]),
                textcoords="offset points", size=size, color=ACCENT if spots[at].knee else INK, va="center", ha="left",
                linespacing=LINE * 0.95, parse_math=False, zorder=4, in_layout=False, annotation_clip=False,
                arrowprops=LEADER | {"relpos": found.hook} if found.leader else None,
            )  # fmt: skip
            break


def _in_points(ax: Axes, places: Sequence[Point]) -> list[Point]:
    """Return where *places* lie, in points from the lower left corner of the axes."""
    per_point = ax.figure.dpi / POINTS
    pixels = ax.transData.transform(places) - (ax.bbox.x0, ax.bbox.y0)
    return [(float(x) / per_point, float(y) / per_point) for x, y in pixels]


def _texts(spot: _Spot, told: Sequence[str], *, few: bool) -> list[str]:
    """Return what a label may say, the fullest first."""
    numbers = ", ".join(map(str, spot.numbers[:MOST_IN_ONE])) + (", …" if len(spot.numbers) > MOST_IN_ONE else "")
    if not few or len(spot.numbers) > MOST_IN_ONE:
        return [numbers]
    lines = [f"{number}  {told[number - 1]}" for number in spot.numbers]
    told_in = ["\n".join(part for line in lines for part in wrap(line, width)) for width in (30, 42, 22)]
    fitting = [text for text in told_in if text.count("\n") < MOST_LINES * len(lines)]
    cut = [part for line in lines for part in wrap(line, 42, max_lines=MOST_LINES, placeholder=" …")]
    return [*(fitting or ["\n".join(cut)]), numbers]
