"""Gaps worked by hand, published numbers, and the readiness bands."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.datasets import load_product_ladder
from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.gaps import DEFAULT_BANDS, ReadinessBands, assess
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import AnyOf, AtLeast, Combination, Experience, HasCredential, Requirement, SkillLevel
from careerpath.roles import Credential, Role, Skill, Weighted

# Levels of nine capabilities from associate product manager to head of product, one column per role
# (UK government DDaT product manager pathway, 2017, Open Government Licence v3.0).
CAPABILITIES = {
    "business": "AWPEE",
    "finance": "APPPP",
    "lifecycle": "AWPEE",
    "problem": "WPEEE",
    "product": "APEEE",
    "strategy": "WPPEE",
    "constraints": "AWPEE",
    "users": "WPPPE",
    "agility": "AWEEE",
}
POSITIONS = {"A": 1, "W": 2, "P": 3, "E": 4}


def of_one(*asked: Requirement, **parts: list[Skill] | list[Credential]) -> CareerGraph:
    """Return a graph of one role."""
    return CareerGraph([Role("r", requires=asked)], **parts)


@pytest.mark.parametrize(
    ("source", "target", "steps", "coverage"),
    [(0, 1, 11, 0.518519), (1, 2, 7, 0.777778), (2, 3, 4, 0.888889), (3, 4, 1, 0.972222), (1, 4, 12, 0.666667)],
)
def test_neighbours_on_a_published_ladder(source: int, target: int, steps: int, coverage: float) -> None:
    """Levels missing and equal-weight coverage between neighbouring roles of the DDaT pathway."""
    graph = CareerGraph(
        [
            Role(str(at), requires=[SkillLevel(skill, POSITIONS[row[at]]) for skill, row in CAPABILITIES.items()])
            for at in range(5)
        ]
    )
    gap = assess(graph, str(source), str(target))
    assert sum(row.missing for row in gap.rows) == steps
    assert gap.readiness == pytest.approx(coverage, abs=5e-7)
    assert gap.study_months == 3 * steps
    assert not gap.eligible


def test_ten_years_or_an_mba_and_six() -> None:
    """G5: education stands in for experience."""
    asked = Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.4})
    graph = of_one(asked, credentials=[Credential("mba", months=24)])
    gap = assess(graph, Profile(years={"product": 5}), "r")
    assert gap.readiness == 0.5
    assert [(str(way), way.missing_years, way.study_months) for way in gap.ways] == [
        ("credential mba and 6 years of product", 1, 24),
        ("10 years of product", 5, 0),
    ]
    assert (gap.missing_years, gap.study_months, gap.band) == (1, 24, "up to 2 years")
    assert assess(graph, Profile(years={"product": 6}, credentials={"mba"}), "r").eligible
    assert not assess(graph, Profile(years={"product": 5.9}, credentials={"mba"}), "r").eligible
    assert assess(graph, Profile(years={"product": 10}), "r").eligible


@pytest.mark.parametrize(("held", "asked", "percent"), [(21, 30, 0.7), (4, 9, 0.4444)])
def test_semester_hours_count_in_part(held: float, asked: float, percent: float) -> None:
    """G5: 21 of 30 semester hours are 70 %, 4 of 9 graduate hours 44.44 %."""
    rule = Combination({Experience("hours", asked): 1.0, Experience("work", 1): 1.0})
    gap = assess(of_one(rule), Profile(years={"hours": held}), "r")
    assert gap.readiness == pytest.approx(percent, abs=5e-5)
    rest = assess(of_one(rule), Profile(years={"hours": held, "work": 1 - held / asked}), "r")
    assert rest.eligible


def test_weights_count_per_entry() -> None:
    """Worked by hand: (3 * 0.5 + 1 * 1 + 2 * 0.25) / 6."""
    role = Role(
        "r",
        requires=[Weighted(SkillLevel("sql", 4), 3), HasCredential("mba")],
        prefers=[Weighted(Experience("product", 8), 2)],
    )
    gap = assess(CareerGraph([role]), Profile({"sql": 2}, {"product": 2}, {"mba"}), "r")
    assert gap.readiness == pytest.approx(0.5)
    assert [(row.weight, row.essential, row.missing) for row in gap.rows] == [
        (3, True, 2),
        (1, True, 0),
        (2, False, 6),
    ]


def test_unknown_is_not_zero() -> None:
    """An unknown skill counts as 0, and its row and the interval say that it may be anything."""
    graph = of_one(SkillLevel("sql", 4), SkillLevel("talk", 2))
    unknown = assess(graph, Profile(skills={"talk": 1}), "r")
    assert unknown.readiness_interval == (0.25, 0.75)
    assert [row.subject for row in unknown.unknown] == ["sql"]
    assert "unknown" in unknown.explain()
    zero = assess(graph, Profile(skills={"talk": 1, "sql": 0}), "r")
    assert zero.readiness_interval == (0.25, 0.25)
    assert "unknown" not in zero.explain()


def test_what_cannot_be_earned() -> None:
    """Study months are ``None``, the band says so, and a way around it is preferred whatever it costs."""
    parts = {"skills": [Skill("poise", months_per_level=None)], "credentials": [Credential("noble")]}
    poise, noble = SkillLevel("poise", 1), HasCredential("noble")
    for closed in (poise, noble):
        asked = [closed, Experience("court", 1)]
        gap = assess(
            CareerGraph([Role("r", requires=asked, develops={"poise": 1}, prefers=[noble])], **parts), Profile(), "r"
        )
        assert (gap.study_months, gap.missing_years, gap.band) == (None, 1, "not by own effort")
        assert gap.ways[0].study_months is None
        assert "neither" in gap.explain()
    around = AnyOf(poise, Experience("court", 30))
    gap = assess(CareerGraph([Role("r", requires=[around], prefers=[noble])], **parts), Profile(), "r")
    assert (gap.study_months, gap.missing_years, gap.band) == (0, 30, "longer")
    assert [way.study_months for way in gap.ways] == [0, None]


@pytest.mark.parametrize(
    ("years", "pace", "band"),
    [
        (2.0, 1.0, "up to 2 years"),
        (2.001, 1.0, "longer"),
        (4.0, 2.0, "up to 2 years"),
        (4.001, 2.0, "longer"),
        (1.0, 0.5, "up to 2 years"),
        (1.001, 0.5, "longer"),
    ],
)
def test_the_pace_of_study_decides_the_band(years: float, pace: float, band: str) -> None:
    """Up to two years of study at the pace asked for."""
    graph = of_one(HasCredential("mba"), credentials=[Credential("mba", months=12 * years)])
    assert assess(graph, Profile(), "r", pace=pace).band == band


@pytest.mark.parametrize(("years", "band"), [(2.0, "up to 2 years"), (2.001, "longer")])
def test_experience_cannot_be_hurried(years: float, band: str) -> None:
    """The larger of study and missing years counts; the pace changes study alone."""
    graph = of_one(Experience("product", years), SkillLevel("sql", 1))
    assert assess(graph, Profile(), "r", pace=100).band == band


@pytest.mark.parametrize(("held", "band"), [(9, "nearly"), (8.99, "longer")])
def test_nearly_is_from_nine_tenths(held: float, band: str) -> None:
    """G10: ready is 90 % of competency and experience; here it is called nearly, as something essential is missing."""
    graph = of_one(Experience("product", 10), HasCredential("mba"), credentials=[Credential("mba", months=60)])
    role = Role("r", requires=[Experience("product", 10), Weighted(HasCredential("mba"), 1e-9)])
    gap = assess(graph.with_role(role), Profile(years={"product": held}, credentials={"mba"}), "r")
    assert gap.readiness == pytest.approx(held / 10)
    assert gap.band == ("nearly" if band == "nearly" else "up to 2 years")


def test_nearly_needs_something_missing() -> None:
    """Eligible is ready now, whatever the readiness; nine tenths do even where the rest cannot be earned."""
    role = Role("r", requires=[SkillLevel("sql", 1)], prefers=[Weighted(HasCredential("mba"), 99)])
    assert assess(CareerGraph([role]), Profile(skills={"sql": 1}), "r").band == "ready now"
    role = Role("r", requires=[Weighted(SkillLevel("sql", 1), 9), HasCredential("mba")])
    gap = assess(CareerGraph([role]), Profile(skills={"sql": 1}), "r")
    assert (gap.readiness, gap.band, gap.study_months) == (0.9, "nearly", None)


@given(eligible=st.booleans(), readiness=st.floats(0, 1), years=st.none() | st.floats(0, 50), more=st.floats(0, 50))
def test_bands_never_get_worse_with_less_to_do(
    eligible: bool, readiness: float, years: float | None, more: float
) -> None:
    """Every case has a name, and names are ordered."""
    names = [
        DEFAULT_BANDS.ready,
        DEFAULT_BANDS.nearly,
        *(name for name, _ in DEFAULT_BANDS.by_years),
        DEFAULT_BANDS.never,
    ]
    one = DEFAULT_BANDS.name(eligible=eligible, readiness=readiness, years=years)
    two = DEFAULT_BANDS.name(eligible=eligible, readiness=readiness, years=None if years is None else years + more)
    assert names.index(one) <= names.index(two)


def test_bands_are_data() -> None:
    """Other names and limits are the caller's choice; limits include their end."""
    bands = ReadinessBands(
        ready="go", nearly="almost", nearly_from=0.25, by_years=(("soon", 1), ("late", math.inf)), never="no"
    )
    graph = of_one(Experience("product", 4), Experience("people", 4))
    found = [
        assess(graph, Profile(years={"product": done, "people": done * done}), "r", bands=bands).band
        for done in (0.1, 1, 4)
    ]
    assert found == ["late", "almost", "go"]
    assert [bands.name(eligible=False, readiness=0, years=years) for years in (0, 1, 1.01, None)] == [
        "soon",
        "soon",
        "late",
        "no",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"by_years": ()},
        {"by_years": (("soon", 1),)},
        {"by_years": (("soon", 2), ("late", 1), ("later", math.inf))},
        {"by_years": (("soon", 1), ("late", 1), ("later", math.inf))},
        {"nearly_from": 1.1},
        {"nearly_from": -0.1},
        {"nearly_from": math.nan},
        {"ready": " "},
    ],
)
def test_bands_without_sense(wrong: dict[str, object]) -> None:
    """Limits rise to infinity, nearly lies in [0, 1], names are not blank."""
    with pytest.raises(InvalidValueError):
        ReadinessBands(**wrong)  # type: ignore[arg-type]


