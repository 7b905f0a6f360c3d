"""Tools known by their column names alone: Microsoft Forms, Google Forms, LimeSurvey, REDCap."""

from __future__ import annotations

from theme_mining.readers._grid import Grid, Understood
from theme_mining.readers._header import distinct

__all__ = ["understand"]

# Each tool's marks: all of one set of names must be there, in lower case.
_MARKS: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    (
        "Microsoft Forms",
        (
            frozenset(("id", "start time", "completion time")),
            frozenset(("id", "aloitusaika", "valmistumisaika")),
            frozenset(("tunnus", "aloitusaika", "valmistumisaika")),
            frozenset(("tunnus", "alkamisaika", "päättymisaika")),
            frozenset(("id", "starttid", "slutförandetid")),
        ),
    ),
    (
        "LimeSurvey",
        (
            frozenset(("id", "submitdate", "lastpage", "startlanguage")),
            frozenset(("response id", "date submitted", "last page", "start language")),
            frozenset(("vastauksen tunnus", "lähetyspäivä", "viimeinen sivu", "aloituskieli")),
            frozenset(("vastauksen id", "lähetyspäivä", "viimeinen sivu", "aloituskieli")),
        ),
    ),
    (
        "REDCap",
        (
            frozenset(("record_id", "redcap_event_name")),
            frozenset(("record_id", "redcap_survey_identifier")),
            frozenset(("record_id", "redcap_repeat_instrument")),
        ),
    ),
)
_TIMESTAMPS = ("timestamp", "aikaleima", "tidstämpel")


def understand(grid: Grid) -> Understood | None:
    """Give the table when the first row has a tool's marks."""
    names = grid.words(0)
    lowered = frozenset(_mark(name) for name in names)
    layout = next((tool for tool, marks in _MARKS if any(mark <= lowered for mark in marks)), "")
    if not layout and names and names[0].lower() in _TIMESTAMPS and len(grid.rows) > 1:
        layout = "Google Forms"
    if not layout and "record_id" in lowered and any(name.endswith("_complete") for name in lowered):
        layout = "REDCap"
    if not layout:
        return None
    unique, notes = distinct(names)
    return Understood(unique, 0, 1, (f"layout {layout}", *notes), layout=layout)


def _mark(name: str) -> str:
    """Give a name as the marks are written: LimeSurvey puts `id. Response ID` where code and text are exported."""
    return (
        name.lower().rpartition(". ")[2]
        if name.lower().startswith(("id. ", "submitdate. ", "lastpage. ", "startlanguage. "))
        else name.lower()
    )
