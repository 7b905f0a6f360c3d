"""SurveyMonkey: questions in the first row, carried over the columns of their choices in the second."""

from __future__ import annotations

from theme_mining.readers._grid import Grid, Understood
from theme_mining.readers._header import distinct

__all__ = ["understand"]

_MARKS = ({"respondent id", "collector id"}, {"respondentid", "collectorid"}, {"vastaajatunnus", "kerääjätunnus"})
_OWN_WORDS = frozenset(("open-ended response", "response", "avoin vastaus", "vastaus", "öppet svar", "svar"))


def understand(grid: Grid) -> Understood | None:
    """Give the table when the marks are there: respondent and collector ids, and a second header row."""
    above, below = grid.words(0), grid.words(1)
    lowered = [name.lower() for name in above]
    if len(grid.rows) < 2 or not any(marks <= set(lowered) for marks in _MARKS):
        return None
    at_id = next(j for j, name in enumerate(lowered) if any(name in marks for marks in _MARKS))
    if below[at_id]:
        names, notes = distinct(above)
        return Understood(names, 0, 1, ("layout SurveyMonkey", *notes), layout="SurveyMonkey")
    raw, carried = [], ""
    for question, choice in zip(above, below, strict=True):
        carried = question or carried
        raw.append(carried if not choice or choice.lower() in _OWN_WORDS else f"{carried}: {choice}")
    names, notes = distinct(raw)
    return Understood(names, 0, 2, ("layout SurveyMonkey", "2 header rows joined", *notes), layout="SurveyMonkey")
