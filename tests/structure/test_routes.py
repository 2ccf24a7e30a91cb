"""Static routes agree with exhaustive search, with networkx and with Yen's published example."""

from __future__ import annotations

import math
import pickle
import random
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError, UnknownRoleError
from careerpath.graph import CareerGraph
from careerpath.roles import Move, Role
from careerpath.structure import WEIGHTS, Route, routes
from strategies import graphs

Weigh = Callable[[Move], float]

BY_HAND: dict[str, Weigh] = {
    "min_years": lambda move: move.min_years,
    "typical_years": lambda move: move.usual_years,
    "moves": lambda _: 1.0,
    "risk": lambda move: -math.log(move.probability or 0.0),
}

YEN = ["C-D 3", "C-E 2", "D-F 4", "E-D 1", "E-F 2", "E-G 3", "F-G 2", "F-H 1", "G-H 2"]


def mapped(*moves: str) -> CareerGraph:
    """Build a framework from moves such as ``"A-B 2"``."""
    split = [(*move.split()[0].split("-"), float(move.split()[1])) for move in moves]
    return CareerGraph(
        [Role(role) for role in sorted({end for move in split for end in move[:2]})], [Move(*move) for move in split]
    )


def simple_paths(graph: CareerGraph, source: str, target: str) -> Iterator[tuple[str, ...]]:
    """Yield every path that visits no role twice."""
    stack = [(source,)]
    while stack:
        path = stack.pop()
        if path[-1] == target:
            yield path
        else:
            stack += [(*path, move.target) for move in graph.moves_from(path[-1]) if move.target not in path]


def in_order(graph: CareerGraph, source: str, target: str, weigh: Weigh) -> list[tuple[float, int, tuple[str, ...]]]:
    """Return every route as (length, moves, roles), in order."""
    paths = list(simple_paths(graph, source, target))
    lengths = [round(math.fsum(weigh(graph.moves[ends]) for ends in pairwise(path)), 9) for path in paths]
    return sorted((length, len(path) - 1, path) for length, path in zip(lengths, paths, strict=True))


def spelled(graph: CareerGraph, source: str, target: str, **options: object) -> list[str]:
    """Return routes between roles of one letter as words."""
    return ["".join(route) for route in routes(graph, source, target, **options)]  # type: ignore[arg-type]


@st.composite
def maps(draw: st.DrawFn, *, max_roles: int = 6) -> CareerGraph:
    """Dense frameworks with cycles, whose moves often take equally long and sometimes no time."""
    names = [f"r{number}" for number in range(draw(st.integers(2, max_roles)))]
    pairs = [(one, other) for one in names for other in names if one != other]
    taken = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    years = st.sampled_from([0.0, 0.1, 0.2, 0.3, 1 / 3, 2 / 3, 1.0])
    chances = st.sampled_from([0.1, 0.2, 0.25, 0.5, 1 / 3, 1.0])
    moves = [Move(*ends, draw(years), probability=draw(chances)) for ends in taken]
    return CareerGraph([Role(name) for name in draw(st.permutations(names))], moves)


@pytest.mark.parametrize("weight", WEIGHTS)
@given(graph=maps())
def test_all_routes_come_in_the_order_of_exhaustive_search(weight: str, graph: CareerGraph) -> None:
    """Length, then moves, then role ids; 0.1 + 0.2 is as long as 0.3, and a chance of 0.5 twice is one of 0.25."""
    expected = in_order(graph, "r0", "r1", BY_HAND[weight])
    if not expected:
        with pytest.raises(NoPlanError, match="no sequence of moves in this framework leads there"):
            routes(graph, "r0", "r1", weight=weight)
        return
    found = routes(graph, "r0", "r1", k=len(expected) + 1, weight=weight)
    assert [route.roles for route in found] == [path for _, _, path in expected]
    assert [route.length for route in found] == pytest.approx([length for length, _, _ in expected], abs=2e-9)
    assert routes(graph, "r0", "r1", k=2, weight=weight) == found[:2]


