"""A grid of cells → the table understood from it."""

from __future__ import annotations

from theme_mining.core.errors import InputError
from theme_mining.core.tables import SourceTable
from theme_mining.readers._grid import Cell, Grid, Understood, filled, is_blank
from theme_mining.readers._header import understand
from theme_mining.readers._progress import step
from theme_mining.readers._typing import column_values

__all__ = ["to_table"]


def to_table(grid: Grid) -> SourceTable:
    """Understand a grid and give it as a table: every row below the header becomes one row of the frame.

    Raises InputError naming file, sheet and row where a row is longer than the header.
    """
    import pandas as pd

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
