"""A self-contained HTML page: theme shares with intervals, background tables, quotes, method and run.

One file, no script, no outside request; readable on a phone, in the dark and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from theme_mining.core.codebook import Theme
from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._charts import share_chart, share_chart_narrow
from theme_mining.reports._drawn import inline
from theme_mining.reports._figures import Background, Figures
from theme_mining.reports._map import theme_map
from theme_mining.reports._record import record_json
from theme_mining.reports._sentences import ALPHA, background_sentences, shown_name
from theme_mining.reports._texts import Texts, number, percent, texts
from theme_mining.reports._whole import Whole, charts_of, rounds_listed, shares_title, spoken, told, who_rows, whole

__all__ = ["Page", "plug"]

_HEAT_STEPS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)
_INTERVAL = re.compile(r"\d+–\d+\u00a0%")
_QUOTED_LANGUAGES = ("fi", "sv", "en")


class Page:
    """Report as one HTML file.

    Parameters
    ----------
    language : str
        fi, sv or en.
    before : ThemeTable, sequence of them, or None
        Earlier rounds of the same survey, oldest first; the page then says what changed since.
    """

    suffix = ".html"

    def __init__(self, language: str = "fi", before: ThemeTable | Sequence[ThemeTable] | None = None) -> None:
        self.texts, self.before = texts(language), before

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the page. Raises StoreError when the place cannot be written."""
        html = self.html(table)
        with replacing(Path(path)) as beside:
            beside.write_text(html, encoding="utf-8", errors="replace", newline="\n")

    def html(self, table: ThemeTable) -> str:
        """Give the whole page as text; the same table gives the same text."""
        t = self.texts
        report = whole(table, t, self.before)
        drawn = {c.key: inline(c) for c in charts_of(report) if not c.key.startswith("shares")}
        values = {
            "whole": None if report.parts else _part_of(report, drawn, 0),
            "questions": [_part_of(part, drawn, n) for n, part in enumerate(report.parts, 1)],
            "map": theme_map(report.found, t("map"), t("map_lead")),
            "corrected": _corrected(table),
            "who": [(m, who_rows(m, table.hide_cells_below, t)) for m in report.found.voices.margins],
        }
        return str(
            _template().render(
                t=t, table=table, found=report.found, report=report, drawn=drawn,
                sections=_sections(report, values), record=record_json(table, report.found, t.language), **values,
            )
        )  # fmt: skip


plug = Page


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a background table: nothing to show where `hidden`; `way` is more, less or empty."""

    hidden: bool
    share: float = 0.0
    low: float = 0.0
    high: float = 0.0
    step: int = 0
    way: str = ""


@dataclass(frozen=True, slots=True)
class _HeatTable:
    name: str
    background: Background
    rows: list[list[_Cell]]
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class _Quote:
    id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _ThemePart:
    """What the page says of one theme: its figures (a row of `Figures.themes`), definition, company, quotes."""

    row: dict[str, Any]
    theme: Theme
    together: list[str]
    stands_out: list[str]
    quotes: list[_Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """What the page shows of the whole, or of one question: there headings lie `depth` deeper, ids have a `prefix`."""

    report: Whole
    prefix: str
    depth: int
    sections: list[str]
    charts: str
    themes: list[_ThemePart]
    heats: list[_HeatTable]
    not_shown: list[str]
    drawn: dict[str, str]
    corrected: dict[str, dict[str, Any]]

    @property
    def found(self) -> Figures:
        return self.report.found


def _part_of(report: Whole, drawn: dict[str, str], number: int) -> _Part:
    """Give a part of the page; `number` is the question's, 0 for the whole."""
    t, found, end = report.t, report.found, f"-{number}" if number else ""
    return _Part(
        report,
        f"q{end}-" if number else "",
        int(bool(number)),
        _part_sections(report),
        _charts(report, end),
        [_theme_part(found, k, t) for k in range(len(found.themes))] if found.base else [],
        [_heat_table(found, background, t) for background in found.backgrounds if background.shown],
        [shown_name(b.name, t) for b in found.backgrounds if not b.shown],
        {key: drawn[f"{key}{end}"] for key in ("rounds", "together") if f"{key}{end}" in drawn},
        {} if number else _corrected(found.table),
    )


