"""A plan: the roles on the way, how long to stay in each, and what to learn before every move."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs

from careerpath.frames import to_frame
from careerpath.gaps import WIDTH, atom_text, level_text, wrapped
from careerpath.graph import CareerGraph
from careerpath.planning.steps import Learning, Leg, Step, steps_of
from careerpath.profiles import Profile
from careerpath.render import Cell, cell_text, html_paragraphs, html_table, months_text, text_table, years_text


@attrs.frozen(repr=False)
class Plan:
    """A way from where a person stands to a target role.

    Attributes
    ----------
    graph : CareerGraph
        The framework.
    start : Profile
        The person now, in the first role.
    legs : tuple of Leg
        One per move: how long to stay before it, and what to learn meanwhile.
    pace : float
        Months of study done per month.
    exact : bool
        Whether no better plan exists by the definition in the documentation.
    """

    graph: CareerGraph = attrs.field(eq=False)
    start: Profile
    legs: tuple[Leg, ...]
    pace: float = 1.0
    exact: bool = True

    def __repr__(self) -> str:
        totals = f"{self.years:g} years, {self.study_months:g} months of study, {self.moves} moves"
        return f"Plan({' -> '.join(map(repr, self.roles))}: {totals})"

    def __len__(self) -> int:
        return len(self.legs) + 1

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """One per role held: the first role first, the target last."""
        return steps_of(self.graph, self.start, self.legs)

    @property
    def target(self) -> str:
        """Id of the role that the plan leads to."""
        return self.legs[-1].target

    @property
    def roles(self) -> tuple[str, ...]:
        """Ids of the roles, from the first to the target."""
        return (str(self.start.role), *(leg.target for leg in self.legs))

    @property
    def years(self) -> float:
        """Years from now until the target."""
        return self.steps[-1].arrives

    @property
    def study_months(self) -> float:
        """Months of study in all."""
        return round(math.fsum(step.study_months for step in self.steps), 9)

    @property
    def moves(self) -> int:
        """Number of moves."""
        return len(self.legs)

    @property
    def risk(self) -> float | None:
        """Sum of -ln of the probabilities of the moves; ``None`` where one is unknown."""
        chances = [self.graph.moves[ends].probability for ends in pairwise(self.roles)]
        known = [chance for chance in chances if chance is not None]
        return -math.fsum(map(math.log, known)) + 0.0 if len(known) == len(chances) else None

    @property
    def probability(self) -> float | None:
        """Product of the probabilities of the moves; ``None`` where one is unknown."""
        return None if self.risk is None else math.exp(-self.risk)

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return one row per step as a dataframe of the library named *backend*."""
        steps = self.steps
        return to_frame(
            {
                "role": [step.role for step in steps],
                "title": [self.graph.role(step.role).title for step in steps],
                "kind": [step.kind for step in steps],
                "arrives": [step.arrives for step in steps],
                "stay": [step.stay for step in steps],
                "study_months": [step.study_months for step in steps],
                "learn": ["; ".join(self._learning_text(item) for item in step.learn) for step in steps],
                "way": ["; ".join(atom_text(self.graph, atom) for atom in step.way) for step in steps],
            },
            backend=backend,
        )

    def explain(self, *, width: int = WIDTH) -> str:
        """Return the plan in words, in lines of *width*: the totals, then role by role."""
        # What is learned stands below, in full; with it the table would not fit an ordinary terminal.
        table = text_table(_COLUMNS[:-1], [row[:-1] for row in self._rows()], width=width)
        lines = [wrapped(self._headline(), width=width), "", table, ""]
        for step, after in pairwise(self.steps):
            title, then = self.graph.role(step.role).title, self.graph.role(after.role).title
            lines.append(wrapped(f"As {title}, stay {years_text(step.stay)}, then move to {then}.", width=width))
            if step.learn:
                learn = "; ".join(self._learning_text(item) for item in step.learn)
                lines.append(wrapped(f"  Learn: {learn}.", indent="    ", width=width))
            if after.way:
                lines.append(
                    wrapped(f"  You then meet what it asks: {self._way_text(after)}.", indent="    ", width=width)
                )
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return html_paragraphs(self._headline()) + html_table(_COLUMNS, list(self._rows()))

    def _headline(self) -> str:
        start, end = self.graph.role(self.steps[0].role).title, self.graph.role(self.target).title
        moves = f"{self.moves} move{'' if self.moves == 1 else 's'}"
        totals = f"{years_text(self.years)}, {months_text(self.study_months)} of study, {moves}"
        if self.probability is not None:
            chance = "below 0.1%" if self.probability < SMALL else f"{self.probability:.1%}"
            totals += f", chance of all moves {chance}"
        return f"{start} to {end}: {totals}."

    def _rows(self) -> Iterator[list[Cell]]:
        for step in self.steps:
            studied = months_text(step.study_months) if step.learn else None
            learn = ", ".join(self._title(item) for item in step.learn) or None
            yield [
                self.graph.role(step.role).title,
                step.kind or ("start" if step is self.steps[0] else None),
                f"{cell_text(step.arrives)} y",
                f"{cell_text(step.stay)} y" if step is not self.steps[-1] else None,
                studied,
                learn,
            ]

    def _title(self, item: Learning) -> str:
        known = self.graph.skills if item.kind == "skill" else self.graph.credentials
        return known[item.subject].title

    def _learning_text(self, item: Learning) -> str:
        if item.kind == "credential":
            return f"{self._title(item)} ({months_text(item.months)})"
        start, end = (level_text(self.graph, item.subject, level) for level in (item.start, item.end))
        return f"{self._title(item)} from {start} to {end} ({months_text(item.months)})"

    def _way_text(self, step: Step) -> str:
        """Count the skills, and name what took years or a credential."""
        skills = sum(atom.noun == "skill" for atom in step.way)
        named = [atom_text(self.graph, atom) for atom in step.way if atom.noun != "skill"]
        counted = [f"{skills} skill{'' if skills == 1 else 's'} at the levels required"] if skills else []
        return "; ".join([*counted, *named])


SMALL = 0.001
"""A chance below this is not worth a digit."""

_COLUMNS = ("role", "move", "arrives after", "stays", "study", "learns")
