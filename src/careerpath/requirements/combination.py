"""Parts that stand in for each other, such as education for experience."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.fields import as_number
from careerpath.profiles import Profile
from careerpath.requirements.atoms import Atom, Experience
from careerpath.requirements.base import BELOW_ONE, TOLERANCE, Requirement


@attrs.frozen(init=False, repr=False)
class Combination(Requirement):
    """Parts that stand in for each other: their shares, as far as covered, add up to 1.

    Attributes
    ----------
    shares : tuple of (atom, float)
        What each atom contributes when it is fully covered, in (0, 1]; together at least 1. Give a mapping.

    References
    ----------
    The percentage rule for combining education and experience: US Office of Personnel Management,
    General Schedule Qualification Policies.

    Examples
    --------
    >>> from careerpath.requirements import HasCredential

    Ten years, or an MBA and six:

    >>> path = Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.4})
    >>> path.coverage(Profile(years={"product": 6}))
    0.6
    >>> path.is_met(Profile(years={"product": 6}, credentials={"mba"}))
    True
    """

    shares: tuple[tuple[Atom, float], ...]

    def __init__(self, shares: Mapping[Atom, float]) -> None:
        if not isinstance(shares, Mapping):
            raise InvalidTypeError(f"Combination takes a mapping from atom to share, got {shares!r}.")
        for atom in shares:
            if not isinstance(atom, Atom):
                raise InvalidTypeError(f"Combination adds up atoms such as Experience('product', 10), got {atom!r}.")
        pairs = ((atom, as_number(share, f"The share of {atom}", above=True)) for atom, share in shares.items())
        self.__attrs_init__(tuple(pairs))
        if not self.shares:
            raise InvalidValueError("Combination needs at least one part.")
        if any(share > 1.0 for _, share in self.shares):
            raise InvalidValueError(f"The shares of a Combination lie in (0, 1], got {[s for _, s in self.shares]}.")
        if math.fsum(share for _, share in self.shares) < 1.0 - TOLERANCE:
            raise InvalidValueError(
                "The shares of a Combination add up to at least 1, or nobody could ever meet it; "
                f"got {[share for _, share in self.shares]}."
            )

    def __str__(self) -> str:
        return " + ".join(f"{share:.0%} by {atom}" for atom, share in self.shares)

    def __repr__(self) -> str:
        return f"Combination({dict(self.shares)!r})"

    @property
    def parts(self) -> tuple[Requirement, ...]:
        """The atoms."""
        return tuple(atom for atom, _ in self.shares)

    def total(self, profile: Profile) -> float:
        """Return the sum of share times coverage, which may exceed 1."""
        return math.fsum(share * atom.coverage(profile) for atom, share in self.shares)

    def coverage(self, profile: Profile) -> float:
        """Return min(1, the sum of share times coverage)."""
        total = self.total(profile)
        return 1.0 if total >= 1.0 - TOLERANCE else min(total, BELOW_ONE)

    def fulfillments(self, profile: Profile) -> Iterator[tuple[Atom, ...]]:
        """Yield sets of atoms that would meet this: some parts in full, the rest by one clock.

        The clock that supplies the rest is asked only for the years that are needed.
        """
        if self.is_met(profile):
            yield ()
            return
        open_parts = [(atom, share) for atom, share in self.shares if not atom.is_met(profile)]
        for size in range(len(open_parts) + 1):
            for full in combinations(open_parts, size):
                held = profile
                for atom, _ in full:
                    held = atom.fulfil(held)
                taken = tuple(atom for atom, _ in full)
                if self.is_met(held):
                    yield taken
                    continue
                for atom, share in open_parts:
                    if isinstance(atom, Experience) and atom not in taken:
                        rest = self.years_needed(held, atom, share)
                        if rest is not None:
                            yield (*taken, Experience(atom.kind, rest))

    def years_needed(self, profile: Profile, atom: Experience, share: float) -> float | None:
        """Return the years of *atom*'s clock at which *profile* would meet this, or ``None`` if they do not suffice."""
        missing = 1.0 - (self.total(profile) - share * atom.coverage(profile))
        others = [other for other, _ in self.shares if isinstance(other, Experience) and other.kind == atom.kind]
        if len(others) > 1:  # one clock in several parts: the sum bends where each of them is full
            return self._years_on_shared_clock(profile, others)
        return None if missing > share + TOLERANCE else atom.years * min(1.0, missing / share)

    def _years_on_shared_clock(self, profile: Profile, others: list[Experience]) -> float | None:
        kind = others[0].kind
        low = profile.years.get(kind, 0.0)
        for bend in sorted(other.years for other in others if other.years > low):
            here = self.total(attrs.evolve(profile, years={**profile.years, kind: low}))
            there = self.total(attrs.evolve(profile, years={**profile.years, kind: bend}))
            if there >= 1.0 - TOLERANCE:
                return min(bend, low + (bend - low) * (1.0 - here) / (there - here))
            low = bend
        return None

    def fulfil(self, profile: Profile) -> Profile:
        """Meet the parts in their order until the sum is reached; the last clock only as far as needed."""
        for atom, share in self.shares:
            if self.is_met(profile):
                break
            rest = self.years_needed(profile, atom, share) if isinstance(atom, Experience) else None
            profile = (
                atom if rest is None or not isinstance(atom, Experience) else Experience(atom.kind, rest)
            ).fulfil(profile)
        return profile