def _part_sections(report: Whole) -> list[str]:
    there = {
        "shares": report.themed or not report.found.closed,
        "rounds": report.rounds is not None,
        "by_background": bool(report.found.backgrounds),
        "themes": report.described,
    }
    return [key for key, shown in there.items() if shown]


def _sections(report: Whole, values: dict[str, Any]) -> list[str]:
    """Give the keys of the sections there are, in their order; questions of their own stand after the summary."""
    whole = [] if report.parts else _part_sections(report)
    there = {
        "summary": True,
        "shares": "shares" in whole,
        "rounds": "rounds" in whole,
        "closed": bool(report.found.closed),
        "by_background": "by_background" in whole,
        "themes": "themes" in whole,
        "words": report.words is not None or report.together is not None,
        "map": bool(values["map"]),
        "who": bool(values["who"]),
        "rest": report.found.base > 0 or not report.found.closed,
        "method": True,
        "run": True,
    }
    return [key for key, shown in there.items() if shown]


def _corrected(table: ThemeTable) -> dict[str, dict[str, Any]]:
    """Give the corrected shares by theme id; none where no classifier gave the themes, or its errors are unknown."""
    if table.corrected is None:
        return {}
    known = table.corrected[table.corrected["method"] != "none"]
    return {str(row["theme"]): {str(k): v for k, v in row.items()} for row in known.to_dict("records")}


def _charts(report: Whole, end: str) -> str:
    rows = report.found.themes
    if not report.themed:
        return ""
    described, title = spoken(rows, report.t), shares_title(report)
    return share_chart(rows, title, described, end) + share_chart_narrow(rows, title, described, end)


def _heat_table(found: Figures, background: Background, t: Texts) -> _HeatTable:
    table = background.table
    rows = [
        [_cell(background, k, g, (float(table.share[k, g]), float(table.low[k, g]), float(table.high[k, g])))
         for g in range(len(background.groups))]
        for k in range(len(table.share))
    ]  # fmt: skip
    return _HeatTable(shown_name(background.name, t), background, rows, background_sentences(found, background, t))


def _cell(background: Background, k: int, g: int, figure: tuple[float, float, float]) -> _Cell:
    if background.hidden[k, g]:
        return _Cell(True)
    step = int(np.searchsorted(_HEAT_STEPS, figure[0], side="right")) - 1
    return _Cell(False, *figure, step, _way(background, k, g))


def _way(background: Background, k: int, g: int) -> str:
    if background.table.residual_p[k, g] >= ALPHA:
        return ""
    return "more" if background.table.residual[k, g] > 0 else "less"


def _theme_part(found: Figures, k: int, t: Texts) -> _ThemePart:
    row = found.themes.iloc[k].to_dict()
    known = {theme.id: theme for theme in found.table.codebook}
    more = [
        f"{b.groups[g]} ({percent(float(b.table.share[k, g]))})"
        for b in found.backgrounds
        if b.shown
        for g in range(len(b.groups))
        if not b.hidden[k, g] and _way(b, k, g) == "more"
    ]
    return _ThemePart(
        {str(name): value for name, value in row.items()},
        known.get(row["theme"], Theme(row["theme"], row["name"])),
        [str(found.themes["name"][j]) for j in found.together[k]],
        more,
        [_quote(found, i, t) for i in found.quotes[k]],
    )


def _quote(found: Figures, row: int, t: Texts) -> _Quote:
    answer = found.table.answers.iloc[row]
    language = answer["language"] if answer["language"] in _QUOTED_LANGUAGES else t.language
    return _Quote(str(answer["id"]), str(answer["text"]).strip(), language)


def _unbroken(sentence: str) -> Any:
    """Give the sentence as HTML in which an interval never breaks over two lines."""
    from markupsafe import Markup, escape

    return Markup(_INTERVAL.sub(r'<span class="whole">\g<0></span>', str(escape(sentence))))


def _share_of(part: float, whole: float) -> str:
    return percent(part / whole) if whole else "–"


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(percent=percent, number=number, unbroken=_unbroken)
    environment.globals.update(
        share_of=_share_of, told=told, rounds_listed=rounds_listed, shown_name=shown_name,
        records=lambda frame: frame.to_dict("records"),
    )  # fmt: skip
    return environment.get_template("_page.html")
