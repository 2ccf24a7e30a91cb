"""Frameworks out of tables: what is recognised, what is merged and said, and what is refused."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerPathWarning, DocumentError, InvalidTypeError, InvalidValueError, MissingFileError
from careerpath.exchange import read_tables
from careerpath.exchange.naming import slug
from careerpath.graph import CareerGraph
from careerpath.requirements import SkillLevel
from careerpath.roles import Move, Skill, Weighted
from careerpath.scales import DEFAULT_SCALE, Scale

SAMPLES = Path(__file__).parents[1] / "data"
DDAT = Path(__file__).resolve().parents[3] / "shared" / "data" / "ddat_uk" / "roles.csv"
LADDER = [
    "Associate product manager",
    "Product manager",
    "Senior product manager",
    "Lead product manager",
    "Head of product",
]


def table(*rows: tuple[Any, ...], **more: list[Any]) -> pd.DataFrame:
    """Return a table of role, skill and level, with *more* columns."""
    frame = pd.DataFrame(rows, columns=["role", "skill", "level"])
    return frame.assign(**more)


def quietly(given: Any, **options: Any) -> tuple[CareerGraph, list[str]]:
    """Return a graph and its notes; the warning, if any, counts them and points at this file."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        graph = read_tables(given, **options)
    notes = list(graph.notes)
    assert len(caught) == any(note != "Mine." and not note.startswith("Columns not used") for note in notes)
    for warning in caught:
        assert issubclass(warning.category, CareerPathWarning)
        assert warning.filename == __file__
        assert "in graph.notes" in str(warning.message)
    return graph, notes


def refused(given: Any, **options: Any) -> list[tuple[int | None, str, str]]:
    """Return line, path and message of every fault."""
    with pytest.raises(DocumentError) as caught:
        read_tables(given, **options)
    return [(fault.line, fault.path, fault.message) for fault in caught.value.faults]


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Return a CSV file with this text."""
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.skipif(not DDAT.exists(), reason="the shared data are not here")
def test_the_uk_framework_loads_and_plans() -> None:
    """201 role-levels come out of the real table, what was left out is said, and a plan leads up the ladder."""
    from careerpath.planning import find_plan

    graph, notes = quietly(DDAT, columns={"role": "Role Level"}, ladders=[LADDER])
    assert len(graph.roles) == 201
    assert all(role.requires for role in graph.roles.values())
    assert sum(len(role.requires) for role in graph.roles.values()) == 1825 - 28 - 16
    assert sum("repeats" in note for note in notes) == 16
    assert sum("28 rows are left out because their level is 'NOT IN USE'" in note for note in notes) == 1
    assert any("'End user computing engineer '" in note for note in notes)
    assert len(notes) == 16 + 1 + 1 + 2 + 1
    assert notes[-1].startswith("Columns not used: 'Role', 'Role Description', ")
    assert graph.role("head-of-product").title == "Head of product"
    assert graph.role("head-of-product").family == "Product and delivery"
    plan = find_plan(graph, "associate-product-manager", "head-of-product")
    assert plan.roles == tuple(slug(title) for title in LADDER)
    assert plan.years >= 4


def test_the_sample_is_read() -> None:
    """Headers are recognised, cells over two lines are one title, and lines are those of the file."""
    graph, notes = quietly(
        SAMPLES / "requirements.csv", ladders=[("Product manager", "head-of-product")], title="Small"
    )
    assert [role.title for role in graph.roles.values()] == ["Product manager", "Head of product", "Data analyst"]
    assert graph.role("data-analyst").family == "Data"
    assert graph.role("head-of-product").requires == (Weighted(SkillLevel("strategy", 4)),)
    assert graph.skill("sql") == Skill("sql", "SQL")
    assert list(graph.moves.values()) == [Move("product-manager", "head-of-product", 1)]
    assert graph.title == "Small"
    assert notes == [
        "The role 'Head of\\n product' in line 4 is taken for 'Head of product'.",
        "The role 'Data analyst ' in line 6 is taken for 'Data analyst'.",
        "1 row is left out because its level is 'NOT IN USE': line 7.",
    ]


@settings(max_examples=max(30, settings().max_examples // 3))
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["A b", "C", "d"]), st.sampled_from(["x", "Y z"]), st.sampled_from([1, 2, 4])),
        min_size=1,
        max_size=8,
    )
)
def test_every_library_and_csv_give_the_same_graph(rows: list[tuple[str, str, int]], tmp_path_factory: Any) -> None:
    """Pandas, polars (eager and lazy) and a file agree; a role asks for the highest level in its rows."""
    frame = table(*rows)
    path = tmp_path_factory.getbasetemp() / "same.csv"
    frame.to_csv(path, index=False)
    first, _ = quietly(frame)
    for other in (pl.DataFrame(frame.to_dict("list")), pl.LazyFrame(frame.to_dict("list")), path):
        graph, _ = quietly(other)
        assert (graph.roles, graph.skills, graph.moves) == (first.roles, first.skills, first.moves)
    for title in {row[0] for row in rows}:
        asked = {entry.requirement: 1 for entry in first.role(slug(title)).requires}
        highest: dict[str, int] = {}
        for role, skill, level in rows:
            if role == title:
                highest[slug(skill)] = max(level, highest.get(slug(skill), 0))
        assert asked == {SkillLevel(skill, level): 1 for skill, level in highest.items()}


def test_every_column_finds_its_field() -> None:
    """Ids with titles beside them stay as they are; weights, grades and preferences are read."""
    frame = table(
        ("11-2021.00", "S1", "expert"),
        ("11-2021.00", "S2", 2),
        ("11-2021.00", "S1", 1),
        title=["Marketing manager", "Marketing manager", None],
        skill_title=["Talk", "SQL", "Talk"],
        family=["Marketing"] * 3,
        track=["manager"] * 3,
        grade=["7", None, 7.0],
        weight=[2, None, 1],
        essential=["Yes", "Desirable", "no"],
    )
    graph, notes = quietly(frame)
    role = graph.role("11-2021.00")
    assert (role.title, role.level, role.family, role.track) == ("Marketing manager", 7.0, "Marketing", "manager")
    assert role.requires == (Weighted(SkillLevel("S1", 4), 2),)
    assert role.prefers == (Weighted(SkillLevel("S2", 2)), Weighted(SkillLevel("S1", 1)))
    assert graph.skill("S1").title == "Talk"
    assert notes == []


def test_columns_can_be_chosen_and_left_out() -> None:
    """The caller's choice comes first; what is not chosen is recognised; None leaves a column out."""
    frame = table(("a", "x", 1), family=["f"], position=["b"])
    graph, notes = quietly(frame, columns={"role": "position", "family": None})
    assert list(graph.roles) == ["b"]
    assert graph.role("b").family == ""
    assert notes == ["Columns not used: 'role'."]


