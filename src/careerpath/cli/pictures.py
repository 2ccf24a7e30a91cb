"""Where pictures go: checked before any work is done, and written completely or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpath.errors import CareerPathError, InvalidValueError, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS_PER_INCH = 150
TIMELESS: dict[str, dict[str, Any]] = {
    "svg": {"metadata": {"Date": None}},
    "pdf": {"metadata": {"CreationDate": None}},
}
"""How to save without the time of day, by format: the same question gives the same file."""


def check_picture(path: str) -> None:
    """Raise if no picture can be written to *path*.

    Raises
    ------
    InvalidValueError
        If matplotlib writes no format with this suffix; those it does write are named.
    CareerPathError
        If the folder does not exist, *path* is a folder, or matplotlib does not start.
    """
    target = Path(path)
    if target.is_dir():
        raise CareerPathError(f"The picture cannot be written to {path!r}: it is a folder; give the path of a file.")
    if not target.parent.is_dir():
        raise CareerPathError(
            f"The picture cannot be written to {path!r}: there is no folder {str(target.parent)!r}; create it first."
        )
    _formats(path)


def write_picture(path: str, draw: Callable[[], Axes]) -> None:
    """Write what *draw* draws to *path*, under a temporary name first, then renamed.

    Raises
    ------
    CareerPathError
        If the file cannot be written.
    """
    import matplotlib as mpl

    if "matplotlib.pyplot" not in sys.modules:  # a program that embeds this one keeps its windows
        mpl.use("agg")
    import matplotlib.pyplot as plt

    kind = _formats(path)
    target = Path(os.path.realpath(path))  # through a link, so that the link stays one
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    figure: Any = draw().figure
    try:
        with mpl.rc_context({"svg.hashsalt": "careerpath"}):
            figure.savefig(temporary, format=kind, dpi=DOTS_PER_INCH, **TIMELESS.get(kind, {}))
        if target.is_file():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    # Some formats run other programs, which fail in their own ways.
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CareerPathError(f"The picture cannot be written to {path!r}: {reason}.") from error
    finally:
        plt.close(figure)
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _formats(path: str) -> str:
    """Return the format that the suffix of *path* chooses."""
    try:
        from matplotlib.backend_bases import FigureCanvasBase
    except (ImportError, ValueError) as error:  # a value: MPLBACKEND names a backend that does not exist
        raise CareerPathError(f"Pictures cannot be drawn, because matplotlib does not start: {error}.") from error

    kinds = sorted(FigureCanvasBase.get_supported_filetypes())
    kind = Path(path).suffix.casefold().removeprefix(".")
    if kind not in kinds:
        raise InvalidValueError(
            f"The suffix of a picture chooses its format, and {Path(path).name!r} has none that is known. "
            f"Known: {shown(f'.{one}' for one in kinds)}."
        )
    return kind
