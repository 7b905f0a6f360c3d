"""Which labels look wrong: confident learning (Northcutt, Jiang & Chuang 2021, JAIR 70) on held-out probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Doubt", "doubtful_labels"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A label that looks wrong: `row`, the theme number, whether it is `missing` or wrongly there, and how far."""

    row: int
    theme: int
    missing: bool
    strength: float


def doubtful_labels(proba: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_], single_label: bool) -> list[Doubt]:
    """Give labels that look wrong, strongest first.

    Parameters
    ----------
    proba : (n, k) float64
        From models that did not see the row.
    truth : (n, k) bool
    single_label : bool
        A row has one theme: then the theme it should have had instead is named (`missing`).

    Notes
    -----
    A theme's threshold is the mean probability of it among rows that have it; a row without the theme whose
    probability lies above belongs to the confident joint's off-diagonal. With several themes a row, each theme is a
    question of its own, and a theme is wrongly there when its probability lies below the mean among rows without it.
    """
    counts = np.maximum(truth.sum(axis=0), 1)
    high = np.where(truth.any(axis=0), (proba * truth).sum(axis=0) / counts, 1.0)
    if single_label:
        over = np.where((proba >= high) & ~truth, proba, -1.0)
        best = over.argmax(axis=1)
        own = (proba * truth).sum(axis=1)
        gap = over[np.arange(len(over)), best] - own
        found = [Doubt(int(i), int(best[i]), True, float(gap[i])) for i in np.flatnonzero(gap > 0)]
    else:
        low = (proba * ~truth).sum(axis=0) / np.maximum((~truth).sum(axis=0), 1)
        missing, wrong = ~truth & (proba >= high), truth & (proba <= low)
        found = [Doubt(int(i), int(j), True, float(proba[i, j])) for i, j in np.argwhere(missing)]
        found += [Doubt(int(i), int(j), False, float(1 - proba[i, j])) for i, j in np.argwhere(wrong)]
    return sorted(found, key=lambda d: (-d.strength, d.row, d.theme))
