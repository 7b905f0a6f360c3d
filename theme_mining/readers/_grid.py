"""A grid of cells as a file holds them, and what was understood of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["LONGEST_CELL", "Cell", "Grid", "Understood", "filled", "is_blank", "word"]

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
