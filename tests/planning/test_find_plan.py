"""Plans worked by hand, where every feature of the definition decides."""

from __future__ import annotations

import math

import networkx as nx
import pytest

from careerpath.datasets import load_product_ladder
from careerpath.errors import NoPlanError
from careerpath.gaps import assess
from careerpath.graph import CareerGraph
from careerpath.planning import Plan, find_plan
from careerpath.profiles import Profile
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Combination,
    Experience,
    HasCredential,
    Requirement,
    SkillLevel,
)
from careerpath.roles import Credential, Move, Role, Skill

SQL = SkillLevel("sql", 2)
MBA = HasCredential("mba")


def product(years: float) -> Experience:
    """Ask for years of product management."""
    return Experience("product", years)


def direct(
    *asked: Requirement,
    move: Move | None = None,
    first: Role | None = None,
    months: float | None = 24,
    per_level: float | None = 6,
) -> CareerGraph:
    """Return a graph with one move, from a to t."""
    return CareerGraph(
        [first or Role("a", accrues=["product"]), Role("t", requires=asked)],
        [move or Move("a", "t", 0)],
        skills=[Skill("sql", months_per_level=per_level), Skill("talk", months_per_level=3)],
        credentials=[Credential("mba", months=months)],
    )


def stays(plan: Plan) -> list[float]:
    """Return how long the plan stays in each role but the last."""
    return [step.stay for step in plan.steps[:-1]]


def learned(plan: Plan) -> list[tuple[str, float, float]]:
    """Return everything that is studied, with the level reached and the months it takes."""
    return [(item.subject, item.end, item.months) for step in plan for item in step.learn]


# -- where simpler methods go wrong


def test_the_cheapest_next_move_is_a_dead_end() -> None:
    """Greedy goes to b, which never leads on for somebody who has not been in c."""
    graph = CareerGraph(
        [
            Role("a"),
            Role("b"),
            Role("c", accrues=["people"]),
            Role("t", requires=[Experience("people", 1)]),
        ],
        [Move("a", "b", 0.5), Move("a", "c", 3), Move("b", "t", 0.5), Move("c", "t", 0.5)],
    )
    assert nx.dijkstra_path(graph.nx, "a", "t", weight="min_years") == ["a", "b", "t"]
    plan = find_plan(graph, "a", "t")
    assert (plan.roles, plan.years, stays(plan)) == (("a", "c", "t"), 4, [3, 1])


def test_the_shortest_path_ignores_experience() -> None:
    """By minimum stays the way over b is shorter; but only c runs the clock that the target asks for."""
    graph = CareerGraph(
        [
            Role("a", accrues=["product"]),
            Role("b"),
            Role("c", accrues=["product"]),
            Role("t", requires=[product(8)]),
        ],
        [Move("a", "b", 1), Move("b", "t", 1), Move("a", "c", 2), Move("c", "t", 2)],
    )
    assert nx.dijkstra_path(graph.nx, "a", "t", weight="min_years") == ["a", "b", "t"]
    plan = find_plan(graph, "a", "t")
    assert plan.roles == ("a", "c", "t")
    assert plan.years == 8
    only_way = find_plan(graph.without_move("a", "c"), "a", "t")
    assert (only_way.roles, only_way.years, stays(only_way)) == (("a", "b", "t"), 9, [8, 1])


def test_what_was_learned_early_is_not_learned_again() -> None:
    """The role on the way asks for most of the study; its price does not count twice."""
    graph = CareerGraph(
        [Role("a"), Role("b", requires=[SQL]), Role("t", requires=[SkillLevel("sql", 3)])],
        [Move("a", "b", 1), Move("b", "t", 1)],
        skills=[Skill("sql", months_per_level=6)],
    )
    plan = find_plan(graph, "a", "t")
    assert [[(item.start, item.end) for item in step.learn] for step in plan] == [[(0, 2)], [(2, 3)], []]
    assert (plan.study_months, stays(plan)) == (18, [1, 1])


