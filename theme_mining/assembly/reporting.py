"""A file whose answers have themes already → the table a report shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from theme_mining.assembly.line import run_of
from theme_mining.assembly.modelling import labels_of
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, read_words, with_languages
from theme_mining.assembly.tables import theme_table
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError, SettingsError
from theme_mining.core.tables import ThemeTable

__all__ = ["classified_table", "write_report"]

_THEME_COLUMNS = ("themes", "teemat", "theme", "teema")


def classified_table(
    survey: Survey, settings: Settings, labels: str = "", codebook: Codebook | None = None
) -> ThemeTable:
    """Give what a report shows of a classified or hand-coded survey.

    Parameters
    ----------
    labels : str
        Column of themes, ``;`` between several; found by its name when empty (themes, teemat, theme, teema).
        With several questions each may have its own ``themes: QUESTION``, as `classify` writes them.
    codebook : Codebook or None
        Gives names and definitions; otherwise the labels themselves are the themes.

    Raises
    ------
    InputError
        No column of themes, or a theme that is not in the codebook.
    """
    column = labels or _theme_column(survey)
    per_row = labels_of(survey, column, codebook)
    per_question = [f"themes: {name}" for name in survey.columns.text]
    if survey.n_questions > 1 and all(name in survey.table.frame for name in per_question):
        each = [labels_of(survey, name, codebook) for name in per_question]
        themes = [each[q][row] for row in range(survey.n_rows) for q in range(survey.n_questions)]
    else:
        themes = survey.per_answer(list(per_row))
    survey = with_languages(survey, read_words(survey, settings))
    book = codebook or Codebook(1, tuple(Theme(t, t) for t in sorted({t for row in themes for t in row})), column)
    answers = pd.DataFrame(
        {
            "themes": [";".join(row) for row in themes],
            "confidence": _numbers(survey, "confidence"),
            "review": [str(cell).casefold() in ("true", "1") for cell in _cells(survey, "review")],
            "evidence": [str(cell) for cell in _cells(survey, "evidence")],
        }
    )
    run = run_of("report", survey, settings, codebook=book.fingerprint)
    return theme_table(survey, answers, book, run, settings)


def write_report(table: ThemeTable, output: Path, settings: Settings, before: ThemeTable | None = None) -> None:
    """Write a report of the kind that the suffix tells.

    Parameters
    ----------
    before : ThemeTable, optional
        The round before: a page then says what changed since.

    Raises
    ------
    SettingsError
        A suffix nobody writes, or an earlier round or a template given to a report that takes none.
    """
    from theme_mining.reports import report_for

    if not output.suffix:
        raise SettingsError(f"{output} has no suffix that tells the kind of report", "for example .html or .xlsx")
    options: dict[str, Any] = {"language": settings.report.language}
    if before is not None:
        options["before"] = before
    if settings.report.template:
        options["template"] = Path(settings.report.template)
    try:
        report = report_for(output, **options)
    except TypeError:
        raise SettingsError(
            f"A report of the kind {output.suffix} takes no earlier round or template",
            "an earlier round goes on a page (.html), a template into .pptx and .docx",
            "leave it out, or choose another suffix",
        ) from None
    report.write(table, output)


def _theme_column(survey: Survey) -> str:
    for name in survey.table.frame.columns:
        if str(name).strip().casefold() in _THEME_COLUMNS:
            return str(name)
    raise InputError(
        f"{survey.table.path} has no column of themes",
        f"looked for {', '.join(_THEME_COLUMNS)}",
        "classify it first, or name the column with --labels",
    )


def _cells(survey: Survey, column: str) -> list[object]:
    frame = survey.table.frame
    cells = frame[column].tolist() if column in frame else [""] * survey.n_rows
    return survey.per_answer(cells)


def _numbers(survey: Survey, column: str) -> list[float]:
    return [float(v) for v in pd.to_numeric(pd.Series(_cells(survey, column)), errors="coerce")]
