"""Rounds, closed questions, registers, equal voice, odd weights, records: said where it matters, never wrong."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from docx import Document as read_document
from pptx import Presentation

from theme_mining.core.errors import SettingsError
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import carried, checked, figures, report_for
from theme_mining.reports._record import record_json
from theme_mining.reports._texts import texts
from theme_mining.reports._whole import charts_of, who_rows, whole

FI = texts("fi")


def _seldom(table: ThemeTable, title: str, every: int) -> ThemeTable:
    themes = [tuple(t for t in row if t != "raha" or i % every == 0) for i, row in enumerate(table.answers["themes"])]
    return replace(table, title=title, answers=table.answers.assign(themes=themes))


def _register(**sizes: float) -> pd.DataFrame:
    return pd.DataFrame({"background": "alue", "group": list(sizes), "n": list(sizes.values())})


def _worded(table: ThemeTable) -> ThemeTable:
    lemmas = [("bussi", "lautta") if area == "Saaristo" else ("raha", "", "avustus") for area in table.answers["alue"]]
    return replace(table, answers=table.answers.assign(lemmas=pd.Series(lemmas, dtype=object)))


# rounds


def test_three_rounds_stand_side_by_side_with_the_change_since_the_first(table: ThemeTable) -> None:
    report = whole(table, FI, [_seldom(table, "Kysely 2016", 10), _seldom(table, "Kysely 2018", 3)])
    assert report.rounds is not None
    assert report.rounds.titles == ("Kysely 2016", "Kysely 2018", "Saaristokysely & muut")
    row = next(r for r in report.rounds.rows if r.name == "Raha ja avustukset")
    assert len(row.shares) == 3
    assert row.whole_verdict == "up"
    assert any("Ensimmäisestä kierroksesta (Kysely 2016)" in s for s in report.rounds.sentences)


def test_rounds_of_other_people_longer_answers_or_another_voice_are_said_so(table: ThemeTable) -> None:
    other = table.answers.assign(
        alue=["Kaupunki" if i % 8 else "Saaristo" for i in range(81)],
        text=[f"{text} {text} {text}" for text in table.answers["text"]],
    )
    report = whole(replace(table, voice="alue"), FI, replace(table, title="Ennen", answers=other))
    assert report.rounds is not None
    notes = " ".join(report.rounds.notes)
    assert "Vastaajien rakenne on toinen (alue)" in notes
    assert "Vastaukset ovat eripituisia" in notes
    assert "Äänet on laskettu kierroksilla eri tavoin" in notes


def test_the_same_rounds_have_nothing_to_beware_of(table: ThemeTable) -> None:
    report = whole(table, FI, replace(table, title="Ennen"))
    assert report.rounds is not None
    assert report.rounds.notes == []


def test_words_that_tell_the_rounds_apart_are_given(table: ThemeTable) -> None:
    before = replace(_worded(table), title="Ennen")
    swapped = [tuple({"bussi": "kyyti"}.get(w, w) for w in row) for row in before.answers["lemmas"]]
    now = replace(before, title="Nyt", answers=before.answers.assign(lemmas=pd.Series(swapped, dtype=object)))
    report = whole(now, FI, before)
    assert report.rounds is not None
    assert report.rounds.words is not None
    assert [[w.word for w in each] for each in report.rounds.words.words] == [["bussi"], ["kyyti"]]


# closed questions


def _asked(table: ThemeTable, cells: list[str]) -> ThemeTable:
    return replace(table, answers=table.answers.assign(kanava=cells), closed=("kanava",))


def test_shares_of_given_options_rest_on_those_who_chose(table: ThemeTable) -> None:
    found = figures(_asked(table, [["lehti", "lehti", "radio", ""][i % 4] for i in range(81)]))
    question = found.closed[0]
    assert question.base == 60 + 1
    assert question.options["name"].tolist() == ["lehti", "radio"]
    assert question.options["share"].tolist() == pytest.approx([41 / 61, 20 / 61])
    assert question.leads
    assert not question.multiple


def test_themes_are_told_by_the_option_chosen(table: ThemeTable) -> None:
    found = figures(_asked(table, ["lehti" if "raha" in row else "radio" for row in table.answers["themes"]]))
    by_option = next(b for b in found.backgrounds if b.name == "kanava")
    assert by_option.closed
    assert by_option.table.share[found.themes["theme"].tolist().index("raha")].tolist() == [1.0, 0.0]


def test_several_options_may_be_chosen_and_each_is_set_against_the_others(table: ThemeTable) -> None:
    found = figures(_asked(table, ["lehti; radio" if i % 2 else "radio" for i in range(81)]))
    assert found.closed[0].multiple
    assert found.closed[0].options["share"].tolist() == pytest.approx([1.0, 40 / 81])
    assert {b.name for b in found.backgrounds if b.closed} == {"kanava: lehti", "kanava: radio"}


def test_a_question_nobody_answered_is_left_out(table: ThemeTable) -> None:
    assert figures(_asked(table, [""] * 81)).closed == ()


# registers and equal voice


def test_shares_are_weighted_to_the_register(table: ThemeTable) -> None:
    found = figures(replace(table, population=_register(Kaupunki=10, Saaristo=90)))
    share = found.themes.set_index("theme")["share"]["raha"]
    assert share == pytest.approx(0.1 * 0.75 + 0.9 * 0.25, abs=0.005)


def test_a_group_that_nobody_answered_from_is_said(table: ThemeTable) -> None:
    report = whole(replace(table, population=_register(Kaupunki=50, Saaristo=30, Tunturi=20)), FI)
    assert (
        "Kukaan ei vastannut ryhmistä: Tunturi (alue; 20\xa0% rekisteristä). Luvut eivät kerro heistä."
        in report.cautions
    )
    assert report.found.voices.margins[0].covered == pytest.approx(0.8)


def test_a_group_that_the_register_lacks_is_left_out_and_said(table: ThemeTable) -> None:
    report = whole(replace(table, population=_register(Kaupunki=50)), FI)
    assert report.found.respondents == 40
    assert report.found.themes.set_index("theme")["share"]["raha"] == pytest.approx(0.75)
    assert any("Rekisterissä ei ole ryhmiä: Saaristo" in said and "40 vastaajaa" in said for said in report.cautions)


def test_who_answered_hides_small_groups_and_one_more(table: ThemeTable) -> None:
    area = ["A"] * 3 + ["B"] * 20 + ["C"] * 58
    answers = table.answers.assign(alue=area)
    found = figures(replace(table, answers=answers, population=_register(A=10, B=100, C=200)))
    rows = who_rows(found.voices.margins[0], 5, FI)
    assert [r.answered for r in rows] == ["–", "–", "57"]


def test_an_organisation_has_one_vote_whatever_the_number_of_its_respondents(table: ThemeTable) -> None:
    """One organisation of 40 that all name it, 40 of one that do not: 1 vote of 41."""
    organisation = ["suuri" if i % 2 == 0 else f"pieni {i}" for i in range(81)]
    themes = [("raha",) if i % 2 == 0 else () for i in range(81)]
    answers = table.answers.assign(organisaatio=organisation, themes=themes)
    found = figures(replace(table, answers=answers, voice="organisaatio"))
    assert found.voices.voices == 41
    assert found.themes.set_index("theme")["share"]["raha"] == pytest.approx(1 / 41)
    report = whole(replace(table, answers=answers, voice="organisaatio"), FI)
    assert "ääniä on 41" in report.sentences[0]


# odd weights


@pytest.mark.parametrize(
    ("weight", "said"),
    [(np.nan, "puuttuu paino"), (-1.0, "paino on negatiivinen"), (0.0, "paino on nolla")],
)
def test_weights_that_are_none_are_left_out_and_said(weight: float, said: str, table: ThemeTable) -> None:
    weights = [weight if i < 6 else 1.0 for i in range(81)]
    report = whole(replace(table, answers=table.answers.assign(weight=weights), weighted=True), FI)
    assert report.found.respondents == 74
    kept = table.answers.iloc[6:80]
    wanted = sum("raha" in row for row in kept["themes"]) / 74
    assert report.found.themes.set_index("theme")["share"]["raha"] == pytest.approx(wanted)
    assert any(
        said in line and line.startswith("6 vastaajan" if weight == weight else "6 vastaajalta")
        for line in report.cautions
    )


def test_a_group_of_one_respondent_is_merged_and_shows_no_count(table: ThemeTable) -> None:
    area = ["Yksin", *["A"] * 40, *["B"] * 40]
    found = figures(replace(table, answers=table.answers.assign(alue=area)))
    assert "Yksin" in found.backgrounds[0].merged
    assert (
        "Yksin"
        not in json.loads(record_json(found.table, found, "fi"))["backgrounds"].get("alue", {"groups": {}})["groups"]
    )


def test_a_theme_nobody_named_is_said_and_has_its_upper_limit(table: ThemeTable) -> None:
    report = whole(table, FI)
    assert "Kukaan ei maininnut: ”Pienten asema”." in report.sentences
    row = report.found.themes.set_index("theme").loc["pieni"]
    assert (row["share"], row["low"]) == (0.0, 0.0)
    assert row["high"] > 0.04


def test_a_theme_common_to_all_groups_is_said_with_what_holds_in_each(table: ThemeTable) -> None:
    from theme_mining.reports._sentences import background_sentences

    named = replace(table, answers=table.answers.assign(themes=[("raha", "tieto")] * 80 + [()]))
    found = figures(named)
    said = " ".join(background_sentences(found, found.backgrounds[0]))
    assert "Kaikille ryhmille yhteisiä ovat" in said
    seldom = replace(table, answers=table.answers.assign(themes=[("raha",) if i % 9 == 0 else () for i in range(81)]))
    found = figures(replace(seldom, hide_cells_below=3))
    assert "Mistään teemasta ei voi sanoa" in " ".join(background_sentences(found, found.backgrounds[0]))


# records, PDF, charts


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".pptx", ".docx", ".png", ".svg"])
def test_a_report_carries_its_run_and_figures_and_is_verified(suffix: str, table: ThemeTable, tmp_path: Path) -> None:
    dated = replace(table, made_on="2026-11-25")
    path = tmp_path / f"x{suffix}"
    report_for(path).write(dated, path)
    told = carried(path)
    assert told is not None
    assert told["run"]["made_on"] == "2026-11-25"
    assert told["run"]["codebook"]["fingerprint"] == table.codebook.fingerprint
    assert told["themes"]["raha"][0] == 40
    assert checked(path, dated).same
    fewer = replace(dated, answers=dated.answers.iloc[4:])
    verdict = checked(path, fewer)
    assert not verdict.holds
    assert any(line.startswith("themes.raha.0: 40 → ") for line in verdict.figures)


def test_a_figure_changed_by_hand_is_found(table: ThemeTable, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    report_for(path).write(table, path)
    path.write_text(path.read_text(encoding="utf-8").replace("<b>50\xa0%</b>", "<b>60\xa0%</b>"), encoding="utf-8")
    verdict = checked(path, table)
    assert not verdict.same
    assert verdict.holds  # the record holds: it is said that the file was changed


def test_no_hidden_count_stands_in_the_record(table: ThemeTable) -> None:
    few = ["Harva" if i < 30 else "Moni" for i in range(81)]
    themes = [("raha",) if i in (0, 1, 2) or i >= 40 else () for i in range(81)]
    hidden = replace(table, answers=table.answers.assign(alue=few, themes=themes), hide_cells_below=5)
    found = figures(hidden)
    told = json.loads(record_json(hidden, found, "fi"))
    for name, part in told["backgrounds"].items():
        background = next(b for b in found.backgrounds if b.name == name)
        assert [[cell is None for cell in row] for row in part["shares"]] == background.hidden.tolist()


def test_the_pdf_is_tagged_and_reads_in_order(table: ThemeTable, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    report_for(path).write(_worded(table), path)
    content = path.read_bytes()
    assert content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in content or b"/MarkInfo" in content or b"/Type/ObjStm" in content.replace(b" ", b"")
    try:
        text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
        info = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    places = [text.index(word) for word in ("Tiivistelmä", "Teemojen osuudet", "Teemat yksitellen", "Menetelmä ja")]
    assert places == sorted(places)
    assert "Tagged:          yes" in info
    assert "Title:           Saaristokysely & muut" in info


def test_every_chart_can_be_had_by_itself(table: ThemeTable, tmp_path: Path) -> None:
    asked = _asked(_worded(table), ["lehti" if i % 3 else "radio" for i in range(81)])
    report_for(tmp_path / "x.svg", before=replace(table, title="Ennen"), chart="all").write(asked, tmp_path / "x.svg")
    keys = [chart.key for chart in charts_of(whole(asked, FI, replace(table, title="Ennen")))]
    assert keys[:3] == ["shares", "rounds", "closed-1"]
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(["x.svg", *(f"x-{key}.svg" for key in keys[1:])])
    with pytest.raises(SettingsError, match='did you mean "rounds"'):
        report_for("svg", chart="round", before=replace(table, title="Ennen")).write(asked, tmp_path / "y.svg")


def _slides(path: Path) -> Any:
    return Presentation(str(path))


def test_slides_and_document_show_rounds_as_native_charts_with_a_pattern_a_round(
    table: ThemeTable, tmp_path: Path
) -> None:
    before = [_seldom(table, "Kysely 2016", 10), _seldom(table, "Kysely 2018", 3)]
    for name in ("slides", "document"):
        report = report_for(name, before=before)
        report.write(table, tmp_path / f"x{report.suffix}")
    charts = [s.chart for slide in _slides(tmp_path / "x.pptx").slides for s in slide.shapes if s.has_chart]
    rounds = charts[1].plots[0]
    assert [series.name for series in rounds.series] == ["Kysely 2016", "Kysely 2018", "Saaristokysely & muut"]
    assert len(charts[1]._chartSpace.xpath(".//a:pattFill")) == 2
    document = read_document(str(tmp_path / "x.docx"))
    assert any(p.text == "Muutos edellisestä kierroksesta" for p in document.paragraphs)
    assert len([rel for rel in document.part.rels.values() if rel.reltype.endswith("/chart")]) == 2


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_everything_can_be_said_in_every_language(language: str, table: ThemeTable, tmp_path: Path) -> None:
    asked = _asked(_worded(table), ["lehti" if i % 3 else "radio" for i in range(81)])
    weights = [0.0 if i < 3 else np.nan if i < 5 else -1.0 if i < 7 else 1.0 for i in range(81)]
    full = replace(
        asked, answers=asked.answers.assign(weight=weights, organisaatio="o"), weighted=True, voice="alue",
        population=_register(Kaupunki=50, Tunturi=20), made_on="2026-11-25",
    )  # fmt: skip
    before = [_seldom(table, "Kysely 2016", 10), _seldom(table, "Kysely 2018", 3)]
    for name in ("page", "pdf", "slides", "document"):
        report = report_for(name, language=language, before=before)
        report.write(full, tmp_path / f"x{report.suffix}")
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "{" not in html[html.index("<main>") :].replace("{}", "")
