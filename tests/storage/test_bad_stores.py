"""A locked, older, newer, full, lost or foreign database: a message that says what happened and what to do."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.storage.conftest import SURVEY, answers
from theme_mining.core.errors import Conflict, StoreError
from theme_mining.core.types import Answer
from theme_mining.storage._migrating import schema_of
from theme_mining.storage._schema import METADATA, SCHEMA
from theme_mining.storage.store import SqlStore

FIRST = """
CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO schema_version VALUES (1);
CREATE TABLE answers (survey VARCHAR NOT NULL, id VARCHAR NOT NULL, place INTEGER NOT NULL, question TEXT NOT NULL,
    text TEXT NOT NULL, language VARCHAR(5) NOT NULL, background TEXT NOT NULL, masks TEXT NOT NULL,
    PRIMARY KEY (survey, id));
CREATE TABLE runs (id VARCHAR(16) NOT NULL PRIMARY KEY, content TEXT NOT NULL);
INSERT INTO answers VALUES ('kysely', '2:1', 0, 'Mitä toivotte?', 'Soittakaa [nimi]', 'fi', '{"Alue": "Saaristo"}',
    '[[10, 16, "nimi"]]');
INSERT INTO answers VALUES ('kysely', '2:2', 1, 'Entä muuta?', '-', 'none', '{"Alue": "Saaristo"}', '[]');
INSERT INTO answers VALUES ('toinen', '1', 0, 'Mitä?', 'Rahaa', 'fi', '{}', '[]');
INSERT INTO runs VALUES ('abc', '{"id": "abc", "verb": "read", "settings_hash": "h", "fingerprints": {}, "seed": 1,
    "versions": {}, "counts": {}}');
"""
"""A store as the first published version wrote it."""


def test_the_migrations_make_the_tables_that_the_program_uses(store: SqlStore) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with store._reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert schema_of(connection, "") == SCHEMA


def test_a_store_of_the_first_version_comes_along_and_a_copy_of_it_stays(tmp_path: Path) -> None:
    place = tmp_path / "vanha.db"
    with closing(sqlite3.connect(place)) as old:
        old.executescript(FIRST)
    with SqlStore(place) as store:
        assert [(s.name, s.n_answers, s.questions) for s in store.surveys()] == [
            ("kysely", 2, ("Mitä toivotte?", "Entä muuta?")), ("toinen", 1, ("Mitä?",)),
        ]  # fmt: skip
        first = store.masked("kysely")[0]
        assert (first.text, first.masks[0].kind, dict(first.background)) == (
            "Soittakaa [nimi]", "nimi", {"Alue": "Saaristo"},
        )  # fmt: skip
        assert store.answer("kysely", "2:2").respondent == "2"
        assert store.runs() == ["abc"]
        again = [Answer("2:1", "Mitä toivotte?", "Soittakaa [nimi]", {"Alue": "Saaristo"}, first.masks)]
        assert store.add_batch("kysely", "", again) == 2
        assert store.answers("kysely", filters={"Alue": "Saaristo"})
    copy = tmp_path / f"vanha-before-{SCHEMA}.db"
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM answers").fetchone() == (3,)
        assert kept.execute("SELECT version FROM schema_version").fetchone() == (1,)


def test_a_first_store_in_a_server_comes_along_too(place: str) -> None:
    if "://" in place:
        engine = sa.create_engine(place)
        with engine.begin() as old:
            for statement in FIRST.strip().removesuffix(";").split(";\n"):
                old.exec_driver_sql(statement)
        engine.dispose()
    else:
        with closing(sqlite3.connect(place)) as file:
            file.executescript(FIRST)
    with SqlStore(place) as store:
        assert store.masked("toinen") == [Answer("1", "Mitä?", "Rahaa", {})]
        assert store.add_batch("kolmas", "", answers()) == 6
        assert store.count("kysely", filters={"Alue": "Saaristo"}) == 2
        assert [s.n_answers for s in store.surveys()] == [6, 2, 1]


def test_a_step_that_fails_leaves_the_older_store_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "vanha.db"
    with closing(sqlite3.connect(place)) as old:
        old.executescript(FIRST + "UPDATE answers SET background = 'spoiled' WHERE id = '1';")
    with pytest.raises(ValueError, match="Expecting value"):
        SqlStore(place)
    with closing(sqlite3.connect(place)) as kept:
        assert kept.execute("SELECT count(*) FROM answers").fetchone() == (3,)
        assert kept.execute("SELECT count(*) FROM schema_version").fetchone() == (1,)


def test_a_newer_store_is_refused_and_left_alone(place: str) -> None:
    with SqlStore(place) as store:
        store.add_batch(SURVEY, "", answers())
        with store._writing() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer version of this program\n.*9999.*\n.*pip install --upgrade"):
        SqlStore(place)


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match=r"s\.db is no database"):
        SqlStore(tmp_path / "s.db")
    assert (tmp_path / "s.db").read_bytes() == b"this is no database at all" * 100


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "s.db")) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="a database but no store"):
        SqlStore(tmp_path / "s.db")
    with closing(sqlite3.connect(tmp_path / "s.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


@pytest.mark.parametrize(
    ("at", "create", "said"),
    [("", True, "is a folder"), ("missing/s.db", True, "no folder"), ("s.db", False, "There is no store")],
)
def test_a_place_that_cannot_be_says_why(tmp_path: Path, at: str, create: bool, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        SqlStore(tmp_path / at, create=create)
    assert not (tmp_path / "s.db").exists()


def test_a_locked_store_says_so_and_loses_nothing(tmp_path: Path) -> None:
    place = tmp_path / "s.db"
    with SqlStore(place, wait_s=0.05) as store, closing(sqlite3.connect(place)) as other:
        store.add_batch(SURVEY, "", answers())
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"is locked\n.*another program is writing"):
            store.decide(SURVEY, "1:1", [], who="Anna", version=1)
        assert store.answer(SURVEY, "1:1").version == 1  # reading goes on
        other.rollback()
        assert store.decide(SURVEY, "1:1", [], who="Anna", version=1).version == 2


def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path) -> None:
    with SqlStore(tmp_path / "s.db") as store:
        store.add_batch(SURVEY, "", answers())
        before = store.answers(SURVEY)

        @sa.event.listens_for(store._engine, "checkout")
        def _no_room(connection: object, record: object, proxy: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
            connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

        many = [Answer(f"n{i}", "q", "sana " * 200) for i in range(500)]
        with pytest.raises(StoreError, match=r"no room left on its disk\n.*nothing of this change was written\n.*free"):
            store.add_batch(SURVEY, "", many)
        assert store.answers(SURVEY) == before
        sa.event.remove(store._engine, "checkout", _no_room)
        store._engine.dispose()
        assert store.add_batch(SURVEY, "", many) == 506


def test_a_store_that_may_only_be_read_says_so(tmp_path: Path) -> None:
    with SqlStore(tmp_path / "s.db") as store:
        store.add_batch(SURVEY, "", answers())

        @sa.event.listens_for(store._engine, "checkout")
        def _only_read(connection: object, record: object, proxy: object) -> None:
            connection.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]

        with pytest.raises(StoreError, match="cannot be written"):
            store.decide(SURVEY, "1:1", [], who="Anna", version=1)


def test_no_message_holds_what_was_being_written(store: SqlStore) -> None:
    store.add_batch(SURVEY, "", answers())
    with store._writing() as connection:
        connection.execute(sa.text("DROP TABLE audit"))
    with pytest.raises(StoreError) as told:
        store.decide(SURVEY, "1:1", [], who="Anna", version=1, note="veljen puhelin on salainen")
    assert "salainen" not in str(told.value)
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


def test_a_lost_connection_to_the_server_says_so_and_the_next_try_works(store: SqlStore, place: str) -> None:
    if store.file is not None:
        pytest.skip("a SQLite store has no server")
    store.add_batch(SURVEY, "", answers())
    here = "datname = current_database() AND pid <> pg_backend_pid()"
    others = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {here}"
    killer = sa.create_engine(place, isolation_level="AUTOCOMMIT")
    with killer.connect() as connection:
        connection.execute(sa.text(others))
    assert store.count(SURVEY) == 6  # idle connections were cut: a new one is made unseen
    with pytest.raises(StoreError, match=r"cannot be reached\n.*\n.*try again"), store._writing() as writing:
        writing.execute(sa.text("UPDATE answers SET version = 99"))
        with killer.connect() as connection:
            connection.execute(sa.text(others))
        writing.execute(sa.text("SELECT 1"))
    killer.dispose()
    assert {a.version for a in store.answers(SURVEY)} == {1}
    assert store.decide(SURVEY, "1:1", [], who="Anna", version=1).version == 2


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as told:
        SqlStore("postgresql://anna:salasana@127.0.0.1:1/kysely", wait_s=1)
    assert "salasana" not in str(told.value)
    assert "anna" in str(told.value)


WRITER = """
import sys
from theme_mining.storage.store import SqlStore
store = SqlStore(sys.argv[1])
while True:
    for answer in store.answers("kysely"):
        decided = store.decide("kysely", answer.id, [], who="Anna", version=answer.version)
        print(answer.id, decided.version, flush=True)
