"""Requirements made of requirements: all of them, any of them, a number of them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.fields import as_number
from careerpath.profiles import Profile
from careerpath.requirements.base import Requirement, check_parts, weighted_mean


@attrs.frozen(init=False, repr=False)
class AllOf(Requirement):
    """Every part is asked for; coverage is the weighted mean.

    Attributes
    ----------
    parts : tuple of Requirement
        At least one.
    weights : tuple of float or None
        One per part, above 0; ``None`` weighs all parts alike.

    Examples
    --------
    >>> from careerpath.requirements import HasCredential, SkillLevel
    >>> both = AllOf(SkillLevel("sql", 2), HasCredential("mba"), weights=[3, 1])
    >>> both.coverage(Profile(skills={"sql": 2}))
    0.75
    """

    parts: tuple[Requirement, ...]
    weights: tuple[float, ...] | None = None

    def __init__(self, *parts: Requirement, weights: Sequence[float] | None = None) -> None:
        check_parts(self, parts)
        if not isinstance(weights, Sequence | None):
            raise InvalidTypeError(f"AllOf takes weights as a list with one number per part, got {weights!r}.")
        self.__attrs_init__(
            parts, None if weights is None else tuple(as_number(w, "A weight", above=True) for w in weights)
        )
        if self.weights is not None and len(self.weights) != len(parts):
            raise InvalidValueError(
                f"AllOf needs one weight per part: {len(parts)} parts, {len(self.weights)} weights."
            )

    def __repr__(self) -> str:
        weights = "" if self.weights is None else f", weights={list(self.weights)}"
        return f"AllOf({', '.join(map(repr, self.parts))}{weights})"

    def __str__(self) -> str:
        return f"all of ({', '.join(map(str, self.parts))})"

    def coverage(self, profile: Profile) -> float:
        """Return the weighted mean over the parts."""
        return weighted_mean([part.coverage(profile) for part in self.parts], self.weights)

    def branches(self) -> tuple[tuple[Requirement, ...], ...]:
        """Return the one alternative: all parts."""
        return (self.parts,)

    def fulfil(self, profile: Profile) -> Profile:
        """Meet one part after the other."""
        for part in self.parts:
            profile = part.fulfil(profile)
        return profile


@attrs.frozen(init=False, repr=False)
class AnyOf(Requirement):
    """One part is enough; coverage is that of the best part.

    Attributes
    ----------
    parts : tuple of Requirement
        At least one; repeated parts count once.

    Examples
    --------
    >>> from careerpath.requirements import SkillLevel
    >>> AnyOf(SkillLevel("sql", 4), SkillLevel("python", 2)).coverage(Profile(skills={"sql": 1, "python": 1}))
    0.5
    """

    parts: tuple[Requirement, ...]

    def __init__(self, *parts: Requirement) -> None:
        check_parts(self, parts)
        self.__attrs_init__(tuple(dict.fromkeys(parts)))

    def __repr__(self) -> str:
        return f"AnyOf({', '.join(map(repr, self.parts))})"

    def __str__(self) -> str:
        return f"any of ({', '.join(map(str, self.parts))})"

    def coverage(self, profile: Profile) -> float:
        """Return the largest coverage of a part."""
        return max(part.coverage(profile) for part in self.parts)

    def branches(self) -> tuple[tuple[Requirement, ...], ...]:
        """Return one alternative per part."""
        return tuple((part,) for part in self.parts)

    def fulfil(self, profile: Profile) -> Profile:
        """Meet the first part."""
        return self.parts[0].fulfil(profile)


@attrs.frozen(init=False, repr=False)
class AtLeast(Requirement):
    """A number of parts is enough, whichever they are.

    Attributes
    ----------
    k : int
        How many parts must be met, from 1 to the number of distinct parts.
    parts : tuple of Requirement
        At least one; repeated parts count once.

    Examples
    --------
    >>> from careerpath.requirements import HasCredential, SkillLevel
    >>> two = AtLeast(2, SkillLevel("sql", 2), SkillLevel("python", 2), HasCredential("mba"))
    >>> two.coverage(Profile(skills={"sql": 2, "python": 1}))
    0.75
    """

    k: int
    parts: tuple[Requirement, ...]

    def __init__(self, k: int, *parts: Requirement) -> None:
        if not isinstance(k, int) or isinstance(k, bool):
            raise InvalidTypeError(f"AtLeast takes a whole number first, then the parts; got {k!r}.")
        check_parts(self, parts)
        self.__attrs_init__(k, tuple(dict.fromkeys(parts)))
        if not 1 <= k <= len(self.parts):
            raise InvalidValueError(f"AtLeast needs 1 <= k <= {len(self.parts)} distinct parts, got k={k}.")

    def __repr__(self) -> str:
        return f"AtLeast({self.k}, {', '.join(map(repr, self.parts))})"

    def __str__(self) -> str:
        return f"at least {self.k} of ({', '.join(map(str, self.parts))})"

    def coverage(self, profile: Profile) -> float:
        """Return the mean of the k largest coverages."""
        return weighted_mean(sorted((part.coverage(profile) for part in self.parts), reverse=True)[: self.k], None)

    def branches(self) -> tuple[tuple[Requirement, ...], ...]:
        """Return two alternatives: take the first part and fewer of the rest, or do without it."""
        if self.k == len(self.parts):
            return (self.parts,)
        first, *rest = self.parts
        with_first = (first,) if self.k == 1 else (first, AtLeast(self.k - 1, *rest))
        return (with_first, (AtLeast(self.k, *rest),))

    def fulfil(self, profile: Profile) -> Profile:
        """Meet the first k parts."""
        for part in self.parts[: self.k]:
            profile = part.fulfil(profile)
        return profile
