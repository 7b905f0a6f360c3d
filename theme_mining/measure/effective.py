"""How many respondents a share rests on once weights, clusters and calibration are taken into account.

An effective size is the n of simple sampling that has the estimate's variance; Wilson's interval is then taken with it
(Korn & Graubard 1998, Survey Methodology 24:193–201; Franco et al. 2019, J. Survey Stat. Methodol. 7:334–364).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.measure.intervals import clustered_effective_n, effective_n

__all__ = ["calibrated_effective_n", "calibrated_variance", "effective_sizes", "group_effective_sizes", "within_strata"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FEW = 10.0


def effective_sizes(
    has: npt.NDArray[Any], weights: Floats, clusters: Ints | None = None, strata: Sequence[Ints] = ()
) -> Floats:
    """Give the effective size (k,) of the share of each column of `has` (n, k).

    Equal weights: the number of rows. Weights, and `clusters` (n,) — several rows a respondent, several respondents
    an organisation — : Taylor's variance, never above Kish's size of the weights. Kish's alone supposes that weights
    have nothing to do with what is said; where they do, 92.6–94.1 % of its intervals hold, of Taylor's 94.1–96.3 %.
    `strata`, a code array (n,) for each margin the weights were calibrated to: the variance of what the margins do
    not explain.

    >>> effective_sizes(np.array([[True], [False]] * 50), np.ones(100)).tolist()
    [100.0]
    """
    several = clusters is not None and len(np.unique(clusters)) < len(clusters)
    if strata:
        return calibrated_effective_n(has, weights, clusters if several else None, strata)
    if several and clusters is not None:
        return clustered_effective_n(has, weights, clusters)
    if len(weights) and (weights != weights[0]).any():
        return clustered_effective_n(has, weights, np.arange(len(weights)))
    return np.full(has.shape[1], effective_n(weights))


def group_effective_sizes(
    has: npt.NDArray[Any], groups: Ints, n_groups: int, weights: Floats, clusters: Ints | None
) -> Floats:
    """Give the effective sizes (k, g) of the shares within groups; clusters counted within each group."""
    found = np.zeros((has.shape[1], n_groups))
    for g in range(n_groups):
        own = (groups == g) & (weights > 0)
        if not own.any():
            continue
        inside = None if clusters is None else np.unique(clusters[own], return_inverse=True)[1].astype(np.int64)
        found[:, g] = effective_sizes(has[own], weights[own], inside)
    return found


def calibrated_effective_n(
    has: npt.NDArray[Any], weights: Floats, clusters: Ints | None, strata: Sequence[Ints]
) -> Floats:
    """Give the effective size (k,) of post-stratified or raked shares, ``p(1 − p) / variance``.

    One pseudo-respondent with the overall share is added to every stratum of the first margin, and below
    p(1 − p)n = 10 the size is never above Kish's: of a rare theme most strata have nobody, which looks as if it were
    known for certain. Without: 86–95 % of 95 % intervals cover the truth, with: 93–97 % (tests/benchmarks/reports/
    coverage.py).
    """
    y, w = np.asarray(has, np.float64), np.asarray(weights, np.float64)
    if not len(w) or w.sum() <= 0:
        return np.zeros(y.shape[1])
    p = w @ y / w.sum()
    variance = calibrated_variance(has, w, clusters, strata) + p * (1 - p) * _thin(w, strata[0])
    kish = effective_n(w)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(variance > 0, p * (1 - p) / variance, kish)
    return np.where(p * (1 - p) * kish < FEW, np.minimum(n, kish), n)


def calibrated_variance(
    has: npt.NDArray[Any], weights: Floats, clusters: Ints | None, strata: Sequence[Ints]
) -> Floats:
    """Give the variance (k,) of shares weighted to margins: the linearised one of calibration.

    The residuals of each column after weighted regression on the margins' dummies take the place of y − p in Taylor's
    variance (Deville & Särndal 1992, JASA 87:376–382; so does R's ``survey::postStratify``), with C/(C − 1).
    """
    y, w = np.asarray(has, np.float64), np.asarray(weights, np.float64)
    units = np.arange(len(w)) if clusters is None else clusters
    n_units = int(units.max()) + 1
    used = max(int(np.count_nonzero(np.bincount(units, w, n_units))), 2)
    left = within_strata(y - w @ y / w.sum(), w, strata)
    sums = np.column_stack([np.bincount(units, w * column, n_units) for column in left.T])
    found: Floats = (sums**2).sum(axis=0) / w.sum() ** 2 * used / (used - 1)
    return found


def within_strata(y: Floats, weights: Floats, strata: Sequence[Ints]) -> Floats:
    """Give the residuals of `y` (n, k) after weighted least squares on the dummies of every margin.

    >>> left = within_strata(np.array([[1.0], [0.0], [1.0]]), np.ones(3), [np.array([0, 0, 1])])
    >>> left.ravel().round(6).tolist()
    [0.5, -0.5, 0.0]
    """
    dummies = np.column_stack([np.eye(int(codes.max()) + 1)[codes] for codes in strata])
    root = np.sqrt(weights)[:, None]
    fitted, *_ = np.linalg.lstsq(root * dummies, root * y, rcond=None)
    found: Floats = y - dummies @ fitted
    return np.where(np.abs(found) < 1e-12, 0.0, found)


def _thin(w: Floats, codes: Ints) -> float:
    """Give what one pseudo-respondent a stratum, with the overall share, adds to the variance; units of p(1 − p)."""
    n = np.bincount(codes, w > 0)
    share = np.bincount(codes, w) / w.sum()
    return float((share[n > 0] ** 2 / (n[n > 0] * (n[n > 0] + 1))).sum())
