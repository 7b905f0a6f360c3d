"""Two groups or waves side by side: how far each theme's shares lie apart, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from theme_mining.assembly.shown.whole import QUESTION, WAVE, View, Whole
from theme_mining.measure.crosstab import CrossTab
from theme_mining.measure.shares import Shares
from theme_mining.measure.waves import change

__all__ = ["Comparison", "Difference", "compare"]

SIZES = ((0.8, "large"), (0.5, "medium"), (0.2, "small"))
"""Cohen's h from which a difference of shares is called so (Cohen 1988, Statistical Power Analysis, 6.2)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A theme in two groups; shares 0–1. `change` is second − first with its 95 % interval, `p` Holm-corrected.

    `verdict` is new, faded, up, down or same ("not told apart"); `size` is tiny, small, medium or large.
    """

    id: str
    name: str
    hidden: bool
    first: tuple[float, float, float] = (0.0, 0.0, 0.0)
    second: tuple[float, float, float] = (0.0, 0.0, 0.0)
    change: float = 0.0
    low: float = 0.0
    high: float = 0.0
    p: float = 1.0
    verdict: str = "same"
    size: str = "tiny"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison by `column` of the groups `first` and `second` with their bases; rows largest difference first.

    `few` where a group of the two may not be shown. `choices` are the columns to choose from.
    """

    column: str
    first: str
    second: str
    bases: tuple[int, int]
    few: bool
    rows: tuple[Difference, ...]
    choices: tuple[str, ...]
    groups: tuple[str, ...]


def compare(whole: Whole, view: View, column: str = "", first: str = "", second: str = "") -> Comparison | None:
    """Compare two groups of a column; by default the last two waves, or the first column's first two groups.

    Questions that have themes of their own are nothing to compare by. None where the survey has nothing else.
    Raises InputError for a column or group that is not there.
    """
    apart = {QUESTION} if whole.figures.questions else set()
    choices = tuple(n for n in whole.dimensions if n == column or not (view.chosen(n) or n in apart))
    if not choices:
        return None
    column = column or (WAVE if WAVE in choices else choices[0])
    view, groups = view.without(column), whole.dimension(column).groups
    start = (groups[-2], groups[-1]) if column == WAVE else (groups[0], groups[1])
    first = first or next(g for g in start if g != second)
    second = second or next(g for g in reversed(start) if g != first)
    a, b = whole.dimension(column).place(first), whole.dimension(column).place(second)
    cross, hidden = whole.table_by(view, column), [whole.hidden(view.within(column, g)) for g in (first, second)]
    few = bool(hidden[0][-1] or hidden[1][-1])
    rows = _rows(whole, cross, (a, b), hidden[0][:-1] | hidden[1][:-1])
    return Comparison(column, first, second, (int(cross.base[a]), int(cross.base[b])), few, rows, choices, groups)


def _rows(whole: Whole, cross: CrossTab, pair: tuple[int, int], hidden: np.ndarray) -> tuple[Difference, ...]:
    shown, (a, b) = np.flatnonzero(~hidden), pair
    moved = change(_shares(cross, a, shown), _shares(cross, b, shown))
    rows = [
        Difference(
            whole.themes[k], whole.names[k], False, _figure(cross, k, a), _figure(cross, k, b),
            float(moved.change[j]), float(moved.low[j]), float(moved.high[j]), float(moved.p[j]), moved.verdict[j],
            size(float(cross.share[k, a]), float(cross.share[k, b])),
        )
        for j, k in enumerate(shown.tolist())
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.verdict == "same", -round(abs(row.change), 9), row.id))
    return (*rows, *(Difference(whole.themes[k], whole.names[k], True) for k in np.flatnonzero(hidden)))


def _figure(cross: CrossTab, k: int, g: int) -> tuple[float, float, float]:
    return float(cross.share[k, g]), float(cross.low[k, g]), float(cross.high[k, g])


def _shares(cross: CrossTab, g: int, shown: np.ndarray) -> Shares:
    effective = cross.effective[shown, g]
    low, high = cross.low[shown, g], cross.high[shown, g]
    return Shares(cross.count[shown, g], int(cross.base[g]), effective, cross.share[shown, g], low, high)


def size(first: float, second: float) -> str:
    """Give the size of a difference of shares in words, by Cohen's h = 2 arcsin √p₂ − 2 arcsin √p₁.

    >>> size(0.30, 0.32), size(0.30, 0.42), size(0.05, 0.60)
    ('tiny', 'small', 'large')
    """
    h = abs(2 * np.arcsin(np.sqrt(second)) - 2 * np.arcsin(np.sqrt(first)))
    return next((name for least, name in SIZES if h >= least), "tiny")
