"""What the axes of a map hold."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import given, settings
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.graph import CareerGraph
from careerpath.planning import Plan, find_plan
from careerpath.plots import plot_map
from careerpath.plots.crowd import free_place, overlap
from careerpath.plots.style import ACCENT, HUES
from careerpath.profiles import Profile
from careerpath.requirements import Experience, SkillLevel
from careerpath.roles import Move, Role
from strategies import graphs

TITLES = {
    "apm": "Associate Product Manager",
    "pm": "Product Manager",
    "engineer": "Software Engineer",
    "design": "Product Designer",
    "gpm": "Group Manager, Product and Platform",
    "cpo": "Chief Product Officer",
}


@pytest.fixture
def graph() -> CareerGraph:
    """Return a small ladder with every kind of move."""
    levels = {"apm": 6, "pm": 7, "engineer": 7, "design": 7, "gpm": 9, "cpo": 13}
    roles = [
        Role(name, TITLES[name], level=level, family="engineering" if name == "engineer" else "product")
        for name, level in levels.items()
    ]
    pairs = "apm-pm pm-gpm gpm-cpo pm-cpo engineer-pm pm-engineer engineer-gpm gpm-pm design-engineer cpo-apm"
    return CareerGraph(roles, [Move(*pair.split("-")) for pair in pairs.split()], title="A ladder")


@pytest.fixture
def plan(graph: CareerGraph) -> Plan:
    """Return the plan from bottom to top."""
    return find_plan(graph, "apm", "cpo", minimize="years")


def _crowd(size: int, *, levels: int = 4, moves: int = 300) -> CareerGraph:
    chance = random.Random(size)  # noqa: S311 - a seeded example, no secret
    roles = [Role(f"r{at:03}", f"Role {at}", level=at * levels // size, family=f"f{at % 12}") for at in range(size)]
    pairs = {(f"r{at:03}", f"r{at + 1:03}") for at in range(size - 1)}
    pairs |= {tuple(sorted(role.id for role in chance.sample(roles, 2))) for _ in range(moves)}
    return CareerGraph(roles, [Move(*pair) for pair in sorted(pairs)])


def _texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def _drawn(ax: Axes) -> list[object]:
    """Return everything that makes the picture, in numbers and words."""
    found: list[object] = [(text.get_text(), text.get_position(), text.get_fontsize()) for text in ax.texts]
    found += [[path.vertices.tolist() for path in each.get_paths()] for each in ax.collections]
    found += [(each.get_gid(), each.get_path().vertices.tolist()) for each in ax.patches]
    return [*found, ax.get_xlim(), ax.get_ylim(), ax.get_title()]


def _moves(ax: Axes) -> dict[str, int]:
    lines = [each for each in ax.collections if isinstance(each, LineCollection)]
    return {str(each.get_gid()): len(each.get_segments()) for each in lines}


def test_every_role_is_a_titled_box(graph: CareerGraph) -> None:
    """Boxes carry the whole title, and stand higher with the level; every level is named."""
    ax = plot_map(graph, ax=Figure((12, 9)).subplots())
    words = [text.replace("\n", " ") for text in _texts(ax)]
    assert words == ["Level 6", "Level 7", "Level 9", "Level 13", *TITLES.values()]
    height = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert (
        height["Level 6"]
        < height["Level 7"]
        < height["Level 9"]
        < height["Level 13"]
        == height["Chief Product\nOfficer"]
    )
    assert ax.get_title() == "A ladder"


def test_titles_fit_their_boxes_and_boxes_do_not_touch() -> None:
    """As drawn, every title lies inside its box, and no two boxes overlap, on small axes too."""
    roles = [Role(f"r{at}", f"Senior Principal Something Manager {at}", level=at % 5) for at in range(25)]
    for given_ax in (None, Figure((7, 5)).subplots()):
        ax = plot_map(CareerGraph(roles), ax=given_ax)
        ax.figure.draw_without_rendering()
        boxes = [patch.get_window_extent() for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
        titles = [text.get_window_extent() for text in ax.texts if text.get_text().startswith("Senior")]
        assert len(boxes) == len(titles) == 25
        for box, title in zip(boxes, titles, strict=True):
            assert box.x0 < title.x0 < title.x1 < box.x1
            assert box.y0 < title.y0 < title.y1 < box.y1
        sides = [(box.x0, box.y0, box.x1, box.y1) for box in boxes]
        assert not any(overlap(one, other) for at, one in enumerate(sides) for other in sides[:at])
        plt.close("all")


def test_kinds_of_moves_have_their_own_lines(graph: CareerGraph) -> None:
    """Each kind is one collection with dashes of its own, and stands in the legend beside the families."""
    ax = plot_map(graph, ax=Figure().subplots())
    assert _moves(ax) == {"moves: promotion": 4, "moves: diagonal": 1, "moves: lateral": 3, "moves: step down": 2}
    dashes = {str(each.get_linestyle()) for each in ax.collections if isinstance(each, LineCollection)}
    assert len(dashes) == 4
    words = [text.get_text() for text in ax.get_legend().get_texts() if text.get_text()]
    assert words == ["engineering", "product", "promotion", "diagonal", "lateral", "step down"]


def test_every_arrow_ends_at_its_target(graph: CareerGraph) -> None:
    """There is one head per move, and its tip lies on the edge of a box."""
    ax = plot_map(graph, ax=Figure().subplots())
    heads = [
        path.vertices for each in ax.collections if str(each.get_gid()).startswith("heads") for path in each.get_paths()
    ]
    boxes = [each.get_path().get_extents() for each in ax.patches if isinstance(each, FancyBboxPatch)]
    assert len(heads) == len(graph.moves)
    for tip, *_ in heads:
        assert any(box.padded(0.01).contains(*tip) and not box.padded(-0.01).contains(*tip) for box in boxes)


def test_the_legend_covers_no_role(graph: CareerGraph, plan: Plan) -> None:
    """The legend lies below every box."""
    ax = plot_map(graph, plan=plan)
    ax.figure.draw_without_rendering()
    top = ax.get_legend().get_window_extent().y1
    assert all(top < patch.get_window_extent().y0 for patch in ax.patches if isinstance(patch, FancyBboxPatch))
    plt.close("all")


def test_the_plan_stands_out(graph: CareerGraph, plan: Plan) -> None:
    """Its moves are thick and in the accent colour, its roles outlined and labelled with years; the rest fades."""
    plain, ax = plot_map(graph, ax=Figure().subplots()), plot_map(graph, plan=plan, ax=Figure().subplots())
    lines = {str(each.get_gid()): each for each in ax.collections if isinstance(each, LineCollection)}
    assert len(lines["moves: plan"].get_segments()) == plan.moves
    assert {to_hex(colour) for colour in lines["moves: plan"].get_colors()} == {ACCENT}
    widths = {gid: line.get_linewidths()[0] for gid, line in lines.items()}
    assert widths["moves: plan"] > 2 * widths["moves: promotion"]
    before = next(each for each in plain.collections if each.get_gid() == "moves: promotion")
    assert lines["moves: promotion"].get_alpha() < before.get_alpha()
    outlined = {each.get_gid() for each in ax.patches if to_hex(each.get_edgecolor()) == ACCENT}
    assert outlined == {f"role {role}" for role in plan.roles}
    assert _texts(ax)[-1] != _texts(plain)[-1]
    assert [text for text in _texts(ax) if text.endswith(" y")] == [
        "start, stay 1 y",
        "after 1 y, stay 1 y",
        "arrive after 2 y",
    ]
    assert ax.get_title() == "From Associate Product Manager to Chief Product Officer\n2 years, 2 moves"
    assert ax.get_legend().get_texts()[-1].get_text() == "the plan"


def test_a_role_held_twice_names_both_stays() -> None:
    """A secondment that brings experience: the first role carries two lines, and study stands in the title."""
    graph = CareerGraph(
        [
            Role("home", level=1),
            Role("away", level=1, accrues=["field"]),
            Role("top", level=2, requires=[Experience("field", 2), SkillLevel("sql", 1)]),
        ],
        [Move("home", "away", 1), Move("away", "home", 1), Move("home", "top", 1)],
    )
    plan = find_plan(graph, Profile(role="home"), "top")
    assert plan.roles == ("home", "away", "home", "top")
    ax = plot_map(graph, plan=plan, ax=Figure().subplots())
    assert "start, stay 1 y\nafter 3 y, stay 1 y" in _texts(ax)
    assert ax.get_title().endswith("4 years, 3 moves, 3 months of study")


def test_one_move_is_one_move() -> None:
    """The title of a plan counts in the singular, too."""
    graph = CareerGraph([Role("a"), Role("b")], [Move("a", "b", 2)])
    ax = plot_map(graph, plan=find_plan(graph, "a", "b"), ax=Figure().subplots())
    assert ax.get_title() == "From a to b\n2 years, 1 move"


def test_without_levels_and_families_there_is_no_more_than_needed() -> None:
    """No names of levels, one kind of move, no families; a lonely role needs no legend at all."""
    ax = plot_map(CareerGraph([Role("a"), Role("b")], [Move("a", "b")]), ax=Figure().subplots())
    assert _texts(ax) == ["a", "b"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["move"]
    alone = plot_map(CareerGraph([Role("only")]))
    assert (_texts(alone), alone.get_legend(), alone.get_title()) == (["only"], None, "")
    plt.close("all")


def test_names_are_taken_as_they_are() -> None:
    """Dollar signs are no formulas, and a leading underscore hides nothing."""
    graph = CareerGraph([Role("a", "From $5 to $6", family="_hidden $x$"), Role("b", "An endless " + "title " * 40)])
    ax = plot_map(graph)
    ax.figure.draw_without_rendering()
    assert ax.get_legend().get_texts()[0].get_text() == "_hidden $x$"
    assert "other families" in [text.get_text() for text in ax.get_legend().get_texts()]
    assert _texts(ax)[0] == "From $5 to $6"
    assert _texts(ax)[1].endswith("…")
    plt.close("all")


def test_many_roles_are_dots() -> None:
    """One scatter, one collection of lines per kind, no boxes; titles where there is room for most of them."""
    graph = _crowd(70)
    ax = plot_map(graph)
    (dots,) = [each for each in ax.collections if isinstance(each, PathCollection)]
    assert len(dots.get_offsets()) == 70
    assert sum(_moves(ax).values()) == len(graph.moves)
    assert not any(isinstance(each, FancyBboxPatch) for each in ax.patches)
    titles = [text for text in _texts(ax) if text.startswith("Role")]
    assert len(titles) > 35
    assert len({to_hex(colour) for colour in dots.get_facecolors()}) == len(HUES) + 1
    small = plot_map(graph, ax=Figure((3, 2)).subplots())
    assert [text for text in _texts(small) if text.startswith("Role")] == []
    plt.close("all")


def test_a_plan_among_many_roles_is_labelled() -> None:
    """Arrows in the accent colour, larger dots, and labels that lie on the axes and do not overlap."""
    graph = _crowd(90)
    plan = find_plan(graph, "r000", "r089")
    ax = plot_map(graph, plan=plan, ax=Figure((10, 8)).subplots())
    arrows = [text for text in ax.texts if str(text.get_gid()).startswith("plan ")]
    assert len(arrows) == plan.moves
    labels = [text for text in ax.texts if text.get_text().endswith(" y")]
    assert len(labels) == len(plan.roles)
    assert labels[-1].get_text() == f"Role 89\narrive after {plan.years:g} y"
    ax.figure.draw_without_rendering()
    boxes = [label.get_bbox_patch().get_window_extent() for label in labels]
    sides = [(box.x0, box.y0, box.x1, box.y1) for box in boxes]
    assert not any(overlap(one, other) for at, one in enumerate(sides) for other in sides[:at])
    (dots,) = [each for each in ax.collections if isinstance(each, PathCollection)]
    assert len(set(dots.get_sizes())) == 2


def test_a_thousand_roles_are_drawn_without_titles() -> None:
    """A map that would need more than a poster for its titles stays at a size for a screen."""
    ax = plot_map(_crowd(1000, levels=6, moves=3000))
    assert tuple(ax.figure.get_size_inches() < 18) == (True, True)
    assert [text for text in _texts(ax) if text.startswith("Role")] == []
    plt.close("all")


def test_many_roles_without_levels_and_moves() -> None:
    """A crowd of unconnected roles has neither levels nor a legend."""
    ax = plot_map(CareerGraph([Role(f"r{at}") for at in range(61)]), ax=Figure((14, 10)).subplots())
    assert ax.get_legend() is None
    assert {text[0] for text in _texts(ax)} == {"r"}


def test_labels_avoid_what_is_taken() -> None:
    """The place beside a point is used unless another label has it; the axes end at 0 and at the room given."""
    first = free_place((50, 50), (20, 10), [], [], (200, 100))
    assert first[0] > 50
    second = free_place((50, 50), (20, 10), [first], [], (200, 100))
    assert not overlap(first, second)
    assert free_place((1, 1), (20, 10), [], [], (200, 100))[:2] >= (0, 0)


@settings(max_examples=20)
@given(graphs(max_roles=6, max_asked=0))
def test_the_same_graph_gives_the_same_picture(graph: CareerGraph) -> None:
    """Everything on the axes is the same the second time."""
    once, again = (plot_map(graph, ax=Figure((8, 6)).subplots()) for _ in range(2))
    assert _drawn(once) == _drawn(again)


def test_the_plan_of_another_graph_is_refused(graph: CareerGraph, plan: Plan) -> None:
    """A role or a move that is missing is named, and what to pass instead."""
    with pytest.raises(InvalidValueError, match=r"'pm'|'cpo'.*plan\.graph"):
        plot_map(graph.without_role("pm").without_role("cpo"), plan=plan)
    with pytest.raises(InvalidValueError, match=r"pm -> cpo.*plan\.graph"):
        plot_map(graph.without_move("pm", "cpo"), plan=plan)


@pytest.mark.parametrize("wrong", [{"plan": "cpo"}, {"ax": Figure()}])
def test_wrong_types_are_refused(graph: CareerGraph, wrong: dict[str, object]) -> None:
    """The message says what to pass."""
    with pytest.raises(InvalidTypeError, match=next(iter(wrong))):
        plot_map(graph, **wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="graph must be a CareerGraph"):
        plot_map(graph.nx)  # type: ignore[arg-type]


def test_nothing_global_changes(graph: CareerGraph, plan: Plan) -> None:
    """Settings stay as they were; without axes, one new figure is made, and nothing is shown."""
    before, figures = dict(mpl.rcParams), len(plt.get_fignums())
    ax = plot_map(graph, plan=plan)
    assert dict(mpl.rcParams) == before
    assert len(plt.get_fignums()) == figures + 1
    plt.close(ax.figure)


def test_pyplot_is_not_touched_when_axes_are_given(tmp_path: Path) -> None:
    """In a fresh process, drawing and saving both pictures never imports pyplot."""
    code = """
import sys
from matplotlib.figure import Figure
import careerpath as cp
graph = cp.CareerGraph(
    [cp.Role("a", level=1), cp.Role("b", level=2, requires=[cp.SkillLevel("sql", 2)])], [cp.Move("a", "b")]
)
assert "matplotlib" in sys.modules and "careerpath.plots" not in sys.modules
ax = cp.plot_map(graph, plan=cp.find_plan(graph, "a", "b"), ax=Figure().subplots())
cp.plot_gap(cp.assess(graph, "a", "b"), ax=Figure().subplots())
ax.figure.savefig(sys.argv[1])
assert "matplotlib.pyplot" not in sys.modules
"""
    target = tmp_path / "map.png"
    subprocess.run([sys.executable, "-c", code, str(target)], check=True)
    assert target.stat().st_size > 1000
