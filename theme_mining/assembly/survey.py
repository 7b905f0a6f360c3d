"""From a survey file, or a frame, to masked answers: read, choose columns, mask, tell the language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from theme_mining.assembly.settings import Settings
from theme_mining.core.errors import InputError
from theme_mining.core.tables import SourceTable
from theme_mining.core.types import Answer, MaskSpan, Segment
from theme_mining.readers import Columns, choose_columns, raw_answers, read_table

__all__ = ["Survey", "masker", "open_survey", "segments_of", "survey_of_frame"]

Progress = Callable[[Iterable[object], str, int], Iterator[object]]


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey ready for the line: the table as read, which columns hold what, and its masked answers.

    `answers` run row by row, and within a row question by question: the answer to question *q* of row *r*
    is ``answers[r * len(columns.text) + q]``.
    """

    table: SourceTable
    columns: Columns
    answers: list[Answer] = field(repr=False)

    @property
    def n_rows(self) -> int:
        """Number of rows of the table."""
        return len(self.table.frame)

    @property
    def respondents(self) -> list[str]:
        """Respondent of each answer: the respondent column where one was named, else the row's id."""
        frame, q = self.table.frame, len(self.columns.text)
        if self.columns.respondent:
            values = frame[self.columns.respondent].astype(str).tolist()
        else:
            values = [a.background.get("", a.id) for a in self.answers[::q]] if q > 1 else []
            values = self.row_ids
        return [v for v in values for _ in range(q)]

    @property
    def row_ids(self) -> list[str]:
        """Id of each row: the id column where there is one, else the row's number from 1."""
        if self.columns.id:
            return [str(v) for v in self.table.frame[self.columns.id]]
        return [str(n) for n in range(1, self.n_rows + 1)]

    @property
    def weights(self) -> list[float]:
        """Weight of each answer; 1 where the survey has none."""
        q = len(self.columns.text)
        if not self.columns.weight:
            return [1.0] * len(self.answers)
        values = pd.to_numeric(self.table.frame[self.columns.weight], errors="coerce")
        bad = values.isna() | (values < 0)
        if bad.any():
            row = int(bad.to_numpy().argmax())
            raise InputError(
                f'{self.table.path}: the weight "{self.columns.weight}" is missing or negative in {int(bad.sum())} rows',
                f"first in row {self.table.first_row + row}; a number of 0 or more is wanted in each",
                "mend the weights, or leave the weight out",
            )
        return [float(v) for v in values for _ in range(q)]


def open_survey(path: Path, settings: Settings) -> Survey:
    """Read a survey file and mask it. Raises InputError for anything that cannot be used."""
    return _survey(read_table(path), settings)


def survey_of_frame(frame: pd.DataFrame, settings: Settings) -> Survey:
    """Take a pandas frame as a survey; text columns may hold missing values."""
    if frame.columns.duplicated().any():
        name = frame.columns[frame.columns.duplicated()][0]
        raise InputError(f'The frame has the column "{name}" twice', do="rename one of them")
    text = frame.reset_index(drop=True)
    text = text.astype({c: object for c in text.columns if not pd.api.types.is_numeric_dtype(text[c])})
    return _survey(SourceTable(Path("frame"), text.where(text.notna(), ""), first_row=1), settings)


def masker(settings: Settings) -> Callable[[str], tuple[str, tuple[MaskSpan, ...]]]:
    """Give the masking function of these settings: text → (masked text, spans in the masked text)."""
    from theme_mining.language.mask import Masker

    return Masker(allow=settings.mask.allow, deny=settings.mask.deny, names=settings.mask.names).mask


def segments_of(answers: list[Answer], settings: Settings, split: bool = False) -> list[Segment]:
    """Read the words of answers: one segment an answer, or several with `split`; no-content answers give
    one segment without words, so that the order and count of answers are kept."""
    from theme_mining.language import FinnishText

    reader = FinnishText(
        split=split,
        lexicon=settings.language.lexicon or None,
        backend=None if settings.language.backend == "auto" else settings.language.backend,
        tagger=settings.language.tagger,
    )
    segments: list[Segment] = reader.transform([a.text for a in answers], ids=[a.id for a in answers])
    empty = {a.id for a in answers if a.language == "none"}
    return [replace(s, lemmas=(), spans=(), parts=(), language="none") if s.answer_id in empty else s for s in segments]


def _survey(table: SourceTable, settings: Settings) -> Survey:
    from theme_mining.language import language_of, no_content

    columns = choose_columns(table, **settings.read.model_dump())
    mask = masker(settings)
    answers = []
    for raw in raw_answers(table, columns):
        text, spans = mask(raw.text)
        language = "none" if no_content(text) else language_of(text)
        answers.append(Answer(raw.id, raw.question, text, raw.background, spans, language))
    return Survey(table, columns, answers)
