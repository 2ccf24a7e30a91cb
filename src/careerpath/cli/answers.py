"""What every command gives back: an answer that can be said in two ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from careerpath.cli.screen import paragraph


@attrs.frozen
class Answer:
    """What a command found out, ready to be said in one of two ways.

    Attributes
    ----------
    text : callable
        From the width of a line to text for people.
    data : callable
        Returns plain data for programs.
    """

    text: Callable[[int], str]
    data: Callable[[], dict[str, Any]]

    def json(self) -> str:
        """Return the data as JSON."""
        from careerpath.cli.records import as_json

        return as_json(self.data())


def check(picture: str | None) -> None:
    """Raise early if the picture could not be written, before anything is worked out."""
    if picture is not None:
        from careerpath.cli.pictures import check_picture

        check_picture(picture)


def picture_text(picture: str | None, width: int) -> str:
    """Return the line that says where the picture is; blank if there is none."""
    return "" if picture is None else paragraph(f"Picture written to {picture}", width)
