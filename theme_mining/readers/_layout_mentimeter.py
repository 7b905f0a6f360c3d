"""Mentimeter: the "Voters" sheet, one row a voter (wide) or one row a vote (long)."""

from __future__ import annotations

import re

from theme_mining.readers._grid import Grid, Understood, filled
from theme_mining.readers._header import distinct, joined_names

__all__ = ["understand"]

_VOTER = re.compile(
    r"(?:voter|participant|osallistuja|äänestäjä|vastaaja)(?: ?(?:id|nr|no|number|#|\d+))?", re.IGNORECASE
)


def understand(grid: Grid) -> Understood | None:
    """Give the table when the marks are there: a sheet "Voters" with a column of voters."""
    if grid.sheet.strip().lower() not in ("voters", "voter", "participants", "osallistujat"):
        return None
    for at in range(min(10, len(grid.rows))):
        names = grid.words(at)
        voters = [j for j, name in enumerate(names) if _VOTER.fullmatch(name)]
        if not voters:
            continue
        first = at
        # the questions may stand in a row of their own, above the kinds of their slides
        if at and filled(grid.rows[at - 1]) >= 2 and not grid.words(at - 1)[voters[0]]:
            first = at - 1
        last = at
        if at + 1 < len(grid.rows) and not grid.words(at + 1)[voters[0]] and filled(grid.rows[at + 1]) >= 2:
            last = at + 1
        unique, notes = distinct(joined_names(grid, first, last))
        titles = sum(1 for row in grid.rows[:first] if filled(row))
        if titles:
            notes = (f"{titles} title row{'s' if titles > 1 else ''} above the header skipped", *notes)
        return Understood(unique, at, last + 1, ("layout Mentimeter", *notes), layout="Mentimeter")
    return None
