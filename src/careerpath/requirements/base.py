"""What every kind of requirement answers."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from careerpath.errors import InvalidTypeError, InvalidValueError

if TYPE_CHECKING:
    from careerpath.profiles import Profile
    from careerpath.requirements.atoms import Atom

TOLERANCE = 1e-9
"""Years and sums of shares count as reached when they are this close; levels are compared exactly."""

MAX_DEPTH = 20
"""Deepest nesting of requirements that is accepted."""

BELOW_ONE = math.nextafter(1.0, 0.0)
"""The largest coverage of a requirement that is not met."""


Noun: TypeAlias = Literal["skill", "credential", "experience"]
"""What an atom names."""


class Requirement(ABC):
    """Something a role asks of a person."""

    __slots__ = ()

    noun: ClassVar[Noun | None] = None
    """What an atom names; ``None`` for everything that is made of parts."""

    @abstractmethod
    def coverage(self, profile: Profile) -> float:
        """Return how far *profile* covers this, in [0, 1]: exactly 1 when it is met, below 1 when not.

        Skills that the profile does not mention count as level 0.
        """

    def is_met(self, profile: Profile) -> bool:
        """Tell whether *profile* meets this; the same judgement as ``coverage(profile) == 1``."""
        return self.coverage(profile) == 1.0

    @property
    @abstractmethod
    def parts(self) -> tuple[Requirement, ...]:
        """The requirements one step down; none for an atom."""

    def atoms(self) -> Iterator[Atom]:
        """Yield the atoms at the leaves, from left to right."""
        for part in self.parts:
            yield from part.atoms()

    @property
    def depth(self) -> int:
        """Levels of nesting: 1 for an atom."""
        return 1 + max((part.depth for part in self.parts), default=0)

    def branches(self) -> tuple[tuple[Requirement, ...], ...]:
        """Return the alternatives one step down: meet all of any one of them, and this is met.

        An empty tuple says that there is nothing to break down: the requirement is a leaf.
        """
        return ()

    def fulfillments(self, profile: Profile) -> Iterator[tuple[Atom, ...]]:
        """Yield, for a leaf, the sets of atoms any of which would meet it, counted from *profile*."""
        raise InvalidTypeError(
            f"{self} cannot be counted from {profile!r} as it is not a leaf; ask its branches instead."
        )

    @abstractmethod
    def fulfil(self, profile: Profile) -> Profile:
        """Return *profile* with the least added that the canonical way of meeting this asks for."""


def check_parts(owner: Requirement, parts: Sequence[Requirement]) -> None:
    """Raise if *parts* cannot make up *owner*: none, not requirements, or nested too deeply.

    Raises
    ------
    InvalidValueError
        If there is no part, or the tree is deeper than ``MAX_DEPTH``.
    InvalidTypeError
        If a part is not a requirement.
    """
    name = type(owner).__name__
    if not parts:
        raise InvalidValueError(f"{name} needs at least one part.")
    for part in parts:
        if not isinstance(part, Requirement):
            raise InvalidTypeError(f"{name} takes requirements such as SkillLevel('sql', 2) one by one, got {part!r}.")
    depth = 1 + max(part.depth for part in parts)
    if depth > MAX_DEPTH:
        raise InvalidValueError(f"Requirements may be nested {MAX_DEPTH} deep at most; this {name} is {depth}.")


def weighted_mean(coverages: Sequence[float], weights: Sequence[float] | None) -> float:
    """Return the mean of *coverages*: exactly 1 if all of them are, else below 1."""
    if all(one == 1.0 for one in coverages):
        return 1.0
    if weights is None:
        return min(math.fsum(coverages) / len(coverages), BELOW_ONE)
    total = math.fsum(one * weight for one, weight in zip(coverages, weights, strict=True))
    return min(total / math.fsum(weights), BELOW_ONE)
