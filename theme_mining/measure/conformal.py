"""Sets of themes that hold all the right ones as often as was promised (split conformal prediction).

Vovk, Gammerman & Shafer 2005; least ambiguous sets of Sadinle, Lei & Wasserman 2019; held-out folds instead of one
calibration split as in cross-conformal prediction (Vovk 2015; Barber et al. 2021).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["coverage_sets", "nonconformity", "set_threshold"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def nonconformity(proba: Floats, truth: Mask) -> Floats:
    """Give (n,) how odd each answer's true themes look, 0–1: one less the probability of the least probable true theme.

    An answer without themes has 0: the empty set holds all of none.
    """
    return np.asarray(1.0 - np.where(truth, proba, 1.0).min(axis=1, initial=1.0))


def set_threshold(scores: Floats, coverage: float) -> float:
    """Give the nonconformity up to which themes belong to the set: the ⌈(n + 1)·coverage⌉-th smallest score.

    With too few answers for the promise it is 1: every theme belongs.
    """
    place = int(np.ceil((len(scores) + 1) * coverage))
    return 1.0 if place > len(scores) else float(np.sort(scores)[place - 1])


def coverage_sets(proba: Floats, scores: Floats, coverage: float) -> Mask:
    """Give (n, k) True for themes in each answer's set.

    Parameters
    ----------
    proba : (n, k) float64
    scores : (m,) float64
        Held-out nonconformity.
    coverage : float
        Share of answers whose set is to hold all their themes, between 0 and 1.
    """
    return np.asarray(1.0 - proba <= set_threshold(scores, coverage) + 1e-12)
