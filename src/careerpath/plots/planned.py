"""What pictures of several plans share: how a plan is told in few words, and the frame around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from careerpath.planning import PlanSet
from careerpath.plots.labels import LINE, WIDER, draw_title, shortened, text_lines
from careerpath.plots.style import GREY, INK, PALE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LETTERS = 9.0
WIDTH = 720.0
PLAN = "#3d5a78"

AXES = {
    "years": "years until the target",
    "study": "study in months",
    "moves": "number of moves",
    "risk": "risk (sum of -ln of the probabilities of the moves)",
}


def told(plans: PlanSet) -> tuple[list[str], list[str]]:
    """Return how each plan differs from the others, in words, and the titles of the roles that all of them pass."""
    graph = plans[0].graph
    inner = [plan.roles[1:-1] for plan in plans]
    shared: list[str] = []
    word = "via"
    if len({plan.roles[0] for plan in plans}) > 1:
        inner, word = [plan.roles[:-1] for plan in plans], "from"
    elif len(set(inner)) > 1:
        shared = [role for role in dict.fromkeys(inner[0]) if all(role in roles for roles in inner)]
        left = {tuple(role for role in roles if role not in shared) for roles in inner}
        if len(left) < len(set(inner)):  # the same roles in another order, so that all of them must be named
            shared = []
    learned = [
        {
            item.subject: graph.credentials[item.subject].title
            for step in plan
            for item in step.learn
            if item.kind == "credential"
        }
        for plan in plans
    ]
    told = []
    for roles, credentials in zip(inner, learned, strict=True):
        own = [graph.role(role).title for role in roles if role not in shared]
        text = f"{word} {' > '.join(own)}" if own else "no other roles" if shared else "direct"
        extra = [title for subject, title in credentials.items() if not all(subject in each for each in learned)]
        told.append(f"{text}, with {' and '.join(extra)}" if extra else text)
    return told, [graph.role(role).title for role in shared]


def draw_axes(ax: Axes, plans: PlanSet, names: tuple[str, str], width: float, scale: float) -> None:
    """Name the axes and the picture."""
    from matplotlib.ticker import MaxNLocator

    for axis, name in zip((ax.xaxis, ax.yaxis), names, strict=True):
        axis.set_label_text(AXES.get(name, name), fontsize=LETTERS * scale, color=INK, parse_math=False)
        axis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10], integer=name == "moves"))
        axis.set_tick_params(labelsize=LETTERS * scale, labelcolor=GREY, color=PALE)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(PALE)
    draw_title(ax, _title(plans), width)


def _title(plans: PlanSet) -> str:
    """Say from where to where, how many plans, and whether that is all."""
    graph = plans[0].graph
    starts = {plan.roles[0] for plan in plans}
    first, last = (shortened(graph.role(role).title) for role in (plans[0].roles[0], plans[0].target))
    head = f"From {first} to {last}" if len(starts) == 1 else f"Plans to {last}"
    text = f"{head}\n{len(plans)} plan{'' if len(plans) == 1 else 's'} by {', '.join(plans.objectives)}"
    if plans.tolerance:
        text += f", those better by less than {100 * plans.tolerance:.2g} % left out"
    return text if plans.exact else f"{text}; the search stopped early, so there may be more"


def note(shared: Sequence[str], width: float, scale: float) -> list[str]:
    """Return what the labels leave out, in lines that fit."""
    text = f"All plans pass {', '.join(shared)}; labels name the other roles." if shared else ""
    return text_lines(text, width - 16, LETTERS * scale * WIDER)


def draw_note(ax: Axes, note: Sequence[str], size: float) -> float:
    """Draw the note at the top of the axes; return its height in points."""
    if note:
        ax.annotate(
            "\n".join(note), (0, 1), (6, -2), xycoords="axes fraction", textcoords="offset points", size=size,
            color=GREY, va="top", ha="left", linespacing=LINE * 0.95, parse_math=False, gid="note", in_layout=False,
        )  # fmt: skip
    return len(note) * size * LINE
