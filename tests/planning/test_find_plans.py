"""Several plans at once: the front and the k best against enumeration, limits, own objectives, honesty about limits."""

from __future__ import annotations

import math
import pickle
from typing import Any

import attrs
import pandas as pd
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from brute_force import BrutePlan, TooManyPlansError, all_plans, front
from careerpath import CareerGraph, Credential, Experience, HasCredential, Move, Range, Role, SkillLevel
from careerpath.datasets import load_product_ladder
from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError, SearchLimitError, UnknownRoleError
from careerpath.planning import Objective, PlanSet, find_plan, find_plans
from careerpath.planning.attempts import answered
from careerpath.planning.question import Limits, ask
from careerpath.planning.steps import Learning
from careerpath.requirements import AnyOf
from strategies import PlanningCase, planning_cases

MOST_LEGS = 20_000
FRONTS = (("years", "study"), ("study", "moves"), ("years", "study", "moves", "risk"), ("risk", "years"))
PM, CPO = "product-manager", "chief-product-officer"


def enumerated(case: PlanningCase) -> list[BrutePlan] | None:
    """Return every plan, or ``None`` if there are too many."""
    try:
        return list(all_plans(case.graph, case.profile, case.target, **case.options, limit=MOST_LEGS))
    except TooManyPlansError:
        event("too many plans to enumerate")
        return None


def found(case: PlanningCase, **options: Any) -> PlanSet | None:
    """Return the plans, or ``None`` if there are none."""
    try:
        return find_plans(case.graph, case.profile, case.target, **case.options, **options)
    except NoPlanError:
        return None


