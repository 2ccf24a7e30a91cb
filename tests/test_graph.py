"""A framework is checked as a whole, never changes, and is an ordinary directed graph."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import attrs
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.errors import (
    InvalidFrameworkError,
    InvalidProfileError,
    InvalidTypeError,
    UnknownClockError,
    UnknownCredentialError,
    UnknownMoveError,
    UnknownRoleError,
    UnknownSkillError,
)
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import AllOf, AnyOf, Combination, Experience, HasCredential, SkillLevel
from careerpath.roles import Clock, Credential, Move, Role, Skill, Weighted
from careerpath.scales import DEFAULT_SCALE, Scale
from strategies import GRADES, graphs, profiles

PM = Role(
    "pm",
    level=1,
    family="product",
    requires=[SkillLevel("sql", 2), AnyOf(HasCredential("mba"), Experience("product", 2))],
    prefers=[SkillLevel("talk", 1)],
    accrues=["product"],
    develops={"python": 1},
)
CPO = Role("cpo", level=3, family="product", requires=[Experience("product", 10)])
GRAPH = CareerGraph([PM, CPO], [Move("pm", "cpo", 2)], title="Ladder")


def faults_of(*arguments: Any, **options: Any) -> list[tuple[str, str]]:
    """Return (path, message) of every fault that a framework of these parts has."""
    with pytest.raises(InvalidFrameworkError) as caught:
        CareerGraph(*arguments, **options)
    return [(fault.path, fault.message) for fault in caught.value.faults]


# -- what it is made of


def test_what_roles_mention_is_added() -> None:
    """Skills, credentials and clocks that are left out are whatever the roles mention, in that order."""
    assert list(GRAPH.skills.values()) == [Skill("sql"), Skill("talk"), Skill("python")]
    assert list(GRAPH.credentials.values()) == [Credential("mba")]
    assert list(GRAPH.clocks.values()) == [Clock("product")]
    assert repr(GRAPH) == "CareerGraph('Ladder', 2 roles, 1 moves, 3 skills)"
    assert repr(CareerGraph([Role("a")])) == "CareerGraph(1 roles, 0 moves, 0 skills)"


@given(graph=graphs())
def test_a_framework_is_a_value(graph: CareerGraph) -> None:
    """The same parts make an equal framework with an equal hash, also after pickling and in another order."""
    parts = (graph.roles.values(), graph.moves.values())
    kinds = {"skills": graph.skills, "credentials": graph.credentials, "clocks": graph.clocks}
    hash(graph)
    assert graph.nx is graph.nx
    again = pickle.loads(pickle.dumps(graph))
    backwards = CareerGraph(*(list(part)[::-1] for part in parts), **kinds)
    for other in (CareerGraph(*parts, **kinds), again, backwards, attrs.evolve(graph)):
        assert other == graph
        assert hash(other) == hash(graph)
    assert list(again.roles) == list(graph.roles)
    assert attrs.evolve(graph, title="other") != graph


def test_nothing_changes_it() -> None:
    """Fields and mappings are frozen."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        GRAPH.title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError, match="read-only"):
        GRAPH.roles["x"] = PM


@given(graph=graphs())
def test_it_is_a_frozen_digraph(graph: CareerGraph) -> None:
    """``graph.nx`` has the roles and moves as data, in order, and is closed for changes."""
    assert isinstance(graph.nx, nx.DiGraph)
    assert list(graph.nx.nodes(data="role")) == list(graph.roles.items())
    assert {(one, other): move for one, other, move in graph.nx.edges(data="move")} == graph.moves
    for _, _, data in graph.nx.edges(data=True):
        assert (data["min_years"], data["typical_years"]) == (data["move"].min_years, data["move"].usual_years)
    with pytest.raises(nx.NetworkXError):
        graph.nx.add_node("x")


@given(graph=graphs())
def test_moves_are_found_from_both_ends(graph: CareerGraph) -> None:
    """Every move leaves its source and enters its target, and nothing else does."""
    for role in graph.roles:
        assert graph.moves_from(role) == tuple(move for move in graph.moves.values() if move.source == role)
        assert graph.moves_to(role) == tuple(move for move in graph.moves.values() if move.target == role)
    for (source, target), move in graph.moves.items():
        assert graph.move(source, target) is move


# -- looking things up


