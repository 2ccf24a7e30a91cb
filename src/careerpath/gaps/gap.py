"""How far is this profile from that role?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from careerpath.errors import require_type
from careerpath.fields import as_number
from careerpath.frames import to_frame
from careerpath.gaps.bands import DEFAULT_BANDS, ReadinessBands
from careerpath.gaps.tree import Judgement, judge
from careerpath.gaps.ways import Months, Way, least_effort, ways_to_meet
from careerpath.gaps.wording import WIDTH, advice, level_text, title_of, wrapped
from careerpath.graph import CareerGraph, Who
from careerpath.profiles import Profile
from careerpath.render import MONTHS_PER_YEAR, Cell, html_paragraphs, html_table, percent_text, text_table, years_text
from careerpath.requirements import BELOW_ONE, Atom, Noun, Requirement
from careerpath.roles import Role, Weighted


@attrs.frozen
class GapRow:
    """One atom of what a role asks, held against the profile.

    Attributes
    ----------
    atom : Atom
        The requirement.
    kind : str
        ``"skill"``, ``"experience"`` or ``"credential"``.
    subject, title : str
        Id and title of the skill, clock or credential.
    required, held, missing : float
        In levels, in years, or 1 and 0 for a credential.
    coverage : float
        In [0, 1]; 1 exactly when met.
    met : bool
        Whether this atom is met.
    essential : bool
        Whether it stands under ``requires`` (else under ``prefers``).
    weight : float
        Weight of its top-level entry.
    unknown : bool
        Whether it is a skill that the profile does not mention; counted as 0.
    path : str
        Its place in the role, such as ``requires[1].parts[0]``.
    """

    atom: Atom
    kind: Noun
    subject: str
    title: str
    required: float
    held: float
    missing: float
    coverage: float
    met: bool
    essential: bool
    weight: float
    unknown: bool
    path: str


@attrs.frozen(repr=False)
class Gap:
    """The distance between a profile and a role; everything beyond the verdict is worked out on demand.

    Attributes
    ----------
    graph : CareerGraph
        The framework.
    profile : Profile
        The person.
    role : Role
        The role.
    pace : float
        Months of study done per month.
    bands : ReadinessBands
        Names for how soon.
    """

    graph: CareerGraph = attrs.field(eq=False)
    profile: Profile
    role: Role
    pace: float = 1.0
    bands: ReadinessBands = DEFAULT_BANDS

    def __repr__(self) -> str:
        verdict = "eligible" if self.eligible else "not eligible"
        return f"Gap(to {self.role.id!r}: {verdict}, readiness {self.readiness:.2f}, {self.band!r})"

    @property
    def eligible(self) -> bool:
        """Whether everything in ``requires`` is met."""
        return all(entry.requirement.is_met(self.profile) for entry in self.role.requires)

    @cached_property
    def readiness(self) -> float:
        """Weighted mean coverage over ``requires`` and ``prefers``, in [0, 1]; 1 for a role that asks nothing."""
        return _readiness(self.role, self.profile)

    @cached_property
    def readiness_interval(self) -> tuple[float, float]:
        """Readiness with every unknown skill at 0, and with every one at the top of its scale."""
        best = self.profile.gaining(skills={row.subject: self.graph.scale_of(row.subject).top for row in self.unknown})
        return self.readiness, _readiness(self.role, best)

    @cached_property
    def rows(self) -> tuple[GapRow, ...]:
        """One row per atom, in the order of the role: first what is required, then what is preferred."""
        found = []
        for name in ("requires", "prefers"):
            entries: tuple[Weighted, ...] = getattr(self.role, name)
            for at, entry in enumerate(entries):
                for path, atom in _leaves(entry.requirement, f"{name}[{at}]"):
                    found.append(self._row(atom, path, entry.weight, essential=name == "requires"))
        return tuple(found)

    @property
    def unknown(self) -> tuple[GapRow, ...]:
        """The rows of skills that the profile does not mention."""
        return tuple(row for row in self.rows if row.unknown)

    @property
    def missing(self) -> tuple[GapRow, ...]:
        """The rows that are not met."""
        return tuple(row for row in self.rows if not row.met)

    @cached_property
    def tree(self) -> tuple[Judgement, ...]:
        """Why each entry is met or not, down to its atoms; first what is required, then what is preferred."""
        return tuple(judge(entry.requirement, self.profile) for entry in (*self.role.requires, *self.role.prefers))

    @cached_property
    def _ways(self) -> tuple[tuple[Way, ...], bool]:
        return ways_to_meet(self._asked, self.profile, study_months_by(self.graph))

    @cached_property
    def _effort(self) -> tuple[float, float | None]:
        return least_effort(self._asked, self.profile, study_months_by(self.graph))

    @property
    def _asked(self) -> tuple[Requirement, ...]:
        return tuple(entry.requirement for entry in self.role.requires)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The minimal ways to become eligible, the shortest first; at most 1,000.

        Ways that include something that cannot be earned come last.
        """
        return self._ways[0]

    @property
    def complete(self) -> bool:
        """Whether ``ways`` holds all of them."""
        return self._ways[1]

    @property
    def study_months(self) -> float | None:
        """Months of study of the first way; ``None`` if something missing cannot be earned."""
        return self._effort[1]

    @property
    def missing_years(self) -> float:
        """The longest time that a clock still has to run in the first way."""
        return self._effort[0]

    @cached_property
    def band(self) -> str:
        """How soon the person can hold the role, in the words of the bands."""
        if self.eligible:
            return self.bands.ready
        months = self.study_months
        years = None if months is None else max(months / MONTHS_PER_YEAR / self.pace, self.missing_years)
        return self.bands.name(eligible=False, readiness=self.readiness, years=years)

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return the rows as a dataframe of the library named *backend*."""
        names = [field.name for field in attrs.fields(GapRow) if field.name != "atom"]
        columns = {name: [getattr(row, name) for row in self.rows] for name in names}
        return to_frame({"role": [self.role.id] * len(self.rows), **columns}, backend=backend)

    def explain(self, *, width: int = WIDTH) -> str:
        """Return what a coach would say, in lines of *width*: the verdict, what is missing, the ways to get there."""
        lines = [wrapped(self._verdict(), width=width), ""]
        if self.rows:
            lines += [text_table(_COLUMNS, [_cells(self.graph, row) for row in self.rows], width=width), ""]
        if not self.eligible:
            lines += [wrapped(line, width=width) for line in self._advice()]
        return "\n".join(lines).rstrip()

    def _repr_html_(self) -> str:
        advice = "" if self.eligible else html_paragraphs("\n".join(self._advice()))
        return (
            html_paragraphs(self._verdict())
            + html_table(_COLUMNS, [_cells(self.graph, row) for row in self.rows])
            + advice
        )

    def _verdict(self) -> str:
        worst, best = self.readiness_interval
        known = f", up to {percent_text(best)} once the skills that are unknown are known" if best > worst else ""
        now = "eligible" if self.eligible else "not eligible yet"
        return f"{self.role.title}: {now}, readiness {percent_text(worst)}{known}. Band: {self.band}."

    def _advice(self) -> list[str]:
        return advice(self.graph, self.ways, complete=self.complete)

    def _row(self, atom: Atom, path: str, weight: float, *, essential: bool) -> GapRow:
        coverage, held = atom.coverage(self.profile), atom.held(self.profile)
        met = coverage == 1.0
        return GapRow(
            atom=atom,
            kind=atom.noun,
            subject=atom.subject,
            title=title_of(self.graph, atom),
            required=atom.amount,
            held=held,
            missing=0.0 if met else atom.amount - held,
            coverage=coverage,
            met=met,
            essential=essential,
            weight=weight,
            unknown=atom.noun == "skill" and atom.subject not in self.profile.skills,
            path=path,
        )


_COLUMNS = ("requirement", "needed", "held", "coverage", "met", "essential")


def _cells(graph: CareerGraph, row: GapRow) -> list[Cell]:
    match row.kind:
        case "credential":
            needed, held = "yes", "yes" if row.met else "no"
        case "experience":
            needed, held = years_text(row.required), years_text(row.held)
        case _:
            needed = level_text(graph, row.subject, row.required)
            held = "unknown" if row.unknown else level_text(graph, row.subject, row.held)
    return [row.title, needed, held, percent_text(row.coverage), row.met, row.essential]


def assess(graph: CareerGraph, who: Who, role: str, *, pace: float = 1.0, bands: ReadinessBands = DEFAULT_BANDS) -> Gap:
    """Say how far a person is from a role, and how to close the distance.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    who : Profile or str
        The person, or a role id for the incumbent of that role.
    role : str
        Id of the role to measure against.
    pace : float, default 1.0
        Months of study done per month, above 0.
    bands : ReadinessBands
        Names for how soon somebody can hold a role.

    Returns
    -------
    Gap
        Eligible or not, readiness with its interval, rows, the minimal ways to become eligible.

    Raises
    ------
    UnknownRoleError
        If a role id is not in the graph; near matches are named.
    InvalidProfileError
        If the profile does not fit the framework.
    InvalidTypeError
        If the arguments have changed places.
    InvalidValueError
        If *pace* is not a finite number above 0.

    Examples
    --------
    >>> from careerpath import CareerGraph, Profile, Role, SkillLevel
    >>> graph = CareerGraph([Role("analyst", requires=[SkillLevel("sql", 4), SkillLevel("statistics", 2)])])
    >>> gap = assess(graph, Profile(skills={"sql": 3}), "analyst")
    >>> gap.eligible, gap.readiness, gap.readiness_interval, gap.study_months
    (False, 0.375, (0.375, 0.875), 9.0)
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    require_type(bands, ReadinessBands, "bands", "a ReadinessBands")
    return Gap(graph, graph.person(who), graph.role(role), as_number(pace, "pace", above=True), bands)


def study_months_by(graph: CareerGraph) -> Months:
    """Return the function that gives the study months of an atom in *graph*, infinite if study cannot bring it."""

    def months(atom: Atom, profile: Profile) -> float:
        if atom.noun == "skill":
            per_level = graph.skills[atom.subject].months_per_level
            return math.inf if per_level is None else (atom.amount - atom.held(profile)) * per_level
        needed = graph.credentials[atom.subject].months
        return math.inf if needed is None else needed

    return months


def _leaves(requirement: Requirement, path: str) -> Iterator[tuple[str, Atom]]:
    if isinstance(requirement, Atom):
        yield path, requirement
    for at, part in enumerate(requirement.parts):
        yield from _leaves(part, f"{path}.parts[{at}]")


def _readiness(role: Role, profile: Profile) -> float:
    covered = weighed = 0.0
    all_met = True
    for entries in (role.requires, role.prefers):
        for entry in entries:
            coverage = entry.requirement.coverage(profile)
            if coverage != 1.0:
                all_met = False
            covered += coverage * entry.weight
            weighed += entry.weight
    return 1.0 if all_met else min(covered / weighed, BELOW_ONE)
