"""A result table to a file, by its suffix: .csv .tsv .xlsx .parquet .sav; the same frame gives the same bytes.

No cell becomes a formula: in a workbook text is written as text, in delimited text a cell that a spreadsheet
would calculate gets a leading apostrophe (OWASP, "CSV Injection": = + - @ tab, CR, LF and full-width signs).
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from theme_mining.core.errors import InputError, SettingsError, near_miss
from theme_mining.core.files import replacing

__all__ = ["FRAME_SUFFIXES", "fixed_sav_time", "inert", "spss_names", "workbook_at", "write_frame"]

Writer = Callable[[pd.DataFrame, Path], None]

EXCEL_ROWS, EXCEL_COLUMNS, EXCEL_CELL = 1_048_576, 16_384, 32_767
SAV_CELL = 32_767
EXACT_IN_DOUBLE = 2**53
_CALCULATED = ("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "＠")
_MINUS = re.compile(r"[-－]\S*\w")
_NUMBER = re.compile(r"[-－]\s?\d[\d\s.,]*(e[+-]?\d+)?\s?%?$", re.IGNORECASE)
_SPSS_RESERVED = {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}


def write_frame(frame: pd.DataFrame, path: Path, own: Collection[str] = ()) -> None:
    """Write a table with its header to `path`; the suffix says how. The index is not written.

    Tuples and lists are joined with ``;``, true and false are written in lower case in delimited text,
    missing cells are empty.

    Parameters
    ----------
    frame : DataFrame
        Column names unique.
    path : Path
        ``.csv`` (UTF-8 without byte order mark, comma), ``.tsv``, ``.xlsx``, ``.parquet`` or ``.sav``.
    own : collection of str
        Columns made by us (lemmas, theme ids), whose cells are never guarded against spreadsheets.

    Raises
    ------
    SettingsError
        An unknown suffix.
    InputError
        Duplicate column names, or a cell or table larger than the format can hold (row and column named).
    StoreError
        When the place cannot be written.
    """
    path = Path(path)
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise SettingsError(
            f'{path}: a table cannot be written as "{path.suffix}"',
            f"known are {' '.join(FRAME_SUFFIXES)}",
            near_miss(path.suffix.lower(), FRAME_SUFFIXES),
        )
    if frame.columns.duplicated().any():
        name = frame.columns[frame.columns.duplicated()][0]
        raise InputError(f'{path}: the table has the column "{name}" twice', do="rename one of them")
    plain = _plain(frame)
    if path.suffix.lower() in (".csv", ".tsv"):
        plain = _guarded(plain, own)
    with replacing(path) as beside:
        write(plain, beside)


def inert(text: str) -> str:
    """Give the text with a leading apostrophe where a spreadsheet would calculate it, else unchanged.

    A text that looks as if it had been given one gets another, so that taking one away always gives the text again.

    >>> inert("=1+1"), inert("-joo"), inert("- joo"), inert("-5,2"), inert("--"), inert("'=1")
    ("'=1+1", "'-joo", '- joo', '-5,2', '--', "''=1")
    """
    if text.startswith("'"):
        bare = text.lstrip("'")
        return "'" + text if inert(bare) != bare else text
    if text.startswith(_CALCULATED) or (_MINUS.match(text) and not _NUMBER.match(text)):
        return "'" + text
    return text


def spss_names(columns: Collection[str]) -> list[str]:
    """Give a legal, unique SPSS variable name for each column (IBM SPSS Syntax Reference, "Variable Names").

    >>> spss_names(["Alue", "Mitä toivotte?", "alue", "1", "with"])
    ['Alue', 'Mitä_toivotte', 'alue_2', 'v1', 'with_']
    """
    found: list[str] = []
    for column in columns:
        name = re.sub(r"\W+", "_", column).strip("_") or "v"
        name = f"v{name}" if not name[0].isalpha() else name
        name = f"{name}_" if name.upper() in _SPSS_RESERVED else name
        stem = _cut(name, 56)
        name, n = stem, 1
        while name.casefold() in {f.casefold() for f in found}:
            n += 1
            name = f"{stem}_{n}"
        found.append(name)
    return found


def fixed_sav_time(path: Path) -> None:
    """Write a fixed date and time into the header of a .sav file (bytes 92–108: PSPP manual, file header record)."""
    with path.open("r+b") as stream:
        stream.seek(92)
        stream.write(b"01 Jan 8000:00:00")


def workbook_at(path: Path) -> Any:
    """Give an xlsxwriter workbook with a fixed creation time, in which no text turns into a formula or a link."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": dt.datetime(1980, 1, 1), "author": "theme_mining"})
    return book


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the frame with cells of simple kinds only: a column is text, numbers, true/false or times."""
    columns = {str(name): _plain_column(frame[name]) for name in frame.columns}
    return pd.DataFrame(columns, index=range(len(frame)))


def _plain_column(column: pd.Series) -> Any:
    if pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_datetime64_dtype(column.dtype):
        return column.array
    if pd.api.types.is_numeric_dtype(column.dtype):
        too_long = pd.api.types.is_integer_dtype(column.dtype) and len(column) and column.abs().max() > EXACT_IN_DOUBLE
        return pd.array([_cell(v) for v in column], dtype="object") if too_long else column.array
    values = column.astype(object).tolist()
    kinds = {type(v) for v in values if not _missing(v)}
    if kinds and kinds <= {int, float} and max(abs(v) for v in values if not _missing(v)) <= EXACT_IN_DOUBLE:
        return pd.array([float("nan") if _missing(v) else float(v) for v in values])
    if kinds == {bool} and len(values) == sum(isinstance(v, bool) for v in values):
        return pd.array(values, dtype="bool")
    return pd.array([_cell(v) for v in values], dtype="object")


def _is_text(column: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_datetime64_dtype(column.dtype))


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value if value.isprintable() else value.encode("utf-8", "replace").decode("utf-8")
    if _missing(value):
        return ""
    if isinstance(value, (tuple, list)):
        return ";".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _guarded(frame: pd.DataFrame, own: Collection[str]) -> pd.DataFrame:
    guarded = {
        name: column if name in own or not _is_text(column) else [inert(v) for v in column]
        for name, column in frame.items()
    }
    named = pd.DataFrame(guarded, index=frame.index)
    for name in _flags(frame):
        named[name] = ["true" if value else "false" for value in frame[name]]
    return named.rename(columns=inert)


def _flags(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name, dtype in frame.dtypes.items() if pd.api.types.is_bool_dtype(dtype)]


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    _write_delimited(frame, path, ",")


def _write_tsv(frame: pd.DataFrame, path: Path) -> None:
    _write_delimited(frame, path, "\t")


def _write_delimited(frame: pd.DataFrame, path: Path, delimiter: str) -> None:
    """Write rows ending in LF. `DataFrame.to_csv` would leave a lone CR within a cell unquoted."""
    columns = [_shown(column) for _, column in frame.items()]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(_LineFeeds(stream), delimiter=delimiter)
        writer.writerow(list(frame.columns))
        writer.writerows(zip(*columns, strict=True))


class _LineFeeds:
    """Takes lines ending in CR LF (so that the csv module quotes both) and writes them ending in LF."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, line: str) -> int:
        return self.stream.write(line[:-2] + "\n")


