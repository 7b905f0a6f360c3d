"""Excel workbooks: `.xlsx .xlsm`, read row by row with openpyxl."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.tables import SourceTable
from theme_mining.readers._grid import Cell, Grid, filled, to_table

__all__ = ["Reader"]


class Reader:
    """Reads the sheet that holds the answers."""

    suffixes = (".xlsx", ".xlsm")

    def read(self, path: Path) -> SourceTable:
        """Read the fullest visible sheet. Raises InputError naming file, sheet and row."""
        from openpyxl import load_workbook

        with path.open("rb") as stream:
            if stream.read(8).startswith(b"\xd0\xcf\x11\xe0"):
                raise InputError(
                    f"{path} is protected by a password or is an old .xls",
                    "an open .xlsx wanted",
                    "open it in Excel and save it as .xlsx without a password",
                )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = load_workbook(path, read_only=True, data_only=True)
                try:
                    grids = [_grid(path, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
                finally:
                    book.close()
        except (zipfile.BadZipFile, KeyError, EOFError, ValueError, OSError, SyntaxError) as error:
            raise InputError(
                f"{path} is cut short or is no workbook", type(error).__name__, "export it again"
            ) from None
        notes = [f'sheet "{s.title}" is hidden and was not read' for s in book.worksheets if s.sheet_state != "visible"]
        full = [grid for grid in grids if grid.rows]
        if not full:
            raise InputError(f"{path} is empty", "no visible sheet holds anything", "export the survey again")
        best = max(full, key=lambda grid: len(grid.rows) * grid.width)
        others = [grid.sheet for grid in full if grid is not best]
        if others:
            notes.append(f'sheet "{best.sheet}" read; not read: {", ".join(others)}')
        return to_table(Grid(path, best.rows, best.numbers, best.sheet, tuple(notes)))


def _grid(path: Path, sheet: Any) -> Grid:
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        rows.append(list(values))
        numbers.append(number)
    while rows and not filled(rows[-1]):
        rows.pop()
        numbers.pop()
    return Grid(path, rows, numbers, sheet.title)
