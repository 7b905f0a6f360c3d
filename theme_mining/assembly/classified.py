"""A survey whose answers have themes already → the table a report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from theme_mining.assembly.asked import Asked
from theme_mining.assembly.line import run_of
from theme_mining.assembly.modelling import labels_of
from theme_mining.assembly.parts import word_class
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, read_words, with_languages
from theme_mining.assembly.tables import theme_table
from theme_mining.assembly.to_report import THEME_COLUMNS, theme_columns, word
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.identity import fingerprint
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Segment

__all__ = ["classified_table", "shared_codebook", "words_of"]

_TELLING = ("N", "A", "V", "NAME")
_LIGHT = frozenset(  # words of a telling class that tell nothing of what is talked about
    ("olla", "voida", "pitää", "saada", "tulla", "tehdä", "haluta", "täytyä", "pystyä", "minä", "sinä", "hän", "tämä",
     "joku", "jokin", "kaikki", "muu", "semmoinen", "sellainen", "tällainen", "joka", "mikä", "itse")
)  # fmt: skip


def classified_table(
    survey: Survey,
    settings: Settings,
    labels: str = "",
    codebook: Codebook | None = None,
    asked: Asked | None = None,
) -> ThemeTable:
    """Give what a report shows of a classified or hand-coded survey.

    Parameters
    ----------
    labels : str
        Column of themes, ``;`` between several; found by its name when empty (themes, teemat, theme, teema).
        With several questions each may have its own ``themes: QUESTION``, as `classify` writes them.
    codebook : Codebook or None
        Gives names and definitions; otherwise the labels themselves are the themes.
    asked : Asked or None
        With closed questions no column of themes is needed.

    Raises
    ------
    InputError
        No column of themes, or a theme that is not in the codebook.
    """
    themes, column = _themes(survey, labels, codebook, bool(asked and asked.closed))
    segments = read_words(survey, settings)
    survey = with_languages(survey, segments)
    book = codebook or Codebook(1, tuple(Theme(t, t) for t in sorted({t for row in themes for t in row})), column)
    answers = pd.DataFrame(
        {
            "themes": [";".join(row) for row in themes],
            "confidence": _numbers(survey, "confidence"),
            "review": [str(cell).casefold() in ("true", "1") for cell in _cells(survey, "review")],
            "evidence": [str(cell) for cell in _cells(survey, "evidence")],
        }
    )
    parts = {"codebook": book.fingerprint, "themes": fingerprint([list(row) for row in themes])}
    run = run_of("report", survey, settings, **parts)
    unweighted = replace(survey, columns=replace(survey.columns, weight=""))
    table = theme_table(unweighted, answers, book, run, settings)
    weight = survey.columns.weight
    frame = table.answers.assign(lemmas=pd.Series(_lemmas(survey, segments, settings), dtype=object))
    if weight:
        frame = frame.assign(weight=_numbers(survey, weight))
    return replace(table, answers=frame, weighted=bool(weight))


def shared_codebook(surveys: Sequence[Survey], asked: Asked) -> Codebook:
    """Give one codebook of all labels, so that a theme nobody named in one round stands there with none."""
    ids = sorted({t for s in surveys for row in _themes(s, asked.labels, None, bool(asked.closed))[0] for t in row})
    return Codebook(1, tuple(Theme(t, t) for t in ids), asked.labels)


def words_of(survey: Survey, column: str) -> list[str]:
    """Give a column's cells as words, one an answer."""
    return survey.per_answer([word(cell) for cell in survey.table.frame[column].tolist()])


def _themes(survey: Survey, labels: str, codebook: Codebook | None, closed: bool) -> tuple[list[tuple[str, ...]], str]:
    """Give the themes of each answer, and the column they stand in."""
    column = labels or next(iter(theme_columns(survey.table, Asked())), "")
    if not column and closed:
        return [()] * len(survey.answers), ""
    if not column:
        raise InputError(
            f"{survey.table.path} has no column of themes",
            f"looked for {', '.join(THEME_COLUMNS)}",
            "classify it first, or name the column with --labels",
        )
    per_row = labels_of(survey, column, codebook)
    per_question = [f"themes: {name}" for name in survey.columns.text]
    if survey.n_questions > 1 and all(name in survey.table.frame for name in per_question):
        each = [labels_of(survey, name, codebook) for name in per_question]
        return [each[q][row] for row in range(survey.n_rows) for q in range(survey.n_questions)], column
    return survey.per_answer(list(per_row)), column


def _lemmas(survey: Survey, segments: Sequence[Segment], settings: Settings) -> list[tuple[str, ...]]:
    """Give each answer's lemmas in order, "" for words that tell nothing (by their class; the question's own).

    Only answers in the language that most are in: words of two languages would tell the languages apart.
    """
    kind = word_class(settings)
    told: dict[str, str] = {}
    asked = {lemma for s in _question_segments(survey, settings) for lemma in s.lemmas}
    found = {}
    spoken = Counter(s.language for s in segments if s.language in ("fi", "sv", "en")).most_common(1)
    main = {spoken[0][0], "mixed"} if spoken else set()
    for segment in segments:
        if segment.language not in main:
            continue
        for lemma in segment.lemmas:
            if lemma not in told:
                tells = len(lemma) > 2 and kind(lemma) in _TELLING and lemma not in _LIGHT | asked
                told[lemma] = lemma if tells else ""
        found[segment.answer_id] = tuple(told[lemma] for lemma in segment.lemmas)
    return [found.get(answer.id, ()) for answer in survey.answers]


def _question_segments(survey: Survey, settings: Settings) -> list[Segment]:
    from theme_mining.assembly.parts import finnish_text

    return finnish_text(settings).transform(list(survey.columns.text))


def _cells(survey: Survey, column: str) -> list[object]:
    frame = survey.table.frame
    cells = frame[column].tolist() if column in frame else [""] * survey.n_rows
    return survey.per_answer(cells)


def _numbers(survey: Survey, column: str) -> list[float]:
    return [float(v) for v in pd.to_numeric(pd.Series(_cells(survey, column)), errors="coerce")]
