"""When is somebody ready? The words for it, and the limits behind the words."""

from __future__ import annotations

import math

import attrs

from careerpath.errors import InvalidValueError
from careerpath.fields import as_number, is_number, is_text, to_number


@attrs.frozen
class ReadinessBands:
    """Names for how soon somebody can hold a role.

    Attributes
    ----------
    ready : str
        Everything essential is met.
    nearly : str
        Not eligible, but readiness is at least ``nearly_from``.
    nearly_from : float
        Readiness in [0, 1].
    by_years : tuple of (str, float)
        Otherwise, the first name whose limit in years is not exceeded; limits rise, the last is infinite.
    never : str
        Something missing cannot be earned by study or time.

    Raises
    ------
    InvalidValueError
        If the limits do not rise to infinity.

    References
    ----------
    "Ready now" at 90 % of competency and experience, then one to two and two to three years: GitLab
    talent assessment. What is called nearly here is called ready there; eligibility is stricter.

    Examples
    --------
    >>> bands = ReadinessBands(by_years=(("this year", 1), ("later", float("inf"))))
    >>> bands.name(eligible=False, readiness=0.4, years=0.5)
    'this year'
    """

    ready: str = attrs.field(default="ready now", validator=is_text())
    nearly: str = attrs.field(default="nearly", validator=is_text())
    nearly_from: float = attrs.field(default=0.9, converter=to_number, validator=is_number())
    by_years: tuple[tuple[str, float], ...] = (("up to 2 years", 2.0), ("longer", math.inf))
    never: str = attrs.field(default="not by own effort", validator=is_text())

    def __attrs_post_init__(self) -> None:
        limits = [limit for _, limit in self.by_years]
        if not limits or limits != sorted(set(limits)) or limits[-1] != math.inf:
            raise InvalidValueError(f"The limits of by_years rise and end with infinity, got {limits}.")
        if self.nearly_from > 1:
            raise InvalidValueError(f"nearly_from is a readiness in [0, 1], got {self.nearly_from:g}.")

    def name(self, *, eligible: bool, readiness: float, years: float | None) -> str:
        """Return the band.

        Parameters
        ----------
        eligible : bool
            Whether everything essential is met.
        readiness : float
            In [0, 1].
        years : float or None
            Time until eligible; ``None`` where something missing cannot be earned.
        """
        if eligible:
            return self.ready
        if readiness >= self.nearly_from:
            return self.nearly
        if years is None:
            return self.never
        as_number(years, "years")
        return next(name for name, limit in self.by_years if years <= limit)


DEFAULT_BANDS = ReadinessBands()
