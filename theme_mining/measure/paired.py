"""Two classifiers on the same answers: paired bootstrap of differences, McNemar's test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

from theme_mining.measure.scores import Interval, f1_of_counts, group_counts, resampled

__all__ = ["mcnemar", "paired_differences"]

Mask = npt.NDArray[np.bool_]


def paired_differences(
    truth: Mask, first: Mask, second: Mask, groups: Sequence[str] | None = None, seed: int = 1729
) -> tuple[Interval, Interval, tuple[Interval, ...]]:
    """Give the differences second − first in macro-F1, micro-F1 and each theme's F1, with 95 % intervals.

    Both are resampled together, by respondent (paired bootstrap; Berg-Kirkpatrick, Burkett & Klein 2012).
    """
    k = truth.shape[1]
    one, two = group_counts(truth, first, groups), group_counts(truth, second, groups)
    both = np.hstack([one, two])
    drawn = resampled(both, np.random.default_rng(seed))
    total = both.sum(axis=0, keepdims=True)
    width = one.shape[1]

    def differences(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return f1_of_counts(counts[:, width:], k) - f1_of_counts(counts[:, :width], k)

    values, now = differences(drawn), differences(total)[0]
    low, high = np.quantile(values, [0.025, 0.975], axis=0)
    n = [len(truth), len(truth), *truth.sum(axis=0)]
    found = [Interval(float(v), float(a), float(b), int(m)) for v, a, b, m in zip(now, low, high, n, strict=True)]
    return found[0], found[1], tuple(found[2:])


def mcnemar(first_right: Mask, second_right: Mask) -> tuple[int, int, float]:
    """Give how many answers only the first and only the second has right, and the exact two-sided p-value.

    McNemar 1947, exact binomial form.

    >>> import numpy as np
    >>> mcnemar(np.array([True] * 5 + [False]), np.array([False] * 5 + [True]))[:2]
    (5, 1)
    """
    only_first = int((first_right & ~second_right).sum())
    only_second = int((second_right & ~first_right).sum())
    if only_first + only_second == 0:
        return 0, 0, 1.0
    return only_first, only_second, float(binomtest(only_first, only_first + only_second).pvalue)
