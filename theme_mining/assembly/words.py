"""Lemmas for a table: the reading behind `theme-mining lemmatise`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import understand
from theme_mining.readers import raw_answers, read_table

__all__ = ["add_lemmas"]


def add_lemmas(path: Path, settings: Settings, pretokenised: bool = False) -> tuple[pd.DataFrame, list[str], int]:
    """Give the table with lemmas added, notes on what was understood, and the number of lemmas.

    With `pretokenised` a row has exactly as many lemmas as it has tokens between spaces.
    """
    from theme_mining.language import lemmatise

    table, columns = understand(read_table(path), settings)
    frame, n_questions = table.frame.copy(), len(columns.text)
    language = settings.language
    backend = None if language.backend == "auto" else language.backend
    lemmas = [
        lemmatise(raw.text, pretokenised, backend, language.lexicon or None, language.tagger)
        for raw in raw_answers(table, columns)
    ]
    for q, column in enumerate(columns.text):
        name = "lemmas" if n_questions == 1 else f"lemmas: {column}"
        frame[name] = [" ".join(words) for words in lemmas[q::n_questions]]
    return frame, [*table.notes, *columns.notes], sum(map(len, lemmas))
