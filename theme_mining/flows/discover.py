"""Discover: answers → a draft codebook, with every answer's themes and the reason for their number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError
from theme_mining.core.types import Assignment, Segment, Vectors
from theme_mining.flows._answers import Answers, gathered
from theme_mining.flows._found import NO_CONTENT, spread, theme_figures
from theme_mining.flows._reasons import reason_for
from theme_mining.flows._starts import StartWords, seeds_from
from theme_mining.flows._themes import Shown, telling_lemmas, theme_list
from theme_mining.flows.naming import Wording
from theme_mining.measure.shape import flat_map

__all__ = ["Clusterer", "DiscoverOptions", "Discovery", "discover"]


class Clusterer(Protocol):
    """The scikit-learn clusterer that this flow calls; `theme_mining.clusterers` says what each attribute holds."""

    n_themes_: int
    labels_: npt.NDArray[np.int64]
    scores_: npt.NDArray[np.float64]
    groups_: npt.NDArray[np.int64]
    merges_: npt.NDArray[np.float64]
    stability_: npt.NDArray[np.float64]
    number_: Any

    def fit_predict(self, X: Any, y: Any = None, terms: Any = None) -> npt.NDArray[np.int64]:
        """Give (n,) cluster numbers from 0; `y` are seeds, −1 where not known."""
        ...

    def memberships(self, X: Any, terms: Any = None) -> npt.NDArray[np.float64]:
        """Give (n, n_themes_) how surely each row is in each cluster; rows sum to 1."""
        ...


@dataclass(frozen=True, slots=True)
class DiscoverOptions:
    """What an analyst may add.

    `question_lemmas` are the lemmas of the question asked, `stop_words` the analyst's own: neither makes themes.
    `start` is a codebook to start from: its themes keep their ids, and new ones are found beside them; `said` is
    what they say, read as the answers were. `run` is
    written on every Assignment. `word_class` gives the class of a lemma (``N``, ``A``, ``V``, ``NAME``); without it
    the looks of a word decide. `namer` may give another name from telling lemmas and masked examples; None: none.
    """

    question_lemmas: tuple[str, ...] = ()
    stop_words: tuple[str, ...] = ()
    start: Codebook | None = None
    said: StartWords | None = field(default=None, repr=False)
    run: str = ""
    word_class: Callable[[str], str] | None = field(default=None, repr=False)
    namer: Callable[[Sequence[str], Sequence[str]], str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found.

    `answers` has one row an answer in the order they came: ``id``, ``theme`` (the one theme that fits best, empty
    when none), ``themes`` (``;``-joined, best first), ``score`` (0–1), ``evidence`` and ``why`` (empty where there is
    a theme, else "no content" or what hindered).
    `figures` has one row a theme, the largest first: ``theme``, ``name``, ``group``, ``answers``, ``share`` (of
    answers with content), ``low``, ``high`` (95 %, Wilson), ``stability``, ``distinctness``, ``lemmas``, ``borderline``
    (ids of answers). `map_xy` has ``id``, ``x``, ``y``. `merges` is the tree of themes (SciPy linkage over
    `figures`' order), to cut theme groups elsewhere: see `review_codebook.regroup`.
    """

    codebook: Codebook
    assignments: list[Assignment] = field(repr=False)
    answers: pd.DataFrame = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    map_xy: pd.DataFrame = field(repr=False)
    reason: str
    other: int
    no_content: int
    merges: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 4)), repr=False)


