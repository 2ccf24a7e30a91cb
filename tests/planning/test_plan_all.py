"""Plans for many people: the same as one by one."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerPathError, InvalidTypeError, InvalidValueError, NoPlanError, UnknownRoleError
from careerpath.graph import CareerGraph
from careerpath.planning import Objective, PlanAll, find_plan, many, plan_all
from careerpath.profiles import Profile
from careerpath.requirements import Experience, HasCredential, SkillLevel
from careerpath.roles import Credential, Move, Role, Skill
from strategies import PlanningCase, planning_cases, profiles

GRAPH = CareerGraph(
    [
        Role("pm", "Product <Manager>", accrues=["product"]),
        Role("lead", "Lead", accrues=["product"], requires=[SkillLevel("sql", 2)]),
        Role("cpo", "Chief", requires=[Experience("product", 6)]),
        Role("exit", "Exit"),
        Role("owner", "Owner", requires=[HasCredential("noble")]),
    ],
    [Move("pm", "lead", 1), Move("lead", "cpo", 1), Move("pm", "exit"), Move("exit", "owner")],
    skills=[Skill("sql", "Databases", months_per_level=6)],
    credentials=[Credential("noble")],
)
CROWD = {f"p{n}": Profile(years={"product": n / 8}, role="pm") for n in range(40)}


def alone(graph: CareerGraph, who: Any, to: str, options: Mapping[str, Any]) -> tuple[str, Any]:
    """Return status and plan of one person, as the planner finds them."""
    try:
        return "planned", find_plan(graph, who, to, **options)
    except NoPlanError as error:
        return "blocked", error.reason.rstrip(".")
    except CareerPathError as error:
        words = str(error)
        return ("already there" if "already" in words or "no plan is needed" in words else "invalid"), words


@settings(max_examples=settings().max_examples // 2)
@given(case=planning_cases(), data=st.data())
def test_the_same_as_one_by_one(case: PlanningCase, data: st.DataObject) -> None:
    """Status, plan, totals and reason, whoever else is asked for; in the order of the people."""
    crowd = data.draw(st.lists(profiles(case.graph) | st.sampled_from([*case.graph.roles, "nobody"]), max_size=5))
    people = dict(enumerate([case.profile, *crowd]))
    options = {**case.options, "start": data.draw(st.sampled_from([None, None, "any", "r0"]))}
    found = plan_all(case.graph, people, case.target, **options)
    assert list(found) == list(people)
    assert found.exact
    for person, who in people.items():
        status, answer = alone(case.graph, who, case.target, options)
        row = found[person]
        assert (row.person, row.status) == (person, status)
        if status == "planned":
            assert row.plan == answer
            assert row.plan is not None
            assert row.plan.graph is case.graph
            assert row.years == row.plan.years
            assert row.study_months == pytest.approx(row.plan.study_months)
            assert row.moves == row.plan.moves
            assert row.why == ""
        else:
            assert row.plan is None
            assert row.why
            assert status == "already there" or answer in row.why
            assert row.years == (0 if status == "already there" else None)


@pytest.mark.parametrize("workers", [2, None])
def test_processes_change_nothing(workers: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows in the same order, by two processes or one."""
    monkeypatch.setattr(many, "WORTHWHILE", 10)
    monkeypatch.setattr(many.os, "cpu_count", lambda: 2)
    people = {**CROWD, "there": "cpo", "out": "exit", "wrong": Profile(skills={"juggling": 1})}
    here = plan_all(GRAPH, people, "cpo", workers=1)
    there = plan_all(GRAPH, people, "cpo", workers=workers)
    assert there.rows == here.rows
    assert here.counts == {"planned": 40, "already there": 1, "blocked": 1, "invalid": 1}


def test_a_process_serves_what_it_received() -> None:
    """What runs elsewhere is the same function over the same order."""
    order = many._Order(GRAPH, "cpo", "years", "minimum", 1.0, 8, None)
    many._receive(pickle.dumps(order))
    people = list(CROWD.values())[:3]
    assert many._serve(people) == many._answers(order, people)


