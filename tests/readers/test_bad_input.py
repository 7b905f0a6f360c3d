"""A file that cannot be used gives one message: where, what was found, what to do, and never an answer."""

import io
import zipfile

import pytest

from theme_mining.core.errors import InputError
from theme_mining.readers import choose_columns, read_table

SECRET = "Salaisuus jota ei saa näyttää"


def refused(path, match):
    with pytest.raises(InputError, match=match) as caught:
        read_table(path)
    assert SECRET not in str(caught.value)
    assert caught.value.do
    return str(caught.value)


def test_a_missing_file_names_the_near_miss(tmp_path, text_file):
    text_file([["id", "vastaus"], [1, "x"]], name="vastaukset.csv")
    assert 'did you mean "vastaukset.csv"' in refused(tmp_path / "vastauset.csv", "no file")


def test_a_missing_folder_is_named(tmp_path):
    refused(tmp_path / "ei" / "ole.csv", "There is no file")


def test_an_empty_folder(tmp_path):
    refused(tmp_path, "folder without tables")


def test_an_empty_file(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    refused(tmp_path / "a.csv", "is empty")


@pytest.mark.parametrize("content", [b"\n\n\n", b";;\n;;\n", "\ufeff".encode()])
def test_a_file_of_nothing(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    refused(tmp_path / "a.csv", "is empty")


def test_a_header_alone(text_file):
    refused(text_file([["id", "vastaus"]]), "header but no rows")


def test_a_header_alone_in_a_workbook(workbook):
    refused(workbook({"A": [["id", "vastaus"]]}), "header but no rows")


def test_an_unknown_kind_lists_the_known(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert ".xlsx" in refused(tmp_path / "a.pdf", "cannot be read")


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_workbook_under_a_text_files_name(tmp_path, workbook, name):
    (tmp_path / name).write_bytes(workbook({"A": [["id"], [1]]}).read_bytes())
    refused(tmp_path / name, "not a text file")


def test_text_under_a_workbooks_name(tmp_path):
    (tmp_path / "a.xlsx").write_text(f"id;vastaus\n1;{SECRET}\n", encoding="utf-8")
    assert ".csv" in refused(tmp_path / "a.xlsx", "no workbook")


def test_a_web_page_under_an_old_workbooks_name(tmp_path):
    (tmp_path / "a.xls").write_text(f"<html><table><tr><td>{SECRET}</td></tr></table></html>", encoding="utf-8")
    refused(tmp_path / "a.xls", "no workbook")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook(workbook, share):
    path = workbook({"A": [["id", "vastaus"], *([i, SECRET] for i in range(300))]})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, "cut short|no workbook|damaged")


def test_a_password_protected_workbook(tmp_path):
    # a compound file that says it holds an encrypted package, as Office writes one
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    (tmp_path / "a.xlsx").write_bytes(header + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    refused(tmp_path / "a.xlsx", "password")


def test_a_zip_bomb(tmp_path, workbook):
    path = workbook({"A": [["id"], [1]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.xml", "w") as stream:
        for _ in range(200):
            stream.write(bytes(1 << 20))
    refused(path, "unpacks to")


def test_a_sheet_that_claims_the_whole_grid(tmp_path, workbook):
    path = workbook({"A": [["id", "vastaus"], [1, SECRET]]})
    refused(_with_part(path, "xl/worksheets/sheet1.xml", b'r="B2"', b'r="XFD1048576"'), "rows")


def test_a_document_type_declaration(workbook):
    path = workbook({"A": [["id", "vastaus"], [1, SECRET]]})
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'
    refused(_with_part(path, "xl/worksheets/sheet1.xml", b"<worksheet", bomb), "document type")


def _with_part(path, name, old, new):
    """Write a workbook anew with one part changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, content.replace(old, new) if part == name else content)
    path.write_bytes(changed.getvalue())
    return path


def test_macros_and_outside_links_are_said(workbook):
    path = workbook({"A": [["id", "vastaus"], [1, "Hyvää yhteistyötä kaikille"]]})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<x/>")
    notes = read_table(path).notes
    assert any("macros" in note for note in notes)
    assert any("links" in note for note in notes)


def test_cells_that_show_an_error_are_said(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for i in range(4):
        book.active.append(["vastaus" if not i else f"Vastaus numero {i} on tässä"])
    book.active["A3"], book.active["A4"] = "=1+1", "#NAME?"
    book.active["A4"].data_type = "e"
    book.save(tmp_path / "x.xlsx")
    table = read_table(tmp_path / "x.xlsx")
    assert any("2 cells of sheet1 show an error" in note and "the first is A3" in note for note in table.notes)


def test_hidden_sheets_are_said_and_not_read(workbook):
    path = workbook({"A": [["id"], [1]], "Piilo": [["salaisuus"], *([[SECRET]] * 9)]}, hidden=("Piilo",))
    table = read_table(path)
    assert table.sheet == "A"
    assert any("hidden" in note and "Piilo" in note for note in table.notes)


def test_a_huge_cell_names_row_and_column(text_file):
    message = refused(text_file([["id", "vastaus"], [1, "a"], [2, SECRET + "x" * 1_000_000]]), "row 3, column 2")
    assert "quotation mark" in message


def test_a_huge_cell_of_a_quote_never_closed(tmp_path):
    rows = "".join(f"{i};vastaus numero {i}\n" for i in range(9000))
    (tmp_path / "a.csv").write_text(f'id;vastaus\n0;"{SECRET}\n{rows}', encoding="utf-8")
    refused(tmp_path / "a.csv", "row 2, column 2")


def test_a_row_longer_than_the_header(tmp_path):
    (tmp_path / "a.csv").write_text(f"id;vastaus\n1;a\n2;{SECRET};muuta\n3;b\n4;c\n", encoding="utf-8")
    assert "quotation marks" in refused(tmp_path / "a.csv", "row 3 has 3 cells")


def test_bytes_of_no_known_encoding(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"id;vastaus\n1;\x81\x8d\x8f\n")
    refused(tmp_path / "a.csv", "line 2")


def test_nul_characters_are_left_out_and_said(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"id;vastaus\n1;hyv\x00in toimii\n2;joo\n")
    table = read_table(tmp_path / "a.csv")
    assert table.frame["vastaus"][0] == "hyvin toimii"
    assert any("NUL" in note and "line 2" in note for note in table.notes)


@pytest.mark.parametrize("name", ["a.sav", "a.parquet", "a.ods", "a.xls"])
def test_rubbish_under_a_known_name(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x00\x01rubbish" * 50)
    refused(tmp_path / name, "cut short|no workbook|no SPSS|no parquet")


def columns_refused(table, match, **named):
    with pytest.raises(InputError, match=match) as caught:
        choose_columns(table, **named)
    assert SECRET not in str(caught.value)
    return str(caught.value)


def test_a_missing_column_names_the_near_miss(text_file):
    table = read_table(text_file([["id", "vastaus"], [1, SECRET]]))
    assert 'did you mean "vastaus"' in columns_refused(table, "vastuas", text=["vastuas"])


def test_ids_that_stand_twice_name_both_rows(text_file):
    table = read_table(text_file([["id", "vastaus"], [1, "a b c"], [2, "c d e"], [1, "e f g"]]))
    columns_refused(table, "rows 2 and 4", id="id")


def test_a_text_column_of_numbers(text_file):
    table = read_table(text_file([["id", "vastaus"], [1, 5], [2, 6]]))
    columns_refused(table, "only numbers", text=["vastaus"])


def test_a_text_column_of_dates(text_file):
    table = read_table(text_file([["id", "vastaus"], [1, "1.2.2022"], [2, "2.2.2022"]]))
    columns_refused(table, "only dates", text=["vastaus"])


def test_numbers_and_dates_among_answers_are_text(workbook):
    import datetime as dt

    rows = [["id", "vastaus"], [1, "hyvää yhteistyötä"], [2, 5], [3, dt.datetime(2022, 3, 1)], [4, 2.5], [5, True]]
    table = read_table(workbook({"A": rows}))
    assert list(table.frame["vastaus"]) == ["hyvää yhteistyötä", "5", "2022-03-01", "2.5", "true"]


def test_all_answers_empty(text_file):
    table = read_table(text_file([["id", "vastaus"], [1, ""], [2, " "]]))
    columns_refused(table, "all answers are empty", text=["vastaus"])


def test_no_text_column_to_be_found(text_file):
    table = read_table(text_file([["id", "arvosana"], [1, 5], [2, 4]]))
    assert "--text" in columns_refused(table, "no column of free text")


def test_a_file_of_one_answer(text_file):
    table = read_table(text_file([["id", "vastaus"], [1, "Yhteistyötä lisää"]]))
    assert choose_columns(table).text == ("vastaus",)
