"""Which roles does every plan pass, and how many of the best plans pass each of the others?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, SearchLimitError
from careerpath.frames import to_frame
from careerpath.gaps import WIDTH, wrapped
from careerpath.graph import CareerGraph, Who
from careerpath.planning.answers import Best, Front
from careerpath.planning.objectives import Minimize
from careerpath.planning.plans import Plan
from careerpath.planning.question import Limits, Question, ask
from careerpath.planning.refusal import no_plan
from careerpath.planning.target import Stay
from careerpath.render import Cell, html_paragraphs, html_table, text_table


@attrs.frozen
class Gateway:
    """A role on the way.

    Attributes
    ----------
    role : str
        Its id.
    gateway : bool or None
        Whether every plan passes it; ``None`` if that could not be settled within the limits of the search.
    plans : int
        How many of the best plans pass it.
    share : float
        The same as a share of the plans found, in (0, 1].
    """

    role: str
    gateway: bool | None
    plans: int
    share: float


@attrs.frozen(repr=False)
class Gateways:
    """The roles between a person and a target: first those that every plan passes, then by the share of plans.

    Attributes
    ----------
    graph : CareerGraph
        The framework.
    target : str
        Id of the role to reach.
    rows : tuple of Gateway
        Every role that one of the best plans passes; where the person starts and the target are left out.
    plans : tuple of Plan
        The best plans by different sequences of roles, from which shares are counted.
    k : int
        How many of them were asked for.
    exact : bool
        Whether the plans are the best ones, and every gateway is settled.
    """

    graph: CareerGraph = attrs.field(eq=False)
    target: str
    rows: tuple[Gateway, ...]
    plans: tuple[Plan, ...]
    k: int
    exact: bool = True

    def __repr__(self) -> str:
        return f"Gateways(to {self.target!r}: {list(self.roles)}{'' if self.exact else ', not exact'})"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Gateway]:
        return iter(self.rows)

    @property
    def roles(self) -> tuple[str, ...]:
        """Ids of the roles that every plan passes."""
        return tuple(row.role for row in self.rows if row.gateway)

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return one row per role as a dataframe of the library named *backend*."""
        return to_frame(
            {
                "role": [row.role for row in self.rows],
                "title": [self.graph.role(row.role).title for row in self.rows],
                "gateway": [row.gateway for row in self.rows],
                "plans": [row.plans for row in self.rows],
                "share": [row.share for row in self.rows],
            },
            backend=backend,
        )

    def explain(self, *, width: int = WIDTH) -> str:
        """Return which roles nobody coming this way can avoid, then the share of plans through each role."""
        lines = [wrapped(line, width=width) for line in self._headline()]
        if self.rows:
            lines += ["", text_table(_COLUMNS, self._cells(), width=width)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return html_paragraphs("\n".join(self._headline())) + html_table(_COLUMNS, self._cells())

    def _headline(self) -> list[str]:
        titles = ", ".join(self.graph.role(role).title for role in self.roles)
        number = len(self.plans)
        plans = f"the {number} best plans" if number > 1 else "the best plan"
        only = number < self.k and self.exact
        counted = f"{plans} by different roles ({'there are no others' if only else f'k={self.k}'})"
        lines = [
            f"To {self.graph.role(self.target).title}, every plan passes: {titles or 'no role in particular'}.",
            f"Shares are counted over {counted}.",
        ]
        if not self.exact:
            lines.append("The search stopped at its limit: better plans may be missing, and what is open stays open.")
        return lines

    def _cells(self) -> list[list[Cell]]:
        return [
            [
                self.graph.role(row.role).title,
                "open" if row.gateway is None else row.gateway,
                row.plans,
                f"{row.share:.0%}",
            ]
            for row in self.rows
        ]


_COLUMNS = ("role", "every plan", "plans", "share")


def gateways(
    graph: CareerGraph,
    who: Who,
    to: str,
    *,
    minimize: Minimize = "years",
    k: int = 20,
    stay: Stay = "minimum",
    pace: float = 1.0,
    max_moves: int = 8,
    start: str | None = None,
    time_limit: float | None = None,
    max_labels: int = 1_000_000,
) -> Gateways:
    """Find the roles that every plan passes, and the share of the best plans through each role.

    What a person holds decides: a role can be a gateway because only it runs a clock that the target asks for,
    although the bare map leads around it. A role that all of the best plans pass is a gateway exactly if no plan
    exists without entering it, which is searched for.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    who : Profile or str
        The person, or a role id for the incumbent of that role.
    to : str
        Id of the role to reach.
    minimize : str, Objective or mapping of them to float, default "years"
        By what the best plans are ranked. Whether a role is a gateway does not depend on it.
    k : int, default 20
        How many plans by different sequences of roles to count shares over, >= 1.
    stay, pace, max_moves, start
        As in `find_plan`.
    time_limit : float, optional
        Seconds for each search, above 0.
    max_labels : int, default 1,000,000
        Most partial plans held at once by each search.

    Returns
    -------
    Gateways
        One row per role on the way.

    Raises
    ------
    NoPlanError
        If no plan leads there.
    SearchLimitError
        If a limit on the work was hit before any plan was found.
    UnknownRoleError, InvalidProfileError, InvalidValueError, InvalidTypeError
        As in `find_plan`; also if *k* is not a whole number of at least 1.

    Examples
    --------
    >>> from careerpath import CareerGraph, Experience, Move, Role
    >>> graph = CareerGraph(
    ...     [
    ...         Role("pm"),
    ...         Role("lead", accrues=["people"]),
    ...         Role("expert"),
    ...         Role("vp", requires=[Experience("people", 2)]),
    ...     ],
    ...     [Move("pm", "lead"), Move("pm", "expert"), Move("lead", "vp"), Move("expert", "vp")],
    ... )
    >>> gateways(graph, "pm", "vp").roles
    ('lead',)
    """
    if not isinstance(k, int) or isinstance(k, bool):
        raise InvalidTypeError(f"k must be a whole number, got {k!r}.")
    if k < 1:
        raise InvalidValueError(f"k must be at least 1, got {k}.")
    question = ask(
        graph,
        who,
        to,
        [minimize],
        limits=Limits(max_moves=max_moves),
        stay=stay,
        pace=pace,
        start=start,
        time_limit=time_limit,
        max_labels=max_labels,
    )
    outcome = question.answer(Best(k))
    exact = outcome.bound == math.inf
    if not outcome.labels:
        raise no_plan(question) if exact else SearchLimitError(question.starts[0], to, outcome.bound)
    plans = tuple(question.plan(label, exact=exact) for label in outcome.labels)
    ends = {question.to, *(question.starts if len(question.starts) == 1 else ())}
    passed = Counter(role for plan in plans for role in set(plan.roles[1:]) - ends)
    every = exact and len(plans) < k  # all sequences of roles were found: nothing is left to search for
    rows = []
    for role, number in passed.items():
        gateway = number == len(plans) and (every or _closes(question, role))
        rows.append(Gateway(role, gateway, number, number / len(plans)))
    rows.sort(key=lambda row: (not row.gateway, row.gateway is not None, -row.plans, row.role))
    exact = exact and all(row.gateway is not None for row in rows)
    return Gateways(graph, question.to, tuple(rows), plans, k, exact)


def _closes(question: Question, role: str) -> bool | None:
    """Tell whether no plan is left when *role* must not be entered; ``None`` if the search hit a limit."""
    outcome = attrs.evolve(question, limits=attrs.evolve(question.limits, avoid=(role,))).answer(Front(1))
    if outcome.labels:
        return False
    return True if outcome.bound == math.inf else None
