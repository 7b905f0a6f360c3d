"""Start vectors from the corpus itself: positive pointwise mutual information, then a truncated SVD.

Levy, Goldberg & Dagan (2015, TACL 3, pp. 211–225): shifted contexts (exponent 0.75), PPMI, and half the
singular values' power. Two terms meet when they stand in one text; a text of n terms counts 1 / (n - 1) a pair,
so that long texts do not drown titles.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

from making.corpus import Bags

SMOOTHING = 0.75  # Levy et al. 2015, § 3.2


def holds(bags: Bags, n_terms: int) -> sp.csr_matrix:
    """Give which text holds which term, (n_texts, n_terms) of zeros and ones."""
    shape = (len(bags), n_terms)
    matrix = sp.csr_matrix((np.ones(len(bags.flat), np.float32), bags.flat, bags.offsets), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def ppmi_vectors(matrix: sp.csr_matrix, dim: int, seed: int) -> npt.NDArray[np.float32]:
    """Give a vector a term, (n_terms, dim), from which text holds which term."""
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    together = (matrix.T @ sp.diags((1 / np.maximum(sizes - 1, 1)).astype(np.float32)) @ matrix).tocoo()
    apart = together.row != together.col
    row, column, count = together.row[apart], together.col[apart], together.data[apart]
    marginal = np.bincount(row, weights=count, minlength=matrix.shape[1])
    context = marginal**SMOOTHING / (marginal**SMOOTHING).sum()
    with np.errstate(divide="ignore"):
        information = np.log(count / (marginal[row] * context[column]))
    kept = information > 0
    table = sp.csr_matrix((information[kept].astype(np.float32), (row[kept], column[kept])), shape=together.shape)
    left, strength, _ = randomized_svd(table, dim, n_iter=2, random_state=seed)
    return np.asarray(left * np.sqrt(strength), dtype=np.float32)
