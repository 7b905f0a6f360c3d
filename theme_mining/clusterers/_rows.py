"""Distinct rows in an order that follows from content alone, so that no result depends on the order of answers."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from theme_mining.core.errors import InputError

__all__ = ["DistinctRows", "distinct_rows"]

# Vectors are rounded to this grid before anything is computed: below the noise of float32 sums (about 1e-6), so an
# embedder that batches rows differently gives the same clusters.
_GRID = np.float32(2**14)


@dataclass(frozen=True, slots=True)
class DistinctRows:
    """The distinct answers, sorted by a hash of their content: the first *s* of them are a fair sample.

    `vectors` (m, d) float32; `terms`, m sorted tuples of terms, or a sparse (m, v) matrix, or None; `weights` (m,)
    how many answers each stands for; `hashes` (m,) uint64; `place` (n,) the distinct row of every answer, −1 for
    answers without content.
    """

    vectors: npt.NDArray[np.float32] = field(repr=False)
    terms: Any = field(repr=False)
    weights: npt.NDArray[np.float64] = field(repr=False)
    hashes: npt.NDArray[np.uint64] = field(repr=False)
    place: npt.NDArray[np.int64] = field(repr=False)

    def __len__(self) -> int:
        return len(self.weights)

    def terms_of(self, start: int, stop: int) -> Any:
        """Give the terms of rows `start` to `stop`, or None."""
        return None if self.terms is None else self.terms[start:stop]


def distinct_rows(X: Any, terms: Any = None) -> DistinctRows:
    """Collapse rows of equal content.

    With terms given as words, rows with the same bag of terms are one row: a copied answer, or the same few words
    in another order or inflection, counts once for the shape of the themes. Of their vectors the one that comes
    first as bytes is kept.

    Parameters
    ----------
    X : (n, d) array
        Unit rows, zeros where there is no content.
    terms : sequence of sequences of str, sparse (n, v) matrix, or None
        Terms of each row; a matrix is taken as TF-IDF.

    Raises
    ------
    InputError
        When X is not two-dimensional and finite, or terms has another number of rows.
    """
    rows = np.asarray(X, dtype=np.float32)
    if rows.ndim != 2 or not np.isfinite(rows).all():
        raise InputError("Vectors to cluster cannot be used", f"finite (n, d) wanted, got shape {rows.shape}")
    rows = np.asarray(np.round(rows * _GRID) / _GRID + np.float32(0), dtype=np.float32)
    n_terms = len(rows) if terms is None else (terms.shape[0] if sparse.issparse(terms) else len(terms))
    if n_terms != len(rows):
        raise InputError("Vectors and terms do not go together", f"{len(rows)} vectors but {n_terms} rows of terms")
    bags = _bags(terms)
    keys = [_key(row, bags[i] if bags is not None else b"") for i, row in enumerate(rows)]
    first: dict[bytes, int] = {}
    for i, key in enumerate(keys):
        if key and (key not in first or rows[i].tobytes() < rows[first[key]].tobytes()):
            first[key] = i
    order = sorted(first)
    at = {key: j for j, key in enumerate(order)}
    place = np.array([at.get(key, -1) for key in keys], dtype=np.int64)
    chosen = np.array([first[key] for key in order], dtype=np.int64)
    return DistinctRows(
        rows[chosen],
        _taken(terms, bags, chosen),
        np.bincount(place[place >= 0], minlength=len(order)).astype(np.float64),
        np.array([int.from_bytes(key[:8], "little") for key in order], dtype=np.uint64),
        place,
    )


def _bags(terms: Any) -> list[bytes] | None:
    if terms is None:
        return None
    if not sparse.issparse(terms):
        return ["\0".join(sorted(row)).encode("utf-8", "surrogatepass") for row in terms]
    matrix = sparse.csr_matrix(terms, copy=True)
    matrix.sort_indices()
    ends = matrix.indptr
    values = np.round(matrix.data, 4)
    return [
        matrix.indices[a:b].tobytes() + values[a:b].tobytes() for a, b in itertools.pairwise(ends)
    ]  # fmt: skip


def _key(row: npt.NDArray[np.float32], bag: bytes) -> bytes:
    if bag:
        return hashlib.blake2b(bag, digest_size=16).digest()
    return hashlib.blake2b(row.tobytes(), digest_size=16, person=b"vector").digest() if row.any() else b""


def _taken(terms: Any, bags: list[bytes] | None, chosen: npt.NDArray[np.int64]) -> Any:
    if terms is None or bags is None:
        return None
    if sparse.issparse(terms):
        return sparse.csr_matrix(terms, dtype=np.float32)[chosen]
    return [_sorted(terms[i]) for i in chosen]


def _sorted(terms: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(terms))
