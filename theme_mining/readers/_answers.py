"""From a table and its columns to raw answers, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from theme_mining.core.types import RawAnswer
from theme_mining.readers._columns import Columns
from theme_mining.readers._words import column_words

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["raw_answers"]


def raw_answers(table: SourceTable, columns: Columns) -> Iterator[RawAnswer]:
    """Give every answer of a table, row by row and within a row question by question, nothing dropped.

    The id is the row's id (its id column, else the row's number from 1); with several questions ``id:q`` with *q*
    from 1. The question is the column's own, or the row's where a column says what it answers. Background values are
    text, with SPSS value labels in place of codes.
    """
    n = len(table.frame)
    ids = column_words(table, columns.id) if columns.id else [str(number) for number in range(1, n + 1)]
    texts = [column_words(table, name) for name in columns.text]
    questions = [table.column_labels.get(name, name) for name in columns.text]
    asked = column_words(table, columns.question) if columns.question else []
    background = {name: column_words(table, name) for name in columns.background}
    for i in range(n):
        about = {name: values[i] for name, values in background.items()}
        for q, (question, words) in enumerate(zip(questions, texts, strict=True), 1):
            answer_id = f"{ids[i]}:{q}" if len(texts) > 1 else ids[i]
            yield RawAnswer(answer_id, asked[i] if asked else question, words[i], about)
