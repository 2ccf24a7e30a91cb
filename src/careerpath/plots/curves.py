"""The lines that moves follow on a map with boxes: where they leave and reach a box, and how they bend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from careerpath.plots.layout import Layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ends: TypeAlias = tuple[str, str]
Point: TypeAlias = tuple[float, float]

SAMPLES = 14


@attrs.frozen
class Sheet:
    """Sizes of a map with boxes, in points.

    Attributes
    ----------
    slot, pitch : float
        Distance from the middle of a box to the next one, sideways and upwards.
    width, height : float
        Size of every box.
    """

    slot: float
    pitch: float
    width: float
    height: float

    def at(self, place: Point) -> Point:
        """Return a place of a layout in points."""
        return place[0] * self.slot, place[1] * self.pitch


@attrs.frozen
class Curve:
    """A line, and the direction in which its arrow points at the end."""

    line: NDArray[Any]
    direction: Point

    def trimmed(self, length: float) -> NDArray[Any]:
        """Return the line up to the back of an arrow head."""
        import numpy as np

        tip, way = self.line[-1], np.array(self.direction)
        far = np.flatnonzero((tip - self.line) @ way > length)
        before = self.line[: far[-1] + 1] if len(far) else self.line[:-1]
        return np.concatenate([before, [tip - 0.8 * length * way]])

    def head(self, length: float) -> NDArray[Any]:
        """Return the corners of the arrow head; its tip is the end of the line."""
        import numpy as np

        tip, way = self.line[-1], np.array(self.direction)
        across = np.array([-way[1], way[0]]) * 0.42 * length
        back = tip - way * length
        return np.array([tip, back + across, back - across])


def curves_of(layout: Layout, moves: Sequence[Ends], sheet: Sheet) -> dict[Ends, Curve]:
    """Return the curve of every move, in the order given."""
    rows = {role: row for row in layout.rows for role in row}
    beside = {ends for ends in moves if rows[ends[0]] is rows[ends[1]]}
    ports = _ports(layout, [ends for ends in moves if ends not in beside], sheet)
    curves: dict[Ends, Curve] = {}
    for ends in moves:
        if ends in beside:
            curves[ends] = _sideways(ends, rows[ends[0]], layout, sheet, both=ends[::-1] in beside)
        else:
            curves[ends] = _between(ends, layout, sheet, ports)
    return curves


def _ports(layout: Layout, moves: Sequence[Ends], sheet: Sheet) -> dict[tuple[str, Ends], Point]:
    """Return where each move leaves or reaches a box: side by side along its edge, in the order of the far ends."""
    sides: dict[tuple[str, int], list[tuple[float, Ends]]] = {}
    for ends in moves:
        way = [layout.places[ends[0]], *layout.bends[ends], layout.places[ends[1]]]
        up = 1 if way[-1][1] > way[0][1] else -1
        sides.setdefault((ends[0], up), []).append((way[1][0], ends))
        sides.setdefault((ends[1], -up), []).append((way[-2][0], ends))
    ports: dict[tuple[str, Ends], Point] = {}
    for (role, side), lines in sides.items():
        x, y = sheet.at(layout.places[role])
        apart = min(14.0, 0.72 * sheet.width / len(lines))
        for at, (_, ends) in enumerate(sorted(lines)):
            ports[role, ends] = x + (at - (len(lines) - 1) / 2) * apart, y + side * sheet.height / 2
    return ports


def _between(ends: Ends, layout: Layout, sheet: Sheet, ports: dict[tuple[str, Ends], Point]) -> Curve:
    """Lead a move up or down, straight past the rows that it passes."""
    import numpy as np

    start, stop = ports[ends[0], ends], ports[ends[1], ends]
    up = 1.0 if stop[1] > start[1] else -1.0
    half = up * sheet.height / 2
    stations = [start]
    for x, y in (sheet.at(bend) for bend in layout.bends[ends]):
        stations += [(x, y - half), (x, y + half)]
    stations.append(stop)
    pieces = [
        _cubic(low, (low[0], (low[1] + high[1]) / 2), (high[0], (low[1] + high[1]) / 2), high)
        for low, high in zip(stations[::2], stations[1::2], strict=True)
    ]
    return Curve(np.concatenate(pieces), (0.0, up))


def _sideways(ends: Ends, row: Sequence[str], layout: Layout, sheet: Sheet, *, both: bool) -> Curve:
    """Lead a move to the box next to it, or below the boxes between."""
    import numpy as np

    (x, y), (x_stop, _) = sheet.at(layout.places[ends[0]]), sheet.at(layout.places[ends[1]])
    right = 1.0 if x_stop > x else -1.0
    apart = abs(row.index(ends[0]) - row.index(ends[1]))
    if apart == 1:
        lift = 5.0 * right if both else 0.0
        line = [(x + right * sheet.width / 2, y + lift), (x_stop - right * sheet.width / 2, y + lift)]
        return Curve(np.array(line), (right, 0.0))
    bottom, shift = y - sheet.height / 2, right * (0.46 - 0.05 * min(apart, 6)) * sheet.width
    inside = 4.0 if both else 0.0  # the way to the left runs inside the way to the right
    start, stop = (x + shift - inside, bottom), (x_stop - shift + inside, bottom)
    deep = bottom - min(0.75 * (sheet.pitch - sheet.height), 20.0 + 6.0 * apart + right * inside)
    return Curve(_cubic(start, (start[0], deep), (stop[0], deep), stop), (0.0, 1.0))


def _cubic(a: Point, b: Point, c: Point, d: Point) -> NDArray[Any]:
    """Return points along a Bezier curve."""
    import numpy as np

    t = np.linspace(0.0, 1.0, SAMPLES)[:, None]
    corners = np.array([a, b, c, d])
    shares = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    return np.asarray(shares @ corners)