@given(graph=graphs(min_roles=2, certain=True), weight=st.sampled_from(WEIGHTS))
def test_requirements_play_no_part(graph: CareerGraph, weight: str) -> None:
    """On frameworks that ask for anything, routes are those of exhaustive search as well."""
    expected = in_order(graph, "r0", "r1", BY_HAND[weight])
    if expected:
        assert [route.roles for route in routes(graph, "r0", "r1", k=len(expected), weight=weight)] == [
            path for _, _, path in expected
        ]


@given(seed=st.integers(0, 10_000), degree=st.integers(1, 4), k=st.integers(1, 60))
def test_lengths_agree_with_networkx(seed: int, degree: int, k: int) -> None:
    """Cycles, shared stretches and ties included; every route is simple, real, and of the length it says."""
    rng = random.Random(seed)  # noqa: S311 - a seeded example, no secret
    names = [f"r{number:02}" for number in range(25)]
    ends = {(one, rng.choice(names)) for one in names for _ in range(degree)}
    moves = [Move(*pair, rng.choice([0, 0.5, 1, 2, rng.random()])) for pair in sorted(ends) if pair[0] != pair[1]]
    graph = CareerGraph([Role(name) for name in names], moves)
    try:
        paths = list(islice(nx.shortest_simple_paths(graph.nx, "r00", "r01", weight="min_years"), k))
    except nx.NetworkXNoPath:
        with pytest.raises(NoPlanError):
            routes(graph, "r00", "r01")
        return
    found = routes(graph, "r00", "r01", k=k)
    expected = [nx.path_weight(graph.nx, path, "min_years") for path in paths]
    assert [route.length for route in found] == pytest.approx(expected, abs=1e-8)
    assert len({route.roles for route in found}) == len(found)
    for route in found:
        assert (route.roles[0], route.roles[-1]) == ("r00", "r01")
        assert len(set(route)) == len(route) == len(route.moves) + 1
        assert math.fsum(move.min_years for move in route.moves) == pytest.approx(route.length, abs=1e-8)


@given(graph=maps(), shuffle=st.randoms(use_true_random=False), weight=st.sampled_from(WEIGHTS))
def test_the_order_of_roles_and_moves_carries_no_meaning(
    graph: CareerGraph, shuffle: random.Random, weight: str
) -> None:
    """Shuffling both changes nothing, ties included."""
    roles, moves = list(graph.roles.values()), list(graph.moves.values())
    shuffle.shuffle(roles)
    shuffle.shuffle(moves)
    shuffled = CareerGraph(roles, moves)
    if nx.has_path(graph.nx, "r0", "r1"):
        assert routes(graph, "r0", "r1", k=20, weight=weight) == routes(shuffled, "r0", "r1", k=20, weight=weight)


def test_the_example_of_yen() -> None:
    """5, 7, then three ties at 8, of which the one with fewest moves comes first."""
    found = routes(mapped(*YEN), "C", "H", k=5)
    assert [("".join(route), route.length) for route in found] == [
        ("CEFH", 5.0),
        ("CEGH", 7.0),
        ("CDFH", 8.0),
        ("CEDFH", 8.0),
        ("CEFGH", 8.0),
    ]
    assert [route.length for route in routes(mapped(*YEN), "C", "H", k=99)] == [5, 7, 8, 8, 8, 11, 11]


def test_moves_that_take_no_time_are_not_walked_in_circles() -> None:
    """With weights of 0 everywhere, fewest moves come first and no role twice."""
    graph = mapped("A-B 0", "B-A 0", "B-C 0", "C-B 0", "A-C 0", "C-D 0", "B-D 0", "D-A 0")
    assert spelled(graph, "A", "D", k=9) == ["ABD", "ACD", "ABCD", "ACBD"]


