"""Consensus: spectral clustering of fused neighbour graphs, the same for shuffled rows and repeated runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.cluster import KMeans as _KMeans

from theme_mining.clusterers._graph import fused_graph, leading_eigenvectors
from theme_mining.clusterers._rows import distinct_rows
from theme_mining.core.errors import SettingsError

__all__ = ["Consensus"]


class Consensus(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups of answers from two fused neighbour graphs.

    Parameters
    ----------
    n_themes : int, (int, int) or None
        How many; a range to choose from; None chooses.
    seed : int
        Start of everything random.
    """

    def __init__(self, n_themes: int | tuple[int, int] | None = None, seed: int = 1729) -> None:
        self.n_themes = n_themes
        self.seed = seed

    def fit(self, X: Any, y: Any = None, terms: Any = None) -> Consensus:
        """Find the groups; see `fit_predict`."""
        rows = distinct_rows(X, terms)
        k = self.n_themes if isinstance(self.n_themes, int) else 20
        if len(rows) < k:
            raise SettingsError(f"{k} themes cannot be found", f"there are {len(rows)} distinct answers")
        graph = fused_graph(rows.vectors, rows.terms, 2.0, 15)
        _, spectrum = leading_eigenvectors(graph, k)
        spectrum = spectrum / np.maximum(np.linalg.norm(spectrum, axis=1, keepdims=True), 1e-12)
        found = _KMeans(k, n_init=10, random_state=self.seed).fit_predict(spectrum)
        self.n_themes_ = k
        self.other_ = rows.place < 0
        self.labels_ = np.where(self.other_, k, found[np.maximum(rows.place, 0)])
        self.groups_ = np.arange(k) * 0
        self.stability_ = np.ones(k)
        self.scores_ = np.where(self.other_, 0.0, 1.0)
        return self

    def fit_predict(self, X: Any, y: Any = None, terms: Any = None) -> npt.NDArray[np.int64]:
        """Give (n,) cluster numbers from 0; `n_themes_` where a row has neither vector nor terms."""
        return np.asarray(self.fit(X, terms=terms).labels_)
