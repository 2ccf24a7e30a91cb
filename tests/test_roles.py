"""The nouns of a framework: what they default to, and what they refuse."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.graph import CareerGraph
from careerpath.requirements import SkillLevel
from careerpath.roles import Clock, Credential, Move, Range, Role, Skill, Weighted
from strategies import graphs

SQL = SkillLevel("sql", 2)


@given(graph=graphs())
def test_nouns_are_values(graph: CareerGraph) -> None:
    """Pickled nouns are equal and have the same hash; a copy with another id is another thing."""
    for noun in (*graph.roles.values(), *graph.moves.values(), *graph.skills.values(), *graph.credentials.values()):
        again = pickle.loads(pickle.dumps(noun))
        assert again == noun
        assert hash(again) == hash(noun)
        other = attrs.evolve(noun, source="elsewhere")
        assert other != noun


@pytest.mark.parametrize("noun", [Skill, Credential, Clock, Role])
def test_the_title_defaults_to_the_id(noun: type[Skill | Credential | Clock | Role]) -> None:
    """Whoever has no title is called by the id, also after a copy."""
    assert noun("sql").title == "sql"
    assert noun("sql", "SQL").title == "SQL"
    assert attrs.evolve(noun("sql", "SQL"), description="x").title == "SQL"


def test_bare_requirements_get_weight_one() -> None:
    """``requires`` takes requirements with and without a weight."""
    role = Role("pm", requires=[SQL, Weighted(SQL, 2, source="x")], prefers=(SQL,))
    assert role.requires == (Weighted(SQL), Weighted(SQL, 2, source="x"))
    assert role.prefers == (Weighted(SQL, 1.0),)


def test_reprs_are_short() -> None:
    """Only what tells one from the other is shown."""
    assert repr(Role("pm")) == "Role('pm', requires 0, prefers 0)"
    assert repr(Role("pm", level=7.5, requires=[SQL])) == "Role('pm', level=7.5, requires 1, prefers 0)"
    assert repr(Move("a", "b")) == "Move('a' -> 'b', min_years=1)"
    assert repr(Move("a", "b", 2, 3.5, 0.25)) == ("Move('a' -> 'b', min_years=2, typical_years=3.5, probability=0.25)")
    assert [str(Range(2, 4, "years")), str(Range(18)), str(Range(2, 2))] == ["2-4 years", "18+", "2-2"]


def test_the_usual_stay() -> None:
    """Typical years where known, else the minimum; 0 is a stay, too."""
    assert Move("a", "b", 2).usual_years == 2
    assert Move("a", "b", 2, 3).usual_years == 3
    assert Move("a", "b", 0, 0, 1).usual_years == 0


def test_negative_grades_are_grades() -> None:
    """A level is any finite number."""
    assert Role("trainee", level=-1).level == -1


@pytest.mark.parametrize(
    ("build", "error", "sentence"),
    [
        (lambda: Range(4, 2), InvalidValueError, "needs low <= high, got 4 and 2"),
        (lambda: Range(-1), InvalidValueError, "Range.low must be a finite number >= 0"),
        (lambda: Range(1, math.inf), InvalidValueError, "Range.high must be a finite number >= 0"),
        (lambda: Skill(""), InvalidValueError, "Skill.id must not be blank"),
        (lambda: Skill("sql", 3), InvalidTypeError, "Skill 'sql': title must be text"),
        (lambda: Skill("sql", scale=[1, 2]), InvalidTypeError, "Skill 'sql': scale must be a Scale, got list"),
        (lambda: Skill("sql", months_per_level=-1), InvalidValueError, "months_per_level must be a finite number >= 0"),
        (lambda: Skill("sql", alternate_titles="SQL"), InvalidTypeError, "must be a collection of texts, got str"),
        (lambda: Credential("mba", months=math.nan), InvalidValueError, "Credential 'mba': months must be a finite"),
        (lambda: Credential("mba", months="24"), InvalidTypeError, "Credential 'mba': months must be a number"),
        (lambda: Clock(None), InvalidTypeError, "Clock.id must be text"),
        (lambda: Weighted("sql"), InvalidTypeError, "Weighted.requirement must be a requirement such as"),
        (lambda: Weighted(SQL, 0), InvalidValueError, "Weighted.weight must be a finite number above 0"),
        (lambda: Weighted(SQL, math.inf), InvalidValueError, "Weighted.weight must be a finite number above 0"),
        (lambda: Role(" "), InvalidValueError, "Role.id must not be blank"),
        (lambda: Role("pm", level="7"), InvalidTypeError, "Role 'pm': level must be a number"),
        (lambda: Role("pm", level=math.nan), InvalidValueError, "Role 'pm': level must be a finite number, got nan"),
        (lambda: Role("pm", requires=SQL), InvalidTypeError, "Role 'pm': requires must be a list of requirements"),
        (lambda: Role("pm", prefers=["sql"]), InvalidTypeError, "Role 'pm': prefers must be a list of requirements"),
        (lambda: Role("pm", accrues="product"), InvalidTypeError, "accrues must be a collection of texts, got str"),
        (lambda: Role("pm", accrues=["a", "a"]), InvalidValueError, "accrues names a clock twice"),
        (lambda: Role("pm", develops={"sql": -1}), InvalidValueError, "develops['sql'] must be a finite number >= 0"),
        (lambda: Role("pm", develops=["sql"]), InvalidTypeError, "develops must be a mapping from id to number"),
        (lambda: Role("pm", develops_after=-1), InvalidValueError, "develops_after must be a finite number >= 0"),
        (lambda: Role("pm", reports_to="pm"), InvalidValueError, "cannot report to itself"),
        (lambda: Role("pm", reports_to=3), InvalidTypeError, "Role 'pm': reports_to must be text"),
        (lambda: Role("pm", pay=100), InvalidTypeError, "Role 'pm': pay must be a Range"),
        (lambda: Role("pm", career_years=Range(1)), InvalidTypeError, "career_years must be a list of Range"),
        (lambda: Role("pm", career_years=[3]), InvalidTypeError, "career_years must be a list of Range"),
        (lambda: Role("pm", final="yes"), InvalidTypeError, "Role 'pm': final must be True or False"),
        (lambda: Move("a", "a"), InvalidValueError, "Move 'a' -> 'a' leads to itself"),
        (lambda: Move("a", ""), InvalidValueError, "Move.target must not be blank"),
        (lambda: Move("a", "b", -1), InvalidValueError, "Move.min_years must be a finite number >= 0"),
        (lambda: Move("a", "b", 2, 1), InvalidValueError, "typical_years 1 is below min_years 2"),
        (lambda: Move("a", "b", probability=0), InvalidValueError, "Move.probability must be a finite number above 0"),
        (lambda: Move("a", "b", probability=1.5), InvalidValueError, "probability must be in (0, 1], got 1.5"),
        (lambda: Move(Role("a"), "b"), InvalidTypeError, "Move.source must be text, got Role"),
    ],
)
def test_an_invalid_noun_cannot_exist(build: Callable[[], object], error: type[Exception], sentence: str) -> None:
    """Each fault has its sentence."""
    with pytest.raises(error) as caught:
        build()
    assert sentence in str(caught.value)


def test_career_years_and_pay_are_kept() -> None:
    """Ranges come as a list, and stay in order."""
    years = [Range(2, 4, "years", source="one"), Range(3, None, "years", source="two")]
    role = Role("pm", career_years=years, pay=Range(1, 2, "USD per year"))
    assert role.career_years == tuple(years)
