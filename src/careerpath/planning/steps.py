"""What happens role by role: the stays and studies of a plan, replayed on the full profile."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from careerpath.frozen import FrozenMap
from careerpath.graph import CareerGraph, MoveKind
from careerpath.profiles import Profile
from careerpath.requirements import TOLERANCE, Atom, Combination, Requirement
from careerpath.roles import Role


@attrs.frozen
class Leg:
    """One move of a plan, and what comes before it.

    Attributes
    ----------
    target : str
        Id of the role moved to.
    stay : float
        Years in the role before.
    skills : mapping of str to float
        Levels to reach by study during the stay.
    credentials : tuple of str
        Credentials to earn during the stay.
    """

    target: str
    stay: float
    skills: FrozenMap[str, float] = attrs.field(factory=FrozenMap)
    credentials: tuple[str, ...] = ()


@attrs.frozen
class Learning:
    """Something to learn during a stay.

    Attributes
    ----------
    kind : str
        ``"skill"`` or ``"credential"``.
    subject : str
        Its id.
    start, end : float
        Level before and after; 0 and 1 for a credential.
    months : float
        Months of study.
    """

    kind: Literal["skill", "credential"]
    subject: str
    start: float
    end: float
    months: float


@attrs.frozen
class Step:
    """One role of a plan.

    Attributes
    ----------
    role : str
        Id of the role.
    kind : str or None
        What the move into it means, such as ``"promotion"``; ``None`` for the first role or where a level is unknown.
    arrives : float
        Years from now until one enters it; 0 for the first role.
    stay : float
        Years to stay in it from then on; 0 for the target.
    learn : tuple of Learning
        What to study until the next move.
    way : tuple of Atom
        How the requirements of this role are met on arrival; empty for the first role.
    profile : Profile
        The person on arrival.
    """

    role: str
    kind: MoveKind | None
    arrives: float
    stay: float
    learn: tuple[Learning, ...]
    way: tuple[Atom, ...]
    profile: Profile

    @property
    def study_months(self) -> float:
        """Months of study during this stay."""
        return round(math.fsum(item.months for item in self.learn), 9)


def steps_of(graph: CareerGraph, start: Profile, legs: Sequence[Leg]) -> tuple[Step, ...]:
    """Replay *legs* from *start*, with everything that roles run and develop on the way."""
    person, elapsed = start, 0.0
    steps: list[Step] = []
    for leg in legs:
        role = graph.role(str(person.role))
        left = _after_stay(role, person, leg.stay)
        steps.append(_step(graph, steps, person, elapsed, leg.stay, _learnings(graph, left, leg)))
        person = left.gaining(skills=leg.skills, credentials=leg.credentials).at(leg.target)
        elapsed = round(elapsed + leg.stay, 9)
    steps.append(_step(graph, steps, person, elapsed, 0.0, ()))
    return tuple(steps)


def _step(
    graph: CareerGraph, steps: list[Step], person: Profile, arrives: float, stay: float, learn: tuple[Learning, ...]
) -> Step:
    role = graph.role(str(person.role))
    if not steps:
        return Step(role.id, None, arrives, stay, learn, (), person)
    way = dict.fromkeys(atom for entry in role.requires for atom in met_by(entry.requirement, person))
    return Step(role.id, graph.move_kind(steps[-1].role, role.id), arrives, stay, learn, tuple(way), person)


def _after_stay(role: Role, person: Profile, stay: float) -> Profile:
    """Return the holdings after a stay; years are rounded as the search rounds them."""
    years = {clock: round(person.years.get(clock, 0.0) + stay, 9) for clock in role.accrues}
    developed = stay + person.years_in_role >= role.develops_after - TOLERANCE
    held = attrs.evolve(person, years={**person.years, **years}) if stay else person
    return held.gaining(skills=role.develops) if developed else held


def _learnings(graph: CareerGraph, held: Profile, leg: Leg) -> tuple[Learning, ...]:
    found = []
    for skill, level in leg.skills.items():
        start, per_level = held.skills.get(skill, 0.0), graph.skills[skill].months_per_level
        found.append(Learning("skill", skill, start, level, round((level - start) * (per_level or 0.0), 9)))
    months = {credential: graph.credentials[credential].months or 0.0 for credential in leg.credentials}
    return (*found, *(Learning("credential", credential, 0.0, 1.0, cost) for credential, cost in months.items()))


def met_by(requirement: Requirement, profile: Profile) -> Iterator[Atom]:
    """Yield the atoms by which *profile* meets *requirement*: of alternatives, the first that is met.

    Of a ``Combination`` they are the parts that contribute until the sum is reached, each with as much as is held.
    """
    if isinstance(requirement, Atom):
        yield requirement
    elif isinstance(requirement, Combination):
        yield from _contributions(requirement, profile)
    else:
        branch = next(branch for branch in requirement.branches() if all(part.is_met(profile) for part in branch))
        for part in branch:
            yield from met_by(part, profile)


def _contributions(combination: Combination, profile: Profile) -> Iterator[Atom]:
    total = 0.0
    for atom, share in combination.shares:
        covered = share * atom.coverage(profile)
        if covered and total < 1.0 - TOLERANCE:
            total += covered
            yield atom if atom.is_met(profile) else atom.reduced_to(atom.held(profile))