def test_a_detour_pays_where_it_opens_the_door() -> None:
    """One year elsewhere replaces three years of study."""
    graph = CareerGraph(
        [
            Role("a"),
            Role("lab", develops={"sql": 3}, develops_after=1),
            Role("t", requires=[SkillLevel("sql", 3)]),
        ],
        [Move("a", "t", 0), Move("a", "lab", 0), Move("lab", "t", 0)],
        skills=[Skill("sql", months_per_level=12)],
    )
    plan = find_plan(graph, "a", "t")
    assert (plan.roles, plan.years, plan.study_months) == (("a", "lab", "t"), 1, 0)
    assert find_plan(graph, "a", "t", minimize="moves").roles == ("a", "t")
    assert find_plan(graph, "a", "t", max_moves=1).years == 3


# -- study


def test_study_runs_alongside_work() -> None:
    """A stay lasts at least until the study so far is done, at the pace asked for."""
    graph = direct(SQL, move=Move("a", "t", 0.5))
    assert [find_plan(graph, "a", "t", pace=pace).years for pace in (1, 2, 4, 0.5)] == [1, 0.5, 0.5, 2]
    ahead = CareerGraph(
        [Role("a"), Role("b"), Role("t", requires=[SkillLevel("sql", 3)])],
        [Move("a", "b", 1), Move("b", "t", 0.5)],
        skills=[Skill("sql", months_per_level=8)],
    )
    plan = find_plan(ahead, "a", "t")
    assert (stays(plan), plan.years) == ([1, 1], 2)
    quick = find_plan(ahead, "a", "t", pace=2)
    assert stays(quick) == [1, 0.5]


def test_study_is_counted_from_the_level_held() -> None:
    """Pro rata, also between two levels that somebody asks for."""
    graph = CareerGraph(
        [Role("a"), Role("b", requires=[SkillLevel("sql", 1)]), Role("t", requires=[SkillLevel("sql", 3)])],
        [Move("a", "b", 0), Move("b", "t", 0)],
        skills=[Skill("sql", months_per_level=6)],
    )
    assert find_plan(graph, Profile(skills={"sql": 0.5}, role="a"), "t").study_months == 15
    assert find_plan(graph, Profile(skills={"sql": 2.5}, role="a"), "t").study_months == 3
    assert find_plan(graph, Profile(skills={"sql": 3.5}, role="a"), "t").study_months == 0
    first = find_plan(graph, Profile(skills={"sql": 2.5}, role="a"), "t")
    assert learned(first) == [("sql", 3, 3)]
    assert first.steps[1].learn[0].start == 2.5


def test_what_a_role_develops_needs_no_study() -> None:
    """Move early with study, or stay until the role has taught it; time already spent counts."""
    first = Role("a", develops={"sql": 2}, develops_after=2)
    graph = direct(SQL, move=Move("a", "t", 0.5), first=first)
    quick, lazy = find_plan(graph, "a", "t"), find_plan(graph, "a", "t", minimize="study")
    assert (quick.years, quick.study_months) == (1, 12)
    assert (lazy.years, lazy.study_months) == (2, 0)
    settled = find_plan(graph, Profile(role="a", years_in_role=2), "t")
    assert (settled.years, settled.study_months) == (0, 0)
    nearly = find_plan(graph, Profile(role="a", years_in_role=1.25), "t")
    assert (nearly.years, nearly.study_months) == (0.75, 0)


def test_a_broken_stay_develops_nothing() -> None:
    """Half a year twice is no unbroken year."""
    graph = CareerGraph(
        [
            Role("a", develops={"sql": 2}, develops_after=1, accrues=["product"]),
            Role("b", requires=[product(0.5)], accrues=["people"]),
            Role("t", requires=[SQL, Experience("people", 1)]),
        ],
        [Move("a", "b", 0.5), Move("b", "a", 0.5), Move("a", "t", 0.5)],
        skills=[Skill("sql", months_per_level=None)],
    )
    plan = find_plan(graph, "a", "t")
    assert plan.roles == ("a", "b", "a", "t")
    assert plan.years == 2.5
    assert max(stays(plan)[0], stays(plan)[2]) == 1


# -- alternatives and combinations


