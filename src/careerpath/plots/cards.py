"""A map of few roles: a box with a title for each, and curved arrows under the boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from careerpath.graph import CareerGraph
from careerpath.plots.curves import Curve, Ends, Sheet, curves_of
from careerpath.plots.layout import Layout, layout_of
from careerpath.plots.style import (
    ACCENT,
    BAND,
    GREY,
    INK,
    KIND_STYLES,
    Key,
    Paint,
    family_paints,
    key_for,
    stay_labels,
    text_width,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LETTERS, SMALL = 9.0, 7.5
LINE = 1.22
GAP_BETWEEN, GAP_ABOVE = 26.0, 56.0
NARROWEST_BOX = 104.0
MARGIN, LEVEL_MARGIN = 16.0, 58.0
NARROWEST_MAP = 330.0
SMALLEST = 0.05


@attrs.frozen
class CardMap:
    """Everything about the picture that can be known before there are axes; sizes in points.

    Attributes
    ----------
    size : (float, float)
        Width and height that the picture needs at full size.
    """

    graph: CareerGraph
    steps: tuple[Any, ...]
    layout: Layout
    sheet: Sheet
    titles: dict[str, str]
    paints: dict[str, Paint]
    key: Key
    corner: tuple[float, float]
    size: tuple[float, float]

    @classmethod
    def of(cls, graph: CareerGraph, steps: Sequence[Any]) -> CardMap:
        """Measure the titles, and from them the boxes and the map."""
        layout = layout_of(graph)
        titles = dict(
            zip(graph.roles, wrapped([role.title for role in graph.roles.values()], most_lines=3), strict=True)
        )
        lines = [line for title in titles.values() for line in title.split("\n")]
        stays = [line for stay in stay_labels(steps).values() for line in stay.split("\n")]
        width = max(
            NARROWEST_BOX,
            *(text_width(line, LETTERS) + 18.0 for line in lines),
            *(text_width(line, SMALL) + 12.0 for line in stays),
        )
        height = max(title.count("\n") + 1 for title in titles.values()) * LETTERS * LINE + 14.0
        visits = max((stay.count("\n") for stay in stay_labels(steps).values()), default=0)
        sheet = Sheet(width + GAP_BETWEEN, height + GAP_ABOVE + visits * SMALL * LINE, width, height)
        points = [sheet.at(place) for place in layout.places.values()]
        points += [sheet.at(bend) for bends in layout.bends.values() for bend in bends]
        left = min(x for x, _ in points) - width / 2 - MARGIN
        if any(role.level is not None for role in graph.roles.values()):
            left -= LEVEL_MARGIN
        right = max(x for x, _ in points) + width / 2 + MARGIN
        spare = max(0.0, NARROWEST_MAP - (right - left)) / 2
        paints = family_paints(graph)
        key = key_for(paints, kinds_of(graph).values(), plan=bool(steps), width=right - left + 2 * spare, size=LETTERS)
        bottom = -height / 2 - GAP_ABOVE / 2 - key.height
        top = (len(layout.rows) - 1) * sheet.pitch + height / 2 + MARGIN + SMALL * 2 * (visits + 1)
        return cls(
            graph,
            tuple(steps),
            layout,
            sheet,
            titles,
            paints,
            key,
            (left - spare, bottom),
            (right - left + 2 * spare, top - bottom),
        )

    def draw(self, ax: Axes, room: tuple[float, float]) -> None:
        """Draw on *ax*, which is *room* points wide and high; letters shrink with the boxes around them."""
        scale = max(SMALLEST, min(1.0, room[0] / self.size[0], room[1] / self.size[1]))
        left, bottom = self.corner
        ax.set(xlim=(left, left + self.size[0]), ylim=(bottom, bottom + self.size[1]))
        ax.set_aspect("equal", adjustable="box")
        ax.set_axis_off()
        self._draw_bands(ax, scale)
        self._draw_moves(ax, scale)
        self._draw_roles(ax, scale)
        self.key.draw(ax, size=LETTERS * scale)

    def _draw_bands(self, ax: Axes, scale: float) -> None:
        """Shade every other row, and name the levels at the left."""
        from matplotlib.patches import Rectangle

        for number, row in enumerate(self.layout.rows):
            y = number * self.sheet.pitch
            if number % 2 == 0:
                corner = (self.corner[0], y - self.sheet.pitch / 2)
                ax.add_patch(Rectangle(corner, self.size[0], self.sheet.pitch, color=BAND, linewidth=0, zorder=0))
            name = level_name(self.graph, row)
            if name:
                ax.text(self.corner[0] + 8, y, name, size=SMALL * scale, color=GREY, va="center", ha="left", zorder=0.5)

    def _draw_moves(self, ax: Axes, scale: float) -> None:
        """Draw the moves kind by kind, those of the plan last."""
        curves = curves_of(self.layout, sorted(self.graph.moves), self.sheet)
        planned = moves_of(self.steps)
        kinds = kinds_of(self.graph)
        fade = 0.35 if planned else 0.85
        for kind, (colour, dashes) in KIND_STYLES.items():
            chosen = [curves[ends] for ends in curves if kinds[ends] == kind and ends not in planned]
            _add(ax, chosen, kind, scale=scale, color=colour, linestyle=dashes, linewidth=1.1, alpha=fade, zorder=1)
        chosen = [curves[ends] for ends in planned]
        _add(ax, chosen, "plan", scale=scale, color=ACCENT, linestyle="solid", linewidth=3.0, alpha=1.0, zorder=2)

    def _draw_roles(self, ax: Axes, scale: float) -> None:
        """Draw boxes and titles, and the years on the roles of the plan."""
        from matplotlib.patches import FancyBboxPatch

        stays = stay_labels(self.steps)
        width, height = self.sheet.width, self.sheet.height
        for role in self.graph.roles.values():
            x, y = self.sheet.at(self.layout.places[role.id])
            paint = self.paints[role.family]
            planned = role.id in stays
            ax.add_patch(
                FancyBboxPatch(
                    (x - width / 2, y - height / 2),
                    width,
                    height,
                    boxstyle="round,pad=0,rounding_size=6",
                    facecolor=paint.fill,
                    edgecolor=ACCENT if planned else paint.edge,
                    linewidth=(2.4 if planned else 0.9) * scale,
                    zorder=3,
                    gid=f"role {role.id}",
                )
            )
            ax.text(
                x, y, self.titles[role.id], size=LETTERS * scale, color=INK, va="center", ha="center",
                linespacing=LINE, zorder=4, parse_math=False,
            )  # fmt: skip
            if planned:
                ax.text(
                    x, y + height / 2 + 3.0, stays[role.id], size=SMALL * scale, color="white", weight="bold",
                    va="bottom", ha="center", zorder=5,
                    bbox={"boxstyle": "round,pad=0.28", "facecolor": ACCENT, "edgecolor": "none"},
                )  # fmt: skip


def _add(ax: Axes, curves: Sequence[Curve], kind: str, *, scale: float, linewidth: float, **look: Any) -> None:
    """Draw lines as one collection, and their arrow heads as another."""
    from matplotlib.collections import LineCollection, PolyCollection

    if not curves:
        return
    length = 12.0 if kind == "plan" else 7.0
    lines = [curve.trimmed(length) for curve in curves]
    ax.add_collection(LineCollection(lines, linewidth=linewidth * scale, gid=f"moves: {kind}", **look), autolim=False)
    heads = [curve.head(length=length) for curve in curves]
    look = {"facecolor": look["color"], "linewidth": 0, "alpha": look["alpha"], "zorder": look["zorder"]}
    ax.add_collection(PolyCollection(heads, gid=f"heads: {kind}", **look), autolim=False)


def kinds_of(graph: CareerGraph) -> Mapping[Ends, str]:
    """Return the kind of every move, ``"move"`` where a level is unknown."""
    return {ends: graph.move_kind(*ends) or "move" for ends in graph.moves}


def moves_of(steps: Sequence[Any]) -> list[Ends]:
    """Return the moves of a plan, each once, in the order in which they are taken."""
    return list(dict.fromkeys((one.role, other.role) for one, other in pairwise(steps)))


def level_name(graph: CareerGraph, row: Sequence[str]) -> str:
    """Return what to call a row at the side of a map; nothing if none of its roles has a level."""
    levels = [level for level in (graph.roles[role].level for role in row) if level is not None]
    return f"Level {levels[0]:g}" if levels else ""
