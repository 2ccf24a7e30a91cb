"""A map of many roles: a dot for each, titles where they fit and along the plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from careerpath.graph import CareerGraph
from careerpath.plots.cards import kinds_of, level_name, moves_of
from careerpath.plots.layout import Layout, layout_of
from careerpath.plots.style import (
    ACCENT,
    BAND,
    GREY,
    INK,
    KIND_STYLES,
    Paint,
    family_paints,
    key_for,
    stay_labels,
    text_width,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

LETTERS, SMALL, KEY_LETTERS = 8.0, 6.0, 9.0
SLANT = 35.0
"""Degrees by which titles rise, so that roles can stand closer than their titles are long."""

RUN, RISE = math.cos(math.radians(SLANT)), math.sin(math.radians(SLANT))
BESIDE = 1.25 * SMALL / RISE
"""Distance from role to role at which their titles do not touch."""

BOW = 0.12
"""How much the moves of a plan bend, as a share of their length."""

MARGIN, LEVEL_MARGIN = 24.0, 44.0
NARROWEST, WIDEST = 620.0, 1300.0
LOWEST, HIGHEST = 360.0, 1300.0
WITHOUT_TITLES = 1150.0, 820.0
"""Size of a map that would have to be larger than the largest to show its titles."""

FEWEST_TITLES = 0.6
"""Titles are written if at least this share of them fits."""

Point: TypeAlias = tuple[float, float]
Rect: TypeAlias = tuple[float, float, float, float]


@attrs.frozen
class CrowdMap:
    """Everything about the picture that can be known before there are axes; sizes in points.

    Attributes
    ----------
    size : (float, float)
        Width and height that the picture should have; on smaller axes fewer titles fit.
    """

    graph: CareerGraph
    steps: tuple[Any, ...]
    layout: Layout
    paints: dict[str, Paint]
    left: float
    size: tuple[float, float]

    @classmethod
    def of(cls, graph: CareerGraph, steps: Sequence[Any]) -> CrowdMap:
        """Choose a size at which most titles fit, within reason."""
        layout = layout_of(graph)
        longest = max(text_width(role.title, SMALL) for role in graph.roles.values())
        left = MARGIN + (LEVEL_MARGIN if any(role.level is not None for role in graph.roles.values()) else 0.0)
        width = max(x for x, _ in layout.places.values()) * BESIDE + left + longest + MARGIN
        height = len(layout.rows) * (longest * RISE + 20.0) + 3 * MARGIN
        size = max(width, NARROWEST), max(height, LOWEST)
        if size[0] > WIDEST or size[1] > HIGHEST:
            size = WITHOUT_TITLES
        return cls(graph, tuple(steps), layout, family_paints(graph), left, size)

    def draw(self, ax: Axes, room: tuple[float, float]) -> None:
        """Draw on *ax*, which is *room* points wide and high; letters keep their size, titles that do not fit go."""
        import numpy as np

        width, height = room
        letters = KEY_LETTERS * min(1.0, max(0.5, width / NARROWEST))
        key = key_for(
            self.paints,
            kinds_of(self.graph).values(),
            plan=bool(self.steps),
            width=width,
            size=letters,
        )
        places = np.array([self.layout.places[role] for role in self.graph.roles])
        slots, low = max(1.0, places[:, 0].max()), key.height + MARGIN
        side = min(110.0, width / 5)
        pitch = max(1.0, (height - low - MARGIN) / len(self.layout.rows))
        xy = places * [max(1.0, width - self.left - side) / slots, pitch] + [self.left, low]
        ax.set(xlim=(0, width), ylim=(0, height))
        ax.set_axis_off()
        points = dict(zip(self.graph.roles, map(tuple, xy.tolist()), strict=True))
        self._draw_rows(ax, low, pitch, width)
        self._draw_moves(ax, points, pitch)
        self._draw_roles(ax, xy)
        taken = self._draw_plan(ax, points, room)
        self._draw_titles(ax, points, taken, room=width, pitch=pitch)
        key.draw(ax, size=letters)

    def _draw_rows(self, ax: Axes, low: float, pitch: float, width: float) -> None:
        """Shade every other row, and name the levels at the left."""
        from matplotlib.patches import Rectangle

        for number, row in enumerate(self.layout.rows):
            y = low + number * pitch
            if number % 2 == 0:
                band = Rectangle((0, y - 0.3 * pitch), width, pitch, color=BAND, linewidth=0, zorder=0)
                ax.add_patch(band)
            name = level_name(self.graph, row)
            if name:
                ax.text(8, y, name, size=SMALL + 1, color=GREY, va="center", ha="left", zorder=0.5)

    def _draw_moves(self, ax: Axes, points: dict[str, Point], pitch: float) -> None:
        """Draw every kind of move as one collection of lines; the more there are, the fainter."""
        from matplotlib.collections import LineCollection

        kinds = kinds_of(self.graph)
        fade = min(0.7, max(0.06, 12.0 / math.sqrt(len(kinds) + 1) * (0.4 if self.steps else 0.7)))
        for kind, (colour, dashes) in KIND_STYLES.items():
            lines = [
                _line(points[source], points[target], pitch)
                for (source, target) in sorted(kinds)
                if kinds[source, target] == kind
            ]
            if lines:
                drawn = LineCollection(
                    lines, color=colour, linestyle=dashes, linewidth=0.7, alpha=fade, zorder=1, gid=f"moves: {kind}"
                )
                ax.add_collection(drawn, autolim=False)

    def _draw_roles(self, ax: Axes, xy: NDArray[Any]) -> None:
        """Draw all roles as one scatter; those of the plan larger and outlined."""
        planned = {step.role for step in self.steps}
        size = min(60.0, max(9.0, 9000.0 / len(xy)))
        ax.scatter(
            xy[:, 0],
            xy[:, 1],
            s=[2.5 * size if role in planned else size for role in self.graph.roles],
            c=[self.paints[role.family].edge for role in self.graph.roles.values()],
            edgecolors=[ACCENT if role in planned else "white" for role in self.graph.roles],
            linewidths=[2.2 if role in planned else 0.4 for role in self.graph.roles],
            zorder=3,
            gid="roles",
        )

    def _draw_plan(self, ax: Axes, points: dict[str, Point], room: tuple[float, float]) -> list[Rect]:
        """Draw the plan's moves as arrows and label its roles; return what the labels cover."""
        marks: list[Point] = []
        for source, target in moves_of(self.steps):
            marks += _bow(points[source], points[target])
            ax.annotate(
                "",
                points[target],
                points[source],
                arrowprops={
                    "arrowstyle": "-|>,head_length=0.7,head_width=0.35",
                    "color": ACCENT,
                    "linewidth": 2.6,
                    "shrinkA": 4,
                    "shrinkB": 6,
                    "connectionstyle": f"arc3,rad={BOW}",
                },
                zorder=4,
                gid=f"plan {source} {target}",
            )
        taken: list[Rect] = []
        for role, stay in stay_labels(self.steps).items():
            text = f"{wrapped([self.graph.roles[role].title], most_lines=2, narrowest=24)[0]}\n{stay}"
            lines = text.split("\n")
            size = max(text_width(line, LETTERS) for line in lines) + 8.0, len(lines) * LETTERS * 1.25 + 6.0
            place = free_place(points[role], size, taken, (marks, list(points.values())), room)
            taken.append(place)
            ax.annotate(
                text,
                points[role],
                ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2),
                size=LETTERS,
                color=INK,
                ha="center",
                va="center",
                zorder=6,
                parse_math=False,
                bbox={"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": ACCENT, "linewidth": 1.0},
                arrowprops={"arrowstyle": "-", "color": ACCENT, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0},
            )
        return taken

    def _draw_titles(
        self, ax: Axes, points: dict[str, Point], taken: Sequence[Rect], *, room: float, pitch: float
    ) -> None:
        """Write the titles, if most of them touch neither each other nor the labels of the plan."""
        planned = {step.role for step in self.steps}
        fitting: list[str] = []
        for row in self.layout.rows:
            free_from = -math.inf
            for role in row:
                x, y = points[role]
                long = text_width(self.graph.roles[role].title, SMALL)
                cover = x - 2, y - 2, x + long * RUN + 6, y + long * RISE + 8
                fits = x >= free_from and cover[2] <= room and cover[3] <= y + pitch and role not in planned
                if fits and not any(overlap(cover, other) for other in taken):
                    free_from = x + 0.99 * BESIDE
                    fitting.append(role)
        if len(fitting) < FEWEST_TITLES * (len(points) - len(planned)):
            return
        for role in fitting:
            x, y = points[role]
            ax.text(
                x + 2, y + 2, self.graph.roles[role].title, size=SMALL, color=INK, rotation=SLANT,
                rotation_mode="anchor", va="bottom", ha="left", zorder=5, parse_math=False,
            )  # fmt: skip


