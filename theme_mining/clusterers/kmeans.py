"""KMeans: plain k-means on the vectors, the baseline; terms are not looked at."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.cluster import KMeans as _KMeans
from sklearn.exceptions import ConvergenceWarning

from theme_mining.clusterers._groups import cut, default_groups, tree
from theme_mining.clusterers._number import Number
from theme_mining.clusterers._partition import Labels, filled, ordered
from theme_mining.clusterers._rows import distinct_rows
from theme_mining.clusterers._scores import softmax
from theme_mining.clusterers._seeds import seeds_of
from theme_mining.clusterers._settings import asked_number
from theme_mining.clusterers._views import Views

__all__ = ["KMeans"]

_WARMTH = 0.1  # softmax temperature of cosines: scores fall to one half where two centres are 0.1 apart or less


class KMeans(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Plain k-means (Lloyd; k-means++ starts) on distinct vectors.

    The same attributes as `Consensus`. Without a number, √(n / 2) clusters are made (Mardia & al. 1979,
    Multivariate Analysis, p. 365), 40 at most; of a range, the middle. Seeds (`y`) start their clusters.
    """

    def __init__(self, n_themes: int | tuple[int, int] | None = None, seed: int = 1729) -> None:
        self.n_themes = n_themes
        self.seed = seed

    def fit(self, X: Any, y: Any = None, terms: Any = None) -> KMeans:
        """Find the clusters; see `Consensus.fit_predict`."""
        rows = distinct_rows(X)
        seeds = seeds_of(y, rows.place, len(rows))
        low, high = asked_number(self.n_themes, len(rows), int(seeds.max(initial=-1)) + 1)
        k = (low + high) // 2 if low and high else min(max(round((len(rows) / 2) ** 0.5), 1), 40, len(rows))
        self.number_ = Number(k, "given" if low and low == high else "range" if low else "chosen")
        self.n_themes_ = k
        views = Views(rows.vectors, None, None)
        found = np.zeros(len(rows), dtype=np.int64)
        if k > 1:
            with warnings.catch_warnings():  # fewer distinct rows than k: `filled` makes up for it
                warnings.simplefilter("ignore", ConvergenceWarning)
                found = _KMeans(k, n_init=10, random_state=self.seed).fit_predict(rows.vectors)
        found = ordered(filled(views, np.asarray(found, dtype=np.int64), k), rows.weights, k, seeds)
        found = np.where(seeds >= 0, seeds, found)
        means = np.array([rows.vectors[found == c].mean(axis=0) for c in range(k)])
        self.means_ = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12) if k else means
        self.merges_ = tree(self.means_)
        self.groups_ = self.regrouped(default_groups(self.merges_))
        self.stability_ = np.full(k, np.nan)
        self.other_ = rows.place < 0
        self.labels_, self.scores_ = np.full(len(rows.place), k), np.zeros(len(rows.place))
        if len(rows):
            sure = self.memberships(rows.vectors)[np.arange(len(rows)), found]
            self.labels_ = np.where(self.other_, k, found[np.maximum(rows.place, 0)])
            self.scores_ = np.where(self.other_, 0.0, sure[np.maximum(rows.place, 0)])
        return self

    def fit_predict(self, X: Any, y: Any = None, terms: Any = None) -> npt.NDArray[np.int64]:
        """Give (n,) cluster numbers from 0; ``n_themes_`` for rows of zeros."""
        return np.asarray(self.fit(X, y, terms).labels_)

    def predict(self, X: Any, terms: Any = None) -> npt.NDArray[np.int64]:
        """Give the clusters of new rows."""
        return self.predict_scores(X, terms)[0]

    def predict_scores(self, X: Any, terms: Any = None) -> tuple[Labels, npt.NDArray[np.float64]]:
        """Give clusters and scores of new rows."""
        sure = self.memberships(X)
        seen = np.asarray(X).any(axis=1)
        return np.where(seen, sure.argmax(axis=1), self.n_themes_), np.where(seen, sure.max(axis=1), 0.0)

    def memberships(self, X: Any, terms: Any = None) -> npt.NDArray[np.float64]:
        """Give (n, n_themes_) how surely each row is in each cluster; rows sum to 1."""
        return softmax(np.asarray(X, dtype=np.float64) @ self.means_.T / _WARMTH)

    def regrouped(self, n_groups: int) -> npt.NDArray[np.int64]:
        """Give (n_themes_,) theme groups when the tree is cut into `n_groups`."""
        return cut(self.merges_, n_groups)


plug = KMeans
