"""Small cells: which counts of a table must not be shown, so that none of them can be worked out.

Primary: counts below the limit. Secondary: further cells, so that a row whose total is known never has a single
hidden cell, nor hidden cells that sum to less than the limit (Hundepool et al. 2012, Statistical Disclosure
Control, chapter 4: protection by complementary suppression).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["hidden_cells"]


Bools = npt.NDArray[np.bool_]


def hidden_cells(count: npt.NDArray[np.int64], limit: int) -> Bools:
    """Give (k, g) True where the count must be hidden; each row's total is taken to be known.

    A row of zeros only is shown: its total says all. In any other row with a cell below `limit`, at least two
    cells are hidden and they sum to at least `limit` — or all cells are hidden.

    >>> hidden_cells(np.array([[9, 3, 12, 20], [0, 0, 0, 0], [9, 8, 7, 6]]), 5).astype(int).tolist()
    [[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    """
    hidden: Bools = np.logical_and(count < limit, count.sum(axis=1, keepdims=True) > 0)
    for row, cells in zip(hidden, count, strict=True):
        if not row.any():
            continue
        smallest = [g for g in np.argsort(cells, kind="stable") if not row[g]]
        while smallest and (row.sum() < 2 or cells[row].sum() < limit):
            row[smallest.pop(0)] = True
    return hidden
