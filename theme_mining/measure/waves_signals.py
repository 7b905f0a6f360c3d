"""Weak signals: small, coherent things said that grow between waves or are confined to one group of respondents."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.cluster import hierarchy
from scipy.special import ndtr, ndtri

__all__ = ["Signal", "chance_of_growth", "families", "signals"]

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_USUAL = 0.10  # what a tenth of the answers say is no weak signal any more: smallness is 0 from there
_SURE = 0.85  # chance of growth from which a word is looked at; 0.80 and 0.90 gave the same first signals or fewer
_COVERED = 0.8  # what wholly lies under an accepted theme may still be news inside it: a fifth of its score stays
_FAR = 0.80  # cosine distance at which words part (complete linkage): 0.75–0.85 gave the same first three


@dataclass(frozen=True, slots=True)
class Signal:
    """A group of words that rise together. `terms` are places in the table given, `holders` those of answers.

    Parts, 0 or more, whose product is `score`: `smallness` 1 − share / 10 %; `coherence` mean cosine of its words;
    `distinctness` 1 − 0.8 · share of its answers that an accepted theme covers; `rise` how many standard errors its
    share is larger than before (or than outside its group).
    """

    terms: tuple[int, ...]
    holders: tuple[int, ...] = field(repr=False)
    before: int
    after: int
    smallness: float
    coherence: float
    distinctness: float
    rise: float

    @property
    def score(self) -> float:
        """Product of the parts: a signal that lacks one is none."""
        return self.smallness * max(self.coherence, 0.0) * self.distinctness * max(self.rise, 0.0)


def chance_of_growth(counts: Counts, totals: Counts) -> Floats:
    """Give (v,) the chance that the later share is larger than the earlier.

    Normal approximation of the log odds with half an answer added to each cell: Agresti (2013), Categorical Data
    Analysis, 3.1.1; half: Haldane (1956), Anscombe (1956). `counts` (v, 2) and `totals` (2,), earlier and later.

    >>> chance_of_growth(np.array([[1, 1], [0, 8]]), np.array([100, 100])).round(2).tolist()
    [0.5, 0.98]
    """
    had, n = counts + 0.5, totals + 1.0
    log_odds = np.log(had / (n - had))
    error = np.sqrt((1.0 / had + 1.0 / (n - had)).sum(axis=1))
    return np.asarray(ndtr((log_odds[:, 1] - log_odds[:, 0]) / error))


def families(relatives: list[frozenset[str]]) -> int:
    """Give how many word families there are: words that share a base are one (`pelastus`, `pelastuslaitos`).

    >>> families([frozenset({"pelastus"}), frozenset({"pelastuslaitos", "pelastus", "laitos"}), frozenset({"hätä"})])
    2
    """
    found: list[set[str]] = []
    for relative in relatives:
        joined = set(relative)
        apart = []
        for family in found:
            if family & joined or any(a[:5] == b[:5] for a in family for b in joined):
                joined |= family
            else:
                apart.append(family)
        found = [*apart, joined]
    return len(found)


def signals(
    holds: npt.NDArray[np.bool_],
    later: npt.NDArray[np.bool_],
    vectors: npt.NDArray[np.float32],
    relatives: list[frozenset[str]],
    n_contrasts: int = 1,
    covered: npt.NDArray[np.bool_] | None = None,
) -> list[Signal]:
    """Give groups of words that rise together, the highest score first.

    A word counts when at least three later answers hold it and its growth is likely (0.85); words are joined by
    likeness of meaning; a group of one word family is a word, not a signal.

    Parameters
    ----------
    holds : (n, v) bool
        Which answer holds which word.
    later : (n,) bool
        The later wave, or the group of respondents looked at.
    vectors : (v, d) float32
        Unit row of each word.
    relatives : list of v sets
        Each word with its compound parts.
    n_contrasts : int
        How many waves or groups are looked at in all; the chance is raised to that power (Šidák 1967).
    covered : (n,) bool or None
        Which answers an accepted theme covers; None: none.
    """
    totals = np.array([(~later).sum(), later.sum()], dtype=np.int64)
    counts = np.stack([holds[~later].sum(axis=0), holds[later].sum(axis=0)], axis=1)
    risen = np.flatnonzero((chance_of_growth(counts, totals) >= _SURE) & (counts[:, 1] >= 3))
    found = []
    for group in _groups(vectors[risen]):
        terms = risen[group]
        if families([relatives[t] for t in terms]) < 2:
            continue
        held = holds[:, terms].any(axis=1)
        count = np.array([[(held & ~later).sum(), (held & later).sum()]])
        chance = float(np.clip(chance_of_growth(count, totals)[0], 1e-9, 1 - 1e-9)) ** n_contrasts
        unit = vectors[terms].astype(np.float64)
        pairs = len(terms) * (len(terms) - 1)
        found.append(
            Signal(
                tuple(int(t) for t in terms),
                tuple(int(i) for i in np.flatnonzero(held)),
                int(count[0, 0]),
                int(count[0, 1]),
                max(0.0, 1.0 - float(held.mean()) / _USUAL),
                float(((unit.sum(axis=0) ** 2).sum() - len(terms)) / pairs),
                1.0 if covered is None else 1.0 - _COVERED * float(covered[held].mean()),
                float(ndtri(chance)),
            )
        )
    return sorted(found, key=lambda signal: (-signal.score, signal.terms))


def _groups(vectors: npt.NDArray[np.float32]) -> list[npt.NDArray[np.int64]]:
    if len(vectors) < 2:
        return []
    likeness = vectors.astype(np.float64) @ vectors.T
    distance = np.maximum(1.0 - likeness[np.triu_indices(len(vectors), 1)], 0.0)
    label = hierarchy.fcluster(hierarchy.linkage(distance, "complete"), _FAR, "distance")
    return [np.flatnonzero(label == g) for g in np.unique(label) if (label == g).sum() > 1]