def test_a_detour_is_searched_where_the_shortest_way_on_leads_back() -> None:
    """From B every short way passes A again, so that the second route has to look further."""
    graph = mapped("A-T 1", "A-B 1", "B-A 1", "B-C 1", "C-A 1", "C-B 1", "B-D 9", "C-D 2", "D-A 1", "D-T 5")
    assert spelled(graph, "A", "T", k=9) == ["AT", "ABCDT", "ABDT"]


def test_a_dead_end_on_the_way_back_is_given_up() -> None:
    """B leads on only through A, which the route has left already."""
    assert spelled(mapped("A-B 1", "B-A 1", "A-T 1", "B-C 1", "C-A 1", "C-B 1"), "A", "T", k=5) == ["AT"]


def test_a_function_measures_moves() -> None:
    """It is asked anew on every call, and nothing of it is kept."""
    graph = mapped(*YEN)
    avoid_f = routes(graph, "C", "H", weight=lambda move: 10 * (move.target == "F"))[0]
    assert (avoid_f.roles, avoid_f.length, avoid_f.weight) == (("C", "E", "G", "H"), 0.0, "own")
    assert repr(avoid_f) == "Route('C' -> 'E' -> 'G' -> 'H': length 0)"
    assert not graph.compiled


def test_noise_of_floats_in_large_weights_hides_no_tie() -> None:
    """A sum that floats put a hair above 30,000.6 ties with another one, so that fewer moves decide."""
    graph = mapped("A-B 0", "B-C 0", "A-C 0")
    pay = {("A", "B"): 30_000.3, ("B", "C"): 0.3, ("A", "C"): 3 * 10_000.1 + 3 * 0.1}
    assert pay["A", "B"] + pay["B", "C"] < pay["A", "C"]
    assert spelled(graph, "A", "C", weight=lambda move: pay[move.source, move.target]) == ["AC"]


def test_risk_is_the_chance_of_all_moves() -> None:
    """Odd probabilities, below any simple ratio, are measured too."""
    graph = CareerGraph(
        [Role("a"), Role("b"), Role("c")],
        [Move("a", "b", probability=1e-9), Move("b", "c", probability=0.123456789), Move("a", "c", probability=1e-12)],
    )
    safest, direct = routes(graph, "a", "c", k=2, weight="risk")
    assert safest.length == pytest.approx(-math.log(1e-9) - math.log(0.123456789), abs=1e-9)
    assert repr(safest) == "Route('a' -> 'b' -> 'c': chance of all moves 1.23e-10)"
    assert direct.length == pytest.approx(-math.log(1e-12), abs=1e-9)


def test_risk_needs_a_probability_only_where_a_route_could_use_the_move() -> None:
    """Moves into the source, out of the target, or off the way may lack one; the others are named, sorted."""
    known = [Move("a", "b", probability=0.5), Move("b", "c", probability=0.5)]
    aside = [Move("b", "a"), Move("c", "b"), Move("b", "d"), Move("e", "c"), Move("c", "d")]
    graph = CareerGraph([Role(role) for role in "abcde"], [*known, *aside])
    assert routes(graph, "a", "c", weight="risk")[0].length == pytest.approx(math.log(4))
    worse = graph.with_move(Move("d", "c")).with_move(Move("a", "c"))
    with pytest.raises(
        InvalidValueError, match=r"3 have none: a -> c, b -> d, d -> c\. Add them with graph\.with_move"
    ):
        routes(worse, "a", "c", weight="risk")


def test_a_route_explains_itself() -> None:
    """The total first, then move by move, in titles."""
    graph = CareerGraph(
        [Role("pm", "Product Manager", level=1), Role("lead", "Lead", level=2), Role("cpo", "Chief")],
        [Move("pm", "lead", 1, 2, probability=0.5), Move("lead", "cpo", 0, 1, probability=0.5)],
    )

    def told(weight: str) -> list[str]:
        return routes(graph, "pm", "cpo", weight=weight)[0].explain().splitlines()

    assert told("min_years") == [
        "Product Manager to Chief: 1 year, 2 moves.",
        "After 1 year as Product Manager, move to Lead (promotion).",
        "After no time as Lead, move to Chief.",
    ]
    assert told("typical_years")[0] == "Product Manager to Chief: 3 years, 2 moves."
    assert told("typical_years")[2] == "After 1 year as Lead, move to Chief."
    assert told("moves")[0] == "Product Manager to Chief: 2 moves."
    assert told("risk")[0] == "Product Manager to Chief: chance of all moves 0.25, 2 moves."
    assert routes(graph, "pm", "lead")[0].explain().startswith("Product Manager to Lead: 1 year, 1 move.\n")
    assert max(map(len, routes(graph, "pm", "cpo")[0].explain(width=30).splitlines())) <= 30