def test_level_words_are_the_callers() -> None:
    """Words given come before the labels of the scale; case and spaces do not count; numbers always work."""
    frame = table(
        ("a", "x", " Very  GOOD"), ("a", "y", 3.5), ("a", "z", "skip me"), ("a", "v", "TOP"), ("a", "w", "low")
    )
    graph, notes = quietly(
        frame, levels={"very good": 5, "Low": 2}, skip_levels=["Skip me"], scale=Scale(["low", "top"], [1, 5])
    )
    asked = {entry.requirement.skill: entry.requirement.level for entry in graph.role("a").requires}
    assert asked == {"x": 5, "y": 3.5, "v": 5, "w": 2}
    assert notes == [
        "1 row is left out because its level is 'skip me': row 3.",
        "1 skill has no other rows: 'z'.",
    ]


def test_what_is_merged_is_said() -> None:
    """Repeated rows, other levels, other facts, other spellings and level 0 are notes, each with its rows."""
    frame = table(
        ("Pm", "SQL", 2),
        ("PM", "SQL", 2),
        ("Pm", "SQL", 3),
        ("Pm", "SQL", 1),
        ("Pm", "Talk", "None"),
        ("Gone", "Luck", "n/a"),
        ("Lost", "Luck", "n/a"),
        ("Void", "Talk", 0),
        family=["A", "B", None, "A", "A", "A", "A", "A"],
    )
    graph, notes = quietly(frame, notes=["Mine."])
    assert graph.role("pm").requires == (Weighted(SkillLevel("sql", 3)),)
    assert graph.role("void").requires == ()
    assert notes == [
        "Mine.",
        "Row 2 gives role 'PM' the family 'B'; 'A' came first and is kept.",
        "Row 2 repeats row 1: it asks 'PM' for 'SQL'; left out.",
        "Row 3 and row 1 both ask 'Pm' for 'SQL', at levels 3 and 2 and weights 1 and 1; row 3 is kept.",
        "Row 4 and row 3 both ask 'Pm' for 'SQL', at levels 1 and 3 and weights 1 and 1; row 3 is kept.",
        "The role 'PM' in row 2 is taken for 'Pm'.",
        "2 rows are left out because their level is 'n/a': rows 6-7.",
        "2 roles have no other rows: 'Gone', 'Lost'.",
        "1 skill has no other rows: 'Luck'.",
        "2 rows ask for nothing, level 0: rows 5, 8.",
    ]


