"""Themes by background: counts, shares, intervals, and which differences stand after correcting for their number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, ndtr

from theme_mining.measure.effective import group_effective_sizes
from theme_mining.measure.intervals import wilson

__all__ = ["CrossTab", "benjamini_hochberg", "co_occurrence", "crosstab", "holm"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CrossTab:
    """k themes by g groups of units; a unit has any number of themes and one group.

    `count` (k, g) units, unweighted; `base` (g,) units of the group; `effective` (k, g) their effective size;
    `share`, `low`, `high` (k, g) 0–1, weighted; `rest` (k, g) the share among all other units.
    `residual` (k, g) is how many standard errors the group's share
    lies from that of all others; `residual_p` its p, Holm-corrected over all cells of the table.
    `chi2`, `p`, `effect` (k,): chi-square of theme against group, its Holm-corrected p, Cramér's V.
    """

    count: Ints
    base: Ints
    effective: Floats
    share: Floats
    low: Floats
    high: Floats
    rest: Floats
    residual: Floats
    residual_p: Floats
    chi2: Floats
    p: Floats
    effect: Floats


def crosstab(
    has: Bools, groups: Ints, n_groups: int, weights: Floats, level: float = 0.95, clusters: Ints | None = None
) -> CrossTab:
    """Give the cross-tab of `has` (n, k) by `groups` (n,), numbers from 0; a negative number leaves the unit out.

    So does a weight of 0. Tests use effective counts (shares times the groups' effective sizes), the first-order
    correction of Rao & Scott (1984, Annals of Statistics 12:46–60) with one design effect a cell; `clusters` (n,)
    are units that belong together, such as respondents of one organisation. Adjusted residuals: Agresti (2013,
    Categorical Data Analysis, 3.3.1). Cramér's V: Cramér (1946), here √(χ²/n) since a theme is named or not.
    """
    known = (groups >= 0) & (weights > 0)
    has, groups, weights = has[known], groups[known], weights[known]
    clusters = None if clusters is None else clusters[known]
    one_hot = np.zeros((len(groups), n_groups))
    one_hot[np.arange(len(groups)), groups] = 1.0
    count = np.rint(has.T.astype(np.float64) @ one_hot).astype(np.int64)
    weight = weights @ one_hot
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nan_to_num(has.T @ (one_hot * weights[:, None]) / weight)
    effective = group_effective_sizes(has, groups, n_groups, weights, clusters)
    low, high = wilson(share, effective, level)
    residual, chi2 = _residuals(share, effective)
    n, degrees = effective.sum(axis=1), max(int((weight > 0).sum()) - 1, 1)
    return CrossTab(
        count,
        np.bincount(groups, minlength=n_groups).astype(np.int64),
        effective,
        share,
        low,
        high,
        _rest(share, weight),
        residual,
        holm((2 * ndtr(-np.abs(residual))).ravel()).reshape(residual.shape),
        chi2,
        holm(chdtrc(degrees, chi2)),
        np.sqrt(chi2 / np.maximum(n, 1e-12)),
    )


def holm(p: Floats) -> Floats:
    """Give p corrected for their number (Holm 1979, Scandinavian Journal of Statistics 6:65–70).

    >>> holm(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected


def benjamini_hochberg(p: Floats) -> Floats:
    """Give p corrected to the false discovery rate (Benjamini & Hochberg 1995, JRSS B 57:289–300).

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p, kind="stable")[::-1]
    stepped = np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected


def _rest(share: Floats, weight: Floats) -> Floats:
    """Give (k, g) shares among the units of all other groups; 0 where there are none."""
    others = weight.sum() - weight
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = ((share @ weight)[:, None] - share * weight) / others
    found: Floats = np.clip(np.nan_to_num(rest, posinf=0, neginf=0), 0.0, 1.0)
    return found


def _residuals(share: Floats, effective: Floats) -> tuple[Floats, Floats]:
    """Give adjusted residuals (k, g) and chi-squares (k,) of each theme's 2 × g table of effective counts (k, g)."""
    n = effective.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        overall = np.clip((share * effective).sum(axis=1, keepdims=True) / n, 0.0, 1.0)
        spread = overall * (1 - overall)
        residual = (share - overall) / np.sqrt(spread * (1 / effective - 1 / n))
        chi2 = np.sum(np.where(effective > 0, effective * (share - overall) ** 2 / spread, 0), axis=1)
    residual = np.where(effective > 0, residual, 0.0)
    return np.nan_to_num(residual, posinf=0, neginf=0), np.nan_to_num(chi2, posinf=0)


def co_occurrence(has: Bools) -> tuple[Ints, Floats]:
    """Give (k, k) answers that have both themes, and by how many standard errors that is more than chance gives.

    Each pair's adjusted residual of its 2 × 2 table (Agresti 2013, 3.3.1); the diagonal is 0.
    """
    n = len(has)
    both = has.T.astype(np.float64) @ has
    each = has.sum(axis=0) / max(n, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = n * np.outer(each, each) * np.outer(1 - each, 1 - each)
        residual = np.nan_to_num((both - n * np.outer(each, each)) / np.sqrt(spread), posinf=0, neginf=0)
    np.fill_diagonal(residual, 0.0)
    return np.rint(both).astype(np.int64), residual
