"""From which probability on a theme is assigned."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from theme_mining.measure.scores import f1

__all__ = ["best_thresholds", "choose", "expected_thresholds", "top_theme"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
STEPS = np.round(np.arange(0.05, 0.96, 0.01), 2)


def best_thresholds(proba: Floats, truth: Mask, held_together: float = 20.0) -> Floats:
    """Give for each theme the threshold of the highest F1, rare themes held to the common one.

    The common threshold is that of the highest macro-F1; a theme's own counts by n / (n + `held_together`), n its
    number of answers. For calibrated probabilities the best threshold is half the best F1 (Lipton, Elkan &
    Naryanaswamy 2014), so it lies below 0.5.

    Parameters
    ----------
    proba : (n, k) float64, held-out
    truth : (n, k) bool
    """
    over = proba[None] >= STEPS[:, None, None]
    hits = (over & truth).sum(axis=1)
    false = (over & ~truth).sum(axis=1)
    reached = f1(hits, false, truth.sum(axis=0) - hits)
    common = STEPS[int(np.argmax(reached.mean(axis=1)))]
    own = STEPS[np.argmax(_smoothed(reached), axis=0)]
    weight = truth.sum(axis=0) / (truth.sum(axis=0) + held_together)
    return np.asarray(np.round(weight * own + (1 - weight) * common, 4))


def expected_thresholds(n_themes: int) -> Floats:
    """Give thresholds without labels: 0.28 each, half of the F1 to hope for (Lipton et al. 2014)."""
    return np.full(n_themes, 0.28)


def choose(proba: Floats, thresholds: Floats, single_label: bool) -> Mask:
    """Give (n, k) True for the chosen themes: the most probable one, or all from their thresholds on."""
    if not single_label:
        return np.asarray(proba >= thresholds)
    chosen = np.zeros(proba.shape, bool)
    if proba.size:
        chosen[np.arange(len(proba)), proba.argmax(axis=1)] = True
    return chosen


def top_theme(proba: Floats, chosen: Mask) -> tuple[npt.NDArray[np.int64], Floats]:
    """Give each answer's first theme (−1: none) and the probability that this is right.

    For an answer without a chosen theme that is the probability of its having none, at most 1 − the highest.
    """
    if not proba.size:
        return np.zeros(len(proba), np.int64), np.zeros(len(proba))
    masked = np.where(chosen, proba, -1.0)
    first = np.where(chosen.any(axis=1), masked.argmax(axis=1), -1).astype(np.int64)
    none = np.prod(1 - proba, axis=1)
    return first, np.where(first >= 0, masked.max(axis=1), none)


def _smoothed(reached: Floats) -> Floats:
    padded = np.pad(reached, ((2, 2), (0, 0)), mode="edge")
    return np.asarray(np.mean([padded[i : i + len(reached)] for i in range(5)], axis=0))
