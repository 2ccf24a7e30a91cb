"""A question and its one answer: the best plan, or in one line why there is none."""

from __future__ import annotations

import math

import attrs

from careerpath.errors import NoPlanError, SearchLimitError
from careerpath.graph import CareerGraph, Who
from careerpath.planning.answers import Front
from careerpath.planning.objectives import Minimize
from careerpath.planning.plans import Plan
from careerpath.planning.question import Limits, Question, ask
from careerpath.planning.refusal import no_plan
from careerpath.planning.target import Stay
from careerpath.profiles import Profile


@attrs.frozen
class Attempt:
    """What came of looking for a plan.

    Attributes
    ----------
    plan : Plan or None
        The best plan; ``None`` if there is none.
    cost : float or None
        What it costs in the objective.
    why : str
        Why there is none; blank if there is one.
    """

    plan: Plan | None
    cost: float | None
    why: str = ""


def attempt(  # noqa: PLR0917 - private to the room, where the order is that of find_plan
    graph: CareerGraph,
    who: Who,
    to: str,
    minimize: Minimize,
    stay: Stay,
    pace: float,
    max_moves: int,
    start: str | None,
) -> Attempt:
    """Return what ``find_plan`` returns, or the reason that it raises if there is no plan.

    Raises
    ------
    CareerPathError
        As ``find_plan`` does for everything but a missing plan.
    """
    limits = Limits(max_moves=max_moves)
    try:
        question = ask(graph, who, to, [minimize], limits=limits, stay=stay, pace=pace, start=start)
    except NoPlanError as error:
        return Attempt(None, None, why_not(error))
    return answered(question)


def answered(question: Question) -> Attempt:
    """Return the best plan for a question of one criterion, or why there is none."""
    outcome = question.answer(Front(1))
    if not outcome.labels:
        limited = SearchLimitError(question.starts[0], question.to, outcome.bound)
        return Attempt(None, None, why_not(no_plan(question)) if outcome.bound == math.inf else str(limited))
    label = outcome.labels[0]
    return Attempt(question.plan(label, exact=outcome.bound == math.inf), question.costs(label)[0])


def why_not(error: NoPlanError) -> str:
    """Return in one line why there is no plan, with what closes the roles on the way.

    Examples
    --------
    >>> why_not(NoPlanError("pm", "cpo", "roles are closed.", ("pm",), {"cpo": ("credential mba",)}))
    'roles are closed: cpo by credential mba.'
    """
    blocks = "; ".join(f"{role} by {' and '.join(atoms)}" for role, atoms in error.blocks.items())
    return f"{error.reason.rstrip('.')}: {blocks}." if blocks else error.reason


def is_there(graph: CareerGraph, profile: Profile, to: str, start: str | None) -> bool:
    """Tell whether no plan is needed: the person is in the role, or with ``start="any"`` eligible for it today."""
    if start == "any":
        return all(entry.requirement.is_met(profile) for entry in graph.role(to).requires)
    return (profile.role if start is None else start) == to
