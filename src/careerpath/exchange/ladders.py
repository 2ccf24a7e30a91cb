"""Moves out of tables and ladders: rows of source and target, and ordered lists of roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from careerpath.errors import CareerPathError, DocumentError, Fault, InvalidTypeError, UnknownRoleError, require_type
from careerpath.exchange.drafts import finite
from careerpath.exchange.headers import Names
from careerpath.exchange.naming import Naming
from careerpath.exchange.sources import Row, read_table
from careerpath.roles import Move

NAMES: Names = {
    "source": ("from", "from role", "source role"),
    "target": ("to", "to role", "target role"),
    "min_years": ("min years", "minimum years", "years"),
    "typical_years": ("typical years", "usual years"),
    "probability": ("chance",),
    "source_note": ("source note", "note"),
}
"""The columns of a table of moves, and the headers by which each is recognised."""

FIGURES = ("min_years", "typical_years", "probability")


class Moves:
    """Moves in the making, between the roles of one graph.

    Attributes
    ----------
    roles : Naming
        The ids and titles of the roles.
    made : dict of (str, str) to Move
        By source and target.
    notes : list of str
        What was left out, in sentences.
    unused : list of str
        The note about columns that are not used, if any.
    faults : list of Fault
        What is wrong.
    """

    def __init__(self, roles: Naming) -> None:
        self.roles = roles
        self.made: dict[tuple[str, str], Move] = {}
        self.notes: list[str] = []
        self.unused: list[str] = []
        self.faults: list[Fault] = []

    def read(
        self, moves: Any, ladders: Iterable[Sequence[str]], *, columns: Mapping[str, str | None], encoding: str
    ) -> list[Move]:
        """Return the moves of a table and of ladders; where both have one, the table's is kept.

        Raises
        ------
        DocumentError
            If roles are unknown or figures cannot be understood, all together.
        InvalidTypeError
            If the ladders are not lists of roles.
        """
        self._check(ladders)
        source = "ladders"
        if moves is not None:
            table = read_table(moves, "moves", encoding=encoding)
            source = table.source
            first: dict[tuple[str, str], Row] = {}
            selection = table.select(NAMES, columns, ("source", "target"))
            self.unused = selection.notes(" in the moves")
            for row in selection.rows:
                self._row(row, first)
        for rank, ladder in enumerate(ladders):
            self._ladder(ladder, f"ladders[{rank}]")
        if self.faults:
            raise DocumentError(tuple(self.faults), source)
        return list(self.made.values())

    @staticmethod
    def _check(ladders: object) -> None:
        hint = "a list of ladders, each a list of role ids or titles, such as [['pm', 'cpo']]"
        require_type(ladders, Sequence, "ladders", hint)
        for ladder in ladders if isinstance(ladders, Sequence) else ():
            if isinstance(ladder, str) or not isinstance(ladder, Sequence):
                raise InvalidTypeError(f"ladders must be {hint}; one of them is {ladder!r}.")
            for role in ladder:
                require_type(role, str, "Each role of a ladder", "an id or a title")

    def _row(self, row: Row, first: dict[tuple[str, str], Row]) -> None:
        before = len(self.faults)
        ends = [self._find(row.cells[end], row.fault, end) for end in ("source", "target")]
        figures: dict[str, Any] = {}
        for name in FIGURES:
            word = row.cells.get(name)
            if word:
                figures[name] = finite(word)
                if figures[name] is None:
                    self.faults.append(row.fault(f"{word!r} is not a number.", name))
        if len(self.faults) > before:
            return
        try:
            move = Move(ends[0], ends[1], **figures, source_note=row.cells.get("source_note") or None)
        except CareerPathError as error:
            said = str(error).removeprefix(f"Move {ends[0]!r} -> {ends[1]!r}")  # ids may look like columns
            about = sorted((said.find(name), name) for name in figures if name in said)
            self.faults.append(row.fault(str(error), about[0][1] if about else "target"))
            return
        key = (move.source, move.target)
        if key not in self.made:
            first[key] = row
            self.made[key] = move
        elif self.made[key] == move:
            self.notes.append(f"In the moves, {row.where} repeats {first[key].where}; left out.")
        else:
            message = f"The move {move.source!r} -> {move.target!r} stands in {first[key].where} with other figures."
            earlier = self.made[key]
            other = next(name for name in (*FIGURES, "source_note") if getattr(move, name) != getattr(earlier, name))
            self.faults.append(row.fault(f"{message} Keep one of them.", other))

    def _ladder(self, ladder: Sequence[str], place: str) -> None:
        if len(ladder) < 2:  # noqa: PLR2004 - a step has two ends
            self.faults.append(Fault("A ladder needs two roles at least.", place))
        roles = [self._find(role, Fault, f"{place}[{step}]") for step, role in enumerate(ladder)]
        for step, (source, target) in enumerate(pairwise(roles)):
            if source and source == target:
                self.faults.append(Fault(f"The role {ladder[step + 1]!r} follows itself.", f"{place}[{step + 1}]"))
            elif source and target:
                self.made.setdefault((source, target), Move(source, target))

    def _find(self, word: str, fault: Callable[[str, str], Fault], at: str) -> str:
        found = self.roles.find(word)
        if found is None:
            self.faults.append(fault(str(UnknownRoleError.among(word, self.roles.titles.values())), at))
        return found or ""