def discover(
    segments: Sequence[Segment], vectors: Vectors, clusterer: Clusterer, options: DiscoverOptions | None = None
) -> Discovery:
    """Find the themes of answers.

    Whole answers in the language of most draw the themes; then every answer gets its theme, and every segment may
    bring another. Answers in other languages join by their vectors.

    Parameters
    ----------
    segments : sequence of Segment
        In the order of the answers; an answer without content has one segment without lemmas.
    vectors : Vectors
        Rows of `segments`, in their order.
    clusterer : Clusterer
        Not fitted.

    Raises
    ------
    InputError
        Nothing to find themes in, or vectors of other segments.
    SettingsError
        More themes asked for than there are different answers.
    """
    options = options or DiscoverOptions()
    stop = frozenset(word.casefold() for word in (*options.question_lemmas, *options.stop_words))
    answers = gathered(segments, vectors, stop)
    _check(answers)
    seeds = seeds_from(options.start, answers, segments, options.said) if options.start else None
    sure = _memberships(answers, clusterer, seeds)
    labels = np.where(sure.any(axis=1), sure.argmax(axis=1), clusterer.n_themes_)
    wording = Wording(options.word_class)
    for segment, label in zip(segments, labels[answers.place], strict=True):
        wording.read(segment, int(label))
    telling = telling_lemmas(
        answers, labels, clusterer.n_themes_, lambda lemma: lemma not in stop and wording.tells(lemma)
    )
    shown = Shown(answers, sure, telling, wording, options.namer)
    themes = theme_list(shown, clusterer.groups_, options.start)
    near = _nearness(segments, vectors, answers, clusterer, stop)
    frame, assignments = spread(segments, answers, sure, near, themes, telling, options.run)
    figures = theme_figures(shown, labels, frame, themes, clusterer.stability_)
    places = flat_map(answers.rows, labels, clusterer.n_themes_)
    return Discovery(
        Codebook(1, tuple(themes), f"discover: {clusterer.number_.how}"),
        assignments,
        frame,
        figures,
        pd.DataFrame({"id": answers.ids, "x": places[:, 0], "y": places[:, 1]}),
        reason_for(clusterer.number_),
        int((frame["why"].ne("") & frame["why"].ne(NO_CONTENT)).sum()),
        int(frame["why"].eq(NO_CONTENT).sum()),
        clusterer.merges_,
    )


def _check(answers: Answers) -> None:
    if not any(answers.lemmas) and not answers.rows.any():
        raise InputError(
            "There is nothing to find themes in",
            f"{len(answers.ids)} answers, and none has a word to go by",
            "choose the column that holds the answers",
        )


def _memberships(
    answers: Answers, clusterer: Clusterer, seeds: npt.NDArray[np.int64] | None
) -> npt.NDArray[np.float64]:
    """Give (n, k) how surely each answer is in each cluster; zeros where nothing can be compared."""
    drawing = answers.main if answers.main.any() else np.ones(len(answers.ids), dtype=bool)
    at, rest = np.flatnonzero(drawing), np.flatnonzero(~drawing & answers.rows.any(axis=1))
    lemmas = [answers.lemmas[i] for i in at]
    own = clusterer.fit_predict(answers.rows[at], None if seeds is None else seeds[at], terms=lemmas)
    k = clusterer.n_themes_
    sure = np.zeros((len(answers.ids), k))
    inside = own < k
    sure[at[inside]] = clusterer.memberships(answers.rows[at], lemmas)[inside]
    # What is drawn may differ from the surest by the last round of smoothing: the two change places.
    top = sure[at[inside]].argmax(axis=1)
    drawn = own[inside]
    sure[at[inside], drawn], sure[at[inside], top] = sure[at[inside], top], sure[at[inside], drawn].copy()
    if len(rest) and k:
        sure[rest] = clusterer.memberships(answers.rows[rest])
    return sure


def _nearness(
    segments: Sequence[Segment], vectors: Vectors, answers: Answers, clusterer: Clusterer, stop: frozenset[str]
) -> npt.NDArray[np.float64]:
    """Give (n_segments, k) how surely each segment is in each cluster, for answers of several segments; else zeros."""
    several = np.bincount(answers.place, minlength=len(answers.ids))[answers.place] > 1
    worded = np.array([bool(s.lemmas) for s in segments], dtype=bool)
    near = np.zeros((len(segments), clusterer.n_themes_))
    at = np.flatnonzero(several & worded & answers.main[answers.place])
    if len(at):
        lemmas = [[lemma for lemma in segments[int(i)].lemmas if lemma not in stop] for i in at]
        near[at] = clusterer.memberships(vectors.rows[at], lemmas)
    return near
