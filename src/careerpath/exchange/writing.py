"""Plain data into text: YAML that people like to read, or JSON."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from careerpath.exchange.parsing import scalar

WIDTH = 110
"""Longest mapping or list that is written on one line."""

_PLAIN = re.compile(r"[^\W\d_]([\w /()&+.'-]*[\w)])?")
_LINE = re.compile(r"[^\W_](([^\W_]|[ ,.;:!?()'\"/&+-])*[^\s])?", re.ASCII)
_YAML_1_1 = {"y", "n", "yes", "no", "on", "off"}
"""Words that older readers take for true or false; they are written in quotes."""


def written(data: dict[str, Any], kind: str) -> str:
    """Return *data* as a document.

    Parameters
    ----------
    data : dict
        Mappings, lists, texts, numbers, booleans and null, in the order in which to write them.
    kind : str
        ``"yaml"`` or ``"json"``.

    Examples
    --------
    >>> print(written({"roles": [{"id": "pm", "accrues": ["product"], "level": 7}]}, "yaml"), end="")
    roles:
      - id: pm
        accrues: [product]
        level: 7
    >>> print(written({"kind": "profile"}, "json"), end="")
    {
      "kind": "profile"
    }
    """
    if kind == "json":
        return json.dumps(data, indent=2, ensure_ascii=not _encodable(data)) + "\n"
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)  # libyaml breaks lines elsewhere; the same data gives the same bytes everywhere
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = sys.maxsize
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.emit(_events(data), stream)
    return stream.getvalue()


def _encodable(data: Any) -> bool:
    """Tell whether *data* has no half of a surrogate pair in it, which UTF-8 cannot hold."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _events(data: dict[str, Any]) -> Iterator[Any]:
    from ruamel.yaml import events as ev
    from ruamel.yaml.tag import Tag

    def scalar_event(value: Any) -> Any:
        if isinstance(value, str):
            style = _style(value)
            tag = None if value else Tag(suffix="!")  # the emitter looks at the tag of a blank text
            return ev.ScalarEvent(None, tag, (style is None, style is not None), value, style=style)
        word = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
        return ev.ScalarEvent(None, None, (True, False), word)

    def walk(value: Any, *, item: bool) -> Iterator[Any]:
        if isinstance(value, dict):
            yield ev.MappingStartEvent(None, None, implicit=True, flow_style=item and _fits(list(value.values())))
            for key, held in value.items():
                yield scalar_event(key)
                yield from walk(held, item=isinstance(held, dict))
            yield ev.MappingEndEvent()
        elif isinstance(value, (list, tuple)):
            yield ev.SequenceStartEvent(None, None, implicit=True, flow_style=_fits(value))
            for held in value:
                yield from walk(held, item=True)
            yield ev.SequenceEndEvent()
        else:
            yield scalar_event(value)

    yield ev.StreamStartEvent()
    yield ev.DocumentStartEvent(explicit=False)
    yield from walk(data, item=False)
    yield ev.DocumentEndEvent(explicit=False)
    yield ev.StreamEndEvent()


def _fits(values: Sequence[Any]) -> bool:
    """Tell whether these values can stand on one line."""
    if any(isinstance(value, (dict, list, tuple)) for value in values):
        return False
    return sum(len(str(value)) + 12 for value in values) <= WIDTH and "\n" not in "".join(map(str, values))


def _style(text: str) -> str | None:
    """Choose how to write a text: as it is, as a block of lines, or in double quotes."""
    if _PLAIN.fullmatch(text) and isinstance(scalar(text), str) and text.casefold() not in _YAML_1_1:
        return None
    lines = text.split("\n")
    if len(lines) > 1 and all(_LINE.fullmatch(line) for line in lines):
        return "|"
    return '"'
