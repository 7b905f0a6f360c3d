"""A flat map of answers: an island a theme, like themes near one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from theme_mining.measure.distinctness import means

__all__ = ["flat_map"]

Floats = npt.NDArray[np.float64]
_ROUNDS = 300  # of stress majorization: no map of 40 themes moved by more than 0.01 after 200
_LAND = 0.5  # of the plane's square is land: islands are seen apart, and points are not heaped
_LEAN = 0.25  # of the way an answer lies towards the themes it is like besides its own
_SHARP = 8.0  # how fast likeness falls with distance there: a cosine 0.1 lower counts less than half


def flat_map(rows: npt.NDArray[np.float32], labels: npt.NDArray[np.int64], k: int) -> Floats:
    """Give (n, 2) places, −1 to 1: every theme an island, as large as it has answers, near the themes it is like.

    Islands are laid out by the cosine distances of theme means: classical scaling (Torgerson 1952), then stress
    majorization (de Leeuw 1977, SMACOF). In an island answers lie by the two directions in which they differ most, and
    lean towards other themes they are like. Nothing is random, signs are fixed: the largest loading is positive. With
    fewer than three themes, and for answers of none, the answers' own principal components (Pearson 1901).
    """
    if not len(rows):
        return np.zeros((0, 2))
    exact = rows.astype(np.float64)
    if k < 3:
        return _fitted(_components(exact))
    middles = means(rows, labels, k)
    isles = _layout(np.clip(1.0 - middles @ middles.T, 0.0, 2.0))
    size = np.bincount(labels[labels < k], minlength=k) / max(int((labels < k).sum()), 1)
    places = np.zeros((len(rows), 2))
    for theme in range(k):
        mine = np.flatnonzero(labels == theme)
        if not len(mine):
            continue
        near = exact[mine] @ middles.T
        weight = np.exp(_SHARP * (near - near.max(axis=1, keepdims=True)))
        leaning = (weight / weight.sum(axis=1, keepdims=True)) @ isles
        radius = (_LAND * 4.0 * size[theme] / np.pi) ** 0.5
        places[mine] = (1 - _LEAN) * isles[theme] + _LEAN * leaning + radius * _disc(exact[mine])
    rest = labels >= k
    if rest.any():
        places[rest] = _components(exact)[rest]
    return _fitted(places)


def _components(rows: Floats) -> Floats:
    """Give the two principal components of rows."""
    centred = rows - rows.mean(axis=0)
    values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, np.argsort(-values, kind="stable")[:2]]
    axes = np.hstack([axes, np.zeros((rows.shape[1], 2))])[:, :2]
    axes *= np.where(axes[np.abs(axes).argmax(axis=0), np.arange(2)] < 0, -1.0, 1.0)
    return np.asarray(centred @ axes)


def _disc(rows: Floats) -> Floats:
    """Give the components of the rows of a theme, most of them within a circle of radius 1."""
    flat = _components(rows) if len(rows) > 1 else np.zeros((len(rows), 2))
    wide = flat.std(axis=0)
    flat = flat / np.where(wide > 1e-9, wide, 1.0) / 2.0
    far = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(far, 1.0))


def _layout(distance: Floats) -> Floats:
    k = len(distance)
    centring = np.eye(k) - 1.0 / k
    values, axes = np.linalg.eigh(-0.5 * centring @ distance**2 @ centring)
    order = np.argsort(-values, kind="stable")[:2]
    axes = axes[:, order] * np.where(axes[np.abs(axes[:, order]).argmax(axis=0), order] < 0, -1.0, 1.0)
    places = axes * np.sqrt(np.maximum(values[order], 1e-9))
    for _ in range(_ROUNDS):  # the Guttman transform with equal weights
        between = np.linalg.norm(places[:, None] - places[None], axis=2)
        ratio = np.where(between > 1e-9, distance / np.maximum(between, 1e-9), 0.0)
        np.fill_diagonal(ratio, 0.0)
        places = (np.diag(ratio.sum(axis=1)) - ratio) @ places / k
    return _fitted(places)


def _fitted(places: Floats) -> Floats:
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    return np.asarray((places - middle) / max(float(np.abs(places - middle).max()), 1e-12))