def test_everything_can_be_looked_up() -> None:
    """Each kind by its id; a skill is measured on its own scale or on that of the graph."""
    own = GRAPH.with_skill(Skill("sql", scale=GRADES))
    assert own.role("pm") is PM
    assert own.skill("sql").scale is GRADES
    assert own.credential("mba") == Credential("mba")
    assert own.clock("product") == Clock("product")
    assert own.scale_of("sql") is GRADES
    assert own.scale_of("talk") is DEFAULT_SCALE


@pytest.mark.parametrize(
    ("look", "error", "sentence"),
    [
        (lambda: GRAPH.role("PM "), UnknownRoleError, "Role 'PM ' is not in this framework. Did you mean 'pm'?"),
        (lambda: GRAPH.role("zzz"), UnknownRoleError, "Role 'zzz' is not in this framework. Known: 'pm', 'cpo'."),
        (lambda: GRAPH.skill("sgl"), UnknownSkillError, "Skill 'sgl' is not in this framework. Did you mean 'sql'?"),
        (lambda: GRAPH.scale_of("sgl"), UnknownSkillError, "Did you mean 'sql'?"),
        (lambda: GRAPH.credential("mbb"), UnknownCredentialError, "Did you mean 'mba'?"),
        (lambda: GRAPH.clock("produkt"), UnknownClockError, "Did you mean 'product'?"),
        (lambda: GRAPH.move("pm", "cto"), UnknownRoleError, "Role 'cto' is not in this framework. Did you mean 'cpo'?"),
        (lambda: GRAPH.move("cpo", "pm"), UnknownMoveError, "Moves from 'cpo' lead to: nowhere."),
        (
            lambda: GRAPH.with_role(Role("ceo")).move("pm", "ceo"),
            UnknownMoveError,
            "Move 'pm -> ceo' is not in this framework. Moves from 'pm' lead to: 'cpo'.",
        ),
        (lambda: GRAPH.moves_from("x"), UnknownRoleError, "Role 'x'"),
        (lambda: GRAPH.moves_to("x"), UnknownRoleError, "Role 'x'"),
        (lambda: GRAPH.move_kind("pm", "x"), UnknownRoleError, "Role 'x'"),
        (lambda: GRAPH.incumbent("x"), UnknownRoleError, "Role 'x'"),
        (lambda: GRAPH.without_role("x"), UnknownRoleError, "Role 'x'"),
        (lambda: GRAPH.without_move("cpo", "pm"), UnknownMoveError, "cpo -> pm"),
        (lambda: GRAPH.role(PM), InvalidTypeError, "A role must be a role id, got Role"),
        (lambda: GRAPH.role(["pm"]), InvalidTypeError, "A role must be a role id, got list"),
    ],
)
def test_an_unknown_id_names_the_near_match(look: Callable[[], object], error: type[Exception], sentence: str) -> None:
    """Whatever is looked up and not there is named, with what was probably meant."""
    with pytest.raises(error) as caught:
        look()
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ((1, "a"), (2, "a"), "promotion"),
        ((1, "a"), (2, "b"), "diagonal"),
        ((1, "a"), (1, "a"), "lateral"),
        ((1, "a"), (1, "b"), "lateral"),
        ((2, "a"), (1, "b"), "step down"),
        ((None, "a"), (1, "a"), None),
        ((1, "a"), (None, "a"), None),
    ],
)
def test_kinds_of_moves(old: tuple[float, str], new: tuple[float, str], kind: str | None) -> None:
    """Level and family say what a move means; the move itself need not exist."""
    graph = CareerGraph([Role("x", level=old[0], family=old[1]), Role("y", level=new[0], family=new[1])])
    assert graph.move_kind("x", "y") == kind


# -- people


@given(graph=graphs())
def test_incumbents_meet_what_their_role_requires(graph: CareerGraph) -> None:
    """The canonical person in a role is eligible for it, and known to the framework."""
    for role in graph.roles.values():
        person = graph.incumbent(role.id)
        assert all(entry.requirement.is_met(person) for entry in role.requires)
        assert (person.role, person.years_in_role) == (role.id, 0)
        assert graph.person(person) is person
        assert graph.person(role.id) is graph.incumbent(role.id) is person


def test_the_incumbent_takes_the_first_way() -> None:
    """Of an AnyOf the first part, of a Combination the parts in order until met; preferred items never."""
    assert GRAPH.incumbent("pm") == Profile({"sql": 2}, credentials={"mba"}, role="pm")
    path = Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.4})
    assert CareerGraph([Role("x", requires=[path])]).incumbent("x").years == {"product": 10}


