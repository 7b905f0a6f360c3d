"""Agreement of coders beyond chance: Krippendorff's alpha, a theme and over whole sets of themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

import numpy as np

from theme_mining.measure.scores import DRAWS, Interval

__all__ = ["alpha", "alpha_interval", "jaccard_distance", "theme_alpha"]

Codes = Sequence[Sequence[Hashable | None]]
Distance = Callable[[Hashable, Hashable], float]


def nominal(a: Hashable, b: Hashable) -> float:
    """Give 0 for the same value, else 1."""
    return float(a != b)


def jaccard_distance(a: Hashable, b: Hashable) -> float:
    """Give 1 − |a ∩ b| / |a ∪ b| of two frozensets; two empty sets agree."""
    assert isinstance(a, frozenset)
    assert isinstance(b, frozenset)
    return 1 - len(a & b) / len(a | b) if a | b else 0.0


def alpha(codes: Codes, distance: Distance = nominal) -> float:
    """Give Krippendorff's alpha: 1 full agreement, 0 as by chance; NaN where nothing varies or nothing is paired.

    Parameters
    ----------
    codes : one sequence a coder, one value an answer
        None where the coder did not see the answer.
    distance : function of two values

    Notes
    -----
    α = 1 − D_observed / D_expected (Krippendorff 2019, "Content Analysis", ch. 12). For sets of themes pass
    `jaccard_distance` (Passonneau 2004).

    Examples
    --------
    >>> round(alpha([[1, 2, 3, 3, 2, 1, 4, 1, 2], [1, 2, 3, 3, 2, 2, 4, 1, 2]]), 3)
    0.852
    """
    observed, values = _units(codes, distance)
    return _alpha(observed, values, distance)


def alpha_interval(codes: Codes, distance: Distance = nominal, seed: int = 1729) -> Interval:
    """Give alpha with a 95 % percentile bootstrap interval over answers, and the number of answers coded twice."""
    units = [unit for unit in zip(*codes, strict=True) if sum(v is not None for v in unit) > 1]
    if not units:
        return Interval(float("nan"), float("nan"), float("nan"), 0)
    value = alpha(codes, distance)
    kinds = sorted({v for unit in units for v in unit if v is not None}, key=repr)
    place = {v: i for i, v in enumerate(kinds)}
    apart = np.array([[distance(a, b) for b in kinds] for a in kinds])
    n_kinds = len(kinds)
    marginals, disagreement = np.zeros((len(units), n_kinds)), np.zeros(len(units))
    for u, unit in enumerate(units):
        at = [place[v] for v in unit if v is not None]
        np.add.at(marginals[u], at, 1)
        disagreement[u] = apart[np.ix_(at, at)].sum() / (len(at) - 1)
    times = np.random.default_rng(seed).multinomial(len(units), np.full(len(units), 1 / len(units)), size=DRAWS)
    observed, totals = times @ disagreement, times @ marginals
    n = totals.sum(axis=1)
    expected = np.einsum("bi,ij,bj->b", totals, apart, totals) / (n - 1)
    some = expected > 0
    if not some.any():
        return Interval(value, float("nan"), float("nan"), len(units))
    low, high = np.quantile(1 - observed[some] / expected[some], [0.025, 0.975])
    return Interval(value, float(low), float(high), len(units))


def theme_alpha(coders: Sequence[Sequence[frozenset[str] | None]], theme: str, seed: int = 1729) -> Interval:
    """Give alpha with interval for one theme: has it, has it not."""
    marks = [[None if themes is None else theme in themes for themes in coder] for coder in coders]
    return alpha_interval(marks, nominal, seed)


def _units(codes: Codes, distance: Distance) -> tuple[float, Counter[Hashable]]:
    total, values = 0.0, Counter[Hashable]()
    for unit in zip(*codes, strict=True):
        known = [v for v in unit if v is not None]
        if len(known) < 2:
            continue
        values.update(known)
        total += sum(distance(a, b) for i, a in enumerate(known) for j, b in enumerate(known) if i != j) / (
            len(known) - 1
        )
    return total, values


def _alpha(observed: float, values: Counter[Hashable], distance: Distance) -> float:
    n = sum(values.values())
    expected = sum(na * nb * distance(a, b) for a, na in values.items() for b, nb in values.items()) / max(n - 1, 1)
    return 1 - observed / expected if expected > 0 else float("nan")
