"""Shares of themes: of answers and of respondents, weighted, with intervals and their bases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from theme_mining.measure.effective import effective_sizes
from theme_mining.measure.intervals import normal_quantile, wilson

__all__ = ["Shares", "paired_difference", "respondent_rows", "shares", "theme_matrix"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of k things among n units.

    `count` (k,) units that have it, unweighted; `base` units in all, `effective` (k,) their effective size;
    `share`, `low`, `high` (k,) 0–1, weighted.
    """

    count: Ints
    base: int
    effective: Floats
    share: Floats
    low: Floats
    high: Floats


def theme_matrix(themes: Sequence[tuple[str, ...]], theme_ids: Sequence[str]) -> Bools:
    """Give (n, k) True where the answer has the theme; ids outside `theme_ids` are passed over.

    >>> theme_matrix([("b", "a"), ()], ["a", "b", "c"]).astype(int).tolist()
    [[1, 1, 0], [0, 0, 0]]
    """
    place = {theme: j for j, theme in enumerate(theme_ids)}
    found = np.zeros((len(themes), len(place)), bool)
    pairs = [(i, place[t]) for i, row in enumerate(themes) for t in row if t in place]
    if pairs:
        rows, columns = np.array(pairs).T
        found[rows, columns] = True
    return found


def respondent_rows(has: Bools, weights: Floats, respondents: Ints) -> tuple[Bools, Floats]:
    """Give one row a respondent: whether any of the answers has the theme, and the mean weight of the answers.

    `respondents` (n,) are numbers from 0 without gaps. One respondent is one voice, whatever the number of answers.
    """
    n = int(respondents.max()) + 1 if len(respondents) else 0
    any_of = np.zeros((n, has.shape[1]), bool)
    for column, named in enumerate(has.T):
        any_of[respondents[named], column] = True
    return any_of, np.bincount(respondents, weights, n) / np.maximum(np.bincount(respondents, minlength=n), 1)


def shares(
    has: Bools, weights: Floats, clusters: Ints | None = None, level: float = 0.95, strata: Sequence[Ints] = ()
) -> Shares:
    """Give the share of each column of `has` (n, k) with Wilson's interval at its effective size.

    `clusters` (n,) tell which rows belong together (answers of a respondent, respondents of an organisation),
    `strata` the margins the weights were calibrated to; see `effective_sizes`. Rows of weight 0 count in nothing.

    >>> poll = np.repeat(np.eye(4, dtype=bool), [100, 83, 41, 20], axis=0)
    >>> found = shares(poll, np.ones(244))
    >>> [int(v) for v in np.round(100 * found.share)]
    [41, 34, 17, 8]
    """
    if (weights <= 0).any():
        kept = weights > 0
        has, weights = has[kept], weights[kept]
        clusters = None if clusters is None else np.unique(clusters[kept], return_inverse=True)[1].astype(np.int64)
        strata = [codes[kept] for codes in strata]
    total = float(weights.sum())
    share = weights @ has / total if total > 0 else np.zeros(has.shape[1])
    effective = effective_sizes(has, weights, clusters, strata)
    low, high = wilson(share, effective, level)
    return Shares(has.sum(axis=0).astype(np.int64), len(has), effective, share, low, high)


def paired_difference(
    first: Bools, second: Bools, weights: Floats, level: float = 0.95, units: Ints | None = None
) -> tuple[float, float, float]:
    """Give (first − second, low, high) of two shares of the same units (n,): who names two themes is no two people.

    The weighted mean of the differences with its linearised standard error (Cochran 1977, 6.2); without weights
    the Wald interval of McNemar's table (Agresti 2013, 11.1.2). `units` (n,) number the sampling units, such as
    organisations, from 0; each row is one of its own when left out.

    >>> d, low, high = paired_difference(np.array([1, 1, 0, 0] * 25), np.array([1, 0, 0, 0] * 25), np.ones(100))
    >>> round(d, 3), round(low, 3), round(high, 3)
    (0.25, 0.165, 0.335)
    """
    total = float(weights.sum())
    if total <= 0:
        return 0.0, -1.0, 1.0
    each = first.astype(np.float64) - second.astype(np.float64)
    d = float(weights @ each) / total
    left = weights * (each - d)
    sums = left if units is None else np.bincount(units, left)
    half = normal_quantile(level) * float(np.sqrt(sums @ sums)) / total
    return d, d - half, d + half
