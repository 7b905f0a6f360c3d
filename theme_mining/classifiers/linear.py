"""Linear heads over vectors, lemmas and character n-grams, blended into calibrated probabilities.

    vectors ⊕ lemmas ⊕ characters ─── SVM ──┐
              lemmas ⊕ characters ─── SVM ──┤  (up to 4,000 answers)
    vectors ───────────────────────── ridge ┼─▶ blend, learnt on held-out scores ─▶ a probability a theme
    codebook ──────────────────── nearness ─┘

What each view is worth is learnt on held-out answers, so the same classifier serves a codebook without labels,
eight examples a theme and twenty thousand answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.base import BaseEstimator, ClassifierMixin

from theme_mining.classifiers._blend import Blend, fit_blend
from theme_mining.classifiers._codebook import Prototypes, prototypes
from theme_mining.classifiers._folds import balanced_folds
from theme_mining.classifiers._heads import Head, fit_ridge, fit_svm
from theme_mining.classifiers._views import CharView, Counted, LemmaView, View
from theme_mining.core.errors import InputError
from theme_mining.core.trained import CodebookRows, Rows
from theme_mining.core.types import Segment

__all__ = ["LinearThemes"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

# Without labels the blend cannot be learnt. Each score then counts in units of its spread among held-out sentences of
# the codebook: (joint SVM, ridge, nearness of vectors, of words, word SVM), all times 0.9; intercept and doubt likewise
# from the 860 answers of the project's own survey, where macro-F1 is 0.51 (one score alone: 0.40–0.47).
UNLABELLED = np.array([1.0, 0.0, 0.7, 1.3, 2.0])
UNLABELLED_SLOPE, UNLABELLED_INTERCEPT, UNLABELLED_DOUBT = 0.9, -2.85, 0.05
# What a codebook's sentence counts beside a labelled answer.
CODEBOOK_WEIGHT = 0.5
# Beyond this many answers the SVM without vectors adds nothing to the one with them and doubles the time of training.
WORD_SVM_UP_TO = 4000


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the heads read of some rows."""

    vectors: npt.NDArray[np.float32]
    lemmas: sp.csr_matrix
    words: sp.csr_matrix

    def take(self, index: npt.NDArray[Any]) -> _Seen:
        return _Seen(self.vectors[index], self.lemmas[index], self.words[index])

    def stack(self, other: _Seen) -> _Seen:
        pairs = ((self.lemmas, other.lemmas), (self.words, other.words))
        lemmas, words = (sp.vstack(pair, format="csr") for pair in pairs)
        return _Seen(np.vstack([self.vectors, other.vectors]), lemmas, words)

    def joined(self, weight: float) -> sp.csr_matrix:
        return sp.hstack([sp.csr_matrix(self.vectors * np.float64(weight)), self.words], format="csr")


