"""How an answer fits the terminal: its width, its encoding, and blocks of text."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import TextIO

NARROWEST, WIDEST = 40, 100
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def width_of_terminal() -> int:
    """Return how long a line may be: as the terminal is wide, from 40 to 100, and 80 where there is none."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)


def encodable(text: str, stream: TextIO) -> str:
    r"""Return *text* with whatever *stream* cannot show written as an escape, control characters too.

    Examples
    --------
    >>> import io
    >>> encodable("Café \x1b", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    'Caf\\xe9 \\x1b'
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    return shown.encode(encoding, "backslashreplace").decode(encoding)


def paragraph(text: str, width: int, *, first: str = "", rest: str = "") -> str:
    """Return *text* in lines of at most *width*, the first one after *first*, the others after *rest*.

    Examples
    --------
    >>> print(paragraph("one two three", 10, first="- ", rest="  "))
    - one two
      three
    """
    return textwrap.fill(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def blocks(parts: Iterable[str]) -> str:
    """Return the parts that say something, with a blank line between them."""
    return "\n\n".join(part for part in parts if part)


def bullets(title: str, items: Sequence[str], width: int) -> str:
    """Return a titled list; nothing if there is no item."""
    lines = [paragraph(item, width, first="  - ", rest="    ") for item in items]
    return "\n".join([title, *lines]) if lines else ""


def indented(title: str, text: str) -> str:
    """Return a titled block."""
    return f"{title}\n{textwrap.indent(text, '  ')}"