def test_a_route_is_a_value() -> None:
    """Equal by what it says, hashable, and pickled with its framework."""
    route = routes(mapped(*YEN), "C", "H")[0]
    again = pickle.loads(pickle.dumps(route))
    assert isinstance(again, Route)
    assert (again, hash(again), again.moves) == (route, hash(route), route.moves)


def test_named_weights_are_compiled_once() -> None:
    """A second call finds what the first one has compiled."""
    graph = mapped(*YEN)
    first = routes(graph, "C", "H", k=3)
    kept = dict(graph.compiled)
    assert len(kept) == 1
    assert routes(graph, "C", "H", k=3) == first
    assert all(graph.compiled[key] is value for key, value in kept.items())


def test_no_route_says_so() -> None:
    """The error names both ends and what can be reached."""
    with pytest.raises(NoPlanError, match="'F' to 'C': no sequence of moves in this framework leads there") as caught:
        routes(mapped(*YEN), "F", "C")
    assert caught.value.reached == ("F", "G", "H")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda graph: routes("pm", "a", graph), InvalidTypeError, "The first argument must be a CareerGraph"),
        (lambda graph: routes(graph, "chief-product", "b"), UnknownRoleError, "Did you mean 'chief-product-officer'"),
        (lambda graph: routes(graph, "a", "C"), UnknownRoleError, "Role 'C' is not in this framework"),
        (lambda graph: routes(graph, "a", None), InvalidTypeError, "a role id"),
        (lambda graph: routes(graph, "a", "a"), InvalidValueError, "source and target are both 'a'"),
        (lambda graph: routes(graph, "a", "b", k=0), InvalidValueError, "k must be at least 1, got 0"),
        (lambda graph: routes(graph, "a", "b", k=1.5), InvalidTypeError, "k must be a whole number, got 1.5"),
        (lambda graph: routes(graph, "a", "b", k=True), InvalidTypeError, "k must be a whole number, got True"),
        (lambda graph: routes(graph, "a", "b", weight="min-year"), InvalidValueError, "Did you mean 'min_years'"),
        (lambda graph: routes(graph, "a", "b", weight=None), InvalidTypeError, "weight must be one of min_years, typ"),
        (
            lambda graph: routes(graph, "a", "b", weight=lambda _: -1),
            InvalidValueError,
            "weight of move 'a' -> 'b'.*-1",
        ),
        (lambda graph: routes(graph, "a", "b", weight=lambda _: math.nan), InvalidValueError, "'a' -> 'b' .*got nan"),
        (lambda graph: routes(graph, "a", "b", weight=lambda _: "x"), InvalidTypeError, "'a' -> 'b' must be a number"),
        (lambda graph: routes(graph, "a", "b", weight=lambda _: 1e16), InvalidValueError, "'a' -> 'b' must be at most"),
        (lambda graph: routes(graph, "a", "b", weight="typical_years"), InvalidValueError, "typical_years of move"),
    ],
)
def test_what_is_wrong_is_said(call: Callable[[CareerGraph], object], error: type[Exception], message: str) -> None:
    """Every error says what was wrong and where, and what is allowed."""
    graph = CareerGraph([Role("a"), Role("b"), Role("chief-product-officer")], [Move("a", "b", 1, 1e300)])
    with pytest.raises(error, match=message):
        call(graph)
