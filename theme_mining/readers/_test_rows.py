"""Trials of a form: rows that somebody wrote to see whether it works."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from theme_mining.readers._columns import Columns
from theme_mining.readers._words import column_words

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["test_rows", "without_test_rows"]

# What people write to see whether a form works; a row whose every open answer is one of these is no answer.
_TESTS = frozenset(
    ("asd", "asdf", "qwerty", "test", "test test", "testailua", "testataan", "testi", "testi testi", "testing")
) | frozenset(("testirivi", "testivastaus"))


def test_rows(table: SourceTable, columns: Columns) -> list[int]:
    """Give the numbers of rows whose every open answer is a trial."""
    answers = zip(*(column_words(table, name) for name in columns.text), strict=True)
    found = []
    for i, row in enumerate(answers):
        filled = {" ".join(words.split()).strip(" .!123").casefold() for words in row if words.strip()}
        if filled and filled <= _TESTS:
            found.append(i)
    return found


def without_test_rows(table: SourceTable, columns: Columns) -> SourceTable:
    """Give the table without rows that are trials of the form; what is left still knows its rows in the file."""
    tests = set(test_rows(table, columns))
    if not tests:
        return table
    kept = [i for i in range(len(table.frame)) if i not in tests]
    return replace(
        table,
        frame=table.frame.iloc[kept].reset_index(drop=True),
        row_numbers=tuple(table.row(i) for i in kept),
        notes=(*table.notes, f"{len(tests)} test rows left out: {', '.join(str(table.row(i)) for i in sorted(tests))}"),
    )
