"""Who gets there soonest, and who with the least study? Every role as a place to start from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from careerpath.errors import require_type
from careerpath.frames import to_frame
from careerpath.gaps import WIDTH, wrapped
from careerpath.graph import CareerGraph
from careerpath.planning.attempts import attempt
from careerpath.planning.objectives import Criteria, Minimize
from careerpath.planning.plans import Plan
from careerpath.planning.question import objectives_of
from careerpath.planning.target import Stay
from careerpath.render import Cell, html_paragraphs, html_table, text_table


@attrs.frozen
class Feeder:
    """One role, and what it takes its incumbent to reach the target.

    Attributes
    ----------
    role : str
        Its id.
    costs : tuple of float or None
        The least of each objective, each by a plan of its own; ``None`` if there is no plan.
    plans : tuple of Plan
        The best plan for each objective, in their order; empty if there is none.
    why : str
        Why there is no plan; blank if there is one.
    """

    role: str
    costs: tuple[float, ...] | None
    plans: tuple[Plan, ...] = ()
    why: str = ""

    @property
    def plan(self) -> Plan | None:
        """The best plan for the first objective."""
        return self.plans[0] if self.plans else None


@attrs.frozen(repr=False)
class Feeders:
    """Every other role as a place to start from, the best first; those without a plan last.

    Attributes
    ----------
    graph : CareerGraph
        The framework.
    target : str
        Id of the role to reach.
    objectives : tuple of str
        What was minimised, each by itself.
    rows : tuple of Feeder
        In order of the costs, then of the role ids.
    """

    graph: CareerGraph = attrs.field(eq=False)
    target: str
    objectives: tuple[str, ...]
    rows: tuple[Feeder, ...]

    def __repr__(self) -> str:
        open_ = sum(row.costs is not None for row in self.rows)
        return f"Feeders(to {self.target!r}: {open_} of {len(self.rows)} roles)"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Feeder]:
        return iter(self.rows)

    @property
    def exact(self) -> bool:
        """Whether no better plan exists for any of the roles."""
        return all(plan.exact for row in self.rows for plan in row.plans)

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return one row per role as a dataframe of the library named *backend*."""
        columns: dict[str, list[Any]] = {
            "role": [row.role for row in self.rows],
            "title": [self.graph.role(row.role).title for row in self.rows],
        }
        for at, name in enumerate(self.objectives):
            column = "study_months" if name == "study" else name
            columns[column] = [None if row.costs is None else row.costs[at] for row in self.rows]
        columns["roles"] = [None if row.plan is None else " > ".join(row.plan.roles) for row in self.rows]
        columns["why"] = [row.why or None for row in self.rows]
        return to_frame(columns, backend=backend)

    def explain(self, *, width: int = WIDTH) -> str:
        """Return a table of the roles from which a plan leads there, then why none does from the others."""
        lines = [wrapped(self._headline(), width=width), ""]
        table = [row for row in self._cells() if row[-1] is not None]
        if table:
            lines += [text_table(self._columns(), table, width=width), ""]
        for row in self.rows:
            if row.costs is None:
                lines.append(wrapped(f"{self.graph.role(row.role).title}: {row.why}", width=width))
        return "\n".join(lines).rstrip()

    def _repr_html_(self) -> str:
        return html_paragraphs(self._headline()) + html_table(self._columns(), list(self._cells()))

    def _headline(self) -> str:
        open_ = sum(row.costs is not None for row in self.rows)
        least = ", ".join(f"least {name}" for name in self.objectives)
        return (
            f"To {self.graph.role(self.target).title}: a plan leads there from {open_} of {len(self.rows)} other roles "
            f"({least}, each by the best plan for it)."
        )

    def _columns(self) -> list[str]:
        return ["from", *("study months" if name == "study" else name for name in self.objectives), "first move to"]

    def _cells(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            costs = [None] * len(self.objectives) if row.costs is None else [float(cost) for cost in row.costs]
            first = None if row.plan is None else self.graph.role(row.plan.roles[1]).title
            yield [self.graph.role(row.role).title, *costs, first]


def feeders(
    graph: CareerGraph,
    to: str,
    *,
    minimize: Sequence[Minimize] | Minimize = ("years", "study"),
    stay: Stay = "minimum",
    pace: float = 1.0,
    max_moves: int = 8,
) -> Feeders:
    """Compare every other role as a place to start from: the least years and the least study to a role.

    Each number is the exact optimum for the incumbent of that role, by a plan of its own: the fastest plan is
    seldom the one with the least study.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    to : str
        Id of the role to reach.
    minimize : sequence of objectives, default ("years", "study")
        Each a name, an `Objective` of your own, or a mapping to weights; the table is sorted by them.
    stay, pace, max_moves
        As in `find_plan`.

    Returns
    -------
    Feeders
        One row per role, the best first; for a role without a plan, why there is none.

    Raises
    ------
    UnknownRoleError
        If the role is not in the graph; near matches are named.
    InvalidValueError, InvalidTypeError
        If an option is out of range, or an objective unknown or repeated.

    Examples
    --------
    >>> from careerpath import CareerGraph, Experience, Move, Role, SkillLevel
    >>> graph = CareerGraph(
    ...     [
    ...         Role("pm", accrues=["product"]),
    ...         Role("designer"),
    ...         Role("cpo", requires=[SkillLevel("strategy", 4), Experience("product", 6)]),
    ...     ],
    ...     [Move("pm", "cpo", 2), Move("designer", "pm", 1)],
    ... )
    >>> for row in feeders(graph, "cpo"):
    ...     print(row.role, row.costs)
    pm (6.0, 12.0)
    designer (7.0, 12.0)
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    target = graph.role(to).id
    wanted = objectives_of(minimize)
    names = Criteria.of(wanted).names
    rows = [
        _feeder(graph, role, target, wanted, stay=stay, pace=pace, max_moves=max_moves)
        for role in graph.roles
        if role != target
    ]
    rows.sort(key=lambda row: (row.costs is None, row.costs or (), row.role))
    return Feeders(graph, target, names, tuple(rows))


def _feeder(
    graph: CareerGraph, role: str, to: str, wanted: Sequence[Minimize], *, stay: Stay, pace: float, max_moves: int
) -> Feeder:
    plans, costs = [], []
    for one in wanted:
        found = attempt(graph, role, to, one, stay, pace, max_moves, None)
        if found.plan is None or found.cost is None:  # whether there is a plan does not depend on the objective
            return Feeder(role, None, (), found.why)
        plans.append(found.plan)
        costs.append(found.cost)
    return Feeder(role, tuple(costs), tuple(plans))
