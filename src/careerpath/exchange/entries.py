"""What a role asks, as a document says it: level words, requirement entries, and their nesting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careerpath.errors import InvalidTypeError, InvalidValueError, similar_to
from careerpath.exchange.parsing import Place
from careerpath.exchange.reading import Reader, Reading, SkippedError, name, number, shown, text, whole
from careerpath.requirements import (
    MAX_DEPTH,
    AllOf,
    AnyOf,
    AtLeast,
    Combination,
    Experience,
    HasCredential,
    Requirement,
    SkillLevel,
)
from careerpath.roles import Weighted
from careerpath.scales import Scale

KINDS = ("skill", "experience", "credential", "any_of", "all_of", "at_least", "combination")
"""The keys of which an entry has exactly one; it says what the entry asks for."""

ATOMS = KINDS[:3]

STAND_IN = 1e-9
"""An amount in place of one that could not be read: above 0, and below the top of any scale."""

WEIGHING: dict[str, Reader] = {"weight": number(above=True), "source": text}
POSITION = number()
POSITIVE = number(above=True)


class Levels:
    """What level words mean: the scale of the framework, and the skills that have their own.

    Attributes
    ----------
    default : Scale or None
        For every skill without a scale of its own; ``None`` if it could not be read.
    own : dict of str to (Scale or None)
        By skill id.
    hint : str
        Closes the error about a word where no scale is at hand.
    """

    def __init__(self, default: Scale | None = None, *, hint: str = "") -> None:
        self.default = default
        self.own: dict[str, Scale | None] = {}
        self.hint = hint

    def read(self, value: Any, place: Place, skill: str) -> float:
        """Read a level: a number, or a word of the skill's scale."""
        if not isinstance(value, str):
            return float(POSITION(value, place))
        scale = self.own.get(skill, self.default)
        if scale is not None:
            return scale.position(value)
        if self.hint:
            raise InvalidValueError(f"Level {value!r} is a word, and no scale is at hand. {self.hint}")
        raise SkippedError  # the scale itself is faulty, which is noted already

    @staticmethod
    def scale(value: Any, _: Place) -> Scale:
        """Read a scale: a list of labels from low to high, or a mapping from label to position."""
        if isinstance(value, dict):
            return Scale(value.keys(), value.values())
        if isinstance(value, list):
            return Scale(value)
        raise InvalidTypeError(
            f"A scale is a list of labels from low to high, or a mapping from label to position, got {shown(value)}."
        )


class Entries:
    """Reads the requirements of a document, however nested.

    An entry with a fault in it still yields a stand-in, so that the references of what is sound
    are checked in the same reading; the stand-in never reaches the caller.
    """

    def __init__(self, reading: Reading, levels: Levels) -> None:
        self.reading = reading
        self.levels = levels

    def weighted(self, entry: Any, place: Place) -> Weighted:
        """Read one entry of ``requires`` or ``prefers``."""
        requirement, beside = self.entry(entry, place, WEIGHING)
        return Weighted(requirement, **beside)

    def entry(
        self, entry: Any, place: Place, extra: Mapping[str, Reader], *, also: tuple[str, ...] = (), depth: int = 1
    ) -> tuple[Requirement, dict[str, Any]]:
        """Read one requirement, and the values of the *extra* keys beside it, of which *also* must be there."""
        kind = _kind(entry)
        if depth > MAX_DEPTH:
            raise InvalidValueError(f"Requirements may be nested {MAX_DEPTH} deep at most.")
        readers = self._atom_readers(kind, entry) if kind in ATOMS else self._tree_readers(kind, depth)
        before = len(self.reading.faults)
        needed = [key for key in readers if key != "weights"]
        values = self.reading.fields(entry, place, {**readers, **extra}, (*needed, *also))
        beside = {key: values.pop(key) for key in extra if key in values}
        if kind in ATOMS:
            return _atom(kind, values), beside
        return self._tree(kind, values, place, sound=len(self.reading.faults) == before), beside

    def _atom_readers(self, kind: str, entry: Mapping[str, Any]) -> dict[str, Reader]:
        if kind == "credential":
            return {"credential": name}
        if kind == "experience":
            return {"experience": name, "years": POSITIVE}
        skill = str(entry["skill"])
        return {
            "skill": name,
            "level": lambda value, at: POSITIVE(self.levels.read(value, at, skill), at),
        }

    def _tree_readers(self, kind: str, depth: int) -> dict[str, Reader]:
        each = self.reading.each
        parts = each(lambda item, at: self.entry(item, at, {}, depth=depth + 1)[0])
        if kind == "at_least":
            return {"at_least": whole, "of": parts}
        if kind == "combination":
            return {"combination": each(self._share)}
        return {kind: parts, "weights": each(POSITIVE)} if kind == "all_of" else {kind: parts}

    def _share(self, item: Any, place: Place) -> tuple[Requirement, float]:
        if _kind(item) not in ATOMS:
            raise InvalidValueError(f"A combination adds up entries of the kinds {', '.join(ATOMS)} alone.")
        atom, beside = self.entry(item, place, {"share": POSITIVE}, also=("share",))
        return atom, beside.get("share", 1.0)

    def _tree(self, kind: str, values: Mapping[str, Any], place: Place, *, sound: bool) -> Requirement:
        under = "of" if kind == "at_least" else kind
        read = values.get(under, [])
        parts = [atom for atom, _ in read] if kind == "combination" else read
        places = dict(enumerate(self.reading.places.get((*place, under), [])))
        if kind in {"any_of", "at_least"}:  # they keep a repeated part once, at its first place
            places = {row: at for row, at in places.items() if parts.index(parts[row]) == row}
        self.reading.places[place] = list(places.values())
        if not sound:
            if not parts:
                raise SkippedError
            return AllOf(*parts)
        match kind:
            case "any_of":
                return AnyOf(*parts)
            case "all_of":
                return AllOf(*parts, weights=values.get("weights"))
            case "at_least":
                return AtLeast(values["at_least"], *parts)
        if len(set(parts)) < len(parts):
            raise InvalidValueError("A combination names the same part twice; keep one of them.")
        return Combination(dict(read))


def _kind(entry: Any) -> str:
    """Return the one key of *entry* that says what it asks for."""
    if not isinstance(entry, dict):
        raise InvalidTypeError(f"A requirement is a mapping such as {{skill: sql, level: 2}}, got {shown(entry)}.")
    kinds = [kind for kind in KINDS if kind in entry]
    if len(kinds) > 1:
        raise InvalidValueError(f"This entry asks for {' and '.join(kinds)} at once; write one entry for each.")
    if not kinds:
        near = next((f" Did you mean {similar[0]!r}?" for key in entry if (similar := similar_to(key, KINDS))), "")
        raise InvalidValueError(f"This entry asks for nothing; it needs one of the keys {', '.join(KINDS)}.{near}")
    return kinds[0]


def _atom(kind: str, values: Mapping[str, Any]) -> Requirement:
    if kind not in values:
        raise SkippedError
    if kind == "credential":
        return HasCredential(values[kind])
    if kind == "experience":
        return Experience(values[kind], values.get("years", STAND_IN))
    return SkillLevel(values[kind], values.get("level", STAND_IN))
