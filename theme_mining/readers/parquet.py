"""Parquet tables, read with pyarrow through pandas."""

from __future__ import annotations

from pathlib import Path

from theme_mining.core.errors import InputError
from theme_mining.core.tables import SourceTable
from theme_mining.readers._typing import cell_text

__all__ = ["Reader"]


class Reader:
    """Reads a parquet file."""

    suffixes = (".parquet",)

    def read(self, path: Path) -> SourceTable:
        """Read the whole file. Raises InputError when it is damaged."""
        import pandas as pd
        import pyarrow as pa

        try:
            frame = pd.read_parquet(path)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(f"{path} is cut short or is no parquet", type(error).__name__, "export it again") from None
        frame = frame.reset_index(drop=True)
        frame.columns = [str(name) for name in frame.columns]
        for name in frame.columns:
            column = frame[name]
            if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
                values = column.astype(object).where(column.notna(), None)
                frame[name] = pd.Series([cell_text(value) for value in values], dtype=object)
        return SourceTable(path, frame, header_row=1, first_row=1)
