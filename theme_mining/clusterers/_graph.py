"""Neighbour graphs of several views fused into one affinity, and its leading eigenvectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import eigsh

__all__ = ["fused_graph", "leading_eigenvectors", "likeness"]

_BLOCK = 1024  # rows compared at a time: 1,024 × 6,000 float32 = 25 MB
_SMALL = 300  # rows up to which all eigenvectors are computed at once


def likeness(view: Any, start: int, stop: int) -> npt.NDArray[np.float32]:
    """Give cosines of rows `start` to `stop` with every row, (stop − start, m) float32."""
    block = view[start:stop] @ view.T
    return np.asarray(block.toarray() if sparse.issparse(block) else block, dtype=np.float32)


def fused_graph(views: Sequence[Any], weights: Sequence[float], k: int) -> sparse.csr_matrix:
    """Give the symmetric (m, m) affinity: for each view, weighted, the cosines of each row's `k` nearest others.

    Two answers are neighbours when either counts the other among its nearest. Only cosines above zero count.
    """
    m = views[0].shape[0]
    graph = sparse.csr_matrix((m, m), dtype=np.float32)
    for view, weight in zip(views, weights, strict=False):  # a view may be missing at the end
        graph = graph + weight * _nearest(view, min(k, m - 1))
    return sparse.csr_matrix(graph.maximum(graph.T))


def _nearest(view: Any, k: int) -> sparse.csr_matrix:
    m = view.shape[0]
    if k < 1:
        return sparse.csr_matrix((m, m), dtype=np.float32)
    columns, values = [], []
    for start in range(0, m, _BLOCK):
        block = likeness(view, start, min(start + _BLOCK, m))
        block[np.arange(len(block)), start + np.arange(len(block))] = -1.0
        best = np.argpartition(-block, k - 1, axis=1)[:, :k]
        columns.append(best)
        values.append(np.take_along_axis(block, best, axis=1))
    column, value = np.concatenate(columns), np.maximum(np.concatenate(values), 0.0)
    graph = sparse.csr_matrix((value.ravel(), (np.repeat(np.arange(m), k), column.ravel())), shape=(m, m))
    graph.eliminate_zeros()
    return graph


def leading_eigenvectors(graph: Any, q: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Give the `q` largest eigenvalues, falling, and the (m, q) eigenvectors of D^-½ W D^-½.

    Ng, Jordan & Weiss (2001), On spectral clustering: analysis and an algorithm. The start vector is fixed, so the
    result is too.
    """
    degree = np.asarray(graph.sum(axis=1)).ravel().astype(np.float64) + 1e-6
    scale = sparse.diags(degree**-0.5)
    normal = (scale @ graph.astype(np.float64) @ scale).tocsr()
    if q >= len(degree) - 1 or len(degree) <= _SMALL:
        values, rows = np.linalg.eigh(normal.toarray())
    else:
        values, rows = eigsh(normal, k=q, which="LA", v0=np.sqrt(degree), tol=1e-6)
    order = np.argsort(-values, kind="stable")[:q]
    return values[order], rows[:, order]