def test_processes_that_die(monkeypatch: pytest.MonkeyPatch) -> None:
    """What they leave undone is done here."""

    def gone(*_: object, **__: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(many, "ProcessPoolExecutor", gone)
    assert plan_all(GRAPH, CROWD, "cpo", workers=2).rows == plan_all(GRAPH, CROWD, "cpo").rows


def test_what_cannot_travel(monkeypatch: pytest.MonkeyPatch) -> None:
    """An objective that is a lambda keeps everybody in this process."""
    monkeypatch.setattr(many, "ProcessPoolExecutor", None)
    fee = Objective("fee", per_move=lambda move: move.min_years)
    found = plan_all(GRAPH, CROWD, "cpo", minimize=fee, workers=2)
    assert found.counts["planned"] == 40


def test_people_who_are_alike_are_planned_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, under whatever ids; a role id stands for its incumbent."""
    asked = []
    answer = many._answer

    def counted(order: Any, profile: Profile, far: Any) -> Any:
        asked.append(profile)
        return answer(order, profile, far)

    monkeypatch.setattr(many, "_answer", counted)
    people = {1: "pm", "two": GRAPH.incumbent("pm"), ("three", 3): Profile(role="pm"), 4: "lead", 5: "exit"}
    found = plan_all(GRAPH, people, "cpo")
    assert len(asked) == 3
    assert found[1].plan == found["two"].plan == found["three", 3].plan


def test_the_bar_is_off_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    """And counts people when it is on."""
    plan_all(GRAPH, CROWD, "cpo")
    assert capsys.readouterr() == ("", "")
    plan_all(GRAPH, CROWD, "cpo", progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "40/40" in err


def test_in_words_and_tables() -> None:
    """A mapping, a table with a row per person, counts, and the reasons that come up most."""
    people = {"ann": "pm", "bob": "cpo", "cy": "exit", "di": Profile(role="exit", years_in_role=2), "ed": Profile()}
    found = plan_all(GRAPH, people, "cpo")
    assert repr(found) == "PlanAll(to 'cpo': 1 planned, 1 already there, 2 blocked, 1 invalid)"
    assert (len(found), "ann" in found, found.get("zoe")) == (5, True, None)
    assert isinstance(found, Mapping)
    assert isinstance(found, PlanAll)
    frame = nw.from_native(found.to_frame())
    assert frame.columns == ["person", "status", "start", "years", "study_months", "moves", "roles", "why"]
    assert frame["status"].to_list() == ["planned", "already there", "blocked", "blocked", "invalid"]
    assert frame["roles"].to_list()[0] == "pm > lead > cpo"
    text = found.explain(width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("5 people to Chief. Plans take 6 years in the median, from 6 years to 6 years.")
    assert "- 2 x no sequence of moves in this framework leads there." in text
    assert "profile.at" in found["ed"].why
    assert "<td>blocked</td><td>2</td>" in found._repr_html_()
    assert repr(plan_all(GRAPH, {}, "cpo")) == "PlanAll(to 'cpo': nobody)"
    assert plan_all(GRAPH, {1: "cpo"}, "cpo").explain().startswith("1 person to Chief.\n")
    assert "owner by credential noble" in plan_all(GRAPH, {1: "pm"}, "owner")[1].why


def test_nowhere_to_start() -> None:
    """Who is eligible for no role today cannot start anywhere; who is for the target needs no plan."""
    closed = CareerGraph([Role("a", requires=[HasCredential("x")]), Role("b", requires=[HasCredential("y")])])
    found = plan_all(closed, {1: Profile(), 2: Profile(credentials=["y"])}, "b", start="any")
    assert [row.status for row in found.rows] == ["blocked", "already there"]
    assert "eligible for no role" in found[1].why


def test_a_framework_of_one_role() -> None:
    """Nobody can be planned for in it."""
    found = plan_all(CareerGraph([Role("pm")]), {"ann": "pm", "bob": Profile()}, "pm")
    assert found.counts == {"planned": 0, "already there": 1, "blocked": 0, "invalid": 1}


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"workers": 0}, InvalidValueError, "workers must be at least 1"),
        ({"workers": 1.5}, InvalidTypeError, "whole number"),
        ({"workers": True}, InvalidTypeError, "whole number"),
        ({"minimize": "year"}, InvalidValueError, "Did you mean 'years'"),
        ({"stay": "long"}, InvalidValueError, "stay"),
        ({"pace": 0}, InvalidValueError, "pace"),
        ({"max_moves": 0}, InvalidValueError, "max_moves"),
        ({"start": "pmm"}, UnknownRoleError, "Did you mean 'pm'"),
        ({"start": "any", "pace": -1}, InvalidValueError, "pace"),
    ],
)
def test_bad_options_are_nobodys_fault(options: dict[str, Any], kind: type[Exception], words: str) -> None:
    """They raise before anybody is planned for, even if there is nobody."""
    for people in (CROWD, {}):
        with pytest.raises(kind, match=words):
            plan_all(GRAPH, people, "cpo", **options)


def test_bad_input() -> None:
    """People in a list, an unknown target, arguments that changed places."""
    with pytest.raises(InvalidTypeError, match="people must be a mapping"):
        plan_all(GRAPH, ["pm"], "cpo")  # type: ignore[arg-type]
    with pytest.raises(UnknownRoleError, match="Did you mean 'cpo'"):
        plan_all(GRAPH, CROWD, "cpoo")
    with pytest.raises(InvalidTypeError, match="first argument"):
        plan_all(CROWD, GRAPH, "cpo")  # type: ignore[arg-type]
