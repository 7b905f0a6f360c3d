"""From regression to scores: how surely an answer is in its cluster."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from theme_mining.clusterers._partition import Labels
from theme_mining.measure.stability import overlap

__all__ = ["mean_found_again", "softmax", "temperature"]


def softmax(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give rows that sum to 1."""
    if not rows.size:
        return rows
    raised = np.exp(rows - rows.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def mean_found_again(found: Labels, members: list[Labels]) -> float:
    """Give the share of answers that a resample puts where `found` does, its clusters matched by most in common."""
    shares = [float(np.mean(overlap(member, found).argmax(axis=1)[member] == found)) for member in members]
    return float(np.mean(shares)) if shares else 1.0


def temperature(raw: npt.NDArray[np.float64], wanted: float) -> float:
    """Give the softmax temperature at which the mean of the highest score is `wanted` (bisection, 40 steps)."""
    low, high = 1e-3, 10.0
    for _ in range(40):
        middle = (low * high) ** 0.5
        mean = float(softmax(raw / middle).max(axis=1).mean()) if len(raw) else wanted
        low, high = (low, middle) if mean < wanted else (middle, high)
    return float((low * high) ** 0.5)
