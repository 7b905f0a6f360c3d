"""A register of the population by background → the rows that respondents are weighted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.identity import fingerprint
from theme_mining.core.tables import SourceTable
from theme_mining.readers import read_table

__all__ = ["Register", "read_register"]

_COUNTS = ("n", "lukumäärä", "määrä", "jäseniä", "jäsenmäärä", "väestö", "antal", "count", "population", "size")
_BACKGROUNDS = ("background", "tausta", "taustamuuttuja", "muuttuja", "bakgrund", "variable")
_GROUPS = ("group", "ryhmä", "luokka", "arvo", "grupp", "value")
JOINT = " × "


@dataclass(frozen=True, slots=True)
class Register:
    """Units of the population by group. `columns` are the survey's columns of each margin (several for a joint one).

    `rows` has ``background``, ``group``, ``n``, and ``wave`` where the register tells the rounds apart.
    """

    columns: tuple[tuple[str, ...], ...]
    rows: pd.DataFrame = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the register's rows."""
        return fingerprint(self.rows.astype(str).to_numpy().tolist())

    def of_wave(self, wave: str) -> pd.DataFrame:
        """Give the rows of one round; all of them where the register does not tell rounds apart."""
        if "wave" not in self.rows:
            return self.rows
        return self.rows[self.rows["wave"] == wave].drop(columns="wave")


def read_register(path: Path, known: Sequence[str], wave: str = "") -> Register:
    """Read a register.

    Either one column a background, named as in the survey, and one of counts (several columns: joint groups), or the
    columns background, group, n (one row a group; several backgrounds are fitted by turns).

    Parameters
    ----------
    known : sequence of str
        The survey's columns.
    wave : str
        Column of the rounds; the register may have it too.

    Raises
    ------
    InputError
        A column that the survey does not have, a count that is missing or negative, a group that stands twice.
    """
    table = read_table(path)
    frame = table.frame
    counts = _counts(table, {wave})
    names = {str(c).strip().casefold(): str(c) for c in frame.columns}
    long = [names.get(next((k for k in keys if k in names), "")) for keys in (_BACKGROUNDS, _GROUPS)]
    about = [str(c) for c in frame.columns if c not in (counts, wave)]
    rounds = {"wave": frame[wave].map(_word)} if wave and wave in frame else {}
    numbers = pd.to_numeric(frame[counts], errors="coerce")
    _check(table, numbers, counts)
    if all(long) and len(about) == 2:
        rows = pd.DataFrame({"background": frame[long[0]].map(_word), "group": frame[long[1]].map(_word), "n": numbers})
        found = {name: _column(table, name, known) for name in dict.fromkeys(rows["background"])}
        rows["background"] = rows["background"].map(found)
        columns: tuple[tuple[str, ...], ...] = tuple((str(name),) for name in dict.fromkeys(rows["background"]))
    else:
        margin = tuple(_column(table, name, known) for name in about)
        groups = [JOINT.join(map(_word, row)) for row in frame[about].to_numpy().tolist()]
        rows = pd.DataFrame({"background": JOINT.join(margin), "group": groups, "n": numbers})
        columns = (margin,)
    rows = rows.assign(**rounds)
    twice = rows.drop(columns="n").duplicated()
    if twice.any():
        raise InputError(
            f"{path}, row {table.row(int(twice.to_numpy().argmax()))}: a group of the register stands twice",
            "one row a group wanted",
            "join the rows",
        )
    return Register(columns, rows.reset_index(drop=True))


def _counts(table: SourceTable, other: set[str]) -> str:
    frame = table.frame
    named = [str(c) for c in frame.columns if str(c).strip().casefold() in _COUNTS and c not in other]
    numeric = [str(c) for c in frame.columns if pd.api.types.is_numeric_dtype(frame[c]) and c not in other]
    for found in (named, numeric):
        if len(found) == 1:
            return found[0]
    raise InputError(
        f"{table.path}: which column holds the numbers of the population is not clear",
        f"columns: {', '.join(map(str, frame.columns))}",
        f"name one of them {_COUNTS[0]}",
    )


def _check(table: SourceTable, numbers: pd.Series, counts: str) -> None:
    bad = (numbers.isna() | (numbers < 0)).to_numpy()
    if bad.any():
        raise InputError(
            f'{table.path}, row {table.row(int(bad.argmax()))}: the number in "{counts}" is missing or negative',
            "how many units of the population the group has was wanted",
            "mend the register",
        )


def _column(table: SourceTable, name: str, known: Sequence[str]) -> str:
    close = [c for c in known if " ".join(c.split()).casefold() == " ".join(name.split()).casefold()]
    if len(close) != 1:
        raise InputError(
            f'{table.path}: the survey has no column "{name}"',
            near_miss(name, known),
            "name the register's columns as the survey's backgrounds, or use the columns background, group, n",
        )
    return close[0]


def _word(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
