"""Models held against people: evaluate, compare, suggest; each takes survey files, gives what the verbs show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from theme_mining.assembly.modelling import Model, groups_of, labels_of, rows_for
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, one_answer_a_row
from theme_mining.core.trained import Labelled

__all__ = ["Suggestion", "coders_on", "compare_on", "evaluate_on", "labelled_survey", "suggest_from"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Rows to code next (`rows`: the survey's rows with guess, confidence and reason) and labels that look wrong."""

    rows: pd.DataFrame
    doubtful: pd.DataFrame


def labelled_survey(survey: Survey, model: Model, settings: Settings, labels: str, group: str = "") -> Labelled:
    """Give a coded survey as labelled rows; its labels must be themes of the model."""
    themes = labels_of(survey, labels, model.trained.codebook)
    if group or survey.columns.respondent:
        groups: tuple[str, ...] | None = groups_of(survey, group or survey.columns.respondent)
    else:
        groups = None
    return Labelled(rows_for(one_answer_a_row(survey), settings), themes, groups)


def evaluate_on(
    survey: Survey, model: Model, settings: Settings, labels: str, group: str = "", coverage: float = 0.9
) -> dict[str, Any]:
    """Score a model on a coded survey: JSON-like, with scores by each background column."""
    from theme_mining.flows.evaluate import evaluate

    frame = survey.table.frame
    background = {name: [str(v) for v in frame[name]] for name in survey.columns.background}
    labelled = labelled_survey(survey, model, settings, labels, group)
    background["language of the answer"] = [segment.language for segment in labelled.rows.segments]
    return evaluate(model.trained, labelled, background, coverage).to_dict()


def coders_on(survey: Survey, model: Model, settings: Settings, columns: Sequence[str]) -> dict[str, Any]:
    """Give the agreement of people's columns and the machine: ``names`` and ``agreement`` (theme → alpha, interval, n).

    An empty cell is an answer that a coder did not see; "ei teemaa" is one seen and found without a theme.
    """
    from theme_mining.flows.classify import classify
    from theme_mining.flows.evaluate import agreement, machine_themes

    codebook = model.trained.codebook
    people = [
        [
            themes if str(cell).strip() and str(cell) != "nan" else None
            for cell, themes in zip(cells, coded, strict=True)
        ]
        for cells, coded in ((survey.table.frame[c].tolist(), labels_of(survey, c, codebook)) for c in columns)
    ]
    machine = machine_themes(model.trained, classify(model.trained, rows_for(one_answer_a_row(survey), settings)))
    found = agreement([*people, machine], model.trained.themes)
    return {
        "names": [*columns, "machine"],
        "agreement": {theme: interval.to_dict() for theme, interval in found.items()},
    }


def compare_on(
    survey: Survey, first: Model, second: Model, settings: Settings, labels: str, group: str = ""
) -> tuple[dict[str, Any], str]:
    """Compare two models on a coded survey, paired: JSON-like figures and one sentence."""
    from theme_mining.flows.compare_models import compare_models

    found = compare_models(first.trained, second.trained, labelled_survey(survey, first, settings, labels, group))
    return found.to_dict(), found.in_words()


def suggest_from(survey: Survey, model: Model, settings: Settings, n: int, labels: str = "") -> Suggestion:
    """Give the rows whose coding would teach the model most; with `labels`, labels that look wrong too.

    Rows that have a label already are not suggested. The text columns come back masked.
    """
    from theme_mining.flows.suggest import suggest, suspicious

    whole = one_answer_a_row(survey)
    rows = rows_for(whole, settings)
    frame = survey.table.frame.copy()
    for q, column in enumerate(survey.columns.text):
        frame[column] = [a.text for a in survey.answers[q :: survey.n_questions]]
    doubtful = pd.DataFrame({"row": [], "theme": [], "verdict": [], "strength": []})
    open_rows = pd.Series(True, index=range(len(frame)))
    if labels:
        themes = labels_of(survey, labels, model.trained.codebook)
        coded = pd.Series([bool(t) for t in themes])
        open_rows = ~coded
        if coded.any():
            index = coded.to_numpy().nonzero()[0]
            known = Labelled(rows, themes).take(index)
            doubtful = suspicious(known, model.trained)
            doubtful = doubtful.assign(row=[int(index[int(r)]) for r in doubtful["row"]])
    index = open_rows.to_numpy().nonzero()[0]
    chosen = suggest(model.trained, rows.take(index), n)
    places = [int(index[int(r)]) for r in chosen["row"]]
    told = frame.iloc[places].assign(
        suggested_theme=chosen["theme"].to_numpy(),
        confidence=chosen["confidence"].to_numpy(),
        reason=chosen["reason"].to_numpy(),
    )
    told.insert(0, "row", [survey.table.row(place) for place in places])
    wrong = frame.iloc[[int(r) for r in doubtful["row"]]].assign(
        theme_in_doubt=doubtful["theme"].to_numpy(),
        verdict=doubtful["verdict"].to_numpy(),
        strength=doubtful["strength"].to_numpy(),
    )
    wrong.insert(0, "row", [survey.table.row(int(r)) for r in doubtful["row"]])
    return Suggestion(told.reset_index(drop=True), wrong.reset_index(drop=True))
