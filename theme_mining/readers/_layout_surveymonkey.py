"""SurveyMonkey: questions in the first row, carried over the columns of their choices in the second."""

from __future__ import annotations

import re

from theme_mining.readers._grid import Grid, Understood
from theme_mining.readers._header import distinct

__all__ = ["understand"]

_RESPONDENT = re.compile(r"respondent[ _]?id|vastaajan? ?-?(?:tunnus|id)|(?:respondent|svarande)[- ]?id", re.I)
_COLLECTOR = re.compile(
    r"collector[ _]?id|(?:kerääjän?|keräimen|keräin) ?-?(?:tunnus|id)|insamlings?-?id|insamlar-?id",
    re.I,
)
# What stands under a question that has one column only.
_OWN_WORDS = frozenset(
    ("open-ended response", "response", "avoin vastaus", "vapaa vastaus", "vastaus", "öppet svar", "öppna svar", "svar")
)


def understand(grid: Grid) -> Understood | None:
    """Give the table when the marks are there: ids of respondent and collector, or `Open-Ended Response` below."""
    if len(grid.rows) < 2:
        return None
    above, below = grid.words(0), grid.words(1)
    at_id = next((j for j, name in enumerate(above) if _RESPONDENT.fullmatch(name)), -1)
    if at_id < 0 or not (any(_COLLECTOR.fullmatch(name) for name in above) or "Open-Ended Response" in below):
        return None
    if below[at_id]:
        names, notes = distinct(above)
        return Understood(names, 0, 1, ("layout SurveyMonkey", *notes), layout="SurveyMonkey")
    raw, carried = [], ""
    for question, choice in zip(above, below, strict=True):
        carried = question or carried
        raw.append(carried if not choice or choice.lower() in _OWN_WORDS else f"{carried}: {choice}")
    names, notes = distinct(raw)
    return Understood(names, 0, 2, ("layout SurveyMonkey", "2 header rows joined", *notes), layout="SurveyMonkey")
