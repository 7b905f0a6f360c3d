"""Slides: the summary, theme shares as a native chart, background tables, a slide a theme with quotes, the method.

Every chart and table is native and editable. A template of the user's own gives fonts, colours and logos.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import _slide_charts, _slide_tables
from theme_mining.reports._deck import Deck, Line, presentation
from theme_mining.reports._office import ACCENT, INK, SOFT, fix_package
from theme_mining.reports._record import record_json
from theme_mining.reports._sentences import shown_name
from theme_mining.reports._texts import number, percent, texts
from theme_mining.reports._whole import Whole, told, whole

__all__ = ["Slides", "plug"]

MOST_OPTIONS = 28
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
        deck = Deck(presentation(self.template), report)
        _opening(deck, report)
        _said(deck, report, self.texts("summary"))
        if not report.parts:
            _shares(deck, report)
            _slide_charts.rounds(deck, report)
        for part in report.parts:
            _question(deck, part)
        for question in report.found.closed:
            said = (question.name, self.texts("of_closed"))
            _slide_charts.shares(deck, report, question.options.head(MOST_OPTIONS), said, question.base)
        if not report.parts:
            _groups_and_themes(deck, report)
        _words(deck, report)
        _slide_charts.networks(deck, report)
        _slide_tables.who(deck, report)
        _closing(deck, report)
        with replacing(Path(path)) as beside:
            deck.deck.save(str(beside))
            fix_package(beside, record_json(table, report.found, self.texts.language))


plug = Slides


def _opening(deck: Deck, report: Whole) -> None:
    slide = deck.blank()
    deck.rule(slide, (0.31, 0.40, -0.03))
    deck.text(slide, (0.30, 0.10), [(deck.t("kicker"), 20, ACCENT, True)])
    deck.text(slide, (0.38, 0.30), [(report.table.title, 44, INK, True)], title=True)
    deck.text(slide, (0.68, 0.10), [(" · ".join(report.bases), 20, SOFT, False)])


def _said(deck: Deck, report: Whole, title: str, lead: str = "") -> None:
    """Put in what the figures say, on as many slides as it takes."""
    lines: list[Line] = [(line, 16, INK, False) for line in (*report.sentences, *report.cautions)]
    if lead:
        lines.insert(0, (lead, 14, SOFT, False))
    for at, page in enumerate(deck.pages(lines, 9, 0.70)):
        slide = deck.titled(deck.t("continued", title=title) if at else title)
        deck.text(slide, (0.20, 0.70), page, gap=9)
        deck.marked(slide, report)


def _question(deck: Deck, part: Whole) -> None:
    """Put in a question that has themes of its own."""
    _said(deck, part, part.question, deck.t("question_lead", n=number(part.found.respondents)))
    _shares(deck, part)
    _slide_charts.rounds(deck, part)
    _groups_and_themes(deck, part)


def _shares(deck: Deck, report: Whole) -> None:
    if report.themed:
        t, found = deck.t, report.found
        said = (report.question, t("shares_answered")) if report.question else (t("shares"), t("share_with_interval"))
        _slide_charts.shares(deck, report, found.themes, said, found.respondents)


def _groups_and_themes(deck: Deck, report: Whole) -> None:
    for by in report.found.backgrounds:
        if by.shown:
            _slide_tables.background(deck, report, by)
    for k in range(len(report.found.themes)) if report.described else ():
        _theme(deck, report, k)


def _theme(deck: Deck, report: Whole, k: int) -> None:
    """Put in a theme: its share on the left, quotes on the right."""
    t, found = deck.t, report.found
    row = found.themes.iloc[k]
    known = {theme.id: theme for theme in found.table.codebook}
    slide = deck.titled(str(row["name"]))
    lines: list[Line] = [
        (percent(row["share"]), 54, ACCENT, True),
        (f"{t('interval')} {t.interval(row['low'], row['high'])}", 14, SOFT, False),
        (t("respondents_n", n=number(row["respondents"])), 14, SOFT, False),
        (t("answers_n", n=number(row["answers"])), 14, SOFT, False),
    ]
    if row["theme"] in known and known[row["theme"]].description:
        lines.append((known[row["theme"]].description, 15, INK, False))
    deck.text(slide, (0.19, 0.70, 0.0, 0.29), lines, gap=4)
    quotes: list[Line] = []
    for at in found.quotes[k][:QUOTES]:
        answer = found.table.answers.iloc[at]
        quotes.append((f"”{str(answer['text']).strip()}”", 18, INK, False))
        quotes.append((t("answer_id", id=answer["id"]), 11, SOFT, False))
    if quotes:
        deck.rule(slide, (0.21, 0.62, 0.345))
        deck.text(slide, (0.19, 0.70, 0.37, 0.63), quotes, gap=10)
    deck.marked(slide, report, found.respondents if report.question else None)


def _words(deck: Deck, report: Whole) -> None:
    """Put in telling words and word pairs."""
    t, words = deck.t, report.words
    lines: list[Line] = []
    for group in words.groups if words else ():
        lines.append((shown_name(group.name, t), 15, ACCENT, True))
        lines += [(f"{name}: {told(each, t)}", 13, INK, False) for name, each in group.telling()[:6]]
    if words is not None and words.phrases:
        lines.append((t("phrases"), 15, ACCENT, True))
        pairs = ", ".join(f"{' '.join(p.words)} ({number(p.count)})" for p in words.phrases)
        lines.append((pairs, 13, INK, False))
    for page in deck.pages(lines, 5, 0.70):
        slide = deck.titled(t("words"))
        deck.text(slide, (0.19, 0.70), page, gap=5)
        deck.marked(slide, report)


def _closing(deck: Deck, report: Whole) -> None:
    """Put in the method and the run."""
    lines: list[Line] = [(line, 12, INK, False) for line in report.method]
    run = " · ".join(f"{name}: {value}" for name, value in report.run[:6] if value)
    for page in deck.pages([*lines, (run, 10, SOFT, False)], 6, 0.76):
        slide = deck.titled(deck.t("method"))
        deck.text(slide, (0.18, 0.78), page, gap=6)
