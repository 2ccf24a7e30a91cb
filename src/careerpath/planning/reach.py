"""Why is there no plan? Which roles can be reached at all, and what closes the others?

Without limits on time and moves, whatever can be studied will be, and a clock that runs in a reached role
will reach any number of years. What remains to be known of a person is therefore small: the role, which
clocks have been opened, and which skills that only a role can develop have been brought.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence

import attrs

from careerpath.errors import InvalidValueError, require_type
from careerpath.frozen import FrozenMap
from careerpath.gaps import ways_to_meet
from careerpath.graph import CareerGraph, Who
from careerpath.profiles import Profile
from careerpath.requirements import Atom

LIFETIME = 1e6
"""Years on a clock that may run as long as one likes."""


@attrs.frozen
class Reach:
    """Roles that a person can reach at all, and what closes the next ones.

    Attributes
    ----------
    moves : mapping of str to int
        Fewest moves to each role that can be reached, the first role included with 0.
    blocks : mapping of str to tuple of Atom
        For roles that are not reached but border on one that is: the smallest set of atoms that nobody
        coming this way can ever meet.
    """

    moves: FrozenMap[str, int]
    blocks: FrozenMap[str, tuple[Atom, ...]]


def reachable(graph: CareerGraph, who: Who) -> Reach:
    """Return which roles a person can reach without limits on time and moves, and what closes the next ones.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    who : Profile or str
        The person, with a role, or a role id for the incumbent of that role.

    Raises
    ------
    UnknownRoleError, InvalidProfileError
        If an id is unknown, or the profile does not fit the framework.
    InvalidValueError
        If the profile has no role.
    InvalidTypeError
        If the arguments have changed places.

    Examples
    --------
    >>> from careerpath import CareerGraph, HasCredential, Move, Role
    >>> graph = CareerGraph([Role("pm"), Role("cpo", requires=[HasCredential("mba")])], [Move("pm", "cpo")])
    >>> reachable(graph, "pm").blocks
    {'cpo': (HasCredential(credential='mba'),)}
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    profile = graph.person(who)
    start = profile.role
    if start is None:
        raise InvalidValueError("This profile has no role to start from. Place it with profile.at('role-id').")
    queue = deque([(start, _settled(graph, start, _educated(graph, profile)), 0)])
    best: dict[str, list[Profile]] = {}
    moves: dict[str, int] = {}
    while queue:
        role, held, steps = queue.popleft()
        if any(held <= known for known in best.get(role, ())):
            continue
        best[role] = [known for known in best.get(role, ()) if not known <= held] + [held]
        moves.setdefault(role, steps)
        for move in graph.moves_from(role):
            if all(entry.requirement.is_met(held) for entry in graph.roles[move.target].requires):
                queue.append((move.target, _settled(graph, move.target, held), steps + 1))
    return Reach(FrozenMap(moves), FrozenMap(_blocks(graph, best, moves)))


def _blocks(
    graph: CareerGraph, best: Mapping[str, Sequence[Profile]], moves: Mapping[str, int]
) -> dict[str, tuple[Atom, ...]]:
    """Return what closes each role next to a reached one, given the *best* holdings with which roles are left."""
    blocks: dict[str, tuple[Atom, ...]] = {}
    for role, profiles in best.items():
        for move in graph.moves_from(role):
            if move.target not in moves:
                closed = [_closed_by(graph, move.target, held) for held in profiles]
                known = [blocks[move.target]] if move.target in blocks else []
                blocks[move.target] = min([*known, *closed], key=_size)
    return {role: blocks[role] for role in graph.roles if role in blocks}


def _educated(graph: CareerGraph, profile: Profile) -> Profile:
    """Return the profile with everything learned that study can bring."""
    return profile.gaining(
        skills={
            skill.id: graph.scale_of(skill.id).top
            for skill in graph.skills.values()
            if skill.months_per_level is not None
        },
        credentials=[credential.id for credential in graph.credentials.values() if credential.months is not None],
    )


def _settled(graph: CareerGraph, role: str, held: Profile) -> Profile:
    """Return the holdings after as long a stay in *role* as one likes."""
    place = graph.roles[role]
    clocks = {clock: LIFETIME for clock in place.accrues if held.years.get(clock, 0.0) < LIFETIME}
    return held.gaining(skills=place.develops, years=clocks) if clocks or place.develops else held


def _closed_by(graph: CareerGraph, role: str, held: Profile) -> tuple[Atom, ...]:
    asked = (entry.requirement for entry in graph.roles[role].requires)
    ways, _ = ways_to_meet(asked, held, lambda _atom, _profile: math.inf)
    return ways[0].atoms


def _size(atoms: tuple[Atom, ...]) -> tuple[int, str]:
    return len(atoms), " and ".join(map(str, atoms))
