"""Which answers show a theme best, and which lie on its border."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["borderline", "typical"]

Floats = npt.NDArray[np.float64]
_SHORT, _LONG = 4, 40  # words: shorter says too little, longer is not read


def typical(membership: Floats, n_words: npt.NDArray[np.int64], theme: int, n: int) -> list[int]:
    """Give the places of up to `n` answers of a theme that are surest of it, of readable length (4–40 words) first.

    `membership` (m, k) rows sum to 1; an answer is of the theme where that column is the highest. Ties go to the
    earlier row.
    """
    mine = np.flatnonzero(membership.argmax(axis=1) == theme) if membership.size else np.zeros(0, dtype=np.int64)
    readable = (n_words[mine] >= _SHORT) & (n_words[mine] <= _LONG)
    order = np.lexsort((mine, -membership[mine, theme], ~readable)) if len(mine) else mine
    return [int(i) for i in mine[order][:n]]


def borderline(membership: Floats, theme: int, n: int) -> list[int]:
    """Give the places of up to `n` answers of a theme with the smallest lead over their next theme."""
    if membership.shape[1] < 2:
        return []
    mine = np.flatnonzero(membership.argmax(axis=1) == theme)
    best = np.sort(membership[mine], axis=1)
    order = np.lexsort((mine, best[:, -1] - best[:, -2])) if len(mine) else mine
    return [int(i) for i in mine[order][:n]]
