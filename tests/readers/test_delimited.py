"""Delimited text in every encoding and shape it comes in."""

import io
import sys

import pytest

from theme_mining.core.errors import InputError
from theme_mining.readers import choose_columns, read_table
from theme_mining.readers.delimited import separator_of

from .conftest import ANSWERS, REGIONS

ROWS = [["id", "alue", "vastaus"], *([i + 1, REGIONS[i], ANSWERS[i]] for i in range(6))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_encoding_and_separator_gives_the_same(text_file, encoding, separator):
    table = read_table(text_file(ROWS, separator=separator, encoding=encoding))
    assert list(table.frame.columns) == ["id", "alue", "vastaus"]
    assert list(table.frame["vastaus"]) == ANSWERS
    assert list(table.frame["id"]) == [1, 2, 3, 4, 5, 6]


def test_letters_garbled_by_a_wrong_encoding_are_repaired_and_said(text_file):
    garbled = [[str(cell).encode("utf-8").decode("cp1252") for cell in row] for row in ROWS]
    table = read_table(text_file(garbled))
    assert list(table.frame["vastaus"]) == ANSWERS
    assert any("repaired" in note for note in table.notes)


def test_a_quoted_newline_in_a_short_finnish_file():
    assert separator_of('id;vastaus\n1;"ensimmäinen\ntoinen"\n') == ";"


def test_one_column_of_prose_with_commas_is_one_column(text_file, tmp_path):
    (tmp_path / "a.txt").write_text("vastaus\nHyvä, kiitos\nJoo, ei, ehkä\nToimii, mutta hitaasti\n", encoding="utf-8")
    table = read_table(tmp_path / "a.txt")
    assert list(table.frame["vastaus"]) == ["Hyvä, kiitos", "Joo, ei, ehkä", "Toimii, mutta hitaasti"]


def test_answers_alone_one_a_line_without_a_header(tmp_path):
    (tmp_path / "a.txt").write_text("Yhteistyö on meille tärkeää.\nRahaa lisää.\n", encoding="utf-8")
    table = read_table(tmp_path / "a.txt")
    assert list(table.frame["vastaus"]) == ["Yhteistyö on meille tärkeää.", "Rahaa lisää."]
    assert table.row(0) == 1


def test_excels_own_first_line_names_the_separator(tmp_path):
    (tmp_path / "a.csv").write_text("sep=;\nid;vastaus\n1;a, b\n2;c, d\n", encoding="utf-8")
    assert list(read_table(tmp_path / "a.csv").frame["vastaus"]) == ["a, b", "c, d"]


def test_decimal_commas_become_numbers_and_codes_stay_text(text_file):
    rows = [["id", "paino", "postinumero", "kello", "vastaus"], ["01", "0,544", "00530", "14.30", "a b c"],
            ["02", "1,2", "02100", "9.05", "d e f"]]  # fmt: skip
    frame = read_table(text_file(rows, separator=";")).frame
    assert list(frame["paino"]) == [0.544, 1.2]
    assert list(frame["postinumero"]) == ["00530", "02100"]
    assert list(frame["id"]) == ["01", "02"]
    assert list(frame["kello"]) == ["14.30", "9.05"]


def test_whole_numbers_with_gaps_stay_whole(text_file):
    frame = read_table(text_file([["id", "vuosi", "vastaus"], [1, 1992, "a"], [2, "", "b"]])).frame
    assert frame["vuosi"].tolist()[0] == 1992
    assert frame.to_csv(index=False).splitlines()[1:] == ["1,1992,a", "2,,b"]


def test_column_names_that_stand_twice_are_numbered_and_said(text_file):
    table = read_table(text_file([["id", "Muu, mikä?", "Muu, mikä?"], [1, "a", "b"]]))
    assert list(table.frame.columns) == ["id", "Muu, mikä?", "Muu, mikä? (2)"]
    assert any("twice" in note for note in table.notes)


def test_title_rows_above_the_header_are_skipped_and_said(text_file):
    table = read_table(text_file([["Järjestökysely 2022", "", ""], ["", "", ""], *ROWS], separator=";"))
    assert list(table.frame["vastaus"]) == ANSWERS
    assert (table.header_row, table.first_row) == (3, 4)


def test_rows_that_are_empty_between_others_are_kept(text_file):
    table = read_table(text_file([["id", "vastaus"], [1, "a"], ["", ""], [3, "c"]]))
    assert list(table.frame["vastaus"]) == ["a", "", "c"]


def test_a_folder_is_read_as_one_table_that_knows_its_files(text_file):
    path = text_file(ROWS, name="a.csv")
    text_file(ROWS, name="b.csv", separator=";")
    table = read_table(path.parent)
    assert list(table.frame["vastaus"]) == ANSWERS * 2
    assert list(table.frame["tiedosto"]) == ["a.csv"] * 6 + ["b.csv"] * 6
    assert table.row(6) == 2
    assert choose_columns(table, text=["vastaus"]).background == ("alue",)


def test_a_folder_of_different_forms_is_refused(text_file):
    path = text_file(ROWS, name="a.csv")
    text_file([["id", "toive"], [1, "x"]], name="b.csv")
    with pytest.raises(InputError, match='no column "alue"'):
        read_table(path.parent)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_standard_input_of_any_kind(monkeypatch, text_file, workbook, kind):
    path = text_file(ROWS) if kind == "csv" else workbook({"A": ROWS})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    table = read_table("-")
    assert (str(table.path), list(table.frame["vastaus"])) == ("-", ANSWERS)


def test_standard_input_of_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(InputError, match="Standard input is empty"):
        read_table("-")


def test_a_long_reading_says_how_far_it_has_come(workbook):
    path = workbook({"A": [["id", "vastaus"], *([i, "yhteistyötä lisää"] for i in range(5000))]})
    heard = []
    read_table(path, progress=lambda what, done, total: heard.append((what, done, total)))
    assert {what for what, _, _ in heard} == {"unpacking", "rows", "columns"}
    assert all(0 < done <= total for _, done, total in heard)
    heard.clear()
    read_table(path)
    assert heard == []
