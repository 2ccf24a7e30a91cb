"""What are the smallest sets of things whose gain makes a profile meet a list of requirements?

A best-first search over partly decided requirement trees. A state holds the atoms chosen so far and
the requirements still open; its priority is the cost of what was chosen plus a lower bound on what the
open ones must still cost, so complete ways leave the queue in the order in which they are promised.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import TypeAlias

import attrs

from careerpath.profiles import Profile
from careerpath.requirements import Atom, Experience, Requirement

MAX_WAYS = 1_000
"""Most ways that are listed."""

MAX_EXPANSIONS = 20_000
"""Most partly decided trees that are looked at; far beyond any framework written by people."""

Months: TypeAlias = Callable[[Atom, Profile], float]
"""Months of study that an atom asks of a profile; infinite where study cannot bring it."""

Cost: TypeAlias = tuple[bool, float, float, int]
"""Whether something cannot be earned; missing years (the longest clock, as clocks run at once); study months; atoms."""

Subject: TypeAlias = tuple[str, str]


@attrs.frozen
class Way:
    """One minimal set of gains.

    Attributes
    ----------
    atoms : tuple of Atom
        What to reach, each with its full amount (years in total, not years still missing).
    missing_years : float
        The longest time that a clock still has to run; clocks may run at the same time.
    study_months : float or None
        Months of study; ``None`` if something in it cannot be earned by study or time.
    """

    atoms: tuple[Atom, ...]
    missing_years: float
    study_months: float | None

    def __str__(self) -> str:
        return " and ".join(map(str, self.atoms)) or "nothing is missing"


@attrs.frozen
class _Open:
    """A partly decided tree: what was chosen, and what is still to be decided."""

    chosen: dict[Subject, Atom]
    held: Profile
    agenda: tuple[Requirement, ...]


class _Costs:
    """Costs of atoms for one profile, and lower bounds for whole requirements."""

    def __init__(self, profile: Profile, months: Months) -> None:
        self.profile = profile
        self.months = months
        self._bounds: dict[Requirement, Cost] = {}
        self._subjects: dict[Requirement, frozenset[Subject]] = {}

    def of(self, atoms: Iterable[Atom]) -> Cost:
        years, months, number = 0.0, 0.0, 0
        for atom in atoms:
            number += 1
            if isinstance(atom, Experience):
                years = max(years, atom.years - self.profile.years.get(atom.kind, 0.0))
            else:
                months += self.months(atom, self.profile)
        # What cannot be earned counts no months: it is ranked behind by the first entry.
        return months == math.inf, round(years, 9), round(months, 9), number

    def subjects(self, requirement: Requirement) -> frozenset[Subject]:
        if requirement not in self._subjects:
            self._subjects[requirement] = frozenset((atom.noun, atom.subject) for atom in requirement.atoms())
        return self._subjects[requirement]

    def bound(self, requirement: Requirement) -> Cost:
        """Return a cost, entry by entry, below which *requirement* cannot be met from the profile."""
        known = self._bounds.get(requirement)
        if known is None:
            if requirement.is_met(self.profile):
                known = (False, 0.0, 0.0, 0)
            elif branches := requirement.branches():
                known = _smallest(self.together((False, 0.0, 0.0, 0), (), branch) for branch in branches)
            else:
                known = _smallest(self.of(atoms) for atoms in requirement.fulfillments(self.profile))
            self._bounds[requirement] = known
        return known

    def together(self, start: Cost, used: Iterable[Subject], parts: Sequence[Requirement]) -> Cost:
        """Add bounds of *parts* to *start*: months and numbers add up where no subject is shared."""
        never, years, months, number = start
        taken = set(used)
        for part in parts:
            bound = self.bound(part)
            subjects = self.subjects(part)
            never, years = never or bound[0], max(years, bound[1])
            if taken.isdisjoint(subjects):
                months, number = months + bound[2], number + bound[3]
            else:
                months, number = max(months, bound[2]), max(number, bound[3])
            taken |= subjects
        return never, years, round(months, 9), number


def _smallest(costs: Iterable[Cost]) -> Cost:
    every = list(costs)
    return (
        all(cost[0] for cost in every),
        min(cost[1] for cost in every),
        min(cost[2] for cost in every),
        min(cost[3] for cost in every),
    )


def ways_to_meet(requirements: Iterable[Requirement], profile: Profile, months: Months) -> tuple[tuple[Way, ...], bool]:
    """Return the minimal ways for *profile* to meet all *requirements*, and whether these are all.

    Minimal by inclusion in holdings: no way asks for everything that another one asks for and more.
    Ways that can be earned come first; then they are ordered by missing years, study months, number
    of atoms, and text.

    Parameters
    ----------
    requirements : iterable of Requirement
        All of them are to be met.
    profile : Profile
        From which is counted.
    months : callable
        ``months(atom, profile)`` gives the study months of a skill or credential; infinite if it cannot be studied.

    Returns
    -------
    ways : tuple of Way
        At most ``MAX_WAYS``; a single empty way if nothing is missing.
    complete : bool
        False if there may be more.

    Examples
    --------
    >>> from careerpath.requirements import AnyOf, SkillLevel
    >>> either = AnyOf(SkillLevel("sql", 2), Experience("data", 3))
    >>> ways, complete = ways_to_meet([either], Profile(), lambda atom, profile: 3.0)
    >>> [str(way) for way in ways], complete
    (['sql >= 2', '3 years of data'], True)
    """
    found: list[tuple[Cost, dict[Subject, Atom]]] = []
    complete = True
    for cost, chosen, sure in _complete_ways(tuple(requirements), profile, _Costs(profile, months)):
        complete = sure and len(found) < MAX_WAYS
        if len(found) == MAX_WAYS:
            break
        if not any(_within(earlier, chosen) for _, earlier in found):
            found.append((cost, chosen))
    minimal = [one for one in found if not any(_within(other[1], one[1]) for other in found if other is not one)]
    ways = [
        (
            cost,
            Way(
                tuple(chosen[key] for key in sorted(chosen, key=_reading_order)), cost[1], None if cost[0] else cost[2]
            ),
        )
        for cost, chosen in minimal
    ]
    return tuple(way for _, way in sorted(ways, key=lambda item: (*item[0], str(item[1])))), complete


def least_effort(requirements: Iterable[Requirement], profile: Profile, months: Months) -> tuple[float, float | None]:
    """Return missing years and study months of the first way, without listing the others.

    Months are ``None`` where something missing can be earned neither by study nor by time.

    Examples
    --------
    >>> from careerpath.requirements import SkillLevel
    >>> least_effort([SkillLevel("sql", 2)], Profile(), lambda atom, profile: 6.0)
    (0.0, 6.0)
    """
    first = next(_complete_ways(tuple(requirements), profile, _Costs(profile, months)))
    never, years, study, _ = first[0]
    return years, None if never else study


def _reading_order(subject: Subject) -> tuple[int, str]:
    return ("skill", "credential", "experience").index(subject[0]), subject[1]


def _within(one: dict[Subject, Atom], other: dict[Subject, Atom]) -> bool:
    return one.keys() <= other.keys() and all(atom.amount <= other[key].amount for key, atom in one.items())


def _complete_ways(
    requirements: tuple[Requirement, ...], profile: Profile, costs: _Costs
) -> Iterator[tuple[Cost, dict[Subject, Atom], bool]]:
    """Yield complete choices by rising cost, each with False if the search gave up before it.

    There is always a first one: a search that gives up follows its best state to the end, whatever the cost.
    """
    tick = count()
    root = _Open({}, profile, requirements)
    queue: list[tuple[Cost, int, int, _Open]] = [(costs.together(costs.of(()), (), requirements), 0, next(tick), root)]
    for _ in range(MAX_EXPANSIONS):
        if not queue:
            break
        cost, depth, _, here = heapq.heappop(queue)
        for chosen, held, agenda in _decided(here):
            done = costs.of(chosen.values())
            if not agenda:
                if done > cost:  # the bound was below the true cost: wait for its turn
                    heapq.heappush(queue, (done, depth - 1, next(tick), _Open(chosen, held, ())))
                else:
                    yield done, chosen, True
                continue
            bound = max(cost, costs.together(done, chosen, agenda))
            heapq.heappush(queue, (bound, depth - 1, next(tick), _Open(chosen, held, agenda)))
    if queue:
        here = queue[0][3]
        while here.agenda:
            here = _Open(*next(_decided(here)))
        yield costs.of(here.chosen.values()), here.chosen, False


def _decided(here: _Open) -> Iterator[tuple[dict[Subject, Atom], Profile, tuple[Requirement, ...]]]:
    """Yield the states that follow when the next open requirement is decided, in each possible manner."""
    if not here.agenda:
        yield here.chosen, here.held, ()
        return
    # What is forced comes first: it may settle the rest for free. Leaves that add up come last and in every
    # order, because each of them is filled from what the others have brought.
    ranks = [_rank(requirement) for requirement in here.agenda]
    last = min(ranks) == _ADDS_UP
    for at in range(len(here.agenda)) if last else [ranks.index(min(ranks))]:
        yield from _decide(here, at)


_ADDS_UP = 3


def _rank(requirement: Requirement) -> int:
    if not requirement.parts:
        return 0
    branches = len(requirement.branches())
    return min(branches, 2) if branches else _ADDS_UP


def _decide(here: _Open, at: int) -> Iterator[tuple[dict[Subject, Atom], Profile, tuple[Requirement, ...]]]:
    """Yield the states that follow when the open requirement number *at* is decided."""
    requirement, rest = here.agenda[at], here.agenda[:at] + here.agenda[at + 1 :]
    if requirement.is_met(here.held):
        yield here.chosen, here.held, rest
        return
    branches = requirement.branches()
    for branch in branches:
        yield here.chosen, here.held, branch + rest
    if branches:
        return
    for atoms in requirement.fulfillments(here.held):
        chosen, held = dict(here.chosen), here.held
        for atom in atoms:
            key = atom.noun, atom.subject
            if key not in chosen or chosen[key].amount < atom.amount:
                chosen[key] = atom
            held = atom.fulfil(held)
        yield chosen, held, rest
