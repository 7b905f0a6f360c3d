"""A Word document under way: lines, lists, tables that are kept together, quotes and pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.reports._drawn import Chart, pixels
from theme_mining.reports._figures import Figures
from theme_mining.reports._office import ACCENT, BAR, SOFT, part_of, printable
from theme_mining.reports._texts import number
from theme_mining.reports._whole import Whole

__all__ = ["Writer", "new_document"]

# Rows of a table that stays on one page as a whole; of a longer one as many stay with its heading row, and the last.
WHOLE_TABLE, KEPT_ROWS = 26, 6


def new_document(template: str, language: str) -> Any:
    """Give an empty document, ours or of a template. Raises InputError for a file that is none."""
    from docx import Document as new_document
    from docx.opc.exceptions import OpcError

    try:
        document = new_document(template or None)
    except (OSError, KeyError, ValueError, OpcError):
        raise InputError(f"The template {template} cannot be used", "a .docx file was wanted") from None
    if template:
        for element in list(document.element.body)[:-1]:
            element.getparent().remove(element)
    else:
        _our_styles(document)
    tags = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
    style = document.styles["Normal"].element.get_or_add_rPr()
    mark = part_of("docx.oxml", "OxmlElement")("w:lang")
    mark.set(part_of("docx.oxml.ns", "qn")("w:val"), tags[language])
    style.append(mark)
    return document


def _our_styles(document: Any) -> None:
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 26), ("Heading 1", 17), ("Heading 2", 13), ("Heading 3", 11)):
        font = document.styles[name].font
        font.name, font.size, font.bold, font.color.rgb = "Georgia", Pt(size), True, _rgb(ACCENT)
        fonts = document.styles[name].element.rPr.rFonts
        for attribute in list(fonts.attrib):
            if "heme" in attribute:
                del fonts.attrib[attribute]


class Writer:
    """A document and the report it shows. Headings of a question's part lie `deeper`."""

    def __init__(self, document: Any, report: Whole, deeper: int = 0) -> None:
        self.document, self.t, self.report, self.deeper = document, report.t, report, deeper

    def heading(self, text: str, level: int, new_page: bool = False) -> None:
        """Add a heading, at the top of a page if so asked."""
        paragraph = self.document.add_heading(printable(text), level + self.deeper if level else 0)
        paragraph.paragraph_format.page_break_before = new_page or None

    def lead(self, text: str) -> None:
        """Add a paragraph that stays with what follows."""
        self.document.add_paragraph(printable(text)).paragraph_format.keep_with_next = True

    def said(self, lines: Sequence[str]) -> None:
        """Add a list of sentences."""
        for line in lines:
            self.document.add_paragraph(printable(line), style="List Bullet")

    def term(self, name: str, value: str) -> None:
        """Add a paragraph that begins with a name in bold."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(printable(f"{name}: ")).bold = True
        paragraph.add_run(printable(value))

    def marked(self, n: int) -> None:
        """Put base and run below a figure."""
        from docx.shared import Pt

        run = self.document.add_paragraph().add_run(f"n = {number(n)} · {self.report.mark}")
        run.font.color.rgb, run.font.size = _rgb(SOFT), Pt(9)

    def picture(self, chart: Chart, n: int) -> None:
        """Add a chart as a picture, with its alternative text and its base."""
        from docx.shared import Cm

        bare = Chart(chart.key, "", chart.description, chart.chart)
        shape = self.document.add_picture(io.BytesIO(pixels(bare)), width=Cm(16.4))
        properties = shape._inline.docPr
        properties.set("descr", printable(f"{chart.title}: {chart.description}"))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.marked(n)

    def quotes(self, found: Figures, k: int) -> None:
        """Add a theme's quotes."""
        for at in found.quotes[k]:
            answer = found.table.answers.iloc[at]
            paragraph = self.document.add_paragraph()
            paragraph.add_run(printable(f"”{str(answer['text']).strip()}”  "))
            paragraph.add_run(printable(self.t("answer_id", id=answer["id"]))).font.color.rgb = _rgb(SOFT)
            _as_quote(paragraph)

    def table(self, heads: list[str], rows: list[list[str]], title: str, fills: list[list[str]] | None = None) -> None:
        """Add a table with a repeated heading row, numbers to the right, and an alternative text.

        A table that fits a page is not broken over two; a longer one never after its first rows or before its last.
        """
        new, name = part_of("docx.oxml", "OxmlElement"), part_of("docx.oxml.ns", "qn")
        table = self.document.add_table(rows=1 + len(rows), cols=len(heads))
        _column_widths(table, heads)
        table.rows[0]._tr.get_or_add_trPr().append(new("w:tblHeader"))
        caption = new("w:tblCaption")
        caption.set(name("w:val"), printable(title))
        table._tbl.tblPr.append(caption)
        whole = len(rows) <= WHOLE_TABLE
        for down, line in enumerate([heads, *rows]):
            table.rows[down]._tr.get_or_add_trPr().append(new("w:cantSplit"))
            kept = down < len(rows) and (whole or down < KEPT_ROWS or down >= len(rows) - 2)
            cells = table.rows[down].cells
            for at, text in enumerate(line):
                _fill(cells[at], str(text), (down == 0, at > 0 and len(heads) > 2, kept))
                if fills and down:
                    _shade(cells[at], fills[down - 1][at])
        self.document.add_paragraph()

    def line(self, text: str, colour: str) -> None:
        """Add a line in bold and a colour."""
        run = self.document.add_paragraph().add_run(printable(text))
        run.font.color.rgb, run.bold = _rgb(colour), True


