"""The minimal ways to meet a list of requirements."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.gaps import Way, assess, ways, ways_to_meet
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
from careerpath.roles import Credential, Role, Skill
from strategies import atoms, combinations, profiles, requirements, trees

MONTHS: dict[str, float] = {"python": 3, "sql": 0, "talk": math.inf, "cert": 5, "mba": math.inf}
PLAIN = st.recursive(
    atoms(), lambda part: st.one_of([trees(kind, part) for kind in (AllOf, AnyOf, AtLeast)]), max_leaves=5
)


def months(atom: Atom, profile: Profile) -> float:
    """One skill costs study, one nothing, one cannot be studied; the same for credentials."""
    return MONTHS[atom.subject] * (atom.amount - atom.held(profile) if MONTHS[atom.subject] < math.inf else 1)


def is_met(asked: Iterable[Requirement], profile: Profile) -> bool:
    """Tell whether everything is met."""
    return all(requirement.is_met(profile) for requirement in asked)


def after(profile: Profile, gained: Iterable[Atom]) -> Profile:
    """Return the holdings once *gained* is met."""
    for atom in gained:
        profile = atom.fulfil(profile)
    return profile


def within(one: Way, other: Way) -> bool:
    """Tell whether *other* asks for everything that *one* asks for."""
    amounts = {(atom.noun, atom.subject): atom.amount for atom in other.atoms}
    return all(amounts.get((atom.noun, atom.subject), 0) >= atom.amount for atom in one.atoms)


def order(way: Way) -> tuple[bool, float, float, int, str]:
    """Return what ways are promised to be sorted by."""
    never = way.study_months is None
    return never, way.missing_years, way.study_months or 0, len(way.atoms), str(way)


def minimal(asked: list[Requirement], profile: Profile) -> set[frozenset[Atom]]:
    """Enumerate: every choice of one named amount, or nothing, per subject; keep the smallest that are enough."""
    named: dict[tuple[str, str], set[Atom]] = {}
    for atom in (atom for requirement in asked for atom in requirement.atoms()):
        if not atom.is_met(profile):
            named.setdefault((atom.noun, atom.subject), set()).add(atom)
    choices = [[None, *found] for found in named.values()]
    enough = [
        tuple(atom for atom in choice if atom is not None)
        for choice in itertools.product(*choices)
        if is_met(asked, after(profile, (atom for atom in choice if atom is not None)))
    ]
    every = [Way(choice, 0, 0) for choice in enough]
    return {frozenset(one.atoms) for one in every if not any(within(two, one) and two != one for two in every)}


@given(asked=st.lists(PLAIN, max_size=3), profile=profiles())
def test_ways_are_all_minimal_sets_of_atoms(asked: list[Requirement], profile: Profile) -> None:
    """Without sums, the ways are exactly those that enumeration finds."""
    found, complete = ways_to_meet(asked, profile, months)
    assert complete
    assert len({way.atoms for way in found}) == len(found)
    assert {frozenset(way.atoms) for way in found} == minimal(asked, profile)


@given(asked=st.lists(requirements(), max_size=3), profile=profiles())
def test_every_way_is_enough_and_none_is_too_much(asked: list[Requirement], profile: Profile) -> None:
    """Gaining what a way asks for meets everything; leaving out any part of it does not; no way contains another."""
    found, complete = ways_to_meet(asked, profile, months)
    assert complete
    assert found
    for way in found:
        assert is_met(asked, after(profile, way.atoms))
        for left_out in way.atoms:
            assert not is_met(asked, after(profile, (atom for atom in way.atoms if atom != left_out)))
    assert not any(within(one, two) for one, two in itertools.permutations(found, 2))


@given(combination=combinations(), profile=profiles())
def test_a_sum_asks_for_no_day_too_many(combination: Combination, profile: Profile) -> None:
    """Of a combination the clocks supply only the rest: with a little less on any of them it is not met."""
    for way in ways_to_meet([combination], profile, months)[0]:
        for atom in way.atoms:
            if isinstance(atom, Experience) and atom.years - profile.years.get(atom.kind, 0) > 1e-5:
                less = [atom.reduced_to(atom.years - 1e-6) if other == atom else other for other in way.atoms]
                assert not combination.is_met(after(profile, less))


@given(asked=st.lists(requirements(), max_size=3), profile=profiles())
def test_the_shortest_way_comes_first(asked: list[Requirement], profile: Profile) -> None:
    """Ways that can be earned, then missing years, study months, number of atoms, text; each figure is right."""
    found, _ = ways_to_meet(asked, profile, months)
    assert list(found) == sorted(found, key=order)
    for way in found:
        clocks = [a.years - profile.years.get(a.kind, 0) for a in way.atoms if isinstance(a, Experience)]
        study = sum(months(atom, profile) for atom in way.atoms if not isinstance(atom, Experience))
        assert way.missing_years == pytest.approx(max(clocks, default=0), abs=1e-8)
        assert way.study_months == (None if study == math.inf else pytest.approx(study))


@given(asked=st.lists(requirements(), max_size=3), profile=profiles())
def test_the_totals_are_those_of_the_first_way(asked: list[Requirement], profile: Profile) -> None:
    """Study months, missing years and the band do not wait for the list of ways, and agree with it."""
    skills = [Skill(name, months_per_level=finite(MONTHS[name])) for name in ("python", "sql", "talk")]
    credentials = [Credential(name, months=finite(MONTHS[name])) for name in ("cert", "mba")]
    graph = CareerGraph([Role("r", requires=asked)], skills=skills, credentials=credentials)
    gap = assess(graph, graph.known_part(profile).at(None), "r")
    again = assess(graph, graph.known_part(profile).at(None), "r")
    first = gap.ways[0]
    assert (gap.study_months, gap.missing_years) == (again.study_months, again.missing_years)
    assert (gap.study_months, gap.missing_years) == (first.study_months, first.missing_years)
    assert gap.eligible == (gap.ways == (Way((), 0, 0),))
    assert gap.ways == ways_to_meet(asked, gap.profile, months)[0]


def finite(amount: float) -> float | None:
    """Return ``None`` for what cannot be studied."""
    return None if amount == math.inf else amount


def texts(asked: Iterable[Requirement], profile: Profile | None = None) -> list[str]:
    """Return the ways in words."""
    found, complete = ways_to_meet(asked, profile or Profile(), lambda _atom, _profile: 3)
    assert complete
    return [str(way) for way in found]


def test_levels_of_one_skill_collapse() -> None:
    """Who reaches level 3 has level 2 as well."""
    assert texts([SkillLevel("sql", 2), SkillLevel("sql", 3)]) == ["sql >= 3"]
    assert texts([AnyOf(SkillLevel("sql", 2), SkillLevel("sql", 3))]) == ["sql >= 2"]
    assert texts([Experience("product", 2), Experience("product", 5)]) == ["5 years of product"]
    assert texts([SkillLevel("sql", 2)], Profile(skills={"sql": 2})) == ["nothing is missing"]


def test_what_is_forced_settles_a_choice() -> None:
    """An alternative that is needed anyway costs nothing."""
    either = AnyOf(SkillLevel("sql", 2), HasCredential("mba"))
    assert texts([either, HasCredential("mba")]) == ["credential mba"]
    assert texts([HasCredential("mba"), either]) == ["credential mba"]


def test_ten_years_or_an_mba_and_six() -> None:
    """G5: education stands in for experience, and only the rest is asked of the clock."""
    asked = Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.4})
    assert texts([asked]) == ["credential mba and 6 years of product", "10 years of product"]
    assert texts([asked], Profile(years={"product": 8})) == ["credential mba", "10 years of product"]
    assert texts([asked], Profile(credentials={"mba"})) == ["6 years of product"]


def test_sums_are_filled_in_every_order() -> None:
    """What one combination asks for may settle another one."""
    sums = [
        Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.5}),
        Combination({Experience("people", 4): 1.0, HasCredential("mba"): 1.0}),
    ]
    assert texts(sums) == [
        "credential mba and 5 years of product",
        "4 years of people and 10 years of product",
    ]
    assert texts(sums) == texts(sums[::-1])


def test_ten_of_twenty_is_cut_short() -> None:
    """There are 184,756 ways; a thousand are listed at once, and it is said that these are not all."""
    asked = AtLeast(10, *(SkillLevel(f"s{n:02}", 1) for n in range(20)))
    gap = assess(CareerGraph([Role("r", requires=[asked])]), Profile(), "r")
    start = time.perf_counter()
    assert (gap.study_months, gap.missing_years, gap.band) == (30, 0, "longer")
    assert time.perf_counter() - start < 1
    assert (len(gap.ways), gap.complete) == (1000, False)
    assert time.perf_counter() - start < 30
    assert all(len(way.atoms) == 10 and way.study_months == 30 for way in gap.ways)
    assert len({way.atoms for way in gap.ways}) == 1000
    assert "more" in gap.explain()


def test_the_cheapest_of_many_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when only some of the ways are listed."""
    asked = AtLeast(4, *(SkillLevel(f"s{n:02}", 1) for n in range(10)))
    monkeypatch.setattr(ways, "MAX_WAYS", 50)
    found, complete = ways_to_meet([asked], Profile(), lambda atom, _profile: float(atom.subject[1:]))
    assert found[0].study_months == sum(range(4))
    assert (len(found), complete) == (50, False)
    monkeypatch.setattr(ways, "MAX_WAYS", 210)
    assert ways_to_meet([asked], Profile(), lambda _atom, _profile: 3)[1]


