"""Guided clustering: answers known to belong to a theme hold together and keep its number."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from theme_mining.clusterers._partition import Labels, indicator

__all__ = ["seeds_of", "tied"]

_PULL = 4.0  # strength of a seed's tie: about that of the nearest neighbour in every view


def seeds_of(y: Any, place: Labels, m: int) -> Labels:
    """Give the seed of each of `m` distinct rows, −1 where none; of contradicting seeds the lowest number counts."""
    seeds = np.full(m, -1, dtype=np.int64)
    if y is None:
        return seeds
    given = np.asarray(y, dtype=np.int64)
    for i in np.argsort(-given, kind="stable"):
        if given[i] >= 0 and place[i] >= 0:
            seeds[place[i]] = given[i]
    return seeds


def tied(graph: Any, seeds: Labels) -> sparse.csr_matrix:
    """Give the graph with each seed tied to all others of its theme, evenly, and cut from those of other themes."""
    if seeds.max(initial=-1) < 0:
        return sparse.csr_matrix(graph)
    known = np.flatnonzero(seeds >= 0)
    member = sparse.csr_matrix((len(seeds), int(seeds.max()) + 1), dtype=np.float32).tolil()
    member[known] = indicator(seeds[known], member.shape[1])
    member = member.tocsr()
    among = sparse.diags((seeds >= 0).astype(np.float32))
    size = np.maximum(np.asarray(member.sum(axis=0)).ravel(), 1.0)
    ties = member @ sparse.diags(_PULL / size) @ member.T
    kept = graph - among @ graph @ among
    return sparse.csr_matrix(kept + ties * 5.0, dtype=np.float32)
