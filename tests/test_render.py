"""Results as text, Markdown and HTML."""

from __future__ import annotations

import math
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.render import (
    Cell,
    cell_text,
    html_paragraphs,
    html_table,
    markdown_table,
    months_text,
    text_table,
    years_text,
)

words = st.text("ab c<>&|é", max_size=12)
cells = st.one_of(words, st.booleans(), st.none(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[Cell]]]:
    """Columns and rows of random tables."""
    columns = draw(st.lists(words, min_size=1, max_size=4))
    return columns, draw(st.lists(st.lists(cells, min_size=len(columns), max_size=len(columns)), max_size=4))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, "-"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (2.0, "2"),
        (0.126, "0.13"),
        (-0.001, "0"),
        (999_999, "999999"),
        (999_999.999, "1,000,000"),
        (1_234_567.8, "1,234,568"),
        (-2_000_000, "-2,000,000"),
        (math.inf, "inf"),
        ("sql", "sql"),
    ],
)
def test_cells_read_like_words(cell: Cell, text: str) -> None:
    """Short numbers, yes and no, a dash for nothing."""
    assert cell_text(cell) == text


@given(number=st.floats(-1e12, 1e12))
def test_numbers_never_turn_scientific(number: float) -> None:
    """Large numbers get separators instead of exponents; small ones are rounded to two decimals at most."""
    text = cell_text(number)
    assert "e" not in text
    assert float(text.replace(",", "")) == pytest.approx(number, rel=1e-5, abs=0.005001)


@pytest.mark.parametrize(
    ("years", "text"),
    [
        (0, "no time"),
        (-1, "no time"),
        (1 / 12, "1 month"),
        (0.25, "3 months"),
        (0.99, "11.9 months"),
        (1, "1 year"),
        (1.001, "1 year"),
        (1.25, "1.25 years"),
        (12, "12 years"),
    ],
)
def test_times_are_said_as_people_do(years: float, text: str) -> None:
    """Months below a year, singular for one."""
    assert years_text(years) == text


def test_months() -> None:
    """One decimal, singular for one."""
    assert [months_text(months) for months in (0, 1, 1.04, 4.5)] == ["0 months", "1 month", "1 month", "4.5 months"]


@given(table=tables())
def test_a_text_table_has_a_line_per_row(table: tuple[list[str], list[list[Cell]]]) -> None:
    """Without a width nothing is wrapped, and no line ends in blanks."""
    columns, rows = table
    lines = text_table(columns, rows).split("\n")
    assert len(lines) == 1 + len(rows)
    assert not any(line.endswith(" ") for line in lines)


@given(table=tables(), width=st.integers(1, 60))
def test_wrapping_loses_no_character(table: tuple[list[str], list[list[Cell]]], width: int) -> None:
    """Only blanks move when the widest column is wrapped; a narrow table fits the width."""
    columns, rows = table
    plain, wrapped = text_table(columns, rows), text_table(columns, rows, width=width)
    assert sorted(plain.replace(" ", "").replace("\n", "")) == sorted(wrapped.replace(" ", "").replace("\n", ""))
    if max(map(len, plain.split("\n"))) <= width:
        assert [line.split() for line in wrapped.split("\n")] == [line.split() for line in plain.split("\n")]


def test_numbers_stand_right_and_text_left() -> None:
    """A column is right-aligned when it holds numbers and dashes alone; one of booleans is text."""
    assert text_table(["a", "b", "c"], [["x", 2, True], ["yyy", None, False]]).split("\n") == [
        "a    b  c",
        "x    2  yes",
        "yyy  -  no",
    ]


def test_the_widest_column_gives_way() -> None:
    """Wrapped lines continue under their column; eight characters are kept."""
    rows: list[list[Cell]] = [["sql", "write queries that other people can read"]]
    assert text_table(["skill", "what"], rows, width=24).split("\n") == [
        "skill  what",
        "sql    write queries",
        "       that other people",
        "       can read",
    ]
    assert max(map(len, text_table(["skill", "what"], rows, width=3).split("\n"))) == 5 + 2 + 8


@given(table=tables())
def test_markdown_has_as_many_bars_as_columns(table: tuple[list[str], list[list[Cell]]]) -> None:
    """Bars inside cells are escaped."""
    columns, rows = table
    for line in markdown_table(columns, rows).split("\n"):
        assert line.replace("\\|", "").count("|") == len(columns) + 1


class _Cells(HTMLParser):
    """Collect the text of cells, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.add(tag)
        if tag in ("th", "td"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


@given(table=tables())
def test_html_escapes_every_cell(table: tuple[list[str], list[list[Cell]]]) -> None:
    """A browser reads back what the cells say; nothing in a cell becomes a tag."""
    columns, rows = table
    parser = _Cells()
    parser.feed(html_table(columns, rows))
    assert parser.cells == [*columns, *(cell_text(cell) for row in rows for cell in row)]
    assert parser.tags <= {"table", "thead", "tbody", "tr", "th", "td"}


def test_a_caption_is_escaped() -> None:
    """The caption stands first."""
    assert html_table(["a"], [], caption="x<y").startswith("<table><caption>x&lt;y</caption><thead>")


def test_paragraphs() -> None:
    """One per line that is not blank, escaped."""
    assert html_paragraphs("a < b\n\n c\n") == "<p>a &lt; b</p><p> c</p>"