def close(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether two vectors are the same but for rounding."""
    return all(math.isclose(a, b, abs_tol=2e-6) for a, b in zip(one, other, strict=True))


def check_fronts(case: PlanningCase) -> None:
    """Compare the front for every set of objectives with the non-dominated vectors among all plans."""
    plans = enumerated(case)
    if plans is None:
        return
    for objectives in FRONTS:
        expected = front(plans, list(objectives))
        answer = found(case, minimize=objectives)
        vectors = [] if answer is None else list(answer.costs)
        assert len(vectors) == len(expected)
        assert all(any(close(one, other) for other in vectors) for one in expected)
        assert vectors == sorted(vectors)


@given(case=planning_cases())
def test_front_is_every_vector_that_no_plan_beats(case: PlanningCase) -> None:
    """For every set of objectives, the vectors are those that enumeration finds."""
    check_fronts(case)


@pytest.mark.slow
@settings(max_examples=3000)
@given(case=planning_cases())
def test_front_in_thousands_of_cases(case: PlanningCase) -> None:
    """The same law, and many more examples."""
    check_fronts(case)


@given(case=planning_cases(), k=st.integers(1, 6))
def test_k_best_are_the_best_of_each_sequence_of_roles(case: PlanningCase, k: int) -> None:
    """Of every sequence of roles the best plan counts, and the k best of these are returned in order."""
    plans = enumerated(case)
    if plans is None:
        return
    best: dict[tuple[str, ...], tuple[float, float, int]] = {}
    for plan in plans:
        key = round(plan.years, 6), round(plan.study, 6), plan.moves
        best[plan.roles] = min(key, best.get(plan.roles, key))
    expected = sorted((*key, roles) for roles, key in best.items())[:k]
    answer = found(case, minimize="years", k=k)
    got = [(p.years, p.study_months, p.moves, p.roles) for p in answer or ()]
    assert [item[2:] for item in got] == [item[2:] for item in expected]
    assert all(close(one[:2], other[:2]) for one, other in zip(got, expected, strict=True))


@given(case=planning_cases(), data=st.data())
def test_limits_leave_the_plans_that_keep_them(case: PlanningCase, data: st.DataObject) -> None:
    """With limits, the front is that of the enumerated plans that keep them."""
    plans = enumerated(case)
    if plans is None:
        return
    others = sorted(set(case.graph.roles) - {case.target, str(case.profile.role)})
    limits: dict[str, Any] = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "via": st.lists(st.sampled_from(others), max_size=2, unique=True) if others else st.just([]),
                "max_years": st.sampled_from([1.0, 2.0, 4.0]),
                "max_study": st.sampled_from([0.0, 6.0, 12.0]),
            },
        )
    )
    kept = [
        plan
        for plan in plans
        if set(limits.get("via", ())) <= set(plan.roles)
        and plan.years <= limits.get("max_years", math.inf) + 1e-6
        and plan.study <= limits.get("max_study", math.inf) + 1e-6
    ]
    expected = front(kept, ["years", "study"])
    answer = found(case, **limits)
    vectors = [] if answer is None else list(answer.costs)
    assert len(vectors) == len(expected)
    assert all(any(close(one, other) for other in vectors) for one in expected)


@given(case=planning_cases(), data=st.data())
def test_avoiding_a_role_is_a_map_without_the_moves_to_it(case: PlanningCase, data: st.DataObject) -> None:
    """What is avoided might as well have no way in."""
    others = sorted(set(case.graph.roles) - {case.target})
    avoided = data.draw(st.sampled_from(others))
    graph = case.graph
    for move in case.graph.moves_to(avoided):
        graph = graph.without_move(move.source, move.target)
    answer, without = found(case, avoid=[avoided]), found(case._replace(graph=graph))
    assert (answer and answer.costs) == (without and without.costs)


@given(case=planning_cases())
def test_own_costs_add_up(case: PlanningCase) -> None:
    """Own objectives that copy the built-in ones give the same front."""
    copies = (
        Objective("time", per_year=lambda _: 1.0),
        Objective("effort", per_learning=lambda item: item.months),
        Objective("steps", per_move=lambda _: 1.0),
    )
    built_in, own = found(case, minimize=("years", "study", "moves")), found(case, minimize=copies)
    assert (built_in is None) == (own is None)
    if built_in is not None and own is not None:
        assert len(own) == len(built_in)
        assert all(any(close(one, other) for other in own.costs) for one in built_in.costs)


@given(case=planning_cases(), tolerance=st.sampled_from([0.1, 0.5]))
def test_tolerance_thins_out_the_front(case: PlanningCase, tolerance: float) -> None:
    """Every vector of the whole front has one that is worse by the tolerance at most, and there are no more of them."""
    whole, thin = found(case), found(case, tolerance=tolerance)
    assert (whole is None) == (thin is None)
    if whole is not None and thin is not None:
        assert len(thin) <= len(whole)
        for vector in whole.costs:
            assert any(
                all(a <= b * (1 + tolerance) + 1e-6 for a, b in zip(kept, vector, strict=True)) for kept in thin.costs
            )


# -- worked examples


MBA = Credential("mba", months=24)
HEAD = Role("head", requires=[AnyOf(Experience("product", 5), HasCredential("mba"))])
WAYS = CareerGraph(
    [Role("pm", family="product", level=1, accrues=["product"]), HEAD, Role("abroad", accrues=["product"])],
    [Move("pm", "head", 1), Move("pm", "abroad", 1), Move("abroad", "head", 1)],
    credentials=[MBA],
)


def test_faster_or_with_less_study() -> None:
    """The MBA takes two years of study beside work; five years of experience take none."""
    plans = find_plans(WAYS, "pm", "head")
    assert plans.costs == ((2.0, 24.0), (5.0, 0.0))
    assert plans.best("years").years == 2
    assert plans.best("study").years == 5
    assert plans.exact
    assert plans[0] == plans[:1][0] == next(iter(plans))
    text = plans.explain()
    assert "Plan 2 instead of plan 1: 24 months of study less, but 3 years more." in text


def test_relocation_and_pay_given_up() -> None:
    """Two costs of one's own: moving abroad costs 20, and a year as a product manager gives up 10."""
    relocation = Objective("relocation", per_move=lambda move: 20.0 if move.target == "abroad" else 0.0)
    pay = Objective("pay", per_year=lambda role: 10.0 if role.id == "pm" else 0.0)
    plans = find_plans(WAYS, "pm", "head", minimize=(relocation, pay), max_moves=2)
    assert plans.costs == ((0.0, 20.0), (20.0, 10.0))
    assert plans.to_frame()["relocation"].tolist() == [0.0, 20.0]
    assert "10 of pay less, but 20 of relocation more" in plans.explain()
    blend = find_plans(WAYS, "pm", "head", minimize={relocation: 1, "years": 10})
    assert blend.objectives == ("1 relocation + 10 years",)


def test_what_is_said_about_alternatives() -> None:
    """Plans of equal cost differ by their roles; a tolerance and fewer moves are mentioned."""
    detour = (
        WAYS.with_role(Role("home", accrues=["product"]))
        .with_move(Move("pm", "home", 1))
        .with_move(Move("home", "head", 1))
    )
    few = find_plans(detour, "pm", "head", minimize={"moves": 2}, k=3)
    assert few.objectives == ("2 moves",)
    assert few.costs == ((2.0,), (4.0,), (4.0,))
    assert "instead of" not in few.explain()
    thin = find_plans(detour, "pm", "head", tolerance=0.25)
    assert "better by less than 25.0% were left out" in thin.explain()
    ladder = find_plans(load_product_ladder(), PM, CPO, minimize=("years", "study", "moves"))
    assert "1 move less" in ladder.explain()


def test_objectives_without_a_price_cost_nothing() -> None:
    """What an objective does not charge for is free."""
    item = Learning("credential", "mba", 0.0, 1.0, 24.0)
    assert Objective("steps", per_move=lambda _: 1.0).of_learning(item) == 0
    assert Objective("fees", per_learning=lambda _: 1.0).of_move(Move("a", "b")) == 0
    assert Objective("fees", per_learning=lambda _: 1.0).of_year(Role("a")) == 0


def test_the_knee_is_between_the_ends() -> None:
    """Of three plans on a bent line, the middle one is nearest to the ideal."""
    plans = find_plans(WAYS, "pm", "head")
    bent = PlanSet((plans[0], plans[1], plans[0]), ("years", "study"), ((0.0, 10.0), (2.0, 2.0), (10.0, 0.0)))
    assert bent.knee() == plans[1]


def test_what_a_plan_set_shows() -> None:
    """Tables, HTML, a short repr, and pickling."""
    plans = find_plans(WAYS, "pm", "head")
    frame = plans.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["years"]) == [2.0, 5.0]
    assert list(frame["roles"]) == ["pm > head", "pm > head"]
    assert repr(plans) == "PlanSet(2 plans by years, study)"
    assert "<table>" in plans._repr_html_()
    copy = pickle.loads(pickle.dumps(plans))
    assert copy == plans
    with pytest.raises(InvalidValueError, match="was not minimised here"):
        plans.best("moves")


