"""The judge of the search, judged by cases worked by hand."""

import math

import pytest

from brute_force import Learned, TooManyPlansError, all_plans, best_plan, front
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import AnyOf, Combination, Experience, HasCredential, SkillLevel
from careerpath.roles import Credential, Move, Role, Skill


def test_clocks_in_a_ring_take_four_years() -> None:
    """Roles running {1, 2}, {2, 3}, {1, 3}; two years of each: milestones need 4 years, real stays would need 3."""
    graph = CareerGraph(
        [
            Role("a", accrues=["1", "2"]),
            Role("b", accrues=["2", "3"]),
            Role("c", accrues=["1", "3"]),
            Role("t", requires=[Experience("1", 2), Experience("2", 2), Experience("3", 2)]),
        ],
        [Move(one, other, 0) for one in "abc" for other in "abct" if one != other],
    )
    best = best_plan(all_plans(graph, Profile(role="a"), "t", max_moves=4))
    assert best is not None
    assert (best.roles, best.stays, best.years) == (("a", "b", "t"), (2, 2), 4)


def test_levels_that_a_role_develops_need_no_study() -> None:
    """Move after the minimum with study, or stay until the role has taught it."""
    graph = CareerGraph(
        [Role("a", develops={"sql": 2}, develops_after=2), Role("t", requires=[SkillLevel("sql", 2)])],
        [Move("a", "t", 0.5)],
        skills=[Skill("sql", months_per_level=6)],
    )
    plans = list(all_plans(graph, Profile(role="a"), "t"))
    assert {(plan.years, plan.study) for plan in plans} == {(1, 12), (2, 0)}
    assert front(plans, ["years", "study"]) == {(1, 12), (2, 0)}
    assert best_plan(plans, "study").stays == (2,)  # type: ignore[union-attr]
    settled = Profile(role="a", years_in_role=2)
    assert [(plan.years, plan.study) for plan in all_plans(graph, settled, "t")] == [(0, 0)]


def test_an_mba_stands_in_for_four_years() -> None:
    """Ten years, or an MBA and six."""
    asked = Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.4})
    graph = CareerGraph(
        [Role("a", accrues=["product"]), Role("t", requires=[asked])],
        [Move("a", "t")],
        credentials=[Credential("mba", months=24)],
    )
    plans = list(all_plans(graph, Profile(role="a", years={"product": 1}), "t"))
    assert sorted((plan.years, plan.study) for plan in plans) == [(5, 24), (9, 0)]


def test_study_takes_time() -> None:
    """Elapsed years cover all study so far, at the pace asked for; what was done ahead counts."""
    graph = CareerGraph(
        [Role("a"), Role("b"), Role("t", requires=[SkillLevel("sql", 3)])],
        [Move("a", "b", 1), Move("b", "t", 0.5)],
        skills=[Skill("sql", months_per_level=8)],
    )
    (plan,) = all_plans(graph, Profile(role="a"), "t")
    assert (plan.stays, plan.study, plan.learned) == ((1, 1), 24, (Learned(), Learned((("sql", 3.0),))))
    (quick,) = all_plans(graph, Profile(role="a"), "t", pace=2)
    assert quick.stays == (1, 0.5)


def test_a_secondment_comes_back() -> None:
    """A role recurs when holdings rose meanwhile, and never otherwise."""
    graph = CareerGraph(
        [
            Role("a", accrues=["x"]),
            Role("abroad", accrues=["y"]),
            Role("t", requires=[Experience("y", 1), Experience("x", 1)]),
        ],
        [Move("a", "abroad"), Move("abroad", "a"), Move("a", "t")],
    )
    plans = list(all_plans(graph, Profile(role="a"), "t", max_moves=5))
    assert best_plan(plans).roles == ("a", "abroad", "a", "t")  # type: ignore[union-attr]
    idle = CareerGraph(
        [Role("a"), Role("b"), Role("t")], [Move("a", "b"), Move("b", "a"), Move("a", "t", probability=0.5)]
    )
    (only,) = all_plans(idle, Profile(role="a"), "t")
    assert only.risk == pytest.approx(math.log(2))


def test_each_minimal_alternative_is_tried() -> None:
    """Of an AnyOf each way is a plan; both at once is none."""
    graph = CareerGraph(
        [Role("a"), Role("t", requires=[AnyOf(SkillLevel("sql", 1), HasCredential("mba"))])],
        [Move("a", "t", 0)],
        credentials=[Credential("mba", months=6)],
    )
    plans = list(all_plans(graph, Profile(role="a"), "t"))
    assert {plan.learned for plan in plans} == {(Learned((("sql", 1.0),)),), (Learned((), ("mba",)),)}
    assert sorted(plan.years for plan in plans) == [0.25, 0.5]
    assert best_plan(plans, {"years": 1, "study": -1}).study == 6  # type: ignore[union-attr]


def test_the_stay_follows_the_move() -> None:
    """Typical stays on demand; time already spent counts at the first role; moves are bounded."""
    graph = CareerGraph([Role("a"), Role("b"), Role("t")], [Move("a", "b", 1, 2), Move("b", "t", 1, 3)])
    start = Profile(role="a", years_in_role=1.5)
    assert [plan.stays for plan in all_plans(graph, start, "t")] == [(0, 1)]
    assert [plan.stays for plan in all_plans(graph, start, "t", stay="typical")] == [(0.5, 3)]
    assert not list(all_plans(graph, start, "t", max_moves=1))
    assert best_plan([]) is None
    with pytest.raises(TooManyPlansError):
        list(all_plans(graph, start, "t", limit=1))
