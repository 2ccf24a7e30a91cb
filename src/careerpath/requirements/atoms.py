"""Requirements that name one thing: a skill at a level, years of a kind, a credential."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

import attrs

from careerpath.fields import is_number, is_text, to_number
from careerpath.profiles import Profile
from careerpath.requirements.base import BELOW_ONE, TOLERANCE, Noun, Requirement


class Atom(Requirement):
    """A requirement that names one thing and has no parts."""

    __slots__ = ()

    noun: ClassVar[Noun]

    @property
    @abstractmethod
    def subject(self) -> str:
        """Id of the skill, credential or clock."""

    @property
    @abstractmethod
    def amount(self) -> float:
        """How much of it is asked for: a level, years, or 1 for a credential."""

    @abstractmethod
    def held(self, profile: Profile) -> float:
        """Return how much of it *profile* holds, in the same unit; 0 where it says nothing."""

    @abstractmethod
    def reduced_to(self, amount: float) -> Atom:
        """Return the same atom asking for *amount*, above 0."""

    @property
    def parts(self) -> tuple[Requirement, ...]:
        """None."""
        return ()

    def atoms(self) -> Iterator[Atom]:
        """Yield itself."""
        yield self

    def fulfillments(self, profile: Profile) -> Iterator[tuple[Atom, ...]]:
        """Yield the one way there is: itself, or nothing if it is met."""
        yield () if self.is_met(profile) else (self,)


@attrs.frozen
class SkillLevel(Atom):
    """A role asks for one skill, at a given level or above.

    Attributes
    ----------
    skill : str
        Skill id, such as ``"sql"``.
    level : float
        Lowest accepted level, above 0, as a position on the skill's scale.

    Examples
    --------
    >>> SkillLevel("sql", 4).coverage(Profile(skills={"sql": 3}))
    0.75
    """

    noun: ClassVar[Noun] = "skill"

    skill: str = attrs.field(validator=is_text())
    level: float = attrs.field(converter=to_number, validator=is_number(above=True))

    def __str__(self) -> str:
        return f"{self.skill} >= {self.level:g}"

    @property
    def subject(self) -> str:
        """Id of the skill."""
        return self.skill

    @property
    def amount(self) -> float:
        """The level asked for."""
        return self.level

    def held(self, profile: Profile) -> float:
        """Return the level held."""
        return profile.skills.get(self.skill, 0.0)

    def reduced_to(self, amount: float) -> Atom:
        """Return the same with *amount*."""
        return SkillLevel(self.skill, amount)

    def coverage(self, profile: Profile) -> float:
        """Return min(held, level) / level."""
        held = profile.skills.get(self.skill, 0.0)
        return 1.0 if held >= self.level else min(held / self.level, BELOW_ONE)

    def fulfil(self, profile: Profile) -> Profile:
        """Raise the skill to the level."""
        return profile.gaining(skills={self.skill: self.level})


@attrs.frozen
class Experience(Atom):
    """A role asks for years of experience of one kind (one clock).

    Attributes
    ----------
    kind : str
        Clock id, such as ``"product"``.
    years : float
        Fewest accepted years, above 0.

    Examples
    --------
    >>> Experience("product", 8).coverage(Profile(years={"product": 2}))
    0.25
    """

    noun: ClassVar[Noun] = "experience"

    kind: str = attrs.field(validator=is_text())
    years: float = attrs.field(converter=to_number, validator=is_number(above=True))

    def __str__(self) -> str:
        return f"{self.years:g} years of {self.kind}"

    @property
    def subject(self) -> str:
        """Id of the clock."""
        return self.kind

    @property
    def amount(self) -> float:
        """The years asked for."""
        return self.years

    def held(self, profile: Profile) -> float:
        """Return the years so far."""
        return profile.years.get(self.kind, 0.0)

    def reduced_to(self, amount: float) -> Atom:
        """Return the same with *amount*."""
        return Experience(self.kind, amount)

    def coverage(self, profile: Profile) -> float:
        """Return min(held, years) / years."""
        held = profile.years.get(self.kind, 0.0)
        return 1.0 if held >= self.years - TOLERANCE else min(held / self.years, BELOW_ONE)

    def fulfil(self, profile: Profile) -> Profile:
        """Bring the clock up to the years asked for."""
        missing = self.years - profile.years.get(self.kind, 0.0)
        return attrs.evolve(profile, years={**profile.years, self.kind: self.years}) if missing > 0 else profile


@attrs.frozen
class HasCredential(Atom):
    """A role asks for a degree, licence or certificate.

    Attributes
    ----------
    credential : str
        Credential id, such as ``"mba"``.

    Examples
    --------
    >>> HasCredential("mba").coverage(Profile())
    0.0
    """

    noun: ClassVar[Noun] = "credential"

    credential: str = attrs.field(validator=is_text())

    def __str__(self) -> str:
        return f"credential {self.credential}"

    @property
    def subject(self) -> str:
        """Id of the credential."""
        return self.credential

    @property
    def amount(self) -> float:
        """Always 1."""
        return 1.0

    def held(self, profile: Profile) -> float:
        """Return 1 if held, else 0."""
        return 1.0 if self.credential in profile.credentials else 0.0

    def reduced_to(self, amount: float) -> Atom:  # noqa: ARG002 - a credential is held or not
        """Return the same: a credential has no amount."""
        return self

    def coverage(self, profile: Profile) -> float:
        """Return 1 if held, else 0."""
        return 1.0 if self.credential in profile.credentials else 0.0

    def fulfil(self, profile: Profile) -> Profile:
        """Earn the credential."""
        return profile.gaining(credentials=(self.credential,))
