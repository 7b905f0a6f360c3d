"""The file of a report as a survey: rows that stand for several respondents, surveys without an open question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from theme_mining.assembly.asked import Asked
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, survey_of_table, understand
from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.tables import SourceTable
from theme_mining.core.types import Answer
from theme_mining.readers import Columns, read_table

__all__ = ["THEME_COLUMNS", "survey_to_report", "theme_columns", "word"]

THEME_COLUMNS = ("themes", "teemat", "theme", "teema")
_MOST_EXPANDED = 2_000_000


def survey_to_report(source: Path, settings: Settings, asked: Asked) -> Survey:
    """Read a file to report: rows that stand for several respondents are repeated, and no text is needed."""
    table = read_table(source)
    for name in (*asked.closed, asked.wave, asked.counts, asked.voice):
        if name and name not in table.frame:
            raise InputError(
                f'{source} has no column "{name}"', near_miss(name, table.frame.columns), "check the column's name"
            )
    if asked.counts:
        table = _expanded(table, asked.counts)
    taken = {asked.wave, *asked.closed} if asked.closed or asked.wave or asked.counts else set()
    if asked.closed or asked.counts:
        taken |= set(theme_columns(table, asked))
    looked = replace(table, frame=table.frame.drop(columns=[c for c in taken if c and c in table.frame]))
    try:
        _, columns = understand(looked if not settings.read.profile else table, settings)
    except InputError:
        if settings.read.text or settings.read.profile or not (asked.closed or theme_columns(table, asked)):
            raise
        return _without_text(table, settings, asked)
    return survey_of_table(table, columns, settings)


def theme_columns(table: SourceTable, asked: Asked) -> list[str]:
    """Give the columns of themes: the one asked for, or those that are named so."""
    if asked.labels:
        return [asked.labels]
    names = {str(name).strip().casefold(): str(name) for name in table.frame.columns}
    return [names[key] for key in THEME_COLUMNS if key in names]


def word(cell: object) -> str:
    """Give a cell as a word: empty where it is empty, whole numbers without decimals."""
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _expanded(table: SourceTable, counts: str) -> SourceTable:
    """Give the table with each row repeated as often as its count says. Raises InputError for a count that is none."""
    numbers = pd.to_numeric(table.frame[counts], errors="coerce")
    bad = (numbers.isna() | (numbers < 0) | (numbers % 1 != 0)).to_numpy()
    if bad.any() or not 0 < numbers.sum() <= _MOST_EXPANDED:
        raise InputError(
            f'{table.path}, row {table.row(int(bad.argmax()))}: "{counts}" does not tell how many respondents',
            "a whole number of 0 or more wanted, at least 1 in all",
            "mend the counts",
        )
    times = numbers.astype(int).to_numpy()
    frame = table.frame.drop(columns=counts)
    rows = tuple(table.row(i) for i, n in enumerate(times) for _ in range(n))
    repeated = frame.loc[frame.index.repeat(times)].reset_index(drop=True)
    return replace(table, frame=repeated, row_numbers=rows)


def _without_text(table: SourceTable, settings: Settings, asked: Asked) -> Survey:
    """Give a survey of no open question: its answers are empty, its background is what was named."""
    read = settings.read
    known = [str(c) for c in table.frame.columns]
    for name in (*read.background, *filter(None, (read.id, read.weight, read.respondent))):
        if name not in known:
            raise InputError(f'{table.path} has no column "{name}"', near_miss(name, known), "check the name")
    columns = Columns(
        ("",), read.id, read.background, read.weight, read.respondent, ("no open question: only what was chosen",)
    )
    ids = [str(v) for v in table.frame[read.id]] if read.id else [str(n) for n in range(1, len(table.frame) + 1)]
    cells = {name: [word(v) for v in table.frame[name]] for name in read.background}
    answers = [
        Answer(name, "", "", {c: values[row] for c, values in cells.items()}, language="none")
        for row, name in enumerate(ids)
    ]
    return Survey(table, columns, answers)