class LinearThemes(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Themes of answers by linear heads; see the module.

    Parameters
    ----------
    single_label : bool
        Every answer has exactly one theme: probabilities of a row sum to one.
    cost : float
        C of the support vector machine. 0.2 was best or within 0.002 of it from 160 to 13,000 answers.
    penalty : float
        Relative ridge penalty of the vectors' head.
    folds : int or None
        Held-out folds; None: 10 below 1,000 answers, 5 below 10,000, 3 above.
    seed : int
        Breaks ties between folds.

    Attributes
    ----------
    held_out_proba_ : (n, k) float64
        Probabilities of the training rows from heads and blends that saw neither the row nor its respondent.
    lemmas_, chars_ : views
    joint_, ridge_, word_svm_ : heads; the last None beyond 4,000 answers
    vectors_weight_ : float
    prototypes_ : what the codebook says, or None
    blend_ : Blend
    """

    def __init__(
        self,
        single_label: bool = False,
        cost: float = 0.2,
        penalty: float = 0.3,
        folds: int | None = None,
        seed: int = 1729,
    ) -> None:
        self.single_label = single_label
        self.cost = cost
        self.penalty = penalty
        self.folds = folds
        self.seed = seed

    def fit(
        self, rows: Rows, y: npt.ArrayLike, groups: Sequence[str] | None = None, codebook: CodebookRows | None = None
    ) -> LinearThemes:
        """Learn from rows with themes, from what a codebook says, or from both.

        Parameters
        ----------
        rows : Rows
            n rows; may be none when there is a codebook.
        y : (n, n_themes) bool
        groups : sequence of n str, optional
            Respondents: held-out rows never share one with what was learnt from.
        codebook : CodebookRows, optional

        Raises
        ------
        InputError
            Neither rows nor a codebook.
        """
        truth = np.asarray(y, dtype=bool)
        if not len(rows) and codebook is None:
            raise InputError("There is nothing to learn from", "no labelled answers and no codebook", "give either")
        order = np.argsort(np.array([segment.text for segment in rows.segments], dtype=str), kind="stable")
        ordered, ordered_truth = rows.take(order), truth[order]
        names = [ordered.segments[i].text for i in range(len(order))] if groups is None else [groups[i] for i in order]
        self.classes_ = np.arange(truth.shape[1])
        self._n_rows = len(rows)
        self._fit_views(ordered, codebook)
        seen, told = self._see(ordered), None if codebook is None else self._see(codebook.rows)
        held = self._fit_blend(seen, ordered_truth, names, codebook, told)
        self._fit_heads(seen, ordered_truth, codebook, told)
        self._last = None
        self.held_out_proba_ = np.zeros(truth.shape)
        self.held_out_proba_[order] = held
        return self

    def predict_proba(self, rows: Rows) -> Floats:
        """Give (n, n_themes) calibrated probabilities; no rows give (0, n_themes)."""
        return self.blend_.probabilities(self._scores(self._see(rows)))

    def predict(self, rows: Rows) -> Mask:
        """Give (n, n_themes) True for the most probable theme, or where `single_label` is off for those from 0.5 on."""
        proba = self.predict_proba(rows)
        return np.asarray(proba == proba.max(axis=1, keepdims=True)) if self.single_label else proba >= 0.5

    def word_weights(self, rows: Rows, theme: npt.NDArray[np.int64]) -> list[Floats]:
        """Give for each row one number a word: how far the word spoke for theme number `theme[i]`, in log-odds."""
        lemmas, chars = self._count(rows)
        split, width = len(self.lemmas_.vocabulary), len(self.ridge_.weights)
        weights = self.joint_.weights[width:] * np.float32(self.blend_.slopes[0])
        if self.word_svm_ is not None:
            weights = weights + self.word_svm_.weights * np.float32(self.blend_.slopes[-1])
        by_lemma = lemmas.word_weights(weights[:split], theme)
        by_chars = chars.word_weights(weights[split:], theme)
        return [a + b for a, b in zip(by_lemma, by_chars, strict=True)]

    def _count(self, rows: Rows) -> tuple[Counted, Counted]:
        """Count the words of rows, or take the counts of the last call when the rows are the same."""
        last: Any = getattr(self, "_last", None)
        if last is None or last[0] is not rows:
            last = (rows, self.lemmas_.count(rows.segments), self.chars_.count(rows.segments))
            self._last = last
        return last[1], last[2]

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in super().__getstate__().items() if name != "_last"}

    def _fit_views(self, rows: Rows, codebook: CodebookRows | None) -> None:
        texts: list[Segment] = list(rows.segments) + ([] if codebook is None else list(codebook.rows.segments))
        self.lemmas_, self.chars_ = LemmaView(), CharView()
        self._last = None
        self.lemmas_.fit(texts)
        self.chars_.fit(texts)

    def _see(self, rows: Rows) -> _Seen:
        lemmas, chars = self._count(rows)
        return _Seen(rows.vectors.rows, lemmas.rows, sp.hstack([lemmas.rows, chars.rows], format="csr"))

    def _fit_heads(self, seen: _Seen, y: Mask, codebook: CodebookRows | None, told: _Seen | None) -> None:
        truth, weight = y, np.ones(len(y))
        self.prototypes_: Prototypes | None = None
        if codebook is not None and told is not None:
            self.prototypes_ = prototypes(codebook, y.shape[1], told.lemmas)
            seen = seen.stack(told)
            truth = np.vstack([y, np.eye(y.shape[1], dtype=bool)[codebook.theme]])
            weight = np.concatenate([weight, np.full(len(codebook.theme), CODEBOOK_WEIGHT)])
        self.vectors_weight_ = _vectors_weight(truth)
        self.joint_ = fit_svm(seen.joined(self.vectors_weight_), truth, weight, self.cost, self.single_label)
        self.ridge_ = fit_ridge(seen.vectors.astype(np.float64), truth, weight, self.penalty)
        self.word_svm_: Head | None = None
        if self._n_rows <= WORD_SVM_UP_TO:
            self.word_svm_ = fit_svm(seen.words, truth, weight, self.cost, self.single_label)

    def _scores(self, seen: _Seen) -> Floats:
        width = seen.vectors.shape[1]
        joint = Head(self.joint_.weights[:width] * np.float32(self.vectors_weight_), self.joint_.offsets)
        by_words = np.asarray(seen.words @ self.joint_.weights[width:], dtype=np.float64)
        columns = [(joint.scores(seen.vectors) + by_words)[:, :, None], self.ridge_.scores(seen.vectors)[:, :, None]]
        if self.prototypes_ is not None:
            columns.append(self.prototypes_.scores(seen.vectors, seen.lemmas))
        if self.word_svm_ is not None:
            columns.append(self.word_svm_.scores(seen.words)[:, :, None])
        scores = np.concatenate(columns, axis=2)
        return scores if self._n_rows else scores - scores.mean(axis=1, keepdims=True)

    def _fit_blend(
        self, seen: _Seen, y: Mask, groups: list[str], codebook: CodebookRows | None, told: _Seen | None
    ) -> Floats:
        n_folds = min(self.folds or (10 if len(y) < 1000 else 5 if len(y) < 10000 else 3), len(set(groups)))
        if n_folds < 2:
            return self._blend_unlabelled(seen, y, codebook, told)
        fold = balanced_folds(groups, y, n_folds, self.seed)
        scores: Floats | None = None
        for number in range(n_folds):
            learn, hold = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            self._fit_heads(seen.take(learn), y[learn], codebook, told)
            given = self._scores(seen.take(hold))
            scores = np.zeros((len(y), *given.shape[1:])) if scores is None else scores
            scores[hold] = given
        assert scores is not None
        held = np.zeros(y.shape)
        for number in range(n_folds):
            hold = fold == number
            held[hold] = fit_blend(scores[~hold], y[~hold], self.single_label).probabilities(scores[hold])
        self.blend_ = fit_blend(scores, y, self.single_label)
        return held

    def _blend_unlabelled(self, seen: _Seen, y: Mask, codebook: CodebookRows | None, told: _Seen | None) -> Floats:
        k = y.shape[1]
        if codebook is None or told is None:
            self.blend_ = Blend(np.ones(3), np.zeros(k), np.full(k, 1 / k), 0.3, self.single_label)
            return np.full(y.shape, 1 / k)
        turn = np.zeros(len(codebook.theme), int)
        for theme in range(k):
            here = np.flatnonzero(codebook.theme == theme)
            turn[here] = (np.arange(len(here)) + theme) % 5
        scores = np.zeros((len(turn), k, len(UNLABELLED)))
        for number in range(5):
            rest, hold = np.flatnonzero(turn != number), np.flatnonzero(turn == number)
            part = CodebookRows(codebook.rows.take(rest), codebook.theme[rest], tuple(codebook.kind[i] for i in rest))
            self._fit_heads(seen, y, part, told.take(rest))
            scores[hold] = self._scores(told.take(hold))
        slopes = UNLABELLED_SLOPE * UNLABELLED / np.maximum(scores.reshape(-1, len(UNLABELLED)).std(axis=0), 1e-9)
        intercept = 0.0 if self.single_label else UNLABELLED_INTERCEPT
        self.blend_ = Blend(slopes, np.full(k, intercept), np.full(k, 1 / k), UNLABELLED_DOUBT, self.single_label)
        return np.full(y.shape, 1 / k)

    def to_state(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """Give what was learnt: JSON-like settings, and arrays by name."""
        settings = {
            "params": self.get_params(),
            "doubt": self.blend_.doubt,
            "vectors_weight": self.vectors_weight_,
            "rows": self._n_rows,
            "lemmas": list(self.lemmas_.vocabulary),
            "chars": list(self.chars_.vocabulary),
            "unknown_idf": [self.lemmas_.unknown_idf, self.chars_.unknown_idf],
        }
        arrays: dict[str, npt.NDArray[Any]] = {
            "lemmas_idf": self.lemmas_.idf,
            "chars_idf": self.chars_.idf,
            "joint_weights": self.joint_.weights,
            "joint_offsets": self.joint_.offsets,
            "ridge_weights": self.ridge_.weights,
            "ridge_offsets": self.ridge_.offsets,
            "slopes": self.blend_.slopes,
            "intercepts": self.blend_.intercepts,
            "rates": self.blend_.rates,
        }
        if self.prototypes_ is not None:
            arrays |= {
                "prototype_mean": self.prototypes_.mean,
                "prototype_vectors": self.prototypes_.vectors,
                "prototype_words": self.prototypes_.words,
            }
        if self.word_svm_ is not None:
            arrays |= {"word_svm_weights": self.word_svm_.weights, "word_svm_offsets": self.word_svm_.offsets}
        return settings, arrays

    @classmethod
    def from_state(cls, settings: dict[str, Any], arrays: dict[str, npt.NDArray[Any]]) -> LinearThemes:
        """Give the fitted classifier again; it predicts what the saved one did, to the bit."""
        self = cls(**settings["params"])
        self.classes_ = np.arange(len(arrays["intercepts"]))
        self.lemmas_, self.chars_ = LemmaView(), CharView()
        for view, name, unknown in zip(
            (self.lemmas_, self.chars_), ("lemmas", "chars"), settings["unknown_idf"], strict=True
        ):
            _restore(view, settings[name], arrays[f"{name}_idf"], unknown)
        self.vectors_weight_ = settings["vectors_weight"]
        self._n_rows = settings["rows"]
        self.joint_ = Head(arrays["joint_weights"], arrays["joint_offsets"])
        held = "word_svm_weights" in arrays
        self.word_svm_ = Head(arrays["word_svm_weights"], arrays["word_svm_offsets"]) if held else None
        self.ridge_ = Head(arrays["ridge_weights"], arrays["ridge_offsets"])
        self.blend_ = Blend(
            arrays["slopes"], arrays["intercepts"], arrays["rates"], settings["doubt"], self.single_label
        )
        self.prototypes_ = (
            Prototypes(arrays["prototype_mean"], arrays["prototype_vectors"], arrays["prototype_words"])
            if "prototype_mean" in arrays
            else None
        )
        return self


def _restore(view: View, vocabulary: list[str], idf: Floats, unknown_idf: float) -> None:
    view.vocabulary = {name: j for j, name in enumerate(vocabulary)}
    view.idf = idf
    view.unknown_idf = unknown_idf


def _vectors_weight(y: Mask) -> float:
    """Give the weight of vectors beside words of unit length: 2 at 8 answers a theme, 1.2 at 32, 0.4 at 700 and beyond.

    Fitted by eye to the best weights on the 2003 answers: vectors know what few labels cannot teach.
    """
    typical = max(float(np.median(y.sum(axis=0))), 1.0)
    return float(np.round(np.clip(2.0 * (8.0 / typical) ** 0.36, 0.4, 2.0), 4))


plug = LinearThemes