@pytest.mark.parametrize("expansions", [1, 2, 3, 5, 8])
def test_giving_up_is_said(monkeypatch: pytest.MonkeyPatch, expansions: int) -> None:
    """A search that ends early says so; there is always a first way, and every way is enough."""
    full = ways_to_meet(HARD, Profile(), lambda _atom, _profile: 3)[0]
    monkeypatch.setattr(ways, "MAX_EXPANSIONS", expansions)
    found, complete = ways_to_meet(HARD, Profile(), lambda _atom, _profile: 3)
    assert found
    assert not complete or found == full
    assert all(is_met(HARD, after(Profile(), way.atoms)) for way in found)
    gap = assess(CareerGraph([Role("r", requires=HARD)]), Profile(), "r")
    assert gap.study_months is not None
    assert gap.study_months >= (full[0].study_months or 0)
    assert gap.explain()


HARD: list[Requirement] = [
    AnyOf(SkillLevel("a", 1), SkillLevel("b", 2)),
    AtLeast(2, SkillLevel("a", 2), SkillLevel("b", 1), AllOf(SkillLevel("c", 1), SkillLevel("b", 2))),
]
"""Choices that share their skills, so that it takes a few steps to tell what they cost together."""


def test_the_last_step_allowed_may_be_the_last_one_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing was given up."""
    monkeypatch.setattr(ways, "MAX_EXPANSIONS", 1)
    found, complete = ways_to_meet([SkillLevel("sql", 2)], Profile(), lambda _atom, _profile: 3)
    assert ([str(way) for way in found], complete) == (["sql >= 2"], True)


def test_ways_are_values() -> None:
    """Equal by content and closed to change."""
    one = ways_to_meet([SkillLevel("sql", 2)], Profile(), lambda _atom, _profile: 3)[0][0]
    assert one == Way((SkillLevel("sql", 2),), 0, 3)
    assert hash(one) == hash(Way((SkillLevel("sql", 2),), 0, 3))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.missing_years = 1  # type: ignore[misc]
