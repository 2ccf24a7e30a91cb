"""Rows into dataframes of the caller's library, and any dataframe into columns, lazily."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from careerpath.errors import InvalidTypeError, InvalidValueError


def to_frame(columns: Mapping[str, Sequence[Any]], *, backend: Any = "pandas") -> Any:
    """Return columns as a dataframe.

    Parameters
    ----------
    columns : mapping of str to sequence
        Columns of equal length, in order.
    backend : str or module, default "pandas"
        ``"pandas"``, ``"polars"``, ``"pyarrow"``: any eager library that narwhals knows and that is installed.

    Raises
    ------
    InvalidValueError
        If the library is unknown or not installed.

    Examples
    --------
    >>> to_frame({"role": ["pm"], "level": [7]})
      role  level
    0   pm      7
    """
    import narwhals as nw

    try:
        return nw.from_dict({name: list(values) for name, values in columns.items()}, backend=backend).to_native()
    except (AssertionError, ImportError, ValueError) as error:  # narwhals before 2.1 asserts that it knows the library
        raise InvalidValueError(
            f"Dataframe library {backend!r} is not at hand ({error}). Use 'pandas', or install it."
        ) from error


def from_frame(frame: Any, name: str = "table") -> dict[str, list[Any]]:
    """Return the columns of any dataframe as lists, in order; missing values become ``None``.

    Parameters
    ----------
    frame : dataframe
        Of pandas, polars, pyarrow, modin, DuckDB, ...: whatever narwhals understands, eager or lazy.
    name : str
        What to call it in an error.

    Raises
    ------
    InvalidTypeError
        If it is no dataframe.
    InvalidValueError
        If a column name comes twice.

    Examples
    --------
    >>> import pandas as pd
    >>> from_frame(pd.DataFrame({"role": ["pm", None]}))
    {'role': ['pm', None]}
    """
    import narwhals as nw

    try:
        wide = nw.from_native(frame)
        eager = wide.collect() if isinstance(wide, nw.LazyFrame) else wide
        columns = {
            str(column): eager[:, at].to_list() for at, column in enumerate(eager.columns)
        }  # names may be numbers
    except TypeError as error:
        kind = type(frame).__name__
        raise InvalidTypeError(f"{name} must be a path or a dataframe of pandas, polars, ...; got {kind}.") from error
    except ValueError as error:
        raise InvalidValueError(f"{name} cannot be read: {error}") from error
    return {column: [_plain(value) for value in values] for column, values in columns.items()}


def _plain(value: Any) -> Any:
    try:
        return None if value != value else value  # noqa: PLR0124 - NaN is the value unlike itself
    except TypeError:  # pandas.NA does not even say whether it is like itself
        return None
    except ValueError:  # an array says so for each of its items
        return value
