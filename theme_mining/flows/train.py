"""Labelled answers, a codebook, or both → a Trained model with honest scores.

    train(labelled, classifier, codebook=None, embed=None, multilabel=False, seed=1729) -> Trained
    from_codebook(codebook, classifier, embed, seed=1729) -> Trained        # no labels at all
    Trained = themes, single_label, classifier, thresholds, scores (JSON-like), reference, codebook, fingerprints …
              (core/trained.py)

`labelled` is `core.trained.Labelled(rows=Rows(segments, Vectors, language=<fingerprint>), themes=((..ids..), …),
groups=respondents or None)`: one segment an answer, in the order of the rows. `embed` takes a list of strings and gives
`Rows` (FinnishText then StaticEmbedder); with it the codebook's words help the labels. `classifier` is an unfitted
estimator of `theme_mining.classifiers` (default plug: ``linear``, `classifiers.make("linear", seed=…)`).

`Trained.scores` holds: ``stage``, ``n``, ``groups``, ``single_label``, ``accuracy``, ``macro_f1``, ``micro_f1``,
``calibration_error``, ``kept_accuracy`` (the 80 % surest), ``coverage`` (asked → observed), ``themes`` (id → n,
precision, recall, f1), ``confusion`` (rows: true theme), ``calibration_curve``, ``learning_curve``, ``more_labels`` (a
sentence) and ``notes``; each score is {value, low, high, n}.
"""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.identity import fingerprint
from theme_mining.core.trained import Classifier, CodebookRows, Embed, Labelled, Rows, Trained, Wave
from theme_mining.core.types import Vectors
from theme_mining.measure.assessment import KEPT_SHARE, assess
from theme_mining.measure.conformal import nonconformity, set_threshold
from theme_mining.measure.scores import score
from theme_mining.measure.thresholds import best_thresholds, choose, expected_thresholds, top_theme

__all__ = ["LABELS_ORIGIN", "codebook_rows", "from_codebook", "held_out_choice", "theme_ids", "train"]

# Says of a codebook that nobody wrote it: its themes are the labels found.
LABELS_ORIGIN = "labels of the training answers"

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def train(
    labelled: Labelled,
    classifier: Any,
    codebook: Codebook | None = None,
    embed: Embed | None = None,
    multilabel: bool = False,
    seed: int = 1729,
) -> Trained:
    """Train on labelled answers, helped by what the codebook says where `embed` is there to read it.

    Raises
    ------
    InputError
        No answers, fewer than two themes, a label the codebook does not have, or a group column that tells the theme.
    """
    themes = theme_ids(labelled, codebook)
    truth = labelled.matrix(themes)
    notes = _check(labelled, truth, themes)
    single = labelled.one_each and not multilabel
    said = codebook_rows(codebook, themes, embed) if codebook and embed else None
    fitted = copy.deepcopy(classifier).set_params(single_label=single, seed=seed)
    fitted.fit(labelled.rows, truth, labelled.groups, said)
    held = fitted.held_out_proba_
    curve = _learning_curve(labelled, truth, classifier, said, single, seed)
    thresholds = np.zeros(len(themes)) if single else best_thresholds(held, truth)
    scores = _scores(labelled, truth, held, themes, single)
    chosen = choose(held, thresholds, single)
    return Trained(
        themes=themes,
        single_label=single,
        plug=_plug_name(fitted),
        classifier=fitted,
        thresholds=thresholds,
        review_below=float(np.quantile(top_theme(held, chosen)[1], 1 - KEPT_SHARE)),
        conformal_scores=np.sort(nonconformity(held, truth)),
        error_counts=_errors(truth, chosen),
        scores=scores | _outlook(curve, scores, truth) | {"notes": notes},
        reference=_reference(labelled.rows, truth, themes),
        codebook=codebook or Codebook(1, tuple(Theme(t, t) for t in themes), LABELS_ORIGIN),
        fingerprints=_fingerprints(labelled),
        seed=seed,
        waves=_waves(labelled),
    )


def from_codebook(codebook: Codebook, classifier: Any, embed: Embed, seed: int = 1729) -> Trained:
    """Give a model that knows a codebook and no labels; multi-label, with cautious probabilities.

    Raises
    ------
    InputError
        Fewer than two themes.
    """
    themes = tuple(theme.id for theme in codebook)
    if len(themes) < 2:
        raise InputError("The codebook has fewer than two themes", f"{len(themes)} found", "add themes")
    said = codebook_rows(codebook, themes, embed)
    rows = said.rows.take(np.zeros(0, int))
    fitted = copy.deepcopy(classifier).set_params(single_label=False, seed=seed)
    fitted.fit(rows, np.zeros((0, len(themes)), bool), None, said)
    return Trained(
        themes=themes,
        single_label=False,
        plug=_plug_name(fitted),
        classifier=fitted,
        thresholds=expected_thresholds(len(themes)),
        review_below=0.5,
        conformal_scores=np.zeros(0),
        error_counts=np.zeros((len(themes), 4)),
        scores={"stage": "codebook", "n": 0, "more_labels": _FIRST, "notes": []},
        reference=_reference(said.rows, np.eye(len(themes), dtype=bool)[said.theme], themes),
        codebook=codebook,
        fingerprints={
            "embedder": said.rows.vectors.fingerprint,
            "language": said.rows.language,
            "data": fingerprint(codebook.fingerprint),
        },
        seed=seed,
    )


