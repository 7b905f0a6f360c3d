"""A workbook: reading guide, answers with themes to correct, themes, background tables, codebook, run.

Theme cells of the answers have a drop-down list bound to the codebook sheet. No text is ever a formula or a link.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError
from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._figures import Background, Figures, figures
from theme_mining.reports._frames import EXCEL_ROWS, workbook_at
from theme_mining.reports._run import method_lines, run_lines
from theme_mining.reports._sentences import background_sentences, sentences, shown_name
from theme_mining.reports._texts import Texts, texts

__all__ = ["Workbook", "plug", "theme_labels"]

LEAST_THEME_COLUMNS, MOST_THEME_COLUMNS = 3, 8
LONGEST_CELL = 32_767


class Workbook:
    """Report as one .xlsx file."""

    suffix = ".xlsx"

    def __init__(self, language: str = "fi") -> None:
        self.texts = texts(language)

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the workbook. Raises StoreError when the place cannot be written, InputError when it is too large."""
        if len(table.answers) >= EXCEL_ROWS:
            raise InputError(
                f"{path}: {len(table.answers)} answers do not fit a sheet", f"it holds {EXCEL_ROWS - 1}", "write .csv"
            )
        found = figures(table, self.texts("others"))
        with replacing(Path(path)) as beside, workbook_at(beside) as book:
            sheets = _Sheets(book, self.texts)
            sheets.guide(found)
            sheets.answers(found)
            sheets.themes(found)
            sheets.backgrounds(found)
            sheets.codebook(found)
            sheets.run(found)


plug = Workbook


def theme_labels(codebook: Codebook, theme_ids: list[str]) -> dict[str, str]:
    """Give theme id → the label shown: its name, with the id where two themes share a name."""
    names = [codebook.name(theme) for theme in theme_ids]
    return {
        theme: name if names.count(name) == 1 else f"{name} [{theme}]"
        for theme, name in zip(theme_ids, names, strict=True)
    }


