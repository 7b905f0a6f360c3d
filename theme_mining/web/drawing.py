"""Pictures and tables of the pages, one kind a page: each is shown, drawn light and dark, and downloaded as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from theme_mining.assembly.shown import Comparison, Link, Network, compare, network, places, telling, theme_shown
from theme_mining.core.errors import InputError, near_miss
from theme_mining.reports import Look, groups_picture, map_picture, network_picture, shares_picture
from theme_mining.web.looking import Looked

__all__ = ["compared", "drawn", "joined", "kinds", "tabled"]

MOST_BARS = 24

Query = dict[str, str]


def drawn(kind: str, looked: Looked, query: Query, colours: Look) -> Any:
    """Give the chart of a kind. Raises InputError for a kind, theme or group that is not there."""
    return _kind(kind)[0](looked, query, colours)


def tabled(kind: str, looked: Looked, query: Query) -> pd.DataFrame:
    """Give the table of a kind; what may not be shown is empty and marked in ``hidden``."""
    return _kind(kind)[1](looked, query)


def compared(looked: Looked, query: Query) -> Comparison | None:
    """Give the comparison that a query asks for, made once a revision."""
    key = ("compare", query.get("column", ""), query.get("first", ""), query.get("second", ""))
    found: Comparison | None = looked.once(key, lambda: compare(looked.whole, looked.view, *key[1:]))
    return found


def joined(looked: Looked) -> Network:
    """Give the network; with words where they have been read."""
    read = looked.shelf.words(looked.survey, looked.standing)

    def make() -> Network:
        return network(looked.whole, looked.view, telling(looked.whole, looked.view, read, 4) if read else None)

    found: Network = looked.once(("network", read is not None), make)
    return found


def _kind(kind: str) -> tuple[Callable[..., Any], Callable[..., pd.DataFrame]]:
    if kind not in _KINDS:
        raise InputError(f'There is no picture "{kind}"', near_miss(kind, _KINDS))
    return _KINDS[kind]


def kinds() -> tuple[str, ...]:
    """Give the kinds of pictures."""
    return tuple(_KINDS)


def _shares(looked: Looked, query: Query, colours: Look) -> Any:
    rows = [(r.name, r.share, r.low, r.high) for r in looked.overview().rows if not r.hidden][:MOST_BARS]
    return shares_picture(pd.DataFrame(rows, columns=["name", "share", "low", "high"]), colours)


def _shares_table(looked: Looked, query: Query) -> pd.DataFrame:
    columns = ["theme", "name", "hidden", "respondents", "share", "low", "high", "answers", "share_answers"]
    rows = [
        (r.id, r.name, r.hidden, r.respondents, r.share, r.low, r.high, r.answers, r.share_answers)
        for r in looked.overview().rows
    ]
    return _blank(pd.DataFrame(rows, columns=columns), columns[3:])


def _groups_of(looked: Looked, query: Query) -> Any:
    shown = theme_shown(looked.whole, looked.view, query.get("theme", ""))
    named = [g for g in shown.by if g.column == query.get("column", "")]
    if not named:
        raise InputError("There is no such column", near_miss(query.get("column", ""), [g.column for g in shown.by]))
    return named[0]


def _groups(looked: Looked, query: Query, colours: Look) -> Any:
    rows = [(g.group, g.share, g.low, g.high) for g in _groups_of(looked, query).groups if not g.hidden]
    return shares_picture(pd.DataFrame(rows, columns=["name", "share", "low", "high"]), colours)


def _groups_table(looked: Looked, query: Query) -> pd.DataFrame:
    columns = ["group", "hidden", "respondents", "base", "share", "low", "high"]
    rows = [
        (g.group, g.hidden, g.respondents, g.base, g.share, g.low, g.high) for g in _groups_of(looked, query).groups
    ]
    return _blank(pd.DataFrame(rows, columns=columns), columns[2:])


def _compare(looked: Looked, query: Query, colours: Look) -> Any:
    found = compared(looked, query)
    groups = (found.first, found.second) if found else ("", "")
    rows = [
        (row.name, group, *part)
        for row in (found.rows if found and not found.few else ())[:MOST_BARS]
        if not row.hidden
        for group, part in ((groups[0], row.first), (groups[1], row.second))
    ]
    return groups_picture(pd.DataFrame(rows, columns=["name", "group", "share", "low", "high"]), groups, colours)


def _compare_table(looked: Looked, query: Query) -> pd.DataFrame:
    columns = ["theme", "name", "hidden", "first", "second", "difference", "low", "high", "p", "verdict", "size"]
    found = compared(looked, query)
    rows = [
        (r.id, r.name, r.hidden, r.first[0], r.second[0], r.change, r.low, r.high, r.p, r.verdict, r.size)
        for r in (found.rows if found and not found.few else ())
    ]
    return _blank(pd.DataFrame(rows, columns=columns), columns[3:])


def _network(looked: Looked, query: Query, colours: Look) -> Any:
    found = joined(looked)
    strongest = max((link.residual for link in found.links), default=1.0) or 1.0
    nodes = pd.DataFrame([(n.name, n.x, n.y, n.share) for n in found.nodes], columns=["name", "x", "y", "share"])
    links = [
        (found.nodes[k.a].x, found.nodes[k.a].y, found.nodes[k.b].x, found.nodes[k.b].y, k.residual / strongest)
        for k in _drawn_links(found)
    ]
    return network_picture(nodes, pd.DataFrame(links, columns=["x", "y", "x2", "y2", "strength"]), colours)


def _drawn_links(found: Network) -> list[Link]:
    """Give the links to draw: a word's first theme stands beside it and needs no line."""
    seen: set[int] = set()
    drawn_ = []
    for link in found.links:
        if link.residual > 0 or link.b in seen:
            drawn_.append(link)
        seen.add(link.b) if link.residual <= 0 else None
    return drawn_


def _network_table(looked: Looked, query: Query) -> pd.DataFrame:
    found = joined(looked)
    rows = [(found.nodes[k.a].name, found.nodes[k.b].name, k.answers, k.residual) for k in found.links]
    return pd.DataFrame(rows, columns=["first", "second", "answers", "residual"])


def _map(looked: Looked, query: Query, colours: Look) -> Any:
    found = places(looked.whole, looked.view, query.get("theme", ""))
    if found is None:
        raise InputError("This survey has no map", "none was made of its answers", "find or give its themes again")
    names = pd.DataFrame([(t.name, t.x, t.y) for t in found.themes], columns=["name", "x", "y"])
    return map_picture(found.points, names, colours)


def _map_table(looked: Looked, query: Query) -> pd.DataFrame:
    found = places(looked.whole, looked.view, query.get("theme", ""))
    rows = [(t.id, t.name, t.x, t.y, t.answers, ", ".join(t.nearest)) for t in (found.themes if found else ())]
    return pd.DataFrame(rows, columns=["theme", "name", "x", "y", "answers", "nearest"])


def _blank(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Empty what is hidden; whole numbers stay whole."""
    hidden = frame["hidden"].astype(bool)
    for name in columns:
        whole = pd.api.types.is_integer_dtype(frame[name])
        frame[name] = frame[name].astype(str).mask(hidden, "") if whole else frame[name].mask(hidden)
    return frame


_KINDS: dict[str, tuple[Callable[..., Any], Callable[..., pd.DataFrame]]] = {
    "shares": (_shares, _shares_table),
    "groups": (_groups, _groups_table),
    "compare": (_compare, _compare_table),
    "network": (_network, _network_table),
    "map": (_map, _map_table),
}