"""


def test_a_killed_process_loses_no_committed_decision(place: str) -> None:
    with SqlStore(place) as store:
        store.add_batch(SURVEY, "", answers())
    writer = subprocess.Popen([sys.executable, "-c", WRITER, place], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(25)]
    os.kill(writer.pid, signal.SIGKILL)
    told += writer.stdout.readlines()
    writer.stdout.close()
    writer.wait()
    whole = [line.split() for line in told if line.endswith("\n")]
    with SqlStore(place) as store:
        kept = {(d.answer_id, n) for n, d in enumerate(reversed(store.decisions(SURVEY)), 1)}
        assert len(kept) in (len(whole), len(whole) + 1)  # one may have been committed and not yet told
        versions = {answer_id: int(version) for answer_id, version in whole}
        for answer in store.answers(SURVEY):
            assert answer.version >= versions[answer.id]
        if store.file is not None:
            with closing(sqlite3.connect(store.file)) as file:
                assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_many_writers_at_once_lose_and_double_no_decision(store: SqlStore) -> None:
    store.add_batch(SURVEY, "", [Answer(str(i), "q", "sana", {}) for i in range(12)])
    done: list[tuple[str, int]] = []
    conflicts: list[int] = []
    faults: list[BaseException] = []

    def review(who: str) -> None:
        try:
            for step in range(8):
                answer = store.answer(SURVEY, str((step * 5 + len(who)) % 12))
                try:
                    done.append(
                        (answer.id, store.decide(SURVEY, answer.id, [], who=who, version=answer.version).version)
                    )
                except Conflict as late:
                    conflicts.append(late.current.version - answer.version)
        except BaseException as fault:
            faults.append(fault)

    people = [threading.Thread(target=review, args=("a" * n,)) for n in range(1, 21)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert faults == []
    assert len(done) + len(conflicts) == 160
    assert all(n > 0 for n in conflicts)
    assert len(set(done)) == len(done)  # no version of an answer was given out twice
    assert len(store.decisions(SURVEY)) == len(done)
    assert sum(a.version - 1 for a in store.answers(SURVEY)) == len(done)
