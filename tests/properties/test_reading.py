"""What holds of reading whatever the table: what was written comes back, cell by cell."""

import csv
import re
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from theme_mining.core.errors import InputError
from theme_mining.readers import read_table
from theme_mining.reports import write_frame

# XML and SPSS hold no control characters and no lone surrogates; NUL is left out of text files and said.
CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=25)
TABLES = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6)


def written_and_read(rows, suffix):
    frame = pd.DataFrame(
        {"id": [f"v{i}" for i in range(len(rows))], "a": [r[0] for r in rows], "b": [r[1] for r in rows]}
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t{suffix}"
        write_frame(frame, path)
        return frame, read_table(path).frame


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".parquet", ".sav"])
def test_any_table_of_any_letters_survives_write_and_read(suffix):
    @settings(
        max_examples=20 if suffix in (".xlsx", ".sav") else 40, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(TABLES)
    def check(rows):
        frame, again = written_and_read(rows, suffix)
        assert list(again.columns) == list(frame.columns)
        for name in ("a", "b"):
            if suffix == ".sav":  # the format fills cells up with spaces
                frame[name] = frame[name].str.rstrip(" ")
            # a column that is wholly numbers comes back as numbers
            if pd.api.types.is_numeric_dtype(again[name]):
                numbers = pd.to_numeric(frame[name].str.strip().str.replace(",", "."), errors="coerce").astype(float)
                assert numbers.equals(again[name].astype("float64")) or again[name].isna().any()
            else:
                assert list(again[name]) == list(frame[name])

    check()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_an_input_error(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(content)
        try:
            table = read_table(path)
        except InputError:
            return
        assert len(table.frame) > 0


SIGNS = st.text(st.sampled_from("=+-@'\t\r\n \"|!;,＝＋－＠1aä"), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(SIGNS, min_size=1, max_size=5))
def test_no_cell_of_signs_is_calculated_and_each_comes_back(cells):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        write_frame(pd.DataFrame({"id": [f"v{i}" for i in range(len(cells))], "a": cells}, dtype=object), path)
        with path.open(encoding="utf-8", newline="") as stream:
            written = [row[1] for row in csv.reader(stream)][1:]
        assert all(_harmless(cell) for cell in written)
        again = read_table(path).frame["a"]
        if not pd.api.types.is_numeric_dtype(again):
            assert list(again) == cells


def _harmless(cell):
    """Tell what a spreadsheet shows as it is: no formula sign first, or a minus before a number or a blank."""
    return not cell.startswith(tuple("=+@\t\r\n＝＋＠")) and not re.match(r"[-－][^\W\d_]", cell)