def test_each_alternative_is_tried() -> None:
    """The cheaper one depends on what is minimised, and on what is held."""
    asked = AnyOf(SkillLevel("sql", 1), AllOf(product(1), SkillLevel("talk", 1)))
    graph = direct(asked, first=Role("a", accrues=["product"]), per_level=18)
    assert learned(find_plan(graph, "a", "t")) == [("talk", 1, 3)]
    assert find_plan(graph, "a", "t").years == 1
    held = Profile(skills={"sql": 0.75}, role="a")
    assert learned(find_plan(graph, held, "t")) == [("sql", 1, 4.5)]
    assert learned(find_plan(graph, held, "t", minimize="study")) == [("talk", 1, 3)]


def test_two_of_three() -> None:
    """Of an ``AtLeast`` the cheapest pair is learned, and what is held counts."""
    asked = AtLeast(2, SkillLevel("sql", 1), SkillLevel("talk", 2), MBA)
    graph = direct(asked)
    assert learned(find_plan(graph, "a", "t")) == [("sql", 1, 6), ("talk", 2, 6)]
    assert learned(find_plan(graph, Profile(credentials={"mba"}, role="a"), "t")) == [("sql", 1, 6)]
    assert find_plan(graph, Profile(credentials={"mba"}, role="a"), "t").steps[-1].way == (SkillLevel("sql", 1), MBA)


def test_an_mba_stands_in_for_four_years() -> None:
    """Ten years, or an MBA and six: with one year behind, nine more years, or five with the degree."""
    graph = direct(Combination({product(10): 1.0, MBA: 0.4}))
    person = Profile(years={"product": 1}, role="a")
    degree = find_plan(graph, person, "t")
    assert (degree.years, degree.study_months, degree.steps[-1].way) == (5, 24, (product(6), MBA))
    work = find_plan(graph, person, "t", minimize="study")
    assert (work.years, work.study_months, work.steps[-1].way) == (9, 0, (product(10),))
    assert find_plan(graph, person, "t", minimize={"years": 1, "study": 0.1}).study_months == 24
    assert find_plan(graph, person, "t", minimize={"years": 1, "study": 0.2}).study_months == 0


@pytest.mark.parametrize(("pace", "years", "months"), [(1, 5, 24), (0.25, 8, 24), (0.2, 9, 0)])
def test_a_degree_must_be_worth_its_time(pace: float, years: float, months: float) -> None:
    """Who studies slowly gets there later with the degree, and at last better without it."""
    graph = direct(Combination({product(10): 1.0, MBA: 0.4}))
    plan = find_plan(graph, Profile(years={"product": 1}, role="a"), "t", pace=pace)
    assert (plan.years, plan.study_months) == (years, months)


def test_a_degree_serves_every_role_that_counts_it() -> None:
    """For one role work alone is cheaper; for two in a row the degree is, as it is paid once."""
    asked = [Combination({product(4): 1.0, MBA: 0.5}), Combination({product(9): 1.0, MBA: 0.5})]
    graph = CareerGraph(
        [Role("a", accrues=["product"]), *(Role(name, requires=[one]) for name, one in zip("bt", asked, strict=True))],
        [Move("a", "b", 0), Move("b", "t", 0), Move("b", "a", 0), Move("a", "t", 0)],
        credentials=[Credential("mba", months=24)],
    )
    blend = {"years": 1, "study": 1 / 8}
    assert find_plan(graph, "a", "b", minimize=blend).study_months == 0
    assert find_plan(graph, "a", "t", minimize=blend).study_months == 24
    assert find_plan(graph, "a", "t").years == 4.5


def test_parts_of_a_sum_are_learned_in_full_or_not_at_all() -> None:
    """A skill at half its level counts half if it is held so; nobody stops half way."""
    asked = Combination({SkillLevel("sql", 4): 0.5, product(4): 0.75})
    graph = direct(asked, per_level=3)
    assert [(learned(plan), plan.years) for plan in [find_plan(graph, "a", "t")]] == [
        ([("sql", 4, 12)], pytest.approx(8 / 3))
    ]
    half = Profile(skills={"sql": 2}, role="a")
    assert find_plan(graph, half, "t", minimize="study").years == 4
    assert find_plan(graph, half, "t").years == pytest.approx(8 / 3)
    assert find_plan(graph, half, "t").study_months == 6


