"""Plans before and after a change."""

from __future__ import annotations

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import InvalidProfileError, InvalidTypeError, InvalidValueError, NoPlanError, UnknownRoleError
from careerpath.graph import CareerGraph
from careerpath.planning import Plan, find_plan, what_if
from careerpath.profiles import Profile
from careerpath.requirements import AnyOf, Atom, Experience, HasCredential, SkillLevel
from careerpath.roles import Credential, Move, Role, Skill
from strategies import PlanningCase, atoms, planning_cases

SOME = settings(max_examples=settings().max_examples // 2)

GRAPH = CareerGraph(
    [
        Role("pm", "Product <Manager>", accrues=["product"]),
        Role("lead", "Lead", accrues=["product"], requires=[SkillLevel("sql", 2)]),
        Role("cpo", "Chief", requires=[AnyOf(Experience("product", 6), HasCredential("mba"))]),
        Role("owner", "Owner", requires=[HasCredential("noble")]),
    ],
    [Move("pm", "lead", 1), Move("lead", "cpo", 1), Move("lead", "owner", 1)],
    skills=[Skill("sql", "Databases", months_per_level=6)],
    credentials=[Credential("mba", "Master of Business", months=72), Credential("noble", "Noble birth")],
)
PM = GRAPH.incumbent("pm")


def known(case: PlanningCase) -> st.SearchStrategy[Atom]:
    """Return atoms of which the framework of a case speaks."""
    return atoms(
        skills=tuple(case.graph.skills), clocks=tuple(case.graph.clocks), credentials=tuple(case.graph.credentials)
    )


def plan_or_reason(case: PlanningCase, person: Profile) -> tuple[Plan | None, str]:
    """Return what the planner finds, or why it finds nothing."""
    try:
        return find_plan(case.graph, person, case.target, **case.options), ""
    except NoPlanError as error:
        return None, error.reason.rstrip(".")


@SOME
@given(case=planning_cases(), data=st.data())
def test_each_row_is_the_plan_of_the_changed_person(case: PlanningCase, data: st.DataObject) -> None:
    """A row holds what the planner says after the change, and plain differences."""
    gained = data.draw(st.lists(known(case), min_size=1, max_size=3))
    answer = what_if(case.graph, case.profile, case.target, gained, **case.options)
    assert answer.exact
    for atom, row in zip(gained, answer, strict=True):
        person = (
            case.profile.gaining(years={atom.kind: atom.years})
            if isinstance(atom, Experience)
            else atom.fulfil(case.profile)
        )
        plan, why = plan_or_reason(case, person)
        if plan is None:
            assert (row.plan, row.years) == (None, None)
            assert why in row.why
        else:
            assert row.plan == plan
            assert (row.years, row.study_months, row.moves, row.why) == (plan.years, plan.study_months, plan.moves, "")
            if answer.base:
                assert row.years_change == pytest.approx(plan.years - answer.base.years)
                assert row.study_change == pytest.approx(plan.study_months - answer.base.study_months)
                assert row.moves_change == plan.moves - answer.base.moves


@SOME
@given(case=planning_cases(), data=st.data())
def test_to_hold_more_never_takes_longer(case: PlanningCase, data: st.DataObject) -> None:
    """A skill, a credential or years in addition close no way and add no years."""
    for row in what_if(case.graph, case.profile, case.target, [data.draw(known(case))], **case.options):
        assert row.years_change is None or row.years_change <= 1e-9


@SOME
@given(case=planning_cases())
def test_a_change_that_changes_nothing(case: PlanningCase) -> None:
    """The same person, a role or move as it is, the identity: no difference at all."""
    move = next(iter(case.graph.moves.values()))
    changes = [
        case.profile,
        case.graph.role(case.target),
        move,
        lambda graph, profile: (graph, profile),
        [case.graph.role(case.target), move],
    ]
    answer = what_if(case.graph, case.profile, case.target, changes, **case.options)
    for row in answer:
        assert (row.plan and row.plan.roles) == (answer.base and answer.base.roles)
        assert answer.base is None or (row.years_change, row.study_change, row.moves_change) == (0, 0, 0)


def test_a_table_by_hand() -> None:
    """Six years by waiting for experience; the degree cuts four, as five years of experience do; a move saves study."""

    def retired(graph: CareerGraph, profile: Profile) -> tuple[CareerGraph, Profile]:
        return graph.without_role("cpo").with_role(Role("cpo")), profile

    changes = [
        HasCredential("mba"),
        SkillLevel("sql", 2),
        Experience("product", 1),
        Experience("product", 5),
        Move("pm", "cpo", 1),
        Move("pm", "lead", 2),
        [Role("chair", "Chair"), Move("pm", "chair", 0), Move("chair", "cpo", 0)],
        Profile(years={"product": 6}),
        retired,
        lambda graph, profile: (graph, profile),
    ]
    answer = what_if(GRAPH, "pm", "cpo", changes)
    assert answer.base == find_plan(GRAPH, "pm", "cpo")
    assert [(row.change, row.years_change, row.study_change, row.moves_change) for row in answer] == [
        ("Master of Business", -4, 0, 0),
        ("Databases at working", 0, -12, 0),
        ("1 more year of product", -1, 0, 0),
        ("5 more years of product", -4, 0, 0),
        ("move from Product <Manager> to Chief added", 0, -12, -1),
        ("move from Product <Manager> to Lead changed", 0, 0, 0),
        (
            "role Chair added + move from Product <Manager> to Chair added + move from Chair to Chief added",
            0,
            -12,
            0,
        ),
        ("Profile(years={'product': 6.0}, role='pm')", -4, 0, 0),
        ("retired", None, None, None),
        ("change 10", 0, 0, 0),
    ]
    assert "no sequence of moves" in answer.rows[-2].why
    assert repr(answer) == "WhatIf('pm' -> 'cpo': 6 years, 10 changes)"
    assert (len(answer), answer.start, answer.target) == (10, "pm", "cpo")
    text = answer.explain(width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "Master of Business: 4 years less." in text
    assert "change 10: nothing changes." in text
    assert "retired: closes the way: no sequence of moves" in text
    assert "12 months of study less, 1 move less." in " ".join(text.split())
    frame = nw.from_native(answer.to_frame())
    assert frame["change"].to_list()[0] == "none"
    assert frame["years"].to_list()[:2] == [6, 2]
    assert frame["years_change"].to_list()[:2] == [0, -4]
    page = answer._repr_html_()
    assert "Product &lt;Manager&gt;" in page
    assert page.count("<tr>") == 11


def test_names_of_ones_own() -> None:
    """A mapping names its changes, whatever they are."""
    answer = what_if(GRAPH, PM, "cpo", {"study": HasCredential("mba"), "wait": lambda graph, one: (graph, one)})
    assert [row.change for row in answer] == ["study", "wait"]


def test_a_base_without_a_plan() -> None:
    """Then there is nothing to compare with; a change may open the way, or need no plan at all."""
    changes = [HasCredential("noble"), HasCredential("mba"), Profile(role="owner"), Role("lead", requires=[])]
    answer = what_if(GRAPH, "pm", "owner", changes)
    assert answer.base is None
    assert [(row.years, row.years_change) for row in answer] == [(2, None), (None, None), (0, None), (None, None)]
    assert repr(answer) == "WhatIf('pm' -> 'owner': no plan, 4 changes)"
    text = answer.explain()
    assert "as it is: no plan, because" in text
    assert "owner by credential noble" in text
    assert "Noble birth: opens the way: 2 years, 12 months of study, 2 moves." in text
    assert "Master of Business: still no plan:" in text
    assert "opens the way: no plan is needed." in text


def test_who_is_there_already() -> None:
    """A change may make the plan superfluous: that is a plan of no time."""
    (row,) = (answer := what_if(GRAPH, "pm", "cpo", [Profile(role="cpo")]))
    assert (row.plan, row.years, row.years_change, row.moves_change) == (None, 0, -6, -2)
    assert answer.verdict(row) == "no plan is needed."


def test_anywhere_to_start() -> None:
    """With any start, a change counts as being there if it makes the person eligible today; without one it says so."""
    nobody = Profile()
    answer = what_if(GRAPH, nobody, "cpo", [HasCredential("mba"), SkillLevel("sql", 2)], start="any")
    assert [row.years for row in answer] == [0, 6]
    assert answer.start == "pm"
    closed = CareerGraph(
        [Role("a", requires=[HasCredential("x")]), Role("b", requires=[HasCredential("y")])], [Move("a", "b")]
    )
    answer = what_if(closed, nobody, "b", [HasCredential("x"), HasCredential("y")], start="any")
    assert "eligible for no role" in answer.base_why
    assert answer.explain().startswith("Anywhere to b, as it is: no plan")
    assert [row.years for row in answer] == [None, 0]


def test_what_cannot_be_changed() -> None:
    """No change, no list, something else, a function that returns something else; the error says which change."""
    with pytest.raises(InvalidValueError, match="at least one"):
        what_if(GRAPH, "pm", "cpo", [])
    for wrong in ("mba", HasCredential("mba"), Role("x"), Move("pm", "cpo"), PM, None):
        with pytest.raises(InvalidTypeError, match="changes must be a list"):
            what_if(GRAPH, "pm", "cpo", wrong)  # type: ignore[arg-type]
    for odd in ("mba", 3, None):
        with pytest.raises(InvalidTypeError, match="A change must be"):
            what_if(GRAPH, "pm", "cpo", [odd])  # type: ignore[list-item]
    for returned in (None, (GRAPH,), (PM, GRAPH), (GRAPH, PM, PM)):
        with pytest.raises(InvalidTypeError, match=r"must return \(graph, profile\)"):
            what_if(GRAPH, "pm", "cpo", [lambda _graph, _profile, back=returned: back])
    with pytest.raises(InvalidProfileError, match=r"'mbaa'.*Did you mean 'mba'") as caught:
        what_if(GRAPH, "pm", "cpo", [HasCredential("mba"), HasCredential("mbaa")])
    assert caught.value.__notes__ == ["In the change 'change 2'."]
    with pytest.raises(InvalidProfileError, match="above the top"):
        what_if(GRAPH, "pm", "cpo", {"too high": SkillLevel("sql", 9)})
    with pytest.raises(InvalidProfileError, match="product"):
        what_if(GRAPH, "pm", "cpo", [Experience("prodct", 1)])
    with pytest.raises(UnknownRoleError):
        what_if(GRAPH, "pm", "cpoo", [HasCredential("mba")])
    with pytest.raises(InvalidValueError, match="already"):
        what_if(GRAPH, "cpo", "cpo", [HasCredential("mba")])
    with pytest.raises(InvalidTypeError, match="first argument"):
        what_if(PM, GRAPH, "cpo", [HasCredential("mba")])  # type: ignore[arg-type]
