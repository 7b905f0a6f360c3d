"""Views of an answer: its vector, the lemmas it uses, and the letter pieces of those lemmas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = ["Pieces", "Terms", "Views", "WordViews"]

_LONGEST, _SHORTEST = 5, 3  # letters of a piece: 3–5, as in fastText's subwords (Bojanowski & al. 2017, TACL 5)
_MOST = 0.3  # a piece that more than 30 % of answers hold says nothing of any of them


class Terms:
    """TF-IDF of lemmas: rows of unit length over the lemmas that two answers or more use.

    (1 + ln tf)·(ln((1 + n) / (1 + df)) + 1): Manning, Raghavan & Schütze (2008), Introduction to Information
    Retrieval, 6.4. Steeper weights for rare lemmas (the square, the cube) lost V 0.02–0.05 on the 2003 answers.
    """

    def fit(self, documents: Sequence[Sequence[str]]) -> Terms:
        """Learn vocabulary and weights."""
        frequency = Counter(term for document in documents for term in set(document))
        known = sorted(term for term, f in frequency.items() if f > 1)
        self.index_ = {term: at for at, term in enumerate(known)}
        df = np.array([frequency[term] for term in known], dtype=np.float64)
        self.weights_ = np.log((1.0 + len(documents)) / (1.0 + df)) + 1.0
        return self

    def transform(self, documents: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """Give (n, v) float32 unit rows; a row of unknown lemmas is empty."""
        return _weighted(_counts(documents, self.index_), self.weights_)


class Pieces:
    """TF-IDF of the letter pieces of lemmas: sees compounds, derivations and slips of spelling.

    Added to vectors and lemmas it raised V from 0.57 to 0.62 (mean of six development sets).
    """

    def fit(self, documents: Sequence[Sequence[str]]) -> Pieces:
        """Learn which pieces there are, and their weights."""
        words = sorted({term for document in documents for term in document})
        self.index_: dict[str, int] = {}
        self.words_: dict[str, int] = {}
        self.spelling_ = sparse.csr_matrix((0, 0), dtype=np.float32)
        self._spell(words)
        held = self._pieces(documents)
        df = np.bincount(held.indices, minlength=held.shape[1])
        # In a handful of answers a share says little: a piece of up to 25 answers always counts.
        self.kept_ = np.flatnonzero((df > 1) & (df <= max(_MOST * len(documents), 25)))
        self.weights_ = np.log((1.0 + len(documents)) / (1.0 + df[self.kept_])) + 1.0
        return self

    def transform(self, documents: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """Give (n, v) float32 unit rows."""
        self._spell(sorted({term for document in documents for term in document if term not in self.words_}))
        return _weighted(self._pieces(documents)[:, self.kept_], self.weights_)

    def _pieces(self, documents: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        return sparse.csr_matrix(_counts(documents, self.words_) @ self.spelling_)

    def _spell(self, words: Sequence[str]) -> None:
        new = not self.words_
        indptr, indices = [0], []
        for word in words:
            self.words_[word] = len(self.words_)
            for piece in _pieces_of(word):
                at = self.index_.setdefault(piece, len(self.index_)) if new else self.index_.get(piece)
                if at is not None:
                    indices.append(at)
            indptr.append(len(indices))
        shape = (len(words), max(len(self.index_), 1))
        more = sparse.csr_matrix((np.ones(len(indices), dtype=np.float32), indices, indptr), shape=shape)
        self.spelling_ = more if new else sparse.vstack([self.spelling_, more], format="csr")


@dataclass(frozen=True, slots=True)
class Views:
    """Rows of unit length (or zero) of the same answers, a matrix a view; None where a view is not there."""

    vectors: npt.NDArray[np.float32] = field(repr=False)
    lemmas: sparse.csr_matrix | None = field(repr=False)
    pieces: sparse.csr_matrix | None = field(repr=False)

    def __len__(self) -> int:
        return len(self.vectors)

    def each(self) -> list[Any]:
        """Give the views that are there."""
        return [view for view in (self.vectors, self.lemmas, self.pieces) if view is not None]

    def content(self) -> npt.NDArray[np.bool_]:
        """Give (m,) whether a row has anything to compare in any view."""
        words = [np.diff(view.indptr) > 0 for view in (self.lemmas, self.pieces) if view is not None]
        return np.asarray(np.logical_or.reduce([self.vectors.any(axis=1), *words]))

    def take(self, rows: npt.NDArray[np.int64]) -> Views:
        """Give the views of some rows."""
        return Views(self.vectors[rows], *(None if v is None else v[rows] for v in (self.lemmas, self.pieces)))


class WordViews:
    """Learns lemma and piece views from a sample and gives the views of any rows."""

    def fit(self, terms: Any) -> WordViews:
        """Learn from the terms of the sample: sequences of words, a sparse matrix (lemma view only) or None."""
        words = terms is not None and not sparse.issparse(terms) and any(terms)
        self.terms_ = Terms().fit(terms) if words else None
        self.pieces_ = Pieces().fit(terms) if words else None
        return self

    def transform(self, vectors: npt.NDArray[np.float32], terms: Any) -> Views:
        """Give the views of these rows."""
        if terms is None:
            return Views(vectors, None, None)
        if self.terms_ is None or self.pieces_ is None:
            matrix = terms if sparse.issparse(terms) else np.zeros((len(vectors), 1))
            return Views(vectors, _unit(sparse.csr_matrix(matrix, dtype=np.float32)), None)
        return Views(vectors, self.terms_.transform(terms), self.pieces_.transform(terms))


def _pieces_of(word: str) -> list[str]:
    framed = f" {word} "
    longest = min(_LONGEST, len(framed))
    return [framed[a : a + n] for n in range(_SHORTEST, longest + 1) for a in range(len(framed) - n + 1)]


def _counts(documents: Sequence[Sequence[str]], index: dict[str, int]) -> sparse.csr_matrix:
    indptr: list[int] = [0]
    indices: list[int] = []
    for document in documents:
        indices.extend(index[term] for term in document if term in index)
        indptr.append(len(indices))
    shape = (len(documents), max(len(index), 1))
    matrix = sparse.csr_matrix((np.ones(len(indices), dtype=np.float32), indices, indptr), shape=shape)
    matrix.sum_duplicates()
    return matrix


def _weighted(counts: sparse.csr_matrix, weights: npt.NDArray[np.float64]) -> sparse.csr_matrix:
    matrix = sparse.csr_matrix(counts, dtype=np.float32)
    matrix.data = 1.0 + np.log(matrix.data)
    return _unit(matrix @ sparse.diags(weights.astype(np.float32))) if len(weights) else matrix


def _unit(matrix: Any) -> sparse.csr_matrix:
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = sparse.diags((1.0 / np.maximum(length, 1e-12)).astype(np.float32)) @ matrix
    return sparse.csr_matrix(scaled, dtype=np.float32)
