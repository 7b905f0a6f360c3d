"""Everything said about a set of classified answers whose themes are known, as one JSON-like record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.measure.calibration import calibration_curve, calibration_error
from theme_mining.measure.scores import confusion, score
from theme_mining.measure.thresholds import top_theme

__all__ = ["KEPT_SHARE", "assess", "first_right"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
KEPT_SHARE = 0.8  # the surest answers, for which accuracy is told apart; the least sure fifth is for a person


def first_right(truth: Mask, first: npt.NDArray[np.int64]) -> Mask:
    """Give (n,) whether each answer's first theme is one of its own; for none (−1) whether it has none."""
    if not truth.size:
        return np.zeros(len(truth), bool)
    return np.asarray(np.where(first >= 0, truth[np.arange(len(truth)), first], ~truth.any(axis=1)))


def assess(
    truth: Mask, proba: Floats, chosen: Mask, themes: Sequence[str], groups: Sequence[str] | None = None
) -> dict[str, Any]:
    """Give scores with intervals, calibration and confusion.

    Returns
    -------
    dict
        ``n``, ``groups``, ``accuracy``, ``macro_f1``, ``micro_f1``, ``themes`` (see `scores.Scores.to_dict`),
        ``first_theme_right``, ``kept_accuracy`` (first theme right among the surest 80 %), ``calibration_error`` and
        ``calibration_curve`` ([said, observed, n] a bin) of the confidence in the first theme, ``confusion``.
    """
    first, confidence = top_theme(proba, chosen)
    right = first_right(truth, first)
    sure = np.argsort(-confidence, kind="stable")[: max(1, round(KEPT_SHARE * len(right)))]
    curve = calibration_curve(confidence, right)
    return {
        "n": len(truth),
        "groups": len(set(groups)) if groups else len(truth),
        **score(truth, chosen, groups).to_dict(themes),
        "first_theme_right": round(float(right.mean()), 4),
        "kept_accuracy": round(float(right[sure].mean()), 4),
        "calibration_error": calibration_error(confidence, right),
        "calibration_curve": [
            [round(float(a), 4), round(float(b), 4), int(n)]
            for a, b, n in zip(curve.said, curve.observed, curve.n, strict=True)
        ],
        "confusion": confusion(truth, chosen).tolist(),
    }
