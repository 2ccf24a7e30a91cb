"""Colours, line styles and lettering that all pictures share; readable with any kind of colour blindness."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from careerpath.errors import require_type
from careerpath.graph import CareerGraph

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

POINTS = 72.0
"""Points per inch; all sizes in this room are in points."""

ACCENT = "#b83a05"
"""The one loud colour: a plan, or what is missing."""

INK, GREY, PALE, BAND = "#22262b", "#6b737d", "#d5d9de", "#f4f5f7"

HUES = ("#332288", "#44AA99", "#DDCC77", "#88CCEE", "#CC6677", "#117733", "#AA4499", "#999933", "#882255")
"""Paul Tol's muted scheme, https://sronpersonalpages.nl/~pault/ (made for colour-blind readers)."""

OTHER_HUE = "#9aa1a9"

KIND_STYLES: Mapping[str, tuple[str, Any]] = {
    "promotion": ("#6b737d", "solid"),
    "diagonal": ("#6b737d", (0, (8, 2.5))),
    "lateral": ("#6b737d", (0, (3.5, 2.5))),
    "step down": ("#6b737d", (0, (1, 2))),
    "move": ("#8b939d", "solid"),
}
"""Colour and dashes per kind of move; ``"move"`` where the kind is unknown."""


@attrs.frozen
class Paint:
    """How the roles of one family look: a pale fill, and a strong colour for edges and dots."""

    fill: str
    edge: str


def family_paints(graph: CareerGraph) -> dict[str, Paint]:
    """Return a paint per family, in the order of the legend; the largest families have hues of their own.

    Examples
    --------
    >>> from careerpath.roles import Role
    >>> paints = family_paints(CareerGraph([Role("pm", family="product"), Role("odd")]))
    >>> list(paints), paints[""].edge
    (['product', ''], '#9aa1a9')
    """
    size: dict[str, int] = {}
    for role in graph.roles.values():
        size[role.family] = size.get(role.family, 0) + 1
    named = sorted(size.keys() - {""}, key=lambda family: (-size[family], family))
    hues = dict(zip(named, HUES, strict=False))
    order = [*sorted(hues), *sorted(size.keys() - hues.keys(), key=lambda family: (not family, family))]
    return {family: _paint(hues.get(family, OTHER_HUE)) for family in order}


def _paint(hue: str) -> Paint:
    parts = [int(hue[at : at + 2], 16) for at in (1, 3, 5)]
    return Paint("#" + "".join(f"{round(255 - (255 - part) * 0.22):02x}" for part in parts), hue)


def text_width(text: str, size: float) -> float:
    """Return how wide *text* is in points, in the font that is set."""
    from matplotlib import rcParams

    fonts = (
        str(rcParams["font.family"]),
        str(rcParams["font.sans-serif"]),
        str(rcParams["font.serif"]),
        str(rcParams["font.monospace"]),
        str(rcParams["font.weight"]),
    )
    return _width(text, size, fonts)


@lru_cache(maxsize=8192)
def _width(text: str, size: float, _fonts: tuple[str, ...]) -> float:
    """Measure *text*; the fonts are part of the key under which the answer is kept."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    return float(text_to_path.get_text_width_height_descent(text, FontProperties(size=size), ismath=False)[0])


def wrapped(texts: Iterable[str], *, most_lines: int, narrowest: int = 16, widest: int = 44) -> list[str]:
    r"""Wrap all *texts* to one width in letters: the smallest at which none needs more than *most_lines*.

    Examples
    --------
    >>> wrapped(["Chief Product Officer", "PM"], most_lines=2)
    ['Chief Product\nOfficer', 'PM']
    """
    texts = list(texts)
    lines = [[text] for text in texts]
    for letters in range(narrowest, widest + 1):
        lines = [textwrap.wrap(text, letters) for text in texts]
        if max(map(len, lines), default=0) <= most_lines:
            break
    else:
        lines = [textwrap.wrap(text, widest, max_lines=most_lines, placeholder=" …") for text in texts]
    return ["\n".join(each) for each in lines]


def room_of(ax: Axes) -> tuple[float, float]:
    """Return the width and height of *ax* in points.

    Raises
    ------
    InvalidTypeError
        If *ax* is not the axes of matplotlib.
    """
    from matplotlib.axes import Axes

    require_type(ax, Axes, "ax", "the axes of a matplotlib figure, such as Figure().subplots()")
    per_inch = ax.figure.dpi
    return ax.bbox.width / per_inch * POINTS, ax.bbox.height / per_inch * POINTS


def years(number: float) -> str:
    """Return a length of time for narrow places.

    Examples
    --------
    >>> years(3.5), years(1 / 3)
    ('3.5 y', '0.33 y')
    """
    return f"{round(number, 2):g} y"


@attrs.frozen
class Key:
    """Entries of a legend, and the room that they take."""

    entries: tuple[tuple[str, Artist], ...]
    columns: int
    height: float

    def draw(self, ax: Axes, *, size: float) -> None:
        """Draw the legend at the bottom of *ax*, where the caller has left its height free."""
        if not self.entries:
            return
        legend = ax.legend(
            [handle for _, handle in self.entries],
            [f"entry {at}" for at in range(len(self.entries))],  # real names below: "_" and "$" mean something here
            loc="lower center",
            ncols=self.columns,
            fontsize=size,
            frameon=False,
            borderaxespad=0.3,
        )
        for text, (label, _) in zip(legend.get_texts(), self.entries, strict=True):
            text.set_parse_math(False)
            text.set_text(label)


def key_for(paints: Mapping[str, Paint], kinds: Iterable[str], *, plan: bool, width: float, size: float) -> Key:
    """Return the legend of a map that is *width* points wide, in letters of *size* points."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    entries: list[tuple[str, Artist]] = []
    others = False
    for family, paint in paints.items():
        if paint.edge != OTHER_HUE:
            entries.append((family, Patch(facecolor=paint.fill, edgecolor=paint.edge)))
        others = others or paint.edge == OTHER_HUE
    if entries and others:
        paint = _paint(OTHER_HUE)
        entries.append(("other families", Patch(facecolor=paint.fill, edgecolor=paint.edge)))
    present = set(kinds)
    lines: list[tuple[str, Artist]] = [
        (kind, Line2D([], [], color=colour, linestyle=dashes, linewidth=1.2))
        for kind, (colour, dashes) in KIND_STYLES.items()
        if kind in present
    ]
    if plan:
        lines.append(("the plan", Line2D([], [], color=ACCENT, linewidth=3)))
    count = len(entries) + len(lines)
    if not count:
        return Key((), 1, 0.0)
    widest = max(text_width(label, size) for label, _ in [*entries, *lines]) + 5.0 * size
    rows = math.ceil(count / max(1, int(width / widest)))
    while len(entries) % rows and lines:  # lines begin a column of their own
        entries.append(("", Line2D([], [], linestyle="none")))
    entries += lines
    columns = math.ceil(len(entries) / rows)
    return Key(tuple(entries), columns, rows * 1.75 * size + size)


def stay_labels(steps: Sequence[Any]) -> dict[str, str]:
    """Return, per role of a plan, when one arrives and how long one stays; one line per visit."""
    labels: dict[str, list[str]] = {}
    for at, step in enumerate(steps):
        if at == 0:
            text = f"start, stay {years(step.stay)}"
        elif at == len(steps) - 1:
            text = f"arrive after {years(step.arrives)}"
        else:
            text = f"after {years(step.arrives)}, stay {years(step.stay)}"
        labels.setdefault(step.role, []).append(text)
    return {role: "\n".join(lines) for role, lines in labels.items()}
