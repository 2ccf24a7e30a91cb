"""Laws that every kind of requirement obeys, and published numbers."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import careerpath.requirements
from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.profiles import Profile
from careerpath.requirements import (
    MAX_DEPTH,
    AllOf,
    AnyOf,
    AtLeast,
    Atom,
    Combination,
    Experience,
    HasCredential,
    Requirement,
    SkillLevel,
    weighted_mean,
)
from strategies import CLOCKS, CREDENTIALS, SKILLS, atoms, combinations, profile_pairs, profiles, requirements, trees

SQL, TALK, MBA, YEARS = SkillLevel("sql", 2), SkillLevel("talk", 3), HasCredential("mba"), Experience("product", 4)
EVERYTHING = Profile(dict.fromkeys(SKILLS, 4), dict.fromkeys(CLOCKS, 99), CREDENTIALS)

KINDS: dict[str, st.SearchStrategy[Requirement]] = {
    "SkillLevel": atoms(clocks=(), credentials=()),
    "Experience": atoms(skills=(), credentials=()),
    "HasCredential": atoms(skills=(), clocks=()),
    "AllOf": trees(AllOf),
    "AnyOf": trees(AnyOf),
    "AtLeast": trees(AtLeast),
    "Combination": combinations(),
    "any": requirements(max_leaves=10),
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
@given(data=st.data(), pair=profile_pairs())
def test_having_more_never_hurts(kind: str, data: st.DataObject, pair: tuple[Profile, Profile]) -> None:
    """Coverage rises with holdings, so that what is met stays met."""
    requirement = data.draw(KINDS[kind])
    less, more = pair
    assert requirement.coverage(less) <= requirement.coverage(more)
    assert requirement.is_met(EVERYTHING)


@every_kind
@given(data=st.data(), profile=profiles())
def test_coverage_is_one_exactly_when_met(kind: str, data: st.DataObject, profile: Profile) -> None:
    """Coverage lies in [0, 1], and is 1 exactly when the requirement is met."""
    requirement = data.draw(KINDS[kind])
    coverage = requirement.coverage(profile)
    assert 0 <= coverage <= 1
    assert (coverage == 1) == requirement.is_met(profile) == met(requirement, profile)


def met(requirement: Requirement, profile: Profile) -> bool:  # noqa: PLR0911 - one per kind
    """Judge by the table of definitions, kind by kind, without looking at the coverage of trees."""
    match requirement:
        case SkillLevel(skill, level):
            return profile.skills.get(skill, 0) >= level
        case Experience(kind, years):
            return profile.years.get(kind, 0) >= years - 1e-9
        case HasCredential(credential):
            return credential in profile.credentials
        case AllOf(parts):
            return all(met(part, profile) for part in parts)
        case AnyOf(parts):
            return any(met(part, profile) for part in parts)
        case AtLeast(k, parts):
            return sum(met(part, profile) for part in parts) >= k
        case Combination(shares):
            return sum(share * atom.coverage(profile) for atom, share in shares) >= 1 - 1e-9
    raise AssertionError(requirement)


@every_kind
@given(data=st.data(), profile=profiles())
def test_fulfilling_meets_and_loses_nothing(kind: str, data: st.DataObject, profile: Profile) -> None:
    """The canonical way meets the requirement, adds only what is named, and adds nothing if it is met."""
    requirement = data.draw(KINDS[kind])
    after = requirement.fulfil(profile)
    assert requirement.is_met(after)
    assert profile <= after
    assert (after.role, after.years_in_role) == (profile.role, profile.years_in_role)
    named = Profile()
    for atom in requirement.atoms():
        named = atom.fulfil(named)
    assert after <= profile | named
    if isinstance(requirement, Atom | Combination) and requirement.is_met(profile):
        assert after == profile


@every_kind
@given(data=st.data(), profile=profiles())
def test_branches_are_the_requirement(kind: str, data: st.DataObject, profile: Profile) -> None:
    """It is met exactly when all of some alternative is met; leaves have no alternatives, only ways to be met."""
    requirement = data.draw(KINDS[kind])
    branches = requirement.branches()
    if branches:
        assert requirement.is_met(profile) == any(all(part.is_met(profile) for part in one) for one in branches)
        with pytest.raises(InvalidTypeError, match="not a leaf"):
            requirement.fulfillments(profile)
        return
    ways = list(requirement.fulfillments(profile))
    assert ways
    assert (ways == [()]) == requirement.is_met(profile)
    for way in ways:
        after = profile
        for atom in way:
            assert not atom.is_met(profile)
            after = atom.fulfil(after)
        assert requirement.is_met(after)


@given(data=st.data(), pair=profile_pairs(), atom=atoms())
def test_an_atom_is_the_only_way_to_meet_it(data: st.DataObject, pair: tuple[Profile, Profile], atom: Atom) -> None:
    """Whoever meets an atom holds at least what its fulfilment from nothing holds."""
    profile = data.draw(st.sampled_from(pair))
    assert atom.is_met(profile) == (atom.fulfil(Profile()) <= profile)
    assert atom.is_met(profile) == (atom.held(profile) >= atom.amount)
    assert atom.held(atom.fulfil(Profile())) == atom.amount
    assert atom.reduced_to(atom.amount) == atom
    assert list(atom.atoms()) == [atom]
    assert (atom.parts, atom.depth) == ((), 1)


@given(part=combinations(), profile=profiles())
def test_ways_to_meet_a_combination_include_the_canonical_subsets(part: Combination, profile: Profile) -> None:
    """Any set of parts taken in full that suffices holds at least what some way asks for."""
    ways = [_applied(way, profile) for way in part.fulfillments(profile)]
    for chosen in range(2 ** len(part.parts)):
        full = _applied([atom for at, atom in enumerate(part.parts) if chosen >> at & 1], profile)  # type: ignore[misc]
        if part.is_met(full):
            assert any(way <= full for way in ways)


def _applied(way: Any, profile: Profile) -> Profile:
    for atom in way:
        profile = atom.fulfil(profile)
    return profile


@given(parts=st.lists(requirements(max_leaves=3), min_size=1, max_size=4), profile=profiles())
def test_at_least_stands_between_any_and_all(parts: list[Requirement], profile: Profile) -> None:
    """One of n is AnyOf, n of n is AllOf, and each further part asked for is harder."""
    distinct = list(dict.fromkeys(parts))
    coverages = [AtLeast(k, *parts).coverage(profile) for k in range(1, len(distinct) + 1)]
    assert coverages[0] == AnyOf(*parts).coverage(profile)
    assert coverages[-1] == AllOf(*distinct).coverage(profile)
    assert coverages == sorted(coverages, reverse=True)


@given(parts=st.lists(requirements(max_leaves=3), min_size=1, max_size=4), profile=profiles(), data=st.data())
def test_the_order_of_parts_carries_no_meaning(parts: list[Requirement], profile: Profile, data: st.DataObject) -> None:
    """Shuffled parts cover the same."""
    shuffled = data.draw(st.permutations(parts))
    k = data.draw(st.integers(1, len(set(parts))))
    assert AllOf(*shuffled).coverage(profile) == AllOf(*parts).coverage(profile)
    assert AnyOf(*shuffled).coverage(profile) == AnyOf(*parts).coverage(profile)
    assert AtLeast(k, *shuffled).coverage(profile) == AtLeast(k, *parts).coverage(profile)


@given(parts=st.lists(atoms(), min_size=1, max_size=4), profile=profiles(), weight=st.floats(0.1, 10))
def test_equal_weights_are_no_weights(parts: list[Atom], profile: Profile, weight: float) -> None:
    """The weighted mean with equal weights is the mean."""
    weighted = AllOf(*parts, weights=[weight] * len(parts))
    assert weighted.coverage(profile) == pytest.approx(AllOf(*parts).coverage(profile))


@every_kind
@given(data=st.data())
def test_requirements_are_values(kind: str, data: st.DataObject) -> None:
    """Pickling, equality, hash and repr agree; the text names every subject."""
    requirement = data.draw(KINDS[kind])
    again = pickle.loads(pickle.dumps(requirement))
    assert again == requirement
    assert hash(again) == hash(requirement)
    assert eval(repr(requirement), vars(careerpath.requirements)) == requirement  # noqa: S307
    for atom in requirement.atoms():
        assert atom.subject in str(requirement)
    assert requirement.depth <= MAX_DEPTH


def test_covering_a_part_is_counted_pro_rata() -> None:
    """One example per kind, worked by hand."""
    ann = Profile(skills={"sql": 1, "talk": 3}, years={"product": 3})
    assert [part.coverage(ann) for part in (SQL, TALK, MBA, YEARS)] == [0.5, 1, 0, 0.75]
    assert AllOf(SQL, TALK, MBA, YEARS).coverage(ann) == 2.25 / 4
    assert AllOf(SQL, TALK, weights=[3, 1]).coverage(ann) == 0.625
    assert AnyOf(SQL, MBA).coverage(ann) == 0.5
    assert AtLeast(2, SQL, TALK, MBA).coverage(ann) == 0.75
    assert Combination({YEARS: 1, MBA: 0.4}).coverage(ann) == 0.75


def test_education_stands_in_for_experience() -> None:
    """G5, the percentage rule: 21 of 30 semester hours are .70, and 4 of 9 graduate hours .4444; together enough."""
    semester, graduate = Experience("semester-hours", 30), Experience("graduate-hours", 9)
    rule = Combination({semester: 1, graduate: 1})
    assert semester.coverage(Profile(years={"semester-hours": 21})) == 0.7
    assert round(graduate.coverage(Profile(years={"graduate-hours": 4})), 4) == 0.4444
    assert rule.total(Profile(years={"semester-hours": 21, "graduate-hours": 4})) == pytest.approx(1.1444, abs=1e-4)
    assert rule.is_met(Profile(years={"semester-hours": 21, "graduate-hours": 4}))
    assert not rule.is_met(Profile(years={"semester-hours": 21, "graduate-hours": 2}))


def test_part_time_counts_in_part() -> None:
    """G5: 24 months at 75 per cent duty are 18 months."""
    rule = Combination({Experience("at-75-percent", 24): 0.75, Experience("full-time", 24): 1})
    part_time = Profile(years={"at-75-percent": 24})
    assert (Experience("full-time", 6),) in rule.fulfillments(part_time)
    assert rule.total(part_time) * 24 == 18


def test_three_years_for_one() -> None:
    """G5: two missing college years are six years of experience."""
    rule = Combination({Experience("work", 12): 1, Experience("college", 4): 1})
    dropout = Profile(years={"college": 2})
    assert rule.fulfil(dropout).years == {"college": 2, "work": 6}
    assert {(Experience("work", 6),), (Experience("college", 4),)} <= set(rule.fulfillments(dropout))


def test_an_mba_and_six_years() -> None:
    """G5: ten years, or an MBA and six."""
    path = Combination({Experience("product", 10): 1.0, MBA: 0.4})
    assert path.is_met(Profile(years={"product": 10}))
    assert path.is_met(Profile(years={"product": 6}, credentials={"mba"}))
    assert not path.is_met(Profile(years={"product": 5.9}, credentials={"mba"}))
    assert str(path) == "100% by 10 years of product + 40% by credential mba"
    assert path.years_needed(Profile(credentials={"mba"}), Experience("product", 10), 1.0) == pytest.approx(6)


def test_one_clock_in_two_parts_bends() -> None:
    """Two years bring half, the next four the other half; three years are not enough, six are."""
    rule = Combination({Experience("product", 2): 0.5, Experience("product", 6): 0.5})
    assert rule.total(Profile(years={"product": 2})) == pytest.approx(0.5 + 1 / 6)
    assert rule.fulfil(Profile()).years == {"product": 6}
    early = Combination({Experience("product", 2): 0.75, Experience("product", 6): 0.75})
    assert early.fulfil(Profile()).years == {"product": 2}
    bent = Combination({Experience("product", 2): 0.5, Experience("product", 8): 1.0})
    assert bent.fulfil(Profile()).years["product"] == pytest.approx(4)
    never = Combination({Experience("product", 2): 0.3, Experience("product", 8): 0.3, MBA: 0.4})
    assert never.years_needed(Profile(), Experience("product", 2), 0.3) is None
    assert set(never.fulfillments(Profile(years={"product": 9}))) == {(MBA,)}


def test_tolerance() -> None:
    """Years and sums within 1e-9 are reached; levels are compared exactly."""
    assert Experience("product", 3).is_met(Profile(years={"product": 3 - 1e-10}))
    assert not Experience("product", 3).is_met(Profile(years={"product": 3 - 1e-8}))
    assert not SQL.is_met(Profile(skills={"sql": math.nextafter(2, 0)}))
    assert SQL.coverage(Profile(skills={"sql": math.nextafter(2, 0)})) < 1
    assert Combination({Experience("a", 3): 1 / 3, Experience("b", 3): 2 / 3}).is_met(Profile(years={"a": 3, "b": 3}))


def test_repeated_parts_count_once() -> None:
    """AnyOf and AtLeast drop repetitions; AllOf keeps them, because they weigh."""
    assert AnyOf(SQL, MBA, SQL) == AnyOf(SQL, MBA)
    assert AtLeast(2, SQL, SQL, MBA) == AtLeast(2, SQL, MBA)
    assert len(AllOf(SQL, SQL, MBA).parts) == 3


def test_atoms_name_their_subject() -> None:
    """What it is about, how much of it, and how much is held."""
    ann = Profile(skills={"sql": 1}, years={"product": 3}, credentials={"mba"})
    assert [(atom.noun, atom.subject, atom.amount, atom.held(ann)) for atom in (SQL, TALK, MBA, YEARS)] == [
        ("skill", "sql", 2, 1),
        ("skill", "talk", 3, 0),
        ("credential", "mba", 1, 1),
        ("experience", "product", 4, 3),
    ]
    assert [str(atom.reduced_to(1)) for atom in (SQL, MBA, YEARS)] == [
        "sql >= 1",
        "credential mba",
        "1 years of product",
    ]


def test_texts() -> None:
    """Each kind reads like a sentence."""
    assert str(AllOf(SQL, AnyOf(MBA, YEARS))) == "all of (sql >= 2, any of (credential mba, 4 years of product))"
    assert str(AtLeast(1, SQL, MBA)) == "at least 1 of (sql >= 2, credential mba)"


def test_the_mean_of_what_is_met_is_exactly_one() -> None:
    """Rounding cannot turn a miss into a hit, nor a hit into a miss."""
    almost = math.nextafter(1, 0)
    assert weighted_mean([1.0] * 10, [0.1] * 10) == 1
    assert weighted_mean([1.0] * 9 + [almost], [1e6] * 9 + [1e-6]) < 1
    assert weighted_mean([1.0, almost], None) < 1


@pytest.mark.parametrize(
    ("build", "error", "sentence"),
    [
        (lambda: SkillLevel("", 1), InvalidValueError, "SkillLevel.skill must not be blank"),
        (lambda: SkillLevel(3, 1), InvalidTypeError, "SkillLevel.skill must be text"),
        (lambda: SkillLevel("sql", 0), InvalidValueError, "SkillLevel.level must be a finite number above 0"),
        (lambda: SkillLevel("sql", -1), InvalidValueError, "SkillLevel.level must be a finite number above 0"),
        (lambda: SkillLevel("sql", math.nan), InvalidValueError, "SkillLevel.level must be a finite number above 0"),
        (lambda: SkillLevel("sql", math.inf), InvalidValueError, "SkillLevel.level must be a finite number above 0"),
        (lambda: SkillLevel("sql", bool(1)), InvalidTypeError, "SkillLevel.level must be a number"),
        (lambda: SkillLevel("sql", "2"), InvalidTypeError, "SkillLevel.level must be a number"),
        (lambda: Experience("product", 0), InvalidValueError, "Experience.years must be a finite number above 0"),
        (lambda: Experience(" x", 1), InvalidValueError, "Experience.kind must not be blank"),
        (lambda: HasCredential(None), InvalidTypeError, "HasCredential.credential must be text"),
        (AllOf, InvalidValueError, "AllOf needs at least one part"),
        (AnyOf, InvalidValueError, "AnyOf needs at least one part"),
        (lambda: AtLeast(1), InvalidValueError, "AtLeast needs at least one part"),
        (lambda: AllOf([SQL]), InvalidTypeError, "takes requirements such as SkillLevel('sql', 2) one by one, got ["),
        (lambda: AnyOf([SQL]), InvalidTypeError, "AnyOf takes requirements"),
        (lambda: AtLeast(1, [SQL]), InvalidTypeError, "AtLeast takes requirements"),
        (lambda: AllOf(SQL, weights=[1, 2]), InvalidValueError, "one weight per part: 1 parts, 2 weights"),
        (lambda: AllOf(SQL, weights=[0]), InvalidValueError, "A weight must be a finite number above 0"),
        (lambda: AllOf(SQL, weights=3), InvalidTypeError, "weights as a list with one number per part"),
        (lambda: AtLeast(0, SQL), InvalidValueError, "1 <= k <= 1 distinct parts, got k=0"),
        (lambda: AtLeast(2, SQL, SQL), InvalidValueError, "1 <= k <= 1 distinct parts, got k=2"),
        (lambda: AtLeast(SQL, MBA), InvalidTypeError, "a whole number first"),
        (lambda: AtLeast(bool(1), MBA), InvalidTypeError, "a whole number first"),
        (lambda: Combination({}), InvalidValueError, "Combination needs at least one part"),
        (lambda: Combination([SQL]), InvalidTypeError, "a mapping from atom to share"),
        (lambda: Combination({"sql": 1}), InvalidTypeError, "adds up atoms"),
        (lambda: Combination({AnyOf(SQL): 1}), InvalidTypeError, "adds up atoms"),
        (lambda: Combination({SQL: 0, MBA: 1}), InvalidValueError, "The share of sql >= 2 must be a finite number"),
        (lambda: Combination({SQL: 1.5}), InvalidValueError, "lie in (0, 1]"),
        (lambda: Combination({SQL: 0.5, MBA: 0.4}), InvalidValueError, "add up to at least 1"),
    ],
)
def test_an_invalid_requirement_cannot_exist(
    build: Callable[[], Requirement], error: type[Exception], sentence: str
) -> None:
    """Each fault has its sentence."""
    with pytest.raises(error) as caught:
        build()
    assert sentence in str(caught.value)


@pytest.mark.parametrize("wrap", [AllOf, AnyOf, lambda part: AtLeast(1, part)])
def test_trees_are_twenty_deep_at_most(wrap: Callable[[Requirement], Requirement]) -> None:
    """The last level that is allowed is built; the next one is an error that says so."""
    tree: Requirement = SQL
    while tree.depth < MAX_DEPTH:
        tree = wrap(tree)
    with pytest.raises(InvalidValueError, match=r"nested 20 deep at most; this .* is 21"):
        wrap(tree)


def test_nothing_changes() -> None:
    """Requirements are frozen."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        SQL.level = 3  # type: ignore[misc]
