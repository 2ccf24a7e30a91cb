"""Plans for many people side by side: a status for each, and how many there are of every status."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

import attrs

from careerpath.frames import to_frame
from careerpath.frozen import FrozenMap
from careerpath.gaps import WIDTH, wrapped
from careerpath.graph import CareerGraph
from careerpath.planning.plans import Plan
from careerpath.render import Cell, html_paragraphs, html_table, text_table, years_text

Status: TypeAlias = Literal["planned", "already there", "blocked", "invalid"]
"""What came of looking for a plan for one person."""

STATUSES: tuple[Status, ...] = ("planned", "already there", "blocked", "invalid")


@attrs.frozen
class PersonPlan:
    """One person's plan, or why there is none.

    Attributes
    ----------
    person : hashable
        Id of the person.
    status : {"planned", "already there", "blocked", "invalid"}
        Whether there is a plan, none is needed, none exists, or the person does not fit the framework.
    plan : Plan or None
        The plan, if there is one.
    why : str
        Why there is none; blank if there is one.
    years, study_months, moves : float, float, int; or None
        Totals of the plan; 0 for who is already there.
    """

    person: Hashable
    status: Status
    plan: Plan | None
    why: str
    years: float | None = None
    study_months: float | None = None
    moves: int | None = None


@attrs.frozen(repr=False, eq=False)
class PlanAll(Mapping[Hashable, PersonPlan]):
    """A mapping from the id of a person to their plan, in the order in which people were given.

    Attributes
    ----------
    graph : CareerGraph
        The framework.
    target : str
        Id of the role to reach.
    people : mapping of id to PersonPlan
        One entry per person.
    """

    graph: CareerGraph
    target: str
    people: FrozenMap[Hashable, PersonPlan]

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {status}" for status, number in self.counts.items() if number)
        return f"PlanAll(to {self.target!r}: {counts or 'nobody'})"

    def __getitem__(self, person: Hashable) -> PersonPlan:
        return self.people[person]

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)

    @property
    def rows(self) -> tuple[PersonPlan, ...]:
        """One per person, in the order in which people were given."""
        return tuple(self.people.values())

    @property
    def counts(self) -> FrozenMap[Status, int]:
        """How many people there are of every status."""
        found = Counter(row.status for row in self.people.values())
        return FrozenMap({status: found[status] for status in STATUSES})

    @property
    def exact(self) -> bool:
        """Whether no better plan exists for anybody."""
        return all(row.plan.exact for row in self.people.values() if row.plan is not None)

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return one row per person as a dataframe of the library named *backend*."""
        rows = self.rows
        return to_frame(
            {
                "person": [row.person for row in rows],
                "status": [row.status for row in rows],
                "start": [None if row.plan is None else row.plan.roles[0] for row in rows],
                "years": [row.years for row in rows],
                "study_months": [row.study_months for row in rows],
                "moves": [row.moves for row in rows],
                "roles": [None if row.plan is None else " > ".join(row.plan.roles) for row in rows],
                "why": [row.why or None for row in rows],
            },
            backend=backend,
        )

    def explain(self, *, width: int = WIDTH) -> str:
        """Return how many people there are of every status, and how long their plans take."""
        table = text_table(_COLUMNS, self._cells(), width=width)
        lines = [wrapped(self._headline(), width=width), "", table]
        reasons = Counter(row.why for row in self.people.values() if row.status in {"blocked", "invalid"})
        if reasons:
            lines += ["", "Most frequent reasons:"]
            ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
            lines += [wrapped(f"- {number} x {why}", width=width) for why, number in ranked[:REASONS_SHOWN]]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return html_paragraphs(self._headline()) + html_table(_COLUMNS, self._cells())

    def _headline(self) -> str:
        number = len(self.people)
        text = f"{number} {'person' if number == 1 else 'people'} to {self.graph.role(self.target).title}."
        years = sorted(row.years for row in self.people.values() if row.plan is not None and row.years is not None)
        if not years:
            return text
        low, middle, high = (years_text(one) for one in (years[0], statistics.median(years), years[-1]))
        return f"{text} Plans take {middle} in the median, from {low} to {high}."

    def _cells(self) -> list[list[Cell]]:
        return [[status, number] for status, number in self.counts.items()]


REASONS_SHOWN = 5

_COLUMNS = ("status", "people")
