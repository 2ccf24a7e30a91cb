"""Which gains would open a role? Steps of study as bits, and the smallest sets of steps that meet a requirement."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import attrs

from careerpath.graph import CareerGraph
from careerpath.planning.places import split
from careerpath.profiles import Profile
from careerpath.requirements import Atom, HasCredential, Requirement, SkillLevel


@attrs.frozen
class Gain:
    """One step: a skill raised to the next level that some role requires, or a credential.

    Attributes
    ----------
    atom : Atom
        What is held after it.
    below : int
        Bits of the steps of the same skill that come before it.
    months : float
        Months of study for this step alone; infinite if study cannot bring it.
    """

    atom: Atom
    below: int
    months: float


class Gains:
    """Everything that a person could gain by study, step by step, as bits of one number.

    Parameters
    ----------
    graph : CareerGraph
        The framework; a step leads to the next level that any of its roles requires.
    profile : Profile
        The person.
    matters : callable, optional
        Whether anything about the subject (kind and id) of an atom is to be gained.
    """

    def __init__(
        self, graph: CareerGraph, profile: Profile, matters: Callable[[tuple[str, str]], bool] = lambda _: True
    ) -> None:
        self.profile = profile
        self.of: dict[int, Gain] = {}
        self._bit: dict[Atom, int] = {}
        self._chains: list[list[int]] = []
        asked = {atom for role in graph.roles.values() for entry in role.requires for atom in entry.requirement.atoms()}
        steps = [atom for atom in asked if atom.noun != "experience" and not atom.is_met(profile)]
        steps.sort(key=lambda atom: (atom.noun != "skill", atom.subject, atom.amount))
        for atom in steps:
            if not matters((atom.noun, atom.subject)):
                continue
            bit = 1 << len(self.of)
            before = self.of.get(bit >> 1)
            if before is not None and before.atom.noun == atom.noun and before.atom.subject == atom.subject:
                held, below = before.atom.amount, before.below | bit >> 1
            else:
                held, below = atom.held(profile), 0
                self._chains.append([])
            self._chains[-1].append(bit)
            self._bit[atom] = bit
            self.of[bit] = Gain(atom, below, _months(graph, atom, held))

    def number(self, size: int) -> int:
        """Return how many sets of 1 to *size* steps there are; of one skill, the lower steps come first."""
        counts = [1] + [0] * size
        for chain in self._chains:
            counts = [
                sum(counts[left - taken] for taken in range(min(left, len(chain)) + 1)) for left in range(size + 1)
            ]
        return sum(counts) - 1

    def sets(self, size: int, among: Iterable[int] | None = None) -> Iterator[int]:
        """Yield every set of at most *size* steps, the empty one included; only of *among*, if given."""
        allowed = -1 if among is None else sum(among)
        chains = [[bit for bit in chain if bit & allowed] for chain in self._chains]

        def chosen(at: int, left: int, held: int) -> Iterator[int]:
            if at == len(chains):
                yield held
                return
            yield from chosen(at + 1, left, held)
            for bit in chains[at][:left]:
                held |= bit
                left -= 1
                yield from chosen(at + 1, left, held)

        return chosen(0, size, 0)

    def full(self, atom: Atom) -> int | None:
        """Return the steps that bring *atom*, which is not met; ``None`` if no step does."""
        bit = self._bit.get(atom)
        return None if bit is None else bit | self.of[bit].below

    def tops(self, mask: int) -> Iterator[int]:
        """Yield the steps of *mask* that could be left out: the highest of each skill, and credentials."""
        below = 0
        for bit in split(mask):
            below |= self.of[bit].below
        return split(mask & ~below)

    def atoms(self, mask: int) -> tuple[Atom, ...]:
        """Return what is held after the steps of *mask*, the highest level of each skill."""
        return tuple(self.of[bit].atom for bit in self.tops(mask))

    def months(self, mask: int) -> float:
        """Return the months of study for the steps of *mask*; infinite if study cannot bring one."""
        return round(math.fsum(self.of[bit].months for bit in split(mask)), 9)

    def after(self, mask: int) -> Profile:
        """Return the person after the steps of *mask*."""
        atoms = self.atoms(mask)
        return self.profile.gaining(
            skills={atom.skill: atom.level for atom in atoms if isinstance(atom, SkillLevel)},
            credentials=[atom.credential for atom in atoms if isinstance(atom, HasCredential)],
        )


class Openings:
    """The smallest sets of steps that meet requirements, as far as they have at most *size* steps."""

    def __init__(self, gains: Gains, size: int) -> None:
        self.gains = gains
        self.size = size
        self._known: dict[Requirement, tuple[int, ...]] = {}

    def of_all(self, requirements: Iterable[Requirement]) -> tuple[int, ...]:
        """Return the smallest sets that meet all of *requirements*; the empty set if they are met."""
        found: tuple[int, ...] = (0,)
        for requirement in requirements:
            ways = self.of(requirement)
            found = self._smallest(one | other for one in found for other in ways)
            if not found:
                break
        return found

    def of(self, requirement: Requirement) -> tuple[int, ...]:
        """Return the smallest sets that meet *requirement*."""
        known = self._known.get(requirement)
        if known is None:
            known = self._known[requirement] = self._smallest(self._ways(requirement))
        return known

    def _ways(self, requirement: Requirement) -> Iterator[int]:
        if requirement.is_met(self.gains.profile):
            yield 0
        elif isinstance(requirement, Atom):
            full = self.gains.full(requirement)
            if full is not None:
                yield full
        elif branches := requirement.branches():
            for branch in branches:
                yield from self.of_all(branch)
        else:  # parts that add up: only trying tells
            steps = 0
            for atom in requirement.atoms():
                steps |= self.gains.full(atom) or 0
            for mask in self.gains.sets(self.size, split(steps)):
                if requirement.is_met(self.gains.after(mask)):
                    yield mask

    def _smallest(self, masks: Iterable[int]) -> tuple[int, ...]:
        found: list[int] = []
        for mask in sorted(
            {mask for mask in masks if mask.bit_count() <= self.size}, key=lambda one: (one.bit_count(), one)
        ):
            if not any(known & ~mask == 0 for known in found):
                found.append(mask)
        return tuple(found)


def _months(graph: CareerGraph, atom: Atom, held: float) -> float:
    if atom.noun == "skill":
        per_level = graph.skills[atom.subject].months_per_level
        return math.inf if per_level is None else (atom.amount - held) * per_level
    months = graph.credentials[atom.subject].months
    return math.inf if months is None else months
