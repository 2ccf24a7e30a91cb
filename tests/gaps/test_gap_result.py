"""What one can do with a gap, and what cannot be asked."""

from __future__ import annotations

import math
import pickle
from typing import Any

import attrs
import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import InvalidProfileError, InvalidTypeError, InvalidValueError, UnknownRoleError
from careerpath.gaps import Gap, assess, title_of
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Combination,
    Experience,
    HasCredential,
    SkillLevel,
)
from careerpath.roles import Clock, Credential, Role, Skill
from strategies import graphs, profiles

SOME = settings(max_examples=settings().max_examples // 4)
"""A framework takes its time to draw."""

GRAPH = CareerGraph(
    [
        Role(
            "lead",
            "Lead <b>Analyst</b>",
            requires=[
                SkillLevel("sql", 3),
                AnyOf(HasCredential("mba"), AllOf(SkillLevel("talk", 2.5), HasCredential("cert"))),
                Combination({Experience("data", 10): 1.0, HasCredential("mba"): 0.4}),
            ],
            prefers=[Experience("people", 2)],
        ),
        Role("analyst", requires=[SkillLevel("sql", 2)]),
    ],
    skills=[Skill("sql", "Databases & SQL"), Skill("talk", "Public speaking")],
    credentials=[Credential("mba", "Master of Business", months=24), Credential("cert", "Certificate", months=2)],
    clocks=[Clock("data", "Data work"), Clock("people", "People management")],
)
ANN = Profile(skills={"sql": 2}, years={"data": 4})


def test_a_gap_in_numbers() -> None:
    """Two ways: the degree and six years, or a certificate, to speak better and ten years."""
    gap = assess(GRAPH, ANN, "lead")
    assert [str(way) for way in gap.ways] == [
        "sql >= 3 and credential mba and 6 years of data",
        "sql >= 3 and talk >= 2.5 and credential cert and 10 years of data",
    ]
    assert [(way.missing_years, way.study_months) for way in gap.ways] == [(2, 27), (6, 12.5)]
    assert repr(gap) == "Gap(to 'lead': not eligible, readiness 0.27, 'longer')"
    assert repr(assess(GRAPH, "lead", "analyst")) == "Gap(to 'analyst': eligible, readiness 1.00, 'ready now')"
    assert [row.path for row in gap.rows][1:4] == [
        "requires[1].parts[0]",
        "requires[1].parts[1].parts[0]",
        "requires[1].parts[1].parts[1]",
    ]


def test_an_explanation_says_what_is_missing() -> None:
    """Titles instead of ids, labels instead of numbers, and every way."""
    text = " ".join(assess(GRAPH, ANN, "lead").explain().split())
    for fact in (
        "not eligible",
        "Databases & SQL",
        "practitioner",
        "working",
        "Master of Business",
        "6 years of Data work",
        "10 years of Data work",
        "Public speaking",
        "2.5",
        "2 years",
        "27 months",
        "unknown",
    ):
        assert fact in text
    assert max(map(len, assess(GRAPH, ANN, "lead").explain().splitlines())) <= 100


@SOME
@given(data=st.data(), graph=graphs(max_roles=1, max_asked=3))
def test_an_explanation_names_every_row(data: st.DataObject, graph: CareerGraph) -> None:
    """Whatever is asked, the text names the role, the verdict and the title of each atom, in text and in HTML."""
    gap = assess(graph, data.draw(profiles(graph)), "r0")
    text = " ".join(gap.explain().split())
    assert ("not eligible" in text) == (not gap.eligible)
    assert gap.band in text
    for row in gap.rows:
        assert title_of(graph, row.atom) == row.title
        assert row.title in text
        assert row.title in gap._repr_html_()


def test_many_ways_are_not_all_printed() -> None:
    """The first ways are spelled out, the rest is counted."""
    graph = CareerGraph([Role("r", requires=[AtLeast(2, *(SkillLevel(f"s{n}", 1) for n in range(6)))])])
    gap = assess(graph, Profile(), "r")
    assert len(gap.ways) == 15
    assert "11 further ways" in gap.explain()


def test_html_is_escaped() -> None:
    """Titles are text, never markup."""
    html = assess(GRAPH, ANN, "lead")._repr_html_()
    assert "Lead &lt;b&gt;Analyst&lt;/b&gt;" in html
    assert "Databases &amp; SQL" in html
    assert "<b>" not in html
    assert "Master of Business" in html
    assert "<table>" in assess(GRAPH, "lead", "lead")._repr_html_()


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_rows_as_a_dataframe(backend: str) -> None:
    """One line per atom in the library of choice."""
    gap = assess(GRAPH, ANN, "lead")
    frame = nw.from_native(gap.to_frame(backend=backend), eager_only=True)
    assert str(frame.implementation).lower() == backend
    assert frame["role"].to_list() == ["lead"] * 7
    assert "atom" not in frame.columns
    for row, line in zip(gap.rows, frame.iter_rows(named=True), strict=True):
        assert (line["subject"], line["held"], line["missing"], line["met"]) == (
            row.subject,
            row.held,
            row.missing,
            row.met,
        )


def test_a_dataframe_of_nothing() -> None:
    """A role that asks nothing has no lines, and keeps the columns; an unknown library is named."""
    gap = assess(CareerGraph([Role("intern")]), Profile(), "intern")
    assert list(gap.to_frame().columns) == list(assess(GRAPH, ANN, "lead").to_frame().columns)
    assert len(gap.to_frame()) == 0
    with pytest.raises(InvalidValueError, match="abacus"):
        gap.to_frame(backend="abacus")


@SOME
@given(data=st.data(), graph=graphs(max_roles=1, max_asked=2))
def test_a_gap_is_a_value(data: st.DataObject, graph: CareerGraph) -> None:
    """Closed to change, equal by content whatever was worked out, the same after pickling."""
    person = data.draw(profiles(graph))
    gap = assess(graph, person, "r0")
    back = pickle.loads(pickle.dumps(gap))
    assert back == gap
    assert hash(back) == hash(gap)
    assert (gap.ways, gap.rows, gap.tree, gap.band) == (back.ways, back.rows, back.tree, back.band)
    again = pickle.loads(pickle.dumps(gap))
    assert again == back == gap
    assert again.explain() == gap.explain()


def test_nothing_in_a_gap_changes() -> None:
    """Gap, rows and judgements are frozen, and the pace is part of what they are."""
    gap = assess(GRAPH, ANN, "lead")
    for thing, field in ((gap, "pace"), (gap.rows[0], "held"), (gap.tree[0], "met"), (gap.bands, "ready")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(thing, field, 1)
    assert gap != assess(GRAPH, ANN, "lead", pace=2)
    assert gap != assess(GRAPH, ANN, "analyst")
    assert gap != assess(GRAPH, Profile(), "lead")
    assert isinstance(gap, Gap)


def test_the_profile_keeps_its_role() -> None:
    """Where somebody stands does not matter to the gap, and is kept."""
    placed = assess(GRAPH, ANN.at("analyst", years=2), "lead")
    assert placed.profile.role == "analyst"
    assert placed.ways == assess(GRAPH, ANN, "lead").ways


def test_unknown_roles_name_their_like() -> None:
    """As the target, as the person, and as the place of a profile."""
    for who, role in ((ANN, "laed"), ("laed", "lead"), (ANN.at("laed"), "lead")):
        with pytest.raises(UnknownRoleError, match="'lead'"):
            assess(GRAPH, who, role)


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Profile(skills={"sqll": 1}), ["sqll", "'sql'"]),
        (Profile(skills={"sql": 4.5}), ["sql", "4.5", "0 to 4"]),
        (Profile(years={"date": 1}), ["date", "'data'"]),
        (Profile(credentials={"mbaa"}), ["mbaa", "'mba'"]),
        (Profile(skills={"sql": 5, "talk": 6}, years={"x": 1}), ["sql", "talk", "x", "3 faults"]),
    ],
)
def test_a_profile_that_does_not_fit(person: Profile, words: list[str]) -> None:
    """All faults at once, each with what is allowed or what is near."""
    with pytest.raises(InvalidProfileError) as caught:
        assess(GRAPH, person, "lead")
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(
    "arguments",
    [
        (ANN, GRAPH, "lead"),
        ("lead", GRAPH, "lead"),
        (GRAPH, GRAPH, "lead"),
        (GRAPH, "analyst", ANN),
        (GRAPH, ANN, GRAPH.role("lead")),
        (GRAPH, {"sql": 1}, "lead"),
        (GRAPH, None, "lead"),
        (GRAPH, ANN, None),
    ],
)
def test_arguments_that_changed_places(arguments: tuple[Any, Any, Any]) -> None:
    """The error says which one should be what."""
    with pytest.raises(InvalidTypeError, match="must be"):
        assess(*arguments)


@pytest.mark.parametrize("pace", [0, -1, math.nan, math.inf])
def test_a_pace_out_of_range(pace: float) -> None:
    """Above 0 and finite."""
    with pytest.raises(InvalidValueError, match="pace"):
        assess(GRAPH, ANN, "lead", pace=pace)


@pytest.mark.parametrize("wrong", [{"pace": "fast"}, {"pace": None}, {"pace": False}, {"bands": {"ready": "now"}}])
def test_options_of_another_type(wrong: dict[str, Any]) -> None:
    """A number for the pace, and bands for the bands."""
    with pytest.raises(InvalidTypeError, match="must be"):
        assess(GRAPH, ANN, "lead", **wrong)
