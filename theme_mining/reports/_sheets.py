"""A workbook under way: its formats, and sheets with headings and columns. No text is ever a formula or a link."""

from __future__ import annotations

from typing import Any

import pandas as pd

from theme_mining.reports._texts import Texts

__all__ = ["LONGEST_CELL", "Sheets", "height"]

LONGEST_CELL = 32_767


class Sheets:
    """A workbook and its formats."""

    def __init__(self, book: Any, t: Texts) -> None:
        self.book, self.t = book, t
        style = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        ruled = {**style, "bold": True, "bottom": 2, "bottom_color": "#0B5A78", "text_wrap": True, "valign": "bottom"}
        self.text = book.add_format({**style, "text_wrap": True})
        self.plain = book.add_format(style)
        self.head = book.add_format(ruled)
        self.title = book.add_format({**style, "bold": True, "font_size": 18, "font_color": "#0B5A78"})
        self.asked = book.add_format({**style, "bold": True, "font_size": 14, "font_color": "#0B5A78"})
        self.strong = book.add_format({**style, "bold": True})
        self.whole = book.add_format({**style, "num_format": "# ##0"})
        self.share = book.add_format({**style, "num_format": "0 %"})
        self.sure = book.add_format({**style, "num_format": "0.00"})
        self.hidden = book.add_format({**style, "font_color": "#59636B", "align": "right"})
        self.doubt = book.add_format({"bg_color": "#FBE8CF"})
        self.edit = book.add_format({**style, "bg_color": "#EEF4F6", "border": 1, "border_color": "#DCD8CD"})

    def sheet(self, key: str, widths: list[int]) -> Any:
        """Add a sheet with columns of these widths (characters)."""
        sheet = self.book.add_worksheet(self.t(key))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def headings(self, sheet: Any, names: list[str], row: int = 0) -> None:
        """Write headings in a row."""
        sheet.set_row(row, 31 if max(map(len, names)) <= 26 else 46)
        for at, name in enumerate(names):
            sheet.write_string(row, at, name, self.head)

    def column(self, sheet: Any, at: int, values: pd.Series, kind: Any, start: int = 1) -> None:
        """Write a column's values from the row `start` on; empty words and numbers that are none stay empty."""
        for row, value in enumerate(values.tolist(), start):
            if isinstance(value, str):
                if value:
                    sheet.write_string(row, at, value[:LONGEST_CELL], kind)
            elif value == value:
                sheet.write_number(row, at, value, kind)


def height(texts: list[str], widths: list[int]) -> float:
    """Give a row's height in points that wrapped texts in columns of these widths (characters) need, at most 200."""
    lines = [
        sum(-(-max(len(part), 1) // max(int(0.95 * width), 1)) for part in text[:LONGEST_CELL].splitlines() or [""])
        for text, width in zip(texts, widths, strict=True)
    ]
    return min(15.0 * max(lines, default=1), 200.0)