def test_titles_that_differ_keep_apart() -> None:
    """Titles that would get one id get two; other titles for one id are said."""
    graph, notes = quietly(table(("C", "x", 1), ("C++", "x", 1), ("c!", "x", 1), ("!", "x", 1), ("C?", "x", 1)))
    assert list(graph.roles) == ["c", "c-plus-plus", "c-2", "!", "c-3"]
    assert notes == [
        f"The roles 'C' and {other!r} are nearly the same and are kept apart as 'c' and {given!r}; "
        "if they are one, write them alike."
        for other, given in (("c!", "c-2"), ("C?", "c-3"))
    ]
    frame = table(("Data Analyst", "x", 1), ("Data Analyst 2", "x", 1), ("Data-Analyst", "SQL", 1), ("b", "S-Q-L", 1))
    graph, notes = quietly(frame)
    assert list(graph.roles) == ["data-analyst", "data-analyst-2", "data-analyst-3", "b"]
    assert [note.split(" are ")[0] for note in notes] == ["The roles 'Data Analyst' and 'Data-Analyst'"]
    graph, notes = quietly(table(("a", "x", 1), ("a", "y", 1), title=["One", "Two"]))
    assert graph.role("a").title == "One"
    assert notes == ["The role 'Two' in row 2 is taken for 'One'."]


def test_moves_come_from_tables_and_ladders() -> None:
    """Roles are named by id or title; where both have a move, the table's figures count."""
    frame = table(("One", "x", 1), ("Two", "x", 2), ("Three", "x", 3))
    moves = pd.DataFrame(
        {
            "From": ["one", "Two ", "one"],
            "to": ["TWO", "three", "two"],
            "min_years": [2, None, 2],
            "typical years": [3.5, None, 3.5],
            "probability": [0.5, None, 0.5],
            "note": ["own", None, "own"],
        }
    )
    graph, notes = quietly(frame, moves=moves, ladders=[["One", "Two", "Three"], ["One", "Three"]])
    assert list(graph.moves.values()) == [
        Move("one", "two", 2, 3.5, 0.5, "own"),
        Move("two", "three", 1),
        Move("one", "three", 1),
    ]
    assert notes == ["In the moves, row 3 repeats row 1; left out."]


def test_faults_of_moves_and_ladders_come_together() -> None:
    """Unknown roles with near matches, bad figures, and moves that cannot be, each with its row."""
    frame = table(("Product manager", "x", 1), ("Head of product", "x", 2))
    moves = pd.DataFrame(
        {
            "source": [
                "product manger",
                "product-manager",
                "product-manager",
                "product-manager",
                "product-manager",
                "",
            ],
            "target": [
                "Head of product",
                "product-manager",
                "Head of product",
                "Head of product",
                "head-of-product",
                "x",
            ],
            "min_years": ["", "", "two", "1", "2", ""],
        }
    )
    found = refused(frame, moves=moves, ladders=[["Product manager"], ["CEO", "Head of product", "Head of product"]])
    assert [path for _, path, _ in found] == [
        "row 1, column 'source'",
        "row 2, column 'target'",
        "row 3, column 'min_years'",
        "row 5, column 'min_years'",
        "row 6, column 'source'",
        "row 6, column 'target'",
        "ladders[0]",
        "ladders[1][0]",
        "ladders[1][2]",
    ]
    assert "Did you mean 'Product manager'?" in found[0][2]
    assert "leads to itself" in found[1][2]
    assert "'two' is not a number" in found[2][2]
    assert "stands in row 4 with other figures" in found[3][2]
    assert "two roles at least" in found[6][2]
    assert "follows itself" in found[8][2]


