"""What the axes of a gap hold."""

from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from careerpath.errors import InvalidTypeError
from careerpath.gaps import Gap, assess
from careerpath.graph import CareerGraph
from careerpath.plots import plot_gap
from careerpath.plots.gaps import HELD, MET, MISSING, MISSING_PREFERRED
from careerpath.profiles import Profile
from careerpath.requirements import AllOf, AnyOf, Combination, Experience, HasCredential, SkillLevel
from careerpath.roles import Role
from strategies import graphs, profiles

PERSON = Profile(
    skills={"sql": 2, "talk": 4, "python": 1}, years={"product": 3.5, "people": 1}, credentials={"cert"}, role="cpo"
)


@pytest.fixture
def gap() -> Gap:
    """Return a gap with every kind of row."""
    role = Role(
        "cpo",
        "Chief $ Officer",
        requires=[
            SkillLevel("sql", 4),
            SkillLevel("talk", 3),
            SkillLevel("vision", 4),
            Experience("product", 10),
            Experience("people", 1),
            HasCredential("mba"),
            AnyOf(AllOf(SkillLevel("talk", 4), HasCredential("cert")), SkillLevel("python", 3)),
            Combination({Experience("sales", 4): 1.0, HasCredential("course"): 0.5}),
        ],
        prefers=[SkillLevel("python", 2), Experience("sales", 1), HasCredential("cert")],
    )
    return assess(CareerGraph([role]), PERSON, "cpo")


def _labels(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def _notes(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_the_largest_shortfall_is_on_top(gap: Gap) -> None:
    """What is essential comes first; within it what must be done, one way of several, what is met, what need not be."""
    ax = plot_gap(gap, ax=Figure((9, 7)).subplots())
    top, bottom = sorted(ax.get_ylim())
    assert ax.get_ylim() == (bottom, top)
    assert _labels(ax) == [
        *("vision", "mba", "product", "sql", "sales", "course", "cert", "people", "talk", "talk", "python"),
        *("sales", "python", "cert"),
    ]
    assert _notes(ax) == [
        "Essential",
        "unknown, 4 needed",
        "not held",
        "3.5 of 10 years",
        "held 2 of 4",
        "0 of 4 years",
        "not held",
        "held",
        "1 year (1 needed)",
        "held 4 (3 needed)",
        "held 4 (4 needed)",
        "held 1 of 3",
        "Preferred",
        "0 of 1 year",
        "held 1 of 2",
        "held",
    ]


def test_bars_show_what_is_covered(gap: Gap) -> None:
    """Held and missing make 100 %; met is quiet, essential stronger than preferred, unknown hatched."""
    ax = plot_gap(gap, ax=Figure((9, 7)).subplots())
    rows: dict[float, float] = {}
    for bar in ax.patches:
        rows[bar.get_y()] = rows.get(bar.get_y(), 0) + bar.get_width()
    assert len(rows) == len(gap.rows)
    assert set(rows.values()) == {100}
    colours = {(bar.get_gid(), to_hex(bar.get_facecolor())) for bar in ax.patches}
    assert {("met", MET), ("held", HELD), ("missing", MISSING), ("missing preferred", MISSING_PREFERRED)} <= colours
    hatched = {bar.get_gid() for bar in ax.patches if bar.get_hatch()}
    assert hatched == {"unknown", "one of several"}
    sql = next(bar for bar in ax.patches if bar.get_gid() == "held" and bar.get_width() == 50)
    assert sql.get_x() == 0


def test_the_legend_names_what_occurs(gap: Gap) -> None:
    """All kinds of bars of this gap, and no others where there are none."""
    ax = plot_gap(gap, ax=Figure((9, 7)).subplots())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "met",
        "held",
        "missing, essential",
        "missing, preferred",
        "missing, one of several ways",
        "unknown, counted as 0",
        "not needed, an alternative is met",
    ]
    easy = assess(CareerGraph([Role("pm", requires=[SkillLevel("sql", 2)])]), Profile(skills={"sql": 2}), "pm")
    ax = plot_gap(easy, ax=Figure().subplots())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["met"]


def test_the_title_is_the_verdict(gap: Gap) -> None:
    """Role, eligible or not, readiness with its interval, and the band."""
    worst, best = (int(share * 100) for share in gap.readiness_interval)
    ax = plot_gap(gap, ax=Figure().subplots())
    verdict, ready = ax.get_title(loc="left").split("\n")
    assert verdict == "Chief $ Officer: not eligible yet"
    assert ready == f"readiness {worst} % to {best} %, depending on unknown skills; band: {gap.band}"
    incumbent = assess(gap.graph, "cpo", "cpo")
    assert plot_gap(incumbent, ax=Figure().subplots()).get_title(loc="left").startswith("Chief $ Officer: eligible\n")


def test_a_role_that_asks_nothing_says_so() -> None:
    """No bars and no legend, one sentence."""
    ax = plot_gap(assess(CareerGraph([Role("a")]), "a", "a"))
    ax.figure.draw_without_rendering()
    assert _notes(ax) == ["This role asks for nothing."]
    assert ax.get_legend() is None
    assert ax.get_title(loc="left") == "a: eligible\nreadiness 100 %; band: ready now"
    plt.close("all")


def test_nothing_is_cut_off_or_covered(gap: Gap) -> None:
    """On a figure of its own, all texts lie on the figure, and the legend below the bars."""
    ax = plot_gap(gap)
    figure = ax.figure
    figure.draw_without_rendering()
    texts = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels()]
    for box in (text.get_window_extent() for text in texts):
        assert -1 <= box.x0 < box.x1 <= figure.bbox.width + 1
    assert ax.get_legend().get_window_extent().y1 < min(bar.get_window_extent().y0 for bar in ax.patches)
    plt.close("all")


def test_many_rows_still_fit() -> None:
    """Letters shrink until two hundred rows fit on the tallest figure."""
    role = Role("a", requires=[SkillLevel(f"skill {at}", 1) for at in range(200)])
    ax = plot_gap(assess(CareerGraph([role]), Profile(), "a"))
    assert len(_labels(ax)) == 200
    assert ax.figure.get_size_inches()[1] < 47
    assert ax.texts[1].get_fontsize() < 9
    plt.close("all")


@settings(max_examples=30)
@given(st.data())
def test_every_row_has_a_bar_and_a_note(data: st.DataObject) -> None:
    """For any framework and person: as many labels as rows, in an order that does not change."""
    graph = data.draw(graphs(max_roles=3))
    person = data.draw(profiles(graph))
    gap = assess(graph, person, data.draw(st.sampled_from(sorted(graph.roles))))
    once, again = (plot_gap(gap, ax=Figure((8, 5)).subplots()) for _ in range(2))
    assert len(_labels(once)) == len(gap.rows)
    assert (_labels(once), _notes(once)) == (_labels(again), _notes(again))
    if gap.eligible:
        essential = [bar.get_gid() for bar in once.patches if bar.get_gid() in {"missing", "one of several"}]
        assert not (essential and not gap.role.prefers)


def test_settings_stay_as_they_were(gap: Gap) -> None:
    """Nothing global changes."""
    before = dict(mpl.rcParams)
    plot_gap(gap, ax=Figure().subplots())
    assert dict(mpl.rcParams) == before


def test_wrong_types_are_refused(gap: Gap) -> None:
    """The message says what to pass."""
    with pytest.raises(InvalidTypeError, match="gap must be a Gap"):
        plot_gap("cpo")  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="ax must be the axes"):
        plot_gap(gap, ax=Figure())  # type: ignore[arg-type]
