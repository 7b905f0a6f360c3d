"""Slides: the summary, theme shares as a native chart, background tables, a slide a theme with quotes, the method.

Every chart and table is native and editable. A template of the user's own gives fonts, colours and logos.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._charts import Chart, pixels
from theme_mining.reports._figures import Background, Figures
from theme_mining.reports._office import (
    ACCENT,
    BAR,
    INK,
    LINE,
    SOFT,
    axis_end,
    chart_data,
    dress_chart,
    dress_rounds,
    fix_package,
    heat_colour,
    part_of,
    printable,
    rounds_data,
)
from theme_mining.reports._record import record_json
from theme_mining.reports._sentences import arrow, background_sentences, shown_name
from theme_mining.reports._texts import interval, number, percent, texts
from theme_mining.reports._whole import Whole, charts_of, rounds_listed, spoken, told, who_rows, whole

__all__ = ["Slides", "plug"]

MOST_ROWS, MOST_ROUND_ROWS, MOST_OPTIONS = 14, 14, 18
MOST_LINES, MOST_WORD_LINES = 8, 13
MOST_COLUMNS = 9
QUOTES = 2


class Slides:
    """Report as one .pptx file, 16:9.

    Parameters
    ----------
    language : str
        fi, sv or en.
    template : str
        A .pptx file whose master, fonts and colours are used; its own slides are left out. Empty for ours.
    before : ThemeTable, sequence of them, or None
        Earlier rounds, oldest first.
    """

    suffix = ".pptx"

    def __init__(
        self,
        language: str = "fi",
        template: str | Path = "",
        before: ThemeTable | Sequence[ThemeTable] | None = None,
    ) -> None:
        self.texts, self.template, self.before = texts(language), str(template or ""), before

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the slides. Raises StoreError when the place cannot be written, InputError for a bad template."""
        report = whole(table, self.texts, self.before)
        found = report.found
        deck = _Deck(_presentation(self.template), report)
        deck.opening(found)
        deck.summary(report)
        if report.themed:
            deck.shares(found.themes, self.texts("shares"), self.texts("share_with_interval"), found.respondents)
        deck.rounds(report)
        for question in found.closed:
            shown = question.options.head(MOST_OPTIONS)
            deck.shares(shown, question.name, self.texts("of_closed"), question.base)
        for background in found.backgrounds:
            if background.shown:
                deck.background(found, background)
        if report.described:
            for k in range(len(found.themes)):
                deck.theme(found, k)
        deck.words(report)
        deck.who(report)
        deck.closing(report)
        with replacing(Path(path)) as beside:
            deck.deck.save(str(beside))
            fix_package(beside, record_json(table, found, self.texts.language))


plug = Slides


def _presentation(template: str) -> Any:
    from pptx import Presentation
    from pptx.exc import PythonPptxError
    from pptx.util import Inches

    if not template:
        deck = Presentation()
        deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
        return deck
    try:
        deck = Presentation(template)
    except (OSError, KeyError, ValueError, PythonPptxError):
        raise InputError(f"The template {template} cannot be used", "a .pptx file was wanted") from None
    for slide_id in list(deck.slides._sldIdLst):
        deck.part.drop_rel(slide_id.rId)
        deck.slides._sldIdLst.remove(slide_id)
    return deck


