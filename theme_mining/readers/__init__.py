"""Any survey file in: a path becomes a SourceTable, its columns are understood, its answers come out raw.

Takes delimited text, workbooks, SPSS and parquet files, a folder of them, or standard input; gives `SourceTable`
(`read_table`), which columns hold what (`choose_columns`), what was understood for a person to confirm (`propose`,
saved and read back as a profile: `load_profile`), and `RawAnswer` row by row (`raw_answers`). A public file here is a
plug: a class `Reader` with `suffixes` and `read`. Nothing heavy is imported before a file of its kind is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theme_mining.readers._answers import raw_answers
    from theme_mining.readers._columns import Columns, choose_columns, contact_columns
    from theme_mining.readers._opening import plugs, read_table, suffixes
    from theme_mining.readers._profile import Profile, load_profile
    from theme_mining.readers._proposal import Proposal, propose

__all__ = [
    "Columns",
    "Profile",
    "Proposal",
    "choose_columns",
    "contact_columns",
    "load_profile",
    "plugs",
    "propose",
    "raw_answers",
    "read_table",
    "suffixes",
]

_HOMES = {
    "Columns": "_columns",
    "Profile": "_profile",
    "Proposal": "_proposal",
    "choose_columns": "_columns",
    "contact_columns": "_columns",
    "load_profile": "_profile",
    "plugs": "_opening",
    "propose": "_proposal",
    "raw_answers": "_answers",
    "read_table": "_opening",
    "suffixes": "_opening",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
