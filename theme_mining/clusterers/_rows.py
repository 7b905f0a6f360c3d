"""Distinct rows in an order that follows from content alone, so that no result depends on the order of answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from theme_mining.core.errors import InputError

__all__ = ["DistinctRows", "distinct_rows"]

# Vectors are rounded to this grid before anything is computed: below the noise of float32 sums (≈1e-6), so an
# embedder that batches rows differently gives the same clusters.
_GRID = np.float32(2**14)


@dataclass(frozen=True, slots=True)
class DistinctRows:
    """The distinct answers, sorted by a hash of their content.

    `vectors` (m, d) float32, `terms` (m, v) float32 TF-IDF of unit rows, `weights` (m,) how many answers each
    stands for, `place` (n,) the distinct row of every answer, −1 for answers without content.
    """

    vectors: npt.NDArray[np.float32] = field(repr=False)
    terms: sparse.csr_matrix = field(repr=False)
    weights: npt.NDArray[np.float64] = field(repr=False)
    place: npt.NDArray[np.int64] = field(repr=False)

    def __len__(self) -> int:
        return len(self.weights)


def distinct_rows(X: Any, terms: Any = None) -> DistinctRows:
    """Collapse rows of equal content.

    Parameters
    ----------
    X : (n, d) array
        Unit rows, zeros where there is no content.
    terms : sequence of sequences of str, sparse (n, v) matrix, or None
        Terms of each row; a matrix is taken as TF-IDF, its rows scaled to unit length.

    Raises
    ------
    InputError
        When X is not two-dimensional and finite, or terms has another number of rows.
    """
    rows = np.asarray(X, dtype=np.float32)
    if rows.ndim != 2 or not np.isfinite(rows).all():
        raise InputError("Vectors to cluster cannot be used", f"finite (n, d) wanted, got shape {rows.shape}")
    rows = np.round(rows * _GRID) / _GRID
    n_terms = len(rows) if terms is None else (terms.shape[0] if sparse.issparse(terms) else len(terms))
    if n_terms != len(rows):
        raise InputError("Vectors and terms do not go together", f"{len(rows)} vectors but {n_terms} rows of terms")
    filled = rows.any(axis=1) | _has_terms(terms, len(rows))
    keys = [_key(rows, terms, i) if filled[i] else b"" for i in range(len(rows))]
    order = sorted({key for key in keys if key})
    where = {key: at for at, key in enumerate(order)}
    place = np.array([where.get(key, -1) for key in keys], dtype=np.int64)
    first = np.zeros(len(order), dtype=np.int64)
    first[place[::-1][place[::-1] >= 0]] = np.arange(len(rows))[::-1][place[::-1] >= 0]
    weights = np.bincount(place[place >= 0], minlength=len(order)).astype(np.float64)
    return DistinctRows(rows[first], _tfidf(terms, first, len(order)), weights, place)


def _has_terms(terms: Any, n: int) -> npt.NDArray[np.bool_]:
    if terms is None:
        return np.zeros(n, dtype=bool)
    if sparse.issparse(terms):
        return np.asarray(np.diff(sparse.csr_matrix(terms).indptr) > 0)
    return np.array([len(row) > 0 for row in terms], dtype=bool)


def _key(rows: npt.NDArray[np.float32], terms: Any, i: int) -> bytes:
    digest = hashlib.blake2b((rows[i] + np.float32(0)).tobytes(), digest_size=16)
    if terms is not None and sparse.issparse(terms):
        row = terms[[i]].tocoo()
        order = np.argsort(row.col)
        digest.update(row.col[order].tobytes() + np.round(row.data[order], 4).tobytes())
    elif terms is not None:
        digest.update("\0".join(sorted(terms[i])).encode())
    return digest.digest()


def _tfidf(terms: Any, first: npt.NDArray[np.int64], m: int) -> sparse.csr_matrix:
    if terms is None:
        return sparse.csr_matrix((m, 1), dtype=np.float32)
    if sparse.issparse(terms):
        counts = sparse.csr_matrix(terms, dtype=np.float32)[first]
        return _unit(counts)
    return tfidf([terms[i] for i in first])


def tfidf(documents: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Give TF-IDF rows of unit length over the terms that stand in two documents or more.

    (1 + ln tf)·(ln((1 + n) / (1 + df)) + 1), as in Manning, Raghavan & Schütze (2008), Introduction to
    Information Retrieval, 6.4.1, smoothed as scikit-learn does. A term of one document joins nothing.
    """
    frequency: dict[str, int] = {}
    for document in documents:
        for term in set(document):
            frequency[term] = frequency.get(term, 0) + 1
    vocabulary = {term: at for at, term in enumerate(sorted(t for t, f in frequency.items() if f > 1))}
    indptr, indices, values = [0], [], []
    for document in documents:
        counts: dict[int, int] = {}
        for term in document:
            at = vocabulary.get(term)
            if at is not None:
                counts[at] = counts.get(at, 0) + 1
        for at in sorted(counts):
            indices.append(at)
            values.append(1.0 + np.log(counts[at]))
        indptr.append(len(indices))
    shape = (len(documents), max(len(vocabulary), 1))
    matrix = sparse.csr_matrix((np.array(values, dtype=np.float32), indices, indptr), shape=shape)
    df = np.bincount(matrix.indices, minlength=shape[1])
    idf = np.log((1.0 + len(documents)) / (1.0 + df)) + 1.0
    return _unit(matrix @ sparse.diags(idf.astype(np.float32)))


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = sparse.diags((1.0 / np.maximum(length, 1e-12)).astype(np.float32)) @ matrix
    return sparse.csr_matrix(scaled, dtype=np.float32)