@pytest.mark.parametrize(
    ("figures", "column"),
    [
        ({"Minimum years": -1}, "Minimum years"),
        ({"Minimum years": 3, "typical_years": 2}, "typical_years"),
        ({"typical_years": 0.5}, "typical_years"),
        ({"Minimum years": 1, "typical_years": 2, "Chance": 1.5}, "Chance"),
        ({"Minimum years": 1, "Chance": 0}, "Chance"),
    ],
)
def test_faults_of_a_move_name_the_column_they_are_about(figures: dict[str, float], column: str) -> None:
    """The column is that of the figure which is wrong, even if ids look like columns."""
    moves = pd.DataFrame({"source": ["probability"], "target": ["min_years"], **{k: [v] for k, v in figures.items()}})
    frame = table(("probability", "x", 1), ("min_years", "x", 1))
    titles = {"title": ["probability", "min_years"]}
    assert [path for _, path, _ in refused(frame.assign(**titles), moves=moves)] == [f"row 1, column {column!r}"]


def test_moves_with_other_notes_are_not_the_same() -> None:
    """The column is the first in which two rows for one move differ."""
    moves = pd.DataFrame({"from": ["a", "a"], "to": ["b", "b"], "chance": [0.5, 0.5], "note": ["mine", None]})
    found = refused(table(("a", "x", 1), ("b", "x", 1)), moves=moves)
    assert [path for _, path, _ in found] == ["row 2, column 'note'"]


def test_faults_of_cells_come_together(tmp_path: Path) -> None:
    """Every bad cell is named with its line, past cells that run over several lines."""
    text = (
        "role,skill,level,weight,essential,grade\n"
        '"a\n\nb",x,expertt,1,yes,1\n'
        ",x,1,0,yes,\n"
        "\n"
        "a,,,nan,maybe,top\n"
        "a,x,7,,,1\n"
        "a,x,-1,,yes,1\n"
    )
    found = refused(csv_file(tmp_path, text))
    assert [(line, path) for line, path, _ in found] == [
        (2, "column 'level'"),
        (5, "column 'role'"),
        (5, "column 'weight'"),
        (7, "column 'skill'"),
        (7, "column 'level'"),
        (7, "column 'weight'"),
        (7, "column 'grade'"),
        (7, "column 'essential'"),
        (8, "column 'level'"),
        (8, "column 'essential'"),
        (9, "column 'level'"),
    ]
    assert "Did you mean 'expert'?" in found[0][2]
    assert "levels={...}" in found[0][2]
    assert "fill the cells down" in found[1][2]
    assert "fill" not in found[8][2]
    assert "columns={'essential': None}" in found[7][2]
    assert "above 0" in found[2][2]
    assert "scale=Scale" in found[8][2]


@pytest.mark.parametrize(
    ("columns", "messages"),
    [
        ({"role": "Rolle"}, ["There is no column 'Rolle'. Did you mean 'Role'?"]),
        ({"skill": None}, ["No column for 'skill' was found"]),
        ({}, ["No column for 'level' was found (looked for: level, skill level, "]),
    ],
)
def test_missing_columns_are_named(columns: Mapping[str, str | None], messages: list[str]) -> None:
    """What was looked for, what is there, and how to say which it is."""
    frame = pd.DataFrame({"Role": ["a"], "Skill": ["b"], "Lvl": [1]})
    found = refused(frame, columns={"level": "Lvl", **columns} if columns else None)
    assert len(found) == len(messages)
    for (_, _, message), start in zip(found, messages, strict=True):
        assert message.startswith(start)
        if "No column" in start:
            assert "The columns are: 'Role', 'Skill', 'Lvl'. Name it with columns={'" in message


def test_files_that_are_no_text_tables(tmp_path: Path) -> None:
    """A workbook, UTF-16, a folder and an empty path each say what to do instead."""
    path = tmp_path / "book.xlsx"
    for mark in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        path.write_bytes(mark + bytes(range(256)))
        assert "Excel workbook" in refused(path)[0][2]
        assert "Save the sheet as CSV, or pass a dataframe" in refused(path)[0][2]
    for encoding in ("utf-8-sig", "latin-1"):
        found = refused(csv_file(tmp_path, "role,skill,level\na,b,1\n", "utf-16"), encoding=encoding)
        assert "encoding='utf-16'" in found[0][2]
    assert "folder" in refused(tmp_path)[0][2]
    with pytest.raises(InvalidValueError, match="path is empty"):
        read_tables("")


