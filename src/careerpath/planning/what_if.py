"""What would change? The best plan today beside the best plan after each of several changes."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from careerpath.errors import CareerPathError, InvalidTypeError, InvalidValueError, require_type
from careerpath.frames import to_frame
from careerpath.gaps import WIDTH, atom_text, title_of, wrapped
from careerpath.graph import CareerGraph, Who
from careerpath.planning.attempts import Attempt, attempt, is_there
from careerpath.planning.objectives import Minimize
from careerpath.planning.plans import Plan
from careerpath.planning.target import Stay
from careerpath.profiles import Profile
from careerpath.render import Cell, html_paragraphs, html_table, months_text, text_table, years_text
from careerpath.requirements import Atom
from careerpath.roles import Move, Role

Changing: TypeAlias = Callable[[CareerGraph, Profile], tuple[CareerGraph, Profile]]
"""A change of the caller's own, from a framework and a person to a framework and a person."""

Change: TypeAlias = Atom | Profile | Role | Move | Changing | Sequence[Any]
"""Something that could be different; a sequence of changes is made in one."""


@attrs.frozen
class Variant:
    """The best plan after one change, against the plan without it.

    Attributes
    ----------
    change : str
        What was changed, in words.
    plan : Plan or None
        The best plan; ``None`` if there is none, or none is needed.
    why : str
        Why there is no plan; blank if there is one.
    years, study_months, moves : float, float, int; or None
        Its totals; 0 if the person is there already, ``None`` without a plan.
    years_change, study_change, moves_change : float, float, int; or None
        What is added to the totals of the base, below 0 where the change saves something; ``None`` if one of the
        two has no plan.
    """

    change: str
    plan: Plan | None
    why: str
    years: float | None
    study_months: float | None
    moves: int | None
    years_change: float | None
    study_change: float | None
    moves_change: int | None


@attrs.frozen(repr=False)
class WhatIf:
    """Plans before and after, one change at a time.

    Attributes
    ----------
    graph : CareerGraph
        The framework without any change.
    start, target : str
        Role ids.
    base : Plan or None
        The best plan without any change.
    base_why : str
        Why there is none; blank if there is one.
    rows : tuple of Variant
        One per change, in the order given.
    """

    graph: CareerGraph = attrs.field(eq=False)
    start: str
    target: str
    base: Plan | None
    base_why: str
    rows: tuple[Variant, ...]

    def __repr__(self) -> str:
        base = "no plan" if self.base is None else f"{self.base.years:g} years"
        return f"WhatIf({self.start!r} -> {self.target!r}: {base}, {len(self.rows)} changes)"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Variant]:
        return iter(self.rows)

    @property
    def exact(self) -> bool:
        """Whether no better plan exists, before or after any of the changes."""
        return all(plan.exact for plan in (self.base, *(row.plan for row in self.rows)) if plan is not None)

    def verdict(self, row: Variant) -> str:
        """Return in one line what a change does to the plan."""
        if row.years is None:
            return f"{'still no plan' if self.base is None else 'closes the way'}: {row.why}"
        if row.years_change is None or row.study_change is None or row.moves_change is None:
            gain = "opens the way"
            return f"{gain}: {row.why or f'{_years(row.years)}, {_study(row.study_months)}, {_moves(row.moves)}.'}"
        if row.why:
            return row.why
        parts = [
            f"{text} {'less' if change < 0 else 'more'}"
            for change, text in (
                (row.years_change, _years(row.years_change)),
                (row.study_change, _study(row.study_change)),
                (row.moves_change, _moves(row.moves_change)),
            )
            if change
        ]
        return f"{', '.join(parts) or 'nothing changes'}."

    def to_frame(self, *, backend: Any = "pandas") -> Any:
        """Return the base, then one row per change, as a dataframe of the library named *backend*."""
        rows = [_variant("", Attempt(self.base, None, self.base_why), self.base), *self.rows]
        names = [field.name for field in attrs.fields(Variant) if field.name not in {"change", "plan", "why"}]
        columns: dict[str, list[Any]] = {"change": [row.change or "none" for row in rows]}
        columns |= {name: [getattr(row, name) for row in rows] for name in names}
        columns["roles"] = [None if row.plan is None else " > ".join(row.plan.roles) for row in rows]
        columns["why"] = [row.why or None for row in rows]
        return to_frame(columns, backend=backend)

    def explain(self, *, width: int = WIDTH) -> str:
        """Return the plan without any change, a table of the plans after each, and what each does."""
        lines = [wrapped(self._headline(), width=width), "", text_table(_COLUMNS, self._cells(), width=width), ""]
        lines += [wrapped(f"{row.change}: {self.verdict(row)}", width=width) for row in self.rows]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return (
            html_paragraphs(self._headline())
            + html_table(_COLUMNS, self._cells())
            + html_paragraphs("\n".join(f"{row.change}: {self.verdict(row)}" for row in self.rows))
        )

    def _headline(self) -> str:
        ends = f"{self.graph.roles[self.start].title if self.start in self.graph.roles else 'Anywhere'} to "
        ends += self.graph.roles[self.target].title
        if self.base is None:
            return f"{ends}, as it is: no plan, because {self.base_why}"
        base = self.base
        return f"{ends}, as it is: {_years(base.years)}, {_study(base.study_months)}, {_moves(base.moves)}."

    def _cells(self) -> list[list[Cell]]:
        return [
            [
                row.change,
                row.years,
                row.study_months,
                row.moves,
                *(_signed(change) for change in (row.years_change, row.study_change, row.moves_change)),
            ]
            for row in self.rows
        ]