_FIRST = "No answer is labelled yet; eight labelled answers a theme are the first step (`suggest` picks them)."


def theme_ids(labelled: Labelled, codebook: Codebook | None) -> tuple[str, ...]:
    """Give the themes in the codebook's order, else sorted. Raises InputError for a label the codebook lacks."""
    used = sorted({theme for themes in labelled.themes for theme in themes})
    if codebook is None:
        return tuple(used)
    known = [theme.id for theme in codebook]
    for row, themes in enumerate(labelled.themes, 1):
        for theme in themes:
            if theme not in known:
                raise InputError(
                    f'Row {row} has the theme "{theme}", which the codebook does not have',
                    near_miss(theme, known),
                    "mend the label or add the theme to the codebook",
                )
    return tuple(known)


def codebook_rows(codebook: Codebook, themes: tuple[str, ...], embed: Embed) -> CodebookRows:
    """Give what the codebook says of each theme as rows: name, description, what belongs, keywords, examples."""
    found: list[tuple[int, str, str]] = []
    for number, theme_id in enumerate(themes):
        theme = codebook.theme(theme_id)
        pieces = [("name", theme.name), ("description", theme.description), ("includes", theme.includes)]
        pieces += [("keywords", ", ".join(theme.keywords)), *(("example", text) for text in theme.examples)]
        found += [(number, kind, text) for kind, text in pieces if text.strip()]
    rows = embed([text for _, _, text in found])
    return CodebookRows(rows, np.array([n for n, _, _ in found], np.int64), tuple(kind for _, kind, _ in found))


def _check(labelled: Labelled, truth: Mask, themes: tuple[str, ...]) -> list[str]:
    if not len(labelled):
        raise InputError("There are no labelled answers to train on", "0 rows", "label some answers first")
    if len(themes) < 2:
        raise InputError("Training wants at least two themes", f"{len(themes)} found", "check the labels column")
    counts = truth.sum(axis=0)
    if (counts >= 2).sum() < 2:
        raise InputError(
            "Training wants at least two themes with two answers each",
            f"{int((counts >= 2).sum())} such themes found among {len(labelled)} answers: nothing could be held out",
            "label more answers, or train from the codebook alone: theme-mining train CODEBOOK.json",
        )
    notes = [
        f'The theme "{theme}" has {"one example" if n == 1 else "no example"}: it is hardly learnt.'
        for theme, n in zip(themes, counts, strict=True)
        if n < 2
    ]
    if labelled.groups is None:
        return [*notes, "No respondent column was given: answers of one respondent may stand on both sides of a fold."]
    return notes + _check_groups(labelled.groups, truth)


def _check_groups(groups: tuple[str, ...], truth: Mask) -> list[str]:
    names, member = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    if len(names) < 2:
        raise InputError(
            "The group column has one value only", "at least two respondents wanted", "check --group, or leave it out"
        )
    held = np.zeros((len(names), truth.shape[1]))
    np.add.at(held, member, truth)
    sizes = np.bincount(member)
    big = sizes >= 5
    alone = (held[big].max(axis=1) == held[big].sum(axis=1)).sum()
    if big.sum() >= 2 and alone == big.sum() and sizes[big].sum() > len(groups) / 2:
        raise InputError(
            "The group column tells the theme: every group has answers of one theme only",
            "respondents, who speak of several themes, were wanted",
            "check --group, or leave it out",
        )
    return (
        ["Every answer is a respondent of its own: the group column changes nothing."]
        if len(names) == len(groups)
        else []
    )


def _scores(labelled: Labelled, truth: Mask, held: Floats, themes: tuple[str, ...], single: bool) -> dict[str, Any]:
    chosen = held_out_choice(held, truth, labelled.groups, single)
    odd = nonconformity(held, truth)
    observed = {str(c): round(_cross_coverage(odd, labelled.groups, c), 4) for c in (0.8, 0.9, 0.95)}
    return {
        "single_label": single,
        **assess(truth, held, chosen, themes, labelled.groups),
        "coverage": observed,
    }