def _fill(cell: Any, text: str, how: tuple[bool, bool, bool]) -> None:
    """Put text in a cell; `how` tells whether it is a heading, set to the right, kept on the page of the next row."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    head, right, kept = how
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold = Pt(8 if head else 9), head
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.keep_with_next = kept or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: Any, colour: str) -> None:
    if colour and colour != "FFFFFF":
        new, name = part_of("docx.oxml", "OxmlElement"), part_of("docx.oxml.ns", "qn")
        shade = new("w:shd")
        shade.set(name("w:val"), "clear")
        shade.set(name("w:fill"), colour)
        cell._tc.get_or_add_tcPr().append(shade)


def _column_widths(table: Any, heads: list[str]) -> None:
    """Give the columns their share of 16.4 cm: what no heading's longest word breaks in, and the rest to the names.

    A letter of a heading is 0.6 of its 8 points wide, a cell's edges 14 points (as in `columns_at_most`). Headings
    that ask for more than there is get less in proportion, and break.
    """
    from docx.shared import Cm

    table.autofit = False
    longest = [max([8, *(len(word) for word in head.split())]) for head in heads[1:]]  # 8: ``30–38 %`` in 9 points
    needed = [(0.6 * 8 * letters + 14) / 72 * 2.54 for letters in longest]
    first = 8.2 if len(heads) == 2 else 6.0 if len(heads) < 5 else 5.0
    first = max(min(first, 16.4 - sum(needed)), 3.6)
    needed = [need * min(1.0, (16.4 - first) / sum(needed)) for need in needed]
    spare = (16.4 - first - sum(needed)) / max(len(needed), 1)
    for column, wide in zip(table.columns, [first, *(need + spare for need in needed)], strict=True):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)


def _as_quote(paragraph: Any) -> None:
    """Indent the paragraph and give it a rule on the left."""
    from docx.shared import Cm

    new, name = part_of("docx.oxml", "OxmlElement"), part_of("docx.oxml.ns", "qn")
    paragraph.paragraph_format.left_indent = Cm(0.5)
    borders, left = new("w:pBdr"), new("w:left")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", BAR)):
        left.set(name(f"w:{key}"), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _rgb(colour: str) -> Any:
    return part_of("docx.shared", "RGBColor").from_string(colour)
