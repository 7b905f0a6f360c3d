"""A model and answers whose themes are known → scores that read like a paper's table.

evaluate(trained, labelled, background=None, coverage=0.9) -> Evaluation     # .to_dict() is JSON-like
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.trained import Labelled, Trained
from theme_mining.flows.classify import Classified, classify
from theme_mining.measure.agreement import alpha_interval, jaccard_distance, theme_alpha
from theme_mining.measure.assessment import assess
from theme_mining.measure.conformal import coverage_sets
from theme_mining.measure.scores import Interval, split_scores

__all__ = ["Evaluation", "agreement", "evaluate"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    Parameters
    ----------
    scores : dict
        As `measure.assessment.assess` gives them.
    agreement : dict
        Krippendorff's alpha of the person and the machine: ``all`` over whole sets of themes, and each theme.
    by_background : dict
        Background question → value → micro-F1.
    coverage : dict
        Asked and observed share of answers whose set of themes holds all the right ones; empty for an unlabelled model.
    """

    scores: dict[str, Any] = field(repr=False)
    agreement: dict[str, Interval] = field(repr=False)
    by_background: dict[str, dict[str, Interval]] = field(repr=False)
    coverage: dict[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as JSON-like records."""
        parts = {name: {v: i.to_dict() for v, i in values.items()} for name, values in self.by_background.items()}
        return {
            **self.scores,
            "coverage": self.coverage,
            "agreement": {name: interval.to_dict() for name, interval in self.agreement.items()},
            "by_background": parts,
        }


def evaluate(
    trained: Trained,
    labelled: Labelled,
    background: Mapping[str, Sequence[str]] | None = None,
    coverage: float = 0.9,
) -> Evaluation:
    """Score a model on labelled answers it was not trained on.

    Parameters
    ----------
    trained : Trained
    labelled : Labelled
    background : mapping of question to one value an answer, optional
        Scores are told apart by these ("is Swedish served worse?").
    coverage : float
        Asked of the coverage sets.

    Raises
    ------
    InputError
        No answers, or a theme the model does not know.
    ModelError
        Rows of another embedder or language backend.
    """
    if not len(labelled):
        raise InputError("There are no labelled answers to evaluate on", "0 rows", "give answers with themes")
    _check_themes(trained, labelled)
    truth = labelled.matrix(trained.themes)
    classified = classify(trained, labelled.rows)
    proba, chosen = classified.probabilities, classified.chosen
    observed: dict[str, float] = {}
    if len(trained.conformal_scores):
        sets = coverage_sets(proba, trained.conformal_scores, coverage)
        inside = float((sets | ~truth).all(axis=1).mean())
        observed = {
            "asked": coverage,
            "observed": round(inside, 4),
            "mean_size": round(float(sets.sum(axis=1).mean()), 2),
        }
    return Evaluation(
        assess(truth, proba, chosen, trained.themes, labelled.groups),
        agreement([labelled.themes, machine_themes(trained, classified)], trained.themes),
        {name: split_scores(truth, chosen, values, labelled.groups) for name, values in (background or {}).items()},
        observed,
    )


def machine_themes(trained: Trained, classified: Classified) -> list[tuple[str, ...]]:
    """Give the themes the model chose, an answer."""
    return [tuple(trained.themes[j] for j in np.flatnonzero(row)) for row in classified.chosen]


def agreement(coders: Sequence[Sequence[tuple[str, ...] | None]], themes: Sequence[str]) -> dict[str, Interval]:
    """Give Krippendorff's alpha with interval: ``all`` over sets of themes (Jaccard distance), and each theme's.

    Parameters
    ----------
    coders : one sequence a coder, one tuple of themes an answer
        None where the coder did not see the answer; the machine is a coder like any other.
    themes : sequence of theme ids
    """
    sets = [[None if t is None else frozenset(t) for t in coder] for coder in coders]
    found = {"all": alpha_interval(sets, jaccard_distance)}
    return found | {theme: theme_alpha(sets, theme) for theme in themes}


def _check_themes(trained: Trained, labelled: Labelled) -> None:
    for row, themes in enumerate(labelled.themes, 1):
        for theme in themes:
            if theme not in trained.themes:
                raise InputError(
                    f'Row {row} has the theme "{theme}", which the model does not know',
                    near_miss(theme, trained.themes),
                    "mend the label, or train the model with it",
                )
