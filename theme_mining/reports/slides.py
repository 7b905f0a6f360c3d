"""Slides: the summary, theme shares as a native chart, background tables, a slide a theme with quotes, the method.

Every chart and table is native and editable. A template of the user's own gives fonts, colours and logos.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._figures import Background, Figures, figures
from theme_mining.reports._office import (
    ACCENT,
    BAR,
    INK,
    LINE,
    SOFT,
    axis_end,
    chart_data,
    dress_chart,
    fix_package,
    heat_colour,
    part_of,
    printable,
)
from theme_mining.reports._run import method_lines, run_lines
from theme_mining.reports._sentences import background_sentences, sentences, shown_name
from theme_mining.reports._texts import interval, number, percent, texts

__all__ = ["Slides", "plug"]

MOST_ROWS = 14
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
    """

    suffix = ".pptx"

    def __init__(self, language: str = "fi", template: str = "") -> None:
        self.texts, self.template = texts(language), template

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the slides. Raises StoreError when the place cannot be written, InputError for a bad template."""
        found = figures(table, self.texts("others"))
        deck = _Deck(_presentation(self.template), self.texts)
        deck.opening(found)
        deck.summary(found)
        if found.base and len(found.themes):
            deck.shares(found)
        for background in found.backgrounds:
            if background.shown:
                deck.background(found, background)
        for k in range(len(found.themes)):
            deck.theme(found, k)
        deck.closing(found)
        with replacing(Path(path)) as beside:
            deck.deck.save(str(beside))
            fix_package(beside)


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

    def __init__(self, deck: Any, t: Any) -> None:
        self.deck, self.t = deck, t
        self.width, self.height = deck.slide_width, deck.slide_height
        self.margin = int(self.width * 0.055)

    def opening(self, found: Figures) -> None:
        slide = self._blank()
        self._rule(slide, (0.31, 0.40, -0.03))
        self._text(slide, (0.30, 0.10), [(self.t("kicker"), 20, ACCENT, True)])
        self._text(slide, (0.38, 0.30), [(found.table.title, 44, INK, True)], title=True)
        base = f"{self.t('respondents_n', n=number(found.respondents))} · {self.t('answers_n', n=number(found.base))}"
        self._text(slide, (0.68, 0.10), [(base, 20, SOFT, False)])

    def summary(self, found: Figures) -> None:
        slide = self._titled(self.t("summary"))
        self._text(slide, (0.20, 0.74), [(line, 16, INK, False) for line in sentences(found, self.t)], gap=9)

    def shares(self, found: Figures) -> None:
        from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
        from pptx.util import Pt

        slide = self._titled(self.t("shares"))
        self._text(slide, (0.14, 0.05), [(self.t("share_with_interval"), 14, SOFT, False)])
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED,
            self.margin,
            int(self.height * 0.19),
            self.width - 2 * self.margin,
            int(self.height * 0.72),
            chart_data(found.themes, self.t("share")),
        )
        chart = frame.chart
        chart.has_legend, chart.has_title = False, False
        chart.font.size = Pt(12)
        chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "0 %", False
        chart.value_axis.minimum_scale = 0
        chart.value_axis.maximum_scale = axis_end(found.themes)
        chart.value_axis.major_gridlines.format.line.color.rgb = _rgb(LINE)
        chart.value_axis.format.line.fill.background()
        plot = chart.plots[0]
        plot.gap_width = 45
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0 %", False
        plot.data_labels.position = XL_LABEL_POSITION.INSIDE_BASE
        plot.data_labels.font.size, plot.data_labels.font.bold = Pt(11), True
        dress_chart(chart._chartSpace, found.themes)
        _describe(frame, self.t("share_with_interval"), _spoken(found))
        self._text(slide, (0.915, 0.06), [(self._bases(found), 11, SOFT, False)])

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
                self._text(slide, (0.93, 0.05), [(note, 10, SOFT, False)])

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

    def closing(self, found: Figures) -> None:
        t, table = self.t, found.table
        slide = self._titled(t("method"))
        bases = (found.base, found.respondents, found.effective)
        lines = [(line, 12, INK, False) for line in method_lines(table, bases, t)]
        run = " · ".join(f"{name}: {value}" for name, value in run_lines(table, t)[:5] if value)
        self._text(slide, (0.18, 0.78), [*lines, (run, 10, SOFT, False)], gap=6)

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
                    _cell(grid.cell(down, at), percent(share), False, heat_colour(share), True)
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

    def _bases(self, found: Figures) -> str:
        t = self.t
        return f"n = {t('respondents_n', n=number(found.respondents))}, {t('answers_n', n=number(found.base))}"


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


def _spoken(found: Figures) -> str:
    rows = found.themes.to_dict("records")
    return "; ".join(f"{r['name']} {percent(r['share'])} ({interval(r['low'], r['high'])})" for r in rows)
