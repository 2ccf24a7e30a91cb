"""Which plan leads there best for this person?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from careerpath.errors import InvalidTypeError, InvalidValueError, SearchLimitError
from careerpath.fields import as_number
from careerpath.graph import CareerGraph, Who
from careerpath.planning.answers import Answer, Best, Front
from careerpath.planning.best_first import Outcome
from careerpath.planning.objectives import Minimize
from careerpath.planning.plans import Plan
from careerpath.planning.plansets import PlanSet
from careerpath.planning.question import Limits, Question, ask, listed, objectives_of
from careerpath.planning.refusal import no_plan
from careerpath.planning.target import Stay


def find_plan(
    graph: CareerGraph,
    who: Who,
    to: str,
    *,
    minimize: Minimize = "years",
    stay: Stay = "minimum",
    pace: float = 1.0,
    max_moves: int = 8,
    start: str | None = None,
) -> Plan:
    """Find the best plan that leads a person to a role.

    What is learned stays learned and years accumulate, so what a move costs depends on the moves before
    it. The search follows both and is exact: no plan by the definition in the documentation is better.
    Ties go to fewer years, less study, fewer moves, then role ids.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    who : Profile or str
        The person, or a role id for the incumbent of that role.
    to : str
        Id of the role to reach.
    minimize : str, Objective, or mapping of either to float, default "years"
        ``"years"``, ``"study"`` (months), ``"moves"``, ``"risk"`` (sum of -ln of the move probabilities), an
        `Objective` of your own, or a weight for each of several. For a trade-off between several, see `find_plans`.
    stay : {"minimum", "typical"}
        Which of a move's lengths of stay counts.
    pace : float, default 1.0
        Months of study done per month, above 0; study runs alongside work.
    max_moves : int, default 8
        Most moves in the plan, from 1 to 50.
    start : str, optional
        Id of the role to start in, for a profile without one; ``"any"`` tries every role that the person
        is eligible for today.

    Returns
    -------
    Plan
        Steps, totals, explanation.

    Raises
    ------
    NoPlanError
        If no plan leads there; it says which requirements of which roles close the way.
    SearchLimitError
        If a million partial plans were held at once before any plan was found.
    UnknownRoleError, InvalidProfileError
        If an id is unknown, or the profile does not fit the framework.
    InvalidValueError
        If the profile has no role, is in the target role already, or an option is out of range; if ``"risk"``
        is asked for where a move that could be used has no probability.
    InvalidTypeError
        If the arguments have changed places.

    Examples
    --------
    >>> from careerpath import CareerGraph, Experience, Move, Role, SkillLevel
    >>> graph = CareerGraph(
    ...     [
    ...         Role("pm", accrues=["product"]),
    ...         Role("lead", accrues=["product"], requires=[SkillLevel("strategy", 2)]),
    ...         Role("cpo", requires=[SkillLevel("strategy", 4), Experience("product", 6)]),
    ...     ],
    ...     [Move("pm", "lead", 2), Move("lead", "cpo", 2)],
    ... )
    >>> plan = find_plan(graph, "pm", "cpo")
    >>> plan
    Plan('pm' -> 'lead' -> 'cpo': 6 years, 12 months of study, 2 moves)
    >>> [step.stay for step in plan]
    [2.0, 4.0, 0.0]
    """
    question = ask(graph, who, to, [minimize], limits=Limits(max_moves=max_moves), stay=stay, pace=pace, start=start)
    outcome = _answered(question, Front(1))
    return question.plan(outcome.labels[0], exact=outcome.bound == math.inf)


def find_plans(
    graph: CareerGraph,
    who: Who,
    to: str,
    *,
    minimize: Sequence[Minimize] | Minimize | None = None,
    k: int | None = None,
    via: Sequence[str] = (),
    avoid: Sequence[str] = (),
    only_kinds: Sequence[str] | None = None,
    max_years: float | None = None,
    max_study: float | None = None,
    max_moves: int = 8,
    stay: Stay = "minimum",
    pace: float = 1.0,
    start: str | None = None,
    tolerance: float = 0.0,
    time_limit: float | None = None,
    max_labels: int = 1_000_000,
) -> PlanSet:
    """Find the whole trade-off: one plan for every combination of costs that no other plan beats.

    With *k*, find the k best plans by different sequences of roles instead.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    who : Profile or str
        The person, or a role id for the incumbent of that role.
    to : str
        Id of the role to reach.
    minimize : sequence of objectives, optional
        Each a name (``"years"``, ``"study"``, ``"moves"``, ``"risk"``), an `Objective` of your own, or a mapping
        to weights. By default years and study; with *k* exactly one, by default years.
    k : int, optional
        Number of plans with different roles, >= 1.
    via : sequence of str
        Roles that every plan must pass, in any order.
    avoid : sequence of str
        Roles, or families of roles, that no plan may enter.
    only_kinds : sequence of str, optional
        Kinds of moves that plans may use, of ``"promotion"``, ``"diagonal"``, ``"lateral"``, ``"step down"``.
    max_years, max_study : float, optional
        Most years, and most months of study.
    max_moves : int, default 8
        Most moves, from 1 to 50.
    stay : {"minimum", "typical"}
        Which of a move's lengths of stay counts.
    pace : float, default 1.0
        Months of study done per month, above 0.
    start : str, optional
        Id of the role to start in, or ``"any"``.
    tolerance : float, default 0.0
        Leave out plans that are better by less than this share in every objective, to thin out a huge front.
    time_limit : float, optional
        Seconds, above 0. When it is hit, the result holds what was found and says how good the rest can be.
    max_labels : int, default 1,000,000
        Most partial plans held at once, with the same consequence.

    Returns
    -------
    PlanSet
        Ordered by the first objective, then the next ones.

    Raises
    ------
    NoPlanError
        If no plan leads there; it says what closes the way, or which of the limits does.
    SearchLimitError
        If a limit on the work was hit before any plan was found.
    InvalidValueError
        If an option is out of range, objectives are unknown or repeated, *via* and *avoid* contradict each other.
    UnknownRoleError, InvalidProfileError, InvalidTypeError
        As in `find_plan`.

    Examples
    --------
    >>> from careerpath import CareerGraph, Credential, Experience, HasCredential, AnyOf, Move, Role
    >>> graph = CareerGraph(
    ...     [
    ...         Role("pm", accrues=["product"]),
    ...         Role("head", requires=[AnyOf(Experience("product", 5), HasCredential("mba"))]),
    ...     ],
    ...     [Move("pm", "head", 1)],
    ...     credentials=[Credential("mba", months=24)],
    ... )
    >>> plans = find_plans(graph, "pm", "head")
    >>> plans.costs
    ((2.0, 24.0), (5.0, 0.0))
    """
    if minimize is None:
        minimize = ("years", "study") if k is None else "years"
    wanted = objectives_of(minimize)
    kinds = None if only_kinds is None else listed("only_kinds", only_kinds)
    limits = Limits(listed("via", via), listed("avoid", avoid), kinds, max_years, max_study, max_moves)
    question = ask(
        graph,
        who,
        to,
        wanted,
        limits=limits,
        stay=stay,
        pace=pace,
        start=start,
        time_limit=time_limit,
        max_labels=max_labels,
    )
    if as_number(tolerance, "tolerance") > 1:
        raise InvalidValueError(f"tolerance is a share from 0 to 1, such as 0.05 for 5 %, got {tolerance!r}.")
    answer = Front(len(wanted), tolerance=tolerance) if k is None else Best(_checked_k(k, len(wanted)))
    outcome = _answered(question, answer)
    exact = outcome.bound == math.inf
    plans = tuple(question.plan(label, exact=exact) for label in outcome.labels)
    costs = tuple(question.costs(label) for label in outcome.labels)
    return PlanSet(plans, question.criteria.names, costs, exact, outcome.bound, tolerance)


def _answered(question: Question, answer: Answer) -> Outcome:
    """Return what the search found; raise if that is nothing, and say why."""
    outcome = question.answer(answer)
    if outcome.labels:
        return outcome
    if outcome.bound == math.inf:
        raise no_plan(question)
    raise SearchLimitError(question.starts[0], question.to, outcome.bound)


def _checked_k(k: int, criteria: int) -> int:
    if not isinstance(k, int) or isinstance(k, bool):
        raise InvalidTypeError(f"k must be a whole number, got {k!r}.")
    if k < 1:
        raise InvalidValueError(f"k must be at least 1, got {k}.")
    if criteria > 1:
        raise InvalidValueError("The k best plans need one objective or one blend, such as {'years': 1, 'study': 0.1}.")
    return k
