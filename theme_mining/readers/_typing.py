"""What a column of cells is: numbers, or text."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cell_text", "column_values", "is_date", "number_of"]

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})\Z", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{1,17}(?:[eE][-+]?\d{1,3})?\Z", re.ASCII)
_TIME = (
    r"(?:[ T,]+(?:klo )?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z"
    r"|UTC|GMT|EET|EEST|[+-]\d\d:?\d\d))?(?: ?[+-]\d)?)?"
)
_DATE = re.compile(
    rf"(?:\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)){_TIME}\Z",
    re.ASCII,
)
_COMMA = re.compile(r"-?(?:0|[1-9]\d{0,14}),\d{1,17}\Z", re.ASCII)


def number_of(text: str) -> int | float | None:
    """Give the number a cell's text is, with a decimal point or comma; None for anything else.

    A leading zero, a plus sign or more than 15 digits make it a code, not a number.

    >>> number_of("0,544"), number_of("12"), number_of("007"), number_of("1.2.2022")
    (0.544, 12, None, None)
    """
    text = text.strip()
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text) or _COMMA.match(text):
        return float(text.replace(",", "."))
    return None


def is_date(text: str) -> bool:
    """Tell whether a cell's text is a date, Finnish or ISO or American, with or without a time of day.

    >>> [is_date(t) for t in ("1.3.2022", "1.3.2022 klo 12.30", "2022-03-01T12:30:00Z", "3/1/22 1:05:10 PM", "1.3")]
    [True, True, True, True, False]
    """
    return bool(_DATE.match(text.strip()))


def cell_text(cell: Any) -> str:
    """Give a cell as text: whole floats without ``.0``, dates in ISO 8601, empty for nothing.

    >>> cell_text(3.0), cell_text(True), cell_text(datetime.datetime(2022, 3, 1)), cell_text(None)
    ('3', 'true', '2022-03-01', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell != cell:
            return ""
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        plain = cell.isoformat(sep=" ", timespec="seconds")
        return plain[:10] if plain[10:] == " 00:00:00" else plain
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def column_values(cells: list[Any]) -> pd.Series[Any]:
    """Give a column as pandas holds it: whole numbers, decimal numbers, or `str` with empty for nothing.

    A text column whose every filled cell is a number becomes one; decimals with a point stay text where that would
    change how they are written (``14.30`` may be a time of day).
    """
    import pandas as pd

    kinds = {type(cell) for cell in cells}
    if kinds <= {int, float, type(None)} and kinds != {type(None)}:
        return _numbers([None if cell is None or cell != cell else cell for cell in cells])
    if kinds <= {str, type(None)}:
        found = _read_numbers(cells)
        if found is not None:
            return _numbers(found)
    return pd.Series([cell_text(cell) for cell in cells], dtype=object)


def _read_numbers(cells: list[Any]) -> list[int | float | None] | None:
    found: list[int | float | None] = []
    any_number = False
    for cell in cells:
        if cell is None or not cell.strip():
            found.append(None)
            continue
        number = number_of(cell)
        if number is None or (isinstance(number, float) and "." in cell and repr(number) != cell.strip()):
            return None
        any_number = True
        found.append(number)
    return found if any_number else None


def _numbers(values: list[int | float | None]) -> pd.Series[Any]:
    import pandas as pd

    whole = all(value is None or isinstance(value, int) or value.is_integer() for value in values)
    if whole and all(value is None or abs(value) < 2**53 for value in values):
        if None in values:
            return pd.Series([None if v is None else int(v) for v in values], dtype="Int64")
        return pd.Series([int(v) for v in values if v is not None], dtype="int64")
    return pd.Series([float("nan") if v is None else float(v) for v in values], dtype="float64")
