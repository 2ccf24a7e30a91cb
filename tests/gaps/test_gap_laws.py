"""Laws of the gap between a person and a role."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.gaps import Gap, assess
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import AllOf, AnyOf, AtLeast, Combination, Experience, Requirement, SkillLevel
from careerpath.roles import Role, Weighted
from strategies import graphs, profile_pairs, profiles

SOME = settings(max_examples=settings().max_examples * 2 // 5)
"""A framework takes its time to draw."""


@st.composite
def gaps(draw: st.DrawFn, *, max_roles: int = 1) -> Gap:
    """Somebody held against a role of some framework."""
    graph = draw(graphs(max_roles=max_roles, max_asked=3))
    return assess(graph, draw(profiles(graph)), draw(st.sampled_from(list(graph.roles))))


@SOME
@given(data=st.data(), graph=graphs(max_roles=1, max_asked=3))
def test_having_more_never_hurts(data: st.DataObject, graph: CareerGraph) -> None:
    """Eligibility, readiness and the coverage of every row never fall when holdings rise; best may only be sharper."""
    less, more = (assess(graph, person, "r0") for person in data.draw(profile_pairs(graph)))
    assert less.eligible <= more.eligible
    assert less.readiness <= more.readiness + 1e-12
    for before, after in zip(less.rows, more.rows, strict=True):
        assert (before.coverage, before.held, before.met) <= (after.coverage, after.held, after.met)
        assert before.missing >= after.missing
    if less.profile.skills.keys() == more.profile.skills.keys():
        assert less.readiness_interval[1] <= more.readiness_interval[1] + 1e-12


@SOME
@given(gap=gaps())
def test_eligible_exactly_when_everything_essential_is_met(gap: Gap) -> None:
    """Readiness plays no part in it, nor does what is preferred."""
    role = gap.role
    assert gap.eligible == all(entry.requirement.is_met(gap.profile) for entry in role.requires)
    graph = gap.graph.with_role(attrs.evolve(role, prefers=[]))
    assert assess(graph, gap.profile, role.id).eligible == gap.eligible


@SOME
@given(gap=gaps())
def test_readiness_is_the_weighted_mean_of_both_lists(gap: Gap) -> None:
    """A readiness of 1 means that nothing at all is missing; a role that asks nothing has it from the start."""
    entries = (*gap.role.requires, *gap.role.prefers)
    if entries:
        total = sum(entry.weight * entry.requirement.coverage(gap.profile) for entry in entries)
        assert gap.readiness == pytest.approx(total / sum(entry.weight for entry in entries))
    else:
        assert gap.readiness == 1
    assert (gap.readiness == 1) == all(entry.requirement.is_met(gap.profile) for entry in entries)


@SOME
@given(gap=gaps())
def test_the_interval_spans_what_is_unknown(gap: Gap) -> None:
    """Worst is the readiness itself; best counts unknown skills at their top; both agree where nothing is unknown."""
    worst, best = gap.readiness_interval
    assert worst == gap.readiness <= best <= 1
    known = gap.profile.gaining(
        skills={skill: gap.graph.scale_of(skill).top for skill in gap.graph.skills if skill not in gap.profile.skills}
    )
    assert best == assess(gap.graph, known, gap.role.id).readiness
    if not gap.unknown:
        assert worst == best
    settled = assess(gap.graph, attrs.evolve(gap.profile, skills=known.skills), gap.role.id)
    assert settled.readiness_interval == (settled.readiness, settled.readiness)
    shown_not_to_have_it = attrs.evolve(
        gap.profile, skills={**dict.fromkeys(gap.graph.skills, 0), **gap.profile.skills}
    )
    assert assess(gap.graph, shown_not_to_have_it, gap.role.id).readiness == gap.readiness


@SOME
@given(gap=gaps())
def test_rows_are_the_atoms(gap: Gap) -> None:
    """One row per atom, what is required first; each agrees with the atom held against the profile."""
    asked = [
        (atom, entry.weight, essential)
        for entries, essential in ((gap.role.requires, True), (gap.role.prefers, False))
        for entry in entries
        for atom in entry.requirement.atoms()
    ]
    assert [(row.atom, row.weight, row.essential) for row in gap.rows] == asked
    for row in gap.rows:
        assert (row.subject, row.required, row.kind) == (row.atom.subject, row.atom.amount, row.atom.noun)
        assert (row.held, row.coverage) == (row.atom.held(gap.profile), row.atom.coverage(gap.profile))
        assert row.met == (row.coverage == 1) == row.atom.is_met(gap.profile)
        assert row.missing == (0 if row.met else row.required - row.held)
        assert row.unknown == (row.kind == "skill" and row.subject not in gap.profile.skills)
        assert at(gap.role, row.path) == row.atom
    assert gap.missing == tuple(row for row in gap.rows if not row.met)


def at(role: Role, path: str) -> Requirement:
    """Follow a path such as ``requires[1].parts[0]``."""
    first, *steps = path.split(".")
    name, _, row = first.rstrip("]").partition("[")
    requirement: Requirement = getattr(role, name)[int(row)].requirement
    for step in steps:
        requirement = requirement.parts[int(step.removeprefix("parts[").rstrip("]"))]
    return requirement


@SOME
@given(gap=gaps())
def test_the_tree_repeats_the_judgement_of_every_requirement(gap: Gap) -> None:
    """Every node says whether it is met, how far, and why, down to the atoms."""
    entries = (*gap.role.requires, *gap.role.prefers)
    assert [node.requirement for node in gap.tree] == [entry.requirement for entry in entries]
    nodes = list(gap.tree)
    leaves = 0
    while nodes:
        node = nodes.pop()
        assert node.coverage == node.requirement.coverage(gap.profile)
        assert node.met == (node.coverage == 1)
        assert node.why
        assert [part.requirement for part in node.parts] == list(node.requirement.parts)
        leaves += not node.parts
        nodes += node.parts
    assert leaves == len(gap.rows)
    lines = [line for node in gap.tree for line in node.lines()]
    assert sum(line.lstrip().startswith("+ ") for line in lines) >= sum(row.met for row in gap.rows)


@SOME
@given(gap=gaps())
def test_the_order_of_requirements_carries_no_meaning(gap: Gap) -> None:
    """Entries and parts in reverse give the same verdict, the same ways and the same totals."""
    role = gap.role
    turned = attrs.evolve(
        role,
        requires=[attrs.evolve(entry, requirement=reverse(entry.requirement)) for entry in role.requires[::-1]],
        prefers=[attrs.evolve(entry, requirement=reverse(entry.requirement)) for entry in role.prefers[::-1]],
    )
    other = assess(gap.graph.with_role(turned), gap.profile, role.id)
    assert (other.eligible, other.band, other.complete) == (gap.eligible, gap.band, gap.complete)
    assert other.readiness == pytest.approx(gap.readiness)
    assert other.readiness_interval == pytest.approx(gap.readiness_interval)
    assert [rounded(way.atoms) for way in other.ways] == [rounded(way.atoms) for way in gap.ways]
    assert [(way.missing_years, way.study_months) for way in other.ways] == [
        (way.missing_years, way.study_months) for way in gap.ways
    ]


def reverse(requirement: Requirement) -> Requirement:
    """Turn the parts round, all the way down."""
    match requirement:
        case AllOf(parts, weights):
            turned = None if weights is None else weights[::-1]
            return AllOf(*map(reverse, parts[::-1]), weights=turned)
        case AnyOf(parts):
            return AnyOf(*map(reverse, parts[::-1]))
        case AtLeast(k, parts):
            return AtLeast(k, *map(reverse, parts[::-1]))
        case Combination(shares):
            return Combination(dict(shares[::-1]))
    return requirement


def rounded(atoms: tuple[Requirement, ...]) -> list[Requirement]:
    """Years that a sum asks for may differ in the last digit."""
    return [Experience(a.kind, round(a.years, 6)) if isinstance(a, Experience) else a for a in atoms]


@SOME
@given(data=st.data(), graph=graphs(max_roles=4))
def test_a_role_stands_for_its_incumbent(data: st.DataObject, graph: CareerGraph) -> None:
    """A role id as the person is ``graph.incumbent``, who is eligible for the own role."""
    one, other = (data.draw(st.sampled_from(list(graph.roles))) for _ in range(2))
    assert assess(graph, one, other) == assess(graph, graph.incumbent(one), other)
    assert assess(graph, one, one).eligible


@SOME
@given(gap=gaps())
def test_what_is_preferred_never_changes_eligibility(gap: Gap) -> None:
    """Even if it asks for the impossible; the ways stay the same, too."""
    beyond = Weighted(Experience(next(iter(gap.graph.clocks)), 1000), 50)
    strict = gap.graph.with_role(attrs.evolve(gap.role, prefers=[*gap.role.prefers, beyond]))
    other = assess(strict, gap.profile, gap.role.id)
    assert (other.eligible, other.ways) == (gap.eligible, gap.ways)
    assert other.readiness < 1


def test_a_role_that_asks_nothing() -> None:
    """Readiness 1, eligible, nothing to do."""
    gap = assess(CareerGraph([Role("intern")]), Profile(), "intern")
    assert (gap.eligible, gap.readiness, gap.readiness_interval, gap.rows, gap.tree) == (True, 1, (1, 1), (), ())
    assert [way.atoms for way in gap.ways] == [()]
    assert (gap.band, gap.study_months, gap.missing_years, gap.complete) == ("ready now", 0, 0, True)


def test_a_readiness_of_nearly_one_is_not_one() -> None:
    """However little is missing, nobody is rounded into a role."""
    graph = CareerGraph([Role("r", requires=[SkillLevel("sql", 4), Experience("product", 3)])])
    gap = assess(graph, Profile(skills={"sql": 4 - 1e-15 * 4}, years={"product": 3 - 1e-10}), "r")
    assert [row.met for row in gap.rows] == [False, True]
    assert gap.readiness < 1
    assert not gap.eligible
