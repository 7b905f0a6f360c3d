"""A grid of cells as a file holds them, and the table understood from it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from theme_mining.core.errors import InputError

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["LONGEST_CELL", "Cell", "Grid", "Understood", "filled", "is_blank", "to_table", "word"]

Cell = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | None

LONGEST_CELL = 100_000  # characters; Excel's own limit is 32,767, so more is a broken quotation mark


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells row by row; `numbers[i]` is the 1-based row of the file (a delimited file's record) of ``rows[i]``.

    `merged` are merged ranges (first row, first column, last row, last column; 0-based places in the file).
    """

    path: Path
    rows: list[list[Cell]] = field(repr=False)
    numbers: list[int] = field(repr=False)
    sheet: str = ""
    notes: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def width(self) -> int:
        """Number of cells of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def place(self) -> str:
        """File and sheet, for messages."""
        return f'{self.path}, sheet "{self.sheet}"' if self.sheet else str(self.path)

    def words(self, at: int) -> list[str]:
        """Give row `at` as single-line text, as wide as the grid; empty where there is no such row."""
        row = self.rows[at] if 0 <= at < len(self.rows) else []
        return [word(row[j]) if j < len(row) else "" for j in range(self.width)]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a grid is: column names, the place of the header and of the first answer in ``grid.rows``.

    `header_at` is -1 where there is no header; `labels` are questions in words a column name; `dropped` are places of
    rows that are no answers (previews); `layout` names the survey tool.
    """

    names: tuple[str, ...]
    header_at: int
    first_at: int
    notes: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()
    layout: str = ""


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled(row: list[Cell]) -> int:
    """Count the cells of a row that hold something."""
    return sum(1 for cell in row if not is_blank(cell))


def word(cell: Cell) -> str:
    """Give a header cell as text on one line."""
    from theme_mining.readers._typing import cell_text

    return " ".join(cell_text(cell).replace("\ufeff", "").split())


def to_table(grid: Grid) -> SourceTable:
    """Understand a grid and give it as a table: every row below the header becomes one row of the frame.

    Raises InputError naming file, sheet and row where a row is longer than the header.
    """
    import pandas as pd

    from theme_mining.core.tables import SourceTable
    from theme_mining.readers._header import understand
    from theme_mining.readers._progress import step
    from theme_mining.readers._typing import column_values

    found = understand(grid)
    kept = [i for i in range(found.first_at, len(grid.rows)) if i not in found.dropped]
    rows, numbers = [grid.rows[i] for i in kept], tuple(grid.numbers[i] for i in kept)
    names = found.names[: _width(grid, found, rows)]
    _check_width(grid, rows, numbers, len(names))
    series = {}
    for j, name in enumerate(names):
        series[name] = column_values([row[j] if j < len(row) else None for row in rows])
        step("columns", j + 1, len(names))
    header_row = grid.numbers[found.header_at] if found.header_at >= 0 else 0
    first_row = numbers[0] if numbers else header_row + 1
    steady = all(number == first_row + i for i, number in enumerate(numbers))
    return SourceTable(
        grid.path,
        pd.DataFrame(series, columns=list(names), index=range(len(rows))),
        sheet=grid.sheet,
        header_row=header_row,
        first_row=first_row,
        notes=grid.notes + found.notes,
        column_labels=found.labels,
        layout=found.layout,
        row_numbers=() if steady else numbers,
    )


def _width(grid: Grid, found: Understood, rows: list[list[Cell]]) -> int:
    """Give how many columns are real: named ones, and unnamed ones to the right that hold something.

    In delimited text an unnamed column that fewer than half of the rows fill is a separator inside an answer.
    """
    header = grid.rows[max(0, found.header_at) : found.first_at] or [list(found.names)]
    named = max((j for row in header for j, cell in enumerate(row, 1) if not is_blank(cell)), default=0)
    width = len(found.names)
    needed = 1 if grid.sheet else max(1, len(rows) // 2)
    while width > named and sum(1 for row in rows if len(row) >= width and not is_blank(row[width - 1])) < needed:
        width -= 1
    return width


def _check_width(grid: Grid, rows: list[list[Cell]], numbers: tuple[int, ...], width: int) -> None:
    for row, number in zip(rows, numbers, strict=True):
        if len(row) > width and filled(row[width:]):
            raise InputError(
                f"{grid.place}, row {number} has {len(row)} cells",
                f"the header has {width}",
                "a separator inside an answer needs quotation marks around the answer",
            )
