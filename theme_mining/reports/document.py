"""A document: the report as text to edit, with a native chart, tables with headings, quotes, method and run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._charts import Chart, pixels
from theme_mining.reports._docx_chart import add_rounds_chart, add_share_chart
from theme_mining.reports._figures import Background, Figures
from theme_mining.reports._office import ACCENT, BAR, SOFT, fix_package, heat_colour, part_of, printable
from theme_mining.reports._record import record_json
from theme_mining.reports._sentences import arrow, background_sentences, shown_name
from theme_mining.reports._texts import interval, number, percent, texts
from theme_mining.reports._whole import Whole, charts_of, rounds_listed, told, who_rows, whole

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
    before : ThemeTable, sequence of them, or None
        Earlier rounds, oldest first.
    """

    suffix = ".docx"

    def __init__(
        self,
        language: str = "fi",
        template: str | Path = "",
        before: ThemeTable | Sequence[ThemeTable] | None = None,
    ) -> None:
        self.texts, self.template, self.before = texts(language), str(template or ""), before

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the document. Raises StoreError when the place cannot be written, InputError for a bad template."""
        report = whole(table, self.texts, self.before)
        found = report.found
        writer = _Writer(_document(self.template, self.texts.language), report)
        writer.opening(found)
        writer.shares(found)
        writer.rounds(report)
        writer.closed(found)
        writer.backgrounds(found)
        if report.described:
            writer.themes(found)
        writer.words(report)
        writer.who(report)
        writer.closing(found)
        with replacing(Path(path)) as beside:
            writer.document.save(str(beside))
            fix_package(beside, record_json(table, found, self.texts.language))


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

    def __init__(self, document: Any, report: Whole) -> None:
        self.document, self.t, self.report = document, report.t, report

    def opening(self, found: Figures) -> None:
        t = self.t
        self._line(t("kicker"), SOFT)
        self.document.add_heading(printable(found.table.title), 0)
        self._line(" · ".join(self.report.bases), SOFT)
        self.document.add_heading(t("summary"), 1)
        self._said(self.report.sentences)
        if self.report.cautions:
            self.document.add_heading(t("cautions"), 2)
            self._said(self.report.cautions)

    def shares(self, found: Figures) -> None:
        t = self.t
        if not self.report.themed and found.closed:
            return
        self.document.add_heading(t("shares"), 1)
        if not self.report.themed:
            self.document.add_paragraph(t("no_themes_yet"))
            return
        self.document.add_paragraph(t("shares_lead"))
        add_share_chart(self.document, found.themes, (t("share"), t("share_with_interval")))
        self._marked(found.respondents)
        heads = [t("theme"), t("respondents"), t("share"), t("interval"), t("answers"), t("share_answers")]
        rows = [
            [row["name"], number(row["respondents"]), percent(row["share"]), interval(row["low"], row["high"]),
             number(row["answers"]), percent(row["share_answers"])]
            for row in found.themes.to_dict("records")
        ]  # fmt: skip
        self._table(heads, rows, t("share_with_interval"))

    def rounds(self, report: Whole) -> None:
        t, rounds = self.t, report.rounds
        if rounds is None:
            return
        self.document.add_heading(t("rounds"), 1)
        two = len(rounds.titles) == 2
        bases = {"before": number(rounds.bases[0]), "after": number(rounds.bases[-1])}
        lead = t("rounds_lead", title=rounds.title, **bases) if two else ""
        lead = lead or t("rounds_lead_many", list=rounds_listed(rounds, t))
        self.document.add_paragraph(printable(lead))
        self._said([*rounds.sentences, *rounds.notes])
        if rounds.rows:
            add_rounds_chart(self.document, rounds.rows, rounds.titles, t("rounds_chart"))
            self._marked(rounds.bases[-1])
            shares = [t("share_before"), t("share_after")] if two else list(rounds.titles)
            more = [] if two else [t("since_first"), t("interval")]
            rows = [
                [row.name, *map(percent, row.shares), _arrow(row.verdict) + row.change, f"{row.low}…{row.high}",
                 *([] if two else [_arrow(row.whole_verdict) + row.whole, row.whole_interval])]
                for row in rounds.rows
            ]  # fmt: skip
            self._table([t("theme"), *shares, t("change"), t("interval"), *more], rows, t("rounds"))
        if rounds.words is not None:
            self.document.add_heading(t("round_words"), 2)
            for group, words in zip(rounds.words.groups, rounds.words.words, strict=True):
                self._term(group, told(words, t))

    def closed(self, found: Figures) -> None:
        t = self.t
        if found.closed:
            self.document.add_heading(t("closed"), 1)
        for question in found.closed:
            self.document.add_heading(printable(question.name), 2)
            several = t("closed_multiple") if question.multiple else ""
            self.document.add_paragraph(t("closed_lead", n=number(question.base), multiple=several))
            title = t("closed_chart", question=question.name)
            add_share_chart(self.document, question.options, (t("of_closed"), title))
            self._marked(question.base)
            rows = [
                [r["name"], number(r["respondents"]), percent(r["share"]), interval(r["low"], r["high"])]
                for r in question.options.to_dict("records")
            ]
            self._table([t("option"), t("votes"), t("of_closed"), t("interval")], rows, title)

    def words(self, report: Whole) -> None:
        t, words = self.t, report.words
        if words is None and report.together is None:
            return
        self.document.add_heading(t("words"), 1)
        if words is not None:
            self.document.add_paragraph(t("words_lead", limit=report.table.hide_cells_below))
            for group in words.groups:
                title = t("words_groups", background=shown_name(group.name, t))
                self.document.add_heading(printable(title), 2)
                self._table([t("group"), t("keywords")], [[n, told(w, t)] for n, w in group.telling()], title)
            if words.phrases:
                self.document.add_heading(t("phrases"), 2)
                self.document.add_paragraph(t("phrases_lead"))
                pairs = ", ".join(f"{' '.join(p.words)} ({number(p.count)})" for p in words.phrases)
                self.document.add_paragraph(printable(pairs))
        leads = {"network": t("network_lead", limit=report.table.hide_cells_below), "together": t("together_lead")}
        for chart in charts_of(report):
            if chart.key in leads:
                self.document.add_heading(chart.title, 2)
                self.document.add_paragraph(leads[chart.key])
                self._picture(chart)

    def who(self, report: Whole) -> None:
        t = self.t
        if report.found.voices.margins:
            self.document.add_heading(t("who"), 1)
            self.document.add_paragraph(t("who_lead"))
        heads = ["who_group", "who_register", "who_register_share", "who_answered", "who_answered_share", "who_rate"]
        for margin in report.found.voices.margins:
            self.document.add_heading(printable(shown_name(margin.name, t)), 2)
            covered = t("who_covered", share=percent(margin.covered), background=margin.name)
            self.document.add_paragraph(printable(covered))
            rows = [
                [r.group, r.register, r.register_share, r.answered, r.answered_share, r.rate]
                for r in who_rows(margin, report.table.hide_cells_below, t)
            ]
            self._table([t(key) for key in heads], rows, t("who"))

    def backgrounds(self, found: Figures) -> None:
        shown = [b for b in found.backgrounds if b.shown]
        if not shown:
            return
        self.document.add_heading(self.t("by_background"), 1)
        self.document.add_paragraph(self.t("tables_note", limit=found.table.hide_cells_below))
        for background in shown:
            name = shown_name(background.name, self.t)
            title = self.t("closed_by", question=name) if background.closed else name
            self.document.add_heading(printable(title), 2)
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
                    self._term(t(key), value)
            self._quotes(found, k)

    def closing(self, found: Figures) -> None:
        t, table = self.t, found.table
        if found.base or not found.closed:
            self.document.add_heading(t("rest"), 1)
        rows = [[t(key), number(n)] for key, n in
                (("no_content", found.no_content), ("no_theme", found.other), ("to_review", found.review))]  # fmt: skip
        if found.base or not found.closed:
            self._table([t("what"), t("count")], rows, t("rest"))
        self.document.add_heading(t("method"), 1)
        for line in self.report.method:
            self.document.add_paragraph(line)
        self.document.add_heading(t("run"), 1)
        self._table([t("run"), ""], [[name, value] for name, value in self.report.run if value], t("run"))
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = printable(table.title), "theme_mining", t.language

    def _said(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.document.add_paragraph(printable(line), style="List Bullet")

    def _term(self, name: str, value: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(printable(f"{name}: ")).bold = True
        paragraph.add_run(printable(value))

    def _marked(self, n: int) -> None:
        """Put base and run below a figure."""
        from docx.shared import Pt

        run = self.document.add_paragraph().add_run(f"n = {number(n)} · {self.report.mark}")
        run.font.color.rgb, run.font.size = _rgb(SOFT), Pt(9)

    def _picture(self, chart: Chart) -> None:
        from docx.shared import Cm

        bare = Chart(chart.key, "", chart.description, chart.chart)
        shape = self.document.add_picture(io.BytesIO(pixels(bare)), width=Cm(16.4))
        properties = shape._inline.docPr
        properties.set("descr", printable(f"{chart.title}: {chart.description}"))
        self._marked(self.report.found.respondents)

    def _quotes(self, found: Figures, k: int) -> None:
        for at in found.quotes[k]:
            answer = found.table.answers.iloc[at]
            paragraph = self.document.add_paragraph()
            paragraph.add_run(printable(f"”{str(answer['text']).strip()}”  "))
            paragraph.add_run(printable(self.t("answer_id", id=answer["id"]))).font.color.rgb = _rgb(SOFT)
            _as_quote(paragraph)

    def _heat(self, found: Figures, background: Background, columns: range) -> None:
        heads = [self.t("theme")]
        heads += [f"{background.groups[g]}\nn\u00a0=\u00a0{number(background.table.base[g])}" for g in columns]
        rows, fills = [], []
        for k, name in enumerate(found.themes["name"]):
            shares = [None if background.hidden[k, g] else float(background.table.share[k, g]) for g in columns]
            told = (
                self.t("hidden_sign") if s is None else arrow(background, k, g) + percent(s)
                for g, s in zip(columns, shares, strict=True)
            )
            rows.append([str(name), *told])
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


def _arrow(verdict: str) -> str:
    return {"new": "▲ ", "up": "▲ ", "faded": "▼ ", "down": "▼ "}.get(verdict, "")


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
