"""Partitions: k-means on the spectrum, then two ways of letting every view move answers to where they fit."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, optimize, sparse
from scipy.sparse.linalg import svds
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from theme_mining.clusterers._graph import likeness
from theme_mining.clusterers._views import Views

__all__ = [
    "VIEW_WEIGHTS",
    "Centroids",
    "Labels",
    "Smoother",
    "agreeing",
    "by_spectrum",
    "filled",
    "in_common",
    "indicator",
    "ordered",
]

Labels = npt.NDArray[np.int64]

# Weights of vectors, lemmas and pieces, in the graph and against centroids. V on SIB-200, 2003 answers, six-word
# answers, EU answers: (1, 1, 1) 0.45/0.65/0.69/0.67 · (1, 2, 2) 0.47/0.67/0.76/0.69 · (1, 4, 4) 0.43/0.67/0.77/0.69 ·
# vectors alone 0.44/0.59/0.33/0.59 · words alone 0.24/0.67/0.76/0.66.
VIEW_WEIGHTS = (1.0, 2.0, 2.0)
_RIDGE = 20.0


def by_spectrum(spectrum: npt.NDArray[np.float64], k: int, n_starts: int, seed: int) -> Labels:
    """Give k-means labels of the first `k` eigenvectors, rows scaled to unit length (Ng & al. 2001)."""
    rows = spectrum[:, :k]
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    if len(rows) <= k:
        return np.arange(len(rows), dtype=np.int64)
    with warnings.catch_warnings():  # fewer distinct rows than k: `filled` makes up for it
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = KMeans(k, n_init=n_starts, random_state=seed).fit_predict(rows)
    return np.asarray(found, dtype=np.int64)


def indicator(labels: Labels, k: int) -> sparse.csr_matrix:
    """Give (m, k) with a one a row, at its label."""
    return sparse.csr_matrix((np.ones(len(labels)), (np.arange(len(labels)), labels)), shape=(len(labels), k))


class Centroids:
    """Means of each view a cluster, jointly of unit length; an answer is nearest by the weighted sum of cosines."""

    def fit(self, views: Views, labels: Labels, k: int) -> Centroids:
        """Take the means of labelled rows."""
        means = [_sums(view, labels, k) * weight for view, weight in zip(views.each(), VIEW_WEIGHTS, strict=False)]
        length = np.sqrt(np.sum([(mean * mean).sum(axis=1) for mean in means], axis=0))
        self.means_ = [mean / np.maximum(length, 1e-12)[:, None] for mean in means]
        return self

    def joint(self) -> npt.NDArray[np.float64]:
        """Give (k, d of all views) the means side by side, unit rows."""
        return np.hstack(self.means_)

    def likeness(self, views: Views) -> npt.NDArray[np.float64]:
        """Give (m, k) cosines with the centroids, 0–1 where no vector points away."""
        weighed = list(zip(views.each(), VIEW_WEIGHTS, strict=False))
        scale = np.sqrt(sum(weight**2 for _, weight in weighed))
        turned = [np.ascontiguousarray(mean.T, dtype=np.float32) for mean in self.means_]
        parts = [_dense(view @ mean) * w for (view, w), mean in zip(weighed, turned, strict=False)]
        return np.asarray(np.sum(parts, axis=0) / scale, dtype=np.float64)


def agreeing(views: Views, labels: Labels, k: int, rounds: int) -> Labels:
    """Give labels after `rounds` of moving every answer to its nearest centroid; no cluster is emptied."""
    for _ in range(rounds):
        moved = Centroids().fit(views, labels, k).likeness(views).argmax(axis=1)
        if len(np.unique(moved)) < len(np.unique(labels)) or np.array_equal(moved, labels):
            return labels
        labels = moved
    return labels


def filled(views: Views, labels: Labels, k: int) -> Labels:
    """Give labels in which every one of `k` clusters has an answer: those least at home in theirs move out."""
    labels = labels.copy()
    for empty in np.setdiff1d(np.arange(k), labels):
        home = Centroids().fit(views, labels, k).likeness(views)[np.arange(len(labels)), labels]
        alone = np.bincount(labels, minlength=k)[labels] == 1
        labels[np.argmin(np.where(alone, np.inf, home))] = empty
    return labels


def in_common(members: list[Labels], k: int, seed: int) -> Labels:
    """Give the `k` clusters that partitions of any fineness have in common: answers and clusters as one graph, cut.

    Fern & Brodley (2004), Solving cluster ensemble problems by bipartite graph partitioning, ICML.
    """
    together = sparse.hstack([indicator(labels, int(labels.max()) + 1) for labels in members]).tocsr()
    size = np.maximum(np.asarray(together.sum(axis=0)).ravel(), 1.0)
    scaled = together @ sparse.diags(size**-0.5)
    if k >= min(scaled.shape) - 1:
        rows = np.linalg.svd(scaled.toarray(), full_matrices=False)[0]
    else:
        rows = svds(scaled, k=k, v0=np.ones(min(scaled.shape)))[0]
    return by_spectrum(rows, k, 10, seed)


def ordered(labels: Labels, weights: npt.NDArray[np.float64], k: int, seeds: Labels) -> Labels:
    """Give labels numbered anew: seeded clusters by their seeds, then the largest first (ties: the first row's)."""
    size = np.bincount(labels, weights, minlength=k)
    first = np.array([int(np.argmax(labels == c)) for c in range(k)])
    n_seeded = int(seeds.max(initial=-1)) + 1
    new = np.full(k, -1, dtype=np.int64)
    if n_seeded:
        held = np.zeros((k, n_seeded))
        np.add.at(held, (labels[seeds >= 0], seeds[seeds >= 0]), 1)
        for cluster, theme in zip(*optimize.linear_sum_assignment(-held), strict=True):
            new[cluster] = theme
    free = [c for c in np.lexsort((first, -size)) if new[c] < 0]
    new[free] = np.arange(n_seeded, n_seeded + len(free))
    return new[labels]


class Smoother:
    """Kernel ridge regression of cluster membership on all views: clusters as a linear model would draw them.

    The kernel is the sum of the views' cosines. Three rounds with the ridge 20 raised mean V from 0.642 to 0.656 on
    six development sets; with 5 it was 0.648, and 100 lets large clusters swallow the rest. Those had 100 answers a
    cluster or more; with fewer the ridge is smaller in proportion.
    """

    def __init__(self, views: Views, k: int) -> None:
        m = len(views)
        ridge = min(_RIDGE, _RIDGE * m / (100.0 * max(k, 1)))
        kernel = np.zeros((m, m), dtype=np.float32)
        for view in views.each():
            for start in range(0, m, 1024):
                kernel[start : start + 1024] += likeness(view, start, min(start + 1024, m))
        at = np.arange(m)
        kernel[at, at] += ridge
        self._factor = linalg.cho_factor(kernel, lower=True, check_finite=False)
        kernel[at, at] -= ridge
        self._kernel = kernel
        self._views = views
        self._ones = linalg.cho_solve(self._factor, np.ones(m, dtype=np.float32), check_finite=False)

    def _solve(self, labels: Labels, k: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        target = np.asarray(indicator(labels, k).toarray(), dtype=np.float32)
        raw = linalg.cho_solve(self._factor, target, check_finite=False)
        intercept = raw.sum(axis=0) / self._ones.sum()
        return raw - self._ones[:, None] * intercept, intercept

    def smooth(self, labels: Labels, k: int, rounds: int) -> Labels:
        """Give labels after `rounds` of regression and reassignment; no cluster is emptied."""
        for _ in range(rounds):
            weights, intercept = self._solve(labels, k)
            moved = (self._kernel @ weights + intercept).argmax(axis=1)
            if len(np.unique(moved)) < k or np.array_equal(moved, labels):
                return labels
            labels = moved
        return labels

    def line(self, labels: Labels, k: int) -> Line:
        """Give the regression as weights of each view, for any rows."""
        weights, intercept = self._solve(labels, k)
        return Line([_dense(view.T @ weights) for view in self._views.each()], intercept)


class Line:
    """A linear model of membership: `weights` (d_view, k) a view, `intercept` (k,)."""

    def __init__(self, weights: list[npt.NDArray[np.float64]], intercept: npt.NDArray[np.float32]) -> None:
        self.weights = weights
        self.intercept = intercept

    def membership(self, views: Views) -> npt.NDArray[np.float64]:
        """Give (m, k) estimates of membership, near 0–1; views that are not there say nothing."""
        parts = [_dense(view @ weight) for view, weight in zip(views.each(), self.weights, strict=False)]
        return np.asarray(np.sum(parts, axis=0) + self.intercept, dtype=np.float64)


def _sums(view: Any, labels: Labels, k: int) -> npt.NDArray[np.float64]:
    """Give (k, d) the sum of a view's rows a label; for sparse rows four times as fast as a product of matrices."""
    if not sparse.issparse(view):
        return np.asarray(indicator(labels, k).T @ view, dtype=np.float64)
    d = view.shape[1]
    at = np.repeat(labels * d, np.diff(view.indptr)) + view.indices
    return np.asarray(np.bincount(at, weights=view.data, minlength=k * d).reshape(k, d), dtype=np.float64)


def _dense(matrix: Any) -> npt.NDArray[np.float64]:
    return np.asarray(matrix.toarray() if sparse.issparse(matrix) else matrix)
