"""A document: the report as text to edit, with a native chart, tables with headings, quotes, method and run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._docx_chart import add_rounds_chart, add_share_chart
from theme_mining.reports._figures import Background, Figures
from theme_mining.reports._office import (
    ACCENT,
    SOFT,
    axis_end,
    columns_at_most,
    even_parts,
    fix_package,
    heat_colour,
    printable,
)
from theme_mining.reports._record import record_json
from theme_mining.reports._sentences import arrow, background_sentences, shown_name, verdict_arrow
from theme_mining.reports._texts import number, percent, texts
from theme_mining.reports._whole import Whole, charts_of, rounds_listed, shares_title, told, who_rows, whole
from theme_mining.reports._writer import Writer, new_document

__all__ = ["Document", "plug"]

MOST_COLUMNS, MOST_BARS = 8, 20
GROUPS_ROOM = 323.0  # points: 16.4 cm less the first column of 5 cm


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
        document = new_document(self.template, self.texts.language)
        to = Writer(document, report)
        _opening(to)
        if not report.parts:
            _shares(to)
            _rounds(to)
        for part in report.parts:
            _question(Writer(document, part), part)
        _closed(to)
        if not report.parts:
            _backgrounds(to)
            _themes(to)
        _words(to)
        _who(to)
        _closing(to)
        with replacing(Path(path)) as beside:
            document.save(str(beside))
            fix_package(beside, record_json(table, report.found, self.texts.language))


plug = Document


def _opening(to: Writer) -> None:
    t = to.t
    to.line(t("kicker"), SOFT)
    to.heading(to.report.table.title, 0)
    to.line(" · ".join(to.report.bases), SOFT)
    to.heading(t("summary"), 1)
    to.said(to.report.sentences)
    if to.report.cautions:
        to.heading(t("cautions"), 2)
        to.said(to.report.cautions)


def _question(to: Writer, part: Whole) -> None:
    """Put in a question that has themes of its own; each begins a page."""
    to.deeper = 0
    to.heading(part.question, 1, new_page=True)
    to.deeper = 1
    to.lead(to.t("question_lead", n=number(part.found.respondents)))
    to.said([*part.sentences, *part.cautions])
    _shares(to)
    _rounds(to)
    _backgrounds(to)
    _themes(to)


def _shares(to: Writer) -> None:
    t, found = to.t, to.report.found
    if not to.report.themed and found.closed:
        return
    to.heading(t("shares"), 1)
    if not to.report.themed:
        to.document.add_paragraph(t("no_themes_yet"))
        return
    to.lead(t("shares_lead"))
    _bars(to, found.themes, (to.report.share_name, shares_title(to.report)), found.respondents)
    heads = [t("theme"), t("respondents"), to.report.share_name, t("interval"), t("answers"), t("share_answers")]
    rows = [
        [row["name"], number(row["respondents"]), percent(row["share"]), t.interval(row["low"], row["high"]),
         number(row["answers"]), percent(row["share_answers"])]
        for row in found.themes.to_dict("records")
    ]  # fmt: skip
    to.table(heads, rows, shares_title(to.report))


def _bars(to: Writer, rows: pd.DataFrame, said: tuple[str, str], n: int) -> None:
    """Put in charts of shares, at most 20 bars each on one axis; `said` are the series' name and the title."""
    for part in even_parts(len(rows), MOST_BARS):
        add_share_chart(to.document, rows.iloc[part.start : part.stop], said, axis_end(rows))
        to.marked(n)


def _rounds(to: Writer) -> None:
    t, rounds = to.t, to.report.rounds
    if rounds is None:
        return
    to.heading(t("rounds"), 1)
    two = len(rounds.titles) == 2
    bases = {"before": number(rounds.bases[0]), "after": number(rounds.bases[-1])}
    lead = t("rounds_lead", title=rounds.title, **bases) if two else ""
    lead = lead or t("rounds_lead_many", list=rounds_listed(rounds, t))
    to.lead(lead)
    to.said([*rounds.sentences, *rounds.notes])
    if rounds.rows:
        add_rounds_chart(to.document, rounds.rows, rounds.titles, t("rounds_chart"))
        to.marked(rounds.bases[-1])
        shares = [t("share_before"), t("share_after")] if two else list(rounds.titles)
        more = [] if two else [t("since_first"), t("interval")]
        rows = [
            [row.name, *map(percent, row.shares), verdict_arrow(row.verdict) + row.change, f"{row.low}…{row.high}",
             *([] if two else [verdict_arrow(row.whole_verdict) + row.whole, row.whole_interval])]
            for row in rounds.rows
        ]  # fmt: skip
        to.table([t("theme"), *shares, t("change"), t("interval"), *more], rows, t("rounds"))
    if rounds.words is not None:
        to.heading(t("round_words"), 2)
        for group, words in zip(rounds.words.groups, rounds.words.words, strict=True):
            to.term(group, told(words, t))


def _closed(to: Writer) -> None:
    t, found = to.t, to.report.found
    if found.closed:
        to.heading(t("closed"), 1)
    for question in found.closed:
        to.heading(question.name, 2)
        several = t("closed_multiple") if question.multiple else ""
        to.lead(t("closed_lead", n=number(question.base), multiple=several))
        title = t("closed_chart", question=question.name)
        _bars(to, question.options, (t("of_closed"), title), question.base)
        rows = [
            [r["name"], number(r["respondents"]), percent(r["share"]), t.interval(r["low"], r["high"])]
            for r in question.options.to_dict("records")
        ]
        to.table([t("option"), t("votes"), t("of_closed"), t("interval")], rows, title)


