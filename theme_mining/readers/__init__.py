"""Any survey file in: a path becomes a SourceTable, its columns are understood, its answers come out raw.

Takes `.csv .tsv .txt .xlsx .xls .ods .sav .parquet` (or a folder of them, or standard input); gives `SourceTable`
(`read_table`), which columns hold what (`choose_columns`), and `RawAnswer` row by row (`raw_answers`). A public file
here is a plug: a class `Reader` with `suffixes` and `read`. Nothing heavy is imported before a file of its kind is
read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theme_mining.readers._answers import raw_answers
    from theme_mining.readers._columns import Columns, choose_columns
    from theme_mining.readers._opening import read_table

__all__ = ["Columns", "choose_columns", "raw_answers", "read_table"]

_HOMES = {
    "Columns": "_columns",
    "choose_columns": "_columns",
    "raw_answers": "_answers",
    "read_table": "_opening",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
