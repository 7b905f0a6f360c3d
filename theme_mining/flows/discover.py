"""Discover: answers → a draft codebook, with every answer's themes and the reason for their number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.types import Assignment, Segment, Vectors

__all__ = ["Clusterer", "DiscoverOptions", "Discovery", "discover"]


class Clusterer(Protocol):
    """The scikit-learn clusterer that this flow calls; what each attribute holds stands in `clusterers`."""

    n_themes_: int
    labels_: npt.NDArray[np.int64]
    scores_: npt.NDArray[np.float64]
    groups_: npt.NDArray[np.int64]
    stability_: npt.NDArray[np.float64]

    def fit_predict(self, X: Any, y: Any = None, terms: Any = None) -> npt.NDArray[np.int64]:
        """Give (n,) cluster numbers from 0."""
        ...


@dataclass(frozen=True, slots=True)
class DiscoverOptions:
    """What an analyst may add.

    `question_lemmas` are the lemmas of the question asked, `stop_words` the analyst's own: neither makes themes.
    `start` is a codebook to start from (guided). `run` is written on every Assignment.
    """

    question_lemmas: tuple[str, ...] = ()
    stop_words: tuple[str, ...] = ()
    start: Codebook | None = None
    run: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found.

    `answers` has one row an answer in the order they came: ``id``, ``theme`` (the one theme that fits best, empty
    when none), ``themes`` (``;``-joined, best first), ``score`` (0–1), ``why`` (empty, "no content" or "other").
    `figures` has one row a theme: ``theme``, ``name``, ``group``, ``answers``, ``share``, ``low``, ``high``,
    ``stability``, ``distinctness``, ``lemmas``. `map_xy` has ``id``, ``x``, ``y``.
    """

    codebook: Codebook
    assignments: list[Assignment] = field(repr=False)
    answers: pd.DataFrame = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    map_xy: pd.DataFrame = field(repr=False)
    reason: str
    other: int
    no_content: int


def discover(
    segments: Sequence[Segment], vectors: Vectors, clusterer: Clusterer, options: DiscoverOptions | None = None
) -> Discovery:
    """Find the themes of answers. `vectors` are the rows of `segments`, in their order."""
    options = options or DiscoverOptions()
    if tuple(s.id for s in segments) != vectors.ids:
        raise InputError("Segments and vectors do not go together", "the same ids in the same order are wanted")
    ids = list(dict.fromkeys(s.answer_id for s in segments))
    where = {answer: at for at, answer in enumerate(ids)}
    terms: list[list[str]] = [[] for _ in ids]
    rows = np.zeros((len(ids), vectors.rows.shape[1]), dtype=np.float64)
    for segment, row in zip(segments, vectors.rows, strict=True):
        terms[where[segment.answer_id]] += segment.terms()
        rows[where[segment.answer_id]] += row * max(len(segment.lemmas), 1)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    labels = clusterer.fit_predict(rows.astype(np.float32), terms=terms)
    k = clusterer.n_themes_
    names = [_telling(labels == c, terms) for c in range(k)]
    slugs = [_slug(" ".join(n[:2])) + f"-{c}" for c, n in enumerate(names)]
    themes = tuple(Theme(slugs[c], " ja ".join(names[c][:2]), keywords=tuple(names[c])) for c in range(k))
    theme = [slugs[c] if c < k else "" for c in labels]
    answers = pd.DataFrame(
        {"id": ids, "theme": theme, "themes": theme, "score": clusterer.scores_,
         "why": ["" if t else "no content" for t in theme]}
    )  # fmt: skip
    size = np.bincount(labels, minlength=k)[:k]
    figures = pd.DataFrame({"theme": slugs, "name": [t.name for t in themes], "answers": size})
    assignments = [
        Assignment(s.id, theme[where[s.answer_id]], float(clusterer.scores_[where[s.answer_id]]), origin="discover")
        for s in segments
        if theme[where[s.answer_id]]
    ]
    centred = rows - rows.mean(axis=0)
    _, _, axes = np.linalg.svd(centred.T @ centred)
    xy = centred @ axes[:2].T
    map_xy = pd.DataFrame({"id": ids, "x": xy[:, 0], "y": xy[:, 1]})
    none = theme.count("")
    return Discovery(Codebook(1, themes, "discover"), assignments, answers, figures, map_xy, "", 0, none)


def _telling(mask: npt.NDArray[np.bool_], terms: list[list[str]]) -> list[str]:
    inside: dict[str, int] = {}
    overall: dict[str, int] = {}
    for keep, row in zip(mask, terms, strict=True):
        for term in set(row):
            overall[term] = overall.get(term, 0) + 1
            inside[term] = inside.get(term, 0) + int(keep)
    best = sorted(inside, key=lambda t: (-inside[t] * np.log(1 + len(terms) / overall[t]), t))
    return best[:10]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "teema"
