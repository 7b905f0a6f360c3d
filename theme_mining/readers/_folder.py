"""A folder of files of one survey, read as one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from theme_mining.core.errors import InputError

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["FILE_COLUMN", "read_folder"]

FILE_COLUMN = "tiedosto"


def read_folder(folder: Path, known: tuple[str, ...], read: Callable[[Path], SourceTable]) -> SourceTable:
    """Read every table in a folder, in the order of their names, under one another.

    A column `tiedosto` says which file a row came from. `row_numbers` count within each file.

    Raises
    ------
    InputError
        A folder without tables, or files whose columns differ (both files and the column named).
    """
    paths = sorted(
        item for item in folder.iterdir() if item.suffix.lower() in known and not item.name.startswith((".", "~$"))
    )
    if not paths:
        raise InputError(
            f"{folder} is a folder without tables",
            f"one of {' '.join(sorted(known))} wanted",
            "name a file or another folder",
        )
    tables = [read(path) for path in paths]
    first = tables[0]
    for table in tables[1:]:
        _check_same(first, table)
    if len(tables) == 1:
        return first
    return _joined(folder, tables)


def _joined(folder: Path, tables: list[SourceTable]) -> SourceTable:
    import pandas as pd

    names = list(tables[0].frame.columns)
    series = {}
    for name in names:
        columns = [table.frame[name] for table in tables]
        if len({str(column.dtype) for column in columns}) > 1:
            columns = [column.astype(object).where(column.notna(), "").map(str) for column in columns]
        series[name] = pd.concat(columns, ignore_index=True)
    file_name = next(n for n in (FILE_COLUMN, f"{FILE_COLUMN} (2)", f"{FILE_COLUMN} (3)") if n not in names)
    series[file_name] = pd.Series([table.path.name for table in tables for _ in range(len(table.frame))], dtype=object)
    notes = [f"{len(tables)} files read as one: {', '.join(table.path.name for table in tables)}"]
    notes += [f"{table.path.name}: {note}" for table in tables for note in table.notes]
    numbers = tuple(table.row(i) for table in tables for i in range(len(table.frame)))
    return replace(
        tables[0], path=folder, frame=pd.DataFrame(series), notes=tuple(dict.fromkeys(notes)), row_numbers=numbers
    )


def _check_same(first: SourceTable, other: SourceTable) -> None:
    ours, theirs = list(first.frame.columns), list(other.frame.columns)
    if set(ours) == set(theirs):
        return
    lacking = sorted(set(ours) - set(theirs)) or sorted(set(theirs) - set(ours))
    where = other if set(ours) - set(theirs) else first
    raise InputError(
        f'{where.path} has no column "{lacking[0]}"',
        f"the other files of the folder do ({first.path.name}, {other.path.name})",
        "read files of different forms one by one",
    )