def test_start_any_names_the_best_start() -> None:
    """Whoever has no role may start wherever they are eligible."""
    person = WAYS.incumbent("pm").at(None)
    plans = find_plans(WAYS, person, "head", start="any", minimize="years", k=9)
    assert {plan.roles for plan in plans} == {("pm", "head"), ("abroad", "head"), ("pm", "abroad", "head")}


def test_only_some_kinds_of_moves() -> None:
    """Without steps down and sideways, the ladder is climbed."""
    ladder = load_product_ladder()
    plans = find_plans(ladder, PM, CPO, only_kinds=["promotion"], minimize="years")
    kinds = {step.kind for step in plans[0].steps[1:]}
    assert kinds == {"promotion"}


def test_avoid_a_family() -> None:
    """No plan enters any role of it."""
    ladder = load_product_ladder()
    plans = find_plans(ladder, "software-engineer", CPO, avoid=["design", "marketing"], minimize="years")
    assert not {ladder.role(role).family for role in plans[0].roles} & {"design", "marketing"}


def test_k_best_without_loops_that_bring_nothing() -> None:
    """Where no role asks for anything, going round never pays: the plans are simple paths."""
    ring = [Role(name, accrues=["any"]) for name in "abcd"]
    moves = [Move(a, b, 1) for a in "abcd" for b in "abcd" if a != b]
    plans = find_plans(CareerGraph(ring, moves), "a", "d", minimize="years", k=50)
    assert [plan.moves for plan in plans] == [1, 2, 2, 3, 3]
    assert all(len(set(plan.roles)) == len(plan.roles) for plan in plans)


