"""Qualtrics: names, questions in words and import ids in three header rows; previews and tests are no answers."""

from __future__ import annotations

import re

from theme_mining.readers._grid import Grid, Understood
from theme_mining.readers._header import distinct

__all__ = ["understand"]

# Status as words and as numbers (Qualtrics support, "Understanding Your Dataset"): 1 preview, 2 test, 17 offline
# preview.
_NO_ANSWERS = re.compile(r"1|2|17|.*(?:preview|survey test|esikatselu|testikysely|förhandsgransk|förhandsvis).*", re.I)
_TOLD = (("Status", _NO_ANSWERS), ("DistributionChannel", re.compile("preview|test", re.I)))


def understand(grid: Grid) -> Understood | None:
    """Give the table when the marks are there: `ResponseId` and, below, `{"ImportId": …}`."""
    if len(grid.rows) < 3:
        return None
    names = grid.words(0)
    imports = next((at for at in (1, 2) if any(cell.startswith('{"ImportId"') for cell in grid.words(at))), 0)
    if not imports and not {"ResponseId", "Progress", "RecordedDate"} <= set(names):
        return None
    questions = grid.words(1) if imports != 1 else names
    first = imports + 1 if imports else 2
    if not imports and "StartDate" in names and questions[names.index("StartDate")] != "Start Date":
        first = 1
    unique, notes = distinct(names)
    dropped = _previews(grid, names, first)
    if dropped:
        notes = (*notes, f"{len(dropped)} preview or test rows are no answers and were left out")
    labels = {n: q for n, q in zip(unique, questions, strict=True) if q and q != n} if first > 1 else {}
    return Understood(unique, 0, first, ("layout Qualtrics", *notes), labels, dropped, "Qualtrics")


def _previews(grid: Grid, names: list[str], first: int) -> frozenset[int]:
    """Give the rows of previews and tests, told by the kind of response or the channel it came through."""
    marks = [(names.index(name), told) for name, told in _TOLD if name in names]
    return frozenset(
        at
        for at in range(first, len(grid.rows))
        if any(told.fullmatch(grid.words(at)[j]) for j, told in marks if j < len(grid.rows[at]))
    )
