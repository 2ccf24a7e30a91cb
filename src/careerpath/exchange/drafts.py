"""Rows of role, skill and level into roles: what is kept, what is merged, what is left out, and what is wrong."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from careerpath.errors import DocumentError, Fault, did_you_mean
from careerpath.exchange.headers import Names
from careerpath.exchange.naming import Naming
from careerpath.exchange.sources import Row, places
from careerpath.fields import as_number, as_text
from careerpath.requirements import SkillLevel
from careerpath.roles import Role, Skill, Weighted
from careerpath.scales import Scale

NAMES: Names = {
    "role": ("role name", "role title", "job", "job title", "position", "occupation"),
    "skill": ("skill name", "skill title", "competency", "capability"),
    "level": ("skill level", "required level", "proficiency", "proficiency level", "rating", "skill rating"),
    "title": ("role title", "role name"),
    "skill_title": ("skill title", "skill name"),
    "family": ("role family", "job family"),
    "track": ("career track",),
    "role_level": ("grade", "role grade", "job grade", "job level"),
    "weight": ("importance",),
    "essential": ("required", "mandatory", "needed", "must have", "necessity"),
}
"""The columns of a table of requirements, and the headers by which each is recognised."""

NEEDED = ("role", "skill", "level")

FILLED_DOWN = ("role", "skill")
"""The columns whose cells spreadsheets tend to merge over several rows."""

ESSENTIAL = ("essential", "required", "mandatory", "needed", "must", "must have", "critical", "yes", "y", "true", "1")
DESIRED = ("desired", "desirable", "preferred", "optional", "nice to have", "not required", "no", "n", "false", "0")
MARKS = dict.fromkeys(ESSENTIAL, True) | dict.fromkeys(DESIRED, False)
"""What the words under ``essential`` say."""


@attrs.define
class _Ask:
    """One skill that a role asks for, and the row that says so."""

    row: Row
    level: float
    weight: float
    essential: bool


class Draft:
    """Roles in the making.

    Attributes
    ----------
    roles, skills : Naming
        The ids of the roles and skills that were met.
    notes : list of str
        What was merged or left out, in sentences.
    """

    def __init__(self, scale: Scale, levels: Mapping[str, float] | None, skip_levels: Collection[str]) -> None:
        self.scale = scale
        given = {_word(word): as_number(level, f"levels[{word!r}]") for word, level in (levels or {}).items()}
        self.words = {_word(label): at for label, at in zip(scale.labels, scale.positions, strict=True)} | given
        self.known = [*(levels or ()), *scale.labels]
        self.skip = {_word(word) for word in skip_levels}
        self.roles = Naming("role")
        self.skills = Naming("skill")
        self.notes: list[str] = []
        self._asks: dict[str, dict[tuple[str, bool], _Ask]] = {}
        self._facts: dict[str, dict[str, str]] = {}
        self._faults: list[Fault] = []
        self._skipped: dict[str, list[Row]] = {}
        self._nothing: list[Row] = []
        self._above: set[str] = set()

    def read(self, rows: Iterable[Row], source: str) -> None:
        """Take in all rows.

        Raises
        ------
        DocumentError
            If cells are missing or cannot be understood, all of them together; or if no role is left.
        """
        for row in rows:
            word = row.cells["level"]
            if word.casefold() in self.skip:
                self._skipped.setdefault(word, []).append(row)
            else:
                self._take(row)
            self._above.update(name for name in FILLED_DOWN if row.cells[name])
        self._sum_up()
        if not self._faults and not self._asks:
            self._faults.append(Fault(f"No role is left. {' '.join(self.notes)}"))
        if self._faults:
            raise DocumentError(tuple(self._faults), source)

    def made(self) -> tuple[list[Role], list[Skill]]:
        """Return the roles and the skills they ask for, in the order in which they first came up."""
        roles = []
        for role, asks in self._asks.items():
            facts: dict[str, Any] = {name: value for name, value in self._facts[role].items() if name != "role_level"}
            lists: dict[bool, list[Weighted]] = {True: [], False: []}
            for (skill, essential), ask in asks.items():
                lists[essential].append(Weighted(SkillLevel(skill, ask.level), ask.weight))
            level = self._facts[role].get("role_level")
            facts["level"] = None if level is None else float(level)
            roles.append(Role(role, self.roles.titles[role], requires=lists[True], prefers=lists[False], **facts))
        return roles, [Skill(skill, title) for skill, title in self.skills.titles.items()]

    def _take(self, row: Row) -> None:
        before = len(self._faults)
        for name in NEEDED:
            if not row.cells[name]:
                hint = (
                    " If it is merged with the one above in the sheet, fill the cells down."
                    if name in self._above
                    else ""
                )
                self._faults.append(row.fault(f"The cell is empty.{hint}", name))
        level = self._level(row) if row.cells["level"] else 0.0
        weight = self._number(row, "weight", 1.0, above=0.0)
        self._number(row, "role_level", 0.0, above=-math.inf)
        essential = self._essential(row)
        if len(self._faults) > before:
            return
        role = self.roles.name(row, "role", "title")
        asks = self._asks.setdefault(role, {})
        self._note_facts(role, row)
        skill = self.skills.name(row, "skill", "skill_title")
        if level == 0.0:
            self._nothing.append(row)
        else:
            self._ask(asks, (skill, essential), _Ask(row, level, weight, essential))

    def _ask(self, asks: dict[tuple[str, bool], _Ask], key: tuple[str, bool], ask: _Ask) -> None:
        earlier = asks.setdefault(key, ask)
        if earlier is ask:
            return
        cells = ask.row.cells
        what = f"{cells['role']!r} for {cells['skill']!r}"
        if (earlier.level, earlier.weight) == (ask.level, ask.weight):
            self.notes.append(f"{ask.row.where.capitalize()} repeats {earlier.row.where}: it asks {what}; left out.")
            return
        kept = max(earlier, ask, key=lambda one: (one.level, one.weight))
        asks[key] = kept
        self.notes.append(
            f"{ask.row.where.capitalize()} and {earlier.row.where} both ask {what}, at levels {ask.level:g} and "
            f"{earlier.level:g} and weights {ask.weight:g} and {earlier.weight:g}; {kept.row.where} is kept."
        )

    def _note_facts(self, role: str, row: Row) -> None:
        facts = self._facts.setdefault(role, {})
        for name in ("family", "track", "role_level"):
            value = row.cells.get(name)
            if value and facts.setdefault(name, value) != value:
                self.notes.append(
                    f"{row.where.capitalize()} gives role {row.cells['role']!r} the {name} {value!r}; "
                    f"{facts[name]!r} came first and is kept."
                )

    def _level(self, row: Row) -> float:
        word = row.cells["level"].casefold()
        if word in self.words:
            level = self.words[word]
        else:
            try:
                level = float(word)
            except ValueError:
                hint = "Give its number with levels={...}, or leave such rows out with skip_levels=[...]"
                near = did_you_mean(row.cells["level"], self.known)
                self._faults.append(
                    row.fault(f"The level {row.cells['level']!r} is not known. {near} {hint}.", "level")
                )
                return 0.0
        if not 0 <= level <= self.scale.top:
            hint = f"levels run from 0 to {self.scale.top:g}. Another scale is given with scale=Scale([...])"
            self._faults.append(row.fault(f"The level {row.cells['level']!r} is off the scale: {hint}.", "level"))
        return level

    def _number(self, row: Row, name: str, default: float, *, above: float) -> float:
        word = row.cells.get(name)
        if not word:
            return default
        value = finite(word)
        if value is None or value <= above:
            bound = "" if above == -math.inf else f" above {above:g}"
            self._faults.append(row.fault(f"{word!r} is not a number{bound}.", name))
            return default
        return value

    def _essential(self, row: Row) -> bool:
        word = row.cells.get("essential", "yes")
        mark = " ".join(word.casefold().replace("-", " ").split())
        if mark not in MARKS:
            hint = f"{did_you_mean(word, MARKS)} The column is left out with columns={{'essential': None}}."
            self._faults.append(row.fault(f"{word!r} says neither yes nor no. {hint}", "essential"))
        return MARKS.get(mark, True)

    def _sum_up(self) -> None:
        """Add the notes about what happened to many rows alike."""
        for naming in (self.roles, self.skills):
            for first, given, rows in naming.spellings:
                self.notes.append(f"The {naming.noun} {given!r} in {places(rows)} is taken for {first!r}.")
            for one, other in naming.apart:
                self.notes.append(
                    f"The {naming.noun}s {naming.titles[one]!r} and {naming.titles[other]!r} are nearly the same and "
                    f"are kept apart as {one!r} and {other!r}; if they are one, write them alike."
                )
        for word, rows in self._skipped.items():
            what = "1 row is left out because its" if len(rows) == 1 else f"{len(rows)} rows are left out because their"
            self.notes.append(f"{what} level is {word!r}: {places(rows)}.")
        for naming in (self.roles, self.skills):
            met = dict.fromkeys(row.cells[naming.noun] for rows in self._skipped.values() for row in rows)
            gone = [word for word in met if naming.find(word) is None]
            if gone:
                what = f"{naming.noun} has" if len(gone) == 1 else f"{naming.noun}s have"
                self.notes.append(f"{len(gone)} {what} no other rows: {', '.join(map(repr, gone))}.")
        if self._nothing:
            what = "1 row asks" if len(self._nothing) == 1 else f"{len(self._nothing)} rows ask"
            self.notes.append(f"{what} for nothing, level 0: {places(self._nothing)}.")


def _word(word: str) -> str:
    return " ".join(as_text(word, "A level word", empty=True).casefold().split())


def finite(word: str) -> float | None:
    """Return the finite number that *word* stands for, or ``None``.

    Examples
    --------
    >>> finite("2.5"), finite("nan"), finite("two")
    (2.5, None, None)
    """
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
