"""From a path to the plug that reads it: a file, a folder of files, or standard input."""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, cast

from theme_mining.core.errors import InputError, near_miss
from theme_mining.readers._progress import Progress, reporting

if TYPE_CHECKING:
    from theme_mining.core.sockets import Reader
    from theme_mining.core.tables import SourceTable

__all__ = ["plugs", "read_table", "suffixes"]

# What standard input holds, by its first bytes; anything else is delimited text.
_SIGNS = (
    (b"PK\x03\x04", ".xlsx"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"PAR1", ".parquet"),
    (b"$FL2", ".sav"),
    (b"$FL3", ".zsav"),
)


def read_table(path: Path, progress: Progress | None = None) -> SourceTable:
    """Read a survey.

    Parameters
    ----------
    path : Path
        A file of a known kind (`suffixes`), a folder of such files with the same columns, or ``-`` for standard
        input (its kind is told by its first bytes).
    progress : callable or None
        Hears of long readings: ``progress(what, done, total)``.

    Raises
    ------
    InputError
        A missing file, a folder without tables, an unknown kind, a table without rows, or anything the plug
        cannot read: the message names file, sheet, column and row, and what to do, and never an answer's text.
    """
    path = Path(path)
    with reporting(progress):
        if str(path) == "-":
            return _checked(_standard_input())
        if path.is_dir():
            from theme_mining.readers._folder import read_folder

            return _checked(read_folder(path, tuple(suffixes()), _read_file))
        return _checked(_read_file(path))


def plugs() -> dict[str, Reader]:
    """Give the plugs of this room by name, and those other packages add (entry points `theme_mining.readers`)."""
    from pkgutil import iter_modules

    import theme_mining.readers as room

    names = sorted(m.name for m in iter_modules(room.__path__) if not m.name.startswith("_"))
    return {**{name: _own(name) for name in names}, **_foreign()}


def suffixes() -> dict[str, str]:
    """Give every file ending that can be read, with the plug that reads it."""
    return {suffix: name for name, reader in plugs().items() for suffix in reader.suffixes}


def _read_file(path: Path) -> SourceTable:
    if not path.exists():
        raise InputError(f"There is no file {path}", _beside(path), "check the path")
    suffix = path.suffix.lower()
    plug = suffixes().get(suffix)
    if plug is None:
        raise InputError(
            f'{path} is of a kind "{suffix}" that cannot be read',
            f"one of {' '.join(sorted(suffixes()))} wanted",
            "save it as .xlsx or .csv",
        )
    try:
        if path.stat().st_size == 0:
            raise InputError(f"{path} is empty", "0 bytes found, a table wanted", "export the survey again")
        return plugs()[plug].read(path)
    except PermissionError:
        raise InputError(f"{path} may not be read", "the system refused", "check its permissions") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder", "a file was wanted", "name one file in it") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read", error.strerror or type(error).__name__, "check the file") from None


def _standard_input() -> SourceTable:
    content = sys.stdin.buffer.read()
    if not content:
        raise InputError("Standard input is empty", "a table was wanted", "pipe a file in, or give its path")
    suffix = next((ending for sign, ending in _SIGNS if content.startswith(sign)), ".csv")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"standard-input{suffix}"
        path.write_bytes(content)
        try:
            table = _read_file(path)
        except InputError as error:
            parts = [part.replace(str(path), "standard input") for part in (error.what, error.found, error.do)]
            raise InputError(*parts) from None
    from dataclasses import replace

    return replace(table, path=Path("-"))


def _checked(table: SourceTable) -> SourceTable:
    if table.frame.shape[0] == 0:
        raise InputError(
            f"{table.path} has a header but no rows",
            f"{table.frame.shape[1]} columns and 0 answers found",
            "export the survey with its answers",
        )
    return table


@cache
def _own(name: str) -> Reader:
    return cast("Reader", import_module(f"theme_mining.readers.{name}").Reader())


@cache
def _foreign() -> dict[str, Reader]:
    return {point.name: point.load()() for point in entry_points(group="theme_mining.readers")}


def _beside(path: Path) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} is not there either"
    known = suffixes()
    names = sorted(item.name for item in path.parent.iterdir() if item.suffix.lower() in known)
    return f"in its folder: {near_miss(path.name, names)}"
