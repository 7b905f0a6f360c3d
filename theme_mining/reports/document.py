"""A document: the report as text to edit, with a native chart, tables with headings, quotes, method and run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._docx_chart import add_share_chart
from theme_mining.reports._figures import Background, Figures, figures
from theme_mining.reports._office import ACCENT, BAR, SOFT, fix_package, heat_colour, part_of, printable
from theme_mining.reports._run import method_lines, run_lines
from theme_mining.reports._sentences import background_sentences, sentences, shown_name
from theme_mining.reports._texts import Texts, interval, number, percent, texts

__all__ = ["Document", "plug"]

MOST_COLUMNS = 8


class Document:
    """Report as one .docx file.

    Parameters
    ----------
    language : str
        fi, sv or en.
    template : str
        A .docx file whose styles, header and footer are used; its text is left out. Empty for ours.
    """

    suffix = ".docx"

    def __init__(self, language: str = "fi", template: str = "") -> None:
        self.texts, self.template = texts(language), template

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the document. Raises StoreError when the place cannot be written, InputError for a bad template."""
        found = figures(table, self.texts("others"))
        writer = _Writer(_document(self.template, self.texts.language), self.texts)
        writer.opening(found)
        writer.shares(found)
        writer.backgrounds(found)
        writer.themes(found)
        writer.closing(found)
        with replacing(Path(path)) as beside:
            writer.document.save(str(beside))
            fix_package(beside)


plug = Document


def _document(template: str, language: str) -> Any:
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