@pytest.mark.parametrize("years", [0, 0.1, 1 / 30, 1e-10])
def test_a_steep_sum_is_met_on_arrival(years: float) -> None:
    """Stays are rounded to 9 decimals, and never so that the gap would still find something missing."""
    for asked in (
        AllOf(Combination({product(0.5): 0.75, product(3): 0.4, product(1): 1.0})),
        AnyOf(Combination({product(0.15): 1.0, MBA: 0.5})),
    ):
        graph = direct(asked, months=None)
        plan = find_plan(graph, Profile(years={"product": years}, role="a"), "t")
        assert plan.years == pytest.approx(plan.steps[-1].way[0].amount - years)
        assert assess(graph, plan.steps[-1].profile, "t").eligible


def test_who_waits_long_enough_need_not_study_for_the_door() -> None:
    """A door opens by study, or by a stay that the target asks for anyway.

    A role beside the way runs both clocks at once, so that the search is led to hope for more than there is.
    """
    graph = CareerGraph(
        [
            Role("a", accrues=["product"]),
            Role("b", accrues=["people"], requires=[AnyOf(SkillLevel("sql", 1), product(2))]),
            Role("beside", accrues=["product", "people"]),
            Role("t", requires=[Combination({product(4): 0.5, Experience("people", 4): 0.5})]),
        ],
        [Move("a", "b", 0), Move("b", "t", 0), Move("beside", "t", 0)],
        skills=[Skill("sql", months_per_level=1)],
    )
    plan = find_plan(graph, "a", "t")
    assert (stays(plan), plan.study_months) == ([4, 4], 0)


# -- clocks, milestones, revisits


def test_clocks_in_a_ring_take_four_years() -> None:
    """Roles running {1, 2}, {2, 3}, {1, 3}; two years of each: milestones need 4 years, a linear programme 3."""
    graph = CareerGraph(
        [
            Role("a", accrues=["1", "2"]),
            Role("b", accrues=["2", "3"]),
            Role("c", accrues=["1", "3"]),
            Role("t", requires=[Experience("1", 2), Experience("2", 2), Experience("3", 2)]),
        ],
        [Move(one, other, 0) for one in "abc" for other in "abct" if one != other],
    )
    plan = find_plan(graph, "a", "t")
    assert (plan.years, stays(plan), plan.roles) == (4, [2, 2], ("a", "b", "t"))
    from scipy.optimize import linprog

    programme = linprog([1, 1, 1], A_ub=[[-1, 0, -1], [-1, -1, 0], [0, -1, -1]], b_ub=[-2, -2, -2])
    assert programme.fun == pytest.approx(3)


def test_finer_waits_than_milestones_could_save_time() -> None:
    """Waits are not split; study that takes a year happens to, so that here who knows more loses one."""
    two_of_each = [Experience(clock, 2) for clock in "123"]
    graph = CareerGraph(
        [
            Role("a", accrues=["1", "2"]),
            Role("b", accrues=["2", "3"], requires=[SQL]),
            Role("c", accrues=["1", "3"]),
            Role("t", requires=two_of_each),
        ],
        [Move("a", "b", 0), Move("b", "c", 0), Move("c", "t", 0)],
        skills=[Skill("sql", months_per_level=6)],
    )
    beginner = find_plan(graph, "a", "t")
    assert (stays(beginner), beginner.years) == ([1, 1, 1], 3)
    expert = find_plan(graph, Profile(skills={"sql": 2}, role="a"), "t")
    assert expert.years == 4


def test_a_secondment_comes_back() -> None:
    """A role recurs when holdings rose meanwhile."""
    graph = CareerGraph(
        [
            Role("a", accrues=["x"]),
            Role("abroad", accrues=["y"]),
            Role("t", requires=[Experience("y", 1), Experience("x", 1)]),
        ],
        [Move("a", "abroad"), Move("abroad", "a"), Move("a", "t")],
    )
    plan = find_plan(graph, "a", "t")
    assert (plan.roles, plan.years) == (("a", "abroad", "a", "t"), 3)
    with pytest.raises(NoPlanError, match="max_moves"):
        find_plan(graph, "a", "t", max_moves=2)


