"""A flat map of answers: where themes lie among one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from theme_mining.measure.distinctness import means

__all__ = ["flat_map"]


def flat_map(rows: npt.NDArray[np.float32], labels: npt.NDArray[np.int64], k: int) -> npt.NDArray[np.float64]:
    """Give (n, 2) places, −1 to 1: the two directions in which the means of the themes differ most.

    Principal components of the theme means, each counting alike (Pearson 1901), so that small themes are seen too.
    Signs are fixed: the largest loading is positive. With fewer than three themes the answers' own components.
    """
    if not len(rows):
        return np.zeros((0, 2))
    basis = means(rows, labels, k) if k > 2 else rows.astype(np.float64)
    centre = basis.mean(axis=0)
    _, _, axes = np.linalg.svd(basis - centre, full_matrices=False)
    axes = np.vstack([axes[:2], np.zeros((2, rows.shape[1]))])[:2]
    axes *= np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1.0, 1.0)[:, None]
    places = (rows - centre) @ axes.T
    return np.asarray(places / max(float(np.abs(places).max()), 1e-12))
