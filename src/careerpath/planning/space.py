"""The framework as the search sees it: holdings as bits and clocks, requirements as alternatives.

A skill's levels become *thermometer bits*: one bit per level that some requirement or some ``develops``
names, set when the holder is at that level or above. Credentials are bits too. Joining holdings is then
``|``, what is missing is ``& ~``, and comparing holdings is a subset test. Experience stays a tuple of years.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import cast

from careerpath.errors import InvalidValueError
from careerpath.frozen import FrozenMap
from careerpath.graph import CareerGraph
from careerpath.planning.places import Alternative, Place, Signs, Sum, Threshold, split
from careerpath.profiles import Profile
from careerpath.requirements import Atom, Combination, Requirement
from careerpath.roles import Role

MAX_ALTERNATIVES = 5_000
"""Most ways of meeting one role that a plan tries; a role written by people has a handful."""


class Space:
    """Everything that planning compiles from a graph once."""

    def __init__(self, graph: CareerGraph) -> None:
        self.graph = graph
        self.ids = tuple(graph.roles)
        self.row = {role: row for row, role in enumerate(self.ids)}
        # Ties between plans go to role ids, so labels compare ranks instead of strings.
        order = {role: rank for rank, role in enumerate(sorted(self.ids))}
        self.rank = tuple(order[role] for role in self.ids)
        asked = [atom for role in graph.roles.values() for entry in role.requires for atom in entry.requirement.atoms()]
        kinds = {atom.subject for atom in asked if atom.noun == "experience"}
        self.clock = {clock: number for number, clock in enumerate(clock for clock in graph.clocks if clock in kinds)}
        self._levels = _levels_asked(graph, [atom for atom in asked if atom.noun == "skill"])
        self._up_to: dict[tuple[str, float], int] = {}
        self._sums: dict[Combination, Sum] = {}
        self.bit_of: dict[tuple[str, float], int] = {}
        self.months: dict[int, float] = {}
        self._span: dict[int, tuple[str, float, float]] = {}
        for skill, levels in self._levels.items():
            per_level = graph.skills[skill].months_per_level
            low, below = 0.0, 0
            for level in levels:
                bit = 1 << len(self.months)
                below |= bit
                self._up_to[skill, level] = below
                self.bit_of[skill, level] = bit
                self.months[bit] = math.inf if per_level is None else (level - low) * per_level
                self._span[bit] = skill, low, level
                low = level
        self.credential_bit: dict[str, int] = {}
        named = {atom.subject for atom in asked if atom.noun == "credential"}
        for credential in (credential for credential in graph.credentials if credential in named):
            bit = 1 << len(self.months)
            months = graph.credentials[credential].months
            self.credential_bit[credential] = bit
            self.months[bit] = math.inf if months is None else months
        self.unlearnable = sum(bit for bit, months in self.months.items() if months == math.inf)
        self.signs = Signs(len(self.months))
        self.places = tuple(self._place(role) for role in graph.roles.values())
        # Years beyond the most that anybody asks for change nothing.
        self.caps = tuple(
            max(years for place in self.places for number, years in place.thresholds if number == clock)
            for clock in range(len(self.clock))
        )
        self.out = tuple(tuple((self.row[move.target], move) for move in graph.moves_from(role)) for role in self.ids)

    def alternatives(self, row: int) -> tuple[Alternative, ...]:
        """Return the ways to meet a role.

        Raises
        ------
        InvalidValueError
            If there are more than ``MAX_ALTERNATIVES``.
        """
        found = self.places[row].alternatives
        if not found:
            raise InvalidValueError(
                f"Role {self.ids[row]!r} can be met in more than {MAX_ALTERNATIVES:,} ways, too many to plan with; "
                "ask for fewer alternatives, or split the role."
            )
        return found

    def up_to(self, skill: str, level: float) -> int:
        """Return the bits of *skill* at and below *level*."""
        found = self._up_to.get((skill, level))
        if found is None:
            found = sum(self.bit_of[skill, known] for known in self._levels.get(skill, ()) if known <= level)
        return found

    def bits_of(self, profile: Profile) -> int:
        """Return the bits that *profile* holds."""
        held = sum(self.up_to(skill, level) for skill, level in profile.skills.items())
        return held + sum(bit for credential, bit in self.credential_bit.items() if credential in profile.credentials)

    def partial(self, profile: Profile) -> dict[int, float]:
        """Return, for bits that *profile* holds in part (a level between two bits), the part held."""
        found = {}
        for skill, level in profile.skills.items():
            for known in self._levels.get(skill, ()):
                bit = self.bit_of[skill, known]
                _, low, high = self._span[bit]
                if low < level < high:
                    found[bit] = (level - low) / (high - low)
        return found

    def clocks_of(self, profile: Profile) -> tuple[float, ...]:
        """Return the years on each clock that some role asks for, rounded as everywhere in a plan."""
        held = profile.years
        return tuple(min(round(held.get(clock, 0.0), 9), cap) for clock, cap in zip(self.clock, self.caps, strict=True))

    def gains(self, bits: int) -> tuple[FrozenMap[str, float], tuple[str, ...]]:
        """Return *bits* as skill levels and credentials."""
        skills: dict[str, float] = {}
        for bit in split(bits):
            if bit in self._span:
                skill, _, level = self._span[bit]
                skills[skill] = max(level, skills.get(skill, 0.0))
        return FrozenMap(skills), tuple(credential for credential, bit in self.credential_bit.items() if bits & bit)

    def _place(self, role: Role) -> Place:
        requirements = [entry.requirement for entry in role.requires]
        asked, thresholds = 0, []
        for requirement in requirements:
            for atom in requirement.atoms():
                if atom.noun == "experience":
                    thresholds.append((self.clock[atom.subject], atom.amount))
                else:
                    asked |= self._bits(atom)
        develops = 0
        for skill, level in role.develops.items():
            develops |= self.up_to(skill, level)
        runs = frozenset([self.clock[clock] for clock in role.accrues if clock in self.clock])
        sums = tuple([self._sum(leaf) for leaf in _combinations(requirements)])
        return Place(
            runs=runs,
            develops=develops,
            develops_after=role.develops_after,
            alternatives=self._alternatives(requirements),
            asked=asked,
            thresholds=tuple(thresholds),
            sums=sums,
            sign=self.signs.of(asked, thresholds, sums, runs),
        )

    def _bits(self, atom: Atom) -> int:
        return self._up_to[atom.subject, atom.amount] if atom.noun == "skill" else self.credential_bit[atom.subject]

    def _sum(self, combination: Combination) -> Sum:
        known = self._sums.get(combination)
        if known is not None:
            return known
        bits: list[tuple[int, float]] = []
        clocks: list[tuple[int, float, float]] = []
        learnable: list[int] = []
        for atom, share in combination.shares:
            if atom.noun == "experience":
                clocks.append((self.clock[atom.subject], atom.amount, share))
                continue
            mask = self._bits(atom)
            for bit in split(mask):
                low, high = self._span[bit][1:] if bit in self._span else (0.0, 1.0)
                bits.append((bit, share * (high - low) / atom.amount))
            if not mask & self.unlearnable:
                learnable.append(mask)
        made = self._sums[combination] = Sum(tuple(bits), tuple(clocks), tuple(learnable))
        return made

    def _alternatives(self, requirements: Sequence[Requirement]) -> tuple[Alternative, ...]:
        found: dict[tuple[int, tuple[Threshold, ...], tuple[Sum, ...]], None] = {}
        for leaves in _ways(requirements):
            for joined in self._joined(leaves):
                found[joined] = None
                if len(found) > MAX_ALTERNATIVES:
                    return ()  # an error only if a plan comes near this role
        return tuple([Alternative(*joined) for joined in found])

    def _joined(self, leaves: Iterable[Requirement]) -> Iterator[tuple[int, tuple[Threshold, ...], tuple[Sum, ...]]]:
        """Yield what *leaves* ask for together, once per choice of the parts of combinations to learn."""
        years: dict[int, float] = {}
        need, sums = 0, []
        for leaf in leaves:
            if leaf.noun is None:
                sums.append(self._sum(cast("Combination", leaf)))
                continue
            atom = cast("Atom", leaf)
            if atom.noun == "experience":
                clock = self.clock[atom.subject]
                years[clock] = max(atom.amount, years.get(clock, 0.0))
            else:
                need |= self._bits(atom)
        thresholds = tuple(sorted(years.items()))
        for chosen in product(*([0, *_subsets(one.learnable)] for one in sums)):
            full = need
            for bits in chosen:
                full |= bits
            yield full, thresholds, tuple(sums)


def space_of(graph: CareerGraph) -> Space:
    """Return what planning compiles from *graph*, compiled once."""
    space = graph.compiled.get("planning.space")
    if space is None:
        space = graph.compiled["planning.space"] = Space(graph)
    return cast("Space", space)


def _ways(requirements: Iterable[Requirement]) -> Iterator[list[Requirement]]:
    """Yield the sets of leaves that would meet all *requirements*."""
    leaves: list[Requirement] = []
    forks: list[tuple[tuple[Requirement, ...], ...]] = []
    todo = list(requirements)[::-1]
    while todo:
        requirement = todo.pop()
        branches = requirement.branches()
        if not branches:
            leaves.append(requirement)
        elif len(branches) == 1:
            todo.extend(branches[0][::-1])
        else:
            forks.append(branches)
    if not forks:
        yield leaves
        return
    for chosen in product(*forks):
        for parts in product(*map(_ways, chosen)):
            yield leaves + [leaf for part in parts for leaf in part]


def _combinations(requirements: Iterable[Requirement]) -> Iterator[Combination]:
    for requirement in requirements:
        if requirement.noun is not None:
            continue
        if isinstance(requirement, Combination):
            yield requirement
        else:
            yield from _combinations(requirement.parts)


def _subsets(masks: Sequence[int]) -> Iterator[int]:
    """Yield the joined bits of every non-empty subset of *masks*."""
    for chosen in range(1, 1 << len(masks)):
        joined = 0
        for at, mask in enumerate(masks):
            if chosen >> at & 1:
                joined |= mask
        yield joined


def _levels_asked(graph: CareerGraph, asked: Iterable[Atom]) -> dict[str, list[float]]:
    """Return, per skill that some role requires, the levels at which something changes, rising."""
    levels: dict[str, set[float]] = {}
    for atom in asked:
        levels.setdefault(atom.subject, set()).add(atom.amount)
    top = {skill: max(found) for skill, found in levels.items()}
    for role in graph.roles.values():
        for skill, level in role.develops.items():
            if 0 < level < top.get(skill, 0.0):
                levels[skill].add(level)
    return {skill: sorted(levels[skill]) for skill in graph.skills if skill in levels}