def test_nobody_returns_for_nothing() -> None:
    """A round trip that brings nothing is no plan: the only way is the direct one."""
    graph = CareerGraph(
        [Role("a"), Role("b"), Role("t")],
        [Move("a", "b", 0), Move("b", "a", 0), Move("a", "t", 5)],
    )
    assert find_plan(graph, "a", "t").roles == ("a", "t")


def test_who_stays_longer_first_arrives_earlier() -> None:
    """The last role does not run the clock, so its two years are served before, at a milestone of the target."""
    graph = CareerGraph(
        [
            Role("a", accrues=["product"]),
            Role("b", accrues=["people"]),
            Role("t", requires=[product(3), Experience("people", 1)]),
        ],
        [Move("a", "b", 1), Move("b", "t", 1)],
    )
    plan = find_plan(graph, "a", "t")
    assert (stays(plan), plan.years) == ([3, 1], 4)


def test_time_already_spent_counts_at_the_first_role_only() -> None:
    """Typical stays on demand."""
    graph = CareerGraph([Role("a"), Role("b"), Role("t")], [Move("a", "b", 1, 2), Move("b", "t", 1, 3)])
    start = Profile(role="a", years_in_role=1.5)
    assert stays(find_plan(graph, start, "t")) == [0, 1]
    assert stays(find_plan(graph, start, "t", stay="typical")) == [0.5, 3]
    assert stays(find_plan(graph, "a", "t", stay="typical")) == [2, 3]
    no_typical = graph.with_move(Move("b", "t", 1))
    assert stays(find_plan(no_typical, start, "t", stay="typical")) == [0.5, 1]


# -- objectives


FORK = CareerGraph(
    [Role("a"), Role("b"), Role("c"), Role("t", requires=[SkillLevel("sql", 1)]), Role("u", develops={"sql": 1})],
    [
        Move("a", "t", 6, probability=0.1),
        Move("a", "b", 1, probability=0.5),
        Move("b", "t", 2, probability=0.5),
        Move("a", "c", 1, probability=0.9),
        Move("c", "b", 1, probability=0.9),
        Move("a", "u", 2, probability=0.1),
        Move("u", "t", 3, probability=0.1),
    ],
    skills=[Skill("sql", months_per_level=6)],
)


@pytest.mark.parametrize(
    ("minimize", "roles"),
    [
        ("years", "abt"),
        ("moves", "at"),
        ("study", "aut"),
        ("risk", "acbt"),
        ({"years": 1}, "abt"),
        ({"years": 1, "moves": 10}, "at"),
        ({"study": 1, "risk": 0.1}, "aut"),
        ({"study": 0, "moves": 0, "risk": 2}, "acbt"),
        ({"years": 1, "risk": 100}, "acbt"),
    ],
)
def test_what_is_minimised_decides(minimize: str | dict[str, float], roles: str) -> None:
    """Each objective has a best way of its own here; a blend lies between."""
    plan = find_plan(FORK, "a", "t", minimize=minimize)
    assert plan.roles == tuple(roles)


def test_risk_is_the_chance_of_all_moves() -> None:
    """The sum of -ln p; unknown where one move has none, which matters only to those who ask."""
    plan = find_plan(FORK, "a", "t")
    assert plan.risk == pytest.approx(-math.log(0.25))
    assert plan.probability == pytest.approx(0.25)
    certain = find_plan(FORK.with_move(Move("a", "t", 0, probability=1)), "a", "t", minimize="risk")
    assert (certain.risk, certain.probability) == (0, 1)
    assert str(certain.risk) == "0.0"
    unknown = find_plan(FORK.with_move(Move("a", "b", 1)), "a", "t")
    assert (unknown.roles, unknown.risk, unknown.probability) == (("a", "b", "t"), None, None)


def test_ties_go_to_role_ids() -> None:
    """Two ways that cost the same in every respect: the one whose ids come first."""
    for names in (("x", "y"), ("y", "x")):
        graph = CareerGraph(
            [Role("a"), *map(Role, names), Role("t")],
            [move for name in names for move in (Move("a", name), Move(name, "t"))],
        )
        assert find_plan(graph, "a", "t").roles == ("a", "x", "t")


