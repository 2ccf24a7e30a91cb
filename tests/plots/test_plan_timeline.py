"""What the axes of a plan hold."""

from __future__ import annotations

from itertools import combinations, pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import given, settings
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from careerpath.datasets import load_product_ladder
from careerpath.errors import InvalidTypeError, NoPlanError
from careerpath.graph import CareerGraph
from careerpath.planning import Plan, find_plan
from careerpath.plots import plot_plan
from careerpath.profiles import Profile
from careerpath.requirements import HasCredential, SkillLevel
from careerpath.roles import Credential, Move, Role, Skill
from strategies import PlanningCase, planning_cases


@pytest.fixture
def plan() -> Plan:
    """Return two moves; the study for the second takes longer than the stay before it."""
    graph = CareerGraph(
        [
            Role("dev", "Software $ Developer", level=1, family="engineering", accrues=["work"]),
            Role("pm", "Product Manager", level=1, family="product", requires=[SkillLevel("talk", 2)]),
            Role("cpo", "Chief Product Officer", level=3, family="product", requires=[HasCredential("mba")]),
        ],
        [Move("dev", "pm", 2, probability=0.5), Move("pm", "cpo", 1, probability=0.001)],
        skills=[Skill("talk", "Talk", months_per_level=3)],
        credentials=[Credential("mba", "Master of Business", months=18)],
    )
    return find_plan(graph, "dev", "cpo")


def _bars(ax: Axes, kind: str) -> dict[str, tuple[float, float]]:
    """Return where bars of a kind begin and how long they are, by what they stand for, in the order drawn."""
    return {
        str(bar.get_gid()).removeprefix(kind): (bar.get_x(), bar.get_width())
        for bar in ax.patches
        if isinstance(bar, Rectangle) and str(bar.get_gid()).startswith(kind)
    }


def _texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_roles_are_bars_over_the_years(plan: Plan) -> None:
    """Bars last as long as stays, each above the one before; the target is marked when it is reached."""
    ax = plot_plan(plan, ax=Figure((11, 6)).subplots())
    assert _bars(ax, "role ") == {"dev": (0, 2), "pm": (2, 1)}
    heights = [bar.get_y() for bar in ax.patches if str(bar.get_gid()).startswith("role ")]
    (target,) = [line for line in ax.lines if line.get_gid() == "target"]
    assert target.get_xdata() == [3]
    assert heights[0] < heights[1] < target.get_ydata()[0]
    moves = [arrow for arrow in ax.patches if isinstance(arrow, FancyArrowPatch)]
    assert [move.get_gid() for move in moves] == ["move dev > pm", "move pm > cpo"]
    assert [move.get_path().get_extents().x0 for move in moves] == pytest.approx([2, 3], abs=0.05)
    assert [tick for tick in ax.get_xticks() if tick == int(tick)] == [0, 1, 2, 3]


def test_study_takes_the_months_of_the_plan(plan: Plan) -> None:
    """What would not be done in time begins ahead, below the role that is held then."""
    ax = plot_plan(plan, ax=Figure((11, 6)).subplots())
    assert _bars(ax, "study ") == {"talk": (0, 0.5), "mba": (1.5, 1.5)}
    assert _texts(ax) == [
        "years from now",
        "Software $ Developer, 2 years",
        "Talk to working, 6 months",
        "Master of Business, 18 months (ahead)",
        "Product Manager, 1 year",
        "Chief Product Officer, after 3 years",
    ]
    hatched = [bar.get_gid() for bar in ax.patches if bar.get_hatch()]
    assert hatched == ["study mba"]
    lanes = {bar.get_gid(): bar.get_y() for bar in ax.patches if isinstance(bar, Rectangle)}
    assert lanes["study mba"] < lanes["study talk"] < lanes["role dev"] < lanes["role pm"]


def test_a_slower_pace_makes_longer_blocks(plan: Plan) -> None:
    """At half the pace, the same months take twice the years, and the title says so."""
    slow = plot_plan(find_plan(plan.graph, "dev", "cpo", pace=0.5), ax=Figure((11, 6)).subplots())
    assert _bars(slow, "study ") == {"talk": (0, 1), "mba": (1, 3)}
    assert "0.5 months of study a month" in slow.get_title(loc="left")


def test_totals_stand_in_the_title(plan: Plan) -> None:
    """From where to where, years, study, moves and the chance where it is known."""
    ax = plot_plan(plan, ax=Figure((11, 6)).subplots())
    assert ax.get_title(loc="left") == (
        "From Software $ Developer to Chief Product Officer\n"
        "3 years, 24 months of study, 2 moves, chance of all moves below 0.1 %"
    )
    likely = plan.graph.with_move(Move("dev", "cpo", 1, probability=0.25))
    title = plot_plan(find_plan(likely, "dev", "cpo", minimize="moves"), ax=Figure().subplots()).get_title(loc="left")
    assert title.endswith("1.5 years, 18 months of study, 1 move, chance of all moves 25.0 %")
    unknown = plan.graph.with_move(Move("dev", "cpo", 1))
    title = plot_plan(find_plan(unknown, "dev", "cpo", minimize="moves"), ax=Figure().subplots()).get_title(loc="left")
    assert title.endswith("1 move")


def test_the_legend_names_what_occurs(plan: Plan) -> None:
    """Families if there are several, kinds of moves, kinds of study."""
    ax = plot_plan(plan, ax=Figure((11, 6)).subplots())
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["engineering", "product", "promotion", "lateral", "study of a skill", "study for a credential"]
    graph = CareerGraph([Role("a", family="x"), Role("b"), Role("c")], [Move("a", "b"), Move("b", "c")])
    ax = plot_plan(find_plan(graph, "a", "c"), ax=Figure().subplots())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["x", "no family", "move"]


