"""How near each answer lies to what the codebook says of a theme: scores that need no labels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from theme_mining.core.trained import CodebookRows

__all__ = ["KIND_WEIGHTS", "Prototypes", "prototypes"]

Floats = npt.NDArray[np.float64]

# How much one piece of each kind counts in a theme's centre.
KIND_WEIGHTS = {"name": 2.0, "description": 2.0, "includes": 1.0, "keywords": 1.0, "example": 1.0}


@dataclass(frozen=True, slots=True)
class Prototypes:
    """Theme centres: `vectors` (k, d) and `words` (k, n_features), unit rows; `mean` (d,) is what all themes share."""

    mean: npt.NDArray[np.float32] = field(repr=False)
    vectors: npt.NDArray[np.float32] = field(repr=False)
    words: npt.NDArray[np.float32] = field(repr=False)

    def scores(self, vectors: npt.NDArray[np.float32], words: sp.csr_matrix) -> Floats:
        """Give (n, k, 2): cosine with each theme's centre among vectors and among words, less the row's mean."""
        centred = vectors - self.mean * (np.abs(vectors).sum(axis=1, keepdims=True) > 0)
        near = _unit(centred) @ self.vectors.T
        told = words @ self.words.T
        both = np.stack([near, told], axis=2).astype(np.float64)
        return np.asarray(both - both.mean(axis=1, keepdims=True))


def prototypes(codebook: CodebookRows, n_themes: int, words: sp.csr_matrix) -> Prototypes:
    """Give the themes' centres from what the codebook says; a theme it is silent on lies at zero.

    Centres are means of the pieces, weighted by kind, less the mean of all themes: what every theme shares
    ("järjestö", "yhteistyö") tells none of them apart.
    """
    weight = np.array([KIND_WEIGHTS.get(kind, 1.0) for kind in codebook.kind])
    share = sp.csr_matrix((weight, (codebook.theme, np.arange(len(weight)))), shape=(n_themes, len(weight)))
    spoken = np.asarray(share.sum(axis=1)).ravel() > 0
    means = _unit(share @ codebook.rows.vectors.rows)
    mean = means[spoken].mean(axis=0) if spoken.any() else np.zeros(means.shape[1])
    vectors = _unit((means - mean) * spoken[:, None])
    told = _unit(np.asarray((share @ words).todense()))
    return Prototypes(mean.astype(np.float32), vectors.astype(np.float32), told.astype(np.float32))


def _unit(rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1))
