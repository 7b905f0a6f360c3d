"""From a path to the plug that reads it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules

from theme_mining.core.errors import InputError
from theme_mining.core.sockets import Reader
from theme_mining.core.tables import SourceTable

__all__ = ["plugs", "read_table", "suffixes"]

_SUFFIXES = {
    ".csv": "delimited",
    ".tsv": "delimited",
    ".txt": "delimited",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".sav": "spss",
    ".zsav": "spss",
    ".parquet": "parquet",
}


def read_table(path: Path) -> SourceTable:
    """Read a survey file.

    Parameters
    ----------
    path : Path
        A file of a known kind.

    Raises
    ------
    InputError
        A missing file, a directory without tables, an unknown kind, or anything the plug cannot read.
    """
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path} is a folder", "a file was wanted", "name one file in it")
    if not path.exists():
        raise InputError(f"There is no file {path}", _beside(path), "check the path")
    if path.stat().st_size == 0:
        raise InputError(f"{path} is empty", "0 bytes found, a table wanted", "export the survey again")
    reader = _plug_for(path)
    try:
        table = reader.read(path)
    except PermissionError:
        raise InputError(f"{path} may not be read", "the system refused", "check its permissions") from None
    if table.frame.shape[0] == 0:
        raise InputError(
            f"{path} has a header but no rows",
            f"{table.frame.shape[1]} columns and 0 answers found",
            "export the survey with its answers",
        )
    return table


def plugs() -> tuple[str, ...]:
    """Give the names of the plugs in this room and of those other packages add."""
    import theme_mining.readers as room

    own = [m.name for m in iter_modules(room.__path__) if not m.name.startswith("_")]
    return tuple(sorted({*own, *(point.name for point in entry_points(group="theme_mining.readers"))}))


def suffixes() -> tuple[str, ...]:
    """Give every file ending that can be read."""
    return tuple(sorted({*_SUFFIXES, *_foreign()}))


def _plug_for(path: Path) -> Reader:
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES:
        return _own(_SUFFIXES[suffix])
    if suffix in _foreign():
        return _foreign()[suffix]
    raise InputError(
        f'{path} is of a kind "{suffix}" that cannot be read',
        f"one of {' '.join(suffixes())} wanted",
        "save it as .xlsx or .csv",
    )


@cache
def _own(name: str) -> Reader:
    reader: Reader = import_module(f"theme_mining.readers.{name}").Reader()
    return reader


@cache
def _foreign() -> dict[str, Reader]:
    readers = [point.load()() for point in entry_points(group="theme_mining.readers")]
    return {suffix: reader for reader in readers for suffix in reader.suffixes}


def _beside(path: Path) -> str:
    from theme_mining.core.errors import near_miss

    if not path.parent.is_dir():
        return f"the folder {path.parent} is not there either"
    names = sorted(item.name for item in path.parent.iterdir() if item.suffix.lower() in _SUFFIXES)
    return f"in its folder: {near_miss(path.name, names)}"