@given(data=st.data(), graph=graphs())
def test_the_known_part_of_anybody_is_a_person(data: st.DataObject, graph: CareerGraph) -> None:
    """What is known is kept, the rest dropped; whoever is known entirely is kept as is."""
    stranger = data.draw(profiles()).at(None)
    tops = {skill: graph.scale_of(skill).top for skill in graph.skills}
    known = graph.known_part(stranger)
    assert known <= stranger
    assert known == graph.known_part(known) == graph.person(known)
    assert known.skills.keys() == stranger.skills.keys() & tops.keys()
    assert known.years.keys() == stranger.years.keys() & graph.clocks.keys()
    assert known.credentials == stranger.credentials & graph.credentials.keys()


def test_every_fault_of_a_profile_is_named() -> None:
    """Unknown ids with near matches and what to do, levels above their scale with what is allowed."""
    stranger = Profile({"sgl": 0, "sql": 5, "talk": 4}, {"produkt": 1, "product": 1}, {"mba", "mbb"})
    with pytest.raises(InvalidProfileError) as caught:
        GRAPH.person(stranger)
    assert [fault.path for fault in caught.value.faults] == [
        "skills.sgl",
        "skills.sql",
        "years.produkt",
        "credentials.mbb",
    ]
    text = str(caught.value)
    for near in ("'sql'", "'product'", "'mba'"):
        assert f"Did you mean {near}? Correct it, or drop what this framework does not know" in text
    assert "Level 5 is above the top of its scale; 0 to 4 is allowed." in text


@pytest.mark.parametrize("who", [Profile(years={"x": 1}), Profile(credentials={"x"}), Profile(skills={"x": 0})])
def test_a_profile_of_another_framework_is_refused(who: Profile) -> None:
    """One unknown id is enough."""
    with pytest.raises(InvalidProfileError, match="The profile has a fault"):
        GRAPH.person(who)


def test_who_is_a_profile_or_a_role() -> None:
    """Anything else is named; so is a role that does not exist."""
    with pytest.raises(UnknownRoleError, match="Did you mean 'cpo'"):
        GRAPH.person(Profile(role="cto"))
    with pytest.raises(InvalidTypeError, match="who must be a Profile or a role id, got Role"):
        GRAPH.person(PM)  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="profile must be a Profile, got str"):
        GRAPH.known_part("pm")  # type: ignore[arg-type]


# -- faults


def test_all_faults_come_at_once_with_their_places() -> None:
    """Unknown skills, clocks, credentials, roles, and levels above the scale, each with path and near match."""
    roles = [
        Role(
            "pm",
            requires=[
                SkillLevel("sgl", 1),
                AllOf(AnyOf(Experience("produkt", 1), HasCredential("mbb")), SkillLevel("sql", 5)),
                Combination({Experience("produkt", 1): 1}),
            ],
            prefers=[SkillLevel("talk", 9)],
            accrues=["product", "produkt"],
            develops={"talk": 2, "sql": 5},
            reports_to="cto",
        ),
        Role("cpo"),
    ]
    skills = [Skill("sql"), Skill("talk", scale=Scale(["no", "yes"]))]
    found = faults_of(
        roles,
        [Move("pm", "cto"), Move("px", "cpo")],
        skills=skills,
        credentials=[Credential("mba")],
        clocks=[Clock("product")],
    )
    assert found == [
        ("roles[0].requires[0]", "Skill 'sgl' is not in this framework. Did you mean 'sql'?"),
        (
            "roles[0].requires[1].parts[0].parts[0]",
            "Experience kind 'produkt' is not in this framework. Did you mean 'product'?",
        ),
        (
            "roles[0].requires[1].parts[0].parts[1]",
            "Credential 'mbb' is not in this framework. Did you mean 'mba'?",
        ),
        ("roles[0].requires[1].parts[1]", "Skill 'sql': level 5 is above the top of its scale, 4."),
        (
            "roles[0].requires[2].parts[0]",
            "Experience kind 'produkt' is not in this framework. Did you mean 'product'?",
        ),
        ("roles[0].prefers[0]", "Skill 'talk': level 9 is above the top of its scale, 1."),
        ("roles[0].accrues[1]", "Experience kind 'produkt' is not in this framework. Did you mean 'product'?"),
        ("roles[0].develops.talk", "Skill 'talk': level 2 is above the top of its scale, 1."),
        ("roles[0].develops.sql", "Skill 'sql': level 5 is above the top of its scale, 4."),
        ("roles[0].reports_to", "Role 'cto' is not in this framework. Did you mean 'cpo'?"),
        ("moves[0].target", "Role 'cto' is not in this framework. Did you mean 'cpo'?"),
        ("moves[1].source", "Role 'px' is not in this framework. Known: 'pm', 'cpo'."),
    ]


