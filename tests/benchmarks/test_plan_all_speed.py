"""How many plans a second? Run with ``pytest tests/benchmarks/test_plan_all_speed.py -m bench -s --no-cov -n 0``."""

from __future__ import annotations

import random
import time

import pytest

import careerpath as cp
from careerpath.planning import leverage, plan_all

pytestmark = pytest.mark.bench

GOAL = "chief-product-officer"


def crowd(graph: cp.CareerGraph, number: int, seed: int = 11) -> dict[str, cp.Profile]:
    """Return people in roles of the ladder: incumbents who hold somewhat more, each in their own way."""
    rng = random.Random(seed)  # noqa: S311 - a seeded sample
    roles = [role for role in graph.roles if role != GOAL]
    people = {}
    for at in range(number):
        role = rng.choice(roles)
        base = graph.incumbent(role)
        more = {skill: rng.randint(0, 4) for skill in rng.sample(sorted(graph.skills), 6)}
        years = {clock: float(rng.randint(0, 4)) for clock in rng.sample(sorted(graph.clocks), 2)}
        degrees = rng.sample(sorted(graph.credentials), rng.randint(0, 1))
        person = base.gaining(skills=more, years=years, credentials=degrees)
        people[f"person-{at}"] = person.at(role, years=float(rng.randint(0, 3)))
    return people


@pytest.mark.parametrize("workers", [1, 2])
def test_ten_thousand_people(workers: int) -> None:
    """All of them to the top of the ladder."""
    graph = cp.datasets.load_product_ladder()
    people = crowd(graph, 10_000)
    best = 0.0
    for _ in range(3):
        graph.compiled.clear()
        begin = time.perf_counter()
        plans = plan_all(graph, people, GOAL, workers=workers)
        best = max(best, len(people) / (time.perf_counter() - begin))
    print(f"\n{plans}: {best:,.0f} people a second with workers={workers} (target 3,000 with 2)")


@pytest.mark.parametrize("size", [1, 2, 3])
def test_leverage_on_the_ladder(size: int) -> None:
    """Sets of steps that open roles today."""
    graph = cp.datasets.load_product_ladder()
    begin = time.perf_counter()
    found = leverage(graph, "product-manager", size=size)
    print(f"\n{found}: {(time.perf_counter() - begin) * 1e3:.1f} ms for size={size}")
