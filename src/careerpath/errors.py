"""What can go wrong: the tree of errors, and the near matches they suggest."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

import attrs

MAX_SHOWN = 20


class CareerPathError(Exception):
    """Base of every error that careerpath raises on purpose."""


class CareerPathWarning(UserWarning):
    """Something was left out or assumed; the message says what, and where to read more."""


class InvalidValueError(CareerPathError, ValueError):
    """A value outside what is documented."""


class InvalidTypeError(CareerPathError, TypeError):
    """A value of another type than documented, often two arguments that changed places."""


def similar_to(word: str, known: Iterable[str], *, n: int = 2) -> tuple[str, ...]:
    """Return up to *n* of the *known* ids that look like *word*, the best first.

    Upper and lower case, and the choice between space, ``-`` and ``_``, do not count.

    Examples
    --------
    >>> similar_to("Product Manger", ["product-manager", "data-analyst"])
    ('product-manager',)
    """
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(_fold(candidate), candidate)
    return tuple(folded[match] for match in difflib.get_close_matches(_fold(word), folded, n=n))


def _fold(word: str) -> str:
    return word.strip().casefold().replace(" ", "-").replace("_", "-")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the closing sentence of an error about an unknown *word*; what is allowed if nothing is near."""
    options = list(known)
    similar = similar_to(word, options)
    if similar:
        return f"Did you mean {' or '.join(map(repr, similar))}?"
    if not options:
        return "None are known."
    return f"Known: {shown(map(repr, options))}."


def shown(words: Iterable[str]) -> str:
    """Return *words* as a list in a sentence, and how many more there are beyond the first twenty."""
    every = list(words)
    more = f" and {len(every) - MAX_SHOWN} more" if len(every) > MAX_SHOWN else ""
    return ", ".join(every[:MAX_SHOWN]) + more


@attrs.define
class UnknownIdError(CareerPathError, LookupError):
    """An id that the framework does not hold.

    Attributes
    ----------
    id : str
        The id as it was given.
    hint : str
        The closing sentence: near matches, or what is known.
    """

    noun: ClassVar[str] = "Id"

    id: str
    hint: str = ""

    @classmethod
    def among(cls, unknown: str, known: Iterable[str]) -> Self:
        """Build the error for *unknown*, with near matches out of *known*."""
        return cls(unknown, did_you_mean(unknown, known))

    def __str__(self) -> str:
        return f"{self.noun} {self.id!r} is not in this framework. {self.hint}".rstrip()


class UnknownRoleError(UnknownIdError):
    """A role id that the graph does not hold."""

    noun = "Role"


class UnknownSkillError(UnknownIdError):
    """A skill id that the graph does not hold."""

    noun = "Skill"


class UnknownCredentialError(UnknownIdError):
    """A credential id that the graph does not hold."""

    noun = "Credential"


class UnknownClockError(UnknownIdError):
    """A kind of experience that the graph does not hold."""

    noun = "Experience kind"


class UnknownMoveError(UnknownIdError):
    """A move between two roles that the graph does not hold."""

    noun = "Move"


@attrs.frozen
class Fault:
    """One thing that is wrong, and where.

    Attributes
    ----------
    message : str
        What is wrong, what is allowed, and what to try next.
    path : str
        Place inside the document or graph, such as ``roles[3].requires[1].level``.
    line, column : int or None
        Place in the file, counted from 1, where the file has lines.
    """

    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "") if self.line else ""
        place = ", ".join(part for part in (where, self.path) if part)
        return f"{place}: {self.message}" if place else self.message


@attrs.define
class FaultsError(CareerPathError, ValueError):
    """Several faults found at once; all of them are listed.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault, in the order of the source.
    source : str
        The file or object in which they were found.
    """

    what: ClassVar[str] = "Input"

    faults: tuple[Fault, ...]
    source: str = ""

    def __str__(self) -> str:
        head = f"{self.what}{f' {self.source}' if self.source else ''} has "
        count = len(self.faults)
        if count == 1:
            return f"{head}a fault. {self.faults[0]}"
        shown = "".join(f"\n- {fault}" for fault in self.faults[:MAX_SHOWN])
        more = f"\n(and {count - MAX_SHOWN} more; all are in .faults)" if count > MAX_SHOWN else ""
        return f"{head}{count} faults:{shown}{more}"


class MissingFileError(CareerPathError, FileNotFoundError):
    """A file that does not exist; ``filename`` holds its path, as for every `FileNotFoundError`."""

    def __str__(self) -> str:
        return str(self.strerror)


class InvalidFrameworkError(FaultsError):
    """Roles, moves, skills and credentials that do not fit together."""

    what = "The framework"


class InvalidProfileError(FaultsError):
    """A profile that mentions what the framework does not know, or levels beyond a scale."""

    what = "The profile"


class DocumentError(FaultsError):
    """A file or table that cannot be read as what it should be."""

    what = "The document"


@attrs.define
class NoPlanError(CareerPathError, LookupError):
    """No plan leads there, and why.

    Attributes
    ----------
    start, target : str
        Role ids between which a plan was looked for.
    reason : str
        What kept the plan from existing.
    reached : tuple of str
        Role ids that this person can reach at all, sorted.
    blocks : Mapping of str to tuple of str
        For every unreached role that borders on a reached one and lies towards the target: the
        requirements that nobody on this way can meet, in words.
    """

    start: str
    target: str
    reason: str
    reached: tuple[str, ...] = ()
    blocks: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    def __str__(self) -> str:
        lines = [f"No plan leads from {self.start!r} to {self.target!r}: {self.reason}"]
        lines += [f"- {role!r} is closed by: {'; '.join(atoms)}" for role, atoms in self.blocks.items()]
        return "\n".join(lines)


@attrs.define
class SearchLimitError(CareerPathError, TimeoutError):
    """A limit on time or memory was hit before any plan was found.

    Attributes
    ----------
    start, target : str
        Role ids between which a plan was looked for.
    bound : float
        If there is a plan, it costs at least this much in the first objective.
    """

    start: str
    target: str
    bound: float

    def __str__(self) -> str:
        return (
            f"No plan from {self.start!r} to {self.target!r} was found within the limits of the search; if there"
            f" is one, it costs at least {self.bound:g} in the first objective. Allow more time_limit or max_labels, "
            "or narrow the search with fewer max_moves or with max_years."
        )


def require_type(value: Any, kinds: type | tuple[type, ...], name: str, hint: str) -> None:
    """Raise if *value* is not of one of *kinds*; *hint* says what to pass instead.

    Raises
    ------
    InvalidTypeError
        If it is of another type.
    """
    if not isinstance(value, kinds):
        raise InvalidTypeError(f"{name} must be {hint}, got {type(value).__name__}: {_short(value)}.")


def _short(value: Any) -> str:
    return textwrap.shorten(repr(value), 60, placeholder="...")
