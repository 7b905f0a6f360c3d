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
from theme_mining.reports._sheets import LONGEST_CELL, Sheets, height
from theme_mining.reports._texts import texts

__all__ = ["Workbook", "plug", "theme_labels"]

LEAST_THEME_COLUMNS, MOST_THEME_COLUMNS = 3, 8


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


class _Sheets(Sheets):
    """The sheets of one workbook, each written by one method."""

    def guide(self, found: Figures) -> None:
        sheet = self.sheet("sheet_guide", [110])
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, found.table.title, self.title)
        lines = [*sentences(found, self.t), "", *self.t.lines("guide")]
        for row, line in enumerate(lines, 2):
            sheet.set_row(row, height([line], [110]))
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
        sheet = self.sheet("sheet_answers", widths)
        self.headings(sheet, heads)
        last = len(frame)
        self.column(sheet, 0, frame["id"], self.plain)
        self.column(sheet, 1, frame["question"], self.plain)
        self.column(sheet, 2, frame["text"], self.text)
        for row, (themes, text) in enumerate(zip(frame["themes"], frame["text"], strict=True), 1):
            sheet.set_row(row, height([text], [70]))
            for place in range(n):
                name = labels.get(themes[place], themes[place]) if place < len(themes) else ""
                sheet.write(row, 3 + place, name or None, self.edit)
        at = 3 + n
        self.column(sheet, at, frame["confidence"], self.sure)
        self.column(sheet, at + 1, frame["review"].map({True: t("yes"), False: ""}), self.plain)
        for offset, name in enumerate(["evidence", "language", "respondent", *table.background], 2):
            self.column(sheet, at + offset, frame[name], self.plain)
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
        """Write the shares of the themes; by question where each has themes of its own, with who answered it."""
        t = self.t
        asked = [t("question"), t("answered_question")] if found.questions else []
        heads = ["respondents", "of_closed" if asked else "share", "low", "high", "answers", "share_answers", "low",
                 "high", "review"]  # fmt: skip
        sheet = self.sheet("sheet_themes", [48, *([44, 12] if asked else []), 12, 12, 10, 10, 12, 12, 10, 10, 14])
        self.headings(sheet, [t("theme"), *asked, *(t(key) for key in heads)])
        at = 1
        for part in found.questions or (found,):
            self._theme_rows(sheet, part, at, len(asked))
            at += len(part.themes)
        sheet.freeze_panes(1, 1)
        if at == 1:
            return
        for row, line in enumerate(self._bases(found), at + 1):
            sheet.write_string(row, 0, line, self.plain)
        at, below = 1, 1
        for part in found.questions or (found,):
            if len(part.themes):
                below += self._share_chart(sheet, part, (at, below, len(asked)))
            at += len(part.themes)

    def _theme_rows(self, sheet: Any, part: Figures, start: int, asked: int) -> None:
        """Write a row a theme from the row `start` on; `asked` columns tell the question."""
        frame = part.themes
        self.column(sheet, 0, frame["name"], self.plain, start)
        if asked:
            self.column(sheet, 1, pd.Series([part.question] * len(frame)), self.plain, start)
            self.column(sheet, 2, pd.Series([part.respondents] * len(frame)), self.whole, start)
        columns = ["respondents", "share", "low", "high", "answers", "share_answers", "low_answers", "high_answers",
                   "review"]  # fmt: skip
        for at, name in enumerate(columns, 1 + asked):
            self.column(sheet, at, frame[name], self.share if frame[name].dtype.kind == "f" else self.whole, start)
        if len(frame):
            bars = {"type": "data_bar", "bar_color": "#84B8CD"}
            sheet.conditional_format(start, 2 + asked, start + len(frame) - 1, 2 + asked, bars)

    def _share_chart(self, sheet: Any, part: Figures, place: tuple[int, int, int]) -> int:
        """Put a chart beside the table and give the rows it covers.

        `place` tells the first row of its figures, the row it stands at, and how many columns tell the question.
        """
        t, frame, (start, below, asked) = self.t, part.themes, place
        name, last = f"'{t('sheet_themes')}'", start + len(part.themes)
        share = "CE"[asked // 2]
        chart = self.book.add_chart({"type": "bar"})
        errors = {
            "type": "custom",
            "plus_values": [round(v, 6) for v in frame["high"] - frame["share"]],
            "minus_values": [round(v, 6) for v in frame["share"] - frame["low"]],
        }
        chart.add_series(
            {
                "name": t("of_closed" if asked else "share"),
                "categories": f"={name}!$A${start + 1}:$A${last}",
                "values": f"={name}!${share}${start + 1}:${share}${last}",
                "y_error_bars": errors,
                "fill": {"color": "#5B9FBE"},
                "gap": 60,
            }
        )
        title = part.question or t("share_with_interval")
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"num_format": "0 %", "major_gridlines": {"visible": True, "line": {"color": "#DCD8CD"}}})
        chart.set_legend({"none": True})
        chart.set_size({"width": 860, "height": 90 + 32 * len(frame)})
        sheet.insert_chart(below, 11 + asked, chart, {"description": title})
        return (90 + 32 * len(frame)) // 20 + 2

    def backgrounds(self, found: Figures) -> None:
        """Write the themes by group; each question's of its own with the question above them."""
        sheet, row = self.sheet("sheet_tables", [48, *[13] * 24]), 0
        sheet.write_string(row, 0, self.t("tables_note", limit=found.table.hide_cells_below), self.plain)
        row += 2
        for part in found.questions or (found,):
            if part.question:
                sheet.write_string(row, 0, f"{part.question} (n = {part.respondents})", self.asked)
                row += 2
            for background in part.backgrounds:
                if background.shown:
                    row = self._table(sheet, row, part, background)

    def _table(self, sheet: Any, row: int, found: Figures, background: Background) -> int:
        t, table = self.t, background.table
        sheet.write_string(row, 0, shown_name(background.name, t), self.strong)
        for sentence in background_sentences(found, background, t):
            row += 1
            sheet.write_string(row, 0, sentence, self.plain)
        for title, values, kind in ((t("share"), table.share, self.share), (t("respondents"), table.count, self.whole)):
            row += 1
            tested = [t("effect"), t("p_holm")] if kind is self.share else []
            self.headings(sheet, [title, *background.groups, *tested], row)
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
        sheet = self.sheet("sheet_codebook", [26, 44, 60, 50, 50, 40])
        self.headings(sheet, [t("theme_id"), t("theme"), t("definition"), t("includes"), t("excludes"), t("keywords")])
        known = {theme.id: theme for theme in found.table.codebook}
        labels = theme_labels(found.table.codebook, self._theme_ids(found))
        for row, (theme_id, label) in enumerate(labels.items(), 1):
            theme = known.get(theme_id)
            parts = (
                [theme.description, theme.includes, theme.excludes, ", ".join(theme.keywords)] if theme else [""] * 4
            )
            sheet.set_row(row, height(parts, [60, 50, 50, 40]))
            for at, text in enumerate([theme_id, label, *parts]):
                sheet.write_string(row, at, text[:LONGEST_CELL], self.text)
        sheet.freeze_panes(1, 2)

    def run(self, found: Figures) -> None:
        sheet = self.sheet("sheet_run", [34, 70])
        lines = run_lines(found.table, self.t)
        for row, (name, value) in enumerate(lines):
            sheet.write_string(row, 0, name, self.strong)
            sheet.write_string(row, 1, value, self.text)
        bases = (found.base, found.respondents, found.effective)
        for row, line in enumerate(method_lines(found.table, bases, self.t, bool(found.questions)), len(lines) + 1):
            sheet.set_row(row, height([line], [70]))
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