class _Deck:
    """A presentation under way; each method adds the slides of one part."""

    def __init__(self, deck: Any, report: Whole) -> None:
        self.deck, self.t, self.report = deck, report.t, report
        self.width, self.height = deck.slide_width, deck.slide_height
        self.margin = int(self.width * 0.055)

    def opening(self, found: Figures) -> None:
        slide = self._blank()
        self._rule(slide, (0.31, 0.40, -0.03))
        self._text(slide, (0.30, 0.10), [(self.t("kicker"), 20, ACCENT, True)])
        self._text(slide, (0.38, 0.30), [(found.table.title, 44, INK, True)], title=True)
        self._text(slide, (0.68, 0.10), [(" · ".join(self.report.bases), 20, SOFT, False)])

    def summary(self, report: Whole) -> None:
        lines = [*report.sentences, *report.cautions]
        for start in range(0, len(lines), MOST_LINES):
            slide = self._titled(self.t("summary"))
            part = lines[start : start + MOST_LINES]
            self._text(slide, (0.20, 0.70), [(line, 16, INK, False) for line in part], gap=9)
            self._marked(slide)

    def shares(self, rows: Any, title: str, subtitle: str, n: int) -> None:
        from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
        from pptx.util import Pt

        slide = self._titled(title)
        self._text(slide, (0.155, 0.05), [(subtitle, 14, SOFT, False)])
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, *self._middle(0.205, 0.70), chart_data(rows, self.t("share"))
        )
        chart = frame.chart
        _dress_axes(chart, axis_end(rows))
        plot = chart.plots[0]
        plot.gap_width = 45
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0 %", False
        plot.data_labels.position = XL_LABEL_POSITION.INSIDE_BASE
        plot.data_labels.font.size, plot.data_labels.font.bold = Pt(11), True
        dress_chart(chart._chartSpace, rows)
        _describe(frame, subtitle, spoken(rows))
        self._marked(slide, n)

    def rounds(self, report: Whole) -> None:
        """Put in the rounds: what is said, and a native chart of bars with patterns, one series a round."""
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
        from pptx.util import Pt

        rounds = report.rounds
        if rounds is None:
            return
        lines = [*rounds.sentences, *rounds.notes]
        for start in range(0, len(lines), MOST_LINES):
            slide = self._titled(self.t("rounds"))
            listed = rounds_listed(rounds, self.t)
            self._text(slide, (0.155, 0.05), [(listed, 13, SOFT, False)])
            part = lines[start : start + MOST_LINES]
            self._text(slide, (0.235, 0.66), [(line, 16, INK, False) for line in part], gap=9)
            self._marked(slide)
        for start in range(0, len(rounds.rows), MOST_ROUND_ROWS):
            rows = rounds.rows[start : start + MOST_ROUND_ROWS]
            slide = self._titled(self.t("rounds"))
            self._text(slide, (0.155, 0.05), [(self.t("rounds_chart"), 14, SOFT, False)])
            frame = slide.shapes.add_chart(
                XL_CHART_TYPE.BAR_CLUSTERED, *self._middle(0.205, 0.70), rounds_data(rows, rounds.titles)
            )
            chart = frame.chart
            _dress_axes(chart, min(1.0, (int(10 * max(max(r.highs) for r in rounds.rows)) + 1) / 10))
            chart.has_legend = True
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
            chart.legend.font.size = Pt(12)
            chart.plots[0].gap_width, chart.plots[0].overlap = 60, 0
            dress_rounds(chart._chartSpace, rows)
            described = "; ".join(f"{r.name} {' → '.join(percent(s) for s in r.shares)}" for r in rows)
            _describe(frame, self.t("rounds_chart"), described)
            self._marked(slide)

    def words(self, report: Whole) -> None:
        """Put in telling words, word pairs and the networks (pictures: there is no native network)."""
        import io

        t, words = self.t, report.words
        lines: list[tuple[str, int, str, bool]] = []
        for group in words.groups if words else ():
            lines.append((shown_name(group.name, t), 15, ACCENT, True))
            lines += [(f"{name}: {told(each, t)}", 13, INK, False) for name, each in group.telling()[:6]]
        if words is not None and words.phrases:
            lines.append((t("phrases"), 15, ACCENT, True))
            pairs = ", ".join(f"{' '.join(p.words)} ({number(p.count)})" for p in words.phrases)
            lines.append((pairs, 13, INK, False))
        for start in range(0, len(lines), MOST_WORD_LINES):
            slide = self._titled(t("words"))
            self._text(slide, (0.19, 0.70), lines[start : start + MOST_WORD_LINES], gap=5)
            self._marked(slide)
        for chart in charts_of(report):
            if chart.key in ("network", "together"):
                slide = self._titled(chart.title)
                bare = Chart(chart.key, "", chart.description, chart.chart)
                shape = slide.shapes.add_picture(io.BytesIO(pixels(bare)), 0, int(self.height * 0.16))
                shape.height, shape.width = self._fitted(shape)
                shape.left = int((self.width - shape.width) / 2)
                _describe(shape, chart.title, chart.description)
                self._marked(slide)

    def who(self, report: Whole) -> None:
        """Put in who answered, beside the register."""
        t = self.t
        heads = ["who_group", "who_register", "who_register_share", "who_answered", "who_answered_share", "who_rate"]
        for margin in report.found.voices.margins:
            rows = who_rows(margin, report.table.hide_cells_below, t)
            for start in range(0, len(rows), MOST_ROWS):
                part = rows[start : start + MOST_ROWS]
                slide = self._titled(f"{t('who')}: {shown_name(margin.name, t)}")
                shape = slide.shapes.add_table(len(part) + 1, len(heads), *self._middle(0.22, 0.06 * (len(part) + 1)))
                grid = shape.table
                for at, key in enumerate(heads):
                    _cell(grid.cell(0, at), t(key), True, "FFFFFF", at > 0)
                for down, row in enumerate(part, 1):
                    cells = (row.group, row.register, row.register_share, row.answered, row.answered_share, row.rate)
                    for at, text in enumerate(cells):
                        _cell(grid.cell(down, at), text, False, "FFFFFF", at > 0)
                _describe(shape, t("who"), t("who_lead"))
                self._marked(slide)

    def background(self, found: Figures, background: Background) -> None:
        said = background_sentences(found, background, self.t)[:1]
        for start in range(0, len(found.themes), MOST_ROWS):
            rows = range(start, min(start + MOST_ROWS, len(found.themes)))
            for first in range(0, len(background.groups), MOST_COLUMNS):
                columns = range(first, min(first + MOST_COLUMNS, len(background.groups)))
                slide = self._titled(shown_name(background.name, self.t))
                if said:
                    self._text(slide, (0.155, 0.07), [(said[0], 13, SOFT, False)])
                self._heat(slide, found, background, (rows, columns))
                note = self.t("tables_note", limit=found.table.hide_cells_below)
                self._text(slide, (0.93, 0.05), [(f"{note} {self.report.mark}", 10, SOFT, False)])

    def theme(self, found: Figures, k: int) -> None:
        row = found.themes.iloc[k]
        known = {theme.id: theme for theme in found.table.codebook}
        slide = self._titled(str(row["name"]))
        lines = [
            (percent(row["share"]), 54, ACCENT, True),
            (f"{self.t('interval')} {interval(row['low'], row['high'])}", 14, SOFT, False),
            (self.t("respondents_n", n=number(row["respondents"])), 14, SOFT, False),
            (self.t("answers_n", n=number(row["answers"])), 14, SOFT, False),
        ]
        if row["theme"] in known and known[row["theme"]].description:
            lines.append((known[row["theme"]].description, 15, INK, False))
        self._text(slide, (0.19, 0.70, 0.0, 0.29), lines, gap=4)
        quotes = []
        for at in found.quotes[k][:QUOTES]:
            answer = found.table.answers.iloc[at]
            quotes.append((f"”{str(answer['text']).strip()}”", 18, INK, False))
            quotes.append((self.t("answer_id", id=answer["id"]), 11, SOFT, False))
        if quotes:
            self._rule(slide, (0.21, 0.62, 0.345))
            self._text(slide, (0.19, 0.70, 0.37, 0.63), quotes, gap=10)
        self._marked(slide)

    def closing(self, report: Whole) -> None:
        slide = self._titled(self.t("method"))
        lines = [(line, 12, INK, False) for line in report.method]
        run = " · ".join(f"{name}: {value}" for name, value in report.run[:6] if value)
        self._text(slide, (0.18, 0.78), [*lines, (run, 10, SOFT, False)], gap=6)

    def _middle(self, top: float, tall: float) -> tuple[int, int, int, int]:
        """Give place and size of what fills the slide from margin to margin."""
        return self.margin, int(self.height * top), self.width - 2 * self.margin, int(self.height * tall)

    def _fitted(self, shape: Any) -> tuple[int, int]:
        scale = min(0.74 * self.height / shape.height, (self.width - 2 * self.margin) / shape.width)
        return int(shape.height * scale), int(shape.width * scale)

    def _marked(self, slide: Any, n: int | None = None) -> None:
        """Put the run and the base at the foot of the slide."""
        base = self._bases() if n is None else f"n = {number(n)}"
        self._text(slide, (0.93, 0.05), [(f"{base} · {self.report.mark}", 10, SOFT, False)])

    def _heat(self, slide: Any, found: Figures, background: Background, part: tuple[range, range]) -> None:
        rows, columns = part
        top, tall = int(self.height * 0.235), int(self.height * 0.68)
        shape = slide.shapes.add_table(
            len(rows) + 1,
            len(columns) + 1,
            self.margin,
            top,
            self.width - 2 * self.margin,
            min(tall, 400_000 * (len(rows) + 1)),
        )
        grid = shape.table
        whole = self.width - 2 * self.margin
        grid.columns[0].width = int(whole * 0.36)
        for at in range(len(columns)):
            grid.columns[at + 1].width = int(whole * 0.64 / len(columns))
        _cell(grid.cell(0, 0), self.t("theme"), True, "FFFFFF")
        for at, g in enumerate(columns, 1):
            _cell(
                grid.cell(0, at),
                f"{background.groups[g]}\nn = {number(background.table.base[g])}",
                True,
                "FFFFFF",
                True,
            )
        for down, k in enumerate(rows, 1):
            _cell(grid.cell(down, 0), str(found.themes["name"][k]), False, "FFFFFF")
            for at, g in enumerate(columns, 1):
                if background.hidden[k, g]:
                    _cell(grid.cell(down, at), self.t("hidden_sign"), False, "FFFFFF", True)
                else:
                    share = float(background.table.share[k, g])
                    way = arrow(background, k, g)
                    _cell(grid.cell(down, at), way + percent(share), bool(way), heat_colour(share), True)
        _describe(shape, shown_name(background.name, self.t), self.t("by_background"))

    def _blank(self) -> Any:
        layouts = self.deck.slide_layouts
        bare = [layout for layout in layouts if not [p for p in layout.placeholders if p.placeholder_format.idx < 10]]
        titled = [layout for layout in layouts if [p.placeholder_format.idx for p in layout.placeholders][:1] == [0]]
        only = [
            layout for layout in titled if len([p for p in layout.placeholders if p.placeholder_format.idx < 10]) == 1
        ]
        slide = self.deck.slides.add_slide((only or titled or bare or list(layouts))[0])
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)
        return slide

    def _titled(self, title: str) -> Any:
        slide = self._blank()
        self._text(slide, (0.05, 0.11), [(title, 28, INK, True)], title=True)
        return slide

    def _text(
        self,
        slide: Any,
        place: tuple[float, ...],
        lines: list[tuple[str, int, str, bool]],
        gap: int = 0,
        title: bool = False,
    ) -> None:
        """Put lines (text, points, colour, bold) at `place`: top and height, then left and width within the margins.

        All are parts of the slide; without left and width the line runs from margin to margin.
        """
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        inner = self.width - 2 * self.margin
        left, wide = (
            (self.margin + int(inner * place[2]), int(inner * place[3])) if len(place) > 2 else (self.margin, inner)
        )
        top = int(self.height * place[0])
        if title and slide.shapes.title is not None:
            box = slide.shapes.title
            box.left, box.top, box.width, box.height = left, top, wide, int(self.height * place[1])
        else:
            box = slide.shapes.add_textbox(left, top, wide, int(self.height * place[1]))
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = 0
        for at, (text, size, colour, bold) in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(gap)
            run = paragraph.add_run()
            run.text = printable(text)
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, _rgb(colour)

    def _rule(self, slide: Any, place: tuple[float, float, float]) -> None:
        """Draw an upright rule at `place` (top, height, left)."""
        inner = self.width - 2 * self.margin
        left, top = self.margin + int(inner * place[2]), int(self.height * place[0])
        shape = slide.shapes.add_shape(1, left, top, 28_000, int(self.height * place[1]))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(BAR)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def _bases(self) -> str:
        return f"n = {', '.join(self.report.bases[:2])}"


def _dress_axes(chart: Any, end: float) -> None:
    from pptx.util import Pt

    chart.has_legend, chart.has_title = False, False
    chart.font.size = Pt(12)
    axis = chart.value_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0 %", False
    axis.minimum_scale, axis.maximum_scale = 0, end
    axis.major_gridlines.format.line.color.rgb = _rgb(LINE)
    axis.format.line.fill.background()


def _cell(cell: Any, text: str, bold: bool, fill: str, right: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(fill)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.text_frame.text = printable(text)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(11), bold, _rgb(INK)


def _rgb(colour: str) -> Any:
    return part_of("pptx.dml.color", "RGBColor").from_string(colour)


def _describe(shape: Any, title: str, description: str) -> None:
    """Give the shape its name and alternative text."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("title", printable(title))
    properties.set("descr", printable(description))
