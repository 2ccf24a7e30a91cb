"""Text into plain data that knows where every part of it stands: YAML 1.2 and JSON, strictly.

A document is mappings with text keys, lists, texts, numbers, booleans and null, nothing else. YAML
is read from the events of the parser, because that shows where everything stands, how deep it is
nested and which aliases it uses, before anything is built.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import attrs

from careerpath.errors import DocumentError, Fault

Place: TypeAlias = tuple[str | int, ...]
"""Where something stands: the keys and positions that lead to it from the top."""

Mark: TypeAlias = tuple[int, int]
"""Line and column, counted from 1."""

MAX_DEPTH = 100
"""Deepest nesting of a document."""

MAX_ALIASED = 10_000
"""Most values that the aliases of a YAML document may stand for."""

MAX_DIGITS = 300
"""Longest whole number; beyond, it would not fit a float."""

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEAN = dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_STARTS_NUMBER = frozenset("-+.0123456789")


@attrs.frozen(eq=False)
class Parsed:
    """A document as plain data.

    Attributes
    ----------
    data : object
        Mappings, lists, texts, numbers, booleans, null.
    find : callable
        From a place to its line and column, or ``None`` if the text has no such place.
    faults : tuple of Fault
        What is wrong although the text can be read, such as a key that comes twice.
    """

    data: Any
    find: Callable[[Place], Mark | None]
    faults: tuple[Fault, ...] = ()

    def at(self, place: Place) -> Any:
        """Return what stands at *place*."""
        node = self.data
        for step in place:
            node = node[step]
        return node

    def fault(self, message: str, place: Place) -> Fault:
        """Return the fault at *place*, with its line and column, or those of the nearest place around it."""
        for length in range(len(place), 0, -1):
            mark = self.find(place[:length])
            if mark is not None:
                return Fault(message, place_text(place), *mark)
        return Fault(message, place_text(place), 1, 1)


def place_text(place: Place) -> str:
    """Return a place as people write it.

    Examples
    --------
    >>> place_text(("roles", 3, "requires", 1, "level"))
    'roles[3].requires[1].level'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")


def parse(text: str, kind: str, source: str) -> Parsed:
    r"""Return *text* as plain data.

    Parameters
    ----------
    text : str
        The document.
    kind : str
        ``"yaml"`` or ``"json"``.
    source : str
        What to call the document in an error.

    Raises
    ------
    DocumentError
        If it is empty or not of that kind, is nested too deeply, or an alias stands for too much.

    Examples
    --------
    >>> parsed = parse("roles:\n- id: pm\n", "yaml", "example")
    >>> parsed.data, parsed.find(("roles", 0, "id"))
    ({'roles': [{'id': 'pm'}]}, (2, 3))
    """
    if not text.strip():
        raise DocumentError((Fault("It is empty. See what write_framework writes."),), source)
    return _parse_json(text, source) if kind == "json" else _parse_yaml(text, source)


def scalar(text: str) -> Any:
    """Return what a plain YAML 1.2 scalar means (core schema), so ``no`` and ``on`` are text.

    Examples
    --------
    >>> [scalar(text) for text in ("no", "true", "12", "0x1f", "1e3", "~", "2024-01-31")]
    ['no', True, 12, 31, 1000.0, None, '2024-01-31']
    """
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if text in _NULL:
        return None
    if text[0] in _STARTS_NUMBER:
        if _INTEGER.fullmatch(text):
            return int(text, 0 if text[:2] in {"0o", "0x"} else 10) if len(text) <= MAX_DIGITS else float("inf")
        if _FLOAT.fullmatch(text):
            return float(text)
        if _NOT_FINITE.fullmatch(text):
            return float(text.replace(".", ""))
    return text


# -- YAML


