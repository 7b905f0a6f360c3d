"""Which answers show a theme best, and which lie on its border."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["borderline", "typical"]

Floats = npt.NDArray[np.float64]
_SHORT, _LONG = 4, 40  # words: shorter says too little, longer is not read


def typical(
    membership: Floats, n_words: npt.NDArray[np.int64], theme: int, n: int, rank: npt.NDArray[np.int64] | None = None
) -> list[int]:
    """Give the places of up to `n` answers of a theme that are surest of it, of readable length (4–40 words) first.

    `membership` (m, k) rows sum to 1; an answer is of the theme where that column is the highest. Ties go to the
    lower `rank` (m,), or the earlier row: a rank by content keeps the order of rows out of the choice.
    """
    mine = np.flatnonzero(membership.argmax(axis=1) == theme) if membership.size else np.zeros(0, dtype=np.int64)
    readable = (n_words[mine] >= _SHORT) & (n_words[mine] <= _LONG)
    ties = mine if rank is None else rank[mine]
    order = np.lexsort((ties, -membership[mine, theme], ~readable)) if len(mine) else mine
    return [int(i) for i in mine[order][:n]]


def borderline(membership: Floats, theme: int, n: int, rank: npt.NDArray[np.int64] | None = None) -> list[int]:
    """Give the places of up to `n` answers of a theme with the smallest lead over their next; ties as in `typical`."""
    if membership.shape[1] < 2:
        return []
    mine = np.flatnonzero(membership.argmax(axis=1) == theme)
    best = np.sort(membership[mine], axis=1)
    ties = mine if rank is None else rank[mine]
    order = np.lexsort((ties, best[:, -1] - best[:, -2])) if len(mine) else mine
    return [int(i) for i in mine[order][:n]]
