"""Corrections made in the workbook come home as decisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import read_corrections, report_for

WHEN = "2026-11-22T10:00:00+02:00"


def _corrected(table: ThemeTable, folder: Path, change: Callable[[Any], None], language: str = "fi") -> Path:
    report_for("workbook", language=language).write(table, folder / "x.xlsx")
    book = openpyxl.load_workbook(folder / "x.xlsx")
    change(book.worksheets[1])
    book.save(folder / "x.xlsx")
    book.close()
    return folder / "x.xlsx"


def test_an_untouched_workbook_holds_no_decision(table: ThemeTable, tmp_path: Path) -> None:
    found = read_corrections(_corrected(table, tmp_path, lambda sheet: None), table, "anna", WHEN)
    assert found.decisions == ()
    assert found.notes == ()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_theme_changed_is_one_taken_away_and_one_added(table: ThemeTable, tmp_path: Path, language: str) -> None:
    def change(sheet: Any) -> None:
        assert sheet["A2"].value == "v0"
        sheet["D2"], sheet["E2"] = "Pienten asema", None

    found = read_corrections(_corrected(table, tmp_path, change, language), table, "anna", WHEN)
    assert table.answers["themes"][0] == ("raha", "tieto")
    assert [(d.what, d.verdict, d.who, d.when) for d in found.decisions] == [
        ("answer v0 theme pieni", "yes", "anna", WHEN),
        ("answer v0 theme raha", "no", "anna", WHEN),
        ("answer v0 theme tieto", "no", "anna", WHEN),
    ]
    assert found.themes == {"v0": ("pieni",)}


def test_rows_moved_do_no_harm_and_rows_gone_are_noticed(table: ThemeTable, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        moved = [cell.value for cell in sheet[2]]
        sheet.delete_rows(2, 2)
        sheet.append(moved)
        sheet.append(["vieras"])

    found = read_corrections(_corrected(table, tmp_path, change), table, "anna", WHEN)
    assert found.decisions == ()
    assert "1 answers of the survey are not in the workbook" in found.notes[0]
    assert "1 rows have an id" in found.notes[1]


def test_a_theme_not_in_the_codebook_names_row_and_near_miss(table: ThemeTable, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["D3"] = "Tiedonkulu"

    path = _corrected(table, tmp_path, change)
    with pytest.raises(InputError, match=r'row 3: .*\n.*did you mean "Tiedonkulku"'):
        read_corrections(path, table, "anna", WHEN)


def test_renamed_columns_are_known_by_what_they_hold_and_said(table: ThemeTable, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["A1"], sheet["D1"] = "Tunnukset", "Pääteema"
        sheet["D2"], sheet["E2"] = "  pienten  asema; TIEDONKULKU", None

    found = read_corrections(_corrected(table, tmp_path, change), table, "anna", WHEN)
    assert found.themes == {"v0": ("pieni", "tieto")}
    assert ['"Tunnukset"' in found.notes[0], '"Pääteema"' in found.notes[1]] == [True, True]


def test_a_column_of_themes_that_is_gone_is_refused_and_not_read_as_themes_taken_away(
    table: ThemeTable, tmp_path: Path
) -> None:
    path = _corrected(table, tmp_path, lambda sheet: sheet.delete_cols(5))
    with pytest.raises(InputError, match=r'no column "Teema 2"\n.*\n.*put the column back'):
        read_corrections(path, table, "anna", WHEN)


def test_no_column_of_ids_names_the_near_miss(table: ThemeTable, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, 1).value = f"x{row}"
        sheet["A1"] = "Tunnukset"

    path = _corrected(table, tmp_path, change)
    with pytest.raises(InputError, match=r'no column "Tunnus"\n.*did you mean "Tunnukset"'):
        read_corrections(path, table, "anna", WHEN)


def test_an_id_twice_is_refused(table: ThemeTable, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["A3"] = "v0"

    path = _corrected(table, tmp_path, change)
    with pytest.raises(InputError, match='"v0" stands twice'):
        read_corrections(path, table, "anna", WHEN)


def test_what_is_no_workbook_is_said(table: ThemeTable, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError, match="cannot be read as a workbook"):
        read_corrections(tmp_path / "x.xlsx", table, "anna", WHEN)
    with pytest.raises(InputError, match="There is no file"):
        read_corrections(tmp_path / "y.xlsx", table, "anna", WHEN)
