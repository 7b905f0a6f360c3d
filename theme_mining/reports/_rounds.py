"""The round before this one, set beside it: what changed in the shares of respondents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.shares import Shares
from theme_mining.measure.waves import Change, change
from theme_mining.reports._figures import Figures
from theme_mining.reports._texts import Texts, number, percent

__all__ = ["RoundRow", "RoundsPart", "rounds_part"]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A theme in both rounds; shares 0–1, `change`, `low`, `high` as shown (percentage points)."""

    name: str
    before: float
    after: float
    change: str
    low: str
    high: str
    verdict: str


@dataclass(frozen=True, slots=True)
class RoundsPart:
    """What the page says of the rounds: title of the one before, bases, rows, sentences, what to beware of."""

    title: str
    bases: tuple[int, int]
    rows: list[RoundRow]
    sentences: list[str]
    notes: list[str]


def rounds_part(before: Figures, found: Figures, t: Texts) -> RoundsPart:
    """Compare the themes that both rounds have, in the order of this round's figures."""
    common = [theme for theme in found.themes["theme"] if theme in set(before.themes["theme"])]
    moved = change(_shares(before, common), _shares(found, common))
    frames = [f.themes.set_index("theme").loc[common] for f in (before, found)]
    rows = [
        RoundRow(
            str(frames[1]["name"].iloc[k]),
            float(frames[0]["share"].iloc[k]),
            float(frames[1]["share"].iloc[k]),
            _points(float(moved.change[k])),
            _points(float(moved.low[k])),
            _points(float(moved.high[k])),
            moved.verdict[k],
        )
        for k in range(len(common))
    ]
    bases = (before.respondents, found.respondents)
    return RoundsPart(before.table.title, bases, rows, _said(rows, moved, t), _notes(before.table, found.table, t))


def _shares(found: Figures, themes: list[str]) -> Shares:
    frame = found.themes.set_index("theme").loc[themes]
    columns = (frame[name].to_numpy(np.float64) for name in ("effective", "share", "low", "high"))
    return Shares(frame["respondents"].to_numpy(np.int64), found.respondents, *columns)


def _said(rows: list[RoundRow], moved: Change, t: Texts) -> list[str]:
    """Give a sentence a theme that changed, clearest first, or that nothing did."""
    changed = sorted((k for k, row in enumerate(rows) if row.verdict != "same"), key=lambda k: (float(moved.p[k]), k))
    if not changed:
        return [t("r_same")] if rows else [t("r_nothing")]
    return [
        t(
            f"r_{rows[k].verdict}",
            theme=rows[k].name,
            before=percent(rows[k].before),
            after=percent(rows[k].after),
            low=rows[k].low,
            high=rows[k].high,
        )
        for k in changed
    ]


def _notes(before: ThemeTable, after: ThemeTable, t: Texts) -> list[str]:
    found = []
    if set(before.answers["question"]) != set(after.answers["question"]):
        found.append(t("r_note_question"))
    ids = [{theme.id for theme in table.codebook} for table in (before, after)]
    for key, table, others in (("r_note_before", before, ids[1]), ("r_note_after", after, ids[0])):
        only = [theme.name for theme in table.codebook if theme.id not in others]
        if only:
            found.append(t(key, list=", ".join(only)))
    old = {theme.id: (theme.description, theme.includes, theme.excludes) for theme in before.codebook}
    redefined = [
        theme.name
        for theme in after.codebook
        if old.get(theme.id, (theme.description, theme.includes, theme.excludes))
        != (theme.description, theme.includes, theme.excludes)
    ]
    if redefined:
        found.append(t("r_note_definition", list=", ".join(redefined)))
    if before.run.fingerprints.get("model") != after.run.fingerprints.get("model"):
        found.append(t("r_note_model"))
    if before.weighted != after.weighted:
        found.append(t("r_note_weighted"))
    return found


def _points(difference: float) -> str:
    """Give a difference of shares in whole percentage points with its sign.

    >>> _points(0.123), _points(-0.05), _points(0.001)
    ('+12', '−5', '0')
    """
    whole = int(abs(difference) * 100 + 0.5)
    sign = "+" if difference > 0 else "−"
    return f"{sign}{number(whole)}" if whole else "0"
