"""What every plug of the readers room promises."""

import pickle
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.core.errors import InputError
from theme_mining.core.sockets import Reader
from theme_mining.core.tables import SourceTable
from theme_mining.readers import plugs, read_table, suffixes

FRAME = pd.DataFrame(
    {
        "id": [1, 2, 3],
        "Mitä toivotte?": ["Lisää yhteistyötä, kiitos", "", "äöå 😀 \"lainaus\" ja 'toinen'"],
        "paino": [0.5, 1.25, 2.0],
    }
)


def write(frame, path):
    suffix = path.suffix
    if suffix in (".csv", ".txt"):
        frame.to_csv(path, index=False)
    elif suffix == ".tsv":
        frame.to_csv(path, index=False, sep="\t")
    elif suffix == ".parquet":
        frame.to_parquet(path)
    elif suffix in (".sav", ".zsav"):
        import pyreadstat

        named = frame.rename(columns={"Mitä toivotte?": "q1"})
        pyreadstat.write_sav(named, str(path), column_labels=list(frame.columns), compress=suffix == ".zsav")
    elif suffix == ".ods":
        pytest.importorskip("odf")
        frame.to_excel(path, index=False, engine="odf")
    elif suffix == ".xls":
        xlwt = pytest.importorskip("xlwt")
        book = xlwt.Workbook()
        sheet = book.add_sheet("A")
        for i, row in enumerate([list(frame.columns), *frame.itertuples(index=False)]):
            for j, cell in enumerate(row):
                sheet.write(i, j, cell)
        book.save(str(path))
    else:
        beside = path.with_suffix(".xlsx")
        frame.to_excel(beside, index=False, engine="xlsxwriter")
        beside.replace(path)
    return path


@pytest.fixture(params=sorted(suffixes()))
def written(request, tmp_path):
    return write(FRAME, tmp_path / f"kysely{request.param}")


def test_every_plug_is_a_reader_with_endings_of_its_own():
    found = [suffix for plug in plugs().values() for suffix in plug.suffixes]
    assert all(isinstance(plug, Reader) for plug in plugs().values())
    assert len(found) == len(set(found))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in found)


def test_rows_in_are_rows_out_cell_by_cell(written):
    table = read_table(written)
    assert isinstance(table, SourceTable)
    question = "q1" if "q1" in table.frame.columns else "Mitä toivotte?"
    assert list(table.frame[question]) == list(FRAME["Mitä toivotte?"])
    assert list(table.frame["id"]) == [1, 2, 3]
    assert list(table.frame["paino"]) == [0.5, 1.25, 2.0]


def test_the_same_file_gives_the_same_table(written):
    once, again = read_table(written), read_table(written)
    assert once.frame.equals(again.frame)
    assert once.notes == again.notes


def test_text_cells_are_strings(written):
    frame = read_table(written).frame
    for name in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[name]):
            assert all(type(cell) is str for cell in frame[name])


def test_a_table_survives_pickling(written):
    table = read_table(written)
    assert pickle.loads(pickle.dumps(table)).frame.equals(table.frame)


@pytest.mark.parametrize("name", sorted(plugs()))
@pytest.mark.parametrize("content", [b"\x00", b"\x00\x01\x02" * 400, b"PK\x03\x04" + b"\x00" * 90, b"PAR1xxPAR1"])
def test_rubbish_is_refused_in_our_own_words(tmp_path, name, content):
    path = tmp_path / f"roska{plugs()[name].suffixes[0]}"
    path.write_bytes(content)
    with pytest.raises(InputError, match="roska"):
        read_table(path)


def test_paths_may_be_text(tmp_path):
    assert len(read_table(str(write(FRAME, Path(tmp_path / "a.csv")))).frame) == 3
