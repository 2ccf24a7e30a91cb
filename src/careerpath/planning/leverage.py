"""What should this person learn first? The steps that open most roles today, or cut most years of the best plan."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Any

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, require_type
from careerpath.frames import to_frame
from careerpath.gaps import WIDTH, atom_text, wrapped
from careerpath.graph import CareerGraph, Who
from careerpath.planning.answers import Front
from careerpath.planning.openings import Gains, Openings
from careerpath.planning.plans import Plan
from careerpath.planning.question import Limits, Question, ask
from careerpath.planning.target import Stay
from careerpath.profiles import Profile
from careerpath.render import Cell, cell_text, html_paragraphs, html_table, months_text, text_table, years_text
from careerpath.requirements import Atom

MAX_SETS = 200_000
"""Most sets that are compared by the roles that they open."""

MAX_PLANS = 2_000
"""Most sets that are compared by plans, each of which is a search."""

SHOWN = 10


@attrs.frozen
class Lever:
    """A set of steps, none of which could be left out without losing some of the gain.

    Attributes
    ----------
    items : tuple of Atom
        What is held afterwards, the highest level of each skill.
    steps : int
        How many steps it takes; raising one skill to the next level but one takes two.
    gain : float or None
        Roles opened, or years cut; ``None`` if there was no plan before.
    study_months : float or None
        Months of study for it; ``None`` if study cannot bring it.
    opens : tuple of str
        Ids of the roles that it makes the person eligible for; with a target, that role if it opens the way.
    plan : Plan or None
        With a target: the best plan afterwards.
    """

    items: tuple[Atom, ...]
    steps: int
    gain: float | None
    study_months: float | None
    opens: tuple[str, ...] = ()
    plan: Plan | None = None

    def __str__(self) -> str:
        return " and ".join(map(str, self.items))


@attrs.frozen(repr=False)
class Leverage:
    """Sets of steps by what they gain, the best first.

    Attributes
    ----------
    graph : CareerGraph
        The framework.
    profile : Profile
        The person now.
    target : str or None
        Id of the role to reach; ``None`` if roles opened today were counted.
    size : int
        Most steps in a set.
    rows : tuple of Lever
        Every set that gains something and has no step to spare.
    sets : int
        How many sets were compared.
    years : float or None
        With a target: years of the best plan without any step; ``None`` if there is none.
    exact : bool
        Whether no set of this size gains more.
    """

    graph: CareerGraph = attrs.field(eq=False)
    profile: Profile
    target: str | None
    size: int
    rows: tuple[Lever, ...]
    sets: int
    years: float | None = None
    exact: bool = True

    def __repr__(self) -> str:
        aim = "roles opened" if self.target is None else f"years to {self.target!r}"
        return f"Leverage({aim}: {len(self.rows)} levers among {self.sets} sets)"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Lever]:
        return iter(self.rows)

    @property
    def method(self) -> str:
        """How the result was computed, in a sentence."""
        sets = (
            f"{self.sets:,} set{'' if self.sets == 1 else 's'} of up to {self.size} step{'' if self.size == 1 else 's'}"
        )
        if self.target is None:
            return f"All {sets} were compared, by the smallest sets that open each role."
        exact = "" if self.exact else " Some searches stopped at their limit."
        return f"All {sets} that could matter on the way were compared, each by a search for the best plan.{exact}"

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return one row per set as a dataframe of the library named *backend*."""
        rows = self.rows
        columns: dict[str, list[Any]] = {
            "lever": [str(row) for row in rows],
            "steps": [row.steps for row in rows],
            "gain": [row.gain for row in rows],
            "study_months": [row.study_months for row in rows],
            "opens": [", ".join(row.opens) or None for row in rows],
        }
        if self.target is not None:
            columns["years"] = [None if row.plan is None else row.plan.years for row in rows]
        return to_frame(columns, backend=backend)

    def explain(self, *, width: int = WIDTH) -> str:
        """Return what gains most, how many further sets there are, and how this was computed."""
        lines = [wrapped(self._headline(), width=width), ""]
        if self.rows:
            lines += [text_table(self._columns(), self._cells(self.rows[:SHOWN]), width=width), ""]
        if len(self.rows) > SHOWN:
            lines += [f"({len(self.rows) - SHOWN} further sets gain something; all are in to_frame())", ""]
        return "\n".join([*lines, wrapped(self.method, width=width)])

    def _repr_html_(self) -> str:
        table = html_table(self._columns(), self._cells(self.rows[:SHOWN]))
        return html_paragraphs(self._headline()) + table + html_paragraphs(self.method)

    def _headline(self) -> str:
        if self.target is None:
            aim = "make this person eligible for more roles today"
        elif self.years is None:
            aim = f"open a way to {self.graph.role(self.target).title}, which has none now"
        else:
            aim = f"shorten the way to {self.graph.role(self.target).title}, now {years_text(self.years)}"
        if not self.rows:
            return f"Nothing to learn would {aim}."
        return f"Steps that would {aim}."

    def _columns(self) -> tuple[str, ...]:
        if self.target is None:
            return ("learn", "roles", "study", "opens")
        return ("learn", "years cut", "study", "years left")

    def _cells(self, rows: Collection[Lever]) -> list[list[Cell]]:
        cells: list[list[Cell]] = []
        for row in rows:
            study = "not by study" if row.study_months is None else months_text(row.study_months)
            items = "; ".join(atom_text(self.graph, item) for item in row.items)
            if row.plan is None:
                cells.append([items, row.gain, study, ", ".join(self.graph.role(role).title for role in row.opens)])
            else:
                gain = "opens the way" if row.gain is None else cell_text(row.gain)
                cells.append([items, gain, study, row.plan.years])
        return cells