def _backgrounds(to: Writer) -> None:
    found = to.report.found
    shown = [b for b in found.backgrounds if b.shown]
    if not shown:
        return
    to.heading(to.t("by_background"), 1)
    to.lead(to.t("tables_note", limit=found.table.hide_cells_below))
    for background in shown:
        name = shown_name(background.name, to.t)
        title = to.t("closed_by", question=name) if background.closed else name
        to.heading(title, 2)
        for sentence in background_sentences(found, background, to.t):
            to.lead(sentence)
        most = columns_at_most(background.groups, GROUPS_ROOM, 8, MOST_COLUMNS)
        for columns in even_parts(len(background.groups), most):
            _heat(to, found, background, columns)


def _heat(to: Writer, found: Figures, background: Background, columns: range) -> None:
    heads = [to.t("theme")]
    heads += [f"{background.groups[g]}\nn\u00a0=\u00a0{number(background.table.base[g])}" for g in columns]
    rows, fills = [], []
    for k, name in enumerate(found.themes["name"]):
        shares = [None if background.hidden[k, g] else float(background.table.share[k, g]) for g in columns]
        told = (
            to.t("hidden_sign") if s is None else arrow(background, k, g) + percent(s)
            for g, s in zip(columns, shares, strict=True)
        )
        rows.append([str(name), *told])
        fills.append(["FFFFFF", *("FFFFFF" if s is None else heat_colour(s) for s in shares)])
    to.table(heads, rows, shown_name(background.name, to.t), fills)


def _themes(to: Writer) -> None:
    t, found = to.t, to.report.found
    if not to.report.described:
        return
    to.heading(t("themes"), 1)
    known = {theme.id: theme for theme in found.table.codebook}
    for k, row in enumerate(found.themes.to_dict("records")):
        to.heading(str(row["name"]), 2)
        to.line(
            f"{percent(row['share'])} ({t.interval(row['low'], row['high'])}) · "
            f"{t('respondents_n', n=number(row['respondents']))} · {t('answers_n', n=number(row['answers']))}",
            ACCENT,
        )
        theme = known.get(row["theme"])
        if theme and theme.description:
            to.document.add_paragraph(printable(theme.description))
        parts = (
            [("includes", theme.includes), ("excludes", theme.excludes), ("keywords", ", ".join(theme.keywords))]
            if theme
            else []
        )
        for key, value in parts:
            if value:
                to.term(t(key), value)
        to.quotes(found, k)


def _words(to: Writer) -> None:
    t, report, words = to.t, to.report, to.report.words
    charts = [chart for chart in charts_of(report) if chart.key.partition("-")[0] in ("network", "together")]
    if words is None and not charts:
        return
    to.heading(t("words"), 1)
    if words is not None:
        to.lead(t("words_lead", limit=report.table.hide_cells_below))
        for group in words.groups:
            title = t("words_groups", background=shown_name(group.name, t))
            to.heading(title, 2)
            to.table([t("group"), t("keywords")], [[n, told(w, t)] for n, w in group.telling()], title)
        if words.phrases:
            to.heading(t("phrases"), 2)
            to.lead(t("phrases_lead"))
            pairs = ", ".join(f"{' '.join(p.words)} ({number(p.count)})" for p in words.phrases)
            to.document.add_paragraph(printable(pairs))
    leads = {"network": t("network_lead", limit=report.table.hide_cells_below), "together": t("together_lead")}
    for chart in charts:
        kind, _, at = chart.key.partition("-")
        to.heading(chart.title, 2)
        to.lead(leads[kind])
        to.picture(chart, (report.parts[int(at) - 1] if at else report).found.respondents)


def _who(to: Writer) -> None:
    t, report = to.t, to.report
    if report.found.voices.margins:
        to.heading(t("who"), 1)
        to.lead(t("who_lead"))
    heads = ["who_group", "who_register", "who_register_share", "who_answered", "who_answered_share", "who_rate"]
    for margin in report.found.voices.margins:
        to.heading(shown_name(margin.name, t), 2)
        covered = t("who_covered", share=percent(margin.covered), background=margin.name)
        to.lead(covered)
        rows = [
            [r.group, r.register, r.register_share, r.answered, r.answered_share, r.rate]
            for r in who_rows(margin, report.table.hide_cells_below, t)
        ]
        to.table([t(key) for key in heads], rows, t("who"))


def _closing(to: Writer) -> None:
    t, found, table = to.t, to.report.found, to.report.table
    if found.base or not found.closed:
        to.heading(t("rest"), 1)
    rows = [[t(key), number(n)] for key, n in
            (("no_content", found.no_content), ("no_theme", found.other), ("to_review", found.review))]  # fmt: skip
    if found.base or not found.closed:
        to.table([t("what"), t("count")], rows, t("rest"))
    to.heading(t("method"), 1)
    for line in to.report.method:
        to.document.add_paragraph(line)
    to.heading(t("run"), 1)
    to.table([t("run"), ""], [[name, value] for name, value in to.report.run if value], t("run"))
    properties = to.document.core_properties
    properties.title, properties.author, properties.language = printable(table.title), "theme_mining", t.language