# -- limits on the work


def test_a_limit_on_labels_is_honest() -> None:
    """What was found comes with a bound below which nothing can be missing."""
    ladder = load_product_ladder()
    whole = find_plans(ladder, PM, CPO, minimize=("years", "study"))
    partial = find_plans(ladder, PM, CPO, minimize=("years", "study"), max_labels=60)
    assert whole.exact
    assert not partial.exact
    missing = [cost for cost in whole.costs if cost not in partial.costs]
    assert set(partial.costs) <= set(whole.costs)
    assert missing
    assert all(cost[0] >= partial.bound for cost in missing)
    assert "stopped at its limit" in partial.explain()
    assert "not exact" in repr(partial)
    assert not partial[0].exact


def test_a_limit_before_any_plan_is_an_error() -> None:
    """It says what a plan would cost at least, and what to allow."""
    with pytest.raises(SearchLimitError, match="Allow more time_limit or max_labels") as caught:
        find_plans(load_product_ladder(), PM, CPO, max_labels=1)
    assert caught.value.bound <= 13
    with pytest.raises(SearchLimitError):
        find_plans(load_product_ladder(), PM, CPO, minimize=("study", "moves"), time_limit=1e-9)


# -- bad input


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"minimize": ()}, InvalidValueError, "at least one objective"),
        ({"minimize": ("years", "stduy")}, InvalidValueError, "'study'"),
        ({"minimize": ("years", "years")}, InvalidValueError, "twice"),
        ({"minimize": ("years", 3)}, InvalidTypeError, "objective or a mapping"),
        ({"minimize": 3}, InvalidTypeError, "minimize must be a list"),
        ({"via": "abroad"}, InvalidTypeError, "via must be a list"),
        ({"avoid": None}, InvalidTypeError, "avoid must be a list"),
        ({"only_kinds": []}, InvalidValueError, "at least one kind"),
        ({"tolerance": 5}, InvalidValueError, "from 0 to 1"),
        ({"k": 0, "minimize": "years"}, InvalidValueError, "k must be at least 1"),
        ({"k": True, "minimize": "years"}, InvalidTypeError, "whole number"),
        ({"k": 2, "minimize": ("years", "study")}, InvalidValueError, "one objective or one blend"),
        ({"via": ["nowhere"]}, UnknownRoleError, "nowhere"),
        ({"via": ["abroad"], "avoid": ["abroad"]}, InvalidValueError, "'abroad' is in both"),
        ({"via": ["abroad"], "max_moves": 1, "minimize": "years", "avoid": ["head"]}, InvalidValueError, "target"),
        ({"via": ["abroad", "pm", "head"], "max_moves": 1}, InvalidValueError, "more than 1 moves can pass"),
        ({"avoid": ["abraod"]}, InvalidValueError, "'abroad'"),
        ({"only_kinds": ["sideways"]}, InvalidValueError, "sideways"),
        ({"max_years": -1}, InvalidValueError, "max_years"),
        ({"max_study": math.nan}, InvalidValueError, "max_study"),
        ({"time_limit": 0}, InvalidValueError, "time_limit"),
        ({"max_labels": 0}, InvalidValueError, "max_labels"),
        ({"tolerance": -0.1}, InvalidValueError, "tolerance"),
    ],
)
def test_bad_options_are_named(options: dict[str, Any], error: type[Exception], words: str) -> None:
    """Each says what is wrong, and what is allowed."""
    with pytest.raises(error, match=words):
        find_plans(WAYS, "pm", "head", **options)


