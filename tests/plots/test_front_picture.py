"""What the axes of several plans hold."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import attrs
import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from careerpath.datasets import load_product_ladder
from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError
from careerpath.graph import CareerGraph
from careerpath.planning import Objective, PlanSet, find_plan, find_plans
from careerpath.plots import plot_front
from careerpath.plots.labels import free_place, segments
from careerpath.plots.style import ACCENT
from careerpath.profiles import Profile
from careerpath.requirements import AnyOf, Experience, HasCredential
from careerpath.roles import Credential, Move, Role
from strategies import PlanningCase, planning_cases

LADDER = load_product_ladder()
TARGET = "chief-product-officer"


@pytest.fixture
def graph() -> CareerGraph:
    """Return a framework with a short way that needs a degree, and detours."""
    work = {"accrues": ["work"]}
    return CareerGraph(
        [
            Role("dev", "Developer $1", **work),
            Role("lead", "Team Lead", **work),
            Role("pm", "Product Manager", **work),
            Role("head", "Head", requires=[AnyOf(Experience("work", 6), HasCredential("mba"))]),
        ],
        [
            Move("dev", "pm", 1, probability=0.5),
            Move("pm", "head", 1, probability=0.1),
            Move("pm", "lead", 2, probability=0.9),
            Move("lead", "head", 2, probability=0.9),
        ],
        credentials=[Credential("mba", "MBA", months=24)],
    )


def _told(ax: Axes) -> list[str]:
    """Return the labels, without what is said above them."""
    return [text.get_text() for text in ax.texts if text.get_gid() != "note"]


def _points(ax: Axes) -> dict[str, tuple[float, float]]:
    return {
        str(line.get_gid()): (line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if "plan" in line.get_gid()
    }


def _front(ax: Axes) -> list[tuple[float, float]]:
    (line,) = [line for line in ax.lines if line.get_gid() == "front"]
    return list(zip(line.get_xdata(), line.get_ydata(), strict=True))


def test_plans_are_points_over_two_objectives(graph: CareerGraph) -> None:
    """Points stand at the costs, and the line steps down from one to the next."""
    plans = find_plans(graph, "dev", "head")
    assert plans.costs == ((2, 24), (6, 0))
    ax = plot_front(plans, ax=Figure((9, 6)).subplots())
    assert _points(ax) == {"knee, plan 1": (2, 24), "plan 2": (6, 0)}
    assert _front(ax)[1:-1] == [(2, 24), (6, 24), (6, 0)]
    assert _front(ax)[0][1] > 24
    assert _front(ax)[-1] == (ax.get_xlim()[1], 0)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("years until the target", "study in months")
    assert ax.get_title(loc="left") == "From Developer $1 to Head\n2 plans by years, study"
    assert min(ax.get_yticks()) >= 0


def test_labels_tell_plans_apart(graph: CareerGraph) -> None:
    """Number, roles that not all plans share, and credentials that not all plans need."""
    ax = plot_front(find_plans(graph, "dev", "head"), ax=Figure((9, 6)).subplots())
    assert _told(ax) == ["1  via Product Manager, with\nMBA", "2  via Product Manager"]
    plans = find_plans(graph, "dev", "head", minimize=("years", "study", "risk"))
    ax = plot_front(plans, ax=Figure((9, 6)).subplots())
    (note,) = [text.get_text() for text in ax.texts if text.get_gid() == "note"]
    assert note == "All plans pass Product Manager; labels name the other roles."
    assert {"via Team Lead", "no other roles"} <= {text.split("  ")[1].split(",")[0] for text in _told(ax)}
    one = plot_front(find_plans(graph, "lead", "head", max_study=0), ax=Figure((9, 6)).subplots())
    assert _told(one) == ["1  direct"]


def test_the_knee_stands_out(graph: CareerGraph) -> None:
    """One marker and one label have the loud colour."""
    ax = plot_front(find_plans(graph, "dev", "head"), ax=Figure((9, 6)).subplots())
    assert [line.get_gid() for line in ax.lines if line.get_markeredgecolor() == ACCENT] == ["knee, plan 1"]
    assert [text.get_text()[0] for text in ax.texts if text.get_color() == ACCENT] == ["1"]


def test_axes_can_be_chosen(graph: CareerGraph) -> None:
    """Any two objectives; plans that others beat in these two are pale, and equal ones share a point."""
    plans = find_plans(graph, "dev", "head", minimize=("years", "study", "moves", "risk"))
    ax = plot_front(plans, x="moves", y="risk", ax=Figure((9, 6)).subplots())
    assert (ax.get_xlabel(), ax.get_ylabel().split(" ")[0]) == ("number of moves", "risk")
    assert all(tick == int(tick) for tick in ax.get_xticks())
    assert sum(gid.count(",") + 1 - gid.count("knee") for gid in _points(ax)) == len(plans)
    assert plot_front(plans, y="years", ax=Figure().subplots()).get_xlabel() == "study in months"
    assert plot_front(plans, x="study", ax=Figure().subplots()).get_ylabel() == "years until the target"
    ax = plot_front(plans, x="years", y="study", ax=Figure((9, 6)).subplots())
    assert "beaten here, good in another objective" in [text.get_text() for text in ax.get_legend().get_texts()]
    own = Objective("pay given up", per_move=lambda _: 7)
    ax = plot_front(find_plans(graph, "dev", "head", minimize=("years", own)), ax=Figure().subplots())
    assert ax.get_ylabel() == "pay given up"


def test_one_objective_is_a_ranking(graph: CareerGraph) -> None:
    """A bar per plan, the best on top, with its amount and its roles."""
    plans = find_plans(graph, "dev", "head", minimize="years", k=2)
    ax = plot_front(plans, ax=Figure((9, 4)).subplots())
    assert [(bar.get_gid(), bar.get_width()) for bar in ax.patches] == [("plan 1", 2), ("plan 2", 5)]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["1  no other roles", "2  via Team Lead"]
    assert _told(ax) == ["2 years", "5 years"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert ax.get_xlabel() == "years until the target"
    assert plot_front(plans, x="years", ax=Figure().subplots()).get_xlabel() == "years until the target"


@pytest.mark.parametrize(
    ("minimize", "amounts"),
    [
        ("study", ["0 months", "0 months"]),
        ("moves", ["2 moves", "3 moves"]),
        ("risk", ["0.9", "3"]),
        (Objective("fuss", per_move=lambda move: 1 + (move.source == "lead")), ["2", "4"]),
    ],
)
def test_amounts_have_units(graph: CareerGraph, minimize: str | Objective, amounts: list[str]) -> None:
    """Months, moves, or a plain number."""
    ax = plot_front(find_plans(graph, "dev", "head", minimize=minimize, k=2), ax=Figure((9, 4)).subplots())
    assert (
        _told(ax) == amounts
        if minimize != "risk"
        else [float(text) for text in _told(ax)] == sorted(float(text) for text in _told(ax))
    )


def test_a_single_move_is_singular(graph: CareerGraph) -> None:
    """One move, not one moves; bars have no roles to tell."""
    ax = plot_front(find_plans(graph, "lead", "head", minimize="moves"), ax=Figure().subplots())
    assert _told(ax) == ["1 move"]


def test_the_same_roles_in_another_order_are_told_in_full() -> None:
    """If labels would be the same without the shared roles, all roles are named."""
    roles = [Role(name) for name in "abct"]
    moves = [Move(*pair, 1) for pair in ("ab", "ac", "bc", "cb", "bt", "ct")]
    plans = find_plans(CareerGraph(roles, moves), "a", "t", minimize="moves", k=4)
    names = [label.get_text() for label in plot_front(plans, ax=Figure((9, 4)).subplots()).get_yticklabels()]
    assert sorted(name.split("via ")[1] for name in names) == ["b", "b > c", "c", "c > b"]
    longer = attrs.evolve(plans, plans=plans.plans[2:], costs=plans.costs[2:])
    names = [label.get_text() for label in plot_front(longer, ax=Figure((9, 4)).subplots()).get_yticklabels()]
    assert sorted(name.split("via ")[1] for name in names) == ["b > c", "c > b"]


def test_plans_from_several_starts_name_them(graph: CareerGraph) -> None:
    """With start="any" the first role is part of the label."""
    plans = find_plans(graph, Profile(), "head", minimize="years", k=3, start="any")
    assert len({plan.roles[0] for plan in plans}) > 1
    ax = plot_front(plans, ax=Figure((9, 4)).subplots())
    assert all("  from " in label.get_text() for label in ax.get_yticklabels())
    assert ax.get_title(loc="left").startswith("Plans to Head\n")


def test_what_is_not_complete_says_so(graph: CareerGraph) -> None:
    """A search that stopped, and plans left out, are in the title."""
    plans = find_plans(graph, "dev", "head")
    loose = attrs.evolve(plans, exact=False, tolerance=0.05)
    title = plot_front(loose, ax=Figure().subplots()).get_title(loc="left")
    assert "better by less than 5 % left out; the search stopped early" in title


def _many(count: int, *, same: int = 1) -> PlanSet:
    """Return a set of *count* plans on a curve, every *same* of them on one point."""
    plan = find_plan(LADDER, "vp-of-product", TARGET)
    costs = tuple((float(at // same), 100.0 / (1 + at // same)) for at in range(count))
    return PlanSet((plan,) * count, ("years", "study"), costs)


def test_many_plans_have_numbers_only() -> None:
    """With more than a dozen points the labels are numbers, and the picture says where the roles are."""
    ax = plot_front(_many(40), ax=Figure((9, 6)).subplots())
    assert all(text.isdigit() for text in _told(ax))
    assert any("plans.to_frame()" in text.get_text() for text in ax.texts)


def test_many_plans_on_one_point_are_counted() -> None:
    """Up to three are told; of more, the first numbers stand there."""
    assert _told(plot_front(_many(4, same=2), ax=Figure((9, 6)).subplots())) == [
        "1  direct\n2  direct",
        "3  direct\n4  direct",
    ]
    assert _told(plot_front(_many(8, same=4), ax=Figure((9, 6)).subplots())) == ["1, 2, 3, …", "5, 6, 7, …"]


def test_a_long_way_is_cut() -> None:
    """Labels have few lines, however many roles a plan passes."""
    names = [f"role-number-{at}" for at in range(30)]
    graph = CareerGraph([Role(name) for name in names], [Move(a, b) for a, b in pairwise(names)])
    plans = find_plans(graph, names[0], names[-1], max_moves=40)
    (label,) = _told(plot_front(plans, ax=Figure((9, 6)).subplots()))
    assert label.endswith("…")
    assert label.count("\n") == 4


def test_labels_without_room_become_numbers_or_go() -> None:
    """On small axes nothing is covered; what does not fit is left out."""
    plans = find_plans(LADDER, "head-of-customer-success", TARGET)
    large, small, tiny = (plot_front(plans, ax=Figure(size).subplots()) for size in ((14, 9), (4, 3), (0.3, 0.2)))
    in_words = [sum("via" in text for text in _told(ax)) for ax in (large, small)]
    assert in_words[0] > in_words[1]
    assert len(_told(large)) == len(plans)
    assert not _told(tiny)
    assert len(_points(tiny)) == len(plans)


@pytest.mark.parametrize("start", ["software-engineer", "head-of-customer-success"])
@pytest.mark.parametrize("minimize", [("years", "study"), ("years", "study", "moves", "risk")])
def test_nothing_is_cut_off_or_covered(start: str, minimize: tuple[str, ...]) -> None:
    """On a figure of its own, labels lie inside the axes, and neither on each other nor on a point or the legend."""
    ax = plot_front(find_plans(LADDER, start, TARGET, minimize=minimize, stay="typical"))
    ax.figure.draw_without_rendering()
    boxes = [ax.get_legend().get_window_extent().padded(-3)]
    boxes += [mpl.text.Text.get_window_extent(text) for text in ax.texts]
    for box in boxes:
        assert ax.bbox.x0 <= box.x0 < box.x1 <= ax.bbox.x1
        assert ax.bbox.y0 <= box.y0 < box.y1 <= ax.bbox.y1 + 1
    for one, other in combinations(boxes, 2):
        assert not one.padded(-0.5).overlaps(other.padded(-0.5))
    for x, y in ax.transData.transform(list(_points(ax).values())):
        assert not any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in boxes)
    plt.close("all")


def test_a_ranking_of_its_own_fits() -> None:
    """The names at the left and the note above lie on the figure."""
    ax = plot_front(find_plans(LADDER, "software-engineer", TARGET, minimize="years", k=5))
    ax.figure.draw_without_rendering()
    texts = [*ax.get_yticklabels(), *ax.texts]
    assert any(text.get_gid() == "note" for text in texts)
    boxes = [text.get_window_extent() for text in texts]
    assert all(-1 <= box.x0 < box.x1 <= ax.figure.bbox.width + 1 for box in boxes)
    for one, other in combinations(boxes, 2):
        assert not one.padded(-0.5).overlaps(other.padded(-0.5))
    plt.close("all")


@settings(max_examples=25)
@given(planning_cases(), st.sampled_from([("years", "study"), ("moves", "risk", "years"), ("study",)]))
def test_every_plan_has_its_place(case: PlanningCase, minimize: tuple[str, ...]) -> None:
    """For any set of plans: all of them are drawn, none lies below the line, and the picture does not change."""
    try:
        plans = find_plans(case.graph, case.profile, case.target, minimize=minimize, **case.options)
    except NoPlanError:
        return
    once, again = (plot_front(plans, ax=Figure((8, 5)).subplots()) for _ in range(2))
    assert _told(once) == _told(again)
    if len(minimize) == 1:
        assert [bar.get_width() for bar in once.patches] == [cost[0] for cost in plans.costs]
        return
    assert set(_points(once).values()) == {cost[:2] for cost in plans.costs}
    corners = _front(once)
    for cost in plans.costs:
        left = [y for x, y in corners if x <= cost[0]]
        assert cost[1] >= min(left)


def test_settings_and_pyplot_stay_as_they_were(graph: CareerGraph) -> None:
    """Nothing global changes, and axes of one's own cost no pyplot figure."""
    before, figures = dict(mpl.rcParams), plt.get_fignums()
    for minimize in (("years", "study"), "years"):
        ax = Figure().subplots()
        assert plot_front(find_plans(graph, "dev", "head", minimize=minimize), ax=ax) is ax
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == figures


