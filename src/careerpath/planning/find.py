"""Which plan leads there best for this person?"""

from __future__ import annotations

import math
from typing import cast

from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError, require_type, shown
from careerpath.fields import as_number
from careerpath.graph import CareerGraph, Who
from careerpath.planning.legs import Study
from careerpath.planning.objectives import Blend, Minimize
from careerpath.planning.plans import Plan
from careerpath.planning.reach import reachable
from careerpath.planning.search import Label, Search, seed
from careerpath.planning.space import Space, space_of
from careerpath.planning.steps import Leg
from careerpath.planning.target import FAR, Stay, Target, target_of
from careerpath.profiles import Profile
from careerpath.render import years_text
from careerpath.requirements import Atom

MAX_MOVES = 50
"""Most moves that a plan may have; more than any career."""


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
    minimize : str or mapping of str to float, default "years"
        ``"years"``, ``"study"`` (months), ``"moves"``, ``"risk"`` (sum of -ln of the move probabilities), or a
        weight for each of several.
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
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    profile, starts = _placed(graph, graph.person(who), graph.role(to).id, start)
    if stay not in ("minimum", "typical"):
        raise InvalidValueError(f"stay must be 'minimum' or 'typical', got {stay!r}.")
    if not isinstance(max_moves, int) or isinstance(max_moves, bool):
        raise InvalidTypeError(f"max_moves must be a whole number, got {max_moves!r}.")
    if not 1 <= max_moves <= MAX_MOVES:
        raise InvalidValueError(f"max_moves must be from 1 to {MAX_MOVES}, got {max_moves}.")
    blend, pace = Blend.of(minimize), as_number(pace, "pace", above=True)
    space = space_of(graph)
    target = target_of(space, space.row[to], max_moves, stay)
    rows = [space.row[role] for role in starts]
    if blend.risk:
        _check_probabilities(target, rows)
    partial = space.partial(profile)
    search = Search(target, _study(space, partial, pace), blend)
    have, clocks = space.bits_of(profile), space.clocks_of(profile)
    since = profile.years_in_role if start is None else 0.0
    best = search.best(seed(row, space.rank[row], have, clocks, since) for row in rows)
    if best is None:
        raise _no_plan(graph, profile, starts, target)
    return _plan(space, profile, best, pace)


def _plan(space: Space, profile: Profile, label: Label, pace: float) -> Plan:
    path = label.path()
    first = space.ids[path[0].role]
    person = profile if profile.role == first else profile.at(first)
    legs = []
    for one in path[1:]:
        skills, credentials = space.gains(one.learned)
        legs.append(Leg(space.ids[one.role], one.stay, skills, credentials))
    return Plan(space.graph, person, tuple(legs), pace)


def _placed(graph: CareerGraph, profile: Profile, to: str, start: str | None) -> tuple[Profile, list[str]]:
    """Return the person and the roles in which the plan may start."""
    if start == "any":
        starts = [role for role in graph.roles if _is_eligible(graph, profile, role)]
        if to in starts:
            raise InvalidValueError(f"Today's holdings make this person eligible for {to!r}; no plan is needed.")
        if not starts:
            raise NoPlanError("any", to, "This person is eligible for no role of the framework today.")
        return profile, starts
    if start is not None:
        profile = profile.at(graph.role(start).id)
    if profile.role is None:
        raise InvalidValueError(
            "This profile has no role to start from. Place it with profile.at('role-id'), or pass start='any' "
            "to try every role that it is eligible for today."
        )
    if profile.role == to:
        raise InvalidValueError(f"This person is in {to!r} already; choose another role to reach.")
    return profile, [profile.role]


def _is_eligible(graph: CareerGraph, profile: Profile, role: str) -> bool:
    return all(entry.requirement.is_met(profile) for entry in graph.roles[role].requires)


def _study(space: Space, partial: dict[int, float], pace: float) -> Study:
    """Return the prices of learning; they are shared by everyone who holds no level in part."""
    if partial:
        return Study(space, partial, pace)
    key = "planning.study", pace
    found = space.graph.compiled.get(key)
    if found is None:
        found = space.graph.compiled[key] = Study(space, partial, pace)
    return cast("Study", found)


def _check_probabilities(target: Target, starts: list[int]) -> None:
    """Raise if a move that a plan could use has no probability."""
    seen, frontier, unknown = set(starts), list(starts), []
    while frontier:
        for edge in target.edges[frontier.pop()]:
            if math.isnan(edge.risk):
                unknown.append(f"{edge.move.source} -> {edge.move.target}")
            if edge.target not in seen:
                seen.add(edge.target)
                frontier.append(edge.target)
    if unknown:
        raise InvalidValueError(
            f"The objective 'risk' needs a probability on every move that could be used; {len(unknown)} have none: "
            f"{shown(sorted(unknown))}. Add them with graph.with_move(Move(..., probability=...))."
        )


def _no_plan(graph: CareerGraph, profile: Profile, starts: list[str], target: Target) -> NoPlanError:
    """Say why there is no plan, from what can be reached without limits on time and moves."""
    to = target.space.ids[target.target]
    reaches = [reachable(graph, profile.at(role)) for role in starts]
    moves: dict[str, int] = {}
    for reach in reaches:
        for role, fewest in reach.moves.items():
            moves[role] = min(fewest, moves.get(role, fewest))
    start = starts[0] if len(starts) == 1 else "any"
    reached = tuple(sorted(moves))
    if to in moves:
        reason = (
            f"it needs at least {moves[to]} moves, and max_moves is {target.max_moves}; allow more moves."
            if moves[to] > target.max_moves
            else f"what the way asks for cannot be gathered within max_moves={target.max_moves}; allow more moves."
        )
        return NoPlanError(start, to, reason, reached)
    towards = target_of(target.space, target.target, len(target.space.ids), "minimum").hops
    if all(towards[target.space.row[role]] == FAR for role in starts):
        return NoPlanError(start, to, "no sequence of moves in this framework leads there.", reached)
    blocks: dict[str, tuple[str, ...]] = {}
    for reach in reaches:
        for role, atoms in reach.blocks.items():
            if role not in moves and towards[target.space.row[role]] < FAR:
                words = tuple(_words(graph, profile, atom) for atom in atoms)
                if role not in blocks or len(words) < len(blocks[role]):
                    blocks[role] = words
    return NoPlanError(start, to, "these roles on the way ask for what cannot be earned on it.", reached, blocks)


def _words(graph: CareerGraph, profile: Profile, atom: Atom) -> str:
    match atom.noun:
        case "experience":
            running = [role.id for role in graph.roles.values() if atom.subject in role.accrues]
            where = f"it runs only in {shown(running)}" if running else "it runs in no role"
            return f"{years_text(atom.amount)} of {atom.subject} ({atom.held(profile):g} so far; {where})"
        case "credential":
            return f"credential {atom.subject} (it has no months of study, so it cannot be earned)"
        case "skill":
            return f"{atom} (it cannot be studied, and no role on the way develops it that far)"
