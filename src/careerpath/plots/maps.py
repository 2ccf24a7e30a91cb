"""The map of a framework: its roles by level and family, its moves, and the plan through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.errors import InvalidValueError, UnknownIdError, require_type
from careerpath.graph import CareerGraph
from careerpath.plots.cards import CardMap, moves_of
from careerpath.plots.crowd import CrowdMap
from careerpath.plots.layout import MOST_BOXES
from careerpath.plots.style import POINTS, room_of
from careerpath.render import months_text, years_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from careerpath.planning import Plan, Step

LARGEST = 45 * POINTS
TITLE_INCHES = 0.6


def plot_map(graph: CareerGraph, *, plan: Plan | None = None, ax: Axes | None = None) -> Axes:
    r"""Draw the roles by level from bottom to top, coloured by family, with the moves between them.

    Up to 60 roles are boxes with their titles; more are dots, with titles where they fit. Line
    styles tell promotions, diagonal and lateral moves and steps down apart.

    Parameters
    ----------
    graph : CareerGraph
        What to draw. Roles without a level stand next to the roles they are connected with.
    plan : Plan, optional
        A plan on *graph* to highlight: its moves thick, its roles outlined, and on each of them the
        years after which one arrives and for which one stays.
    ax : Axes, optional
        Where to draw; letters shrink to what it holds. Left out, a new pyplot figure is made that
        is large enough for every title.

    Returns
    -------
    Axes
        The axes drawn on; save with ``ax.figure.savefig(path)``.

    Raises
    ------
    InvalidTypeError
        If an argument is of another type.
    InvalidValueError
        If the plan uses a role or a move that *graph* does not have.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from careerpath.roles import Move, Role
    >>> graph = CareerGraph(
    ...     [Role("pm", "Product Manager", level=7), Role("cpo", "Chief Product Officer", level=13)],
    ...     [Move("pm", "cpo")],
    ... )
    >>> ax = plot_map(graph, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts]
    ['Level 7', 'Level 13', 'Product Manager', 'Chief Product\nOfficer']
    """
    require_type(graph, CareerGraph, "graph", "a CareerGraph")
    steps = _steps(graph, plan)
    picture = (CardMap if len(graph.roles) <= MOST_BOXES else CrowdMap).of(graph, steps)
    width, height = picture.size
    title = _title(graph, plan)
    if ax is None:
        import matplotlib.pyplot as plt

        scale = min(1.0, LARGEST / height, LARGEST / width)
        room = width * scale, height * scale
        inches = room[0] / POINTS, room[1] / POINTS + (TITLE_INCHES if title else 0.1)
        _, ax = plt.subplots(figsize=inches, layout="constrained")
    else:
        room = room_of(ax)
    picture.draw(ax, room)
    ax.set_title(title, parse_math=False)
    return ax


def _steps(graph: CareerGraph, plan: Plan | None) -> tuple[Step, ...]:
    """Return the steps of *plan*, after checking that *graph* has its roles and moves."""
    if plan is None:
        return ()
    from careerpath.planning import Plan

    require_type(plan, Plan, "plan", "a Plan, as find_plan(graph, who, to) returns it")
    try:
        for step in plan.steps:
            graph.role(step.role)
        for move in moves_of(plan.steps):
            graph.move(*move)
    except UnknownIdError as error:
        raise InvalidValueError(f"This plan is not one on this graph: {error} Pass plan.graph as the graph.") from error
    return plan.steps


def _title(graph: CareerGraph, plan: Plan | None) -> str:
    """Say what the plan is, or what the map shows."""
    if plan is None:
        return graph.title
    first, last = graph.role(plan.steps[0].role).title, graph.role(plan.steps[-1].role).title
    moves = f"{plan.moves} move{'' if plan.moves == 1 else 's'}"
    study = f", {months_text(plan.study_months)} of study" if plan.study_months else ""
    return f"From {first} to {last}\n{years_text(plan.years)}, {moves}{study}"