def test_objectives_must_be_among_those_minimised(graph: CareerGraph) -> None:
    """The near match is named, and two axes need two objectives."""
    plans = find_plans(graph, "dev", "head")
    with pytest.raises(InvalidValueError, match=r"x='yeers': this objective was not .* mean 'years'\?"):
        plot_front(plans, x="yeers")
    with pytest.raises(InvalidValueError, match=r"y='risk': .* Known: 'years', 'study'"):
        plot_front(plans, y="risk")
    with pytest.raises(InvalidValueError, match="y=3: this objective"):
        plot_front(plans, y=3)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="both 'study'; choose another one for y: years"):
        plot_front(plans, x="study", y="study")
    with pytest.raises(InvalidValueError, match="both 'years'; leave out y to rank"):
        plot_front(find_plans(graph, "dev", "head", minimize="years"), y="years")
    with pytest.raises(InvalidValueError, match="holds no plan"):
        plot_front(PlanSet((), ("years",), ()))


def test_wrong_types_are_refused(graph: CareerGraph) -> None:
    """The message says what to pass."""
    with pytest.raises(InvalidTypeError, match="plans must be a PlanSet, as find_plans"):
        plot_front(find_plan(graph, "dev", "head"))  # type: ignore[arg-type]
    for minimize in (("years", "study"), "years"):
        with pytest.raises(InvalidTypeError, match="ax must be the axes"):
            plot_front(find_plans(graph, "dev", "head", minimize=minimize), ax=Figure())  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(*[st.floats(0, 300)] * 2), max_size=12),
    st.text("abc \n", max_size=30),
    st.tuples(*[st.floats(20, 280)] * 2),
)
def test_a_place_is_free(points: list[tuple[float, float]], text: str, point: tuple[float, float]) -> None:
    """Wherever a label is placed, it lies in its bounds, off its point, and covers nothing, nor does its line."""
    taken = [(x, y, x + 20, y + 10) for x, y in points] + segments([(0, 150), (150, 150), (150, 0)])
    place = free_place(text, point, taken, (0, 0, 300, 300), size=8)
    if place is None:
        return
    left, bottom, right, top = place.box
    assert 0 <= left <= right <= 300
    assert 0 <= bottom <= top <= 300
    assert not (left < point[0] < right and bottom < point[1] < top)
    for one in (place.box, *place.leader):
        assert not any(
            one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3] for other in taken
        )
    hook = left + place.hook[0] * (right - left), bottom + place.hook[1] * (top - bottom)
    assert math.dist(hook, point) < 200
