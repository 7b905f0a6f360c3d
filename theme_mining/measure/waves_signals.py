"""Weak signals: small, coherent, distinct themes that grow or are confined to one group of respondents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Signals", "confinement", "growth", "weak_signals"]

Floats = npt.NDArray[np.float64]
_USUAL = 0.10  # a theme of a tenth of the answers is no weak signal any more: smallness is 0 from there


@dataclass(frozen=True, slots=True)
class Signals:
    """Parts of the score of each theme, all (k,) from 0 to 1, and `score`, their weighted geometric mean."""

    smallness: Floats
    coherence: Floats
    distinctness: Floats
    rise: Floats
    score: Floats


def growth(counts: npt.NDArray[np.int64], totals: npt.NDArray[np.int64]) -> Floats:
    """Give (k,) how surely the share of a theme has grown from the first wave to the last, 0–1.

    The chance that the later share is larger, under Beta(½, ½) priors (Jeffreys 1946) by normal approximation of the
    log odds: Agresti (2013), Categorical data analysis, 3.1. `counts` (k, waves), `totals` (waves,) answers.
    """
    if counts.shape[1] < 2:
        return np.full(len(counts), 0.5)
    had, n = counts[:, [0, -1]] + 0.5, totals[[0, -1]] + 1.0
    log_odds = np.log(had / (n - had))
    error = np.sqrt((1.0 / had + 1.0 / (n - had)).sum(axis=1))
    return _normal((log_odds[:, 1] - log_odds[:, 0]) / error)


def confinement(counts: npt.NDArray[np.int64], totals: npt.NDArray[np.int64]) -> Floats:
    """Give (k,) how surely a theme is more common in its most typical group than outside it, 0–1.

    As `growth`, the group against all others, the best group's chance lowered for how many groups were looked at
    (Šidák 1967): p ↦ p^g. `counts` (k, groups), `totals` (groups,).
    """
    if counts.shape[1] < 2:
        return np.full(len(counts), 0.5)
    inside = [
        growth(np.stack([counts.sum(axis=1) - counts[:, g], counts[:, g]], axis=1),
               np.array([totals.sum() - totals[g], totals[g]]))
        for g in range(counts.shape[1])
    ]  # fmt: skip
    return np.asarray(np.max(inside, axis=0) ** counts.shape[1])


def weak_signals(
    sizes: npt.NDArray[np.int64], total: int, coherence: Floats, distinctness: Floats, rise: Floats
) -> Signals:
    """Give the parts and the score.

    Smallness is 1 for a share of nothing and 0 from 10 % on. Coherence and distinctness are ranks among the themes, so
    that they mean the same with any vectors. `rise` is the larger of growth and confinement. The score is the
    geometric mean with the rise squared: a theme that does not move is no signal, however neat.
    """
    smallness = np.clip(1.0 - sizes / max(total, 1) / _USUAL, 0.0, 1.0)
    neat, apart = _ranks(coherence), _ranks(distinctness)
    score = (smallness * neat * apart * rise**2) ** (1 / 5)
    return Signals(smallness, neat, apart, rise, np.where(sizes >= 3, score, 0.0))


def _ranks(values: Floats) -> Floats:
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return np.asarray((order + 1.0) / max(len(values), 1))


def _normal(z: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(z))
