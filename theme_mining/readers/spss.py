"""SPSS files: `.sav .zsav`, read with pyreadstat; value labels become the words people read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.tables import SourceTable
from theme_mining.readers._typing import column_values

__all__ = ["Reader"]


class Reader:
    """Reads an SPSS file."""

    suffixes = (".sav", ".zsav")

    def read(self, path: Path) -> SourceTable:
        """Read the whole file. Raises InputError when it is damaged."""
        import pandas as pd
        import pyreadstat

        try:
            frame, meta = pyreadstat.read_sav(str(path), apply_value_formats=False)
        except Exception as error:
            raise InputError(
                f"{path} is cut short or is no SPSS file", type(error).__name__, "export it again"
            ) from None
        labels: dict[str, Mapping[object, str]] = {**meta.variable_value_labels}  # type: ignore[dict-item]
        values = {name: column_values([_cell(v) for v in frame[name]]) for name in frame.columns}
        names = {name: label for name, label in meta.column_names_to_labels.items() if label}
        return SourceTable(
            path,
            pd.DataFrame(values, columns=list(frame.columns)),
            header_row=1,
            first_row=1,
            column_labels=names,
            value_labels=labels,
        )


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    return None if value is None else value