class _Sheets:
    """The sheets of one workbook, each written by one method."""

    def __init__(self, book: Any, t: Texts) -> None:
        self.book, self.t = book, t
        style = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        ruled = {**style, "bold": True, "bottom": 2, "bottom_color": "#0B5A78", "text_wrap": True, "valign": "bottom"}
        self.text = book.add_format({**style, "text_wrap": True})
        self.plain = book.add_format(style)
        self.head = book.add_format(ruled)
        self.title = book.add_format({**style, "bold": True, "font_size": 18, "font_color": "#0B5A78"})
        self.strong = book.add_format({**style, "bold": True})
        self.whole = book.add_format({**style, "num_format": "# ##0"})
        self.share = book.add_format({**style, "num_format": "0 %"})
        self.sure = book.add_format({**style, "num_format": "0.00"})
        self.hidden = book.add_format({**style, "font_color": "#59636B", "align": "right"})
        self.doubt = book.add_format({"bg_color": "#FBE8CF"})
        self.edit = book.add_format({**style, "bg_color": "#EEF4F6", "border": 1, "border_color": "#DCD8CD"})

    def guide(self, found: Figures) -> None:
        sheet = self._sheet("sheet_guide", [110])
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, found.table.title, self.title)
        lines = [*sentences(found, self.t), "", *self.t.lines("guide")]
        for row, line in enumerate(lines, 2):
            sheet.set_row(row, _height([line], [110]))
            sheet.write_string(row, 0, line, self.text)

    def answers(self, found: Figures) -> None:
        table, t = found.table, self.t
        frame = table.answers.reset_index(drop=True)
        widest = max((len(themes) for themes in frame["themes"]), default=0)
        n = min(max(LEAST_THEME_COLUMNS, widest), max(MOST_THEME_COLUMNS, widest))
        labels = theme_labels(table.codebook, self._theme_ids(found))
        heads = [t("id"), t("question"), t("answer"), *(f"{t('theme')} {i}" for i in range(1, n + 1)), t("confidence")]
        heads += [t("review_q"), t("evidence"), t("language"), t("respondent"), *table.background]
        widths = [12, 22, 70, *[28] * n, 11, 11, 30, 9, 14, *[18] * len(table.background)]
        sheet = self._sheet("sheet_answers", widths)
        self._heads(sheet, heads)
        last = len(frame)
        self._column(sheet, 0, frame["id"], self.plain)
        self._column(sheet, 1, frame["question"], self.plain)
        self._column(sheet, 2, frame["text"], self.text)
        for row, (themes, text) in enumerate(zip(frame["themes"], frame["text"], strict=True), 1):
            sheet.set_row(row, _height([text], [70]))
            for place in range(n):
                name = labels.get(themes[place], themes[place]) if place < len(themes) else ""
                sheet.write(row, 3 + place, name or None, self.edit)
        at = 3 + n
        self._column(sheet, at, frame["confidence"], self.sure)
        self._column(sheet, at + 1, frame["review"].map({True: t("yes"), False: ""}), self.plain)
        for offset, name in enumerate(["evidence", "language", "respondent", *table.background], 2):
            self._column(sheet, at + offset, frame[name], self.plain)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
        if last and labels:
            source = f"='{t('sheet_codebook')}'!$B$2:$B${len(labels) + 1}"
            sheet.data_validation(
                1, 3, last, 2 + n,
                {"validate": "list", "source": source, "error_title": t("theme"), "error_message": t("pick_theme")},
            )  # fmt: skip
            sheet.conditional_format(
                1, at + 1, last, at + 1,
                {"type": "cell", "criteria": "==", "value": f'"{t("yes")}"', "format": self.doubt},
            )  # fmt: skip

    def themes(self, found: Figures) -> None:
        t, frame = self.t, found.themes
        sheet = self._sheet("sheet_themes", [48, 12, 12, 10, 10, 12, 12, 10, 10, 14])
        heads = ["theme", "respondents", "share", "low", "high", "answers", "share_answers", "low", "high", "review"]
        self._heads(sheet, [t(key) for key in heads])
        columns = ["name", "respondents", "share", "low", "high", "answers", "share_answers",
                   "low_answers", "high_answers", "review"]  # fmt: skip
        for at, name in enumerate(columns):
            kind = self.plain if at == 0 else self.share if frame[name].dtype.kind == "f" else self.whole
            self._column(sheet, at, frame[name], kind)
        sheet.freeze_panes(1, 1)
        last = len(frame)
        if not last:
            return
        sheet.conditional_format(1, 2, last, 2, {"type": "data_bar", "bar_color": "#84B8CD"})
        for row, line in enumerate(self._bases(found), last + 2):
            sheet.write_string(row, 0, line, self.plain)
        self._share_chart(sheet, found)

    def _share_chart(self, sheet: Any, found: Figures) -> None:
        t, frame, last = self.t, found.themes, len(found.themes)
        name = f"'{t('sheet_themes')}'"
        chart = self.book.add_chart({"type": "bar"})
        errors = {
            "type": "custom",
            "plus_values": [round(v, 6) for v in frame["high"] - frame["share"]],
            "minus_values": [round(v, 6) for v in frame["share"] - frame["low"]],
        }
        chart.add_series(
            {
                "name": t("share"),
                "categories": f"={name}!$A$2:$A${last + 1}",
                "values": f"={name}!$C$2:$C${last + 1}",
                "y_error_bars": errors,
                "fill": {"color": "#5B9FBE"},
                "gap": 60,
            }
        )
        chart.set_title({"name": t("share_with_interval"), "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"num_format": "0 %", "major_gridlines": {"visible": True, "line": {"color": "#DCD8CD"}}})
        chart.set_legend({"none": True})
        chart.set_size({"width": 860, "height": 90 + 32 * last})
        sheet.insert_chart(1, 11, chart, {"description": t("share_with_interval")})

    def backgrounds(self, found: Figures) -> None:
        sheet, row = self._sheet("sheet_tables", [48, *[13] * 24]), 0
        sheet.write_string(row, 0, self.t("tables_note", limit=found.table.hide_cells_below), self.plain)
        row += 2
        for background in found.backgrounds:
            if background.shown:
                row = self._table(sheet, row, found, background)

    def _table(self, sheet: Any, row: int, found: Figures, background: Background) -> int:
        t, table = self.t, background.table
        sheet.write_string(row, 0, shown_name(background.name, t), self.strong)
        for sentence in background_sentences(found, background, t):
            row += 1
            sheet.write_string(row, 0, sentence, self.plain)
        for title, values, kind in ((t("share"), table.share, self.share), (t("respondents"), table.count, self.whole)):
            row += 1
            tested = [t("effect"), t("p_holm")] if kind is self.share else []
            self._heads(sheet, [title, *background.groups, *tested], row)
            first = row + 1
            for k, name in enumerate(found.themes["name"]):
                row += 1
                sheet.write_string(row, 0, name, self.plain)
                for g in range(len(background.groups)):
                    if background.hidden[k, g]:
                        sheet.write_string(row, g + 1, t("hidden_sign"), self.hidden)
                    else:
                        sheet.write_number(row, g + 1, float(values[k, g]), kind)
            if kind is self.share:
                self._tests(sheet, first, background)
                colours = {"type": "2_color_scale", "min_color": "#FDFCF9", "max_color": "#84B8CD"}
                sheet.conditional_format(first, 1, row, len(background.groups), colours)
            row += 1
            sheet.write_string(row, 0, t("group_size"), self.strong)
            for g, size in enumerate(table.base):
                sheet.write_number(row, g + 1, int(size), self.whole)
            row += 1
        return row + 1

    def _tests(self, sheet: Any, first: int, background: Background) -> None:
        """Write effect size and p of each theme that has no hidden cell (from them a hidden count might be tried)."""
        at = len(background.groups) + 1
        for k in range(len(background.hidden)):
            hidden = bool(background.hidden[k].any())
            for offset, values in enumerate((background.table.effect, background.table.p)):
                if hidden:
                    sheet.write_string(first + k, at + offset, self.t("hidden_sign"), self.hidden)
                else:
                    sheet.write_number(first + k, at + offset, round(float(values[k]), 4), self.sure)

    def codebook(self, found: Figures) -> None:
        t = self.t
        sheet = self._sheet("sheet_codebook", [26, 44, 60, 50, 50, 40])
        self._heads(sheet, [t("theme_id"), t("theme"), t("definition"), t("includes"), t("excludes"), t("keywords")])
        known = {theme.id: theme for theme in found.table.codebook}
        labels = theme_labels(found.table.codebook, self._theme_ids(found))
        for row, (theme_id, label) in enumerate(labels.items(), 1):
            theme = known.get(theme_id)
            parts = (
                [theme.description, theme.includes, theme.excludes, ", ".join(theme.keywords)] if theme else [""] * 4
            )
            sheet.set_row(row, _height(parts, [60, 50, 50, 40]))
            for at, text in enumerate([theme_id, label, *parts]):
                sheet.write_string(row, at, text[:LONGEST_CELL], self.text)
        sheet.freeze_panes(1, 2)

    def run(self, found: Figures) -> None:
        sheet = self._sheet("sheet_run", [34, 70])
        lines = run_lines(found.table, self.t)
        for row, (name, value) in enumerate(lines):
            sheet.write_string(row, 0, name, self.strong)
            sheet.write_string(row, 1, value, self.text)
        bases = (found.base, found.respondents, found.effective)
        for row, line in enumerate(method_lines(found.table, bases, self.t), len(lines) + 1):
            sheet.set_row(row, _height([line], [70]))
            sheet.write_string(row, 1, line, self.text)

    def _theme_ids(self, found: Figures) -> list[str]:
        """Give the themes that can be picked: the codebook's order, then those only found on answers."""
        shown = set(found.themes["theme"])
        known = [theme.id for theme in found.table.codebook if theme.id in shown]
        return known + sorted(shown - set(known))

    def _bases(self, found: Figures) -> list[str]:
        t = self.t
        return [
            f"{t('respondents_n', n=found.respondents)}, {t('answers_n', n=found.base)}",
            f"{t('no_content')}: {found.no_content}",
            f"{t('no_theme')}: {found.other}",
            f"{t('to_review')}: {found.review}",
        ]

    def _sheet(self, key: str, widths: list[int]) -> Any:
        sheet = self.book.add_worksheet(self.t(key))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _heads(self, sheet: Any, names: list[str], row: int = 0) -> None:
        sheet.set_row(row, 31 if max(map(len, names)) <= 26 else 46)
        for at, name in enumerate(names):
            sheet.write_string(row, at, name, self.head)

    def _column(self, sheet: Any, at: int, values: pd.Series, kind: Any) -> None:
        for row, value in enumerate(values.tolist(), 1):
            if isinstance(value, str):
                if value:
                    sheet.write_string(row, at, value[:LONGEST_CELL], kind)
            elif value == value:
                sheet.write_number(row, at, value, kind)


def _height(texts: list[str], widths: list[int]) -> float:
    """Give a row's height in points that wrapped texts in columns of these widths (characters) need, at most 200."""
    lines = [
        sum(-(-max(len(part), 1) // max(int(0.95 * width), 1)) for part in text[:LONGEST_CELL].splitlines() or [""])
        for text, width in zip(texts, widths, strict=True)
    ]
    return min(15.0 * max(lines, default=1), 200.0)
