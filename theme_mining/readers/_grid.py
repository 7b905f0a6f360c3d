"""A grid of cells as a file holds them, and the table understood from it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from pathlib import Path

from theme_mining.core.errors import InputError
from theme_mining.core.tables import SourceTable
from theme_mining.readers._typing import column_values

__all__ = ["Cell", "Grid", "Understood", "is_blank", "to_table"]

Cell = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | None

LONGEST_CELL = 100_000  # characters; Excel's own limit is 32,767, so more is a broken quotation mark


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells row by row; `numbers[i]` is the 1-based row of the file (a delimited file's record) of ``rows[i]``."""

    path: Path
    rows: list[list[Cell]] = field(repr=False)
    numbers: list[int] = field(repr=False)
    sheet: str = ""
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of cells of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def place(self) -> str:
        """File and sheet, for messages."""
        return f'{self.path}, sheet "{self.sheet}"' if self.sheet else str(self.path)


@dataclass(frozen=True, slots=True)
class Understood:
    """Which rows are the header and which the answers: places in ``grid.rows``."""

    names: tuple[str, ...]
    header_at: int
    first_at: int
    notes: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled(row: list[Cell]) -> int:
    """Count the cells of a row that hold something."""
    return sum(1 for cell in row if not is_blank(cell))


def understand(grid: Grid) -> Understood:
    """Find the header: the first row about as full as the table below it; rows above are titles.

    Raises InputError when nothing is there.
    """
    counts = [filled(row) for row in grid.rows[:60]]
    if not any(counts):
        raise InputError(f"{grid.place} is empty", "no cell holds anything", "export the survey again")
    body = sorted(count for count in counts if count)
    typical = body[len(body) // 2]
    header = next(i for i, count in enumerate(counts) if count and (count >= 0.6 * typical or i >= 10))
    notes: tuple[str, ...] = ()
    titles = sum(1 for count in counts[:header] if count)
    if titles:
        notes = (f"{titles} title row{'s' if titles > 1 else ''} above the header skipped",)
    names, doubled = _names(grid.rows[header], grid.width)
    return Understood(names, header, header + 1, notes + doubled)


def to_table(grid: Grid) -> SourceTable:
    """Understand a grid and give it as a table; every row below the header becomes one row of the frame."""
    import pandas as pd

    found = understand(grid)
    rows, numbers = grid.rows[found.first_at :], grid.numbers[found.first_at :]
    width = len(found.names)
    series = {}
    for j, name in enumerate(found.names):
        cells = [row[j] if j < len(row) else None for row in rows]
        series[name] = column_values(cells)
    frame = pd.DataFrame(series, columns=list(found.names), index=range(len(rows)))
    _check_width(grid, rows, numbers, width)
    return SourceTable(
        grid.path,
        frame,
        sheet=grid.sheet,
        header_row=grid.numbers[found.header_at],
        first_row=numbers[0] if numbers else grid.numbers[found.header_at] + 1,
        notes=grid.notes + found.notes,
        column_labels=found.labels,
    )


def _check_width(grid: Grid, rows: list[list[Cell]], numbers: list[int], width: int) -> None:
    for row, number in zip(rows, numbers, strict=True):
        if len(row) > width and any(not is_blank(cell) for cell in row[width:]):
            raise InputError(
                f"{grid.place}, row {number} has {len(row)} cells",
                f"the header has {width}",
                "a separator inside an answer needs quotation marks around the answer",
            )


def _names(header: list[Cell], width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the column names, made distinct, and a note where that was needed."""
    raw = [_clean(header[j]) if j < len(header) else "" for j in range(width)]
    seen: dict[str, int] = {}
    names, doubled, unnamed = [], [], 0
    for j, name in enumerate(raw, 1):
        if not name:
            name = f"column {j}"
            unnamed += 1
        if name in seen:
            doubled.append(name)
            while name in seen:
                seen[raw[j - 1]] += 1
                name = f"{raw[j - 1]} ({seen[raw[j - 1]]})"
        seen.setdefault(name, 1)
        names.append(name)
    notes = []
    if doubled:
        notes.append(f"column names that stood twice were numbered: {', '.join(sorted(set(doubled)))}")
    if unnamed:
        notes.append(f"{unnamed} column{'s' if unnamed > 1 else ''} without a name numbered")
    return tuple(names), tuple(notes)


def _clean(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def with_notes(grid: Grid, *notes: str) -> Grid:
    """Give the grid with more notes."""
    return replace(grid, notes=grid.notes + notes)
