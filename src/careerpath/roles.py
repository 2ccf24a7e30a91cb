"""The nouns of a framework: skills, credentials, clocks, roles, and the moves between roles."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.fields import (
    are_amounts,
    are_texts,
    is_instance,
    is_number,
    is_text,
    to_amounts,
    to_number,
    to_optional_number,
    to_tuple,
)
from careerpath.frozen import FrozenMap
from careerpath.requirements import Requirement
from careerpath.scales import Scale

_OPTIONAL_NUMBER: Any = attrs.validators.optional(is_number())


@attrs.frozen
class Range:
    """A figure that public sources give as a range.

    Attributes
    ----------
    low, high : float
        Ends of the range, both >= 0; ``high`` may be ``None`` for an open end ("18 or more").
    unit : str
        Such as ``"years"`` or ``"USD per year"``.
    source : str
        Where the figure comes from.

    Examples
    --------
    >>> str(Range(2, 4, "years"))
    '2-4 years'
    """

    low: float = attrs.field(converter=to_number, validator=is_number())
    high: float | None = attrs.field(default=None, converter=to_optional_number, validator=_OPTIONAL_NUMBER)
    unit: str = attrs.field(default="", validator=is_text(empty=True))
    source: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))

    def __attrs_post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise InvalidValueError(f"A range needs low <= high, got {self.low:g} and {self.high:g}.")

    def __str__(self) -> str:
        ends = f"{self.low:g}+" if self.high is None else f"{self.low:g}-{self.high:g}"
        return f"{ends} {self.unit}".strip()


@attrs.frozen
class Skill:
    """Something one can do, better or worse.

    Attributes
    ----------
    id : str
        Such as ``"sql"``.
    title : str
        Name for people; the id if not given.
    scale : Scale or None
        Its own scale; ``None`` for the scale of the graph.
    months_per_level : float or None
        Months of study per position of its scale, >= 0, pro rata; ``None`` if it cannot be
        studied, only developed in a role.
    description, source : str
        What it is, and where its figures come from.
    alternate_titles : tuple of str
        Other names.
    """

    id: str = attrs.field(validator=is_text())
    title: str = attrs.field(default="", validator=is_text(empty=True))
    scale: Scale | None = attrs.field(
        default=None, kw_only=True, validator=attrs.validators.optional(is_instance(Scale, "a Scale"))
    )
    months_per_level: float | None = attrs.field(
        default=3.0, kw_only=True, converter=to_optional_number, validator=_OPTIONAL_NUMBER
    )
    description: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    source: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    alternate_titles: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=are_texts)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "title", self.title or self.id)


@attrs.frozen
class Credential:
    """A degree, licence or certificate.

    Attributes
    ----------
    id : str
        Such as ``"mba"``.
    title : str
        Name for people; the id if not given.
    months : float or None
        Months of study that earn it, >= 0; ``None`` if it cannot be earned by study alongside work.
    description, source : str
        What it is, and where its figures come from.
    """

    id: str = attrs.field(validator=is_text())
    title: str = attrs.field(default="", validator=is_text(empty=True))
    months: float | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_number, validator=_OPTIONAL_NUMBER
    )
    description: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    source: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "title", self.title or self.id)


@attrs.frozen
class Clock:
    """A kind of experience, counted in years; several clocks may run at the same time.

    Attributes
    ----------
    id : str
        Such as ``"people-management"``.
    title : str
        Name for people; the id if not given.
    description : str
        What counts.
    """

    id: str = attrs.field(validator=is_text())
    title: str = attrs.field(default="", validator=is_text(empty=True))
    description: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "title", self.title or self.id)


@attrs.frozen
class Weighted:
    """A requirement in a role's list, with its weight in the readiness.

    Attributes
    ----------
    requirement : Requirement
        What is asked for.
    weight : float
        Above 0; 1 by default.
    source : str
        Where the figures come from.
    """

    requirement: Requirement = attrs.field(
        validator=is_instance(Requirement, "a requirement such as SkillLevel('sql', 2)")
    )
    weight: float = attrs.field(default=1.0, converter=to_number, validator=is_number(above=True))
    source: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))


def _asked(given: Iterable[Weighted | Requirement]) -> tuple[Weighted, ...]:
    if not isinstance(given, (tuple, list)):  # the validator names what is wrong with anything else
        return given  # type: ignore[return-value]
    return tuple(Weighted(item) if isinstance(item, Requirement) else item for item in given)


def _are_asked(owner: Role, field: attrs.Attribute[tuple[Weighted, ...]], value: object) -> None:
    if not isinstance(value, tuple) or not all(isinstance(item, Weighted) for item in value):
        hint = "must be a list of requirements, such as [SkillLevel('sql', 2)]"
        raise InvalidTypeError(f"Role {owner.id!r}: {field.name} {hint}, got {value!r}.")


def _to_ranges(given: Iterable[Range]) -> tuple[Range, ...]:
    return tuple(given) if isinstance(given, (tuple, list)) else given  # type: ignore[return-value]


def _are_ranges(owner: Role, _: attrs.Attribute[tuple[Range, ...]], value: object) -> None:
    if not isinstance(value, tuple) or not all(isinstance(item, Range) for item in value):
        raise InvalidTypeError(f"Role {owner.id!r}: career_years must be a list of Range, got {value!r}.")


@attrs.frozen(repr=False)
class Role:
    """A position that one can hold, and what it asks for.

    Attributes
    ----------
    id : str
        Such as ``"product-manager"``.
    title : str
        Name for people; the id if not given.
    level : float or None
        Grade number; larger is higher. ``None`` if unknown.
    family, track : str
        Such as ``"product"`` and ``"manager"``; blank if unknown.
    requires : tuple of Weighted
        What is essential: everything here must be met to be eligible.
    prefers : tuple of Weighted
        What is desired: counts towards readiness, never towards eligibility.
    accrues : tuple of str
        Clocks that run while one holds the role.
    develops : mapping of str to float
        Levels that one has after ``develops_after`` years in the role.
    develops_after : float
        Years of an unbroken stay, >= 0.
    responsibilities, works_with, member_of : tuple of str
        What the role answers for, whom it works with, which bodies it sits on.
    reports_to : str or None
        Id of the role above it.
    career_years : tuple of Range
        Years of career at which people hold the role, one range per source.
    pay : Range or None
        Pay range.
    final : bool
        A role that nobody is expected to leave.
    description, source : str
        What the role is for, and where its figures come from.
    alternate_titles : tuple of str
        Other names.

    Examples
    --------
    >>> from careerpath.requirements import SkillLevel
    >>> Role("pm", "Product Manager", level=7, requires=[SkillLevel("sql", 2)])
    Role('pm', level=7, requires 1, prefers 0)
    """

    id: str = attrs.field(validator=is_text())
    title: str = attrs.field(default="", validator=is_text(empty=True))
    level: float | None = attrs.field(
        default=None,
        kw_only=True,
        converter=to_optional_number,
        validator=attrs.validators.optional(is_number(low=-math.inf)),
    )
    family: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    track: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    requires: tuple[Weighted, ...] = attrs.field(default=(), kw_only=True, converter=_asked, validator=_are_asked)
    prefers: tuple[Weighted, ...] = attrs.field(default=(), kw_only=True, converter=_asked, validator=_are_asked)
    accrues: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=are_texts)
    develops: FrozenMap[str, float] = attrs.field(
        factory=FrozenMap, kw_only=True, converter=to_amounts, validator=are_amounts
    )
    develops_after: float = attrs.field(default=1.0, kw_only=True, converter=to_number, validator=is_number())
    responsibilities: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=are_texts)
    works_with: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=are_texts)
    member_of: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=are_texts)
    reports_to: str | None = attrs.field(default=None, kw_only=True, validator=attrs.validators.optional(is_text()))
    career_years: tuple[Range, ...] = attrs.field(default=(), kw_only=True, converter=_to_ranges, validator=_are_ranges)
    pay: Range | None = attrs.field(
        default=None, kw_only=True, validator=attrs.validators.optional(is_instance(Range, "a Range"))
    )
    final: bool = attrs.field(default=False, kw_only=True, validator=is_instance(bool, "True or False"))
    description: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    source: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    alternate_titles: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=are_texts)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "title", self.title or self.id)
        if len(set(self.accrues)) < len(self.accrues):
            raise InvalidValueError(f"Role {self.id!r}: accrues names a clock twice: {list(self.accrues)}.")
        if self.reports_to == self.id:
            raise InvalidValueError(f"Role {self.id!r} cannot report to itself.")

    def __repr__(self) -> str:
        level = "" if self.level is None else f"level={self.level:g}, "
        return f"Role({self.id!r}, {level}requires {len(self.requires)}, prefers {len(self.prefers)})"


@attrs.frozen(repr=False)
class Move:
    """A step from one role to another that people can take.

    Attributes
    ----------
    source, target : str
        Ids of the roles, which differ.
    min_years : float
        Fewest years in the source role before the move, >= 0.
    typical_years : float or None
        Usual years, at least ``min_years``; ``None`` counts as ``min_years``.
    probability : float or None
        How likely someone in the source role takes this move, in (0, 1]; ``None`` if unknown. The moves that
        leave a role are not checked to add up to at most 1, because their figures may come from several sources.
    source_note : str or None
        Where the figures come from.

    Examples
    --------
    >>> Move("pm", "senior-pm", 2, 3)
    Move('pm' -> 'senior-pm', min_years=2, typical_years=3)
    """

    source: str = attrs.field(validator=is_text())
    target: str = attrs.field(validator=is_text())
    min_years: float = attrs.field(default=1.0, converter=to_number, validator=is_number())
    typical_years: float | None = attrs.field(default=None, converter=to_optional_number, validator=_OPTIONAL_NUMBER)
    probability: float | None = attrs.field(
        default=None, converter=to_optional_number, validator=attrs.validators.optional(is_number(above=True))
    )
    source_note: str | None = attrs.field(default=None, validator=attrs.validators.optional(is_text(empty=True)))

    def __attrs_post_init__(self) -> None:
        name = f"Move {self.source!r} -> {self.target!r}"
        if self.source == self.target:
            raise InvalidValueError(f"{name} leads to itself; a move needs two roles.")
        if self.typical_years is not None and self.typical_years < self.min_years:
            raise InvalidValueError(
                f"{name}: typical_years {self.typical_years:g} is below min_years {self.min_years:g}."
            )
        if self.probability is not None and self.probability > 1:
            raise InvalidValueError(f"{name}: probability must be in (0, 1], got {self.probability:g}.")

    def __repr__(self) -> str:
        typical = "" if self.typical_years is None else f", typical_years={self.typical_years:g}"
        chance = "" if self.probability is None else f", probability={self.probability:g}"
        return f"Move({self.source!r} -> {self.target!r}, min_years={self.min_years:g}{typical}{chance})"

    @property
    def usual_years(self) -> float:
        """Typical years in the source role, or the minimum where no typical value is known."""
        return self.min_years if self.typical_years is None else self.typical_years
