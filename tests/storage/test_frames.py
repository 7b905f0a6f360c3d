"""A survey as a table is brought up to date row by row, and equals what is read anew."""

from __future__ import annotations

import pandas as pd

from tests.storage.conftest import CODEBOOK, RUN, SURVEY, answers, assignments
from theme_mining.storage.store import SqlStore


def test_the_theme_table_holds_what_reports_need(classified: SqlStore) -> None:
    table = classified.theme_table(SURVEY)
    assert table.title == "Kysely"
    assert set(table.background) == {"Alue", "Koko"}
    assert table.run == RUN
    assert [t.id for t in table.codebook] == ["raha", "tieto", "tilat"]
    frame = table.answers
    assert frame["themes"].tolist() == [("raha",), ("tieto",), ("tilat",), ("raha", "tilat"), (), ("raha",)]
    assert frame["evidence"].tolist() == ["avustuksista", "", "Kokoustilat", "Rahaa · tiloja", "", ""]
    assert frame["review"].dtype == bool
    assert frame["confidence"].isna().tolist() == [False, False, False, False, True, False]
    assert frame["Alue"].tolist() == ["Saaristo"] * 2 + ["Koskenmaa"] * 2 + ["Saaristo"] * 2


def test_a_frame_follows_decisions_and_the_one_handed_out_before_stays(classified: SqlStore, place: str) -> None:
    before = classified.frame(SURVEY)
    kept = before.copy()
    classified.decide(SURVEY, "1:2", ["tilat"], who="Anna", version=2)
    classified.decide(SURVEY, "3:2", [], who="Anna", version=2)
    now = classified.frame(SURVEY)
    pd.testing.assert_frame_equal(before, kept)
    assert now["themes"].tolist()[1] == ("tilat",)
    assert now["themes"].tolist()[5] == ()
    with SqlStore(place) as other:
        pd.testing.assert_frame_equal(other.frame(SURVEY), now)


def test_a_decision_made_by_another_process_shows_in_the_frame(classified: SqlStore, place: str) -> None:
    classified.frame(SURVEY)
    with SqlStore(place) as other:
        other.decide(SURVEY, "1:1", ["tieto"], who="Bertta", version=2)
        other.add_batch(SURVEY, "2022", [answers()[0].__class__("9", "Kysymys 1", "Uusi vastaus")])
    frame = classified.frame(SURVEY)
    assert frame["themes"].tolist()[0] == ("tieto",)
    assert frame["id"].tolist()[-1] == "9"


def test_several_waves_are_a_background_and_one_wave_is_a_table_of_its_own(classified: SqlStore) -> None:
    classified.add_batch(SURVEY, "2026", answers())
    rows = assignments().assign(id=[f"2026/{i}" for i in assignments()["id"]])
    classified.assign(SURVEY, CODEBOOK, rows, RUN)
    whole = classified.theme_table(SURVEY)
    assert whole.background[-1] == "wave"
    assert whole.answers["wave"].value_counts().to_dict() == {"2022": 6, "2026": 6}
    one = classified.theme_table(SURVEY, wave="2026")
    assert "wave" not in one.background
    assert one.title == "Kysely 2026"
    assert one.answers["id"].str.startswith("2026/").all()


def test_the_map_goes_with_the_table(classified: SqlStore) -> None:
    points = pd.DataFrame({"id": ["1:1", "3:2", "not there"], "x": [0.5, 1.5, 0.0], "y": [0.0, -1.0, 0.0]})
    classified.set_map(SURVEY, points)
    table = classified.theme_table(SURVEY)
    assert table.map_xy is not None
    assert table.map_xy.to_dict("list") == {"id": ["1:1", "3:2"], "x": [0.5, 1.5], "y": [0.0, -1.0]}


def test_a_survey_without_answers_in_a_wave_gives_an_empty_table(classified: SqlStore) -> None:
    assert len(classified.frame(SURVEY, wave="1999")) == 0
