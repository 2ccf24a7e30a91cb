"""How fast is the core beside its peers? Run with ``pytest tests/benchmarks -m bench -s --no-cov -n 0``."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time

import networkx as nx
import pytest
from timing import medians, report

import careerpath as cp

pytestmark = pytest.mark.bench

START, GOAL = "product-manager", "chief-product-officer"


def _fresh(code: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ}, capture_output=True)
    return time.perf_counter() - begin


def test_import_is_light() -> None:
    """Fresh processes in turn; the bare interpreter is subtracted."""
    codes = {
        "bare": "",
        "networkx": "import networkx",
        "careerpath": "import careerpath",
        "Profile": "from careerpath import Profile",
    }
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(15):
        for name, code in codes.items():
            times[name].append(_fresh(code))
    net = {name: statistics.median(found) - statistics.median(times["bare"]) for name, found in times.items()}
    named = {
        "import networkx": net["networkx"],
        "import careerpath": net["careerpath"],
        "from careerpath import Profile": net["Profile"],
    }
    report("Import, fresh process, minus a bare interpreter", named, "import networkx", {"import careerpath": 0.4})


def test_assess_beside_a_bare_loop() -> None:
    """The loop computes only the readiness of the same flat requirements."""
    rng = random.Random(7)  # noqa: S311 - a seeded example
    needed = {f"skill-{number}": rng.randint(1, 4) for number in range(12)}
    graph = cp.CareerGraph([cp.Role("role", requires=[cp.SkillLevel(*item) for item in needed.items()])])
    held = {skill: rng.randint(0, 4) for skill in needed}
    profile = cp.Profile(skills=held)

    def loop() -> float:
        total = 0.0
        for skill, level in needed.items():
            have = held.get(skill, 0)
            total += 1.0 if have >= level else have / level
        return total / len(needed)

    assert cp.assess(graph, profile, "role").readiness == pytest.approx(loop())
    found = medians(
        {"dict loop": loop, "assess().readiness": lambda: cp.assess(graph, profile, "role").readiness},
        calls=2_000,
    )
    report("Readiness of 12 flat requirements", found, "dict loop", {"assess().readiness": 15})


@pytest.mark.parametrize("stay", ["minimum", "typical"])
def test_find_plan_beside_dijkstra(stay: str) -> None:
    """The peer finds a static shortest path on the same graph; we solve the stateful problem with clocks."""
    graph = cp.datasets.load_product_ladder()
    weight = "min_years" if stay == "minimum" else "typical_years"

    def first() -> object:
        graph.compiled.clear()
        return cp.find_plan(graph, START, GOAL, stay=stay)

    def further() -> object:
        return cp.find_plan(graph, START, GOAL, stay=stay)

    found = medians(
        {
            "dijkstra_path": lambda: nx.dijkstra_path(graph.nx, START, GOAL, weight=weight),
            "find_plan, nothing compiled": first,
            "find_plan, further call": further,
        },
        rounds=61,
    )
    targets = {"find_plan, nothing compiled": 40, "find_plan, further call": 10}
    report(f"Plan on the ladder, stay={stay}", found, "dijkstra_path", targets)


def test_command_cold() -> None:
    """The whole command in a fresh process."""
    command = [sys.executable, "-m", "careerpath", "gap", START, GOAL]
    times = []
    for _ in range(9):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    print(f"\ncareerpath gap, cold: {statistics.median(times) * 1e3:.0f} ms")
