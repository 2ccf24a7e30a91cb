"""Why there is no plan: which roles can be reached, and which atoms of which roles close the others."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerPathError, InvalidTypeError, InvalidValueError, NoPlanError, UnknownRoleError
from careerpath.gaps import assess
from careerpath.graph import CareerGraph
from careerpath.planning import Reach, find_plan, reachable
from careerpath.profiles import Profile
from careerpath.requirements import AllOf, AnyOf, AtLeast, Combination, Experience, HasCredential, SkillLevel
from careerpath.roles import Credential, Move, Role, Skill
from strategies import graphs, profiles

POISE, NOBLE = SkillLevel("poise", 2), HasCredential("noble")
SKILLS = [Skill("sql", months_per_level=6), Skill("poise", months_per_level=None)]
CREDENTIALS = [Credential("noble"), Credential("mba", months=24)]


def ladder(*asked: object, first: Role | None = None, more: tuple[Role, ...] = ()) -> CareerGraph:
    """Return a -> b -> t, where t asks for something; c leads nowhere."""
    return CareerGraph(
        [first or Role("a", accrues=["x"]), Role("b"), Role("c"), Role("t", requires=list(asked)), *more],
        [Move("a", "b"), Move("b", "t"), Move("a", "c")],
        skills=SKILLS,
        credentials=CREDENTIALS,
    )


def refusal(graph: CareerGraph, who: Profile | str = "a", to: str = "t", **options: object) -> NoPlanError:
    """Return the error, which survives pickling and copying."""
    with pytest.raises(NoPlanError) as caught:
        find_plan(graph, who, to, **options)  # type: ignore[arg-type]
    error = caught.value
    for same in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert (same.start, same.target, same.reason) == (error.start, error.target, error.reason)
        assert (same.reached, dict(same.blocks), str(same)) == (error.reached, dict(error.blocks), str(error))
    assert isinstance(error, CareerPathError)
    assert isinstance(error, LookupError)
    assert repr(error.target) in str(error)
    return error


def test_no_move_leads_there() -> None:
    """The map itself has no way; the roles that can be reached are named all the same."""
    error = refusal(ladder(), "c")
    assert (error.start, error.target, error.reached, dict(error.blocks)) == ("c", "t", ("c",), {})
    assert "no sequence of moves" in str(error)


def test_a_credential_that_nobody_can_earn() -> None:
    """It has no months of study."""
    error = refusal(ladder(NOBLE, SkillLevel("sql", 2), HasCredential("mba")))
    assert error.reached == ("a", "b", "c")
    assert list(error.blocks) == ["t"]
    (words,) = error.blocks["t"]
    assert "noble" in words
    assert "mba" not in str(error)


def test_a_clock_that_does_not_run_there() -> None:
    """Where it runs is said; or that it runs nowhere."""
    graph = ladder(Experience("people", 3), more=(Role("elsewhere", accrues=["people"]),))
    (words,) = refusal(graph, Profile(years={"people": 1}, role="a")).blocks["t"]
    assert "people" in words
    assert "3 years" in words
    assert "1" in words
    assert "elsewhere" in words
    (words,) = refusal(ladder(Experience("people", 3))).blocks["t"]
    assert "no role" in words


def test_a_skill_that_cannot_be_studied() -> None:
    """Unless a role on the way develops it far enough."""
    error = refusal(ladder(POISE))
    assert "poise >= 2" in error.blocks["t"][0]
    low, high = (Role("a", develops={"poise": level}) for level in (1, 2))
    assert "poise" in refusal(ladder(POISE, first=low)).blocks["t"][0]
    assert find_plan(ladder(POISE, first=high), "a", "t").years == 2
    assert find_plan(ladder(POISE), Profile(skills={"poise": 2}, role="a"), "t").years == 2


def test_all_that_blocks_is_named() -> None:
    """Several atoms of one role, several roles; of alternatives the smallest set."""
    error = refusal(ladder(POISE, NOBLE))
    assert len(error.blocks["t"]) == 2
    assert "; " in str(error)
    error = refusal(ladder(AnyOf(AllOf(POISE, NOBLE), Experience("y", 2))))
    assert len(error.blocks["t"]) == 1
    error = refusal(ladder(AtLeast(2, POISE, NOBLE, SkillLevel("sql", 1))))
    assert len(error.blocks["t"]) == 1
    error = refusal(ladder(Combination({Experience("y", 4): 0.6, NOBLE: 0.6})))
    assert error.blocks["t"]


def test_only_roles_towards_the_target_are_named() -> None:
    """A closed role that leads elsewhere does not matter; two that lead there do."""
    graph = CareerGraph(
        [
            Role("a"),
            Role("b", requires=[NOBLE]),
            Role("d", requires=[POISE]),
            Role("dead-end", requires=[NOBLE]),
            Role("t"),
        ],
        [Move("a", "b"), Move("b", "t"), Move("a", "d"), Move("d", "t"), Move("a", "dead-end")],
        skills=SKILLS,
        credentials=CREDENTIALS,
    )
    error = refusal(graph)
    assert set(error.blocks) == {"b", "d"}
    assert error.reached == ("a",)


def test_too_few_moves() -> None:
    """How many are needed is said, or that the way asks for a detour."""
    error = refusal(ladder(), max_moves=1)
    assert "2" in error.reason
    assert "max_moves" in error.reason
    assert "t" in error.reached
    assert not error.blocks
    there_and_back = CareerGraph(
        [Role("a"), Role("b", accrues=["x"]), Role("t", requires=[Experience("x", 1)])],
        [Move("a", "b"), Move("b", "a"), Move("a", "t")],
    )
    error = refusal(there_and_back, max_moves=1)
    assert "max_moves" in error.reason
    assert find_plan(there_and_back, "a", "t", max_moves=3).roles == ("a", "b", "a", "t")


def test_what_must_be_gathered_takes_moves() -> None:
    """The target is two moves away, and a detour is needed on the way: two moves are not enough, four are."""
    graph = CareerGraph(
        [
            Role("a"),
            Role("b", accrues=["x"]),
            Role("c", accrues=["y"]),
            Role("t", requires=[Experience("x", 1), Experience("y", 1)]),
        ],
        [Move("a", "b"), Move("a", "c"), Move("b", "a"), Move("c", "a"), Move("b", "t"), Move("c", "t")],
    )
    error = refusal(graph, max_moves=2)
    assert "max_moves" in error.reason
    assert "t" in error.reached
    assert find_plan(graph, "a", "t", max_moves=4).moves == 4


def test_from_anywhere() -> None:
    """``start='any'`` explains for all the starts together, with the smallest of their obstacles."""
    graph = CareerGraph(
        [
            Role("a", develops={"poise": 2}),
            Role("b"),
            Role("t", requires=[POISE, NOBLE]),
            Role("closed", requires=[NOBLE]),
        ],
        [Move("a", "t"), Move("b", "t"), Move("a", "b", 9)],
        skills=SKILLS,
        credentials=CREDENTIALS,
    )
    for back in (graph, turned(graph)):
        error = refusal(back, Profile(), start="any")
        assert (error.start, error.reached) == ("any", ("a", "b"))
        assert len(error.blocks["t"]) == 1
    nobody = refusal(CareerGraph([Role("a", requires=[POISE]), Role("t", requires=[NOBLE])]), Profile(), start="any")
    assert (nobody.start, nobody.reached) == ("any", ())
    assert "eligible for no role" in str(nobody)


def turned(graph: CareerGraph) -> CareerGraph:
    """Return the graph with roles and moves in reverse."""
    return CareerGraph(
        list(graph.roles.values())[::-1],
        list(graph.moves.values())[::-1],
        skills=graph.skills.values(),
        credentials=graph.credentials.values(),
        clocks=graph.clocks.values(),
    )


def test_what_would_open_the_way() -> None:
    """Meeting the blocking atoms makes a plan of no plan."""
    graph = ladder(POISE, NOBLE, Experience("x", 2))
    blocks = reachable(graph, Profile(role="a")).blocks["t"]
    assert set(blocks) == {POISE, NOBLE}
    person = Profile(role="a")
    for atom in blocks:
        person = atom.fulfil(person)
    assert find_plan(graph, person, "t").roles == ("a", "b", "t")


# -- reachable


def test_moves_count_the_fewest() -> None:
    """The first role is there with 0 moves; a role behind a closed one is not there at all."""
    graph = ladder(NOBLE)
    reach = reachable(graph, Profile(role="a"))
    assert dict(reach.moves) == {"a": 0, "b": 1, "c": 1}
    assert dict(reach.blocks) == {"t": (NOBLE,)}
    assert pickle.loads(pickle.dumps(reach)) == reach
    assert isinstance(reach, Reach)


def test_what_is_brought_from_elsewhere_opens_doors() -> None:
    """A role is looked at again when somebody comes back with more."""
    graph = CareerGraph(
        [
            Role("a"),
            Role("lab", develops={"poise": 2}, accrues=["x"]),
            Role("t", requires=[POISE, Experience("x", 50)]),
        ],
        [Move("a", "lab"), Move("lab", "a"), Move("a", "t")],
        skills=SKILLS,
    )
    assert dict(reachable(graph, Profile(role="a")).moves) == {"a": 0, "lab": 1, "t": 3}
    assert find_plan(graph, "a", "t").roles == ("a", "lab", "a", "t")


@settings(max_examples=settings().max_examples // 2)
@given(data=st.data(), graph=graphs(min_roles=2))
def test_reach_agrees_with_plans(data: st.DataObject, graph: CareerGraph) -> None:
    """A role can be reached exactly if there is a plan with enough moves, by no fewer moves."""
    start = data.draw(st.sampled_from(list(graph.roles)))
    person = data.draw(profiles(graph)).at(start)
    reach = reachable(graph, person)
    for role in graph.roles:
        if role == start:
            assert reach.moves[role] == 0
        elif role in reach.moves:
            assert role not in reach.blocks
            plan = find_plan(graph, person, role, minimize="moves", max_moves=20)
            assert plan.moves == reach.moves[role]
        else:
            with pytest.raises(NoPlanError):
                find_plan(graph, person, role, max_moves=20)


@settings(max_examples=settings().max_examples // 2)
@given(data=st.data(), graph=graphs(min_roles=2))
def test_the_blocks_are_the_smallest_obstacle(data: st.DataObject, graph: CareerGraph) -> None:
    """Whoever is given the blocking atoms of a role reaches it, and no part of them is held before."""
    start = data.draw(st.sampled_from(list(graph.roles)))
    person = data.draw(profiles(graph)).at(start)
    reach = reachable(graph, person)
    for role, atoms in reach.blocks.items():
        assert not any(atom.is_met(person) for atom in atoms)
        given_them = person
        for atom in atoms:
            given_them = atom.fulfil(given_them)
        assert role in reachable(graph, given_them).moves
        assert not assess(graph, person, role).eligible


def test_only_a_placed_person_reaches_anything() -> None:
    """A profile without a role stands nowhere; a role id stands for its incumbent."""
    graph = ladder(NOBLE)
    assert reachable(graph, "b") == reachable(graph, graph.incumbent("b"))
    with pytest.raises(InvalidValueError, match="profile"):
        reachable(graph, Profile())
    with pytest.raises(UnknownRoleError, match="'a'"):
        reachable(graph, Profile(role="aa"))
    with pytest.raises(InvalidTypeError, match="must be"):
        reachable(Profile(role="a"), graph)  # type: ignore[arg-type]
