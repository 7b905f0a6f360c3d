"""Where the header is: by the marks of a known survey tool, else by how full and how wordy the first rows are."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from theme_mining.core.errors import InputError
from theme_mining.readers._grid import Cell, Grid, Understood, filled, is_blank
from theme_mining.readers._typing import number_of

__all__ = ["distinct", "joined_names", "understand"]

_TITLE_ROWS = 10  # a header lower than this is no header
_LOOKED_AT = 60


class _Layout(Protocol):
    def understand(self, grid: Grid) -> Understood | None:
        """Give what the grid is when it has this tool's marks."""
        ...


@cache
def _layouts() -> tuple[_Layout, ...]:
    import theme_mining.readers as room

    names = sorted(m.name for m in iter_modules(room.__path__) if m.name.startswith("_layout_"))
    return tuple(import_module(f"theme_mining.readers.{name}") for name in names)


def understand(grid: Grid) -> Understood:
    """Find what a grid holds. Raises InputError when nothing is there."""
    if not any(filled(row) for row in grid.rows[:_LOOKED_AT]):
        raise InputError(f"{grid.place} is empty", "no cell holds anything", "export the survey again")
    for layout in _layouts():
        found = layout.understand(grid)
        if found is not None:
            return found
    return _plain(grid)


def _plain(grid: Grid) -> Understood:
    counts = [filled(row) for row in grid.rows[:_LOOKED_AT]]
    if grid.width == 1 and _is_answer(grid.rows[0][0]):
        return Understood(("vastaus",), -1, 0, ("no header: the first line is an answer too",))
    header = _first_header(grid, _header_at(counts))
    notes = []
    titles = sum(1 for count in counts[:header] if count)
    if titles:
        notes.append(f"{titles} title row{'s' if titles > 1 else ''} above the header skipped")
    last = _last_header(grid, header)
    if last > header:
        notes.append(f"{last - header + 1} header rows joined")
    names, said = distinct(joined_names(grid, header, last))
    return Understood(names, header, last + 1, (*notes, *said))


def _header_at(counts: list[int]) -> int:
    """Give the first row about as full as those below it; rows above hold a title."""
    for i, count in enumerate(counts[: _TITLE_ROWS + 1]):
        below = sorted(c for c in counts[i + 1 :] if c)
        typical = below[len(below) // 2] if below else count
        if count and count >= min(max(counts), max(2, 0.6 * typical)):
            return i
    return next(i for i, count in enumerate(counts) if count)


def _first_header(grid: Grid, header: int) -> int:
    """Give the first row of the header: rows above belong where their cells are merged with it, or over parts of it."""
    while header:
        number = grid.numbers[header - 1] - 1
        here = [r for r in grid.merged if r[0] <= number <= r[2]]
        if not any(r[2] > number or r[1] > 0 for r in here) and len(here) < 2:
            break
        header -= 1
    return header


def _last_header(grid: Grid, header: int) -> int:
    """Give the last row of the header: more rows belong where names continue to the right, or cells are merged."""
    last = header
    while last < header + 2 and last + 2 < len(grid.rows) and _continues(grid, last):
        last += 1
    return last


def _continues(grid: Grid, at: int) -> bool:
    above, below = grid.rows[at], grid.rows[at + 1]
    number = grid.numbers[at] - 1
    if any(first_row <= number < last_row for first_row, _, last_row, _ in grid.merged):
        return _wordy(below)
    gaps = [j for j in range(1, grid.width) if _at(above, j) is None and any(not is_blank(c) for c in above[:j])]
    if not gaps or not _wordy(below):
        return False
    spread = any(first <= number <= last and c2 > c1 for first, c1, last, c2 in grid.merged)
    under = sum(1 for j in gaps if _at(below, j) is not None)
    alone = [j for j in range(grid.width) if j not in gaps and j + 1 not in gaps]
    bare = not any(_at(below, j) is not None for j in alone)
    return under >= 0.8 * len(gaps) and (spread or bare)


def _wordy(row: list[Cell]) -> bool:
    """Tell whether a row holds only words, as a header does."""
    cells = [cell for cell in row if not is_blank(cell)]
    return bool(cells) and all(isinstance(c, str) and number_of(c) is None and len(c) < 300 for c in cells)


def _at(row: list[Cell], j: int) -> Cell:
    return row[j] if j < len(row) and not is_blank(row[j]) else None


def _is_answer(cell: Cell) -> bool:
    """Tell an answer from a name in a file of one column: a sentence that ends, and is no question."""
    text = cell.strip() if isinstance(cell, str) else ""
    return len(text.split()) >= 4 and text.endswith((".", "!"))


def joined_names(grid: Grid, first: int, last: int) -> list[str]:
    """Give one name a column from header rows `first` to `last`: upper names carried to the right, levels joined."""
    levels = [grid.words(at) for at in range(first, last + 1)]
    for depth, level in enumerate(levels[:-1]):
        carried, above = "", ""
        for j in range(len(level)):
            outer = levels[depth - 1][j] if depth else ""
            if level[j] or outer != above:
                carried = level[j]
            elif any(lower[j] for lower in levels[depth + 1 :]):
                level[j] = carried
            above = outer
    names = []
    for j in range(grid.width):
        parts = list(dict.fromkeys(level[j] for level in levels if level[j]))
        names.append(": ".join(parts))
    return names


def distinct(raw: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give column names made distinct, and notes where that was needed.

    >>> distinct(["Muu", "Muu", ""])[0]
    ('Muu', 'Muu (2)', 'column 3')
    """
    known = set(raw)
    names: list[str] = []
    doubled, unnamed = [], 0
    for j, given in enumerate(raw, 1):
        name = given or f"column {j}"
        unnamed += not given
        if name in names:
            doubled.append(name)
            n = 2
            while f"{given} ({n})" in known or f"{given} ({n})" in names:
                n += 1
            name = f"{given} ({n})"
        names.append(name)
    notes = []
    if doubled:
        notes.append(f"column names that stood twice were numbered: {', '.join(sorted(set(doubled)))}")
    if unnamed:
        notes.append(f"{unnamed} column{'s' if unnamed > 1 else ''} without a name numbered")
    return tuple(names), tuple(notes)
