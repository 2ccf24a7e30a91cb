"""Every plan of a small graph, found the slow and obvious way: the judge of the search.

Nothing here is clever, and nothing is shared with ``careerpath.planning``: it walks every sequence of moves, tries
every set of things that could be learned, and every moment at which a stay may end. What a plan is:

- A plan is a walk from the role of the profile to the target, which is visited only at its end. From each role one
  leaves after a *stay*, having *learned* something.
- While staying, the clocks of the role run; once the stay reaches ``develops_after`` its ``develops`` are held.
- What is learned are levels that the next role names and credentials that it asks for, no more than needed: nothing
  less would do at that moment. At every move, elapsed years >= study months so far / 12 / pace.
- A stay ends at the earliest moment at which the move is possible with what is learned, or later, at a milestone: a
  moment at which an ``Experience``, a ``Combination`` or ``develops`` starts to count for a role still ahead.
- A role recurs only if holdings that some role asks for rose since it was last left.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations, product
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import Atom, Combination, Experience, HasCredential, Requirement, SkillLevel
from careerpath.roles import Move, Role

T = TypeVar("T")
TOLERANCE = 1e-9
Objective: TypeAlias = str | Mapping[str, float]


class TooManyPlansError(Exception):
    """There are more plans than the caller is ready to wait for."""


class Learned(NamedTuple):
    """What is studied during one stay: skills with the level reached, and credentials; both sorted."""

    skills: tuple[tuple[str, float], ...] = ()
    credentials: tuple[str, ...] = ()


class BrutePlan(NamedTuple):
    """One plan; ``stays`` and ``learned`` have an entry per role but the last."""

    roles: tuple[str, ...]
    stays: tuple[float, ...]
    learned: tuple[Learned, ...]
    years: float
    study: float
    moves: int
    risk: float | None
    profile: Profile
    """On arrival at the target."""

    def cost(self, objective: Objective) -> float:
        """Return the total of one objective, or of a weighted blend of several."""
        if isinstance(objective, str):
            total = {"years": self.years, "study": self.study, "moves": float(self.moves), "risk": self.risk}[objective]
            assert total is not None, "a move without probability has no risk"
            return total
        return sum(weight * self.cost(name) for name, weight in objective.items())

    def order(self, objective: Objective) -> tuple[float, float, float, int, tuple[str, ...]]:
        """Return what plans are sorted by: the objective, then years, study, moves, role ids."""
        return (
            round(self.cost(objective), 6),
            round(self.years, 6),
            round(self.study, 6),
            self.moves,
            self.roles,
        )


def all_plans(
    graph: CareerGraph,
    profile: Profile,
    target: str,
    *,
    stay: Literal["minimum", "typical"] = "minimum",
    pace: float = 1.0,
    max_moves: int = 8,
    limit: int | None = None,
) -> Iterator[BrutePlan]:
    """Yield every plan from ``profile.role`` to *target*; raise `TooManyPlansError` after *limit* legs."""
    assert profile.role is not None
    assert profile.role != target
    map_ = _Map(graph, target, stay=stay, pace=pace)
    legs = 0

    def walk(plan: BrutePlan, left: Mapping[str, Profile]) -> Iterator[BrutePlan]:
        nonlocal legs
        here = plan.roles[-1]
        if here == target:
            yield plan
            return
        already = profile.years_in_role if plan.moves == 0 else 0.0
        for move in graph.moves_from(here):
            for learned, years in map_.endings(plan, move, already, moves_left=max_moves - plan.moves):
                legs += 1
                if limit is not None and legs > limit:
                    raise TooManyPlansError
                held = map_.held(plan.profile, here, years, already)
                leaving = learn(held, learned)
                if move.target in left and asked_part(graph, leaving) <= asked_part(graph, left[move.target]):
                    continue  # nothing that anybody asks for rose since that role was last left
                longer = BrutePlan(
                    roles=(*plan.roles, move.target),
                    stays=(*plan.stays, years),
                    learned=(*plan.learned, learned),
                    years=round(plan.years + years, 9),
                    study=plan.study + map_.months(held, learned),
                    moves=plan.moves + 1,
                    risk=None
                    if plan.risk is None or move.probability is None
                    else plan.risk - math.log(move.probability),
                    profile=leaving,
                )
                yield from walk(longer, {**left, here: leaving})

    yield from walk(BrutePlan((profile.role,), (), (), 0.0, 0.0, 0, 0.0, profile), {})


def asked_part(graph: CareerGraph, profile: Profile) -> Profile:
    """Return the holdings that some role requires, each up to the most that any role requires of it."""
    most: dict[tuple[str, str], float] = {}
    for role in graph.roles.values():
        for entry in role.requires:
            for atom in entry.requirement.atoms():
                most[atom.noun, atom.subject] = max(atom.amount, most.get((atom.noun, atom.subject), 0.0))
    return Profile(
        {skill: min(held, most.get(("skill", skill), 0.0)) for skill, held in profile.skills.items()},
        {clock: min(held, most.get(("experience", clock), 0.0)) for clock, held in profile.years.items()},
        {credential for credential in profile.credentials if ("credential", credential) in most},
    )


def best_plan(plans: Iterable[BrutePlan], objective: Objective = "years") -> BrutePlan | None:
    """Return the best of *plans*; ties go to fewer years, less study, fewer moves, then role ids."""
    return min(plans, key=lambda plan: plan.order(objective), default=None)


def front(plans: Iterable[BrutePlan], objectives: Sequence[Objective]) -> set[tuple[float, ...]]:
    """Return the vectors of the *objectives* that no other plan dominates, to six decimals."""
    vectors = {tuple(round(plan.cost(objective), 6) for objective in objectives) for plan in plans}
    return {
        one
        for one in vectors
        if not any(other != one and all(b <= a for a, b in zip(one, other, strict=True)) for other in vectors)
    }


def learn(held: Profile, learned: Learned) -> Profile:
    """Return the holdings after study."""
    return held.gaining(skills=dict(learned.skills), credentials=learned.credentials)


def hops(graph: CareerGraph, source: str) -> dict[str, float]:
    """Return the fewest moves from *source* to every role, requirements aside."""
    far = dict.fromkeys(graph.roles, math.inf)
    far[source] = 0
    for _ in graph.roles:
        for start, end in graph.moves:
            far[end] = min(far[end], far[start] + 1)
    return far


class _Map:
    """What the enumeration asks about one graph and one target."""

    def __init__(self, graph: CareerGraph, target: str, *, stay: Literal["minimum", "typical"], pace: float) -> None:
        self.graph, self.target, self.stay, self.pace = graph, target, stay, pace
        self.hops = {role: hops(graph, role) for role in graph.roles}
        self.learning_sets = cache(self._learning_sets)

    # -- what a stay brings

    def wait(self, role: Role, already: float) -> float:
        """Return the stay after which the levels that *role* develops are held."""
        return round(max(0.0, role.develops_after - already), 9)

    def held(self, arrival: Profile, here: str, years: float, already: float) -> Profile:
        """Return the holdings after a stay of *years*, before any study."""
        role = self.graph.role(here)
        clocks = {clock: round(arrival.years.get(clock, 0.0) + years, 9) for clock in role.accrues}
        developed = role.develops if years >= self.wait(role, already) - TOLERANCE else {}
        longer = Profile(skills=arrival.skills, years={**arrival.years, **clocks}, credentials=arrival.credentials)
        return longer.gaining(skills=developed)

    # -- what can be learned

    def studied(self, atom: Requirement) -> bool:
        """Tell whether study can bring what *atom* asks for."""
        match atom:
            case SkillLevel(skill):
                return self.graph.skill(skill).months_per_level is not None
            case HasCredential(credential):
                return self.graph.credential(credential).months is not None
        return False

    def months(self, held: Profile, learned: Learned) -> float:
        """Return the months of study that *learned* takes, counted from *held*."""
        skills = sum(
            (level - held.skills.get(skill, 0.0)) * (self.graph.skill(skill).months_per_level or 0.0)
            for skill, level in learned.skills
        )
        return skills + sum(self.graph.credential(credential).months or 0.0 for credential in learned.credentials)

    def raises(self, held: Profile, atoms: Iterable[Requirement]) -> Iterator[Learned]:
        """Yield everything that study could bring of what *atoms* name: any level of each skill, any credentials."""
        levels: dict[str, set[float]] = {}
        credentials: set[str] = set()
        for atom in atoms:
            match atom:
                case SkillLevel(skill, level) if self.studied(atom) and level > held.skills.get(skill, 0.0):
                    levels.setdefault(skill, set()).add(level)
                case HasCredential(credential) if self.studied(atom) and credential not in held.credentials:
                    credentials.add(credential)
        choices = [[None, *((skill, level) for level in sorted(found))] for skill, found in sorted(levels.items())]
        for raised in product(*choices):
            for earned in subsets(sorted(credentials)):
                yield Learned(tuple(one for one in raised if one is not None), tuple(earned))

    def _learning_sets(self, role: str, held: Profile) -> list[Learned]:
        """Return what to learn for *role*: with less of it the role would stay closed."""
        needed = [entry.requirement for entry in self.graph.role(role).requires]
        enough = [
            (learned, learn(held, learned))
            for learned in self.raises(held, atoms_of(needed))
            if all(requirement.is_met(learn(held, learned)) for requirement in needed)
        ]
        return [
            learned
            for learned, after in enough
            if not any(other <= after and not after <= other for _, other in enough)
        ]

    # -- when a stay may end

    def endings(self, plan: BrutePlan, move: Move, already: float, *, moves_left: int) -> list[tuple[Learned, float]]:
        """Return what may be learned, and how long one may stay, before taking *move* at the end of *plan*."""
        here, there = self.graph.role(move.source), move.target
        if self.hops[there][self.target] > moves_left - 1:
            return []
        asked = move.min_years if self.stay == "minimum" else move.usual_years
        base = round(max(0.0, asked - already), 9)
        ahead = [
            role
            for role in self.graph.roles.values()
            if self.hops[there][role.id] + self.hops[role.id][self.target] <= moves_left - 1
        ]

        def held(years: float) -> Profile:
            return self.held(plan.profile, here.id, years, already)

        def possible(years: float) -> Iterator[Learned]:
            for learned in self.learning_sets(there, held(years)):
                if plan.years + years >= self.studied_by(plan, held(years), learned) - TOLERANCE:
                    yield learned

        moment = _Moments(self, plan.profile, here, held, wait=self.wait(here, already))
        starts = {max(base, start) for start in (0.0, *moment.of_role(self.graph.role(there)))}
        starts |= {
            max(base, round(self.studied_by(plan, held(start), learned) - plan.years, 9))
            for start in starts
            for learned in self.learning_sets(there, held(start))
        }
        earliest: dict[Learned, float] = {}
        for start in sorted(starts):
            for learned in possible(start):
                earliest.setdefault(learned, start)
        later = {
            (learned, years)
            for years in moment.milestones(ahead)
            if years >= base
            for learned in possible(years)
            if years > earliest[learned]
        }
        return sorted(later | set(earliest.items()))

    def studied_by(self, plan: BrutePlan, held: Profile, learned: Learned) -> float:
        """Return the years from the start after which all study so far, and *learned*, is done."""
        return (plan.study + self.months(held, learned)) / 12 / self.pace


class _Moments:
    """Lengths of stay in one role at which something begins to count."""

    def __init__(
        self, map_: _Map, arrival: Profile, here: Role, held: Callable[[float], Profile], *, wait: float
    ) -> None:
        self.map, self.arrival, self.here, self.held, self.wait = map_, arrival, here, held, wait

    def of_role(self, role: Role) -> Iterator[float]:
        """Yield every moment at which something that *role* asks may become met, whatever is learned."""
        needed = [entry.requirement for entry in role.requires]
        yield self.wait
        yield from self.of_clocks(needed)
        for combination in combinations_in(needed):
            named = {subject(atom) for atom in combination.atoms()}
            relevant = [atom for atom in atoms_of(needed) if subject(atom) in named]
            for learned in self.map.raises(self.arrival, relevant):
                met = self.becomes_met(combination, learned)
                if met is not None:
                    yield met

    def milestones(self, ahead: Iterable[Role]) -> set[float]:
        """Return the moments at which something begins to count for the roles *ahead*."""
        needed = [entry.requirement for role in ahead for entry in role.requires]
        found = set(self.of_clocks(needed))
        for combination in combinations_in(needed):
            for full in subsets([atom for atom in combination.atoms() if self.map.studied(atom)]):
                met = self.becomes_met(combination, in_full(full))
                if met is not None:
                    found.add(met)
        for atom in atoms_of(needed):
            if isinstance(atom, SkillLevel):
                before = self.arrival.skills.get(atom.skill, 0.0)
                if atom.level > before and self.here.develops.get(atom.skill, 0.0) > before:
                    found.add(self.wait)
        return {moment for moment in found if moment > 0}

    def of_clocks(self, needed: Iterable[Requirement]) -> Iterator[float]:
        """Yield the moments at which an ``Experience`` becomes met that was not met on arrival."""
        for atom in atoms_of(needed):
            if isinstance(atom, Experience) and atom.kind in self.here.accrues and not atom.is_met(self.arrival):
                yield round(atom.years - self.arrival.years.get(atom.kind, 0.0), 9)

    def becomes_met(self, combination: Combination, learned: Learned) -> float | None:
        """Return the first moment at which *combination* is met by what is held and *learned*."""
        bends = sorted({0.0, self.wait, *self.of_clocks([combination])})
        for low, high in zip(bends, [*bends[1:], math.inf], strict=True):
            reached = learn(self.held(low), learned)
            if combination.is_met(reached):
                return low
            slope = sum(  # between two bends the sum grows evenly
                share / atom.years
                for atom, share in combination.shares
                if isinstance(atom, Experience) and atom.kind in self.here.accrues and not atom.is_met(reached)
            )
            if slope and low + (1 - combination.total(reached)) / slope < high:
                # Up, as rounding down would leave more missing of a steep sum than counts as nothing.
                return math.ceil((low + (1 - combination.total(reached)) / slope) * 1e9 - 1e-3) / 1e9
        return None


def subsets(items: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Yield every subset, the empty one first."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def in_full(atoms: Iterable[Atom]) -> Learned:
    """Return what is learned to meet *atoms*, each to its full level."""
    raised = dict(sorted((atom.skill, atom.level) for atom in atoms if isinstance(atom, SkillLevel)))
    earned = sorted(atom.credential for atom in atoms if isinstance(atom, HasCredential))
    return Learned(tuple(raised.items()), tuple(earned))


def atoms_of(needed: Iterable[Requirement]) -> Iterator[Atom]:
    """Yield the atoms of several requirements."""
    return chain.from_iterable(requirement.atoms() for requirement in needed)


def combinations_in(needed: Iterable[Requirement]) -> Iterator[Combination]:
    """Yield every ``Combination`` anywhere in *needed*."""
    for requirement in needed:
        if isinstance(requirement, Combination):
            yield requirement
        else:
            yield from combinations_in(requirement.parts)


def subject(atom: Atom) -> tuple[type[Atom], str]:
    """Return the skill, credential or clock that an atom speaks of."""
    match atom:
        case SkillLevel(name) | HasCredential(name) | Experience(name):
            return type(atom), name
    raise AssertionError(atom)