def test_repeated_ids_are_faults() -> None:
    """Each repeated role, move, skill, credential and clock is named once, with its places."""
    first_five = ", ".join(f"credentials[{row}]" for row in range(5))
    found = faults_of(
        [Role("a"), Role("b"), Role("a"), Role("a")],
        [Move("a", "b"), Move("a", "b", 2)],
        skills=[Skill("s")] * 2,
        credentials=[Credential("c")] * 7,
        clocks=[Clock("k")] * 2,
    )
    assert found == [
        ("skills[1]", "The skill 's' is defined 2 times (skills[0], skills[1]); keep one of them."),
        ("credentials[1]", f"The credential 'c' is defined 7 times ({first_five}); keep one of them."),
        ("clocks[1]", "The clock 'k' is defined 2 times (clocks[0], clocks[1]); keep one of them."),
        ("roles[2]", "The role 'a' is defined 3 times (roles[0], roles[2], roles[3]); keep one of them."),
        ("moves[1]", "The move 'a -> b' is defined 2 times (moves[0], moves[1]); keep one of them."),
    ]


def test_reporting_lines_end() -> None:
    """A ring is named once, from its first role; a line into a ring is no second ring; a long line is none."""
    line = [Role(f"r{n}", reports_to=f"r{n + 1}") for n in range(50)] + [Role("r50")]
    assert len(CareerGraph(line).roles) == 51
    found = faults_of(
        [
            Role("x", reports_to="a"),
            Role("a", reports_to="b"),
            Role("b", reports_to="c"),
            Role("c", reports_to="a"),
            Role("y", reports_to="b"),
            Role("p", reports_to="q"),
            Role("q", reports_to="p"),
        ]
    )
    assert found == [
        ("roles[1].reports_to", "Reporting lines form a ring: a -> b -> c -> a; one of them must end."),
        ("roles[5].reports_to", "Reporting lines form a ring: p -> q -> p; one of them must end."),
    ]


def test_an_empty_framework_is_none() -> None:
    """There is at least one role; the title names the framework."""
    with pytest.raises(InvalidFrameworkError, match=r"^The framework Empty has a fault\. roles: A framework needs at"):
        CareerGraph([], title="Empty")


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: CareerGraph(3), "roles must be an iterable of Role, got int"),
        (lambda: CareerGraph(PM), "roles must be an iterable of Role, got Role"),
        (lambda: CareerGraph("pm"), "Each of roles must be a Role, got str: 'p'"),
        (lambda: CareerGraph([Move("a", "b")]), "Each of roles must be a Role, got Move"),
        (lambda: CareerGraph([PM], [PM]), "Each of moves must be a Move, got Role"),
        (lambda: CareerGraph([PM], skills=[Credential("x")]), "Each of skills must be a Skill"),
        (lambda: CareerGraph([PM], credentials=["mba"]), "Each of credentials must be a Credential"),
        (lambda: CareerGraph([PM], clocks={"product": 1}), "Each of clocks must be a Clock"),
        (lambda: CareerGraph([PM], scale=["a", "b"]), "scale must be a Scale"),
        (lambda: CareerGraph([PM], title=3), "CareerGraph.title must be text"),
        (lambda: CareerGraph([PM], notes="one"), "CareerGraph.notes must be a collection of texts"),
        (lambda: CareerGraph([PM], illustrative="no"), "CareerGraph.illustrative must be True or False"),
        (lambda: CareerGraph([PM], sources=["x"]), "CareerGraph.sources must be a mapping from key to text"),
        (lambda: GRAPH.with_role(Move("a", "b")), "role must be a Role, got Move"),
        (lambda: GRAPH.with_move(PM), "move must be a Move, got Role"),
        (lambda: GRAPH.with_skill("sql"), "skill must be a Skill, got str"),
        (lambda: GRAPH.with_credential("mba"), "credential must be a Credential, got str"),
    ],
)
def test_mixed_up_types_are_named(build: Callable[[], object], sentence: str) -> None:
    """Arguments that changed places are told apart."""
    with pytest.raises(InvalidTypeError) as caught:
        build()
    assert sentence in str(caught.value)


