"""A presentation under way: slides with a title, lines, tables and a foot, laid out by the room their text takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.reports._office import BAR, INK, SOFT, part_of, printable
from theme_mining.reports._texts import number
from theme_mining.reports._whole import Whole

__all__ = ["CELL_SIZE", "FOOT", "Cell", "Deck", "Line", "describe", "presentation", "rgb", "wrapped_lines"]

EMU = 12_700  # to the point
# The width of a letter, parts of its size: DejaVu Sans, which stands in where Calibri is missing, has 0.59 on average,
# Calibri 0.49; the wider leaves room rather than running over.
LETTER, LEADING = 0.59, 1.2
CELL_SIZE, CELL_EDGES, CELL_SIDES = 11, 5.0, 14.4
FOOT = 0.915

Line = tuple[str, int, str, bool]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: text, fill, whether bold and whether set to the right."""

    text: str
    fill: str = "FFFFFF"
    bold: bool = False
    right: bool = False


def wrapped_lines(text: str, width: float, size: float) -> int:
    """Give the lines that a text takes at a width and letter size in points, long words broken.

    >>> wrapped_lines("yksi kaksi", 100, 12), wrapped_lines("yksi kaksi", 50, 12), wrapped_lines("", 50, 12)
    (1, 2, 1)
    """
    room = max(int(width / (LETTER * size)), 1)
    lines = 0
    for part in text.splitlines() or [""]:
        lines, used = lines + 1, 0
        for word in part.split():
            if used and used + 1 + len(word) > room:
                lines, used = lines + 1, 0
            lines += (len(word) - 1) // room if not used else 0
            used = used + 1 + len(word) if used else min(len(word), room)
    return lines


def presentation(template: str) -> Any:
    """Give an empty presentation, ours or of a template. Raises InputError for a file that is none."""
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


