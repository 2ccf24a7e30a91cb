"""Plans over a single objective: their ranking as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from careerpath.planning import PlanSet
from careerpath.plots.labels import LINE
from careerpath.plots.planned import LETTERS, PLAN, WIDTH, draw_axes, draw_note, note
from careerpath.plots.style import ACCENT, INK, POINTS, room_of, text_width, wrapped
from careerpath.render import cell_text, months_text, years_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 14.0
TALLEST = 45 * POINTS
SMALLEST = 0.05
BAR = 0.62


def draw_ranking(plans: PlanSet, name: str, told: Sequence[str], shared: Sequence[str], ax: Axes | None) -> Axes:
    """Draw one bar per plan, the best on top, as long as its cost."""
    names = wrapped([f"{at}  {text}" for at, text in enumerate(told, start=1)], most_lines=6, narrowest=38)
    parts = [part for text in names for part in text.split("\n")]
    row = max(text.count("\n") + 1 for text in names) * LETTERS * LINE + ROW
    beside = max(text_width(part, LETTERS) for part in parts)
    width = WIDTH - beside - 30 if ax is None else room_of(ax)[0]
    above = len(note(shared, width, 1.0)) * LETTERS * LINE
    full = len(plans) * row + above
    if ax is None:
        import matplotlib.pyplot as plt

        height = min(full, TALLEST)
        _, ax = plt.subplots(figsize=(WIDTH / POINTS, height / POINTS + 1.0), layout="constrained")
    else:
        height = room_of(ax)[1]
    scale = max(SMALLEST, min(1.0, height / full))
    size = LETTERS * scale
    knee = list(plans).index(plans.knee())
    amounts = [_amount(name, cost) for (cost,) in plans.costs]
    for at, ((cost,), amount) in enumerate(zip(plans.costs, amounts, strict=True)):
        colour = ACCENT if at == knee else PLAN
        ax.barh(at, cost, BAR, color=colour, zorder=2, gid=f"plan {at + 1}")
        ax.annotate(
            amount, (cost, at), (5, 0), textcoords="offset points", size=size, color=colour, va="center", ha="left",
            parse_math=False,
        )  # fmt: skip
    after = max(text_width(amount, size) for amount in amounts) + 12
    longest = max(cost for (cost,) in plans.costs) or 1.0
    top = draw_note(ax, note(shared, width, scale), size) * len(plans) / (full - above)
    ax.set(xlim=(0, longest / max(0.3, 1 - after / width)), ylim=(len(plans) - 0.5, -0.5 - top / scale))
    draw_axes(ax, plans, (name, ""), width, scale)
    ax.set_yticks(range(len(plans)), names, fontsize=size, color=INK, parse_math=False, ha="left")
    ax.tick_params(axis="y", length=0, pad=beside * scale + 6)
    ax.spines["left"].set_visible(False)
    return ax


def _amount(name: str, cost: float) -> str:
    """Return a cost with its unit."""
    match name:
        case "years":
            return years_text(cost)
        case "study":
            return months_text(cost)
        case "moves":
            return f"{cost:g} move{'' if cost == 1 else 's'}"
        case _:
            return cell_text(cost)
