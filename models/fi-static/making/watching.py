"""When a member has learnt enough: scores on development sets held apart from the pairs, smoothed, with patience.

A few-shot score, two groupings and a second few-shot, a second of work together. Each alone wavers by its standard
error from check to check; their mean in units of that error, over the last checks, wavers little.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import v_measure_score
from threadpoolctl import threadpool_limits

from making.corpus import Bags, Floats, Ids, lemmatised
from making.reading import bags_of

CHECK = 50  # steps between two checks
SMOOTH = 3  # checks that are averaged
PATIENCE = 4  # checks without a better mean before a member stops
SEED = 1729


@dataclass(frozen=True)
class Development:
    """A labelled set that no pair comes from: its texts as term numbers, and what it is scored by.

    `few_shot` and `grouping` are the standard errors of the two scores; 0 leaves a score out.
    """

    bags: Bags
    labels: Ids
    few_shot: float = 0.0
    grouping: float = 0.0

    @property
    def terms(self) -> Ids:
        """The terms in use, in order."""
        return np.unique(self.bags.flat)

    def score(self, rows: Floats) -> float:
        """Give the sum of the scores over their standard errors; `rows` are those of `terms`."""
        texts, found = _text_sums(self.bags, self.terms, rows), 0.0
        with threadpool_limits(1):  # the order of k-means' sums hangs on the threads
            if self.few_shot:
                found += _few_shot(texts, self.labels) / self.few_shot
            if self.grouping:
                found += _grouping(texts, self.labels) / self.grouping
        return found


def development_sets(shared: Path, kept_in: Path, number: dict[str, int]) -> list[Development]:
    """Give the sets as numbers of known terms: every second sentence of SIB-200, samples of the others.

    The other half of SIB-200 and the other answers stay unseen, so that what stopping gives can be measured on them.
    """
    found = []
    for file, column, each, errors in (
        ("sib200_fi_train_dev.csv", "label", None, (0.007, 0.017)),
        ("vaalikone_hs2003.csv.gz", "label", 75, (0.0, 0.014)),
        ("makupalat.csv.gz", "main_class", 100, (0.007, 0.0)),
    ):
        frame = pd.read_csv(shared / file).iloc[::2]
        frame = frame[frame.groupby(column).cumcount() < each] if each else frame
        terms, _, _ = lemmatised(frame["text"], kept_in, file)
        bags = bags_of(pd.Series(terms).str.split(), number)
        found.append(Development(bags, frame[column].factorize()[0].astype(np.int64), *errors))
    return found


@dataclass
class Patience:
    """Tells after each check whether it is the best so far and whether to stop."""

    scores: list[float] = field(default_factory=list)
    best: int = 0

    def add(self, score: float) -> bool:
        """Take a check's score; give whether the mean of the last `SMOOTH` checks is the highest so far."""
        self.scores.append(score)
        last = len(self.scores) - 1
        if last == 0 or self._mean(last) > self._mean(self.best):
            self.best = last
        return self.best == last

    @property
    def is_over(self) -> bool:
        """Whether the last `PATIENCE` checks brought nothing better."""
        return len(self.scores) - 1 - self.best >= PATIENCE

    def _mean(self, check: int) -> float:
        return float(np.mean(self.scores[max(0, check - SMOOTH + 1) : check + 1]))


def _text_sums(bags: Bags, terms: Ids, rows: Floats) -> Floats:
    sums = np.zeros((len(bags), rows.shape[1]), np.float32)
    np.add.at(sums, np.repeat(np.arange(len(bags)), bags.sizes), rows[np.searchsorted(terms, bags.flat)])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _few_shot(texts: Floats, labels: Ids, draws: int = 10) -> float:
    """Give the mean accuracy taught by 8 texts a label."""
    chance, scores = np.random.default_rng(SEED), []
    for _ in range(draws):
        order = chance.permutation(len(labels))
        taught = np.concatenate([order[labels[order] == label][:8] for label in np.unique(labels)])
        rest = np.setdiff1d(order, taught)
        judge = LogisticRegression(max_iter=100).fit(texts[taught], labels[taught])
        scores.append((judge.predict(texts[rest]) == labels[rest]).mean())
    return float(np.mean(scores))


def _grouping(texts: Floats, labels: Ids, starts: int = 6) -> float:
    """Give the mean V-measure of k-means over starts, k given."""
    k = len(np.unique(labels))
    found = [KMeans(k, n_init=1, random_state=SEED + n).fit_predict(texts) for n in range(starts)]
    return float(np.mean([v_measure_score(labels, groups) for groups in found]))
