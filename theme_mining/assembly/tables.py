"""Answers with themes → one row a row of the survey, and the table a report shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey
from theme_mining.core.codebook import Codebook
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run

__all__ = ["joined_rows", "rows_of", "theme_table"]


def rows_of(survey: Survey, answers: pd.DataFrame, run: Run, score: str = "score") -> pd.DataFrame:
    """Give one row a row of the survey, in its order: theme, themes, the score, other columns of `answers`, run.

    `answers` has one row an answer with ``theme``, ``themes`` (``;``-joined), the column named by `score`, and
    perhaps ``review`` and ``evidence``. With several questions a row's ``theme`` is that of its highest score,
    its ``themes`` are those of all its answers with `theme` first, it is for review when one of them is, and
    ``themes: QUESTION`` keeps the questions apart.
    """
    return joined_rows(survey.columns.text, answers, run.id, score)


def joined_rows(questions: Sequence[str], answers: pd.DataFrame, run: str, score: str = "score") -> pd.DataFrame:
    """Give one row a row of the survey from answers that run row by row, question by question; see `rows_of`."""
    q = len(questions)
    kept = [name for name in ("theme", "themes", score, "review", "evidence", "coverage_set") if name in answers]
    cells = {name: answers[name].to_numpy().reshape(-1, q) for name in kept}
    best = answers[score].where(answers["theme"] != "", -1.0).to_numpy(float).reshape(-1, q).argmax(axis=1)
    rows = np.arange(len(best))
    found: dict[str, Any] = {
        "theme": cells["theme"][rows, best],
        "themes": _union(cells["themes"], cells["theme"][rows, best]),
    }
    found[score] = cells[score][rows, best].astype(float).round(4)
    if "review" in cells:
        found["review"] = cells["review"].astype(bool).any(axis=1)
    for name in ("evidence", "coverage_set"):
        if name in cells:
            found[name] = (
                _union(cells[name]) if name == "coverage_set" else [" | ".join(filter(None, r)) for r in cells[name]]
            )
    if q > 1:
        found |= {f"themes: {name}": cells["themes"][:, k] for k, name in enumerate(questions)}
    return pd.DataFrame({**found, "run": run})


def with_originals(results: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """Give the results with the survey's text columns as they came, unmasked; only they change, and only here."""
    return results.assign(**{name: survey.table.frame[name].to_numpy() for name in survey.columns.text})


def theme_table(
    survey: Survey,
    answers: pd.DataFrame,
    codebook: Codebook,
    run: Run,
    settings: Settings,
    map_xy: pd.DataFrame | None = None,
) -> ThemeTable:
    """Give what a report shows; `answers` as in `rows_of`, with confidence, review and evidence where known."""
    n = len(survey.answers)
    confidence = answers["confidence"] if "confidence" in answers else answers["score"]
    frame = pd.DataFrame(
        {
            "id": [a.id for a in survey.answers],
            "respondent": survey.respondents,
            "question": [a.question for a in survey.answers],
            "text": [a.text for a in survey.answers],
            "language": [a.language for a in survey.answers],
            "themes": [tuple(_split(cell)) for cell in answers["themes"]],
            "confidence": confidence.to_numpy(dtype=float),
            "review": answers["review"].to_numpy(dtype=bool) if "review" in answers else [False] * n,
            "evidence": answers["evidence"].to_numpy() if "evidence" in answers else [""] * n,
            "weight": survey.weights,
            **{name: [a.background.get(name, "") for a in survey.answers] for name in survey.columns.background},
        }
    )
    title = settings.report.title or survey.table.path.stem.replace("_", " ")
    return ThemeTable(
        title,
        frame,
        codebook,
        run,
        survey.columns.background,
        bool(survey.columns.weight),
        settings.report.hide_cells_below,
        map_xy,
    )


def _union(cells: npt.NDArray[Any], first: npt.NDArray[Any] | None = None) -> list[str]:
    """Give for each row the themes of all its cells, each once; the row's `first` theme stands first."""
    leading = [""] * len(cells) if first is None else first
    return [
        ";".join(dict.fromkeys(theme for cell in (lead, *row) for theme in _split(cell)))
        for lead, row in zip(leading, cells, strict=True)
    ]


def _split(cell: str) -> list[str]:
    return [part.strip() for part in str(cell).split(";") if part.strip()]