class Deck:
    """A presentation and the report it shows; places are parts of the slide's height, or points where said so."""

    def __init__(self, deck: Any, report: Whole) -> None:
        self.deck, self.t, self.report = deck, report.t, report
        self.width, self.height = deck.slide_width, deck.slide_height
        self.margin = int(self.width * 0.055)

    @property
    def inner(self) -> float:
        """Width between the margins in points."""
        return float((self.width - 2 * self.margin) / EMU)

    @property
    def tall(self) -> float:
        """Height of a slide in points."""
        return float(self.height / EMU)

    def middle(self, top: float, tall: float) -> tuple[int, int, int, int]:
        """Give place and size of what fills the slide from margin to margin."""
        return self.margin, int(self.height * top), self.width - 2 * self.margin, int(self.height * tall)

    def blank(self) -> Any:
        """Add a slide with nothing but, where the template has one, a title."""
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

    def titled(self, title: str) -> Any:
        """Add a slide with a title; a long one in smaller letters, so that it stays in its place."""
        slide = self.blank()
        fits = [size for size in (28, 24, 20, 17) if wrapped_lines(title, self.inner, size) * size * LEADING <= 58]
        self.text(slide, (0.05, 0.11), [(title, fits[0] if fits else 14, INK, True)], title=True)
        return slide

    def below_title(self, slide: Any, lines: Sequence[Line]) -> float:
        """Put lines below the title and give where they end, as a part of the height."""
        shown = [line for line in lines if line[0]]
        tall = sum(wrapped_lines(text, self.inner, size) * size * LEADING + 3 for text, size, _, _ in shown)
        if shown:
            self.text(slide, (0.155, tall / self.tall), shown, gap=3)
        return 0.155 + (tall + 8) / self.tall if shown else 0.175

    def pages(self, lines: Sequence[Line], gap: int, room: float) -> list[list[Line]]:
        """Share lines among slides with `room` (part of the height) for them each."""
        found: list[list[Line]] = [[]]
        used = 0.0
        for line in lines:
            tall = wrapped_lines(line[0], self.inner, line[1]) * line[1] * LEADING + gap
            if found[-1] and used + tall > room * self.tall:
                found.append([])
                used = 0.0
            found[-1].append(line)
            used += tall
        return [page for page in found if page]

    def text(
        self, slide: Any, place: tuple[float, ...], lines: Sequence[Line], gap: int = 0, title: bool = False
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
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)

    def rule(self, slide: Any, place: tuple[float, float, float]) -> None:
        """Draw an upright rule at `place` (top, height, left)."""
        inner = self.width - 2 * self.margin
        left, top = self.margin + int(inner * place[2]), int(self.height * place[0])
        shape = slide.shapes.add_shape(1, left, top, 28_000, int(self.height * place[1]))
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(BAR)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def marked(self, slide: Any, report: Whole, n: int | None = None, note: str = "") -> None:
        """Put the question, the base and the run at the foot of the slide; `note` before them."""
        base = f"n = {', '.join(report.bases[:2]) if n is None else number(n)}"
        foot = " · ".join(filter(None, (report.question, base, self.report.mark)))
        lines: list[Line] = [(f"{note} {foot}".strip(), 9, SOFT, False)]
        self.text(slide, (FOOT + 0.01, 0.05), lines)

    def table(self, slide: Any, top: float, grid: Sequence[Sequence[Cell]], first: float) -> Any:
        """Put a table at `top`; `first` is the first column's part of the width. Give its shape."""
        columns = len(grid[0])
        heights = self.row_heights(grid, first)
        place = self.middle(top, 0)[:3]
        shape = slide.shapes.add_table(len(grid), columns, *place, int(sum(heights) * EMU))
        whole = self.width - 2 * self.margin
        for at, column in enumerate(shape.table.columns):
            column.width = int(whole * (first if at == 0 else (1 - first) / (columns - 1)))
        for down, row in enumerate(grid):
            shape.table.rows[down].height = int(heights[down] * EMU)
            for at, cell in enumerate(row):
                _fill(shape.table.cell(down, at), cell)
        return shape

    def row_heights(self, grid: Sequence[Sequence[Cell]], first: float) -> list[float]:
        """Give the rows' heights in points: what their fullest cell needs."""
        rest = self.inner * (1 - first) / max(len(grid[0]) - 1, 1)
        widths = [self.inner * first, *[rest] * (len(grid[0]) - 1)]
        lines = [
            max(
                wrapped_lines(cell.text, width - CELL_SIDES, CELL_SIZE) for cell, width in zip(row, widths, strict=True)
            )
            for row in grid
        ]
        return [n * CELL_SIZE * LEADING + CELL_EDGES for n in lines]

    def rows_on_slides(self, grid: Sequence[Sequence[Cell]], first: float, top: float) -> list[range]:
        """Share the rows below the heading row among slides whose table begins at `top`, evenly where that fits."""
        head, *heights = self.row_heights(grid, first)
        room = (FOOT - top) * self.tall - head
        greedy: list[range] = []
        start, used = 0, 0.0
        for at, tall in enumerate(heights):
            if used + tall > room and at > start:
                greedy.append(range(start, at))
                start, used = at, 0.0
            used += tall
        greedy.append(range(start, len(heights)))
        k, n = len(greedy), len(heights)
        even = [range(-(-n * at // k), -(-n * (at + 1) // k)) for at in range(k)]
        return even if all(sum(heights[i] for i in part) <= room for part in even) else greedy


def _fill(cell: Any, shown: Cell) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(shown.fill)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.text_frame.text = printable(shown.text)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if shown.right else PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(CELL_SIZE), shown.bold, rgb(INK)


def describe(shape: Any, title: str, description: str) -> None:
    """Give the shape its name and alternative text."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("title", printable(title))
    properties.set("descr", printable(description))


def rgb(colour: str) -> Any:
    """Give a colour of six hexadecimal digits as python-pptx takes it."""
    return part_of("pptx.dml.color", "RGBColor").from_string(colour)
