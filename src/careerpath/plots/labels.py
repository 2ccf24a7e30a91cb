"""Texts that fit: labels of points that cover nothing, notes in lines, titles no wider than their axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import attrs

from careerpath.plots.style import text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 1.25
WIDER = 1.03
"""How much wider than measured a text may become, because letters are set on whole pixels."""

SMALLEST_TITLE = 0.4
MOST_LETTERS = 48
MARGIN = 3.5

REACHES = (9.0, 20.0, 36.0, 56.0, 80.0, 110.0)
"""Distances in points at which a label may stand from its point; beyond the first, a thin line leads to it."""

SIDES = ((1.0, 0.0), (0.7, 0.7), (0.7, -0.7), (-0.7, -0.7), (-0.7, 0.7), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
"""Directions in which a label may stand, the preferred one first."""

FIRST_BEAD, NEXT_BEAD = 8.0, 5.0
"""A leading line counts as a row of points; near its own point it may touch the line of the front."""

Point: TypeAlias = tuple[float, float]
Rect: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@attrs.frozen
class Place:
    """Where a label stands, and the line that leads to it.

    Attributes
    ----------
    box : (float, float, float, float)
        Left, bottom, right and top of the text.
    hook : (float, float)
        Where on the text the line ends, from (0, 0) at its lower left to (1, 1).
    leader : tuple of boxes
        What the line from the point covers; empty where the text stands beside its point.
    """

    box: Rect
    hook: Point
    leader: tuple[Rect, ...] = ()


def free_place(text: str, point: Point, taken: Sequence[Rect], bounds: Rect, *, size: float) -> Place | None:
    """Return the nearest place for *text* that covers nothing; ``None`` if there is none.

    Parameters
    ----------
    text : str
        The label; it may have several lines.
    point : (float, float)
        What it belongs to, in points.
    taken : sequence of boxes
        What must not be covered.
    bounds : box
        What the label must lie in.
    size : float
        Size of the letters in points.

    Examples
    --------
    >>> free_place("", (50, 50), [], (0, 0, 100, 100), size=8.0)
    Place(box=(59.0, 45.0, 59.0, 55.0), hook=(0.0, 0.5), leader=())
    >>> free_place("", (50, 50), [(55, 0, 100, 100)], (0, 0, 100, 100), size=8.0).box[2] < 55
    True
    """
    width, height = _extent(text, size)
    for reach in REACHES:
        for right, up in SIDES:
            x, y = point[0] + reach * right, point[1] + reach * up
            # The text hangs on its point by the side or corner that is nearest.
            hook = (1 - _sign(right)) / 2, (1 - _sign(up)) / 2
            left, bottom = x - width * hook[0], y - height * hook[1]
            box = left, bottom, left + width, bottom + height
            leader = tuple(_beads(point, (x, y))) if reach > REACHES[0] else ()
            if _inside(box, bounds) and not any(_touch(each, other) for each in (box, *leader) for other in taken):
                return Place(box, hook, leader)
    return None


def segments(corners: Iterable[Point]) -> list[Rect]:
    """Return the boxes that a line of upright and level pieces covers."""
    return [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairwise(corners)]


def _extent(text: str, size: float) -> Point:
    lines = text.split("\n")
    return max(text_width(line, size) for line in lines) * WIDER, len(lines) * size * LINE


def _beads(start: Point, end: Point) -> list[Rect]:
    """Return points along a line."""
    length = math.dist(start, end)
    shares = [(FIRST_BEAD + at * NEXT_BEAD) / length for at in range(int((length - FIRST_BEAD) / NEXT_BEAD) + 1)]
    points = [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in shares]
    return [(x, y, x, y) for x, y in points]


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _inside(box: Rect, bounds: Rect) -> bool:
    return bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _touch(one: Rect, other: Rect) -> bool:
    return (
        one[0] < other[2] + MARGIN
        and other[0] < one[2] + MARGIN
        and one[1] < other[3] + MARGIN
        and other[1] < one[3] + MARGIN
    )


def shortened(text: str) -> str:
    """Return *text* on one line, cut if it is far too long.

    Examples
    --------
    >>> shortened("Head of   Product ")
    'Head of Product'
    """
    text = " ".join(text.split())
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 2].rstrip()} …"


def text_lines(text: str, width: float, size: float) -> list[str]:
    """Return *text* in lines of at most *width* points, as far as its words are shorter.

    Examples
    --------
    >>> text_lines("All plans pass here", 1.0, 9.0)
    ['All', 'plans', 'pass', 'here']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def title_width(title: str) -> float:
    """Return how wide a title of axes is, at the size that is set."""
    return max(text_width(line, _title_size()) for line in title.split("\n"))


def draw_title(ax: Axes, title: str, width: float) -> None:
    """Set the title at the left of *ax*, smaller than usual if it is wider than *width* points."""
    share = max(SMALLEST_TITLE, min(1.0, width / title_width(title)))
    ax.set_title(title, loc="left", fontsize=_title_size() * share, parse_math=False)


def _title_size() -> float:
    from matplotlib import rcParams
    from matplotlib.font_manager import FontProperties

    return float(FontProperties(size=rcParams["axes.titlesize"]).get_size_in_points())
