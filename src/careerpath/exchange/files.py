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

FOLDER = "It is a folder; give the path of a file."

MAX_DOCUMENT_BYTES = 20_000_000
"""Largest YAML or JSON document that is read."""

MAX_TABLE_BYTES = 200_000_000
"""Largest CSV table that is read."""

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel workbooks begin, new ones (which are zip archives) and old ones."""


def as_path(path: PathLike) -> Path:
    """Return *path* as a `Path`.

    Raises
    ------
    InvalidTypeError
        If it is neither text nor a path, often two arguments that changed places.
    InvalidValueError
        If it is empty.

    Examples
    --------
    >>> as_path("ladder.yaml").suffix
    '.yaml'
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InvalidTypeError(f"path must be text or a pathlib.Path, got {type(path).__name__}.")
    if not os.fspath(path):
        raise InvalidValueError("The path is empty; give the path of a file.")
    return Path(path)


def suffix_of(path: Path) -> str:
    """Return the format that the suffix of *path* chooses: ``"yaml"`` or ``"json"``.

    Raises
    ------
    InvalidValueError
        If the suffix is another one.
    DocumentError
        If it is a folder.

    Examples
    --------
    >>> suffix_of(Path("ladder.YML"))
    'yaml'
    """
    suffix = path.suffix.casefold()
    if suffix not in {".yaml", ".yml", ".json"}:
        if path.is_dir():
            raise refuse(path, FOLDER)
        hint = "Tables are read with read_tables" if suffix in {".csv", ".tsv", ".xlsx", ".xls"} else "Rename the file"
        raise InvalidValueError(
            f"The suffix of a document chooses its format, .yaml, .yml or .json; got {path.name!r}. {hint}."
        )
    return "json" if suffix == ".json" else "yaml"


def refuse(path: Path, message: str, *, line: int | None = None, column: int | None = None) -> DocumentError:
    """Return the error about a file that has this one fault."""
    return DocumentError((Fault(message, line=line, column=column),), str(path))


def read_text(path: Path, *, table: bool = False, encoding: str = "utf-8-sig") -> str:
    """Return the text of a document or a *table*, without a byte order mark.

    Raises
    ------
    MissingFileError
        If there is no such file.
    DocumentError
        If it is a folder, cannot be opened, is too large, is an Excel workbook, is not in *encoding* or
        holds a NUL character.
    InvalidValueError
        If there is no such encoding.
    """
    limit = MAX_TABLE_BYTES if table else MAX_DOCUMENT_BYTES
    try:
        with path.open("rb") as handle:
            raw = handle.read(limit + 1)
    except FileNotFoundError as error:
        raise _missing(path) from error
    except IsADirectoryError as error:
        raise refuse(path, FOLDER) from error
    except OSError as error:
        raise refuse(path, f"It cannot be read: {error.strerror}.") from error
    if len(raw) > limit:
        raise refuse(path, f"It is larger than {limit / 1e6:g} MB, the most that is read; split it, or check the path.")
    if raw.startswith(WORKBOOK_MARKS):
        hint = "Save the sheet as CSV" + (", or pass a dataframe such as pandas.read_excel returns" if table else "")
        raise refuse(path, f"It is an Excel workbook or another archive, not text. {hint}.")
    return _decoded(raw, path, encoding, table=table)


def _decoded(raw: bytes, path: Path, encoding: str, *, table: bool) -> str:
    hint = _encoding_hint(raw, table=table)
    try:
        text = raw.decode(encoding)
    except LookupError as error:
        raise InvalidValueError(f"There is no encoding {encoding!r}. Try 'utf-8-sig', 'cp1252' or 'utf-16'.") from error
    except UnicodeDecodeError as error:
        at = len(raw) - len(error.object) + error.start  # a byte order mark that was taken off counts
        line = raw.count(b"\n", 0, at) + 1
        message = f"It is not {encoding} text: byte 0x{raw[at]:02x} at position {at} does not fit. {hint}."
        raise refuse(path, message, line=line) from error
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise refuse(
            path, f"It holds a NUL character at position {at}, so it is not {encoding} text. {hint}.", line=line
        )
    return text


def _encoding_hint(raw: bytes, *, table: bool) -> str:
    """Say what to do about bytes that cannot be read as they were meant to be."""
    wide = raw.startswith(UTF16_MARKS)
    save = "It looks like UTF-16; save it as UTF-8" if wide else "Save it as UTF-8"
    if not table:
        return save
    return f"{save}, or name its encoding with encoding={'utf-16' if wide else 'cp1252'!r}"


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
