"""Any table of any Unicode survives write and read, and no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from theme_mining.core.errors import InputError, SettingsError, StoreError
from theme_mining.reports import FRAME_SUFFIXES, write_frame
from theme_mining.reports._frames import inert

FORMULAS = ["=1+1", "+1", "@SUM(A1)", "\t=1", "\r=1", "-cmd|' /C calc'!A0", '=HYPERLINK("x")', "＝1+1"]
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20)


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["1", "2", "3"],
            "vastaus": ["=1+1", "- ei mitään", 'ä; "lainaus"\nrivi'],
            "n": [1, 2, 3],
            "varmuus": [0.25, np.nan, 1.0],
            "review": [True, False, True],
            "themes": [("a", "b"), (), ("c",)],
        }
    )


@pytest.mark.parametrize("suffix", FRAME_SUFFIXES)
def test_the_same_frame_gives_the_same_bytes(frame: pd.DataFrame, tmp_path: Path, suffix: str) -> None:
    write_frame(frame, tmp_path / f"a{suffix}")
    write_frame(frame.copy(), tmp_path / f"b{suffix}")
    first = (tmp_path / f"a{suffix}").read_bytes()
    assert first == (tmp_path / f"b{suffix}").read_bytes()
    assert b"20" + b"26-" not in first


def test_csv_is_plain_utf8_with_commas(frame: pd.DataFrame, tmp_path: Path) -> None:
    write_frame(frame, tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8")
    assert text.startswith("id,vastaus,n,varmuus,review,themes\n1,'=1+1,1,0.25,true,a;b\n")


def test_spss_keeps_names_as_labels_and_flags_as_coded_values(frame: pd.DataFrame, tmp_path: Path) -> None:
    write_frame(frame.rename(columns={"n": "Montako vuotta?"}), tmp_path / "a.sav")
    found, meta = pyreadstat.read_sav(tmp_path / "a.sav")
    assert meta.column_names_to_labels["Montako_vuotta"] == "Montako vuotta?"
    assert found["review"].tolist() == [1.0, 0.0, 1.0]
    assert meta.variable_value_labels["review"] == {0.0: "false", 1.0: "true"}
    assert found["vastaus"].tolist() == frame["vastaus"].tolist()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_calculate_is_made_inert(text: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({text: ["x"], "vastaus": [text]})
    write_frame(frame, tmp_path / "a.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_bytes().decode("utf-8"), newline="")))
    assert rows[0][0] == rows[1][1] == "'" + text
    write_frame(frame, tmp_path / "a.xlsx")
    assert b"<f>" not in zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["- ei mitään", "-", "--", "-5", "-5,2 %", "−1", "", " =1", "a=b"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert inert(text) == text


def test_columns_of_our_own_are_not_guarded(tmp_path: Path) -> None:
    write_frame(pd.DataFrame({"lemmas": ["-kin"], "text": ["-kin"]}), tmp_path / "a.csv", own=["lemmas"])
    assert (tmp_path / "a.csv").read_text() == "lemmas,text\n-kin,'-kin\n"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
@example(["_x0041_", "\x00\x07", "\r\n", "<a>&amp;", "\ufeff"])
def test_any_text_survives_every_format(tmp_path: Path, texts: list[str]) -> None:
    frame = pd.DataFrame({"text": texts}, dtype=object)
    for suffix in FRAME_SUFFIXES:
        write_frame(frame, tmp_path / f"a{suffix}")
    assert pd.read_parquet(tmp_path / "a.parquet")["text"].tolist() == texts
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        assert [row[0] for row in csv.reader(stream) if row][1:] == [inert(t) for t in texts]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.floats(allow_nan=False, width=32) | st.integers(-(2**60), 2**60), min_size=1, max_size=5))
def test_numbers_survive_parquet_and_csv(tmp_path: Path, numbers: list[float]) -> None:
    write_frame(pd.DataFrame({"n": pd.Series(numbers, dtype=object)}), tmp_path / "a.parquet")
    found = pd.read_parquet(tmp_path / "a.parquet")["n"].tolist()
    assert [float(v) for v in found] == [float(v) for v in numbers]


def test_whole_numbers_too_long_for_a_double_stay_exact(tmp_path: Path) -> None:
    write_frame(pd.DataFrame({"id": [2**60 + 1, 1]}), tmp_path / "a.xlsx")
    assert pd.read_excel(tmp_path / "a.xlsx", dtype=str, engine="openpyxl")["id"].tolist() == [str(2**60 + 1), "1"]


def test_an_unknown_suffix_names_the_known_ones(frame: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r'did you mean "\.xlsx"'):
        write_frame(frame, tmp_path / "a.xls")


def test_a_place_that_cannot_be_written_is_a_store_error(frame: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        write_frame(frame, tmp_path / "file" / "a.csv")


def test_a_text_longer_than_a_cell_names_row_and_column_and_leaves_nothing(tmp_path: Path) -> None:
    frame = pd.DataFrame({"vastaus": ["lyhyt", "x" * 40_000]})
    for suffix in (".xlsx", ".sav"):
        with pytest.raises(InputError, match='Row 2, column "vastaus"') as caught:
            write_frame(frame, tmp_path / f"a{suffix}")
        assert "xxx" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='"a" twice'):
        write_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]), tmp_path / "a.csv")


def test_a_table_without_rows_keeps_its_header(tmp_path: Path) -> None:
    for suffix in FRAME_SUFFIXES:
        write_frame(pd.DataFrame({"a": [], "b": pd.Series([], dtype=str)}), tmp_path / f"a{suffix}")
    assert (tmp_path / "a.csv").read_text() == "a,b\n"
