"""How good themes are: accuracy, precision, recall, F1, each with a bootstrap interval by respondent.

Truth and choice are (n, n_themes) bool. Intervals are percentile bootstrap (Efron & Tibshirani 1993, ch. 13) over
groups, so that a respondent's several answers count as one draw; all statistics come from counts a group, so a
thousand draws of 20,000 answers take a second.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "Interval",
    "Scores",
    "confusion",
    "f1",
    "f1_of_counts",
    "group_counts",
    "resampled",
    "score",
    "split_scores",
]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval and the number it rests on."""

    value: float
    low: float
    high: float
    n: int

    def to_dict(self) -> dict[str, float | int]:
        """Give the four as a record, rounded to four decimals."""
        return {
            "value": round(float(self.value), 4),
            "low": round(float(self.low), 4),
            "high": round(float(self.high), 4),
            "n": self.n,
        }


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores over all themes, and a theme: `precision`, `recall`, `f1` hold one Interval a theme.

    `accuracy` is the share of answers whose themes are exactly right.
    """

    accuracy: Interval
    macro_f1: Interval
    micro_f1: Interval
    precision: tuple[Interval, ...] = field(repr=False)
    recall: tuple[Interval, ...] = field(repr=False)
    f1: tuple[Interval, ...] = field(repr=False)

    def to_dict(self, themes: Sequence[str]) -> dict[str, Any]:
        """Give all as JSON-like records, themes by id."""
        each = zip(themes, self.precision, self.recall, self.f1, strict=True)
        return {
            "accuracy": self.accuracy.to_dict(),
            "macro_f1": self.macro_f1.to_dict(),
            "micro_f1": self.micro_f1.to_dict(),
            "themes": {
                t: {"n": f.n, "precision": p.to_dict(), "recall": r.to_dict(), "f1": f.to_dict()} for t, p, r, f in each
            },
        }


def f1(hits: npt.ArrayLike, false: npt.ArrayLike, missed: npt.ArrayLike) -> Floats:
    """Give 2·hits / (2·hits + false + missed); 0 where there is nothing.

    >>> float(f1(2, 1, 1).round(3))
    0.667
    """
    a, b, c = (np.asarray(x, dtype=np.float64) for x in (hits, false, missed))
    return np.asarray(_ratio(2 * a, 2 * a + b + c))


def score(truth: Mask, chosen: Mask, groups: Sequence[str] | None = None, seed: int = 1729) -> Scores:
    """Score choices against the truth.

    Parameters
    ----------
    truth, chosen : (n, k) bool
    groups : sequence of n str, optional
        Respondents; None: every answer by itself.

    Notes
    -----
    Macro-F1 is the mean over themes that occur in the truth or among the choices (as scikit-learn has it).
    """
    counts = group_counts(truth, chosen, groups)
    k = truth.shape[1]
    rng = np.random.default_rng(seed)
    drawn = resampled(counts, rng)
    total = counts.sum(axis=0, keepdims=True)
    here = truth.sum(axis=0)

    def interval(statistic: Callable[[Floats], Floats], n: int) -> Interval:
        values = statistic(drawn)
        low, high = np.quantile(values, [0.025, 0.975]) if len(values) else (np.nan, np.nan)
        return Interval(float(statistic(total)[0]), float(low), float(high), n)

    def theme(j: int, kind: str) -> Interval:
        def one(c: Floats) -> Floats:
            hits, false, missed = c[:, j], c[:, k + j], c[:, 2 * k + j]
            if kind == "precision":
                return _ratio(hits, hits + false)
            return _ratio(hits, hits + missed) if kind == "recall" else f1(hits, false, missed)

        return interval(one, int(here[j]))

    return Scores(
        interval(lambda c: _ratio(c[:, -2], c[:, -1]), len(truth)),
        interval(lambda c: _macro(c, k), len(truth)),
        interval(
            lambda c: f1(c[:, :k].sum(axis=1), c[:, k : 2 * k].sum(axis=1), c[:, 2 * k : 3 * k].sum(axis=1)), len(truth)
        ),
        tuple(theme(j, "precision") for j in range(k)),
        tuple(theme(j, "recall") for j in range(k)),
        tuple(theme(j, "f1") for j in range(k)),
    )


def split_scores(
    truth: Mask, chosen: Mask, parts: Sequence[str], groups: Sequence[str] | None = None
) -> dict[str, Interval]:
    """Give micro-F1 for each value of a background question ("is Swedish served worse?"), largest part first."""
    values = np.asarray(parts, dtype=str)
    names, sizes = np.unique(values, return_counts=True)
    found = {}
    for name in names[np.argsort(-sizes, kind="stable")]:
        here = values == name
        own = None if groups is None else [g for g, inside in zip(groups, here, strict=True) if inside]
        found[str(name)] = score(truth[here], chosen[here], own).micro_f1
    return found


def confusion(truth: Mask, chosen: Mask) -> npt.NDArray[np.int64]:
    """Give (k, k) counts: answers of theme *i* that were given theme *j* without having it; hits on the diagonal."""
    t, c = truth.astype(np.int64), chosen.astype(np.int64)
    missed, false = t & ~c & 1, c & ~t & 1
    found: npt.NDArray[np.int64] = missed.T @ false
    found[np.diag_indices_from(found)] = (t & c).sum(axis=0)
    return found


def group_counts(truth: Mask, chosen: Mask, groups: Sequence[str] | None) -> Floats:
    """Give (n_groups, 3k + 2): hits, false and missed a theme, answers exactly right, answers."""
    right = (truth == chosen).all(axis=1)
    each = np.column_stack([truth & chosen, ~truth & chosen, truth & ~chosen, right, np.ones(len(truth), bool)])
    if groups is None:
        return each.astype(np.float64)
    names, member = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    counts = np.zeros((len(names), each.shape[1]))
    np.add.at(counts, member, each)
    return counts


def resampled(counts: Floats, rng: np.random.Generator) -> Floats:
    """Give (1000, m) sums of counts over groups drawn with replacement."""
    n = len(counts)
    if n == 0:
        return np.zeros((0, counts.shape[1]))
    drawn = np.empty((DRAWS, counts.shape[1]))
    for start in range(0, DRAWS, 50):
        times = rng.multinomial(n, np.full(n, 1 / n), size=50).astype(np.float64)
        drawn[start : start + 50] = times @ counts
    return drawn


def f1_of_counts(counts: Floats, k: int) -> Floats:
    """Give (n, 2 + k): macro-F1, micro-F1 and each theme's F1 from rows of `group_counts` sums."""
    hits, false, missed = counts[:, :k], counts[:, k : 2 * k], counts[:, 2 * k : 3 * k]
    micro = f1(hits.sum(axis=1), false.sum(axis=1), missed.sum(axis=1))
    return np.column_stack([_macro(counts, k), micro, f1(hits, false, missed)])


def _macro(counts: Floats, k: int) -> Floats:
    hits, false, missed = counts[:, :k], counts[:, k : 2 * k], counts[:, 2 * k : 3 * k]
    there = (hits + false + missed) > 0
    return _ratio((f1(hits, false, missed) * there).sum(axis=1), there.sum(axis=1))


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.asarray(np.divide(above, below, out=np.zeros_like(above, dtype=np.float64), where=np.asarray(below) > 0))
