"""Several plans side by side: what one gains and gives up from one to the next."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, overload

import attrs

from careerpath.errors import InvalidValueError, did_you_mean
from careerpath.frames import to_frame
from careerpath.gaps import WIDTH, wrapped
from careerpath.planning.plans import Plan
from careerpath.render import Cell, cell_text, html_paragraphs, html_table, months_text, text_table


@attrs.frozen(repr=False)
class PlanSet(Sequence[Plan]):
    """Plans for one person to one target, in order of the first criterion.

    Attributes
    ----------
    plans : tuple of Plan
        The plans.
    objectives : tuple of str
        What was minimised.
    costs : tuple of tuple of float
        Per plan, its cost in each objective.
    exact : bool
        Whether this is all: every non-dominated vector, or the k best.
    bound : float
        If not exact: no plan that is missing costs less than this in the first objective.
    tolerance : float
        Plans that are better by less than this share in every objective were left out.
    """

    plans: tuple[Plan, ...]
    objectives: tuple[str, ...]
    costs: tuple[tuple[float, ...], ...]
    exact: bool = True
    bound: float = math.inf
    tolerance: float = 0.0

    def __repr__(self) -> str:
        return f"PlanSet({len(self.plans)} plans by {', '.join(self.objectives)}{'' if self.exact else ', not exact'})"

    def __len__(self) -> int:
        return len(self.plans)

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans)

    @overload
    def __getitem__(self, at: int) -> Plan: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Plan, ...]: ...

    def __getitem__(self, at: int | slice) -> Plan | tuple[Plan, ...]:
        return self.plans[at]

    def best(self, objective: str) -> Plan:
        """Return the plan that costs least in *objective*; ties go to the earlier plan.

        Raises
        ------
        InvalidValueError
            If it was not among the objectives; the near match is named.
        """
        if objective not in self.objectives:
            raise InvalidValueError(
                f"Objective {objective!r} was not minimised here. {did_you_mean(objective, self.objectives)}"
            )
        at = self.objectives.index(objective)
        return self.plans[min(range(len(self.plans)), key=lambda row: (self.costs[row][at], row))]

    def knee(self) -> Plan:
        """Return the most balanced plan: the nearest to the ideal that is best in every objective at once.

        Distances are Euclidean, after each objective is scaled to 0 for the best and 1 for the worst plan here.
        """
        low = [min(column) for column in zip(*self.costs, strict=True)]
        span = [max(column) - least or 1.0 for column, least in zip(zip(*self.costs, strict=True), low, strict=True)]

        def distance(row: int) -> tuple[float, int]:
            scaled = [(cost - least) / width for cost, least, width in zip(self.costs[row], low, span, strict=True)]
            return round(math.hypot(*scaled), 9), row

        return self.plans[min(range(len(self.plans)), key=distance)]

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return one row per plan as a dataframe of the library named *backend*."""
        own = [name for name in self.objectives if name not in {"years", "study", "moves", "risk"}]
        columns: dict[str, list[Any]] = {
            "plan": list(range(1, len(self.plans) + 1)),
            "roles": [" > ".join(plan.roles) for plan in self.plans],
            "years": [plan.years for plan in self.plans],
            "study_months": [plan.study_months for plan in self.plans],
            "moves": [plan.moves for plan in self.plans],
            "risk": [plan.risk for plan in self.plans],
        }
        for name in own:
            at = self.objectives.index(name)
            columns[name] = [cost[at] for cost in self.costs]
        return to_frame(columns, backend=backend)

    def explain(self, *, width: int = WIDTH) -> str:
        """Return a table of the plans, then what one gains and gives up from each to the next."""
        lines = [wrapped(self._headline(), width=width), "", text_table(self._columns(), self._rows(), width=width), ""]
        if len(self.objectives) > 1:
            for number, (before, after) in enumerate(pairwise(self.costs), start=2):
                change = ", but ".join(
                    filter(None, (self._change(before, after, "less"), self._change(before, after, "more")))
                )
                lines.append(wrapped(f"Plan {number} instead of plan {number - 1}: {change}.", width=width))
        return "\n".join(lines).rstrip()

    def _change(self, before: Sequence[float], after: Sequence[float], word: str) -> str:
        sign = -1.0 if word == "less" else 1.0
        changes = [sign * (new - old) for old, new in zip(before, after, strict=True)]
        pairs = zip(self.objectives, changes, strict=True)
        return " and ".join(f"{_amount(name, change)} {word}" for name, change in pairs if change > 0)

    def _repr_html_(self) -> str:
        return html_paragraphs(self._headline()) + html_table(self._columns(), self._rows())

    def _headline(self) -> str:
        graph = self.plans[0].graph
        title = graph.role(self.plans[0].target).title
        count = f"{len(self.plans)} plan{'' if len(self.plans) == 1 else 's'}"
        text = f"{count} to {title}, by {', '.join(self.objectives)}."
        if self.tolerance:
            text += f" Plans better by less than {self.tolerance:.1%} were left out."
        if not self.exact:
            text += (
                f" The search stopped at its limit: there may be more, but none with {self.objectives[0]} "
                f"below {cell_text(self.bound)}."
            )
        return text

    def _columns(self) -> list[str]:
        return ["plan", *self.objectives, *self._others(), "roles"]

    def _others(self) -> list[str]:
        """Return the measures that were not minimised, but that everybody wants to see."""
        return [name for name in ("years", "study", "moves") if name not in self.objectives]

    def _rows(self) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for number, (plan, cost) in enumerate(zip(self.plans, self.costs, strict=True), start=1):
            measures = {"years": plan.years, "study": plan.study_months, "moves": float(plan.moves)}
            titles = " > ".join(plan.graph.role(role).title for role in plan.roles)
            rows.append([number, *map(float, cost), *(measures[name] for name in self._others()), titles])
        return rows


def _amount(objective: str, amount: float) -> str:
    match objective:
        case "years":
            return f"{cell_text(amount)} year{'' if amount == 1 else 's'}"
        case "study":
            return f"{months_text(amount)} of study"
        case "moves":
            return f"{amount:g} move{'' if amount == 1 else 's'}"
        case _:
            return f"{cell_text(amount)} of {objective}"
