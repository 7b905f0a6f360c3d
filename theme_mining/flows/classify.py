"""Rows → themes, probabilities, review flags, reasons and coverage sets.

    classify(trained, rows, embed=None, coverage=None) -> Classified
    Classified.frame           DataFrame, one row an answer in order: theme, themes (";"), confidence, review, evidence
                               (words joined by " · "), with coverage also `coverage_set` (";")
    Classified.probabilities   (n, n_themes) float64, columns as Trained.themes
    Classified.chosen          (n, n_themes) bool
    Classified.evidence        list of tuples of (start, end) in the answer's text
    shares(trained, classified, coded=None) -> DataFrame: theme, share, corrected, low, high, n   (error-corrected)
    drift(trained, rows, classified) -> list[str]      sentences: which themes, which new words

`rows` is `core.trained.Rows`; embedder and language fingerprints other than the model's raise ModelError.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.errors import InputError, ModelError, SettingsError
from theme_mining.core.trained import Embed, Rows, Trained
from theme_mining.measure.conformal import coverage_sets
from theme_mining.measure.prevalence import adjusted_count, prediction_powered
from theme_mining.measure.thresholds import choose, top_theme

__all__ = ["Classified", "check_fits", "classify", "drift", "shares"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Spans = tuple[tuple[int, int], ...]
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Classified:
    """A classified batch: the table people see, and the arrays reports count with."""

    frame: pd.DataFrame = field(repr=False)
    probabilities: Floats = field(repr=False)
    chosen: Mask = field(repr=False)
    evidence: list[Spans] = field(repr=False)


def classify(trained: Trained, rows: Rows, embed: Embed | None = None, coverage: float | None = None) -> Classified:
    """Classify rows; no rows give an empty table with all its columns.

    Parameters
    ----------
    trained : Trained
    rows : Rows
    embed : function, optional
        Not needed; taken so that a classifier whose reasons need vectors of single words can have them.
    coverage : float, optional
        0–1: adds `coverage_set`, themes that hold all the right ones this often.

    Raises
    ------
    ModelError
        Rows of another embedder or language backend than the model's.
    SettingsError
        Coverage outside 0–1, or asked of a model that saw no labels.
    """
    check_fits(trained, rows)
    done = [_batch(trained, rows.take(np.arange(i, min(i + BATCH, len(rows))))) for i in range(0, len(rows), BATCH)]
    done = done or [_batch(trained, rows)]
    proba, chosen, confidence, empty = (np.concatenate([part[n] for part in done]) for n in range(4))
    evidence = [spans for part in done for spans in part[4]]
    first = np.where(chosen.any(axis=1), np.where(chosen, proba, -1).argmax(axis=1), -1)
    names = np.array([*trained.themes, ""], dtype=object)
    frame = pd.DataFrame(
        {
            "theme": pd.Series(names[first], dtype="str"),
            "themes": pd.Series([_listed(trained, p, c) for p, c in zip(proba, chosen, strict=True)], dtype="str"),
            "confidence": np.round(np.where(empty, np.nan, confidence), 4),
            "review": (confidence < trained.review_below) & ~empty,
            "evidence": pd.Series(
                [
                    " · ".join(segment.text[a:b] for a, b in spans)
                    for segment, spans in zip(rows.segments, evidence, strict=True)
                ],
                dtype="str",
            ),
        }
    )
    if coverage is not None:
        sets = coverage_sets(proba, _calibration(trained, coverage), coverage)
        frame["coverage_set"] = pd.Series(
            [_listed(trained, p, c) for p, c in zip(proba, sets, strict=True)], dtype="str"
        )
    return Classified(frame, proba, chosen, evidence)


def check_fits(trained: Trained, rows: Rows) -> None:
    """Raise ModelError when the rows come from another embedder or language backend than the model learnt from."""
    found = {"embedder": rows.vectors.fingerprint, "language": rows.language}
    for part, name in (("embedder", "vectors"), ("language", "lemmas")):
        wanted = trained.fingerprints.get(part, "")
        if len(rows) and wanted and found[part] and found[part] != wanted:
            raise ModelError(
                f"The model was trained on {name} of another {part}",
                f"{wanted} wanted, {found[part]} found",
                f"use the same {part} settings as in training, or train the model again",
            )


def _batch(trained: Trained, rows: Rows) -> tuple[Floats, Mask, Floats, Mask, list[Spans]]:
    proba = trained.classifier.predict_proba(rows) if len(rows) else np.zeros((0, len(trained.themes)))
    empty = np.array([not segment.lemmas or segment.language == "none" for segment in rows.segments], bool)
    chosen = choose(proba, trained.thresholds, trained.single_label) & ~empty[:, None]
    first, confidence = top_theme(proba, chosen)
    return proba, chosen, confidence, empty, reasons(trained, rows, first)


def reasons(trained: Trained, rows: Rows, theme: npt.NDArray[np.int64]) -> list[Spans]:
    """Give for each answer the places of the words that carried theme number `theme[i]`; none for −1.

    Words are taken by falling weight until they hold 60 % of what spoke for the theme, five at most; neighbours are
    joined to one place.
    """
    if not len(rows):
        return []
    weights = trained.classifier.word_weights(rows, np.maximum(theme, 0))
    return [
        _places(weight, segment.spans, segment.text) if t >= 0 and len(segment.spans) == len(weight) else ()
        for t, weight, segment in zip(theme, weights, rows.segments, strict=True)
    ]


def shares(
    trained: Trained, classified: Classified, coded: Mapping[int, tuple[str, ...]] | None = None
) -> pd.DataFrame:
    """Give theme shares of a batch, corrected for the classifier's errors, with 95 % intervals.

    Parameters
    ----------
    trained : Trained
    classified : Classified
    coded : mapping of row number to theme ids, optional
        A random sample of the batch that a person coded: correction by prediction-powered inference, valid whatever
        the errors. Without it by the errors seen in training (adjusted count), valid while the classifier errs alike.

    Returns
    -------
    DataFrame
        ``theme``, ``share`` (as counted), ``corrected``, ``low``, ``high``, ``n`` (answers with content), ``method``.

    Raises
    ------
    InputError
        A coded row that the batch does not have, or a theme the model does not know.
    """
    content = ~np.isnan(classified.frame["confidence"].to_numpy(dtype=float))
    chosen = classified.chosen
    n = int(content.sum())
    human = _coded(trained, coded or {}, len(chosen))
    sample = np.array(sorted(coded or {}), int)
    sample = sample[content[sample]] if len(sample) else sample
    rest = content.copy()
    rest[sample] = False
    found = []
    for j, theme in enumerate(trained.themes):
        counted = float(chosen[content, j].mean()) if n else float("nan")
        if len(sample) >= 2:
            told = prediction_powered(chosen[rest, j], chosen[sample, j], human[sample, j])
            method = "coded sample"
        else:
            told = adjusted_count(int(chosen[content, j].sum()), n, trained.error_counts[j], trained.seed)
            method = "errors in training" if trained.error_counts[j].sum() else "none"
        found.append((theme, counted, told.value, told.low, told.high, n, method))
    return pd.DataFrame(found, columns=["theme", "share", "corrected", "low", "high", "n", "method"])


def drift(trained: Trained, rows: Rows, classified: Classified) -> list[str]:
    """Give sentences on how a batch differs from the training answers: themes, new words, language; none if alike.

    A theme is named when its share moved by more than three standard errors and three points; a word when at least
    five answers and 1 % have it and the training answers' 5,000 commonest words do not.
    """
    told: list[str] = []
    content = [i for i, segment in enumerate(rows.segments) if segment.lemmas]
    n, before = len(content), int(trained.reference.get("n", 0))
    if n < 20 or before < 20:
        return told
    now = classified.chosen[content].mean(axis=0)
    for j, theme in enumerate(trained.themes):
        then = float(trained.reference["shares"].get(theme, 0.0))
        error = np.sqrt(max(then * (1 - then), 0.01) * (1 / n + 1 / before))
        if abs(now[j] - then) > max(3 * error, 0.03):
            move = "more" if now[j] > then else "less"
            told.append(f"{trained.name(theme)}: {move} than in training ({then:.0%} → {now[j]:.0%}).")
    known = trained.reference["words"]
    seen = Counter(lemma for i in content for lemma in set(rows.segments[i].lemmas))
    new = [(c, w) for w, c in seen.items() if w not in known and c >= max(5, 0.01 * n) and len(w) > 2]
    if new:
        words = ", ".join(f"{w} ({c})" for c, w in sorted(new, key=lambda x: (-x[0], x[1]))[:8])
        told.append(f"New words: {words}.")
    return told + _languages(trained, rows, content)


def _languages(trained: Trained, rows: Rows, content: list[int]) -> list[str]:
    then = trained.reference.get("languages", {})
    total = max(sum(then.values()), 1)
    found = Counter(rows.segments[i].language for i in content)
    told = []
    for language, count in sorted(found.items()):
        now, before = count / len(content), then.get(language, 0) / total
        if language != "none" and now > before + 0.2:
            told.append(f"Language: {now:.0%} of the batch is {language!r}, {before:.0%} in training.")
    return told


def _calibration(trained: Trained, coverage: float) -> Floats:
    if not 0 < coverage < 1:
        raise SettingsError(f"Coverage cannot be {coverage}", "a number between 0 and 1 is wanted, such as 0.9")
    if not len(trained.conformal_scores):
        raise SettingsError(
            "Coverage cannot be promised by a model that has seen no labels",
            "0 labelled answers",
            "train on labelled answers first (suggest picks them)",
        )
    return trained.conformal_scores


def _listed(trained: Trained, proba: Floats, chosen: Mask) -> str:
    return ";".join(trained.themes[j] for j in np.argsort(-proba, kind="stable") if chosen[j])


def _places(weight: Floats, spans: Spans, text: str) -> Spans:
    positive = np.maximum(weight, 0)
    if not positive.any():
        return ()
    taken: list[int] = []
    for word in np.argsort(-positive, kind="stable")[:5]:
        if positive[word] <= 0 or (taken and positive[taken].sum() >= 0.6 * positive.sum()):
            break
        taken.append(int(word))
    merged: list[tuple[int, int]] = []
    for word in sorted(taken):
        start, end = spans[word]
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _coded(trained: Trained, coded: Mapping[int, tuple[str, ...]], n: int) -> Mask:
    place = {theme: j for j, theme in enumerate(trained.themes)}
    human = np.zeros((n, len(place)), bool)
    for row, themes in coded.items():
        if not 0 <= row < n:
            raise InputError(
                f"The coded sample has row {row + 1}", f"the batch has {n} rows", "code rows of this batch"
            )
        for theme in themes:
            if theme not in place:
                raise InputError(
                    f'Row {row + 1} of the coded sample has the theme "{theme}"', "the model does not know it"
                )
            human[row, place[theme]] = True
    return human
