"""Tools known by their column names alone: Microsoft Forms, Google Forms, LimeSurvey, REDCap."""

from __future__ import annotations

import re
from typing import NamedTuple

from theme_mining.readers._grid import Grid, Understood
from theme_mining.readers._header import distinct

__all__ = ["is_tool", "understand"]


class _Tool(NamedTuple):
    """A tool and the names that mark it: each of `names` must match some column, wherever it stands."""

    name: str
    names: tuple[re.Pattern[str], ...]


def _tool(name: str, *names: str) -> _Tool:
    return _Tool(name, tuple(re.compile(pattern, re.I) for pattern in names))


# The tools' own names in English, Finnish and Swedish, as their interface was set when the file was exported.
_TOOLS = (
    _tool(
        "Microsoft Forms",
        r"id|tunnus|tunniste",
        r"start ?time|aloitusaika|alkamisaika|aloitettu|starttid",
        r"completion ?time|(?:valmistumis|päättymis|suoritus|lopetus)aika|valmistunut|slutförandetid|sluttid|slutförd",
    ),
    _tool("LimeSurvey", "id", "submitdate|lastpage", "lastpage|startlanguage", "startlanguage|seed"),
    _tool(
        "LimeSurvey",
        r"last page|viimeinen sivu|sista sidan?|senaste sidan?",
        r"start language|aloituskieli|alkukieli|startspråk",
    ),
    _tool("REDCap", r"redcap_\w+"),
    _tool("REDCap", "record_id", r"\w+_complete"),
    _tool("REDCap", "record id", r"event name|survey identifier|repeat instrument|complete\?(?: \(\d+\))?"),
)
_TIMESTAMPS = ("timestamp", "aikaleima", "tidstämpel", "tidsstämpel")
# LimeSurvey puts `id. Response ID` where code and question are both exported.
_CODED = re.compile(r"(?:id|submitdate|lastpage|startlanguage|seed)\. ", re.I)


def understand(grid: Grid) -> Understood | None:
    """Give the table when the first row has a tool's marks."""
    names = grid.words(0)
    layout = next((tool.name for tool in _TOOLS if _marked(names, tool)), "")
    if not layout and names and names[0].lower() in _TIMESTAMPS and len(grid.rows) > 1:
        layout = "Google Forms"
    if not layout:
        return None
    unique, notes = distinct(names)
    return Understood(unique, 0, 1, (f"layout {layout}", *notes), layout=layout)


def is_tool(name: str, names: list[str]) -> bool:
    """Tell whether a header's names have the marks of a tool."""
    return any(tool.name == name and _marked(names, tool) for tool in _TOOLS)


def _marked(names: list[str], tool: _Tool) -> bool:
    plain = [_CODED.sub("", name) for name in names]
    return all(any(pattern.fullmatch(name) for name in plain) for pattern in tool.names)