def _line(start: Point, stop: Point, pitch: float) -> list[Point]:
    """Return a straight line between rows, or an arc below a row."""
    if start[1] != stop[1]:
        return [start, stop]
    deep = min(0.3 * pitch, 5.0 + 0.08 * abs(stop[0] - start[0]))
    steps = [at / 8 for at in range(9)]
    return [(start[0] + (stop[0] - start[0]) * t, start[1] - 4 * deep * t * (1 - t)) for t in steps]


def _bow(start: Point, stop: Point) -> list[Point]:
    """Return points along the arc that ``arc3`` draws."""
    middle = (
        (start[0] + stop[0]) / 2 + BOW * (stop[1] - start[1]),
        (start[1] + stop[1]) / 2 - BOW * (stop[0] - start[0]),
    )
    steps = [at / 24 for at in range(25)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * middle[0] + t**2 * stop[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * middle[1] + t**2 * stop[1],
        )
        for t in steps
    ]


def overlap(one: Rect, other: Rect) -> bool:
    """Tell whether two rectangles (left, bottom, right, top) share some area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def free_place(
    point: Point,
    size: tuple[float, float],
    taken: Sequence[Rect],
    marks: Sequence[Sequence[Point]],
    room: tuple[float, float],
) -> Rect:
    """Return a rectangle near *point*, on the axes, that covers nothing taken and as little else as can be.

    Of several collections of *marks*, the first matters most.

    Examples
    --------
    >>> free_place((50, 50), (20, 10), [], [[(50, 50)]], (100, 100))
    (62, 45.0, 82, 55.0)
    """
    x, y = point
    tries: list[Rect] = []
    for step in range(8):
        for lift in (0, 1, -1):
            for side in (1, -1):
                left = x + side * (12 + 16 * step) - (size[0] if side < 0 else 0)
                bottom = y - size[1] / 2 + lift * (size[1] * 0.5 + 8 + 14 * step)
                left = min(max(left, 0.0), room[0] - size[0])
                bottom = min(max(bottom, 0.0), room[1] - size[1])
                tries.append((left, bottom, left + size[0], bottom + size[1]))

    def harm(place: Rect) -> tuple[int, ...]:
        left, bottom, right, top = place
        hidden = [sum(left <= x <= right and bottom <= y <= top for x, y in each) for each in ([point], *marks)]
        return sum(overlap(place, other) for other in taken), *hidden

    return min(tries, key=harm)
