"""How firmly clusters hold when the answers are looked at again: agreement of partitions, and of single clusters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["adjusted_rand", "cluster_stability", "mean_agreement", "overlap"]

Labels = npt.NDArray[np.int64]


def overlap(a: Labels, b: Labels) -> npt.NDArray[np.int64]:
    """Give the table (k_a, k_b) of how many rows each pair of clusters shares.

    >>> overlap(np.array([0, 0, 1]), np.array([1, 1, 0])).tolist()
    [[0, 2], [1, 0]]
    """
    n_a, n_b = int(a.max(initial=-1)) + 1, int(b.max(initial=-1)) + 1
    return np.bincount(a * n_b + b, minlength=n_a * n_b).reshape(n_a, n_b)


def adjusted_rand(a: Labels, b: Labels) -> float:
    """Give the adjusted Rand index: 1 when the partitions are the same, 0 on average by chance.

    Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2: 193–218, equation 5.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = overlap(a, b).astype(np.float64)
    pairs = (table * (table - 1)).sum() / 2
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    in_a, in_b = (rows * (rows - 1)).sum() / 2, (columns * (columns - 1)).sum() / 2
    total = len(a) * (len(a) - 1) / 2
    by_chance = in_a * in_b / total if total else 0.0
    most = (in_a + in_b) / 2
    return 1.0 if most == by_chance else float((pairs - by_chance) / (most - by_chance))


def mean_agreement(members: Sequence[Labels]) -> float:
    """Give the mean adjusted Rand index of all pairs of partitions; 1.0 for fewer than two."""
    values = [adjusted_rand(a, b) for a, b in combinations(members, 2)]
    return float(np.mean(values)) if values else 1.0


def cluster_stability(labels: Labels, members: Sequence[Labels], k: int) -> npt.NDArray[np.float64]:
    """Give (k,) how well each cluster is found again, 0–1: the mean over `members` of the best Jaccard likeness.

    Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52:
    258–271: below 0.5 a cluster dissolves, from 0.75 it is stable.
    """
    found = np.zeros(k)
    for member in members:
        table = np.zeros((k, int(member.max(initial=0)) + 1))
        table[: int(labels.max(initial=-1)) + 1] = overlap(labels, member)
        union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
        found += (table / np.maximum(union, 1)).max(axis=1)
    return found / max(len(members), 1) if members else np.ones(k)
