"""Columns into the caller's dataframe library, and back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.frames import from_frame, to_frame

columns = st.integers(1, 4).flatmap(
    lambda size: st.fixed_dictionaries(
        {
            "role": st.lists(st.text("abc", max_size=3), min_size=size, max_size=size),
            "level": st.lists(st.floats(0, 9), min_size=size, max_size=size),
            "count": st.lists(st.integers(0, 9), min_size=size, max_size=size),
            "final": st.lists(st.booleans(), min_size=size, max_size=size),
        }
    )
)


@pytest.mark.parametrize("backend", ["pandas", "polars", pd, pl])
@given(wanted=columns)
def test_columns_go_there_and_back(backend: Any, wanted: dict[str, list[Any]]) -> None:
    """Names, order and values survive."""
    back = from_frame(to_frame(wanted, backend=backend))
    assert list(back) == list(wanted)
    assert back == wanted


def test_the_library_is_the_callers() -> None:
    """Pandas by default, polars on demand."""
    assert isinstance(to_frame({"a": [1]}), pd.DataFrame)
    assert isinstance(to_frame({"a": (1, 2)}, backend="polars"), pl.DataFrame)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": [1.5, math.nan], "b": ["x", None]}),
        pd.DataFrame({"a": pd.array([1.5, None], dtype="Float64"), "b": pd.array(["x", None], dtype="string")}),
        pl.DataFrame({"a": [1.5, None], "b": ["x", None]}),
        pl.DataFrame({"a": [1.5, math.nan], "b": ["x", None]}),
        pl.LazyFrame({"a": [1.5, None], "b": ["x", None]}),
    ],
)
def test_missing_values_are_none(frame: Any) -> None:
    """NaN, NA and null are one and the same, in eager and lazy tables."""
    assert from_frame(frame) == {"a": [1.5, None], "b": ["x", None]}


def test_odd_columns_are_read_all_the_same() -> None:
    """Names that are numbers become text; cells may hold arrays, and dates may be missing."""
    assert from_frame(pd.DataFrame({0: ["x"], 1: ["y"]})) == {"0": ["x"], "1": ["y"]}
    (cell,) = from_frame(pd.DataFrame({"a": [np.array([1, 2])]}))["a"]
    assert list(cell) == [1, 2]
    assert from_frame(pd.DataFrame({"a": pd.to_datetime(["2020-01-01", None])}))["a"][1] is None


@pytest.mark.parametrize("thing", [[1, 2], {"a": [1]}, "roles.csv", pd.Series([1]), None])
def test_what_is_no_dataframe_is_named(thing: Any) -> None:
    """The error names the argument and what came."""
    with pytest.raises(InvalidTypeError, match=rf"^moves must be .* dataframe .*; got {type(thing).__name__}\."):
        from_frame(thing, "moves")


def test_a_column_that_comes_twice_is_an_error() -> None:
    """Nothing is silently dropped."""
    with pytest.raises(InvalidValueError, match=r"moves cannot be read: .*unique"):
        from_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]), "moves")


@pytest.mark.parametrize("backend", ["excel", "modin", 3])
def test_an_unknown_library_is_named(backend: Any) -> None:
    """The error says what to use instead."""
    with pytest.raises(InvalidValueError, match=r"is not at hand \((?s:.)*\)\. Use 'pandas', or install it\."):
        to_frame({"a": [1]}, backend=backend)
