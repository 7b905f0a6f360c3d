"""From trained term vectors to the rows that ship: parts folded in, rows chosen, pieces fitted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import Ridge

from theme_mining.embedders._lemmas import pieces_of

PIECES = (4, 6)  # characters, shortest and longest
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Trained:
    """Trained terms: `rows` (n, d) with the learnt weight multiplied in, how often each was seen, its parts."""

    words: list[str]
    rows: Floats
    counts: npt.NDArray[np.int64]
    parts: dict[str, tuple[str, ...]]


def folded(trained: Trained) -> Floats:
    """Give every term's row with the rows of its known compound parts added."""
    place = {word: n for n, word in enumerate(trained.words)}
    pairs = [
        (place[word], place[part])
        for word, parts in trained.parts.items()
        if word in place
        for part in parts
        if part in place
    ]
    if not pairs:
        return trained.rows.copy()
    at, part = np.asarray(pairs).T
    adder = sp.csr_matrix((np.ones(len(at), np.float32), (at, part)), shape=(len(place), len(place)))
    return trained.rows + adder @ trained.rows


def worth_of(rows: Floats, counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Give what is lost without each term: the root of its occurrences times the length of its own vector.

    For a compound the own vector is what it says beyond its parts. Squared, this is the term's share in the
    spread of text sums.
    """
    return np.asarray(np.sqrt(counts) * np.linalg.norm(rows, axis=1), dtype=np.float64)


def pieces(words: list[str], rows: Floats, n_pieces: int, strength: float = 3.0) -> tuple[list[str], Floats]:
    """Fit character pieces whose sum comes near the rows of simple words (ridge regression).

    Returns the pieces in order and their rows (n_pieces, d). Pieces are the most frequent ones by word.
    """
    held = [pieces_of(word, *PIECES) for word in words]
    counts: dict[str, int] = {}
    for found in held:
        for piece in set(found):
            counts[piece] = counts.get(piece, 0) + 1
    best = sorted(sorted(counts, key=lambda piece: (-counts[piece], piece))[:n_pieces])
    place = {piece: n for n, piece in enumerate(best)}
    entries = [(n, place[piece]) for n, found in enumerate(held) for piece in found if piece in place]
    at, which = np.asarray(entries).T
    holds = sp.csr_matrix((np.ones(len(at), np.float32), (at, which)), shape=(len(words), len(best)))
    fit = Ridge(alpha=strength, fit_intercept=False, solver="cholesky").fit(holds, rows)
    return best, fit.coef_.T.astype(np.float32)
