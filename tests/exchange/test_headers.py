"""Headers of tables: what is recognised, what could mean two things, and what is not used."""

from __future__ import annotations

import io
import warnings
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.errors import DocumentError
from careerpath.exchange import read_tables
from careerpath.exchange.drafts import NAMES
from careerpath.exchange.headers import match
from careerpath.graph import CareerGraph

ROLES = """Job title,Grade,Skill,Level,Needed
Analyst,1,SQL,Awareness,required
Senior Analyst,2,SQL,Practitioner,Must-have
Senior Analyst,2,Statistics,Working,desired
Senior Analyst,2,Talk,Working,nice to have
"""
KNOWN = [(name, word) for name, others in NAMES.items() for word in (name, *others)]


def frame(text: str) -> pd.DataFrame:
    """Return a dataframe out of the text of a CSV file."""
    return pd.read_csv(io.StringIO(text))


def read(text: str, **options: Any) -> CareerGraph:
    """Return the graph of a table; nothing warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read_tables(frame(text), **options)


def refused(text: str, **options: Any) -> list[str]:
    """Return the messages of all faults."""
    with pytest.raises(DocumentError) as caught:
        read_tables(frame(text), **options)
    return [fault.message for fault in caught.value.faults]


def test_a_grade_is_not_taken_for_a_level() -> None:
    """Two columns that could be the level are one fault with the ways out; each way out reads the table."""
    text = "Role,Level,Skill,Proficiency\nA,1,SQL,2\nB,2,SQL,3\n"
    (message,) = refused(text)
    assert message == (
        "The columns 'Level' and 'Proficiency' could each be 'level'. "
        "Say which it is with columns={'level': 'Level'} or columns={'level': 'Proficiency'}."
    )
    graph = read(text, columns={"level": "Proficiency"})
    assert str(graph.role("a").requires[0].requirement) == "sql >= 2"
    assert graph.notes == ("Columns not used: 'Level'.",)
    graph = read(text, columns={"role_level": "Level"})
    assert (graph.role("b").level, str(graph.role("b").requires[0].requirement)) == (2, "sql >= 3")
    assert graph.notes == ()


@pytest.mark.parametrize(
    ("header", "rivals"),
    [
        ("Job,Role,Skill,Level", "'Role' and 'Job'"),
        ("Role,Job title,Skill,Level", "'Role' and 'Job title'"),
        ("Role,role ,Skill,Level", "'Role' and 'role '"),
        ("Position,Skill,Level,Job,Occupation", "'Job', 'Position' and 'Occupation'"),
        ("Role,Skill,Level,Rating", "'Level' and 'Rating'"),
        ("Role,Skill,Skill level,Required level", "'Skill level' and 'Required level'"),
        ("Role,Skill,Level,Grade,Job level", "'Grade' and 'Job level'"),
        ("Role,Skill,Level,Required,Mandatory", "'Required' and 'Mandatory'"),
        ("Role,Title,Role title,Skill,Level", "'Role' and 'Role title'"),
    ],
)
def test_columns_that_could_mean_the_same(header: str, rivals: str) -> None:
    """One fault names them all; the first choice that it offers is enough."""
    text = f"{header}\n{','.join('1' * len(header.split(',')))}\n"
    (message,) = refused(text)
    assert message.startswith(f"The columns {rivals} could each be ")
    name, first = message.split("columns={", 1)[1].split("}", 1)[0].split(": ")
    assert read(text, columns={name.strip("'"): first.strip("'")}).roles


def test_columns_of_the_moves_are_looked_at_too() -> None:
    """Rivals among the moves are refused, and their columns that are not used are said."""
    text = "Role,Skill,Level\nA,SQL,1\nB,SQL,2\n"
    moves = "From,To,min_years,Years,Remark\nA,B,2,3,x\n"
    assert refused(text, moves=frame(moves))[0].startswith("The columns 'min_years' and 'Years' could each be")
    graph = read(text, moves=frame(moves), columns={"min_years": "Years"})
    assert graph.notes == ("Columns not used in the moves: 'min_years', 'Remark'.",)


def test_ids_and_titles_side_by_side() -> None:
    """A title beside an id is no rival of it."""
    graph = read("Role,Role title,Skill,Skill name,Level\npm,Product manager,S1,SQL,2\n")
    assert (graph.role("pm").title, graph.skill("S1").title, graph.notes) == ("Product manager", "SQL", ())


def test_a_common_table_needs_no_columns() -> None:
    """It reads the same with and without them."""
    columns = {"role": "Job title", "role_level": "Grade", "essential": "Needed"}
    graph = read(ROLES)
    assert graph == read(ROLES, columns=columns)
    senior = graph.role("senior-analyst")
    assert (senior.level, len(senior.requires), len(senior.prefers), graph.notes) == (2, 1, 2, ())


def test_columns_that_are_not_used_are_said() -> None:
    """They are a note without a warning; empty columns and those left out are none; a warning counts the note too."""
    text = "Role,Skill,Level,Owner,Weight,Empty,Remark\nA,SQL,1,x,2,,\nB,SQL,1,,2,,y\n"
    graph = read(text, columns={"weight": None}, notes=["Mine."])
    assert graph.notes == ("Mine.", "Columns not used: 'Owner', 'Remark'.")
    with pytest.warns(UserWarning, match="2 remarks on what was merged, left out or kept apart"):
        read_tables(frame(text + "A,SQL,1,x,2,,\n"))


def test_a_missing_column_is_not_guessed() -> None:
    """A header that comes near is named; if none does, or another column has it, only what there is."""
    (message,) = refused("Role,Skill,Score\nA,SQL,1\n")
    assert message.endswith(
        "The columns are: 'Role', 'Skill', 'Score'. Say which of them it is with columns={'level': ...}."
    )
    (message,) = refused("Role,Skills,Level\nA,SQL,1\n")
    assert message.endswith("Name it with columns={'skill': 'Skills'}.")
    (message,) = refused("Role,Skill level\nA,1\n")
    assert message.endswith("columns={'skill': ...}.")


@given(st.lists(st.sampled_from(KNOWN), unique=True, max_size=8), st.permutations(range(8)))
def test_no_column_that_is_known_is_lost(words: list[tuple[str, str]], order: list[int]) -> None:
    """Every header with a known word is used or in a fault, whatever the order; headers mean at most one thing."""
    words = sorted({word for _, word in words})
    headers = [words[at] for at in order if at < len(words)]
    found = match(headers, NAMES, {})
    assert len(set(found.headers.values())) == len(found.headers)
    assert set(found.headers.values()) | set(found.unused) == set(headers)
    said = " ".join(fault.message for fault in found.faults)
    assert all(repr(header) in said for header in found.unused)
    assert len(found.faults) == len(match(sorted(headers), NAMES, {}).faults)
