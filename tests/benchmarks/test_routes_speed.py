"""How fast are static routes beside their peers? Run with ``pytest tests/benchmarks -m bench -s --no-cov -n 0``."""

from __future__ import annotations

import random
from itertools import islice

import networkx as nx
import numpy as np
import pytest
from scipy import sparse
from scipy.sparse import csgraph
from timing import medians, report

from careerpath.graph import CareerGraph
from careerpath.roles import Move, Role
from careerpath.structure import routes

pytestmark = pytest.mark.bench

ROLES, OUT_DEGREE, K = 1_000, 14, 100


def occupations(*, ties: bool) -> CareerGraph:
    """Build a framework of the size of O*NET, in which most moves lead to neighbours; with *ties*, in half years."""
    rng = random.Random(7)  # noqa: S311 - a seeded example, no secret
    names = [f"role-{number:04}" for number in range(ROLES)]
    moves = []
    for row, name in enumerate(names):
        near = {(row + step) % ROLES for step in range(-40, 41) if step}
        others = [*rng.sample(sorted(near), OUT_DEGREE - 2), *rng.sample(sorted(set(range(ROLES)) - near - {row}), 2)]
        years = [rng.randint(1, 10) / 2 if ties else rng.uniform(0.5, 5) for _ in others]
        moves += [Move(name, names[other], stay) for other, stay in zip(others, years, strict=True)]
    return CareerGraph([Role(name) for name in names], moves)


@pytest.mark.parametrize("ties", [False, True], ids=["real years", "half years"])
def test_hundred_routes(ties: bool) -> None:
    """Three pairs of roles, near and far; all three find the same lengths."""
    graph = occupations(ties=ties)
    graph.nx  # noqa: B018 - the peer's graph is made before the clock starts
    ids = list(graph.roles)
    pairs = [(0, 500), (10, 60), (700, 20)]

    def ours() -> list[list[float]]:
        return [[route.length for route in routes(graph, ids[one], ids[two], k=K)] for one, two in pairs]

    def first() -> list[list[float]]:
        graph.compiled.clear()
        return ours()

    def networkx() -> list[list[float]]:
        found = [nx.shortest_simple_paths(graph.nx, ids[one], ids[two], weight="min_years") for one, two in pairs]
        return [[nx.path_weight(graph.nx, path, "min_years") for path in islice(paths, K)] for paths in found]

    candidates = {"shortest_simple_paths": networkx, "routes, nothing compiled": first, "routes, further call": ours}
    if hasattr(csgraph, "yen"):  # from scipy 1.14 on
        row = {role: number for number, role in enumerate(ids)}
        ends = np.array([(row[move.source], row[move.target]) for move in graph.moves.values()], dtype=np.int32)
        years = [move.min_years for move in graph.moves.values()]
        matrix = sparse.csr_array((years, (ends[:, 0], ends[:, 1])), shape=(ROLES, ROLES))
        matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
        candidates["scipy yen"] = lambda: [csgraph.yen(matrix, one, two, K).tolist() for one, two in pairs]
    for name, candidate in candidates.items():
        np.testing.assert_allclose(candidate(), ours(), atol=1e-8, err_msg=name)
    found = medians(candidates, rounds=5)
    title = f"{K} routes, {ROLES} roles x {len(graph.moves)} moves, {'half' if ties else 'real'} years, 3 pairs"
    report(title, found, "shortest_simple_paths", {"routes, further call": 1 / 40})
    report(title, found, "routes, further call", {"scipy yen": 3, "shortest_simple_paths": 40})
