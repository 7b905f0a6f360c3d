"""The error tree. Doors turn an error into one message and its exit code.

    ThemeMiningError            1   never raised itself
    ├── SettingsError           2   a wrong setting, option or value
    ├── InputError              3   a file, table, column, codebook or label that cannot be used
    ├── ModelError              4   a model folder, embedder or language backend that cannot be used
    └── StoreError              5   the database, or an output that cannot be written
        └── Conflict            5   someone else changed it meanwhile; `current` is how it stands now

A message has three parts: what happened and where; what was found and what was wanted; what to do.
It never holds an answer's text: rows are named by number, columns by name.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

__all__ = [
    "Conflict",
    "InputError",
    "ModelError",
    "SettingsError",
    "StoreError",
    "ThemeMiningError",
    "near_miss",
]


class ThemeMiningError(Exception):
    """An error a person can act on.

    Parameters
    ----------
    what : str
        What happened, and where (file, sheet, row, column, setting).
    found : str
        What was found and what was wanted; may be empty where `what` says it all.
    do : str
        What to do next.
    """

    exit_code = 1

    def __init__(self, what: str, found: str = "", do: str = "") -> None:
        super().__init__(what, found, do)
        self.what, self.found, self.do = what, found, do

    def __str__(self) -> str:
        return "\n  ".join(part for part in (self.what, self.found, self.do) if part)


class SettingsError(ThemeMiningError):
    """A setting, option or value that cannot be."""

    exit_code = 2


class InputError(ThemeMiningError):
    """A file, table, column, codebook or label that cannot be used."""

    exit_code = 3


class ModelError(ThemeMiningError):
    """A model folder, embedder or language backend that cannot be used."""

    exit_code = 4


class StoreError(ThemeMiningError):
    """A store or an output place that cannot be used."""

    exit_code = 5


class Conflict(StoreError):
    """Someone changed an answer or a codebook since it was looked at; nothing was written.

    Parameters
    ----------
    current : AnswerKept or Codebook
        How it stands now, to show to the person who was late.
    """

    def __init__(self, what: str, found: str = "", do: str = "", *, current: Any) -> None:
        super().__init__(what, found, do)
        self.current = current


def near_miss(name: str, known: Iterable[str]) -> str:
    """Give `'did you mean "x"?'` for the closest known name, else the first known names.

    The cut-off 0.6 is difflib's own default.

    >>> near_miss("vastuas", ["id", "vastaus"])
    'did you mean "vastaus"?'
    >>> near_miss("zzz", ["id", "vastaus"])
    'there are: "id", "vastaus"'
    >>> near_miss("zzz", [])
    'there are none'
    """
    names = [str(k) for k in known]
    lowered = {n.casefold(): n for n in names}
    close = difflib.get_close_matches(name.casefold(), list(lowered), n=1)
    if close:
        return f'did you mean "{lowered[close[0]]}"?'
    if not names:
        return "there are none"
    shown = ", ".join(f'"{n}"' for n in names[:12])
    return f"there are: {shown}" + (f" and {len(names) - 12} more" if len(names) > 12 else "")
