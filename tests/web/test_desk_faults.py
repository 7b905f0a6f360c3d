"""A database that cannot be used: a page that says so, and nothing half done."""

from __future__ import annotations

import sqlite3

import pytest

from tests.web.desk_rig import CODEBOOK, REVIEW, SURVEY, app_of, client_of, filled
from theme_mining.core.errors import StoreError
from theme_mining.storage.store import SqlStore


@pytest.fixture
def place(tmp_path):
    filled(tmp_path / "f.db").close()
    return tmp_path / "f.db"


def _decision(client) -> dict[str, str]:
    page = client.get(REVIEW).text
    return {
        "csrf": page.split('name="csrf" value="')[1].split('"')[0],
        "answer": page.split('name="answer" value="')[1].split('"')[0],
        "version": "2",
        "do": "save",
        "themes": "tilat",
    }


def test_a_locked_database_is_a_page_that_says_what_to_do_and_the_decision_can_be_sent_again(place):
    with SqlStore(place, wait_s=0.2) as store:
        client = client_of(app_of(store))
        fields = _decision(client)
        other = sqlite3.connect(place, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        told = client.post(REVIEW, data=fields)
        assert told.status_code == 503
        assert "Mitään ei kadonnut" in told.text
        assert "is locked" in told.text
        as_json = client.post(
            f"/api/v1/surveys/{SURVEY}/decisions",
            json={"answer": "1", "version": 2},
            headers={"x-csrf-token": fields["csrf"]},
        )
        assert (as_json.status_code, as_json.json()["status"]) == (503, 503)
        other.execute("ROLLBACK")
        other.close()
        assert store.progress(SURVEY).settled == 0
        assert client.post(REVIEW, data=fields).status_code == 200
        assert store.answer(SURVEY, fields["answer"]).themes == ("tilat",)


def test_a_full_disk_is_a_page_and_keeps_what_was_there(place):
    with SqlStore(place) as store:
        client = client_of(app_of(store))
        fields = _decision(client)
        pages = sqlite3.connect(place).execute("PRAGMA page_count").fetchone()[0]
        for connection in [store._engine.raw_connection() for _ in range(3)]:
            connection.dbapi_connection.execute(f"PRAGMA max_page_count = {pages}")
            connection.close()
        growing = {"csrf": fields["csrf"], "verb": "define", "theme": "raha", "description": "x" * 40_000}
        for version in range(1, 50):  # a version more, until the file may not grow
            told = client.post(CODEBOOK + "/edit", data={**growing, "base": str(version), "includes": f"{version}"})
            if told.status_code == 503:
                break
        assert told.status_code == 503
        assert "no room left on its disk" in told.text
        assert client.get(REVIEW).status_code == 200
        assert store.codebook(SURVEY).version == version


def test_a_store_of_a_newer_program_or_no_store_is_refused_at_the_start_and_left_alone(place, tmp_path):
    with sqlite3.connect(place) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    content = place.read_bytes()
    with pytest.raises(StoreError, match="newer version of this program"):
        SqlStore(place)
    assert place.read_bytes() == content
    wrong = tmp_path / "kuva.db"
    wrong.write_bytes(b"\x89PNG" * 2000)
    with pytest.raises(StoreError, match="no database"):
        SqlStore(wrong)


def test_a_database_that_goes_away_while_pages_are_open_is_a_page(place):
    with SqlStore(place) as store:
        client = client_of(app_of(store))
        assert client.get(REVIEW).status_code == 200
        store.close()
        place.rename(place.with_suffix(".away"))
        place.mkdir()
        told = client.get(REVIEW)
        assert told.status_code == 503
        assert "cannot be opened" in told.text
