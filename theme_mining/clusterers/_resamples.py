"""Resamples that hang on each answer's own content: leaving answers out leaves the rest of a resample as it was."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["resample"]

_SHARE = (
    0.8  # of the answers in one resample, as usual for consensus clustering (Monti & al. 2003, Machine Learning 52)
)


def resample(hashes: npt.NDArray[np.uint64], seed: int, number: int) -> npt.NDArray[np.int64]:
    """Give the places of about 80 % of the rows, drawn by each row's hash (splitmix64) with seed and number."""
    start = np.uint64((seed * 1_000_003 + number) * 0x9E3779B97F4A7C15 % 2**64)
    z = hashes + start
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    kept = np.flatnonzero((z ^ (z >> np.uint64(31))) / 2.0**64 < _SHARE)
    return kept if len(kept) else np.arange(len(hashes))
