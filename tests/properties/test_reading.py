"""What holds of reading whatever the table: what was written comes back, cell by cell."""

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


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".parquet"])
def test_any_table_of_any_letters_survives_write_and_read(suffix):
    @settings(max_examples=20 if suffix == ".xlsx" else 40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TABLES)
    def check(rows):
        frame, again = written_and_read(rows, suffix)
        assert list(again.columns) == list(frame.columns)
        for name in ("a", "b"):
            # a column that is wholly numbers comes back as numbers
            if pd.api.types.is_numeric_dtype(again[name]):
                assert (
                    pd.to_numeric(frame[name].str.strip().str.replace(",", "."), errors="coerce").equals(
                        again[name].astype(float)
                    )
                    or again[name].isna().any()
                )
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
