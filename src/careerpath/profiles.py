"""What a person has: levels of skills, years on each clock, credentials, and the role they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from careerpath.errors import InvalidValueError
from careerpath.fields import are_amounts, are_texts, is_number, is_text, to_amounts, to_frozenset, to_number
from careerpath.frozen import FrozenMap


@attrs.frozen(repr=False)
class Profile:
    """What one person holds, and where they stand.

    A skill that is not mentioned is *unknown*: results count it as 0 and also say what would
    follow if it were at the top of its scale. Years and credentials not mentioned are not held.

    Profiles are ordered by their holdings: ``a <= b`` when b holds at least everything that a
    holds. ``a | b`` holds the larger of each and keeps a's role.

    Attributes
    ----------
    skills : mapping of str to float
        Level held per skill id, >= 0, as a position on that skill's scale.
    years : mapping of str to float
        Years of experience per kind (clock), >= 0.
    credentials : collection of str
        Ids of the credentials held.
    role : str or None
        Id of the current role.
    years_in_role : float
        Years already spent in that role, >= 0; 0 without a role.

    Raises
    ------
    InvalidValueError
        If a number is negative, infinite or NaN, an id is blank, or ``years_in_role`` is given without a role.
    InvalidTypeError
        If a part is of another type.

    Examples
    --------
    >>> ann = Profile(skills={"sql": 2}, years={"product": 3}, role="pm")
    >>> ann | Profile(skills={"sql": 1}, credentials={"mba"})
    Profile(skills={'sql': 2.0}, years={'product': 3.0}, credentials={'mba'}, role='pm')
    >>> ann <= ann.at("senior-pm"), ann <= Profile(skills={"sql": 3})
    (True, False)
    """

    skills: FrozenMap[str, float] = attrs.field(factory=FrozenMap, converter=to_amounts, validator=are_amounts)
    years: FrozenMap[str, float] = attrs.field(factory=FrozenMap, converter=to_amounts, validator=are_amounts)
    credentials: frozenset[str] = attrs.field(factory=frozenset, converter=to_frozenset, validator=are_texts)
    role: str | None = attrs.field(default=None, validator=attrs.validators.optional(is_text()))
    years_in_role: float = attrs.field(default=0.0, converter=to_number, validator=is_number())

    def __attrs_post_init__(self) -> None:
        if self.role is None and self.years_in_role:
            raise InvalidValueError("years_in_role needs a role; give one, or leave it 0.")

    def __repr__(self) -> str:
        parts = []
        if self.skills:
            parts.append(f"skills={self.skills!r}")
        if self.years:
            parts.append(f"years={self.years!r}")
        if self.credentials:
            parts.append(f"credentials={{{', '.join(map(repr, sorted(self.credentials)))}}}")
        if self.role is not None:
            parts.append(f"role={self.role!r}")
        if self.years_in_role:
            parts.append(f"years_in_role={self.years_in_role:g}")
        return f"Profile({', '.join(parts)})"

    def __le__(self, other: object) -> bool:
        """Tell whether *other* holds at least everything that this profile holds."""
        if not isinstance(other, Profile):
            return NotImplemented
        return (
            self.credentials <= other.credentials
            and all(level <= other.skills.get(skill, 0.0) for skill, level in self.skills.items())
            and all(years <= other.years.get(clock, 0.0) for clock, years in self.years.items())
        )

    def __lt__(self, other: object) -> bool:
        """Tell whether *other* holds everything that this profile holds, and something more."""
        if not isinstance(other, Profile):
            return NotImplemented
        return self <= other and not other <= self

    def __or__(self, other: object) -> Profile:
        """Hold the larger of each; keep this profile's role and the time in it."""
        if not isinstance(other, Profile):
            return NotImplemented
        return attrs.evolve(
            self,
            skills=_larger(self.skills, other.skills),
            years=_larger(self.years, other.years),
            credentials=self.credentials | other.credentials,
        )

    def at(self, role: str | None, *, years: float = 0.0) -> Self:
        """Return the same holdings placed in *role*, where *years* have been spent already.

        Examples
        --------
        >>> Profile(years={"product": 2}).at("pm", years=1.5)
        Profile(years={'product': 2.0}, role='pm', years_in_role=1.5)
        """
        return attrs.evolve(self, role=role, years_in_role=years)

    def gaining(
        self,
        *,
        skills: Mapping[str, float] | None = None,
        years: Mapping[str, float] | None = None,
        credentials: Iterable[str] = (),
    ) -> Self:
        """Return this profile with *skills* raised to a level, *years* added and *credentials* earned.

        Parameters
        ----------
        skills : mapping of str to float, optional
            Levels to hold afterwards; a higher level already held stays.
        years : mapping of str to float, optional
            Years to add to each clock.
        credentials : collection of str, default ()
            Credentials to hold afterwards.

        Raises
        ------
        InvalidValueError
            If a number is negative, infinite or NaN: nothing can be lost here.
        InvalidTypeError
            If a part is of another type.

        Examples
        --------
        >>> Profile(skills={"sql": 3}, years={"product": 1}).gaining(skills={"sql": 2}, years={"product": 1})
        Profile(skills={'sql': 3.0}, years={'product': 2.0})
        """
        gained = Profile(skills=skills or {}, years=years or {}, credentials=to_frozenset(credentials))
        return attrs.evolve(
            self,
            skills=_larger(self.skills, gained.skills),
            years={
                **self.years,
                **{clock: self.years.get(clock, 0.0) + added for clock, added in gained.years.items()},
            },
            credentials=self.credentials | gained.credentials,
        )


def _larger(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {**one, **{key: amount for key, amount in other.items() if amount > one.get(key, -1.0)}}
