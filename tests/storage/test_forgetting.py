"""A forgotten respondent is gone from every table and from the file's bytes."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from tests.storage.conftest import CODEBOOK, RUN, SURVEY, answers, assignments
from theme_mining.core.codebook import Theme
from theme_mining.core.errors import InputError
from theme_mining.core.identity import text_hash
from theme_mining.core.types import Answer, Segment
from theme_mining.storage.store import SqlStore

SECRET = 'Asun "Kivirannassa" ja hoidan\nveljeäni yöt ja päivät'
OTHER = "Omaishoitajille tarvitaan vapaapäiviä"


@pytest.fixture
def full(classified: SqlStore) -> SqlStore:
    """A store where one respondent has left traces everywhere."""
    person = [
        Answer("R-4711:1", "Kysymys 1", SECRET, {"Alue": "Ulkosaaristo", "Koko": "pieni"}),
        Answer("R-4711:2", "Kysymys 2", "Rahaa ja tiloja tarvitaan", {"Alue": "Ulkosaaristo", "Koko": "pieni"}),
        Answer("R-47110:1", "Kysymys 1", OTHER, {"Alue": "Saaristo", "Koko": "pieni"}),
    ]
    store = classified
    store.add_batch(SURVEY, "2022", person)
    themes = (
        *CODEBOOK.themes,
        Theme("omaiset", "Omaiset", examples=(SECRET, f"{SECRET[:40]}…", OTHER), keywords=("omainen",)),
    )
    store.save_codebook(SURVEY, dataclasses.replace(CODEBOOK, themes=themes), who="Anna", base_version=1)
    store.save_codebook(SURVEY, dataclasses.replace(CODEBOOK, themes=themes), who="Anna", base_version=2)
    rows = pd.DataFrame({"id": ["R-4711:1", "R-47110:1"], "themes": ["omaiset", "omaiset"], "review": [True, True]})
    store.assign(SURVEY, store.codebook(SURVEY), rows, RUN)
    store.put_segments(SURVEY, [Segment("s1", "R-4711:1", SECRET[:24]), Segment("s2", "R-47110:1", OTHER)])
    store.put_vectors("e", {text_hash(t): np.ones(3, np.float32) for t in (SECRET, SECRET[:24], OTHER)})
    points = pd.DataFrame({"id": ["R-4711:1", "R-47110:1"], "x": [0.0, 1.0], "y": [0.0, 1.0]})
    store.set_map(SURVEY, points)
    seen = store.answer(SURVEY, "R-4711:1")
    store.decide(SURVEY, "R-4711:1", ["omaiset"], who="Anna", version=seen.version, note=f"kirjoitti: {SECRET}")
    store.undo(SURVEY, who="Anna")
    store.frame(SURVEY)
    return store


def test_forgetting_erases_a_person_everywhere_and_proves_it(full: SqlStore) -> None:
    told = full.forget("R-4711", who="Bertta")
    assert told.proven
    assert dict(told.erased) == {
        "texts": 2, "segments": 1, "map_points": 1, "moved": 0, "decisions": 2, "answers": 2, "vectors": 2, "groups": 1,
        "codebooks": 4, "audit": 2,
    }  # fmt: skip
    assert len(told.searched) >= 14
    for table, column, value in _cells(full):
        assert SECRET[:24] not in value, f"{table}.{column}"
        assert "R-4711:" not in value, f"{table}.{column}"
        assert "Ulkosaaristo" not in value, f"{table}.{column}"
    assert full.vectors("e", [text_hash(SECRET), text_hash(OTHER)]).keys() == {text_hash(OTHER)}
    assert full.surveys_of("R-4711") == {}


def test_other_people_and_their_words_stay(full: SqlStore) -> None:
    full.forget("R-4711")
    assert full.answer(SURVEY, "R-47110:1").text == OTHER
    assert full.codebook(SURVEY).theme("omaiset").examples == (OTHER,)
    assert full.survey(SURVEY).n_answers == 7
    assert full.survey(SURVEY).n_respondents == 4
    assert [s.text for s in full.segments(SURVEY)] == [OTHER]
    assert "R-4711:1" not in set(full.frame(SURVEY)["id"])
    assert len(full.answers(SURVEY, filters={"Alue": "Saaristo"})) == 5


def test_a_sentence_that_somebody_else_said_too_is_no_trace(full: SqlStore) -> None:
    told = full.forget("R-4711")  # the second answer is also that of respondent 2
    assert told.proven
    assert any("1 of the texts were given by others" in line for line in told.left)
    assert full.answer(SURVEY, "2:2").text == "Rahaa ja tiloja tarvitaan"


def test_the_bytes_are_gone_from_the_file_and_its_log(full: SqlStore) -> None:
    if full.file is None:
        pytest.skip("a PostgreSQL server has no file to look into here")
    needle = "veljeäni yöt".encode()
    files = [full.file, Path(f"{full.file}-wal")]
    assert any(needle in file.read_bytes() for file in files)
    full.forget("R-4711")
    assert not any(needle in file.read_bytes() for file in files if file.exists())
    assert not any(b"R-4711:" in file.read_bytes() for file in files if file.exists())


def test_a_backup_that_still_holds_the_person_is_named(full: SqlStore, tmp_path: Path) -> None:
    backup = full.backup(tmp_path / "varmuuskopio.db")
    told = full.forget("R-4711")
    assert f"the backup {backup}" in told.left
    backup.unlink()
    assert not any("varmuuskopio" in line for line in full.forget("R-47110").left)


def test_a_text_left_in_another_place_is_found_and_said(full: SqlStore) -> None:
    full.audit("Anna", "typed by mistake", SECRET)
    told = full.forget("R-4711")
    assert not told.proven
    assert any("a text in audit.target" in line for line in told.left)


def test_only_one_survey_or_wave_can_be_meant(full: SqlStore) -> None:
    full.add_batch("toinen", "", answers())
    assert full.surveys_of("1") == {SURVEY: 2, "toinen": 2}
    full.forget("1", survey="toinen")
    assert full.surveys_of("1") == {SURVEY: 2}
    with pytest.raises(InputError, match='no respondent "1"'):
        full.forget("1", survey=SURVEY, wave="1999")


def test_nobody_of_that_id_changes_nothing(full: SqlStore) -> None:
    revision = full.revision(SURVEY)
    with pytest.raises(InputError, match='has no respondent "nobody"'):
        full.forget("nobody")
    assert full.revision(SURVEY) == revision


def test_two_vectors_of_the_same_words_leave_with_either_person(full: SqlStore) -> None:
    assert full.forget("R-47110").erased["vectors"] == 1
    assert full.assign(SURVEY, full.codebook(SURVEY), assignments(), RUN) == 6


def _cells(store: SqlStore) -> list[tuple[str, str, str]]:
    with store._reading() as connection:
        inspector = sa.inspect(connection)
        found = []
        for name in inspector.get_table_names():
            table = sa.Table(name, sa.MetaData(), autoload_with=connection)
            for row in connection.execute(sa.select(table)).mappings():
                found += [(name, column, str(value)) for column, value in row.items()]
    return found
