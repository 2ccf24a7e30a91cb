"""From the words of a command line to text on the streams and an exit status."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from careerpath.cli.arguments import parse
from careerpath.cli.screen import encodable, width_of_terminal

ANSWERED, REFUSED, INTERRUPTED = 0, 1, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one command line and return its exit status.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after the name of the program; those of this process if left out.

    Returns
    -------
    int
        0 if answered (also if the reader of the output stopped reading), 1 if there is no plan or the
        input is faulty, 2 for wrong usage, 130 if interrupted.

    Examples
    --------
    >>> main(["--version"])  # doctest: +ELLIPSIS
    careerpath ...
    0
    """
    try:
        status = _run(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _give_up(sys.stdout)
        return ANSWERED
    except KeyboardInterrupt:
        return _refuse("interrupted", INTERRUPTED)
    except OSError as error:  # such as a full disk under the output
        _give_up(sys.stdout)
        return _refuse(str(error), REFUSED)
    return status


def _run(argv: Sequence[str] | None) -> int:
    try:
        args = parse(argv)
    except SystemExit as done:  # help and version end in 0, wrong usage in 2
        return int(done.code or 0)
    # Only now, so that help and version answer at once.
    from careerpath.cli.commands import COMMANDS
    from careerpath.errors import CareerPathError

    try:
        with _notes():
            answer = COMMANDS[args.command](args)
            said = answer.json() if args.json else answer.text(width_of_terminal())
    except CareerPathError as error:
        return _refuse(str(error), REFUSED)
    _say(said, sys.stdout)
    return ANSWERED


@contextlib.contextmanager
def _notes() -> Iterator[None]:
    """Show warnings as notes of one line, each time they are given."""
    from careerpath.errors import CareerPathWarning

    def note(message: Warning | str, *_place: Any, **_more: Any) -> None:
        _say(f"note: {message}", sys.stderr)

    with warnings.catch_warnings():
        warnings.simplefilter("always", CareerPathWarning)
        warnings.showwarning = note
        yield


def _refuse(reason: str, status: int) -> int:
    _say(f"careerpath: {reason}", sys.stderr)
    return status


def _say(text: str, stream: TextIO | None) -> None:
    if stream is not None:  # a closed stream
        stream.write(f"{encodable(text, stream)}\n")


def _give_up(stream: TextIO) -> None:
    """Let nothing more be written to a stream that failed, so that the interpreter leaves without a word."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # it may be closed, or no file at all
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
