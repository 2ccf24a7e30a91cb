"""Frameworks out of the tables that people keep: one row per role, skill and level."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping, Sequence
from types import NoneType
from typing import Any

from careerpath.errors import CareerPathWarning, InvalidTypeError, InvalidValueError, did_you_mean, require_type
from careerpath.exchange import drafts
from careerpath.exchange import ladders as steps
from careerpath.exchange.sources import read_table
from careerpath.graph import CareerGraph
from careerpath.scales import DEFAULT_SCALE, Scale

NOT_A_LEVEL = ("not in use", "not applicable", "not relevant", "n/a")
"""Words in the place of a level which say that the row does not count."""


def read_tables(
    requirements: Any,
    *,
    moves: Any = None,
    ladders: Sequence[Sequence[str]] = (),
    columns: Mapping[str, str | None] | None = None,
    levels: Mapping[str, float] | None = None,
    skip_levels: Collection[str] = NOT_A_LEVEL,
    scale: Scale = DEFAULT_SCALE,
    encoding: str = "utf-8-sig",
    **about: Any,
) -> CareerGraph:
    """Build a framework from a table with one row per role and skill, and from moves or ladders.

    Ids are made of titles (``"Product manager"`` becomes ``product-manager``), unless the table has
    a column of titles beside the ids. White space around words and upper and lower case do not
    tell two roles or skills apart. Where a role asks for a skill twice, the higher level counts.
    Whatever is merged or left out is said in ``graph.notes``, and one warning counts it; columns that
    are not used alone are a note without a warning.

    Parameters
    ----------
    requirements : str, path or dataframe
        A CSV file (``,``, ``;``, tab or ``|`` between cells), or a dataframe of pandas, polars, ...
        Its columns: ``role``, ``skill``, ``level``, and optionally ``title``, ``skill_title``,
        ``family``, ``track``, ``role_level`` (a number), ``weight`` (above 0), ``essential`` (yes or
        no; no makes it preferred).
    moves : str, path or dataframe, optional
        A table of moves with the columns ``source``, ``target`` (ids or titles) and optionally
        ``min_years``, ``typical_years``, ``probability``, ``source_note``.
    ladders : sequence of sequences of str, default ()
        Roles in the order in which people take them, as ids or titles: a move leads from each to
        the next after one year, unless *moves* has it.
    columns : mapping of str to (str or None), optional
        The table's headers by the names above. Columns not mentioned are recognised by their header
        (``"Skill Name"`` is ``skill``), unless two headers could mean the same; ``None`` leaves one out.
    levels : mapping of str to float, optional
        Level words and their numbers, beside the labels of *scale*; where both have a word, the one given
        counts. Numbers are always understood.
    skip_levels : collection of str
        Words in the place of a level that leave a row out; by default "not in use" and the like.
    scale : Scale
        Levels of every skill.
    encoding : str, default "utf-8-sig"
        Of the CSV files; the default reads UTF-8 with and without a byte order mark.
    **about
        What else `CareerGraph` takes: ``title``, ``description``, ``version``, ``license``, ``notes``, ...

    Returns
    -------
    CareerGraph
        Roles and skills in the order of the table.

    Warns
    -----
    CareerPathWarning
        If rows were merged or left out, or names that are nearly the same were kept apart.

    Raises
    ------
    DocumentError
        If columns are missing, two could mean the same, or cells cannot be understood; ``faults`` lists
        everything with its line or row.
    MissingFileError
        If there is no such file; it is a `FileNotFoundError` too.
    InvalidTypeError
        If a table is neither a path nor a dataframe, ladders are not lists of roles, or another argument
        is of the wrong type.
    InvalidValueError
        If *columns* names a column that is not used, a path is empty, or there is no such encoding.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "Role": ["Product manager", "Product manager", "Head of product"],
    ...     "Skill name": ["SQL", "Strategy", "Strategy"],
    ...     "Skill level": ["Working", "Awareness", "Expert"],
    ... })
    >>> graph = read_tables(table, ladders=[["Product manager", "Head of product"]])
    >>> graph
    CareerGraph(2 roles, 1 moves, 2 skills)
    >>> graph.role("product-manager").requires[0].requirement
    SkillLevel(skill='sql', level=2.0)
    """
    require_type(columns, (Mapping, NoneType), "columns", "a mapping such as {'role': 'Job title'}")
    require_type(levels, (Mapping, NoneType), "levels", "a mapping from level word to number")
    if isinstance(skip_levels, str):
        raise InvalidTypeError(f"skip_levels must be a collection of words, got the single text {skip_levels!r}.")
    require_type(scale, Scale, "scale", "a Scale")
    named = dict(columns or {})
    known = [*drafts.NAMES, *steps.NAMES]
    for name in named:
        if name not in known:
            raise InvalidValueError(f"columns names {name!r}, which is not a column. {did_you_mean(name, known)}")
    table = read_table(requirements, "requirements", encoding=encoding)
    draft = drafts.Draft(scale, levels, skip_levels)
    selection = table.select(drafts.NAMES, named, drafts.NEEDED)
    draft.read(selection.rows, table.source)
    movement = steps.Moves(draft.roles)
    move_list = movement.read(moves, ladders, columns=named, encoding=encoding)
    roles, skills = draft.made()
    remarks = [*draft.notes, *movement.notes, *selection.notes(), *movement.unused]
    if draft.notes or movement.notes:
        count = "1 remark" if len(remarks) == 1 else f"{len(remarks)} remarks"
        message = f"{count} on what was merged, left out or kept apart in graph.notes. The first: {remarks[0]}"
        warnings.warn(message, CareerPathWarning, stacklevel=2)
    about["notes"] = (*about.get("notes", ()), *remarks)
    return CareerGraph(roles, move_list, skills=skills, scale=scale, **about)
