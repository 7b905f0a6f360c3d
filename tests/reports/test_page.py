"""The page: valid, reachable, self-contained, true."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import figures
from theme_mining.reports._rounds import rounds_part
from theme_mining.reports._texts import texts
from theme_mining.reports.page import Page

GOLDEN = Path(__file__).parent.parent / "golden" / "page.html"
VOID = {"meta", "br", "link", "img", "input", "hr"}


class _Elements(HTMLParser):
    """Collects elements with attributes, and which ones were closed out of order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def html(table: ThemeTable) -> str:
    return Page().html(_mapped(table))


@pytest.fixture(scope="module")
def elements(html: str) -> _Elements:
    return _Elements(html)


def _mapped(table: ThemeTable) -> ThemeTable:
    ids = table.answers["id"]
    places = pd.DataFrame({"id": ids, "x": [i % 9 for i in range(len(ids))], "y": [i % 7 for i in range(len(ids))]})
    return replace(table, map_xy=places)


def test_the_page_is_finnish_and_well_formed(elements: _Elements) -> None:
    assert ("html", {"lang": "fi"}) in elements.found
    assert elements.wrong == []
    assert elements.open == []


def test_nothing_is_fetched_from_anywhere(html: str, elements: _Elements) -> None:
    assert not any(tag in ("script", "link", "img", "iframe", "object", "base", "form") for tag, _ in elements.found)
    assert all(str(a.get("href", "#")).startswith("#") for _, a in elements.found)
    assert not re.search(r"url\((?!#)|@import|src=|https?://(?!www\.w3\.org/)", html)


def test_every_id_stands_once_and_every_reference_leads_somewhere(elements: _Elements) -> None:
    ids = [a["id"] for _, a in elements.found if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in elements.found:
        for name in ("aria-labelledby", "href"):
            for reference in str(attributes.get(name, "")).replace("#", "").split():
                assert reference in ids


def test_headings_go_down_one_level_at_a_time(elements: _Elements) -> None:
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_chart_is_an_image_with_title_and_description(html: str, elements: _Elements) -> None:
    charts = [a for tag, a in elements.found if tag == "svg"]
    assert [a["class"] for a in charts] == ["chart wide", "chart narrow", "chart map"]
    assert all(a["role"] == "img" for a in charts)
    assert len(re.findall(r"<svg [^>]*><title [^>]*>[^<]+</title><desc [^>]*>[^<]+</desc>", html)) == 3


def test_every_table_has_headers_with_scope(elements: _Elements) -> None:
    assert all(a.get("scope") in ("col", "row") for tag, a in elements.found if tag == "th")


def test_an_answer_cannot_put_markup_on_the_page(table: ThemeTable) -> None:
    evil = table.answers.assign(
        text='<script>alert(1)</script> <img src=x> avustus on pieni ja "lyhyt"', alue="<b>Saaristo</b>"
    )
    found = _Elements(Page().html(replace(table, answers=evil, title="</title><script>")))
    assert not any(tag in ("script", "img", "b") and "src" in a for tag, a in found.found)
    assert not any(tag == "script" for tag, _ in found.found)


def test_hidden_counts_are_nowhere_on_the_page(table: ThemeTable) -> None:
    few = ["Harva" if i < 10 else "Moni" for i in range(81)]
    themes = [("raha",) if i in (0, 1, 2) or i >= 40 else () for i in range(81)]
    html = Page().html(replace(table, answers=table.answers.assign(alue=few, themes=themes)))
    row = re.search(
        r"<table class=\"heat\">.*?<tr><th scope=\"row\">Raha ja avustukset</th>(.*?)</tr>", html, re.DOTALL
    )
    assert row is None or row[1].count("hidden") == 2


def test_an_earlier_round_adds_what_changed_since(table: ThemeTable) -> None:
    seldom = [
        tuple(t for t in themes if t != "raha" or i % 10 == 0) for i, themes in enumerate(table.answers["themes"])
    ]
    other = replace(table.codebook, themes=(*table.codebook.themes[:2], Theme("vanha", "Vanha teema")))
    before = replace(table, title="Kysely 2018", answers=table.answers.assign(themes=seldom), codebook=other)
    html = Page(before=before).html(table)
    assert _Elements(html).wrong == []
    part = html[html.index('<section id="rounds"') : html.index('<section id="by_background"')]
    assert "”Raha ja avustukset” on yleistynyt" in part
    assert "▲" in part
    assert "Vain edellisen kierroksen koodikirjassa, ei vertailtavissa: Vanha teema." in part
    assert "Vain tämän kierroksen koodikirjassa, ei vertailtavissa: Pienten asema." in part


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_rounds_without_change_or_common_themes_say_so(table: ThemeTable, language: str) -> None:
    t, now = texts(language), figures(table)
    none = replace(table, answers=table.answers.assign(themes=[()] * 81), codebook=Codebook(1, (Theme("x", "X"),)))
    assert rounds_part(now, now, t).sentences == [t("r_same")]
    assert rounds_part(figures(none), now, t).sentences == [t("r_nothing")]


def test_the_page_is_as_it_was(html: str) -> None:
    """After a wanted change: put what pytest shows as found into the golden file, and look at the page."""
    shown = re.sub(r"<svg .*?</svg>", "<svg></svg>", html, flags=re.DOTALL)
    shown = re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)
    assert shown == GOLDEN.read_text(encoding="utf-8")


def test_shares_corrected_for_errors_stand_beside_the_counted_ones(table: ThemeTable) -> None:
    ids = [theme.id for theme in table.codebook]
    corrected = pd.DataFrame(
        {"theme": ids, "corrected": 0.4321, "low": 0.3, "high": 0.55, "method": ["errors in training"] * len(ids)}
    )
    with_correction = Page().html(replace(table, corrected=corrected))
    assert "Virhekorjattu osuus vastauksista" in with_correction
    assert "43" in with_correction
    assert "adjusted count" in with_correction
    assert "Virhekorjattu" not in Page().html(table)


def test_a_correction_without_known_errors_is_not_shown(table: ThemeTable) -> None:
    ids = [theme.id for theme in table.codebook]
    unknown = pd.DataFrame({"theme": ids, "corrected": 0.4, "low": 0.0, "high": 1.0, "method": "none"})
    assert "Virhekorjattu osuus" not in Page().html(replace(table, corrected=unknown))
