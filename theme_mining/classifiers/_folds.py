"""Folds in which nobody is on both sides, and every theme is spread as evenly as it goes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from theme_mining.core.identity import text_hash

__all__ = ["balanced_folds"]


def balanced_folds(
    groups: Sequence[str], y: npt.NDArray[np.bool_], n_folds: int, seed: int = 1729
) -> npt.NDArray[np.int64]:
    """Give each row the number of its fold; rows of one group share a fold.

    Groups go, largest first, to the fold that has least of what they hold, rare themes weighing most. The outcome
    depends on the names of the groups, not on the order of rows.

    Parameters
    ----------
    groups : sequence of n str
        Respondents; where there are none, texts, so that an answer pasted twice stays on one side.
    y : (n, n_themes) bool
    n_folds : int
        At most the number of groups.

    Returns
    -------
    (n,) int64 in 0 … n_folds − 1
    """
    names, member = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    held = np.zeros((len(names), y.shape[1] + 1))
    np.add.at(held, member, np.column_stack([y, np.ones(len(y))]))
    held /= np.maximum(held.sum(axis=0), 1)
    ties = np.array([text_hash(f"{seed}:{name}") for name in names])
    order = np.lexsort([ties, -np.round(held.sum(axis=1), 9)])
    totals = np.zeros((n_folds, held.shape[1]))
    fold = np.zeros(len(names), np.int64)
    for group in order:
        cost = np.round(totals @ held[group], 12)
        fold[group] = int(np.lexsort([totals[:, -1], cost])[0])
        totals[fold[group]] += held[group]
    return fold[member]
