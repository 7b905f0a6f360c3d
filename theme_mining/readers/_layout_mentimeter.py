"""Mentimeter: the "Voters" sheet, one row a voter (wide) or one row a vote (long)."""

from __future__ import annotations

import re

from theme_mining.readers._grid import Grid, Understood, filled
from theme_mining.readers._header import distinct, joined_names

__all__ = ["SHEET", "understand"]

SHEET = re.compile(r"(?:\d+[. ]*)?(?:voters?|participants?)", re.IGNORECASE)
_VOTER = re.compile(r"(?:voters?|participant)[ _-]?(?:id|nr|no\.?|number|name|#|\d+)?", re.IGNORECASE)
_TITLE_ROWS = 10


def understand(grid: Grid) -> Understood | None:
    """Give the table when the marks are there: a sheet "Voters" with a column of voters."""
    if not SHEET.fullmatch(grid.sheet.strip()):
        return None
    at = _header(grid)
    if at < 0:
        return None
    voter = next(j for j, name in enumerate(grid.words(at)) if _VOTER.fullmatch(name))
    first = last = at
    # the questions may stand in a row of their own, above the kinds of their slides or the numbers of the responses
    if at and filled(grid.rows[at - 1]) >= 2 and not grid.words(at - 1)[voter]:
        first = at - 1
    if at + 1 < len(grid.rows) and not grid.words(at + 1)[voter] and filled(grid.rows[at + 1]) >= 2:
        last = at + 1
    unique, notes = distinct(joined_names(grid, first, last))
    titles = sum(1 for row in grid.rows[:first] if filled(row))
    if titles:
        notes = (f"{titles} title row{'s' if titles > 1 else ''} above the header skipped", *notes)
    return Understood(unique, at, last + 1, ("layout Mentimeter", *notes), layout="Mentimeter")


def _header(grid: Grid) -> int:
    """Give the row that names the voters' column, or -1."""
    for at in range(min(_TITLE_ROWS, len(grid.rows))):
        if any(_VOTER.fullmatch(name) for name in grid.words(at)):
            return at
    return -1
