"""Why is a requirement met or not? The tree of judgements behind a coverage."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from careerpath.profiles import Profile
from careerpath.requirements import Combination, Experience, HasCredential, Requirement, SkillLevel


@attrs.frozen
class Judgement:
    """One requirement, held against a profile.

    Attributes
    ----------
    requirement : Requirement
        What is asked.
    met : bool
        Whether the profile meets it.
    coverage : float
        In [0, 1]; 1 exactly when met.
    why : str
        The reason in words.
    parts : tuple of Judgement
        The same for each part.
    """

    requirement: Requirement
    met: bool
    coverage: float
    why: str
    parts: tuple[Judgement, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Yield the tree as indented lines of text."""
        mark = "+" if self.met else "-"
        yield f"{'  ' * depth}{mark} {self.requirement}: {self.why}"
        for part in self.parts:
            yield from part.lines(depth + 1)


def judge(requirement: Requirement, profile: Profile) -> Judgement:
    """Return why *profile* meets *requirement* or not, down to the atoms.

    Examples
    --------
    >>> judge(SkillLevel("sql", 4), Profile(skills={"sql": 3})).why
    'held at 3'
    """
    parts = tuple(judge(part, profile) for part in requirement.parts)
    coverage = requirement.coverage(profile)
    return Judgement(requirement, coverage == 1.0, coverage, _why(requirement, profile, parts, coverage), parts)


def _why(requirement: Requirement, profile: Profile, parts: tuple[Judgement, ...], coverage: float) -> str:
    match requirement:
        case SkillLevel(skill):
            held = profile.skills.get(skill)
            return "unknown, counted as 0" if held is None else f"held at {held:g}"
        case Experience(kind):
            return f"{profile.years.get(kind, 0.0):g} years so far"
        case HasCredential():
            return "held" if coverage == 1.0 else "not held"
        case Combination():
            return f"adds up to {min(1.0, requirement.total(profile)):.0%}"
        case _:
            return f"{sum(part.met for part in parts)} of {len(parts)} met"