def _parse_yaml(text: str, source: str) -> Parsed:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        try:
            return _Builder(source).build(_quick_events(text))
        except YAMLError:  # libyaml knows YAML 1.1 only; the slower parser decides what is wrong
            return _Builder(source).build(_exact_events(text))
    except DocumentError:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        fault = Fault(f"It is not YAML: {what}.", "", mark.line + 1, mark.column + 1)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        fault = Fault(f"Character #x{error.character:04x} is not allowed in YAML; write it as an escape.", "", line)
    except (YAMLError, ValueError, OverflowError) as error:  # the last two for escapes beyond Unicode
        fault = Fault(f"It is not YAML: {error}.")
    raise DocumentError((fault,), source)


def _quick_events(text: str) -> Iterator[Any]:
    """Yield the parser's events from libyaml where ruamel.yaml.clib is installed (20 times as fast)."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        yield from _exact_events(text)
        return
    yield from iter(CParser(text).get_event, None)


def _exact_events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    yield from YAML(typ="safe", pure=True).parse(text)


class _Builder:
    """Plain data out of parser events, with the place of every key and item."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root: Any = None
        self.documents = 0
        self.holder: Any = None
        self.key: str | None = None
        self.open: list[tuple[Any, str | None]] = []
        self.anchors: dict[str, Any] = {}
        self.aliased = 0
        self.marks: dict[int, tuple[Any, dict[str | int, Any]]] = {}  # holds on to the containers, or ids would recur
        self.faults: list[Fault] = []

    def build(self, events: Iterator[Any]) -> Parsed:
        from ruamel.yaml import events as ev

        handlers = {
            ev.ScalarEvent: self._scalar,
            ev.MappingStartEvent: self._mapping,
            ev.SequenceStartEvent: self._sequence,
            ev.MappingEndEvent: self._end,
            ev.SequenceEndEvent: self._end,
            ev.AliasEvent: self._alias,
            ev.DocumentStartEvent: self._document,
        }
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
        if self.documents != 1:
            what = "nothing but comments" if self.documents == 0 else f"{self.documents} documents"
            raise DocumentError((Fault(f"It holds {what}; one document is read.", "", 1, 1),), self.source)
        return Parsed(self.root, self._find, tuple(self.faults))

    def _document(self, _: Any) -> None:
        self.documents += 1

    def _scalar(self, event: Any) -> None:
        if event.tag or event.anchor:
            self._properties(event, event.value, "str")
        if self.key is None and type(self.holder) is dict:
            self._key(event)
        else:
            self._store(scalar(event.value) if event.implicit[0] else event.value, event)

    def _mapping(self, event: Any) -> None:
        self._open({}, event, "map")

    def _sequence(self, event: Any) -> None:
        self._open([], event, "seq")

    def _open(self, value: Any, event: Any, tag: str) -> None:
        if event.tag or event.anchor:
            self._properties(event, value, tag)
        if len(self.open) == MAX_DEPTH:
            raise self._refusal(f"It is nested more than {MAX_DEPTH} deep", event)
        self._store(value, event)
        self.open.append((self.holder, self.key))
        self.marks[id(value)] = (value, {})
        self.holder, self.key = value, None

    def _end(self, _: Any) -> None:
        self.holder, self.key = self.open.pop()

    def _store(self, value: Any, event: Any) -> None:
        if type(self.holder) is dict:
            if self.key is None:
                raise self._refusal("The keys of a mapping are plain texts, not lists or mappings", event)
            self.holder[self.key] = value
            self.key = None
        elif self.holder is not None:
            self.marks[id(self.holder)][1][len(self.holder)] = event.start_mark
            self.holder.append(value)
        else:
            self.root = value

    def _key(self, event: Any) -> None:
        self.key = key = str(event.value)
        marks = self.marks[id(self.holder)][1]
        if key in marks:
            first = marks[key].line + 1
            self._fault(f"The key {key!r} comes twice in one mapping, first in line {first}; keep one of them.", event)
        marks[key] = event.start_mark

    def _properties(self, event: Any, value: Any, tag: str) -> None:
        """Take note of an anchor; refuse a tag, other than one that asks for what is there anyway."""
        if event.anchor:
            plain = isinstance(value, str) and event.implicit[0]
            self.anchors[event.anchor] = scalar(value) if plain else value
        if event.tag and event.tag not in {"!", f"tag:yaml.org,2002:{tag}"}:
            self._fault(f"YAML tags such as {event.tag} are not read; leave it out.", event)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise self._refusal(f"The alias *{event.anchor} comes before its anchor", event)
        value = self.anchors[event.anchor]
        if any(value is outer for outer in (self.holder, *(outer for outer, _ in self.open)) if outer is not None):
            raise self._refusal(f"The alias *{event.anchor} stands inside what it stands for", event)
        self.aliased += _size(value, MAX_ALIASED)
        if self.aliased > MAX_ALIASED:
            raise self._refusal(f"Its aliases stand for more than {MAX_ALIASED} values", event)
        self._store(value, event)

    def _fault(self, message: str, event: Any) -> None:
        self.faults.append(Fault(message, "", event.start_mark.line + 1, event.start_mark.column + 1))

    def _refusal(self, message: str, event: Any) -> DocumentError:
        self._fault(f"{message}.", event)
        return DocumentError(tuple(self.faults), self.source)

    def _find(self, place: Place) -> Mark | None:
        node, mark = self.root, None
        for step in place:
            mark = self.marks.get(id(node), (None, {}))[1].get(step)
            if mark is None:
                return None
            node = node[step]
        return None if mark is None else (mark.line + 1, mark.column + 1)