def held_out_choice(held: Floats, truth: Mask, groups: tuple[str, ...] | None, single: bool) -> Mask:
    """Give the themes chosen on held-out probabilities, with thresholds that the answer had no part in."""
    if single:
        return choose(held, np.zeros(held.shape[1]), True)
    part = _halves(groups, len(truth))
    chosen = np.zeros(truth.shape, bool)
    for number in np.unique(part):
        here = part == number
        rest = ~here if (~here).any() else here
        chosen[here] = choose(held[here], best_thresholds(held[rest], truth[rest]), False)
    return chosen


def _cross_coverage(odd: Floats, groups: tuple[str, ...] | None, coverage: float) -> float:
    part = _halves(groups, len(odd))
    inside = [odd[part == p] <= set_threshold(odd[part != p], coverage) + 1e-12 for p in np.unique(part)]
    return float(np.concatenate(inside).mean())


def _halves(groups: tuple[str, ...] | None, n: int) -> npt.NDArray[np.int64]:
    names = groups or tuple(map(str, range(n)))
    place = {g: int(fingerprint(g), 16) % 5 for g in set(names)}
    return np.array([place[g] for g in names], np.int64)


def _errors(truth: Mask, chosen: Mask) -> Floats:
    pairs = [truth & chosen, ~truth & chosen, truth & ~chosen, ~truth & ~chosen]
    return np.stack([p.sum(axis=0) for p in pairs], axis=1).astype(np.float64)


def _learning_curve(
    labelled: Labelled, truth: Mask, classifier: Classifier, said: CodebookRows | None, single: bool, seed: int
) -> list[dict[str, float]]:
    """Held-out macro-F1 at a quarter and a half of the answers (of 2,000 at most)."""
    n = len(labelled)
    order = np.random.default_rng(seed).permutation(n)
    found = []
    for size in sorted({min(n, 2000) // 4, min(n, 2000) // 2}):
        if size < 2 * truth.shape[1] or size < 20:
            continue
        part = labelled.take(np.sort(order[:size]))
        y = truth[np.sort(order[:size])]
        fitted: Any = copy.deepcopy(classifier)
        fitted.set_params(single_label=single, seed=seed, folds=3)
        fitted.fit(part.rows, y, part.groups, said)
        chosen = held_out_choice(fitted.held_out_proba_, y, part.groups, single)
        found.append({"n": size, "macro_f1": round(score(y, chosen, part.groups).macro_f1.value, 4)})
    return found


def _outlook(curve: list[dict[str, float]], scores: dict[str, Any], truth: Mask) -> dict[str, Any]:
    median = float(np.median(truth.sum(axis=0)))
    stage = "first labels" if median < 16 else "growing" if median < 64 else "full training"
    now = float(scores["macro_f1"]["value"])
    points = [*curve, {"n": len(truth), "macro_f1": now}]
    if len(points) < 2:
        return {
            "stage": stage,
            "learning_curve": points,
            "more_labels": "Too few answers to say what more labels would bring.",
        }
    before = points[-2]
    doublings = max(float(np.log2(points[-1]["n"] / before["n"])), 0.5)
    gain = max(0.0, (now - before["macro_f1"]) / doublings) * 0.8
    told = f"Twice as many labels would raise macro-F1 by about {gain:.2f} (from {now:.2f}, with {len(truth)} answers)."
    return {"stage": stage, "learning_curve": points, "more_labels": told}


def _reference(rows: Rows, truth: Mask, themes: tuple[str, ...]) -> dict[str, Any]:
    seen = Counter(lemma for segment in rows.segments for lemma in set(segment.lemmas))
    words = sorted(((w, c) for w, c in seen.items() if c >= 3), key=lambda item: (-item[1], item[0]))[:5000]
    languages = Counter(segment.language for segment in rows.segments)
    return {
        "n": len(rows),
        "shares": {t: round(float(s), 6) for t, s in zip(themes, truth.mean(axis=0), strict=True)},
        "words": dict(sorted(words)),
        "languages": dict(sorted(languages.items())),
    }


def _fingerprints(labelled: Labelled) -> dict[str, str]:
    vectors: Vectors = labelled.rows.vectors
    return {"embedder": vectors.fingerprint, "language": labelled.rows.language, "data": labelled.fingerprint()}


def _waves(labelled: Labelled) -> tuple[Wave, ...]:
    names = labelled.waves or ("",) * len(labelled)
    found = []
    for name in dict.fromkeys(names):
        part = labelled.take(np.array([n == name for n in names]))
        counts = Counter(theme for themes in part.themes for theme in themes)
        found.append(Wave(name, len(part), part.fingerprint(), dict(sorted(counts.items()))))
    return tuple(found)


def _plug_name(classifier: Any) -> str:
    return type(classifier).__module__.rsplit(".", 1)[-1]