def test_a_wait_is_not_negative() -> None:
    """Years until eligible are a number at or above 0."""
    with pytest.raises(InvalidValueError, match="years"):
        DEFAULT_BANDS.name(eligible=False, readiness=0, years=math.nan)
    with pytest.raises(InvalidTypeError):
        DEFAULT_BANDS.name(eligible=False, readiness=0, years="2")  # type: ignore[arg-type]


def test_a_product_manager_and_the_top_of_the_ladder() -> None:
    """On the built-in ladder the way to the top is long, and the gap says what it takes."""
    gap = assess(load_product_ladder(), "product-manager", "chief-product-officer")
    assert not gap.eligible
    assert 0 < gap.readiness < 0.9
    assert gap.band == "longer"
    assert gap.missing_years >= 5
    assert {"skill", "experience"} <= {row.kind for row in gap.missing if row.essential}


def test_at_least_counts_the_best() -> None:
    """Two of three: the cheapest pair comes first."""
    asked = AtLeast(2, SkillLevel("sql", 1), SkillLevel("talk", 2), SkillLevel("python", 3))
    gap = assess(of_one(asked), Profile(skills={"python": 2}), "r")
    assert [way.study_months for way in gap.ways] == [6, 9, 9]
    assert gap.readiness == pytest.approx((2 / 3 + 0) / 2)
