"""Segments gathered into the answers they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from theme_mining.core.errors import InputError
from theme_mining.core.types import Segment, Vectors

__all__ = ["Answers", "gathered"]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers in the order they came.

    `rows` (n, d) float32 unit rows, `lemmas` a list an answer without stop words, `place` (n_segments,) the answer of
    each segment, `language` of each answer, `main` (n,) whether it is in the language most answers are in,
    `texts` their segments' texts joined, `rank` (n,) their places when sorted by text: settles ties without the order.
    """

    ids: list[str]
    rows: npt.NDArray[np.float32] = field(repr=False)
    lemmas: list[list[str]] = field(repr=False)
    place: npt.NDArray[np.int64] = field(repr=False)
    language: list[str] = field(repr=False)
    main: npt.NDArray[np.bool_] = field(repr=False)
    texts: list[str] = field(repr=False)
    rank: npt.NDArray[np.int64] = field(repr=False)


def gathered(segments: Sequence[Segment], vectors: Vectors, stop: frozenset[str]) -> Answers:
    """Gather segments: an answer's vector is the sum of its segments' vectors, each by its number of words.

    Raises
    ------
    InputError
        When segments and vectors do not have the same ids in the same order.
    """
    if tuple(s.id for s in segments) != vectors.ids:
        raise InputError("Segments and vectors do not go together", "the same ids in the same order are wanted")
    ids = list(dict.fromkeys(s.answer_id for s in segments))
    at = {answer: i for i, answer in enumerate(ids)}
    place = np.array([at[s.answer_id] for s in segments], dtype=np.int64)
    n_words = np.array([max(len(s.lemmas), 1) for s in segments], dtype=np.float64)
    rows = np.zeros((len(ids), vectors.rows.shape[1]))
    np.add.at(rows, place, vectors.rows * n_words[:, None])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    lemmas: list[list[str]] = [[] for _ in ids]
    spoken: list[Counter[str]] = [Counter() for _ in ids]
    texts: list[list[str]] = [[] for _ in ids]
    for i, segment in zip(place, segments, strict=True):
        texts[i].append(segment.text)
        lemmas[i].extend(lemma for lemma in segment.lemmas if lemma not in stop)
        spoken[i][segment.language] += len(segment.lemmas)
    language = [max(sorted(c), key=lambda name: c[name]) if c else "none" for c in spoken]
    for i, words in enumerate(lemmas):
        if not any(spoken[i].values()):
            language[i] = "none"
            rows[i] = 0.0
        elif not words:
            lemmas[i] = []
    common = Counter(name for name in language if name not in ("none", "mixed")).most_common(1)
    main = np.array([name == "mixed" or (bool(common) and name == common[0][0]) for name in language], dtype=bool)
    joined = [" ".join(parts).strip() for parts in texts]
    rank = np.empty(len(ids), dtype=np.int64)
    rank[sorted(range(len(ids)), key=joined.__getitem__)] = np.arange(len(ids))
    return Answers(ids, rows.astype(np.float32), lemmas, place, language, main, joined, rank)
