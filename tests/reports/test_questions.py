"""Questions that have themes of their own: each has its base, charts, tables and themes in every kind of report."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from docx import Document as read_document
from pptx import Presentation

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import checked, figures, report_for, sentences
from theme_mining.reports._deck import FOOT, wrapped_lines
from theme_mining.reports._drawn import Chart
from theme_mining.reports._questions import own_themes
from theme_mining.reports._texts import texts
from theme_mining.reports._whole import charts_of, whole
from theme_mining.reports.page import Page

GOOD, BAD = "Mikä on hyvää?", "Mitä pitäisi parantaa ja miten se tehtäisiin?"
FI = texts("fi")


@pytest.fixture(scope="module")
def asked(table: ThemeTable) -> ThemeTable:
    """Give 80 answers to one question and 40, of the same people, to another with a theme of its own."""
    more = table.answers.iloc[:40].assign(
        id=[f"b{i}" for i in range(40)], question=BAD, themes=[("kiire",) if i < 10 else () for i in range(40)]
    )
    both = pd.concat([table.answers.assign(question=GOOD), more], ignore_index=True)
    themes = (*table.codebook.themes[:2], Theme("kiire", "Kiire"))
    return replace(table, answers=both, codebook=replace(table.codebook, themes=themes))


def _grouped(asked: ThemeTable) -> ThemeTable:
    heads = (Theme("ryhma-kysymys-1", GOOD), Theme("ryhma-kysymys-2", BAD))
    homes = {"raha": heads[0].id, "tieto": heads[0].id, "kiire": heads[1].id}
    leaves = tuple(replace(theme, parent=homes[theme.id]) for theme in asked.codebook)
    return replace(asked, codebook=Codebook(1, (*leaves, *heads)))


def _rounds(asked: ThemeTable) -> ThemeTable:
    return replace(asked, title="Ennen")


def test_shares_are_of_those_who_answered_the_question(asked: ThemeTable) -> None:
    found = figures(asked)
    assert [(part.question, part.respondents) for part in found.questions] == [(GOOD, 80), (BAD, 40)]
    assert found.questions[0].themes["theme"].tolist() == ["raha", "tieto"]
    assert found.questions[1].themes["share"].tolist() == [0.25]
    assert not any(background.name == "question" for part in found.questions for background in part.backgrounds)


def test_a_theme_of_two_questions_keeps_the_report_whole(asked: ThemeTable) -> None:
    themes = [("raha",) if i == 100 else row for i, row in enumerate(asked.answers["themes"])]
    common = replace(asked, answers=asked.answers.assign(themes=themes))
    assert figures(common).questions == ()
    assert any(background.name == "question" for background in figures(common).backgrounds)


def test_a_few_themed_answers_that_chance_would_part_do_not_part_the_report(asked: ThemeTable) -> None:
    themes = [row if i in (0, 80) else () for i, row in enumerate(asked.answers["themes"])]
    assert own_themes(replace(asked, answers=asked.answers.assign(themes=themes))) == {}


def test_the_codebooks_question_groups_part_the_report_and_a_stray_theme_stands_where_it_is_named(
    asked: ThemeTable,
) -> None:
    stray = [("raha",) if i == 100 else row for i, row in enumerate(asked.answers["themes"])]
    first, second = figures(_grouped(replace(asked, answers=asked.answers.assign(themes=stray)))).questions
    assert first.themes["theme"].tolist() == ["raha", "tieto"]
    assert second.themes["theme"].tolist() == ["kiire", "raha"]
    assert second.themes["respondents"].tolist() == [10, 1]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_summary_names_the_most_common_theme_of_each_question(asked: ThemeTable, language: str) -> None:
    said = sentences(figures(asked), texts(language))
    assert any(GOOD in line and "Raha" in line for line in said)
    assert any(BAD in line and "Kiire" in line and "25\xa0%" in line for line in said)


def test_the_page_has_a_section_a_question_and_no_cross_table_of_questions(asked: ThemeTable) -> None:
    html = Page().html(asked)
    assert re.findall(r'<h2 id="q-\d-h">([^<]+)</h2>', html) == [GOOD, BAD]
    assert ">Kysymys</h" not in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("suffix", "language"),
    [(".html", "fi"), (".html", "sv"), (".pdf", "en"), (".pptx", "sv"), (".docx", "en"), (".svg", "fi")],
)
def test_a_report_by_question_is_verified(suffix: str, language: str, asked: ThemeTable, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    before = _rounds(asked)
    report_for(path, language=language, before=before).write(asked, path)
    assert checked(path, asked, before).same
    fewer = replace(asked, answers=asked.answers.drop(index=[81, 82]).reset_index(drop=True))
    verdict = checked(path, fewer, before)
    assert any(line.startswith(f"questions.{BAD}.themes.kiire.0: 10 → 8") for line in verdict.figures)


def test_rounds_are_set_side_by_side_a_question_at_a_time(asked: ThemeTable) -> None:
    report = whole(asked, FI, _rounds(asked))
    assert report.rounds is None
    assert [part.rounds.bases for part in report.parts if part.rounds] == [(80, 80), (40, 40)]
    only = replace(_rounds(asked), answers=asked.answers[asked.answers["question"] == GOOD])
    assert [part.rounds is not None for part in whole(asked, FI, only).parts] == [True, False]


def test_charts_of_questions_have_their_number_and_one_picture_holds_all(asked: ThemeTable, tmp_path: Path) -> None:
    keys = [chart.key for chart in charts_of(whole(asked, FI)) if isinstance(chart, Chart)]
    assert keys[:2] == ["shares-1", "shares-2"]
    report_for("svg").write(asked, tmp_path / "x.svg")
    picture = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "Kiire" in picture
    assert "Tiedonkulku" in picture


def test_the_document_and_the_workbook_tell_the_question_of_each_theme(asked: ThemeTable, tmp_path: Path) -> None:
    for name in ("document", "workbook"):
        report = report_for(name)
        report.write(asked, tmp_path / f"x{report.suffix}")
    paragraphs = read_document(str(tmp_path / "x.docx")).paragraphs
    headings = [p.text for p in paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[:3] == ["Tiivistelmä", GOOD, BAD]
    rows = [row[:3] for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["Teemat"].iter_rows(values_only=True)]
    assert ("Kiire", BAD, 40) in rows
    assert ("Tiedonkulku", GOOD, 80) in rows


def test_slides_hold_at_most_fourteen_bars_and_no_table_reaches_the_foot(table: ThemeTable, tmp_path: Path) -> None:
    book = Codebook(1, tuple(Theme(f"t{i}", f"Teema, jolla on pitkähkö nimi numero {i}") for i in range(31)))
    areas = [f"Hyvin pitkä ja monisanainen ryhmän nimi {'AB'[i % 2]}" for i in range(81)]
    themes = [(f"t{i % 31}", f"t{(i * 7) % 31}") for i in range(81)]
    many = replace(table, codebook=book, hide_cells_below=3, answers=table.answers.assign(alue=areas, themes=themes))
    report_for("slides").write(many, tmp_path / "x.pptx")
    deck = Presentation(str(tmp_path / "x.pptx"))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    bars = [len(list(shape.chart.plots[0].categories)) for shape in shapes if shape.has_chart]
    assert bars == [11, 10, 10]
    for shape in shapes:
        if shape.has_table:
            assert shape.top + sum(row.height for row in shape.table.rows) <= FOOT * deck.slide_height + 1


def test_a_table_of_a_document_is_kept_on_one_page(asked: ThemeTable, tmp_path: Path) -> None:
    report_for("document").write(asked, tmp_path / "x.docx")
    for table in read_document(str(tmp_path / "x.docx")).tables:
        kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
        assert kept == [True] * (len(kept) - 1) + [False]


def test_an_interval_that_covers_everything_is_said_in_words(table: ThemeTable) -> None:
    assert [texts(name).interval(0.0, 1.0) for name in ("fi", "sv", "en")] == [
        "ei voi arvioida", "kan inte uppskattas", "cannot be told",
    ]  # fmt: skip
    assert FI.interval(0.0, 0.99) == "0–99\xa0%"
    ids = [theme.id for theme in table.codebook]
    wide = pd.DataFrame({"theme": ids, "corrected": 0.5, "low": 0.0, "high": 1.0, "method": "errors in training"})
    html = Page().html(replace(table, corrected=wide))
    assert "ei voi arvioida" in html
    assert "0–100" not in html


def test_long_words_are_reckoned_with() -> None:
    assert wrapped_lines("tasavertaisuussuunnitelma", 60, 10) == 3
