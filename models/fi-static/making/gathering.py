"""Concepts into broad subjects: a spherical k-means, written out so that it gives the same digits every time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def subjects(places: Floats, n_subjects: int, seed: int, rounds: int = 25) -> npt.NDArray[np.int64]:
    """Give the subject of every concept from the concepts' unit vectors (n, d), centred first.

    Start: distinct concepts drawn by the seed; each round assigns by cosine and takes means
    (Dhillon & Modha 2001); a subject left empty keeps its centre.
    """
    points = places - places.mean(axis=0)
    points /= np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    centres = points[np.random.default_rng(seed).choice(len(points), n_subjects, replace=False)]
    nearest = np.zeros(len(points), dtype=np.int64)
    for _ in range(rounds):
        nearest = np.argmax(points @ centres.T, axis=1)
        totals = np.zeros_like(centres)
        np.add.at(totals, nearest, points)
        lengths = np.linalg.norm(totals, axis=1, keepdims=True)
        centres = np.where(lengths > 0, totals / np.maximum(lengths, 1e-9), centres)
    return nearest


def nearest_others(places: Floats, n_near: int) -> npt.NDArray[np.int64]:
    """Give the numbers (n, n_near) of the nearest other concepts from the concepts' unit vectors (n, d)."""
    found = []
    for at in range(0, len(places), 2000):
        near = places[at : at + 2000] @ places.T
        near[np.arange(len(near)), np.arange(at, at + len(near))] = -2
        found.append(np.argpartition(-near, n_near, axis=1)[:, :n_near])
    return np.concatenate(found)
