"""What cannot be asked of the planner, and what it says then."""

from __future__ import annotations

import math
from typing import Any

import pytest

from careerpath.errors import (
    InvalidProfileError,
    InvalidTypeError,
    InvalidValueError,
    UnknownRoleError,
)
from careerpath.graph import CareerGraph
from careerpath.planning import OBJECTIVES, find_plan
from careerpath.profiles import Profile
from careerpath.requirements import AnyOf, Experience, HasCredential, SkillLevel
from careerpath.roles import Credential, Move, Role, Skill

GRAPH = CareerGraph(
    [
        Role("analyst", accrues=["data"]),
        Role("lead", requires=[SkillLevel("sql", 2), Experience("data", 1)]),
        Role("chief", requires=[HasCredential("mba")]),
        Role("lonely"),
    ],
    [Move("analyst", "lead", 1, probability=0.5), Move("lead", "chief", 1), Move("lead", "lonely", 1)],
    skills=[Skill("sql")],
    credentials=[Credential("mba", months=24)],
)
ANN = Profile(skills={"sql": 1}, role="analyst")


def test_unknown_roles_name_their_like() -> None:
    """As the target, as the person, as the place of a profile, as the start."""
    for who, to, start in (
        (ANN, "chef", None),
        ("chef", "lead", None),
        (ANN.at("chef"), "lead", None),
        (ANN, "lead", "chef"),
    ):
        with pytest.raises(UnknownRoleError, match="'chief'"):
            find_plan(GRAPH, who, to, start=start)


def test_who_is_there_already_needs_no_plan() -> None:
    """The target is another role than the current one, or the one to start in."""
    for who, start in ((ANN, None), ("analyst", None), (ANN.at(None), "analyst"), (ANN.at("lead"), "analyst")):
        with pytest.raises(InvalidValueError, match="already"):
            find_plan(GRAPH, who, "analyst", start=start)


def test_who_is_eligible_needs_no_plan() -> None:
    """Nobody plans from anywhere to where the door is open."""
    with pytest.raises(InvalidValueError, match="eligible for 'lonely'"):
        find_plan(GRAPH, ANN, "lonely", start="any")


def test_a_profile_without_a_role_stands_nowhere() -> None:
    """The error says how to place it."""
    with pytest.raises(InvalidValueError) as caught:
        find_plan(GRAPH, Profile(skills={"sql": 1}), "lead")
    assert "profile.at(" in str(caught.value)
    assert "start='any'" in str(caught.value)


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Profile(skills={"sqll": 1}, role="analyst"), ["sqll", "'sql'"]),
        (Profile(skills={"sql": 4.5}, role="analyst"), ["4.5", "0 to 4"]),
        (Profile(years={"date": 1}, role="analyst"), ["'data'"]),
        (Profile(credentials={"mbaa"}, role="analyst"), ["'mba'"]),
    ],
)
def test_a_profile_that_does_not_fit(person: Profile, words: list[str]) -> None:
    """What the framework does not know is named, with what is near."""
    with pytest.raises(InvalidProfileError) as caught:
        find_plan(GRAPH, person, "lead")
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"minimize": "year"}, ["'year'", "'years'"]),
        ({"minimize": "happiness"}, ["'happiness'", *OBJECTIVES]),
        ({"minimize": {"years": 1, "stduy": 1}}, ["'stduy'", "'study'"]),
        ({"minimize": {3: 1}}, ["3"]),
        ({"minimize": {}}, ["above 0"]),
        ({"minimize": {"years": 0}}, ["above 0"]),
        ({"minimize": {"years": -1}}, ["years", "-1"]),
        ({"minimize": {"years": math.nan}}, ["years", "nan"]),
        ({"minimize": {"years": math.inf}}, ["years", "inf"]),
        ({"pace": 0}, ["pace", "above 0"]),
        ({"pace": -1}, ["pace", "-1"]),
        ({"pace": math.nan}, ["pace", "nan"]),
        ({"pace": math.inf}, ["pace", "inf"]),
        ({"max_moves": 0}, ["max_moves", "1 to 50"]),
        ({"max_moves": 51}, ["max_moves", "51"]),
        ({"stay": "long"}, ["'minimum'", "'typical'", "'long'"]),
        ({"stay": None}, ["'minimum'", "'typical'"]),
    ],
)
def test_options_out_of_range(option: dict[str, Any], words: list[str]) -> None:
    """The value, and what is allowed."""
    with pytest.raises(InvalidValueError) as caught:
        find_plan(GRAPH, ANN, "lead", **option)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(
    "option",
    [
        {"minimize": ["years"]},
        {"minimize": None},
        {"minimize": 3},
        {"minimize": {"years": "1"}},
        {"minimize": {"years": True}},
        {"pace": "1"},
        {"pace": None},
        {"pace": True},
        {"max_moves": True},
        {"max_moves": "3"},
        {"max_moves": 3.0},
        {"max_moves": None},
        {"start": 1},
        {"start": ["analyst"]},
    ],
)
def test_options_of_another_type(option: dict[str, Any]) -> None:
    """One clear error each."""
    with pytest.raises(InvalidTypeError, match="must be"):
        find_plan(GRAPH, ANN, "lead", **option)


@pytest.mark.parametrize(
    "arguments",
    [
        (ANN, GRAPH, "lead"),
        ("analyst", "lead", GRAPH),
        (GRAPH, "lead", ANN),
        (GRAPH, GRAPH, "lead"),
        (GRAPH, None, "lead"),
        (GRAPH, ANN, None),
        (GRAPH, ANN, ["lead"]),
    ],
)
def test_arguments_that_changed_places(arguments: tuple[Any, Any, Any]) -> None:
    """The error says which one should be what."""
    with pytest.raises(InvalidTypeError, match="must be"):
        find_plan(*arguments)


def test_risk_needs_probabilities() -> None:
    """The moves that could be used and have none are named; those that no plan could use do not matter."""
    with pytest.raises(InvalidValueError) as caught:
        find_plan(GRAPH, ANN, "chief", minimize="risk")
    assert "lead -> chief" in str(caught.value)
    assert "lonely" not in str(caught.value)
    assert find_plan(GRAPH, ANN, "lead", minimize="risk").probability == 0.5
    with pytest.raises(InvalidValueError, match="lead -> chief"):
        find_plan(GRAPH, ANN, "chief", minimize={"years": 1, "risk": 0.5})
    assert find_plan(GRAPH, ANN, "chief", minimize={"years": 1, "risk": 0}).roles[-1] == "chief"
    ring = GRAPH.with_move(Move("lead", "analyst", 1, probability=0.5))
    with pytest.raises(InvalidValueError, match="lead -> chief"):
        find_plan(ring, ANN, "chief", minimize="risk")
    known = ring.with_move(Move("lead", "chief", 1, probability=0.25))
    assert find_plan(known, ANN, "chief", minimize="risk").probability == pytest.approx(0.125)


def test_too_many_alternatives_are_too_many() -> None:
    """A role that can be met in thousands of ways is refused, by name, every time."""
    asked = [AnyOf(*(SkillLevel(f"s{group}{n}", 1) for n in range(6))) for group in range(5)]
    graph = CareerGraph([Role("a"), Role("hydra", requires=asked)], [Move("a", "hydra")])
    for _ in range(2):
        with pytest.raises(InvalidValueError, match="'hydra'") as caught:
            find_plan(graph, "a", "hydra")
        assert "too many" in str(caught.value)
    elsewhere = graph.with_role(Role("b")).with_move(Move("a", "b"))
    assert find_plan(elsewhere, "a", "b").roles == ("a", "b")
