"""How any result becomes text for a terminal, Markdown or HTML."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Sequence
from typing import TypeAlias

Cell: TypeAlias = str | float | bool | None
"""What a table cell may hold."""

MONTHS_PER_YEAR = 12
LONGEST_PLAIN = 999_999.5
"""Where ``:g`` turns to 1e+06."""


def cell_text(cell: Cell) -> str:
    """Return a cell as people write it: short numbers, yes and no, a dash for nothing.

    Examples
    --------
    >>> [cell_text(cell) for cell in (2.0, 0.123456, True, None, "sql")]
    ['2', '0.12', 'yes', '-', 'sql']
    """
    match cell:
        case None:
            return "-"
        case bool():
            return "yes" if cell else "no"
        case int() | float():
            return f"{round(cell, 2) + 0.0:g}" if abs(cell) < LONGEST_PLAIN else f"{cell:,.0f}"
        case _:
            return cell


def years_text(years: float) -> str:
    """Return a length of time as people say it.

    Examples
    --------
    >>> years_text(1), years_text(2.5), years_text(0.25), years_text(0)
    ('1 year', '2.5 years', '3 months', 'no time')
    """
    if years <= 0:
        return "no time"
    if round(years, 2) < 1:
        return months_text(years * MONTHS_PER_YEAR)
    return f"{round(years, 2):g} year{'' if round(years, 2) == 1 else 's'}"


def months_text(months: float) -> str:
    """Return a number of months as people say it.

    Examples
    --------
    >>> months_text(1), months_text(4.5)
    ('1 month', '4.5 months')
    """
    return f"{round(months, 1):g} month{'' if round(months, 1) == 1 else 's'}"


def percent_text(share: float) -> str:
    """Return a share in [0, 1] in whole per cent, rounded down, so that 100 % is kept for what is complete.

    Examples
    --------
    >>> percent_text(0.58), percent_text(0.999), percent_text(1)
    ('58 %', '99 %', '100 %')
    """
    return f"{math.floor(share * 100 + 1e-9)} %"


def text_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, width: int | None = None) -> str:
    """Return a table for a terminal; numbers stand right, text left.

    Parameters
    ----------
    columns : sequence of str
        Headers.
    rows : sequence of sequence of cell
        One cell per column.
    width : int, optional
        Longest line allowed; the widest text column is wrapped to fit.

    Examples
    --------
    >>> print(text_table(["skill", "level"], [["sql", 2], ["python", 3.5]]))
    skill   level
    sql         2
    python    3.5
    """
    texts = [[cell_text(cell) for cell in row] for row in rows]
    right = [
        bool(rows)
        and all(isinstance(row[at], (int, float, type(None))) and not isinstance(row[at], bool) for row in rows)
        for at in range(len(columns))
    ]
    widths = [max(1, *(len(row[at]) for row in [list(columns), *texts])) for at in range(len(columns))]
    if width is not None:
        spare = width - sum(widths) - 2 * (len(widths) - 1)
        widest = max(range(len(widths)), key=widths.__getitem__)
        widths[widest] = max(len(columns[widest]), 8, widths[widest] + min(0, spare))
    lines = []
    for row in [list(columns), *texts]:
        cells = [textwrap.wrap(text, widths[at]) or [""] for at, text in enumerate(row)]
        for line in range(max(map(len, cells))):
            padded = [
                (cell[line] if line < len(cell) else "").rjust(widths[at])
                if right[at]
                else (cell[line] if line < len(cell) else "").ljust(widths[at])
                for at, cell in enumerate(cells)
            ]
            lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table in Markdown.

    Examples
    --------
    >>> print(markdown_table(["skill", "level"], [["sql", 2]]))
    | skill | level |
    | --- | --- |
    | sql | 2 |
    """
    lines = [list(columns), ["---"] * len(columns), *([cell_text(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def html_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, caption: str = "") -> str:
    """Return a table in HTML, every cell escaped.

    Examples
    --------
    >>> html_table(["a<b"], [[True]])
    '<table><thead><tr><th>a&lt;b</th></tr></thead><tbody><tr><td>yes</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell_text(cell))}</td>' for cell in row)}</tr>" for row in rows)
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def html_paragraphs(text: str) -> str:
    """Return plain text as escaped HTML paragraphs, one per line."""
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
