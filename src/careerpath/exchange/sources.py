"""Where a table comes from: a CSV file or any dataframe, as rows of cells that know their place."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from careerpath.errors import DocumentError, Fault, shown
from careerpath.exchange.files import as_path, read_text, refuse
from careerpath.exchange.headers import Names, match
from careerpath.frames import from_frame

DELIMITERS = ",;\t|"

HEAD = 10_000
"""Characters in which the row of headers is looked for."""


@attrs.frozen(eq=False)
class Row:
    """One row of a table: the cells under our own column names, as tidy text.

    Attributes
    ----------
    number : int
        Line of the file, counted from 1, or row of the dataframe, counted from 1 without the header.
    unit : str
        ``"line"`` or ``"row"``, whichever the number counts.
    cells : dict of str to str
        Text without white space around it and with single spaces within; ``""`` for a missing cell.
    untidy : dict of str to str
        The cells that were found otherwise, as they were.
    headers : mapping of str to str
        From our names to the table's own.
    """

    number: int
    unit: str
    cells: dict[str, str]
    untidy: dict[str, str]
    headers: Mapping[str, str]

    @property
    def where(self) -> str:
        """The place in words."""
        return f"{self.unit} {self.number}"

    def fault(self, message: str, name: str) -> Fault:
        """Return a fault in the cell under *name*."""
        column = f"column {self.headers[name]!r}"
        return Fault(message, column, self.number) if self.unit == "line" else Fault(message, f"{self.where}, {column}")


@attrs.frozen(eq=False)
class Selection:
    """What is read of a table.

    Attributes
    ----------
    rows : list of Row
        Every row.
    unused : list of str
        Headers of the columns that hold something and are not read.
    """

    rows: list[Row]
    unused: list[str]

    def notes(self, place: str = "") -> list[str]:
        """Return the note about columns that are not used, if there are any."""
        return [f"Columns not used{place}: {shown(map(repr, self.unused))}."] if self.unused else []


@attrs.frozen(eq=False)
class Table:
    """A table as it was found: headers, and rows of cells with their numbers."""

    source: str
    unit: str
    headers: list[str]
    rows: list[tuple[int, list[Any]]]

    def select(self, names: Names, columns: Mapping[str, str | None], needed: Iterable[str]) -> Selection:
        """Return the rows under our own names, and what of the table is not used.

        Parameters
        ----------
        names : mapping
            Our names, and by which headers each is recognised.
        columns : mapping of str to (str or None)
            Headers by our names, as the caller chose them; ``None`` leaves a column out.
        needed : iterable of str
            Our names that must be there.

        Raises
        ------
        DocumentError
            If a column is missing, two could mean the same, or there are no rows.
        """
        found = match(self.headers, names, columns, needed)
        faults = list(found.faults)
        if not faults and not self.rows:
            faults.append(Fault("It has headers, but no rows."))
        if faults:
            raise DocumentError(tuple(faults), self.source)
        at = {name: self.headers.index(header) for name, header in found.headers.items()}
        rows = []
        for number, given in self.rows:
            cells = {name: as_cell(given[column]) for name, column in at.items()}
            texts = {name: given[column] for name, column in at.items() if isinstance(given[column], str)}
            untidy = {name: text for name, text in texts.items() if text != cells[name]}
            rows.append(Row(number, self.unit, cells, untidy, found.headers))
        unused = {
            header
            for column, header in enumerate(self.headers)
            if header in found.unused and any(as_cell(given[column]) for _, given in self.rows)
        }
        return Selection(rows, [header for header in found.unused if header in unused])


def read_table(given: Any, name: str, *, encoding: str) -> Table:
    """Return the table that *given* is: a path to a CSV file, or a dataframe.

    Raises
    ------
    DocumentError
        If it is not a well-formed table; all faults together.
    MissingFileError
        If there is no such file.
    InvalidTypeError
        If it is neither a path nor a dataframe.
    """
    if isinstance(given, (str, os.PathLike)):
        return _from_csv(given, encoding)
    try:
        columns = from_frame(given, name)
    except ValueError as error:  # what narwhals dislikes, such as two columns of one name
        raise DocumentError((Fault(str(error)),), name) from error
    headers = [str(header) for header in columns]
    rows = list(enumerate(map(list, zip(*columns.values(), strict=True)), start=1))
    return _checked(Table(name, "row", headers, rows))


def _from_csv(given: str | os.PathLike[str], encoding: str) -> Table:
    path = as_path(given)
    text = read_text(path, table=True, encoding=encoding)
    head = text[:HEAD]
    delimiter = max(
        DELIMITERS, key=lambda sign: len(next(csv.reader(io.StringIO(head, newline=""), delimiter=sign), ()))
    )
    rows: list[tuple[int, list[Any]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                rows.append((line, list(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "A quote inside a quoted cell is written twice, and every quoted cell must be closed"
        raise refuse(path, f"The cells of this row cannot be told apart: {error}. {hint}.", line=line) from error
    if not rows:
        raise refuse(path, "It is empty; a table begins with a row of headers.")
    return _checked(Table(str(path), "line", rows[0][1], rows[1:]))


def _checked(table: Table) -> Table:
    """Return *table* if its headers differ and its rows are complete."""
    counts = Counter(header for header in table.headers if header.strip())
    faults = [
        Fault(f"The header {header!r} comes {count} times; rename the others.")
        for header, count in counts.items()
        if count > 1
    ]
    width = len(table.headers)
    faults += [
        Fault(f"This row has {len(cells)} cells, the header has {width}.", "", number)
        for number, cells in table.rows
        if len(cells) != width
    ]
    if faults:
        raise DocumentError(tuple(faults), table.source)
    return table


def as_cell(value: Any) -> str:
    r"""Return a cell as tidy text.

    Examples
    --------
    >>> as_cell(" Product\n manager "), as_cell(3.0), as_cell(None)
    ('Product manager', '3', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def places(rows: Iterable[Row]) -> str:
    """Return where *rows* are in words, runs drawn together, such as ``"lines 2, 5-9"``."""
    numbers = [(row.unit, row.number) for row in rows]
    runs: list[list[int]] = []
    for _, number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"{numbers[0][0]}{'s' if len(numbers) > 1 else ''} {words}"
