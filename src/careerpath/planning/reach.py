"""Why is there no plan? Which roles can be reached at all, and what closes the others?

Without limits on time and moves, whatever can be studied will be, and a clock that runs in a reached role
will reach any number of years. What remains to be known of a person is therefore small: the role, which
clocks have been opened, and which skills that only a role can develop have been brought.
"""

from __future__ import annotations

import math
from collections import deque

import attrs

from careerpath.frozen import FrozenMap
from careerpath.gaps import ways_to_meet
from careerpath.graph import CareerGraph
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


def reachable(graph: CareerGraph, profile: Profile) -> Reach:
    """Return which roles *profile* can reach without limits on time and moves, and what closes the next ones.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    profile : Profile
        The person, with a role.
    """
    start = str(profile.role)
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
    blocks: dict[str, tuple[Atom, ...]] = {}
    for role, profiles in best.items():
        for move in graph.moves_from(role):
            if move.target not in moves:
                for held in profiles:
                    closed = _closed_by(graph, move.target, held)
                    if move.target not in blocks or _size(closed) < _size(blocks[move.target]):
                        blocks[move.target] = closed
    return Reach(FrozenMap(moves), FrozenMap({role: blocks[role] for role in graph.roles if role in blocks}))


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
