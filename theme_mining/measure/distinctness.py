"""How far a theme lies from its neighbours, and how much its answers have in common."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["coherence", "distinctness", "means"]

Floats = npt.NDArray[np.float64]


def means(rows: npt.NDArray[np.float32], labels: npt.NDArray[np.int64], k: int) -> Floats:
    """Give (k, d) unit means of the rows of each theme, zeros for an empty one; labels of `k` or above are left out."""
    found = np.zeros((k, rows.shape[1]))
    kept = labels < k
    np.add.at(found, labels[kept], rows[kept].astype(np.float64))
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12))


def distinctness(rows: npt.NDArray[np.float32], labels: npt.NDArray[np.int64], k: int) -> Floats:
    """Give (k,) from −1 to 1: how much nearer the answers of a theme lie to its own mean than to the next.

    The mean simplified silhouette by cosine distance, (b − a) / max(a, b): Hruschka, de Castro & Campello (2004),
    Evolutionary algorithms for clustering gene-expression data, ICDM; after Rousseeuw (1987). With one theme, 0.
    """
    if k < 2:
        return np.zeros(k)
    away = 1.0 - rows.astype(np.float64) @ means(rows, labels, k).T
    found, size = np.zeros(k), np.zeros(k)
    kept = np.flatnonzero(labels < k)
    own = away[kept, labels[kept]]
    away[kept, labels[kept]] = np.inf
    other = away[kept].min(axis=1)
    np.add.at(found, labels[kept], (other - own) / np.maximum(np.maximum(own, other), 1e-12))
    np.add.at(size, labels[kept], 1.0)
    return np.asarray(found / np.maximum(size, 1.0))


def coherence(rows: npt.NDArray[np.float32], labels: npt.NDArray[np.int64], k: int) -> Floats:
    """Give (k,) mean cosine of the answers of a theme with one another, leaving out each with itself; 0 below two.

    From the sum of rows: (|Σr|² − n) / (n(n − 1)) for unit rows.
    """
    sums, squares, size = np.zeros((k, rows.shape[1])), np.zeros(k), np.zeros(k)
    kept = np.flatnonzero(labels < k)
    np.add.at(sums, labels[kept], rows[kept].astype(np.float64))
    np.add.at(squares, labels[kept], (rows[kept].astype(np.float64) ** 2).sum(axis=1))
    np.add.at(size, labels[kept], 1.0)
    pairs = size * (size - 1.0)
    return np.asarray(np.where(pairs > 0, ((sums**2).sum(axis=1) - squares) / np.maximum(pairs, 1.0), 0.0))