class _Writer:
    """A document under way; each method adds one part."""

    def __init__(self, document: Any, t: Texts) -> None:
        self.document, self.t = document, t

    def opening(self, found: Figures) -> None:
        t = self.t
        self._line(t("kicker"), SOFT)
        self.document.add_heading(printable(found.table.title), 0)
        self._line(
            f"{t('respondents_n', n=number(found.respondents))} · {t('answers_n', n=number(found.base))} · "
            f"{t('themes_n', n=len(found.themes))}",
            SOFT,
        )
        self.document.add_heading(t("summary"), 1)
        for sentence in sentences(found, t):
            self.document.add_paragraph(printable(sentence), style="List Bullet")

    def shares(self, found: Figures) -> None:
        t = self.t
        self.document.add_heading(t("shares"), 1)
        if not found.base or not len(found.themes):
            self.document.add_paragraph(t("no_themes_yet"))
            return
        self.document.add_paragraph(t("shares_lead"))
        add_share_chart(self.document, found.themes, (t("share"), t("share_with_interval")))
        heads = [t("theme"), t("respondents"), t("share"), t("interval"), t("answers"), t("share_answers")]
        rows = [
            [row["name"], number(row["respondents"]), percent(row["share"]), interval(row["low"], row["high"]),
             number(row["answers"]), percent(row["share_answers"])]
            for row in found.themes.to_dict("records")
        ]  # fmt: skip
        self._table(heads, rows, t("share_with_interval"))

    def backgrounds(self, found: Figures) -> None:
        shown = [b for b in found.backgrounds if b.shown]
        if not shown:
            return
        self.document.add_heading(self.t("by_background"), 1)
        self.document.add_paragraph(self.t("tables_note", limit=found.table.hide_cells_below))
        for background in shown:
            self.document.add_heading(printable(shown_name(background.name, self.t)), 2)
            for sentence in background_sentences(found, background, self.t):
                self.document.add_paragraph(printable(sentence))
            for first in range(0, len(background.groups), MOST_COLUMNS):
                self._heat(found, background, range(first, min(first + MOST_COLUMNS, len(background.groups))))

    def themes(self, found: Figures) -> None:
        t = self.t
        self.document.add_heading(t("themes"), 1)
        known = {theme.id: theme for theme in found.table.codebook}
        for k, row in enumerate(found.themes.to_dict("records")):
            self.document.add_heading(printable(str(row["name"])), 2)
            self._line(
                f"{percent(row['share'])} ({interval(row['low'], row['high'])}) · "
                f"{t('respondents_n', n=number(row['respondents']))} · {t('answers_n', n=number(row['answers']))}",
                ACCENT,
            )
            theme = known.get(row["theme"])
            if theme and theme.description:
                self.document.add_paragraph(printable(theme.description))
            parts = (
                [("includes", theme.includes), ("excludes", theme.excludes), ("keywords", ", ".join(theme.keywords))]
                if theme
                else []
            )
            for key, value in parts:
                if value:
                    paragraph = self.document.add_paragraph()
                    paragraph.add_run(f"{t(key)}: ").bold = True
                    paragraph.add_run(printable(value))
            self._quotes(found, k)

    def closing(self, found: Figures) -> None:
        t, table = self.t, found.table
        self.document.add_heading(t("rest"), 1)
        rows = [[t(key), number(n)] for key, n in
                (("no_content", found.no_content), ("no_theme", found.other), ("to_review", found.review))]  # fmt: skip
        self._table([t("what"), t("count")], rows, t("rest"))
        self.document.add_heading(t("method"), 1)
        for line in method_lines(table, (found.base, found.respondents, found.effective), t):
            self.document.add_paragraph(line)
        self.document.add_heading(t("run"), 1)
        self._table([t("run"), ""], [[name, value] for name, value in run_lines(table, t) if value], t("run"))
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = printable(table.title), "theme_mining", t.language

    def _quotes(self, found: Figures, k: int) -> None:
        for at in found.quotes[k]:
            answer = found.table.answers.iloc[at]
            paragraph = self.document.add_paragraph()
            paragraph.add_run(printable(f"”{str(answer['text']).strip()}”  "))
            paragraph.add_run(printable(self.t("answer_id", id=answer["id"]))).font.color.rgb = _rgb(SOFT)
            _as_quote(paragraph)

    def _heat(self, found: Figures, background: Background, columns: range) -> None:
        heads = [self.t("theme")]
        heads += [f"{background.groups[g]} (n = {number(background.table.base[g])})" for g in columns]
        rows, fills = [], []
        for k, name in enumerate(found.themes["name"]):
            shares = [None if background.hidden[k, g] else float(background.table.share[k, g]) for g in columns]
            rows.append([str(name), *(self.t("hidden_sign") if s is None else percent(s) for s in shares)])
            fills.append(["FFFFFF", *("FFFFFF" if s is None else heat_colour(s) for s in shares)])
        self._table(heads, rows, shown_name(background.name, self.t), fills)

    def _table(self, heads: list[str], rows: list[list[str]], title: str, fills: list[list[str]] | None = None) -> None:
        """Add a table with a repeated heading row, numbers to the right, and an alternative text."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        new, name = part_of("docx.oxml", "OxmlElement"), part_of("docx.oxml.ns", "qn")
        table = self.document.add_table(rows=1 + len(rows), cols=len(heads))
        _column_widths(table, len(heads))
        repeat = new("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
        caption = new("w:tblCaption")
        caption.set(name("w:val"), printable(title))
        table._tbl.tblPr.append(caption)
        for down, line in enumerate([heads, *rows]):
            cells = table.rows[down].cells
            for at, text in enumerate(line):
                paragraph = cells[at].paragraphs[0]
                run = paragraph.add_run(printable(str(text)))
                run.font.size, run.bold = Pt(9 if down else 8), down == 0
                paragraph.paragraph_format.space_after = Pt(1)
                if at and len(heads) > 2:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                fill = fills[down - 1][at] if fills and down else ""
                if fill and fill != "FFFFFF":
                    shade = new("w:shd")
                    shade.set(name("w:val"), "clear")
                    shade.set(name("w:fill"), fill)
                    cells[at]._tc.get_or_add_tcPr().append(shade)
        self.document.add_paragraph()

    def _line(self, text: str, colour: str) -> None:
        run = self.document.add_paragraph().add_run(printable(text))
        run.font.color.rgb, run.bold = _rgb(colour), True


def _column_widths(table: Any, n: int) -> None:
    """Give the first column the room that names need, the others the rest evenly, of 16.4 cm."""
    from docx.shared import Cm

    table.autofit = False
    first = 8.2 if n == 2 else 6.0 if n < 5 else 5.0
    for at, column in enumerate(table.columns):
        width = Cm(first if at == 0 else (16.4 - first) / (n - 1))
        column.width = width
        for cell in column.cells:
            cell.width = width


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
