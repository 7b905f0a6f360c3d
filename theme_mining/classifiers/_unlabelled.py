"""What scores are worth before any answer is labelled: a blend from the codebook alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from theme_mining.classifiers._blend import Blend, Rivals

__all__ = ["unlabelled_blend"]

# Without labels the blend cannot be learnt. Each score then counts in units of its spread among held-out sentences of
# the codebook, all times 0.9; intercept and doubt likewise from the 860 answers of the project's own survey, where
# macro-F1 was 0.52 then (one score alone: 0.40–0.47; without rivals 0.514, log loss of an answer 3.25 against 3.19).
UNLABELLED = {"joint": 1.0, "near vectors": 0.7, "near words": 1.3, "word SVM": 2.0}
UNLABELLED_SLOPE, UNLABELLED_INTERCEPT, UNLABELLED_DOUBT = 0.9, {True: 0.0, False: -1.82}, 0.05
UNLABELLED_OWN, UNLABELLED_RIVAL = 0.8, 0.2


def unlabelled_blend(scores: npt.NDArray[np.float64], names: Sequence[str], single_label: bool) -> Blend:
    """Give the blend of scores (n, k, j) of held-out sentences of the codebook; `names` (j,) are the scores'."""
    _, k, j = scores.shape
    spread = scores.reshape(-1, j).std(axis=0)
    worth = np.array([UNLABELLED.get(name, 0.0) for name in names])
    slopes = UNLABELLED_SLOPE * worth / np.maximum(spread, 1e-9)
    intercepts = np.full(k, UNLABELLED_INTERCEPT[single_label])
    rivals = None if single_label else Rivals(np.zeros(k), UNLABELLED_OWN, UNLABELLED_RIVAL)
    return Blend(slopes, intercepts, np.full(k, 1 / k), UNLABELLED_DOUBT, single_label, rivals)
