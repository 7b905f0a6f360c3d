"""How near each answer lies to what the codebook says of a theme: scores that need no labels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from theme_mining.core.trained import CodebookRows

__all__ = ["KIND_WEIGHTS", "Prototypes", "prototypes", "told_words"]

Floats = npt.NDArray[np.float64]

# How much one piece of each kind counts in a theme's centre.
KIND_WEIGHTS = {"name": 2.0, "description": 2.0, "includes": 1.0, "keywords": 1.0, "example": 1.0}


@dataclass(frozen=True, slots=True)
class Prototypes:
    """Theme centres among vectors, (k, d) of unit length; `mean` (d,) is what all themes share."""

    mean: npt.NDArray[np.float32] = field(repr=False)
    vectors: npt.NDArray[np.float32] = field(repr=False)

    def scores(self, vectors: npt.NDArray[np.float32]) -> Floats:
        """Give (n, k): cosine with each theme's centre less the row's mean over themes."""
        centred = vectors - self.mean * (np.abs(vectors).sum(axis=1, keepdims=True) > 0)
        near = (_unit(centred) @ self.vectors.T).astype(np.float64)
        return np.asarray(near - near.mean(axis=1, keepdims=True))


def prototypes(codebook: CodebookRows, n_themes: int) -> Prototypes:
    """Give the themes' centres among vectors from what the codebook says; a theme it is silent on lies at zero.

    Centres are means of the pieces, weighted by kind, less the mean of all themes: what every theme shares
    ("järjestö", "yhteistyö") tells none of them apart.
    """
    share = _shares(codebook, n_themes)
    spoken = np.asarray(share.sum(axis=1)).ravel() > 0
    means = _unit(share @ codebook.rows.vectors.rows)
    mean = means[spoken].mean(axis=0) if spoken.any() else np.zeros(means.shape[1])
    return Prototypes(mean.astype(np.float32), _unit((means - mean) * spoken[:, None]).astype(np.float32))


def told_words(codebook: CodebookRows, n_themes: int, lemmas: sp.csr_matrix, n_features: int) -> Floats:
    """Give (n_features, k) weights of nearness among lemmas: unit theme centres less their mean; zero beyond lemmas."""
    told = _unit(np.asarray((_shares(codebook, n_themes) @ lemmas).todense()))
    weights = np.zeros((n_features, n_themes))
    weights[: lemmas.shape[1]] = (told - told.mean(axis=0)).T
    return weights


def _shares(codebook: CodebookRows, n_themes: int) -> sp.csr_matrix:
    weight = np.array([KIND_WEIGHTS.get(kind, 1.0) for kind in codebook.kind])
    return sp.csr_matrix((weight, (codebook.theme, np.arange(len(weight)))), shape=(n_themes, len(weight)))


def _unit(rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1))