def test_mappings_are_iterables_of_their_values() -> None:
    """What one graph holds can be handed to another as it is."""
    assert CareerGraph(GRAPH.roles, GRAPH.moves, title="Ladder") == GRAPH


# -- changing it, into a new graph


@given(graph=graphs(min_roles=2))
def test_changes_leave_the_old_graph_alone(graph: CareerGraph) -> None:
    """Whatever is added can be removed again, and the graph it came from stays as it was."""
    before = pickle.dumps(graph)
    first, second = list(graph.roles)[:2]
    newcomer = Role("new", requires=[SkillLevel("dance", 1), HasCredential("oath"), Experience("sea", 1)])
    wider = graph.with_role(newcomer).with_move(Move("new", first))
    assert list(wider.roles) == [*graph.roles, "new"]
    assert {"dance"} == wider.skills.keys() - graph.skills.keys()
    assert {"oath"} == wider.credentials.keys() - graph.credentials.keys()
    assert {"sea"} == wider.clocks.keys() - graph.clocks.keys()
    assert wider.without_role("new").roles == graph.roles
    assert wider.without_role("new").moves == wider.without_move("new", first).moves == graph.moves
    assert graph.with_role(graph.roles[first]) == graph
    changed = graph.with_move(Move(first, second, 7))
    assert changed.move(first, second).min_years == 7
    assert changed.moves.keys() == graph.moves.keys() | {(first, second)}
    assert pickle.dumps(graph) == before


def test_replacing_keeps_what_is_known() -> None:
    """A replaced role keeps its place; known skills keep their figures; everything about the graph is kept."""
    graph = CareerGraph(
        [PM, CPO],
        [Move("pm", "cpo", 2)],
        title="Ladder",
        description="d",
        version="1",
        license="MIT",
        illustrative=True,
        notes=["n"],
        sources={"k": "Citation"},
    )
    slow = graph.with_skill(Skill("sql", months_per_level=9)).with_credential(Credential("mba", months=24))
    after = slow.with_role(attrs.evolve(PM, title="Product Manager"))
    assert list(after.roles) == ["pm", "cpo"]
    assert after.skill("sql").months_per_level == 9
    assert after.credential("mba").months == 24
    about = ("title", "description", "version", "license", "illustrative", "notes", "sources", "scale")
    assert [getattr(after, name) for name in about] == [getattr(graph, name) for name in about]


def test_who_reported_to_a_removed_role_reports_to_its_superior() -> None:
    """The line closes; at its top it ends."""
    graph = CareerGraph([Role("a", reports_to="b"), Role("b", reports_to="c"), Role("c"), Role("d")])
    assert graph.without_role("b").role("a").reports_to == "c"
    assert graph.without_role("c").role("b").reports_to is None
    assert graph.without_role("b").role("d").reports_to is None


def test_a_change_is_checked_like_a_new_graph() -> None:
    """No change leads to a framework that could not have been built."""
    with pytest.raises(InvalidFrameworkError, match="above the top of its scale, 1"):
        GRAPH.with_skill(Skill("sql", scale=Scale(["no", "yes"])))
    with pytest.raises(InvalidFrameworkError, match="Role 'ceo' is not in this framework"):
        GRAPH.with_move(Move("cpo", "ceo"))
    with pytest.raises(InvalidFrameworkError, match="at least one role"):
        CareerGraph([PM]).without_role("pm")


def test_weights_and_sources_are_kept() -> None:
    """Entries of a role come out as they went in."""
    entry = Weighted(SkillLevel("sql", 2), 3, source="ddat-2017")
    assert CareerGraph([Role("x", requires=[entry])]).role("x").requires == (entry,)


def test_what_other_rooms_compile_is_no_part_of_the_value() -> None:
    """The store for compiled results is empty again after pickling, and does not count in comparisons."""
    graph = CareerGraph([PM])
    graph.compiled["x"] = 1
    assert graph == CareerGraph([PM])
    assert pickle.loads(pickle.dumps(graph)).compiled == {}