@pytest.mark.parametrize(
    ("costs", "error", "words"),
    [
        ({"per_move": lambda _: -1.0}, InvalidValueError, "of move 'pm' -> 'head'"),
        ({"per_year": lambda _: math.nan}, InvalidValueError, "of a year in 'pm'"),
        ({"per_learning": lambda _: math.inf}, InvalidValueError, "of learning 'mba'"),
        ({}, InvalidValueError, "needs per_move"),
        ({"per_move": 3}, InvalidTypeError, "must be a function"),
    ],
)
def test_bad_costs_name_the_step(costs: dict[str, Any], error: type[Exception], words: str) -> None:
    """A cost that is negative or no number is found, and where."""
    with pytest.raises(error, match=words):
        find_plans(WAYS, "pm", "head", minimize=(Objective("own", **costs), "years"))


def test_names_of_objectives_are_unique() -> None:
    """Neither a built-in name nor the same name twice."""
    with pytest.raises(InvalidValueError, match="built in"):
        Objective("years", per_move=lambda _: 1.0)
    one, other = (Objective("own", per_move=lambda _: 1.0) for _ in range(2))
    with pytest.raises(InvalidValueError, match="Two objectives"):
        find_plans(WAYS, "pm", "head", minimize=(one, {other: 1.0, "years": 1.0}))


def test_which_limit_closes_the_way() -> None:
    """Each limit that alone would have to go is named; if none would do alone, all are."""
    with pytest.raises(NoPlanError, match=r"none under max_years=1; relax it"):
        find_plans(WAYS, "pm", "head", max_years=1)
    with pytest.raises(NoPlanError, match=r"none under max_years=3 and max_study=0; relax one of them"):
        find_plans(WAYS, "pm", "head", max_years=3, max_study=0)
    with pytest.raises(NoPlanError, match=r"none under only_kinds=promotion and max_years=1; relax them together"):
        find_plans(WAYS, "pm", "head", only_kinds=["promotion"], max_years=1)
    with pytest.raises(NoPlanError, match="no sequence of moves"):
        find_plans(WAYS, "head", "pm", max_years=1)


def test_what_is_minimised_by_default() -> None:
    """Years and study; years alone for the k best."""
    assert find_plans(WAYS, "pm", "head").objectives == ("years", "study")
    assert find_plans(WAYS, "pm", "head", k=2).objectives == ("years",)


def test_a_limit_on_the_work_is_no_proof() -> None:
    """An attempt that was cut short says so, and does not claim that there is no plan."""
    question = ask(load_product_ladder(), PM, CPO, ["years"], limits=Limits(), stay="minimum", pace=1.0, start=None)
    short = answered(attrs.evolve(question, labels=1))
    assert short.plan is None
    assert "within the limits of the search" in short.why


def test_one_objective_is_find_plan() -> None:
    """The front of one objective is the best plan."""
    assert find_plans(WAYS, "pm", "head", minimize="years")[0] == find_plan(WAYS, "pm", "head")


def test_a_fee_is_charged_for_what_is_learned() -> None:
    """What one pays for is the learning itself, from the level held to the level reached."""
    paid: list[Learning] = []

    def fee(item: Learning) -> float:
        paid.append(item)
        return item.end - item.start

    graph = CareerGraph([Role("a"), Role("b", requires=[SkillLevel("sql", 3)])], [Move("a", "b", 1)])
    person = graph.incumbent("a").gaining(skills={"sql": 1.5})
    plans = find_plans(graph, person, "b", minimize=(Objective("fee", per_learning=fee), "years"))
    assert plans.costs == ((1.5, 1.0),)
    assert (paid[0].subject, paid[0].start, paid[0].end, paid[0].months) == ("sql", 1.5, 3.0, 4.5)


def test_pay_of_a_range() -> None:
    """The example of the documentation: pay given up against a reference."""
    rich = Role("pm", accrues=["product"], pay=Range(100, 120))
    pay = Objective("pay given up", per_year=lambda role: max(0.0, 150 - (role.pay.low if role.pay else 150)))
    plans = find_plans(WAYS.with_role(rich), "pm", "head", minimize=(pay,), max_moves=1)
    assert plans.costs == ((100.0,),)
