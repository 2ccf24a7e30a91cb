"""Random requirements, profiles and frameworks for every test: small numbers, so that ties and coincidences happen."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from hypothesis import strategies as st

from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Atom,
    Combination,
    Experience,
    HasCredential,
    Requirement,
    SkillLevel,
)
from careerpath.roles import Clock, Credential, Move, Role, Skill, Weighted
from careerpath.scales import Scale

SKILLS = ("python", "sql", "talk")
CLOCKS = ("lead", "people", "product")
CREDENTIALS = ("cert", "mba")
TOP = 4
"""The highest level of every skill here, whatever its scale."""

GRADES = Scale(["poor", "fair", "good", "superb"], [1, 2, 3, TOP])


class PlanningCase(NamedTuple):
    """A question to the planner: ``find_plan(case.graph, case.profile, case.target, **case.options)``."""

    graph: CareerGraph
    profile: Profile
    target: str
    options: dict[str, Any]
    """``stay``, ``pace`` and ``max_moves``."""


@cache
def levels(*, low: float = 0.0) -> st.SearchStrategy[float]:
    """Levels from *low* to the top, in halves."""
    return st.sampled_from([half / 2 for half in range(2 * TOP + 1) if half / 2 >= low])


@cache
def durations() -> st.SearchStrategy[float]:
    """Years above 0 that a role may ask for."""
    return st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0])


@cache
def atoms(
    *,
    skills: tuple[str, ...] = SKILLS,
    clocks: tuple[str, ...] = CLOCKS,
    credentials: tuple[str, ...] = CREDENTIALS,
    whole: bool = False,
) -> st.SearchStrategy[Atom]:
    """Atoms of the kinds for which there is a subject; levels from 1 if *whole*."""
    rungs = st.sampled_from([1.0, 2.0, 3.0]) if whole else levels(low=0.5)
    kinds: list[st.SearchStrategy[Atom]] = []
    if skills:
        kinds.append(st.builds(SkillLevel, st.sampled_from(skills), rungs))
    if clocks:
        kinds.append(st.builds(Experience, st.sampled_from(clocks), durations()))
    if credentials:
        kinds.append(st.builds(HasCredential, st.sampled_from(credentials)))
    return st.one_of(kinds)


@cache
@st.composite
def combinations(draw: st.DrawFn, atom: st.SearchStrategy[Atom] | None = None) -> Combination:
    """Two or three atoms whose shares add up to 1 or more."""
    parts = draw(st.lists(atoms() if atom is None else atom, min_size=2, max_size=3, unique=True))
    share = st.sampled_from([0.25, 0.4, 0.5, 0.6, 0.75, 1.0])
    shares = [draw(share) for _ in parts]
    if sum(shares) < 1:
        shares[0] = 1.0
    return Combination(dict(zip(parts, shares, strict=True)))


@cache
@st.composite
def trees(
    draw: st.DrawFn, kind: type[AllOf | AnyOf | AtLeast], part: st.SearchStrategy[Requirement] | None = None
) -> Requirement:
    """Requirements of one *kind* that have parts: atoms and combinations, or whatever *part* draws."""
    parts = draw(st.lists(atoms() | combinations() if part is None else part, min_size=1, max_size=3))
    if kind is AtLeast:
        return AtLeast(draw(st.integers(1, len(set(parts)))), *parts)
    if kind is AnyOf:
        return AnyOf(*parts)
    return AllOf(*parts, weights=draw(st.sampled_from([None, [float(n) for n in range(1, len(parts) + 1)]])))


@cache
def requirements(atom: st.SearchStrategy[Atom] | None = None, *, max_leaves: int = 6) -> st.SearchStrategy[Requirement]:
    """All seven kinds, nested."""
    leaf = atoms() if atom is None else atom
    return st.recursive(
        leaf | combinations(leaf),
        lambda part: st.one_of([trees(kind, part) for kind in (AllOf, AnyOf, AtLeast)]),
        max_leaves=max_leaves,
    )


@st.composite
def profiles(draw: st.DrawFn, graph: CareerGraph | None = None) -> Profile:
    """People who hold something of what *graph* speaks of; skills are often unknown, the role sometimes."""
    skills, clocks, credentials = (
        (SKILLS, CLOCKS, CREDENTIALS)
        if graph is None
        else (tuple(graph.skills), tuple(graph.clocks), tuple(graph.credentials))
    )
    roles = ("analyst", "manager") if graph is None else tuple(graph.roles)
    role = draw(st.none() | st.sampled_from(roles))
    return Profile(
        skills=_some(draw, skills, levels()),
        years=_some(draw, clocks, st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0])),
        credentials=draw(st.sets(st.sampled_from(credentials))) if credentials else (),
        role=role,
        years_in_role=draw(st.sampled_from([0.0, 0.5, 1.0, 3.0])) if role else 0.0,
    )


def _some(draw: st.DrawFn, ids: tuple[str, ...], amounts: st.SearchStrategy[float]) -> dict[str, float]:
    return draw(st.dictionaries(st.sampled_from(ids), amounts)) if ids else {}


@st.composite
def profile_pairs(draw: st.DrawFn, graph: CareerGraph | None = None) -> tuple[Profile, Profile]:
    """Two people, the second of whom holds at least everything that the first holds."""
    less = draw(profiles(graph))
    return less, less | draw(profiles(graph))


@st.composite
def skills(draw: st.DrawFn, ids: tuple[str, ...]) -> list[Skill]:
    """Skills with these ids: some with a scale of their own, some that cannot be studied."""
    pace = st.sampled_from([None, 0.0, 1.0, 3.0, 3.0, 4.5, 6.0])
    own = st.sampled_from([None, None, GRADES])
    return [Skill(name, scale=draw(own), months_per_level=draw(pace)) for name in ids]


@st.composite
def graphs(
    draw: st.DrawFn,
    *,
    min_roles: int = 1,
    max_roles: int = 5,
    max_skills: int = 3,
    max_asked: int = 2,
    max_leaves: int = 4,
    certain: bool = False,
) -> CareerGraph:
    """Small frameworks with cycles, every kind of requirement, and clocks in overlapping rings.

    Parameters
    ----------
    min_roles, max_roles, max_skills : int
        Bounds of the size; there are two or three clocks and up to two credentials.
    max_asked, max_leaves : int
        Most requirements of a role, and most atoms in one of them (nearly).
    certain : bool
        Give every move a probability, as the objective "risk" needs it.
    """
    names = [f"r{n}" for n in range(draw(st.integers(min_roles, max_roles)))]
    subjects = draw(_subjects(max_skills=max_skills))
    asked = _asked(subjects, max_size=max_asked, max_leaves=max_leaves)
    roles = [draw(_roles(name, subjects, requires=asked, prefers=asked)) for name in names]
    pairs = [(one, other) for one in names for other in names if one != other]
    taken = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3 * len(names))) if pairs else []
    return draw(_frameworks(roles, taken, subjects, certain=certain))


@st.composite
def planning_cases(draw: st.DrawFn, *, max_roles: int = 5, max_moves: int = 5, certain: bool = True) -> PlanningCase:
    """Questions to the planner, small enough for brute force; about half of them have an answer.

    The target asks for more than the roles before it, and seldom can be entered from the start directly.
    """
    sizes = [size for size in (4, 5, 3, 5, 4, 2, 6) if size <= max_roles]
    names = [f"r{n}" for n in range(draw(st.sampled_from(sizes)))]
    first, target = names[0], names[-1]
    subjects = draw(_subjects(max_skills=3))
    nothing: st.SearchStrategy[list[Weighted]] = st.just([])
    little = _asked(subjects, max_size=1, max_leaves=2)
    much = st.tuples(_asked(subjects, min_size=1, max_size=2, max_leaves=4), _time_asked(subjects)).map(
        lambda two: [*two[0], *two[1]]
    )
    roles = [
        draw(
            _roles(
                name,
                subjects,
                requires=much if name == target else st.one_of(nothing, nothing, little),
                prefers=nothing,
            )
        )
        for name in names
    ]
    walk = list(pairwise(names))
    pairs = [(one, other) for one in names[:-1] for other in names if one != other and (one, other) not in walk]
    gate = draw(st.sampled_from([None, None, first]))
    if gate is not None:  # only those who come back to the first role get on
        back = [(name, first) for name in names[1:-1]]
        walk = [*walk[:-1], *back, (first, target)]
        pairs = [pair for pair in pairs if pair[1] != target]
    inner = [pair for pair in pairs if pair != (first, target)] or walk
    few = min(len(inner), len(names))
    taken = draw(st.lists(st.sampled_from(inner), unique=True, min_size=few, max_size=2 * len(names)))
    direct = draw(st.sampled_from([pairs[-1:], [], []]))
    person = draw(st.just(Profile()) | _held(subjects))
    return PlanningCase(
        draw(_frameworks(roles, [*walk, *taken, *direct], subjects, certain=certain)),
        person.at(first, years=draw(st.sampled_from([0.0, 0.0, 0.5, 1.0, 2.0]))),
        target,
        {
            "stay": draw(st.sampled_from(["minimum", "minimum", "typical"])),
            "pace": draw(st.sampled_from([1.0, 1.0, 0.5, 2.0])),
            "max_moves": draw(st.sampled_from([n for n in (4, 3, 5, 4, 5, 2, 1) if n <= max_moves])),
        },
    )


class _Subjects(NamedTuple):
    skills: tuple[str, ...]
    clocks: tuple[str, ...]
    credentials: tuple[str, ...]


@st.composite
def _subjects(draw: st.DrawFn, *, max_skills: int) -> _Subjects:
    return _Subjects(
        SKILLS[: draw(st.integers(1, max_skills))],
        CLOCKS[: draw(st.sampled_from([3, 2]))],
        CREDENTIALS[: draw(st.integers(0, 2))],
    )


@cache
def _held(subjects: _Subjects) -> st.SearchStrategy[Profile]:
    """A beginner: something of what there is, and not much."""
    return st.builds(
        Profile,
        skills=st.dictionaries(st.sampled_from(subjects.skills), st.sampled_from([0.0, 0.5, 1.0, 2.0]), max_size=2),
        years=st.dictionaries(st.sampled_from(subjects.clocks), st.sampled_from([0.5, 1.0]), max_size=2),
        credentials=st.sets(st.sampled_from(subjects.credentials), max_size=1) if subjects.credentials else st.just(()),
    )


@cache
def _asked(
    subjects: _Subjects, *, max_size: int, max_leaves: int, min_size: int = 0
) -> st.SearchStrategy[list[Weighted]]:
    leaf = atoms(skills=subjects.skills, clocks=subjects.clocks, credentials=subjects.credentials, whole=True)
    asked = st.one_of(leaf, combinations(leaf), requirements(leaf, max_leaves=max_leaves))
    return st.lists(st.builds(Weighted, asked, st.sampled_from([0.5, 1.0, 2.0])), min_size=min_size, max_size=max_size)


@cache
def _time_asked(subjects: _Subjects) -> st.SearchStrategy[list[Weighted]]:
    """Years on up to three clocks, which one role alone seldom brings."""
    each = st.builds(Weighted, st.builds(Experience, st.sampled_from(subjects.clocks), durations()))
    return st.lists(each, max_size=3)


@st.composite
def _roles(
    draw: st.DrawFn,
    name: str,
    subjects: _Subjects,
    *,
    requires: st.SearchStrategy[list[Weighted]],
    prefers: st.SearchStrategy[list[Weighted]],
) -> Role:
    clocks = subjects.clocks
    rings = [(clocks[n], clocks[(n + 1) % len(clocks)]) for n in range(len(clocks))]
    return Role(
        name,
        level=draw(st.sampled_from([None, 1.0, 2.0, 3.0])),
        family=draw(st.sampled_from(["", "data", "product"])),
        requires=draw(requires),
        prefers=draw(prefers),
        accrues=draw(st.sampled_from([*rings, *((clock,) for clock in clocks), ()])),
        develops=draw(st.dictionaries(st.sampled_from(subjects.skills), st.sampled_from([1.0, 2.0, 3.0]), max_size=2)),
        develops_after=draw(st.sampled_from([0.0, 0.5, 1.0, 2.0])),
    )


@st.composite
def _frameworks(
    draw: st.DrawFn, roles: list[Role], pairs: list[tuple[str, str]], subjects: _Subjects, *, certain: bool
) -> CareerGraph:
    months = st.sampled_from([None, 6.0, 12.0, 18.0])
    return CareerGraph(
        roles,
        [draw(_moves(source, target, certain=certain)) for source, target in dict.fromkeys(pairs)],
        skills=draw(skills(subjects.skills)),
        credentials=[Credential(name, months=draw(months)) for name in subjects.credentials],
        clocks=[Clock(clock) for clock in subjects.clocks],
    )


@st.composite
def _moves(draw: st.DrawFn, source: str, target: str, *, certain: bool) -> Move:
    least = draw(st.sampled_from([0.0, 0.5, 1.0, 2.0]))
    return Move(
        source,
        target,
        min_years=least,
        typical_years=draw(st.sampled_from([None, least, least + 0.5, least + 2])),
        probability=draw(st.sampled_from([0.1, 0.25, 0.5, 1.0] if certain else [None, 0.1, 0.5, 1.0])),
    )
