"""The Store keeps masked answers and nothing else."""

from pathlib import Path

import pytest

from theme_mining.core.errors import StoreError
from theme_mining.core.types import Answer, MaskSpan, RawAnswer, Run
from theme_mining.storage.store import SqlStore

ANSWERS = [
    Answer("2", "Mitä toivotte?", "Soittakaa [nimi]", {"Tyyppi": "Säätiö"}, (MaskSpan(10, 16, "nimi"),), "fi"),
    Answer("1", "Mitä toivotte?", "-", {}, (), "none"),
]


def test_answers_come_back_as_they_went_in_and_in_order(tmp_path: Path) -> None:
    with SqlStore(tmp_path / "s.db") as store:
        assert store.add_answers("kysely", ANSWERS) == 2
        assert list(store.answers("kysely")) == ANSWERS
        assert store.surveys() == {"kysely": 2}


def test_loading_the_same_answers_again_replaces_them(tmp_path: Path) -> None:
    with SqlStore(tmp_path / "s.db") as store:
        store.add_answers("kysely", ANSWERS)
        assert store.add_answers("kysely", ANSWERS) == 2


def test_a_raw_answer_cannot_reach_the_store(tmp_path: Path) -> None:
    with SqlStore(tmp_path / "s.db") as store, pytest.raises(TypeError, match="masked Answers only"):
        store.add_answers("kysely", [RawAnswer("1", "q", "Soittakaa Maijalle")])  # type: ignore[list-item]


def test_a_run_is_kept_once(tmp_path: Path) -> None:
    run = Run("abc", "read", "h", {}, 1, {}, {"rows": 2})
    with SqlStore(tmp_path / "s.db") as store:
        store.add_run(run)
        store.add_run(run)
        assert store.runs() == ["abc"]


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match=r"s\.db cannot be used"):
        SqlStore(tmp_path / "s.db")