def test_tables_that_are_none(tmp_path: Path) -> None:
    """Empty and ragged tables, broken quotes and repeated headers are refused with their line."""
    head = "role,skill,level\n"
    cases = [
        ("", None, "empty"),
        ("\n\n", None, "empty"),
        (head, None, "no rows"),
        (f"{head}a,b\nc,d,1,2\n", 2, "2 cells, the header has 3"),
        (f'{head}a,b,1\n"a"b,c,1\n', 3, "cannot be told apart"),
        (f'{head}a,b,1\na,"c,1\n', 3, "unexpected end of data"),
        (f"{head}a,b,{'1' * 140_000}\n", 2, "field larger"),
        ("role,skill,level,role\na,b,1,c\n", None, "'role' comes 2 times"),
        (f"{head}a,b,not in use\n", None, "No role is left. 1 row is left out"),
    ]
    for text, line, message in cases:
        found = refused(csv_file(tmp_path, text))
        assert message in found[0][2]
        assert found[0][0] == line
    assert "no rows" in refused(pd.DataFrame({"role": [], "skill": [], "level": []}))[0][2]
    assert "Check the file" in refused(pd.DataFrame())[0][2]
    assert "cannot be read" in refused(pd.DataFrame([[1, 2]], columns=["a", "a"]))[0][2]


def test_files_in_other_encodings(tmp_path: Path) -> None:
    """A byte order mark does no harm; another encoding is named, or asked for; NULs are no text."""
    text = "role;skill;level\r\nChargé;SQL;2\r\n;;\r\n"
    for written, read in [("utf-8", None), ("utf-8-sig", None), ("cp1252", "cp1252"), ("utf-16", "utf-16")]:
        path = csv_file(tmp_path, text, written)
        graph, _ = quietly(path, **({"encoding": read} if read else {}))
        assert list(graph.roles) == ["chargé"]
    assert "encoding='cp1252'" in refused(csv_file(tmp_path, text, "cp1252"))[0][2]
    assert refused(csv_file(tmp_path, "role,skill,level\na,b,1\0\n"))[0][0] == 2
    with pytest.raises(InvalidValueError, match="no encoding"):
        read_tables(path, encoding="klingon")
    with pytest.raises(MissingFileError, match=r"Did you mean 'table\.csv'"):
        read_tables(tmp_path / "tabel.csv")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": ["role"]}, "columns must be a mapping"),
        ({"levels": ["low"]}, "levels must be a mapping"),
        ({"levels": {"low": "1"}}, r"levels\['low'\] must be a number"),
        ({"levels": {1: 1}}, "A level word must be text"),
        ({"skip_levels": "n/a"}, "skip_levels must be a collection"),
        ({"scale": ["low"]}, "scale must be a Scale"),
        ({"ladders": ["a", "b"]}, "ladders must be a list of ladders"),
        ({"ladders": "a"}, "one of them is 'a'"),
        ({"ladders": 5}, "ladders must be a list of ladders"),
        ({"ladders": [[1, 2]]}, "Each role of a ladder"),
        ({"moves": [1]}, "moves must be a path or a dataframe"),
    ],
)
def test_mixed_up_types(options: dict[str, Any], message: str) -> None:
    """Arguments of another type say what to pass instead."""
    with pytest.raises(InvalidTypeError, match=message):
        read_tables(table(("a", "x", 1)), **options)


def test_mixed_up_values() -> None:
    """A table that is none, and a column that nobody reads, are named."""
    with pytest.raises(InvalidTypeError, match="requirements must be a path or a dataframe"):
        read_tables([("a", "x", 1)])
    with pytest.raises(InvalidValueError, match="Did you mean 'role'"):
        read_tables(table(("a", "x", 1)), columns={"rolle": "role"})
    with pytest.raises(InvalidValueError, match=">= 0"):
        read_tables(table(("a", "x", 1)), levels={"low": -1})


def test_the_default_words_are_those_of_the_default_scale() -> None:
    """Every label of the scale is understood, in any case."""
    frame = table(*[("a", f"s{at:g}", label.upper()) for at, label in enumerate(DEFAULT_SCALE.labels) if at])
    graph, _ = quietly(frame)
    assert [entry.requirement for entry in graph.role("a").requires] == [SkillLevel(f"s{n}", n) for n in range(1, 5)]
