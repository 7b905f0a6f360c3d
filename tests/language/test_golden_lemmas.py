"""The golden table of lemmas: every row a test of the Voikko that is here; the portable one is held to it too."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from theme_mining.language import lemmatise

TABLE = Path(__file__).parent.parent / "golden" / "lemmas.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def lemma_of(text: str, word: str, backend: str | None = None) -> str:
    return dict(zip(text.split(), lemmatise(text, pretokenised=True, backend=backend), strict=True))[word]


@pytest.mark.parametrize(("text", "word", "accepted", "why"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_lemma_is_one_of_those_accepted(text: str, word: str, accepted: str, why: str):
    assert lemma_of(text, word) in accepted.split("|"), why


@pytest.mark.skipif(find_spec("pyvoikko") is None, reason="the portable backend is not installed")
def test_portable_backend_reads_the_golden_table_as_the_native_one():
    wrong = [row[:2] for row in ROWS if lemma_of(row[0], row[1], "portable") not in row[2].split("|")]
    assert len(wrong) <= 3, wrong


def test_golden_table_has_three_hundred_rows():
    assert len(ROWS) >= 300
    assert len({(row[0], row[1]) for row in ROWS}) == len(ROWS)