def _shown(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_dtype(column.dtype):
        days = bool((column.dropna() == column.dropna().dt.normalize()).all())
        return ["" if _missing(v) else (v.date() if days else v).isoformat() for v in column]
    return ["" if _missing(v) else v for v in column.tolist()]


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False)


def _write_xlsx(frame: pd.DataFrame, path: Path) -> None:
    if len(frame) >= EXCEL_ROWS or len(frame.columns) > EXCEL_COLUMNS:
        raise InputError(
            f"The table has {len(frame)} rows and {len(frame.columns)} columns",
            f"a sheet holds {EXCEL_ROWS - 1} and {EXCEL_COLUMNS}",
            "write .csv or .parquet",
        )
    _check_length(frame, EXCEL_CELL, "a cell of a workbook", len)
    with workbook_at(path) as book:
        head, when = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for at, (name, column) in enumerate(frame.items()):
            sheet.write_string(0, at, str(name), head)
            _write_column(sheet, at, column, when)


def _write_column(sheet: Any, at: int, column: pd.Series, when: Any) -> None:
    if pd.api.types.is_datetime64_dtype(column.dtype):
        for row, value in enumerate(column, 1):
            if not _missing(value):
                sheet.write_datetime(row, at, value.to_pydatetime(), when)
        return
    for row, value in enumerate(column.tolist(), 1):
        if _missing(value) or value == "":
            continue
        if isinstance(value, bool):
            sheet.write_boolean(row, at, value)
        elif isinstance(value, (int, float)) and abs(value) != float("inf"):
            sheet.write_number(row, at, value)
        else:
            sheet.write_string(row, at, str(value))


def _write_sav(frame: pd.DataFrame, path: Path) -> None:
    import pyreadstat

    _check_length(frame, SAV_CELL, "a cell of a .sav file", lambda v: len(v.encode("utf-8")))
    named = frame.set_axis(spss_names(list(frame.columns)), axis=1)
    flags = _flags(named)
    pyreadstat.write_sav(
        named.astype(dict.fromkeys(flags, "float64")),
        str(path),
        column_labels={new: _cut(old, 255) for new, old in zip(named.columns, frame.columns, strict=True)},
        variable_value_labels={name: {0.0: "false", 1.0: "true"} for name in flags},
    )
    fixed_sav_time(path)


def _check_length(frame: pd.DataFrame, limit: int, what: str, length: Callable[[str], int]) -> None:
    for name, column in frame.items():
        if not _is_text(column):
            continue
        longest = [length(v) for v in column]
        if longest and max(longest) > limit:
            row = next(i for i, n in enumerate(longest, 1) if n > limit)
            raise InputError(
                f'Row {row}, column "{name}" holds a text of {longest[row - 1]} characters',
                f"{what} holds {limit}",
                "write .csv or .parquet",
            )


def _cut(text: str, n_bytes: int) -> str:
    return text.encode("utf-8")[:n_bytes].decode("utf-8", "ignore")


_WRITERS: dict[str, Writer] = {
    ".csv": _write_csv,
    ".tsv": _write_tsv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
    ".sav": _write_sav,
}
FRAME_SUFFIXES = tuple(_WRITERS)
