"""Bytes in, bytes out: files are read within limits, and written completely or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from pathlib import Path
from typing import TypeAlias

from careerpath.errors import DocumentError, Fault, InvalidTypeError, InvalidValueError, MissingFileError, similar_to

PathLike: TypeAlias = str | os.PathLike[str]

MAX_DOCUMENT_BYTES = 20_000_000
"""Largest YAML or JSON document that is read."""

MAX_TABLE_BYTES = 200_000_000
"""Largest CSV table that is read."""

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def as_path(path: PathLike) -> Path:
    """Return *path* as a `Path`.

    Raises
    ------
    InvalidTypeError
        If it is neither text nor a path, often two arguments that changed places.

    Examples
    --------
    >>> as_path("ladder.yaml").suffix
    '.yaml'
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InvalidTypeError(f"path must be text or a pathlib.Path, got {type(path).__name__}.")
    return Path(path)


def suffix_of(path: Path) -> str:
    """Return the format that the suffix of *path* chooses: ``"yaml"`` or ``"json"``.

    Raises
    ------
    InvalidValueError
        If the suffix is another one.

    Examples
    --------
    >>> suffix_of(Path("ladder.YML"))
    'yaml'
    """
    suffix = path.suffix.casefold()
    if suffix not in {".yaml", ".yml", ".json"}:
        raise InvalidValueError(
            f"The suffix of a document chooses its format, .yaml, .yml or .json; got {path.name!r}. Rename the file."
        )
    return "json" if suffix == ".json" else "yaml"


def refuse(path: Path, message: str, *, line: int | None = None, column: int | None = None) -> DocumentError:
    """Return the error about a file that has this one fault."""
    return DocumentError((Fault(message, line=line, column=column),), str(path))


def read_text(path: Path, *, limit: int = MAX_DOCUMENT_BYTES, encoding: str = "utf-8-sig") -> str:
    """Return the text of a file of at most *limit* bytes, without a byte order mark.

    Raises
    ------
    MissingFileError
        If there is no such file.
    DocumentError
        If it is a folder, cannot be opened, is too large, is not in *encoding* or holds a NUL character.
    InvalidValueError
        If there is no such encoding.
    """
    try:
        with path.open("rb") as handle:
            raw = handle.read(limit + 1)
    except FileNotFoundError as error:
        raise _missing(path) from error
    except IsADirectoryError as error:
        raise refuse(path, "It is a folder; give the path of a file.") from error
    except OSError as error:
        raise refuse(path, f"It cannot be read: {error.strerror}.") from error
    if len(raw) > limit:
        raise refuse(path, f"It is larger than {limit / 1e6:g} MB, the most that is read; split it, or check the path.")
    return _decoded(raw, path, encoding)


def _decoded(raw: bytes, path: Path, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except LookupError as error:
        raise InvalidValueError(f"There is no encoding {encoding!r}. Try 'utf-8-sig', 'cp1252' or 'utf-16'.") from error
    except UnicodeDecodeError as error:
        at = len(raw) - len(error.object) + error.start  # a byte order mark that was taken off counts
        line = raw.count(b"\n", 0, at) + 1
        guess = "It looks like UTF-16; save" if raw.startswith(UTF16_MARKS) else "Save"
        message = f"It is not {encoding} text: byte 0x{raw[at]:02x} at position {at} does not fit. {guess} it as UTF-8"
        raise refuse(path, f"{message}, or name the encoding of a table (encoding='cp1252').", line=line) from error
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise refuse(path, f"It holds a NUL character at position {at}, so it is not a text file.", line=line)
    return text


def _missing(path: Path) -> MissingFileError:
    """Build the error about a missing file, with the names in its folder that come near."""
    with contextlib.suppress(OSError):
        near = similar_to(path.name, sorted(entry.name for entry in path.parent.iterdir()))
        hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
        return MissingFileError(errno.ENOENT, f"There is no file {str(path)!r}.{hint}", str(path))
    return MissingFileError(errno.ENOENT, f"There is no folder {str(path.parent)!r}.", str(path))


def write_text(path: Path, text: str) -> None:
    """Write *text* as UTF-8, completely or not at all: under a temporary name first, then renamed.

    Raises
    ------
    MissingFileError
        If the folder does not exist.
    DocumentError
        If the file cannot be written there.
    """
    target = Path(os.path.realpath(path))  # through a link, so that the link stays one
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with temporary.open("xb") as handle:
                handle.write(text.encode())
            if target.is_file():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise refuse(path, f"It cannot be written: {error.strerror}.") from error
