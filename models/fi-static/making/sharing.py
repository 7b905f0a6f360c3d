"""Rows for the many: the terms that matter most keep a row each, the others share a row with their like.

A table of 25 MB has room for 84,000 rows of one byte a number, the three languages have 117,000 terms worth knowing.
Terms beyond the first are gathered by direction and length into as many rows as are left; a term points to its row
and keeps its own length (`mapping` and `weights`, the layout of model2vec's quantised vocabularies that
sentence-transformers reads).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from making.corpus import Ids
from making.folding import Floats

Weights = npt.NDArray[np.floating]


def shared_rows(rows: Floats, worth: Weights, n_own: int, n_shared: int, seed: int) -> tuple[Floats, Ids]:
    """Give the rows to store (n_own + n_shared, d) and each term's place among them.

    Parameters
    ----------
    rows : (n_terms, d)
        Every term's row.
    worth : (n_terms,)
        How much a term matters; the first `n_own` keep their rows, the others weigh so in the shared ones.
    """
    order = np.argsort(-worth, kind="stable")
    own, others = order[:n_own], order[n_own:]
    mapping = np.empty(len(rows), dtype=np.int64)
    mapping[own] = np.arange(len(own))
    if not len(others):
        return rows[own], mapping
    broad = _gather(rows[others], worth[others], max(1, int(np.sqrt(n_shared) * 1.2)), seed)
    stored, at = [rows[own]], len(own)
    for group in range(int(broad.max()) + 1):
        members = others[broad == group]
        if not len(members):
            continue
        room = max(1, round(n_shared * len(members) / len(others)))
        fine = _gather(rows[members], worth[members], min(room, len(members)), seed)
        used, fine = np.unique(fine, return_inverse=True)
        stored.append(_means(rows[members], worth[members], fine, len(used)))
        mapping[members] = at + fine
        at += len(used)
    return np.concatenate(stored), mapping


def _gather(points: Floats, weights: Weights, n_groups: int, seed: int, rounds: int = 6) -> Ids:
    """Give each point's group by a weighted k-means (Lloyd 1982), started from points drawn by weight."""
    if n_groups >= len(points):
        return np.arange(len(points))
    chance = np.random.default_rng(seed)
    first = chance.choice(len(points), n_groups, replace=False, p=weights / weights.sum())
    centres, groups = points[first], np.zeros(len(points), dtype=np.int64)
    for _ in range(rounds):
        groups = np.argmin((centres**2).sum(axis=1) - 2 * points @ centres.T, axis=1)
        means = _means(points, weights, groups, n_groups)
        filled = np.bincount(groups, minlength=n_groups) > 0
        centres = np.where(filled[:, None], means, centres)
    return groups


def _means(points: Floats, weights: Weights, groups: Ids, n_groups: int) -> Floats:
    totals = np.zeros((n_groups, points.shape[1]), np.float32)
    np.add.at(totals, groups, points * weights[:, None].astype(np.float32))
    mass = np.bincount(groups, weights=weights, minlength=n_groups)
    return (totals / np.maximum(mass, 1e-12)[:, None]).astype(np.float32)