def test_ties_go_to_role_ids_however_they_are_found() -> None:
    """Seven years and three moves by either way; the later one is found first, and gives way."""
    graph = CareerGraph(
        [
            Role("r0", accrues=["people"]),
            Role("r1", accrues=["lead", "people"]),
            Role("r2", accrues=["people", "product"]),
            Role("r3", accrues=["lead", "people"]),
            Role("r4", requires=[product(2), Experience("lead", 1.5), Experience("lead", 3)]),
        ],
        [
            Move("r0", "r1", 2),
            Move("r1", "r2", 0.5),
            Move("r2", "r3", 0),
            Move("r3", "r4", 2),
            Move("r3", "r1", 2),
            Move("r2", "r0", 2),
            Move("r3", "r2", 1),
            Move("r2", "r4", 2),
            Move("r0", "r2", 2),
        ],
    )
    plan = find_plan(graph, "r0", "r4", minimize="moves", max_moves=4)
    assert (plan.years, plan.moves, plan.roles) == (7, 3, ("r0", "r1", "r2", "r4"))


def test_two_ways_into_one_state() -> None:
    """By a or by b one comes to d with the same; the smaller id stands for both, and d is left but once."""
    waits = {"accrues": ["product"]}
    roles = [Role("s"), Role("b"), Role("a"), Role("c", **waits), Role("d", **waits), Role("e", requires=[product(5)])]
    moves = ["sa", "sb", "ac", "bc", "cd", "de", "et"]
    graph = CareerGraph([*roles, Role("t")], [Move(*ends) for ends in moves])
    plan = find_plan(graph, "s", "t")
    assert (plan.years, plan.roles) == (8, ("s", "a", "c", "d", "e", "t"))


# -- where the plan starts


def test_any_start_that_is_open_today() -> None:
    """The best of all roles that the person is eligible for; a placed profile may start elsewhere, too."""
    graph = CareerGraph(
        [
            Role("far"),
            Role("near", requires=[SQL]),
            Role("next", requires=[SkillLevel("sql", 4)]),
            Role("t", requires=[SkillLevel("talk", 1)]),
        ],
        [Move("far", "near", 3), Move("near", "t", 2), Move("next", "t", 0)],
    )
    assert find_plan(graph, Profile(), "t", start="any").roles == ("far", "near", "t")
    expert = Profile(skills={"sql": 2})
    plan = find_plan(graph, expert, "t", start="any")
    assert plan.roles == ("near", "t")
    assert plan.start == expert.at("near")
    assert find_plan(graph, expert.at("far"), "t", start="any").roles == ("near", "t")
    assert find_plan(graph, expert, "t", start="far").roles == ("far", "near", "t")
    assert find_plan(graph, expert.at("near", years=2), "t", start="far").roles == ("far", "near", "t")


@pytest.mark.parametrize("start", [None, "a", "any"])
def test_time_spent_counts_where_one_stands(start: str | None) -> None:
    """However the first role is named, the years in it and what they have developed are not lost."""
    first = Role("a", develops={"sql": 2}, develops_after=1)
    graph = direct(SQL, move=Move("a", "t", 0.25), first=first, per_level=1.5)
    plan = find_plan(graph, Profile(role="a", years_in_role=2), "t", start=start)
    assert (plan.years, plan.study_months, plan.start.years_in_role) == (0, 0, 2)
    moved = find_plan(graph, Profile(role="t", years_in_role=2), "t", start="a")
    assert (moved.years, moved.study_months, moved.start.years_in_role) == (0.25, 3, 0)


# -- on the built-in ladder


def test_the_way_to_the_top() -> None:
    """With usual stays it passes a Director's and a VP's role and takes 10 to 25 years."""
    ladder = load_product_ladder()
    plan = find_plan(ladder, "product-manager", "chief-product-officer", stay="typical")
    passed = " ".join(plan.roles[1:-1])
    assert "director-of-product" in passed
    assert "vp-of-product" in passed
    assert 10 <= plan.years <= 25
    quick = find_plan(ladder, "product-manager", "chief-product-officer")
    assert quick.years <= plan.years
