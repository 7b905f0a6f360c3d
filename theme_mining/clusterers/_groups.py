"""Theme groups: which clusters lie near one another, as a tree that can be cut anywhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.cluster import hierarchy

__all__ = ["cut", "default_groups", "tree"]


def tree(means: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give the average-linkage tree (k − 1, 4) of cluster means by cosine distance, in SciPy's form."""
    if len(means) < 2:
        return np.zeros((0, 4))
    unit = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    distance = np.clip(1.0 - unit @ unit.T, 0.0, 2.0)
    return np.asarray(hierarchy.linkage(distance[np.triu_indices(len(means), 1)], "average"))


def cut(merges: npt.NDArray[np.float64], n_groups: int) -> npt.NDArray[np.int64]:
    """Give (k,) group numbers, 0 first seen, when the tree is cut into `n_groups`."""
    k = len(merges) + 1
    raw = hierarchy.fcluster(merges, min(n_groups, k), "maxclust") if len(merges) else np.ones(k, dtype=int)
    seen: dict[int, int] = {}
    return np.array([seen.setdefault(int(group), len(seen)) for group in raw], dtype=np.int64)


def default_groups(merges: npt.NDArray[np.float64]) -> int:
    """Give how many groups to cut into: where the tree's heights jump most, from 3 to half the clusters.

    Up to five clusters stay ungrouped (a group each).
    """
    k = len(merges) + 1
    if k < 6:
        return k
    heights = merges[:, 2]
    jumps = {g: heights[k - g] - heights[k - g - 1] for g in range(3, k // 2 + 1)}
    return max(jumps, key=lambda g: (jumps[g], -g))