_COLUMNS = ("change", "years", "study months", "moves", "years +/-", "months +/-", "moves +/-")


def what_if(
    graph: CareerGraph,
    who: Who,
    to: str,
    changes: Iterable[Change] | Mapping[str, Change],
    *,
    minimize: Minimize = "years",
    stay: Stay = "minimum",
    pace: float = 1.0,
    max_moves: int = 8,
    start: str | None = None,
) -> WhatIf:
    """Compare the best plan as things are with the best plan after each of several changes.

    Every change is made alone, to the same person and framework. What it takes to bring it about is not counted:
    an MBA is held from the first day, at no cost.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    who : Profile or str
        The person, or a role id for the incumbent of that role.
    to : str
        Id of the role to reach.
    changes : sequence, or mapping from name to change
        Each a ``SkillLevel`` (the skill is raised to that level), a ``HasCredential`` (it is held), an
        ``Experience`` (so many years are added to the clock), a ``Profile`` (takes the place of the person; without
        a role of its own it stands where the person does), a ``Role`` or ``Move`` (added to the framework, or
        replacing the one with the same ids), a function from (graph, profile) to (graph, profile), or a list of
        these, made together.
    minimize, stay, pace, max_moves, start
        As in `find_plan`.

    Returns
    -------
    WhatIf
        The base and one row per change. A base without a plan is an answer too: changes may open the way.

    Raises
    ------
    UnknownRoleError, InvalidProfileError, InvalidFrameworkError, InvalidValueError
        If an id is unknown, a change does not fit the framework, there is no change, or an option is out of range.
    InvalidTypeError
        If a change is none of the above, or a function returns something else.

    Examples
    --------
    >>> from careerpath import CareerGraph, Experience, Move, Role, SkillLevel
    >>> graph = CareerGraph(
    ...     [
    ...         Role("pm", accrues=["product"]),
    ...         Role("cpo", requires=[SkillLevel("strategy", 4), Experience("product", 6)]),
    ...     ],
    ...     [Move("pm", "cpo", 2)],
    ... )
    >>> answer = what_if(graph, "pm", "cpo", [SkillLevel("strategy", 2), Experience("product", 4)])
    >>> for row in answer:
    ...     print(f"{row.change}: {row.years_change:+g} years, {row.study_change:+g} months")
    strategy at working: +0 years, -6 months
    4 more years of product: -4 years, +0 months
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    person, target = graph.person(who), graph.role(to).id
    named = _named(changes)

    def planned(framework: CareerGraph, profile: Profile) -> Attempt:
        return attempt(framework, profile, target, minimize, stay, pace, max_moves, start)

    base = planned(graph, person)
    rows = []
    for name, change in named:
        try:
            framework, profile, text = _changed(graph, person, change)
            there = is_there(framework, framework.person(profile), target, start)
            found = Attempt(None, 0.0, "no plan is needed.") if there else planned(framework, profile)
        except CareerPathError as error:
            error.add_note(f"In the change {name!r}.")
            raise
        rows.append(_variant(name if isinstance(changes, Mapping) else text or name, found, base.plan))
    first = str(base.plan.roles[0] if base.plan else start or person.role)
    return WhatIf(graph, first, target, base.plan, base.why, tuple(rows))


def _named(changes: Iterable[Change] | Mapping[str, Change]) -> list[tuple[str, Change]]:
    if isinstance(changes, (str, Profile, Role)) or not isinstance(changes, Iterable):
        raise InvalidTypeError(
            f"changes must be a list of changes, or a mapping from name to change, got {type(changes).__name__}."
        )
    if isinstance(changes, Mapping):
        named = [(str(name), change) for name, change in changes.items()]
    else:
        named = [(f"change {number}", change) for number, change in enumerate(changes, start=1)]
    if not named:
        raise InvalidValueError("changes names nothing to change; give at least one, such as HasCredential('mba').")
    return named


def _changed(graph: CareerGraph, person: Profile, change: Change) -> tuple[CareerGraph, Profile, str]:
    """Return the framework and the person after *change*, and what it is called; blank if it has no name."""
    if isinstance(change, Atom):
        return graph, *_gained(graph, person, change)
    if isinstance(change, Profile):
        if change.role is None:
            change = attrs.evolve(change, role=person.role, years_in_role=person.years_in_role)
        return graph, change, textwrap.shorten(repr(change), 60, placeholder="...")
    if isinstance(change, Role):
        done = "changed" if change.id in graph.roles else "added"
        return graph.with_role(change), person, f"role {change.title} {done}"
    if isinstance(change, Move):
        done = "changed" if (change.source, change.target) in graph.moves else "added"
        after = graph.with_move(change)
        ends = f"{after.role(change.source).title} to {after.role(change.target).title}"
        return after, person, f"move from {ends} {done}"
    if isinstance(change, Sequence) and not isinstance(change, str):
        texts = []
        for one in change:
            graph, person, text = _changed(graph, person, one)
            texts.append(text)
        return graph, person, " + ".join(texts)
    if callable(change):
        return _called(change, graph, person)
    raise InvalidTypeError(
        "A change must be a SkillLevel, HasCredential, Experience, Profile, Role, Move, a list of these, or a function "
        f"from (graph, profile) to (graph, profile), got {change!r}."
    )


def _gained(graph: CareerGraph, person: Profile, atom: Atom) -> tuple[Profile, str]:
    if atom.noun == "experience":
        after = graph.person(person.gaining(years={atom.subject: atom.amount}))
        years = f"{atom.amount:g} more year{'' if atom.amount == 1 else 's'}"
        return after, f"{years} of {title_of(graph, atom)}"
    after = graph.person(atom.fulfil(person))
    return after, atom_text(graph, atom)


def _called(change: Changing, graph: CareerGraph, person: Profile) -> tuple[CareerGraph, Profile, str]:
    made = change(graph, person)
    name = getattr(change, "__name__", "<callable>")
    match made:
        case (CareerGraph() as graph, Profile() as person):
            return graph, person, "" if name.startswith("<") else name.replace("_", " ").strip()
    raise InvalidTypeError(f"The change {name} must return (graph, profile), got {made!r}.")


def _variant(change: str, found: Attempt, base: Plan | None) -> Variant:
    plan = found.plan
    if plan is not None:
        totals = plan.years, plan.study_months, plan.moves
    elif found.cost is not None:  # there already
        totals = 0.0, 0.0, 0
    else:
        return Variant(change, None, found.why, *[None] * 6)
    if base is None:
        return Variant(change, plan, found.why, *totals, *[None] * 3)
    years, study = round(totals[0] - base.years, 9), round(totals[1] - base.study_months, 9)
    return Variant(change, plan, found.why, *totals, years, study, totals[2] - base.moves)


def _years(years: float) -> str:
    return years_text(abs(years))


def _study(months: float | None) -> str:
    return f"{months_text(abs(months or 0.0))} of study"


def _moves(moves: int | None) -> str:
    number = abs(moves or 0)
    return f"{number} move{'' if number == 1 else 's'}"


def _signed(change: float | None) -> str | None:
    return None if change is None else f"{round(change, 2) + 0.0:+g}" if change else "same"
