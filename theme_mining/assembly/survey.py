"""From a survey file, or a frame, to masked answers and their words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from theme_mining.assembly.parts import finnish_text
from theme_mining.assembly.settings import Settings
from theme_mining.core.errors import InputError
from theme_mining.core.identity import fingerprint
from theme_mining.core.tables import SourceTable
from theme_mining.core.types import Answer, Segment
from theme_mining.readers import Columns, choose_columns, load_profile, raw_answers, read_table

__all__ = [
    "Survey",
    "masker",
    "one_answer_a_row",
    "open_survey",
    "read_words",
    "survey_of_frame",
    "survey_of_table",
    "understand",
    "with_languages",
]


if TYPE_CHECKING:
    from theme_mining.language.mask import Masker

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey ready for the line: the table as read, which columns hold what, and its masked answers.

    `answers` run row by row, and within a row question by question: the answer to question *q* of row *r*
    is ``answers[r * n_questions + q]``.
    """

    table: SourceTable
    columns: Columns
    answers: list[Answer] = field(repr=False)

    @property
    def n_rows(self) -> int:
        """Number of rows of the table."""
        return len(self.table.frame)

    @property
    def n_questions(self) -> int:
        """Number of text columns."""
        return len(self.columns.text)

    @property
    def row_ids(self) -> list[str]:
        """Id of each row: the id column where there is one, else the row's number from 1."""
        if self.columns.id:
            return [str(value) for value in self.table.frame[self.columns.id]]
        return [str(number) for number in range(1, self.n_rows + 1)]

    @property
    def respondents(self) -> list[str]:
        """Respondent of each answer: the respondent column where one was named, else the row's id."""
        if self.columns.respondent:
            return self.per_answer([str(v) for v in self.table.frame[self.columns.respondent]])
        return self.per_answer(self.row_ids)

    @property
    def weights(self) -> list[float]:
        """Weight of each answer, 1 where the survey has none. Raises InputError for a weight that is no weight."""
        if not self.columns.weight:
            return [1.0] * len(self.answers)
        values = pd.to_numeric(self.table.frame[self.columns.weight], errors="coerce")
        bad = (values.isna() | (values < 0)).to_numpy()
        if bad.any():
            raise InputError(
                f'{self.table.path}: the weight "{self.columns.weight}" is missing or negative in {bad.sum()} rows',
                f"first in row {self.table.row(int(bad.argmax()))}; a number of 0 or more is wanted",
                "mend the weights, or leave --weight out",
            )
        return self.per_answer([float(value) for value in values])

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the masked answers with their ids."""
        return fingerprint([[a.id, a.question, a.text] for a in self.answers])

    def per_answer(self, per_row: list[T]) -> list[T]:
        """Repeat a row's value for each of its answers."""
        return [value for value in per_row for _ in range(self.n_questions)]


def open_survey(path: Path, settings: Settings) -> Survey:
    """Read a survey file and mask it. Raises InputError for anything that cannot be used."""
    return _masked(read_table(path), settings)


def survey_of_frame(frame: pd.DataFrame, settings: Settings) -> Survey:
    """Take a pandas frame as a survey; missing cells are empty answers."""
    if frame.columns.duplicated().any():
        name = frame.columns[frame.columns.duplicated()][0]
        raise InputError(f'The frame has the column "{name}" twice', do="rename one of them")
    plain = frame.reset_index(drop=True)
    words = [name for name in plain.columns if not pd.api.types.is_numeric_dtype(plain[name])]
    plain = plain.astype(dict.fromkeys(words, object))
    plain[words] = plain[words].where(plain[words].notna(), "")
    return _masked(SourceTable(Path("frame"), plain, first_row=1), settings)


def masker(settings: Settings) -> Masker:
    """Give the masker of these settings."""
    from theme_mining.language.mask import Masker

    chosen = settings.mask
    return Masker(allow=chosen.allow, deny=chosen.deny, names=chosen.names, entities=chosen.entities)


def read_words(survey: Survey, settings: Settings, split: bool = False) -> list[Segment]:
    """Read the words of every answer: one segment an answer in the answers' order, or several with `split`.

    An answer empty of content gives a segment of language ``none``.
    """
    reader = finnish_text(settings, split)
    return reader.transform([a.text for a in survey.answers], ids=[a.id for a in survey.answers])


def one_answer_a_row(survey: Survey) -> Survey:
    """Give the survey with each row's answers joined by line breaks into one."""
    if survey.n_questions == 1:
        return survey
    answers = [
        Answer(row_id, "", "\n".join(a.text for a in survey.answers[at : at + survey.n_questions] if a.text.strip()))
        for row_id, at in zip(survey.row_ids, range(0, len(survey.answers), survey.n_questions), strict=True)
    ]
    return replace(survey, columns=replace(survey.columns, text=survey.columns.text[:1]), answers=answers)


def with_languages(survey: Survey, segments: list[Segment]) -> Survey:
    """Give the survey with each answer's language as its segments tell it."""
    languages = {segment.answer_id: segment.language for segment in segments}
    answers = [replace(a, language=languages.get(a.id, "none")) for a in survey.answers]
    return replace(survey, answers=answers)


def understand(table: SourceTable, settings: Settings) -> tuple[SourceTable, Columns]:
    """Give the table and which columns hold what: by the profile, the settings, or by looking."""
    if settings.read.profile:
        return load_profile(Path(settings.read.profile)).apply(table)
    return table, choose_columns(table, **settings.read.model_dump(exclude={"profile"}))


def _masked(table: SourceTable, settings: Settings) -> Survey:
    return survey_of_table(*understand(table, settings), settings)


def survey_of_table(table: SourceTable, columns: Columns, settings: Settings) -> Survey:
    """Give the masked survey of a table whose columns are known."""
    mask = masker(settings).mask
    answers = []
    for raw in raw_answers(table, columns):
        text, spans = mask(raw.text)
        answers.append(Answer(raw.id, raw.question, text, raw.background, spans))
    return Survey(table, columns, answers)
