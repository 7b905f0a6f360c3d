"""Class TF-IDF: which terms tell one theme from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["class_tfidf", "term_table"]


def class_tfidf(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give the weight of each term in each theme.

    ``W = tf · ln(1 + A / f)``: *tf* the term's share of its theme, *f* its count over all themes, *A* the mean count a
    theme: Grootendorst (2022), BERTopic: Neural topic modeling with a class-based TF-IDF procedure, equation 2.

    Parameters
    ----------
    counts : (k, v) float64
        How many answers of a theme hold a term; an answer counts once however often it repeats itself.

    Returns
    -------
    (k, v) float64, 0 where a theme lacks the term.

    >>> class_tfidf(np.array([[4.0, 4.0], [0.0, 4.0]])).round(3).tolist()
    [[0.458, 0.28], [0.0, 0.56]]
    """
    within = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1.0)
    over_all = np.maximum(counts.sum(axis=0), 1e-12)
    mean = counts.sum() / max(len(counts), 1)
    return np.asarray(within * np.log(1.0 + mean / over_all))


def term_table(
    documents: Sequence[Sequence[str]], labels: npt.NDArray[np.int64], k: int, floor: int = 2
) -> tuple[list[str], npt.NDArray[np.float64]]:
    """Give the terms that `floor` answers or more hold, sorted, and (k, v) in how many answers of each theme.

    Labels of `k` or above are left out of the table.
    """
    frequency = Counter(term for document in documents for term in set(document))
    terms = sorted(term for term, f in frequency.items() if f >= floor)
    place = {term: at for at, term in enumerate(terms)}
    counts = np.zeros((k, len(terms)))
    for label, document in zip(labels, documents, strict=True):
        if label < k:
            at = [place[term] for term in set(document) if term in place]
            counts[label, at] += 1.0
    return terms, counts
