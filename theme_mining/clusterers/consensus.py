"""Consensus: what many looks at resamples of the answers agree on; the default clusterer."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClusterMixin

from theme_mining.clusterers._graph import fused_graph, leading_eigenvectors
from theme_mining.clusterers._groups import cut, default_groups, tree
from theme_mining.clusterers._number import Number, candidates, choose_number
from theme_mining.clusterers._partition import (
    VIEW_WEIGHTS,
    Centroids,
    Labels,
    Smoother,
    agreeing,
    by_spectrum,
    filled,
    in_common,
    ordered,
)
from theme_mining.clusterers._resamples import resample
from theme_mining.clusterers._rows import DistinctRows, distinct_rows
from theme_mining.clusterers._scores import mean_found_again, softmax, temperature
from theme_mining.clusterers._seeds import seeds_of, tied
from theme_mining.clusterers._settings import asked_number
from theme_mining.clusterers._views import Views, WordViews
from theme_mining.measure.stability import cluster_stability

__all__ = ["Consensus"]

_NEIGHBOURS = 15  # 8 loses V 0.06 on SIB-200 and 25 loses 0.02 on six-word answers; 10–20 are alike elsewhere
_NUMBER_ROWS = 2000  # distinct answers to choose a number from: a hundred for each of 20 themes
_LOOKED_AT, _MEMBERS = 100_000, (16, 50)  # answers in all resamples; fewest and most resamples
_ROUNDS = 2  # of moving to the nearest centroid; mean V of 2003, SIB-200, six-word: 3 rounds 0.641, 2 0.640, 1 0.640
# Every other resample is cut twice as fine: a broad subject is then held together by several narrow clusters. Mean V of
# eight sets, three seeds: 0.668 (0.664 without; SIB-200 0.498, 0.477). All twice as fine 0.646, two of three 0.667.
_FINER, _FEWEST_ROWS = 2, 5  # and rows a fine cluster at least
_BLOCK = 20_000  # answers assigned at a time: about 150 MB


class Consensus(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups of answers that resamples agree on.

    Neighbour graphs of three views (vectors, lemmas, letter pieces of lemmas) are fused into one; each of
    `n_members` resamples is clustered by its leading eigenvectors and by centroids, every other one twice as finely;
    what they agree on is smoothed by a kernel regression. The form is taken from `n_shape` distinct answers at most;
    the rest join by that regression, so time grows as the number of answers does.

    Parameters
    ----------
    n_themes : int, (int, int) or None
        How many; a range to choose from; None chooses (see ``number_``).
    seed : int
        Start of everything random: which resamples, where k-means starts.
    n_members : int or None
        Resamples looked at; None: as many as make 100,000 answers in all, 16 to 50. Mean ARI of other seeds on the 2003
        answers and SIB-200, unsplit: 0.930, 0.928 with 40; 0.929, 0.933 with 50; 0.925, 0.945 with 60.
    n_shape : int
        Distinct answers that draw the clusters.

    Attributes
    ----------
    labels_ : (n,) int64
        Clusters from 0, the largest first; ``n_themes_`` marks rows with neither vector nor known terms.
    other_ : (n,) bool
        Those rows.
    scores_ : (n,) float64
        How surely a row is in its cluster, 0–1; the mean is the share of resamples that agree.
    stability_ : (n_themes_,) float64
        How well each cluster is found again, 0–1.
    groups_ : (n_themes_,) int64
        Theme group of each cluster; ``merges_`` is the whole tree, ``regrouped(n)`` cuts it elsewhere.
    number_ : Number
        How many clusters and why.
    """

    def __init__(
        self,
        n_themes: int | tuple[int, int] | None = None,
        seed: int = 1729,
        n_members: int | None = None,
        n_shape: int = 5000,
    ) -> None:
        self.n_themes = n_themes
        self.seed = seed
        self.n_members = n_members
        self.n_shape = n_shape

    def fit(self, X: Any, y: Any = None, terms: Any = None) -> Consensus:
        """Find the groups; see `fit_predict`."""
        rows = distinct_rows(X, terms)
        seeds = seeds_of(y, rows.place, len(rows))
        n = min(self.n_shape, len(rows))
        low, high = asked_number(self.n_themes, len(rows), int(seeds.max(initial=-1)) + 1)
        if not n:
            return self._nothing(rows)
        self.words_ = WordViews().fit(rows.terms_of(0, n))
        views = self.words_.transform(rows.vectors[:n], rows.terms_of(0, n))
        graph = tied(fused_graph(views.each(), VIEW_WEIGHTS, _NEIGHBOURS), seeds[:n])
        self.number_ = self._number(views, graph, rows.hashes[:n], low, high, len(rows))
        k = self.n_themes_ = self.number_.n
        found, members = self._agreed(views, graph, rows.hashes[:n], k)
        smoother = Smoother(views, k)
        found = filled(views, smoother.smooth(filled(views, found, k), k, 3), k)
        found = ordered(found, rows.weights[:n], k, seeds[:n])
        self.line_ = smoother.line(found, k)
        self.temperature_ = temperature(self.line_.membership(views), mean_found_again(found, members))
        self.stability_ = cluster_stability(found, members, k)
        middle = Centroids().fit(views, found, k)
        self.merges_ = tree(middle.means_[0] if middle.means_[0].any() else middle.joint())
        self.groups_ = self.regrouped(default_groups(self.merges_))
        self._label(rows, found, seeds)
        return self

    def fit_predict(self, X: Any, y: Any = None, terms: Any = None) -> npt.NDArray[np.int64]:
        """Give (n,) cluster numbers.

        Parameters
        ----------
        X : (n, d) float32
            Unit rows, zeros where there is no content.
        y : (n,) int or None
            Seeds: the number of the theme a row is known to have, −1 where not known. Seeded clusters keep their
            numbers.
        terms : sequence of sequences of str, sparse (n, v) matrix, or None
            Lemmas of each row, or their TF-IDF.

        Raises
        ------
        SettingsError
            More themes asked for than there are distinct answers, or an impossible range.
        InputError
            X and terms do not go together.
        """
        return np.asarray(self.fit(X, y, terms).labels_)

    def predict(self, X: Any, terms: Any = None) -> npt.NDArray[np.int64]:
        """Give the clusters of new rows; ``n_themes_`` where a row has no content that can be compared."""
        return self.predict_scores(X, terms)[0]

    def predict_scores(self, X: Any, terms: Any = None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Give clusters and scores of new rows; without `terms` they are compared by vectors alone."""
        return self._assign(np.asarray(X, dtype=np.float32), terms)

    def memberships(self, X: Any, terms: Any = None) -> npt.NDArray[np.float64]:
        """Give (n, n_themes_) how surely each row is in each cluster; rows sum to 1."""
        return self._likelihood(self.words_.transform(np.asarray(X, dtype=np.float32), terms))

    def regrouped(self, n_groups: int) -> npt.NDArray[np.int64]:
        """Give (n_themes_,) theme groups when the tree is cut into `n_groups`: nothing is run again."""
        return cut(self.merges_, n_groups)

    def _number(
        self, views: Views, graph: Any, hashes: npt.NDArray[np.uint64], low: int | None, high: int | None, n_all: int
    ) -> Number:
        n = len(views)
        if low is not None and low == high:
            return Number(low, "given")
        if n < 6:
            return Number(min(n, 1 if low is None else low), "few")
        m = min(n, _NUMBER_ROWS)
        numbers = candidates(m, low, high, n_all)
        if m < n:  # a cut-out of the graph would fall to pieces
            views = views.take(np.arange(m))
            graph = fused_graph(views.each(), VIEW_WEIGHTS, _NEIGHBOURS)
        best, looked = choose_number(views, graph, hashes[:m], numbers, self.seed)
        return Number(best, "chosen" if low is None or high is None else "range", looked)

    def _agreed(self, views: Views, graph: Any, hashes: npt.NDArray[np.uint64], k: int) -> tuple[Labels, list[Labels]]:
        """Give what the resamples have in common, and those of `k` clusters."""
        if k <= 1 or len(views) <= max(k, 5):
            return np.arange(len(views), dtype=np.int64) % max(k, 1), []
        members = []
        for b in range(self.n_members or int(np.clip(_LOOKED_AT // len(views), _MEMBERS[0], _MEMBERS[1]))):
            kept = resample(hashes, self.seed, b)
            fine = max(k, min(_FINER * k, len(kept) // _FEWEST_ROWS)) if b % 2 else k
            part = views.take(kept)
            _, spectrum = leading_eigenvectors(graph[kept][:, kept], fine)
            labels = by_spectrum(spectrum, fine, 2, self.seed + b)
            near = Centroids().fit(part, labels, fine).likeness(views).argmax(axis=1)
            members.append(agreeing(views, near, fine, _ROUNDS))
        return in_common(members, k, self.seed), members[::2]

    def _nothing(self, rows: DistinctRows) -> Consensus:
        self.number_, self.n_themes_ = Number(0, "few"), 0
        self.labels_, self.scores_ = np.zeros(len(rows.place), dtype=np.int64), np.zeros(len(rows.place))
        self.other_ = np.ones(len(rows.place), dtype=bool)
        self.stability_, self.groups_ = np.zeros(0), np.zeros(0, dtype=np.int64)
        self.merges_ = np.zeros((0, 4))
        return self

    def _label(self, rows: DistinctRows, found: Labels, seeds: Labels) -> None:
        labels, scores = self._assign(rows.vectors, rows.terms)
        labels[: len(found)] = found
        labels = np.where(seeds >= 0, seeds, labels)
        self.other_ = rows.place < 0
        at = np.maximum(rows.place, 0)
        self.labels_ = np.where(self.other_, self.n_themes_, labels[at]) if len(rows) else rows.place * 0
        self.scores_ = np.where(self.other_, 0.0, scores[at]) if len(rows) else np.zeros(len(rows.place))

    def _likelihood(self, views: Views) -> npt.NDArray[np.float64]:
        return softmax(self.line_.membership(views) / self.temperature_)

    def _assign(self, vectors: npt.NDArray[np.float32], terms: Any) -> tuple[Labels, npt.NDArray[np.float64]]:
        labels = np.full(len(vectors), self.n_themes_, dtype=np.int64)
        scores = np.zeros(len(vectors))
        for start in range(0, len(vectors), _BLOCK):
            stop = min(start + _BLOCK, len(vectors))
            views = self.words_.transform(vectors[start:stop], None if terms is None else terms[start:stop])
            sure = self._likelihood(views)
            seen = views.content()
            labels[start:stop][seen] = sure.argmax(axis=1)[seen]
            scores[start:stop][seen] = sure.max(axis=1)[seen]
        return labels, scores


plug = Consensus
