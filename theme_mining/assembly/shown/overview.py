"""The overview: every theme's share in a view, and what that says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from theme_mining.assembly.shown.whole import View, Whole
from theme_mining.measure.shares import respondent_rows, shares
from theme_mining.reports import Figures

__all__ = ["Overview", "ThemeRow", "overview", "view_figures"]


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme's figures in a view; nothing but the name where `hidden`. Shares 0–1 of respondents and of answers.

    `corrected` and its interval are shares of answers corrected for the classifier's errors, where known.
    """

    id: str
    name: str
    hidden: bool
    respondents: int = 0
    share: float = 0.0
    low: float = 0.0
    high: float = 0.0
    answers: int = 0
    share_answers: float = 0.0
    low_answers: float = 0.0
    high_answers: float = 0.0
    corrected: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Bases and rows of a view, most named first, hidden ones last; `few` where the whole view may not be shown.

    `figures` hold the shown themes only: what charts and sentences are made of. `questions` are the overviews of the
    questions where each has themes of its own.
    """

    view: View
    few: bool
    answers: int
    respondents: int
    no_theme: int
    no_content: int
    review: int
    rows: tuple[ThemeRow, ...]
    figures: Figures = field(repr=False)
    questions: tuple[tuple[str, Overview], ...] = ()


def overview(whole: Whole, view: View) -> Overview:
    """Give the overview of a view."""
    found, hidden = view_figures(whole, view), whole.hidden(view)
    corrected = {} if view.filters else _corrected(whole)
    rows = [
        ThemeRow(
            str(row["theme"]), str(row["name"]), False, int(row["respondents"]), row["share"], row["low"], row["high"],
            int(row["answers"]), row["share_answers"], row["low_answers"], row["high_answers"],
            corrected.get(str(row["theme"])),
        )
        for row in found.themes.to_dict("records")
    ]  # fmt: skip
    rows += [ThemeRow(whole.themes[k], whole.names[k], True) for k in np.flatnonzero(hidden[:-1])]
    few = bool(hidden[-1]) or not found.base
    return Overview(
        view, few, found.base, found.respondents, found.other, 0 if view.filters else found.no_content, found.review,
        tuple(rows), found,
    )  # fmt: skip


def view_figures(whole: Whole, view: View) -> Figures:
    """Give the figures of a view with the themes that may be shown, most named first; no groups, no quotes."""
    if not view.filters:
        return whole.figures
    rows, kept = np.flatnonzero(whole.mask(view)), np.flatnonzero(~whole.hidden(view)[:-1])
    has, weights = whole.has[np.ix_(rows, kept)], whole.weights[rows]
    who = np.unique(whole.who[rows], return_inverse=True)[1].astype(np.int64)
    people, people_weights = respondent_rows(has, weights, who)
    of_people, of_answers = shares(people, people_weights), shares(has, weights, who)
    order = sorted(range(len(kept)), key=lambda j: (-round(float(of_people.share[j]), 12), whole.themes[kept[j]]))
    review = whole.frame["review"].to_numpy(bool)[rows]
    themes = pd.DataFrame(
        {
            "theme": [whole.themes[k] for k in kept],
            "name": [whole.names[k] for k in kept],
            "answers": of_answers.count,
            "respondents": of_people.count,
            "share_answers": of_answers.share,
            "low_answers": of_answers.low,
            "high_answers": of_answers.high,
            "share": of_people.share,
            "low": of_people.low,
            "high": of_people.high,
            "effective": of_people.effective,
            "review": has[review].sum(axis=0),
        }
    )
    shown = whole.frame.iloc[rows]
    table = replace(whole.table, answers=shown, corrected=None)
    return replace(
        whole.figures,
        table=table,
        themes=themes.iloc[order].reset_index(drop=True),
        rows=np.arange(len(rows)),
        has=has[:, order],
        people=people[:, order],
        people_weights=people_weights,
        backgrounds=(),
        quotes=(),
        together=(),
        review=int(review.sum()),
        questions=(),
    )


def _corrected(whole: Whole) -> dict[str, tuple[float, float, float]]:
    table = whole.table.corrected
    if table is None:
        return {}
    known = table[table["method"] != "none"]
    return {str(r["theme"]): (r["corrected"], r["low"], r["high"]) for r in known.to_dict("records")}
