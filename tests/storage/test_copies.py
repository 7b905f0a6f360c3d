"""Backups are whole stores, and come back whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tests.storage.conftest import SURVEY
from theme_mining.core.errors import StoreError
from theme_mining.storage.store import SqlStore


def test_a_backup_is_a_store_with_everything_in_it(classified: SqlStore, tmp_path: Path) -> None:
    classified.decide(SURVEY, "1:1", ["tieto"], who="Anna", version=2)
    classified.add_user("Anna", "hash", "admin")
    classified.put_vectors("e", {"h": np.ones(3, np.float32)})
    backup = classified.backup(tmp_path / "kopio.db", who="Anna")
    with SqlStore(backup) as copy:
        assert copy.answers(SURVEY) == classified.answers(SURVEY)
        assert copy.decisions(SURVEY) == classified.decisions(SURVEY)
        assert copy.users() == classified.users()
        assert copy.vectors("e", ["h"])["h"].tolist() == [1, 1, 1]
        assert copy.codebook(SURVEY) == classified.codebook(SURVEY)
        copy.add_batch(SURVEY, "2026", classified.masked(SURVEY))
    assert classified.audit_trail()[0].what == "backup"


def test_a_backup_comes_back_over_what_was_done_since(classified: SqlStore, tmp_path: Path) -> None:
    backup = classified.backup(tmp_path / "kopio.db")
    before = classified.answers(SURVEY)
    classified.frame(SURVEY)
    classified.decide(SURVEY, "1:1", ["tieto"], who="Anna", version=2)
    revision = classified.revision(SURVEY)
    laid_aside = classified.restore(backup, who="Anna")
    assert classified.answers(SURVEY) == before
    assert classified.revision(SURVEY) > revision
    assert classified.frame(SURVEY)["themes"].tolist()[0] == ("raha",)
    assert classified.decide(SURVEY, "1:1", ["tieto"], who="Anna", version=2).themes == ("tieto",)
    if classified.file is not None:
        assert laid_aside is not None
        with SqlStore(laid_aside) as old:
            assert old.answer(SURVEY, "1:1").themes == ("tieto",)


def test_new_things_can_be_written_after_a_restore(classified: SqlStore, tmp_path: Path) -> None:
    backup = classified.backup(tmp_path / "kopio.db")
    classified.restore(backup)
    classified.add_batch("toinen", "", classified.masked(SURVEY))
    assert len(classified.answers("toinen")) == 6


@pytest.mark.parametrize("spoiled", ["no database", "another database", "cut short", "not there"])
def test_what_is_no_whole_backup_is_refused_and_the_store_stays(
    classified: SqlStore, tmp_path: Path, spoiled: str
) -> None:
    backup = tmp_path / "kopio.db"
    if spoiled == "no database":
        backup.write_bytes(b"no database at all, only words" * 200)
    elif spoiled == "another database":
        with closing(sqlite3.connect(backup)) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
            connection.commit()
    elif spoiled == "cut short":
        classified.backup(backup)
        whole = backup.read_bytes()
        backup.write_bytes(whole[: len(whole) // 2])
    before = classified.answers(SURVEY)
    with pytest.raises(StoreError, match=r"kopio\.db") as told:
        classified.restore(backup)
    assert told.value.do
    assert classified.answers(SURVEY) == before


def test_a_backup_cannot_take_the_place_of_its_store(classified: SqlStore) -> None:
    if classified.file is None:
        pytest.skip("a PostgreSQL store is no file")
    with pytest.raises(StoreError, match="is the store itself"):
        classified.backup(classified.file)


def test_a_backup_to_a_place_that_cannot_be_written_says_so(classified: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "tiedosto").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        classified.backup(tmp_path / "tiedosto" / "kopio.db")
    assert classified.count(SURVEY) == 6