def _size(value: Any, enough: int) -> int:
    """Count the values in *value*, itself included, up to a little more than *enough*."""
    count, waiting = 0, [value]
    while waiting and count <= enough:
        node = waiting.pop()
        count += 1
        waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return count


# -- JSON

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _parse_json(text: str, source: str) -> Parsed:
    repeats: list[int] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeats.append(len(pairs))
        return found

    try:
        data = json.loads(text, object_pairs_hook=mapping, parse_int=scalar)
    except json.JSONDecodeError as error:
        fault = Fault(f"It is not JSON: {error.msg}.", "", error.lineno, error.colno)
        raise DocumentError((fault,), source) from error
    except RecursionError as error:
        raise DocumentError((Fault(f"It is nested more than {MAX_DEPTH} deep."),), source) from error
    marks: dict[Place, Mark] = {}

    def find(place: Place) -> Mark | None:
        if not marks:
            _locate(text, marks)
        return marks.get(place)

    return Parsed(data, find, tuple(_locate(text, marks)) if repeats else ())


def _locate(text: str, marks: dict[Place, Mark]) -> list[Fault]:
    """Note in *marks* where every key and item of a JSON text stands; return a fault for every key that comes twice."""
    line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
    faults: list[Fault] = []
    place: list[str | int] = []
    opened: list[str] = []
    at_key = False
    for token in _TOKEN.finditer(text):
        word = token[0]
        row = bisect.bisect_right(line_starts, token.start())
        mark = (row, token.start() - line_starts[row - 1] + 1)
        if word in "}]":
            opened.pop()
            place.pop()
            at_key = False
        elif word == ",":
            at_key = opened[-1] == "{"
            if not at_key:
                place[-1] = int(place[-1]) + 1
        elif at_key:
            place[-1] = json.loads(word)
            at_key = False
            if tuple(place) in marks:
                message = f"The key {place[-1]!r} comes twice in one mapping; keep one of them."
                faults.append(Fault(message, place_text(tuple(place)), *mark))
            marks[tuple(place)] = mark
        elif word != ":":
            marks.setdefault(tuple(place), mark)  # the item of a list; the value of a key stands at the key
            if word in "{[":
                opened.append(word)
                place.append("" if word == "{" else 0)
                at_key = word == "{"
    return faults
