"""Linear heads over vectors, lemmas and character n-grams, blended into calibrated probabilities.

    vectors ⊕ lemmas ⊕ characters ── SVM ───────────────────────┐
              lemmas ⊕ characters ── SVM (up to 4,000 answers) ─┤
              lemmas ⊕ characters ── naive Bayes, centres ──────┼─▶ blend, learnt on ──▶ a probability
    vectors ──────────────────────── ridge, centres ────────────┤   held-out scores      a theme
    codebook ─────────────────────── nearness ──────────────────┘

What each is worth is learnt on held-out answers, so the same classifier serves a codebook without labels, eight
examples a theme and twenty thousand answers. As all but one are linear, what is kept is one matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.base import BaseEstimator, ClassifierMixin

from theme_mining.classifiers._blend import Blend, Rivals, fit_blend
from theme_mining.classifiers._codebook import Prototypes, prototypes, told_words
from theme_mining.classifiers._folds import balanced_folds
from theme_mining.classifiers._heads import Head, Seen, blended, fit_bayes, fit_centres, fit_ridge, fit_svm
from theme_mining.classifiers._unlabelled import unlabelled_blend
from theme_mining.classifiers._views import CharView, Counted, LemmaView, View
from theme_mining.core.errors import InputError
from theme_mining.core.trained import CodebookRows, Rows
from theme_mining.core.types import Segment

__all__ = ["LinearThemes"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

# What a standard deviation of each score is worth before any answer is seen; few answers leave it near that (`HELD`).
EXPECTED = {
    "joint": 1.0, "word SVM": 0.2, "ridge": 0.2, "vector centres": 0.5, "word centres": 0.1, "bayes": 0.3,
    "near words": 0.4, "near vectors": 0.4,
}  # fmt: skip
# What a codebook's sentence counts beside a labelled answer.
CODEBOOK_WEIGHT = 0.5
# Beyond this many answers the SVM without vectors adds nothing to the one with them and doubles the time of training.
WORD_SVM_UP_TO = 4000
# And four passes teach what twelve do, in two thirds of the time: 2003 (13,387 answers) accuracy 0.846 and 0.846, log
# loss 0.538 and 0.537; 33 municipal questions (6,425) 0.740 and 0.741, 0.774 and 0.774.
PASSES = (300, 4)


class LinearThemes(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Themes of answers by linear heads; see the module.

    Parameters
    ----------
    single_label : bool
        Every answer has exactly one theme: probabilities of a row sum to one.
    cost : float or None
        C of the support vector machines. None: 0.2 for one theme each (2003 compass: 0.846 against 0.842 with 0.5),
        1 for several (own survey: macro-F1 0.662 against 0.651 with 0.2).
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
    head_ : Head
        All linear heads in one, slopes included.
    prototypes_ : Prototypes or None
        What the codebook says, and `near_slope_`, what that is worth.
    blend_ : Blend
    slopes_ : dict
        What each score is worth, in log-odds a standard deviation of it.
    """

    def __init__(
        self,
        single_label: bool = False,
        cost: float | None = None,
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
        seen, codebook, told = self._learnt(np.arange(len(order)), ordered_truth, seen, codebook, told)
        heads = self._heads(seen, ordered_truth, codebook, told)
        slopes = self.blend_.slopes
        self.head_ = blended(list(heads.values()), slopes[: len(heads)], seen)
        self.prototypes_: Prototypes | None = None if codebook is None else prototypes(codebook, truth.shape[1])
        self.near_slope_ = 0.0 if codebook is None else float(slopes[-1])
        self._last: Any = None
        self.held_out_proba_ = np.zeros(truth.shape)
        self.held_out_proba_[order] = held
        return self

    def predict_proba(self, rows: Rows) -> Floats:
        """Give (n, n_themes) calibrated probabilities; no rows give (0, n_themes)."""
        seen = self._see(rows)
        logits = self.head_.scores(seen)
        if self.prototypes_ is not None:
            logits += self.near_slope_ * self.prototypes_.scores(seen.vectors)
        return self.blend_.of_logits(logits)

    def predict(self, rows: Rows) -> Mask:
        """Give (n, n_themes) True for the most probable theme, or where `single_label` is off for those from 0.5 on."""
        proba = self.predict_proba(rows)
        return np.asarray(proba == proba.max(axis=1, keepdims=True)) if self.single_label else proba >= 0.5

    def word_weights(self, rows: Rows, theme: npt.NDArray[np.int64]) -> list[Floats]:
        """Give for each row one number a word: how far the word spoke for theme number `theme[i]`, in log-odds."""
        lemmas, chars = self._count(rows)
        assert self.head_.words is not None
        split = len(self.lemmas_.vocabulary)
        by_lemma = lemmas.word_weights(self.head_.words[:split], theme)
        by_chars = chars.word_weights(self.head_.words[split:], theme)
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
        self.lemmas_, self.chars_ = LemmaView(), CharView()
        self._last = None
        if codebook is None:
            self._last = (rows, self.lemmas_.fit_count(rows.segments), self.chars_.fit_count(rows.segments))
            return
        texts: list[Segment] = [*rows.segments, *codebook.rows.segments]
        self.lemmas_.fit(texts)
        self.chars_.fit(texts)

    def _see(self, rows: Rows) -> Seen:
        lemmas, chars = self._count(rows)
        return Seen(rows.vectors.rows, sp.hstack([lemmas.rows, chars.rows], format="csr"))

    def _learnt(
        self, learn: npt.NDArray[np.int64], y: Mask, seen: Seen, codebook: CodebookRows | None, told: Seen | None
    ) -> tuple[Seen, CodebookRows | None, Seen | None]:
        """Give all rows and the codebook as one sees them who learns from the rows `learn`; `setfit` tunes here."""
        return seen, codebook, told

    def _heads(self, seen: Seen, y: Mask, codebook: CodebookRows | None, told: Seen | None) -> dict[str, Head]:
        """Fit every linear head on rows, with what the codebook says as further rows of half the weight."""
        k, width = y.shape[1], seen.vectors.shape[1]
        n_rows, weight = len(y), np.ones(len(y))
        found: dict[str, Head] = {}
        if codebook is not None and told is not None:
            lemmas = told.words[:, : len(self.lemmas_.vocabulary)]
            found["near words"] = Head(None, told_words(codebook, k, lemmas, told.words.shape[1]), np.zeros(k))
            seen = seen.stack(told)
            y = np.vstack([y, np.eye(k, dtype=bool)[codebook.theme]])
            weight = np.concatenate([weight, np.full(len(codebook.theme), CODEBOOK_WEIGHT)])
        scale, cost = _vectors_weight(y), self.cost or (0.2 if self.single_label else 1.0)
        few = self._n_rows <= WORD_SVM_UP_TO
        weights, offsets = fit_svm(seen.joined(scale), y, weight, cost, self.single_label, PASSES[not few])
        found["joint"] = Head(weights[:width] * scale, weights[width:], offsets)
        if few:
            weights, offsets = fit_svm(seen.words, y, weight, cost, self.single_label)
            found["word SVM"] = Head(None, weights, offsets)
        if n_rows:
            found["ridge"] = fit_ridge(seen.vectors.astype(np.float64), y, weight, self.penalty)
            found["vector centres"] = Head(fit_centres(seen.vectors, y, weight), None, np.zeros(k))
            found["word centres"] = Head(None, fit_centres(seen.words, y, weight), np.zeros(k))
            found["bayes"] = fit_bayes(seen.words, y, weight, self.single_label)
            return found
        return {name: _centred(head) for name, head in found.items()}

    def _scores(self, heads: dict[str, Head], codebook: CodebookRows | None, seen: Seen) -> Floats:
        """Give (n, k, n_scores): heads in their order, then nearness among vectors where there is a codebook."""
        columns = [head.scores(seen) for head in heads.values()]
        if codebook is not None:
            columns.append(prototypes(codebook, len(self.classes_)).scores(seen.vectors))
        return np.stack(columns, axis=2)

    def _fit_blend(
        self, seen: Seen, y: Mask, groups: list[str], codebook: CodebookRows | None, told: Seen | None
    ) -> Floats:
        n_folds = min(self.folds or (10 if len(y) < 1000 else 5 if len(y) < 10000 else 3), len(set(groups)))
        if n_folds < 2:
            seen, codebook, told = self._learnt(np.arange(len(y)), y, seen, codebook, told)
            return self._blend_unlabelled(seen, y, codebook, told)
        fold = balanced_folds(groups, y, n_folds, self.seed)
        parts = []
        for number in range(n_folds):
            learn, hold = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            here, book, said = self._learnt(learn, y, seen, codebook, told)
            heads = self._heads(here.take(learn), y[learn], book, said)
            parts.append((hold, self._scores(heads, book, here.take(hold))))
        names = [*heads, "near vectors"]
        scores = np.zeros((len(y), *parts[0][1].shape[1:]))
        for hold, given in parts:
            scores[hold] = given
        held, hope = np.zeros(y.shape), [EXPECTED[name] for name in names][: scores.shape[2]]
        for number in range(n_folds):
            hold = fold == number
            held[hold] = fit_blend(scores[~hold], y[~hold], self.single_label, hope).probabilities(scores[hold])
        self.blend_ = fit_blend(scores, y, self.single_label, hope)
        spread = scores.reshape(-1, scores.shape[2]).std(axis=0)
        self.slopes_ = {n: round(float(v), 4) for n, v in zip(names, self.blend_.slopes * spread, strict=False)}
        return held

    def _blend_unlabelled(self, seen: Seen, y: Mask, codebook: CodebookRows | None, told: Seen | None) -> Floats:
        k = y.shape[1]
        self.slopes_ = {}
        if codebook is None or told is None:
            heads = self._heads(seen, y, None, None)
            self.blend_ = Blend(np.ones(len(heads)), np.zeros(k), np.full(k, 1 / k), 0.3, self.single_label)
            return np.full(y.shape, 1 / k)
        turn = np.zeros(len(codebook.theme), int)
        for theme in range(k):
            here = np.flatnonzero(codebook.theme == theme)
            turn[here] = (np.arange(len(here)) + theme) % 5
        parts = []
        for number in range(5):
            rest, hold = np.flatnonzero(turn != number), np.flatnonzero(turn == number)
            kinds = tuple(codebook.kind[i] for i in rest)
            part = CodebookRows(codebook.rows.take(rest), codebook.theme[rest], kinds)
            heads = self._heads(seen, y, part, told.take(rest))
            parts.append(self._scores(heads, part, told.take(hold)))
        self.blend_ = unlabelled_blend(np.concatenate(parts), (*heads, "near vectors"), self.single_label)
        return np.full(y.shape, 1 / k)

    def to_state(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """Give what was learnt: JSON-like settings, and arrays by name."""
        assert self.head_.vectors is not None
        assert self.head_.words is not None
        settings = {
            "params": self.get_params(),
            "doubt": self.blend_.doubt,
            "near_slope": self.near_slope_,
            "slopes": self.slopes_,
            "lemmas": list(self.lemmas_.vocabulary),
            "chars": list(self.chars_.vocabulary),
            "unknown_idf": [self.lemmas_.unknown_idf, self.chars_.unknown_idf],
        }
        arrays: dict[str, npt.NDArray[Any]] = {
            "lemmas_idf": self.lemmas_.idf,
            "chars_idf": self.chars_.idf,
            "head_vectors": self.head_.vectors,
            "head_words": self.head_.words,
            "head_offsets": self.head_.offsets,
            "intercepts": self.blend_.intercepts,
            "rates": self.blend_.rates,
        }
        if self.prototypes_ is not None:
            arrays |= {"prototype_mean": self.prototypes_.mean, "prototype_vectors": self.prototypes_.vectors}
        if self.blend_.rivals is not None:
            settings["rivals"] = [self.blend_.rivals.own, self.blend_.rivals.rival]
            arrays["rival_inner"] = self.blend_.rivals.inner
        return settings, arrays

    @classmethod
    def from_state(cls, settings: dict[str, Any], arrays: dict[str, npt.NDArray[Any]]) -> LinearThemes:
        """Give the fitted classifier again; it predicts what the saved one did, to the bit."""
        self = cls(**settings["params"])
        self.classes_ = np.arange(len(arrays["intercepts"]))
        self.lemmas_, self.chars_ = LemmaView(), CharView()
        views = zip((self.lemmas_, self.chars_), ("lemmas", "chars"), settings["unknown_idf"], strict=True)
        for view, name, unknown in views:
            _restore(view, settings[name], arrays[f"{name}_idf"], unknown)
        self.head_ = Head(arrays["head_vectors"], arrays["head_words"], arrays["head_offsets"])
        self.near_slope_, self.slopes_ = settings["near_slope"], settings["slopes"]
        intercepts, rates = arrays["intercepts"], arrays["rates"]
        rivals = Rivals(arrays["rival_inner"], *settings["rivals"]) if "rivals" in settings else None
        self.blend_ = Blend(np.zeros(0), intercepts, rates, settings["doubt"], self.single_label, rivals)
        self.prototypes_ = None
        if "prototype_mean" in arrays:
            self.prototypes_ = Prototypes(arrays["prototype_mean"], arrays["prototype_vectors"])
        return self


def _restore(view: View, vocabulary: list[str], idf: Floats, unknown_idf: float) -> None:
    view.vocabulary = {name: j for j, name in enumerate(vocabulary)}
    view.idf = idf
    view.unknown_idf = unknown_idf


def _centred(head: Head) -> Head:
    def less_mean(weights: Floats | None) -> Floats | None:
        return None if weights is None else weights - weights.mean(axis=1, keepdims=True)

    return Head(less_mean(head.vectors), less_mean(head.words), head.offsets - head.offsets.mean())


def _vectors_weight(y: Mask) -> float:
    """Give the weight of vectors beside words of unit length: 2 at 8 answers a theme, 1.2 at 32, 0.4 at 700 and beyond.

    Fitted by eye to the best weights on the 2003 answers: vectors know what few labels cannot teach.
    """
    typical = max(float(np.median(y.sum(axis=0))), 1.0)
    return float(np.round(np.clip(2.0 * (8.0 / typical) ** 0.36, 0.4, 2.0), 4))


plug = LinearThemes
