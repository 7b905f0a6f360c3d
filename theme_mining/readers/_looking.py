"""What one column looks like: free text, id, weight, a background variable, or none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from theme_mining.core.tables import SourceTable
from theme_mining.readers._typing import number_of
from theme_mining.readers._words import column_words

__all__ = ["Look", "look"]

_ID = re.compile(
    r"\b(?:id|respondent|responseid|vastaaja\w*|vastaajanumero|vastausnumero|tunnus|tunniste|numero|nro|record_?id)\b|_id\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"\b(?:weight|wgt|paino|painokerroin|painomuuttuja|vikt)\w*\b", re.IGNORECASE)
_LABELS = re.compile(r"^(?:label|labels|theme|themes|teema|teemat|luokka|luokat|koodi|koodit)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a column looks like. `words` are its cells as text."""

    name: str
    words: list[str] = field(repr=False)
    n_filled: int
    all_numbers: bool
    unique: bool
    open_text: bool
    names_id: bool
    names_weight: bool
    groups: bool


def look(table: SourceTable, name: str) -> Look:
    """Look at a column."""
    words = column_words(table, name)
    filled = [word for word in words if word.strip()]
    distinct = set(filled)
    numbers = bool(filled) and all(number_of(word) is not None for word in filled)
    title = f"{name} {table.column_labels.get(name, '')}"
    several = sum(len(word.split()) > 1 for word in filled)
    labels = bool(_LABELS.match(name))
    open_text = (
        bool(filled)
        and not numbers
        and not labels
        and several >= 0.3 * len(filled)
        and len(distinct) >= max(2, 0.3 * len(filled))
    )
    return Look(
        name,
        words,
        len(filled),
        numbers,
        len(distinct) == len(words),
        open_text,
        bool(_ID.search(title)),
        bool(_WEIGHT.search(title)) and numbers,
        bool(filled) and not open_text and not labels and 2 <= len(distinct) <= max(2, min(30, len(filled) // 2)),
    )