def leverage(
    graph: CareerGraph,
    who: Who,
    *,
    to: str | None = None,
    size: int = 1,
    stay: Stay = "minimum",
    pace: float = 1.0,
    max_moves: int = 8,
    start: str | None = None,
) -> Leverage:
    """Find the skill steps and credentials that gain a person most.

    A step raises one skill to the next level that some role requires, or brings one credential. Without a target, the
    gain of a set of steps is the number of roles that it makes the person eligible for today, the role held left out.
    With one, it is what the best plan by years gets shorter if the steps were held already; a set that opens a way
    where there is none is ranked by the years of that plan. Two steps can open what neither opens alone, so sets are
    compared one by one: the answer is exact. Sets with a step to spare are not listed.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    who : Profile or str
        The person, or a role id for the incumbent of that role.
    to : str, optional
        Id of the role to reach.
    size : int, default 1
        Most steps in a set, >= 1.
    stay, pace, max_moves, start
        As in `find_plan`; they matter only with a target. With ``start="any"`` the plan starts in a role that the
        person is eligible for without the steps.

    Returns
    -------
    Leverage
        Rows by gain, then fewer months of study (what study cannot bring comes last), fewer steps, text.

    Raises
    ------
    InvalidValueError
        If there are more than 200,000 sets (2,000 with a target, where each is a search) to compare; if *size* or an
        option is out of range, or the person cannot be planned for.
    UnknownRoleError, InvalidProfileError, NoPlanError, InvalidTypeError
        As in `find_plan`; a way that requirements close is no error here.

    Examples
    --------
    >>> from careerpath import CareerGraph, HasCredential, Move, Role, SkillLevel
    >>> graph = CareerGraph(
    ...     [
    ...         Role("pm"),
    ...         Role("lead", requires=[SkillLevel("strategy", 2)]),
    ...         Role("head", requires=[SkillLevel("strategy", 2), HasCredential("mba")]),
    ...     ],
    ...     [Move("pm", "lead", 1), Move("lead", "head", 1)],
    ... )
    >>> for lever in leverage(graph, "pm", size=2):
    ...     print(f"{lever}: {lever.gain:g} {lever.opens}")
    strategy >= 2 and credential mba: 2 ('lead', 'head')
    strategy >= 2: 1 ('lead',)
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    if not isinstance(size, int) or isinstance(size, bool):
        raise InvalidTypeError(f"size must be a whole number, got {size!r}.")
    if size < 1:
        raise InvalidValueError(f"size must be at least 1, got {size}.")
    if to is None:
        return _opening(graph, graph.person(who), size)
    limits = Limits(max_moves=max_moves)
    return _shortening(ask(graph, who, to, ["years"], limits=limits, stay=stay, pace=pace, start=start), size)


def _opening(graph: CareerGraph, profile: Profile, size: int) -> Leverage:
    gains = Gains(graph, profile)
    sets = _counted(gains, size, MAX_SETS, "")
    openings = Openings(gains, size)
    opened_by: dict[str, tuple[int, ...]] = {}
    for role in graph.roles.values():
        ways = openings.of_all(entry.requirement for entry in role.requires)
        if ways and ways != (0,) and role.id != profile.role:
            opened_by[role.id] = ways

    def opened(mask: int) -> tuple[str, ...]:
        return tuple(role for role, ways in opened_by.items() if any(way & ~mask == 0 for way in ways))

    # A set without a step to spare joins, for the roles that it opens, one of the smallest sets that open each.
    joined = {0}
    for way in sorted({way for ways in opened_by.values() for way in ways}):
        joined |= {mask | way for mask in joined if (mask | way).bit_count() <= size}
    rows = []
    for mask in joined - {0}:
        roles = opened(mask)
        if all(len(opened(mask & ~step)) < len(roles) for step in gains.tops(mask)):
            rows.append(_lever(gains, mask, float(len(roles)), roles, None))
    rows.sort(key=_order)
    return Leverage(graph, profile, None, size, tuple(rows), sets)


def _shortening(question: Question, size: int) -> Leverage:
    graph, profile = question.graph, question.profile
    gains = Gains(graph, profile, _asked_on_the_way(question).__contains__)
    sets = _counted(gains, size, MAX_PLANS, " by a search each")
    plans: dict[int, Plan | None] = {}
    years: dict[int, float] = {}
    for mask in gains.sets(size):
        after = attrs.evolve(question, profile=gains.after(mask))
        outcome = after.answer(Front(1))
        label = outcome.labels[0] if outcome.labels else None
        plans[mask] = after.plan(label, exact=outcome.bound == math.inf) if label else None
        years[mask] = label.elapsed if label else math.inf
    rows = []
    for mask, plan in plans.items():
        if mask and plan is not None and all(years[mask] < years[mask & ~step] for step in gains.tops(mask)):
            opens = years[0] == math.inf
            gain = None if opens else round(years[0] - years[mask], 9)
            rows.append(_lever(gains, mask, gain, (question.to,) if opens else (), plan))
    rows.sort(key=_order)
    base = None if years[0] == math.inf else years[0]
    exact = all(plan.exact for plan in plans.values() if plan is not None)
    return Leverage(graph, profile, question.to, size, tuple(rows), sets, base, exact)


def _asked_on_the_way(question: Question) -> set[tuple[str, str]]:
    """Return the skills and credentials that some role asks for which may lie on the way.

    To hold anything else more can bring no plan into being: it only takes away reasons to come back to a role.
    """
    target, space, most = question.target(), question.space, question.limits.max_moves
    found: set[tuple[str, str]] = set()
    for start in question.starts:
        near = target.hops_from(space.row[start])
        for role, hops, left in zip(question.graph.roles.values(), near, target.hops, strict=True):
            if hops + left <= most:
                asked = (atom for entry in role.requires for atom in entry.requirement.atoms())
                found |= {(atom.noun, atom.subject) for atom in asked}
    return found


def _counted(gains: Gains, size: int, most: int, how: str) -> int:
    number = gains.number(size)
    if number > most:
        smaller = next((less for less in range(size - 1, 0, -1) if gains.number(less) <= most), None)
        hint = "plan for a profile nearer to the role" if smaller is None else f"use size={smaller}"
        raise InvalidValueError(
            f"size={size} makes {number:,} sets of steps to compare{how}; at most {most:,} are; {hint}."
        )
    return number


def _lever(gains: Gains, mask: int, gain: float | None, opens: tuple[str, ...], plan: Plan | None) -> Lever:
    months = gains.months(mask)
    return Lever(gains.atoms(mask), mask.bit_count(), gain, None if months == math.inf else months, opens, plan)


def _order(row: Lever) -> tuple[float, float, int, str]:
    ahead = -row.gain if row.gain is not None else row.plan.years if row.plan is not None else 0.0
    return ahead, math.inf if row.study_months is None else row.study_months, row.steps, str(row)
