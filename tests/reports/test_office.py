"""Workbook, slides, document and SPSS file read back by other libraries with equal content."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyreadstat
import pytest
from docx import Document as read_document
from pptx import Presentation

from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import report_for


@pytest.fixture(scope="module")
def written(table: ThemeTable, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    evil = table.answers.assign(text=["=1+1" if i == 0 else text for i, text in enumerate(table.answers["text"])])
    found = {}
    for name in ("workbook", "slides", "document", "spss"):
        report = report_for(name)
        found[name] = folder / f"x{report.suffix}"
        report.write(replace(table, answers=evil), found[name])
    return found


def test_the_workbook_has_guide_answers_themes_groups_codebook_and_run(written: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(written["workbook"])
    assert book.sheetnames == ["Lue ensin", "Vastaukset", "Teemat", "Ryhmät", "Koodikirja", "Ajo"]


def test_no_cell_of_the_workbook_is_a_formula(written: dict[str, Path]) -> None:
    with zipfile.ZipFile(written["workbook"]) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 6
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert openpyxl.load_workbook(written["workbook"])["Vastaukset"]["C2"].value == "=1+1"


def test_theme_cells_are_bound_to_the_codebook(written: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(written["workbook"])["Vastaukset"]
    lists = sheet.data_validations.dataValidation
    assert [v.formula1 for v in lists] == ["'Koodikirja'!$B$2:$B$4"]
    assert str(lists[0].sqref) == "D2:F82"
    assert sheet["D2"].value == "Raha ja avustukset"


def test_hidden_cells_stand_as_a_dash_in_the_workbook(table: ThemeTable, tmp_path: Path) -> None:
    few = ["Harva" if i < 10 else "Moni" for i in range(81)]
    themes = [("raha",) if i in (0, 1, 2) or i >= 40 else () for i in range(81)]
    report_for("workbook").write(
        replace(table, answers=table.answers.assign(alue=few, themes=themes)), tmp_path / "x.xlsx"
    )
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Ryhmät"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Raha ja avustukset"]
    assert rows == [] or all(set(row[1:3]) == {"–"} for row in rows)


def test_slides_hold_a_native_chart_with_every_theme_and_alternative_text(written: dict[str, Path]) -> None:
    deck = Presentation(str(written["slides"]))
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 1
    plot = charts[0].chart.plots[0]
    assert sorted(plot.categories) == ["Pienten asema", "Raha ja avustukset", "Tiedonkulku"]
    assert sorted(plot.series[0].values) == [0.0, 0.5, 0.5]
    assert "Raha ja avustukset 50" in charts[0]._element.xpath(".//p:cNvPr/@descr")[0]
    assert charts[0].chart._chartSpace.xpath(".//c:errBars")
    titles = [slide.shapes.title.text for slide in deck.slides if slide.shapes.title]
    assert titles[0] == "Saaristokysely & muut"
    assert "Tiivistelmä" in titles


def test_a_template_gives_its_master_and_loses_its_slides(table: ThemeTable, tmp_path: Path) -> None:
    template = Presentation()
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "Mallin oma dia"
    template.slide_width = 9_000_000
    template.save(str(tmp_path / "malli.pptx"))
    report_for("slides", template=str(tmp_path / "malli.pptx")).write(table, tmp_path / "x.pptx")
    deck = Presentation(str(tmp_path / "x.pptx"))
    assert deck.slide_width == 9_000_000
    assert "Mallin oma dia" not in [slide.shapes.title.text for slide in deck.slides if slide.shapes.title]


@pytest.mark.parametrize("name", ["slides", "document"])
def test_a_template_that_is_none_is_an_input_error(name: str, table: ThemeTable, tmp_path: Path) -> None:
    (tmp_path / "rikki").write_bytes(b"PK")
    report = report_for(name, template=str(tmp_path / "rikki"))
    with pytest.raises(InputError, match="cannot be used"):
        report.write(table, tmp_path / f"x{report.suffix}")


def test_the_document_has_headings_tables_and_an_editable_chart(written: dict[str, Path]) -> None:
    document = read_document(str(written["document"]))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[:4] == ["Tiivistelmä", "Teemojen osuudet", "Teemat ryhmittäin", "Teemat yksitellen"]
    shares = document.tables[0]
    assert [cell.text for cell in shares.rows[1].cells][:3] == ["Raha ja avustukset", "40", "50\xa0%"]
    with zipfile.ZipFile(written["document"]) as archive:
        assert b"errBars" in archive.read("word/charts/shares.xml")
        assert archive.read("word/embeddings/shares.xlsx")[:2] == b"PK"


def test_spss_reads_codes_labels_and_the_set_of_themes(written: dict[str, Path], table: ThemeTable) -> None:
    frame, meta = pyreadstat.read_sav(written["spss"])
    assert frame["teema_raha"].sum() == 40
    assert meta.variable_value_labels["alue"] == {1.0: "Kaupunki", 2.0: "Saaristo"}
    assert meta.column_names_to_labels["teema_raha"] == "Teema: Raha ja avustukset"
    assert meta.mr_sets["teemat"]["variable_list"] == ["teema_raha", "teema_tieto", "teema_pieni"]
    assert meta.mr_sets["teemat"]["counted_value"] == 1
    assert frame["vastaus"].tolist()[1:] == table.answers["text"].tolist()[1:]