def test_a_plan_without_any_wait_is_drawn() -> None:
    """Someone who has served long enough already arrives at once."""
    graph = CareerGraph([Role("a"), Role("b"), Role("c")], [Move("a", "b", 1), Move("b", "c", 0)])
    plan = find_plan(graph, Profile(role="a", years_in_role=3), "c")
    ax = plot_plan(plan, ax=Figure().subplots())
    assert _texts(ax)[1:] == ["a, no time", "b, no time", "c, at once"]
    assert ax.get_xlim()[1] > 0


def test_long_titles_are_cut() -> None:
    """One line each, whatever the framework says."""
    graph = CareerGraph([Role("a", "very " * 40 + "long"), Role("b", "x" * 90)], [Move("a", "b", 1)])
    ax = plot_plan(find_plan(graph, "a", "b"), ax=Figure().subplots())
    assert all(len(text) < 70 for text in _texts(ax))
    assert ax.get_title(loc="left").startswith("From very very")


@pytest.mark.parametrize(
    "start", ["quality-engineer", "software-engineer", "head-of-customer-success", "vp-of-product"]
)
@pytest.mark.parametrize("stay", ["minimum", "typical"])
def test_nothing_is_cut_off_or_covered(start: str, stay: str) -> None:
    """On a figure of its own, texts lie on the figure, and neither on each other nor on a bar that is not theirs."""
    ax = plot_plan(find_plan(load_product_ladder(), start, "chief-product-officer", stay=stay))  # type: ignore[arg-type]
    ax.figure.draw_without_rendering()
    texts = [*ax.texts, ax.title, *ax.get_xticklabels()[:-1], *ax.get_legend().get_texts()]
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    for box in [*boxes, ax._left_title.get_window_extent()]:
        assert -1 <= box.x0 < box.x1 <= ax.figure.bbox.width + 1
        assert -1 <= box.y0 < box.y1 <= ax.figure.bbox.height + 1
    for one, other in combinations(boxes, 2):
        assert not one.padded(-0.5).overlaps(other.padded(-0.5))
    blocks = [bar.get_window_extent() for bar in ax.patches if str(bar.get_gid()).startswith("study")]
    for box in boxes:
        assert not any(box.padded(-0.5).overlaps(block) for block in blocks)
    plt.close("all")


def test_letters_shrink_on_small_axes(plan: Plan) -> None:
    """The picture is the same, only smaller; on large axes it uses the room."""
    small, large = (plot_plan(plan, ax=Figure(size).subplots()) for size in ((3, 2), (20, 9)))
    assert _texts(small) == _texts(large)
    assert small.texts[1].get_fontsize() < large.texts[1].get_fontsize() == 9
    small.figure.draw_without_rendering()
    assert all(text.get_window_extent().x1 <= small.figure.bbox.width for text in small.texts)


def test_many_studies_still_fit() -> None:
    """Letters shrink until hundreds of blocks fit on the tallest figure."""
    skills = [f"skill-{at}" for at in range(300)]
    graph = CareerGraph([Role("a"), Role("b", requires=[SkillLevel(skill, 1) for skill in skills])], [Move("a", "b")])
    ax = plot_plan(find_plan(graph, "a", "b"))
    assert len(_bars(ax, "study ")) == 300
    assert ax.figure.get_size_inches()[1] < 47
    assert ax.texts[1].get_fontsize() < 9
    plt.close("all")


@settings(max_examples=40)
@given(planning_cases())
def test_bars_and_blocks_are_those_of_the_plan(case: PlanningCase) -> None:
    """For any plan: bars follow each other without a gap, and all study is done, one after the other, by its move."""
    try:
        plan = find_plan(case.graph, case.profile, case.target, **case.options)
    except NoPlanError:
        return
    once, again = (plot_plan(plan, ax=Figure((9, 5)).subplots()) for _ in range(2))
    assert _texts(once) == _texts(again)
    roles = [bar for bar in once.patches if str(bar.get_gid()).startswith("role ")]
    assert [bar.get_x() for bar in roles] == [step.arrives for step in plan.steps[:-1]]
    assert [bar.get_width() for bar in roles] == pytest.approx([step.stay for step in plan.steps[:-1]])
    blocks = [bar for bar in once.patches if str(bar.get_gid()).startswith("study ")]
    blocks.sort(key=lambda bar: (bar.get_x(), bar.get_x() + bar.get_width()))
    for before, after in pairwise(blocks):
        assert before.get_x() + before.get_width() <= after.get_x() + 1e-6
    ends = iter(blocks)
    for step, following in pairwise(plan.steps):
        for item in step.learn:
            block = next(ends)
            assert block.get_width() == pytest.approx(item.months / plan.pace / 12)
            assert block.get_x() >= 0
            assert block.get_x() + block.get_width() <= following.arrives + 1e-6


def test_settings_and_pyplot_stay_as_they_were(plan: Plan) -> None:
    """Nothing global changes, and axes of one's own cost no pyplot figure."""
    before, figures = dict(mpl.rcParams), plt.get_fignums()
    ax = Figure().subplots()
    assert plot_plan(plan, ax=ax) is ax
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == figures


def test_wrong_types_are_refused(plan: Plan) -> None:
    """The message says what to pass."""
    with pytest.raises(InvalidTypeError, match="plan must be a Plan, as find_plan"):
        plot_plan("cpo")  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="ax must be the axes"):
        plot_plan(plan, ax=Figure())  # type: ignore[arg-type]
