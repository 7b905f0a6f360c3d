"""A column's cells as words, the way a person would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from theme_mining.readers._typing import cell_text

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["column_words"]


def column_words(table: SourceTable, name: str) -> list[str]:
    """Give a column as text: value labels for codes, whole numbers without ``.0``, empty for nothing."""
    import pandas as pd

    column = table.frame[name]
    labels = table.value_labels.get(name, {})
    found = []
    for value, there in zip(column.tolist(), column.notna().tolist(), strict=True):
        if not there or value is pd.NA:
            found.append("")
        else:
            found.append(str(labels[value]) if value in labels else cell_text(value))
    return found
