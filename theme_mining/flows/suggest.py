"""What to label next, and which labels look wrong.

suggest(trained, rows, n, seed=…) -> DataFrame: row, theme, confidence, reason     # n answers, best first
suspicious(labelled, classifier, themes, codebook rows…) -> DataFrame: row, theme, verdict, strength
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.errors import InputError
from theme_mining.core.trained import Labelled, Rows, Trained
from theme_mining.flows.classify import check_fits
from theme_mining.measure.suspicion import doubtful_labels
from theme_mining.measure.thresholds import choose, top_theme

__all__ = ["suggest", "suspicious"]

Floats = npt.NDArray[np.float64]


def suggest(trained: Trained, rows: Rows, n: int) -> pd.DataFrame:
    """Give the answers whose coding would teach the model most: uncertain, unlike each other, of rare themes.

    Parameters
    ----------
    trained : Trained
    rows : Rows
        Unlabelled answers; those without content and repeats of one text are passed over.
    n : int
        How many at most.

    Returns
    -------
    DataFrame
        ``row`` (number in `rows`), ``theme`` (the model's guess), ``confidence``, ``reason``; best first.

    Raises
    ------
    InputError
        Fewer than one answer asked for.

    Notes
    -----
    An answer's worth is (1 − confidence) · (½ + rarity of its likely themes), rarity being the probability-weighted
    mean of 1/√(1 + 20·share); answers are then taken one by one, the worth of the others shrinking by their cosine
    with what was taken (greedy diversity as in maximal marginal relevance, Carbonell & Goldstein 1998).
    """
    if n < 1:
        raise InputError(f"{n} answers cannot be suggested", "at least 1 wanted", "give -n 50")
    check_fits(trained, rows)
    content = _distinct(rows)
    if not len(content):
        return pd.DataFrame({"row": [], "theme": [], "confidence": [], "reason": []})
    some = rows.take(content)
    proba = trained.classifier.predict_proba(some)
    first, confidence = top_theme(proba, choose(proba, trained.thresholds, trained.single_label))
    share = np.array([trained.reference["shares"].get(theme, 0.0) for theme in trained.themes])
    rare = proba @ (1 / np.sqrt(1 + 20 * share)) / np.maximum(proba.sum(axis=1), 1e-9)
    worth = (1 - confidence) * (0.5 + rare)
    taken = _diverse(worth, some.vectors.rows, n)
    typical = float(np.median(rare))
    names = [*trained.themes, ""]
    return pd.DataFrame(
        {
            "row": content[taken],
            "theme": [names[first[i]] for i in taken],
            "confidence": np.round(confidence[taken], 4),
            "reason": [
                "rare theme, uncertain" if rare[i] > typical * 1.1 else "uncertain, unlike others" for i in taken
            ],
        }
    )


def suspicious(labelled: Labelled, trained: Trained, limit: int = 50) -> pd.DataFrame:
    """Give labels that look wrong, strongest first, from a model trained anew so that no label vouches for itself.

    Returns
    -------
    DataFrame
        ``row``, ``theme``, ``verdict`` ("missing": it seems to belong; "wrong": it seems not to), ``strength`` 0–1.
    """
    truth = labelled.matrix(trained.themes)
    fresh: Any = copy.deepcopy(trained.classifier)
    fresh.fit(labelled.rows, truth, labelled.groups)
    found = doubtful_labels(fresh.held_out_proba_, truth, trained.single_label)[:limit]
    return pd.DataFrame(
        {
            "row": [d.row for d in found],
            "theme": [trained.themes[d.theme] for d in found],
            "verdict": ["missing" if d.missing else "wrong" for d in found],
            "strength": [round(d.strength, 4) for d in found],
        }
    )


def _distinct(rows: Rows) -> npt.NDArray[np.int64]:
    seen: set[tuple[str, ...]] = set()
    found = []
    for i, segment in enumerate(rows.segments):
        if segment.lemmas and segment.language != "none" and segment.lemmas not in seen:
            seen.add(segment.lemmas)
            found.append(i)
    return np.array(found, np.int64)


def _diverse(worth: Floats, vectors: npt.NDArray[np.float32], n: int) -> npt.NDArray[np.int64]:
    left = worth.copy()
    nearest = np.zeros(len(worth))
    taken: list[int] = []
    for _ in range(min(n, len(worth))):
        best = int(np.argmax(left * (1 - nearest)))
        taken.append(best)
        left[best] = -1.0
        nearest = np.maximum(nearest, np.clip(vectors @ vectors[best], 0, 1) ** 2)
    return np.array(taken, np.int64)
