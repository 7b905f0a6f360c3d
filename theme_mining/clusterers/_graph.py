"""Neighbour graphs of two views fused into one affinity, and its leading eigenvectors."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import eigsh

__all__ = ["fused_graph", "leading_eigenvectors", "nearest"]

_BLOCK = 2048  # rows compared at a time: 2,048 × 10,000 float32 = 80 MB


def nearest(rows: Any, k: int) -> sparse.csr_matrix:
    """Give the (m, m) graph of each row's `k` nearest others by cosine; rows are dense or sparse, of unit length.

    Only likeness above zero counts. Ties go to the earlier row.
    """
    m = rows.shape[0]
    k = min(k, m - 1)
    if k < 1:
        return sparse.csr_matrix((m, m), dtype=np.float32)
    columns, values = [], []
    for start in range(0, m, _BLOCK):
        likeness = rows[start : start + _BLOCK] @ rows.T
        likeness = likeness.toarray() if sparse.issparse(likeness) else likeness
        at = np.arange(len(likeness))
        likeness[at, start + at] = -1.0
        best = np.argpartition(-likeness, k - 1, axis=1)[:, :k]
        columns.append(best)
        values.append(np.take_along_axis(likeness, best, axis=1))
    column, value = np.concatenate(columns), np.maximum(np.concatenate(values), 0.0)
    graph = sparse.csr_matrix((value.ravel(), (np.repeat(np.arange(m), k), column.ravel())), shape=(m, m))
    graph.eliminate_zeros()
    return graph


def fused_graph(vectors: npt.NDArray[np.float32], terms: sparse.csr_matrix, lemma_weight: float, k: int) -> Any:
    """Give the symmetric affinity: `k` nearest by vectors plus `lemma_weight` times `k` nearest by lemma TF-IDF.

    Two answers are neighbours when either counts the other among its nearest.
    """
    graph = nearest(vectors, k) + lemma_weight * nearest(terms, k)
    return sparse.csr_matrix(graph.maximum(graph.T))


def leading_eigenvectors(graph: Any, q: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Give the `q` largest eigenvalues, falling, and (m, q) eigenvectors of D^-½ W D^-½.

    Ng, Jordan & Weiss (2001), On spectral clustering. The start vector is fixed, so the result is too.
    """
    m = graph.shape[0]
    degree = np.asarray(graph.sum(axis=1)).ravel().astype(np.float64) + 1e-6
    scale = sparse.diags(degree**-0.5)
    normal = (scale @ graph.astype(np.float64) @ scale).tocsr()
    if q >= m - 1 or m <= 200:
        values, rows = np.linalg.eigh(normal.toarray())
    else:
        values, rows = eigsh(normal, k=q, which="LA", v0=np.sqrt(degree))
    order = np.argsort(-values, kind="stable")[:q]
    return values[order], rows[:, order]
