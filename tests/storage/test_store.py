"""The Store keeps masked answers with their standing, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.storage.conftest import CODEBOOK, RUN, SURVEY, TEXTS, answers, assignments
from theme_mining.core.errors import InputError
from theme_mining.core.types import Answer, RawAnswer, Run
from theme_mining.storage.store import SqlStore


def test_answers_come_back_as_they_went_in_and_in_order(store: SqlStore) -> None:
    assert store.add_batch(SURVEY, "2022", answers()) == 6
    assert store.masked(SURVEY) == answers()
    kept = store.survey(SURVEY)
    assert (kept.waves, kept.n_answers, kept.n_respondents) == (("2022",), 6, 3)
    assert kept.questions == ("Kysymys 1", "Kysymys 2")
    assert set(kept.background) == {"Alue", "Koko"}


def test_loading_the_same_answers_again_changes_nothing_of_their_standing(classified: SqlStore) -> None:
    before = classified.answers(SURVEY)
    assert classified.add_batch(SURVEY, "2022", answers()) == 6
    assert classified.answers(SURVEY) == before


def test_a_changed_text_keeps_its_themes_and_goes_back_to_review(classified: SqlStore) -> None:
    classified.decide(SURVEY, "1:1", ["tieto"], who="Anna", version=2)
    changed = [Answer("1:1", "Kysymys 1", "Soittakaa heti", {"Alue": "Saaristo", "Koko": "pieni"})]
    classified.add_batch(SURVEY, "2022", changed)
    now = classified.answer(SURVEY, "1:1")
    assert (now.text, now.themes, now.review, now.evidence) == ("Soittakaa heti", ("tieto",), True, ())
    assert classified.survey(SURVEY).n_answers == 6


def test_a_raw_answer_cannot_reach_the_store(store: SqlStore) -> None:
    with pytest.raises(TypeError, match="masked Answers only"):
        store.add_batch(SURVEY, "", [RawAnswer("1", "q", "Soittakaa Maijalle")])  # type: ignore[list-item]
    assert store.surveys() == []


def test_the_same_ids_in_two_waves_are_two_answers(store: SqlStore) -> None:
    store.add_batch(SURVEY, "2018", answers())
    store.add_batch(SURVEY, "2022", answers(), respondents=[f"uusi {i}" for i in range(6)], weights=[2.0] * 6)
    kept = store.survey(SURVEY)
    assert (kept.waves, kept.n_answers, kept.n_respondents) == (("2018", "2022"), 12, 9)
    assert store.answer(SURVEY, "2022/1:1").wave == "2022"
    assert store.answer(SURVEY, "2022/1:1").weight == 2.0
    assert store.add_batch(SURVEY, "2022", answers()) == 6


def test_an_id_that_stands_twice_is_refused_with_both_rows(store: SqlStore) -> None:
    twice = [Answer("7", "q", "a"), Answer("8", "q", "b"), Answer("7", "q", "c")]
    with pytest.raises(InputError, match=r'id "7" twice\n  answers 1 and 3'):
        store.add_batch(SURVEY, "", twice)


def test_an_unknown_survey_names_the_near_miss(classified: SqlStore) -> None:
    with pytest.raises(InputError, match='did you mean "kysely"'):
        classified.survey("kysley")


def test_characters_no_database_takes_become_one_replacement_each(store: SqlStore) -> None:
    store.add_batch(SURVEY, "", [Answer("1", "q", "a\x00b\ud83dc 😀 ä", {"A\x00": "\udfff"})])
    assert store.answer(SURVEY, "1").text == "a\ufffdb\ufffdc 😀 ä"


def test_answers_are_found_by_wave_question_theme_background_and_status(classified: SqlStore) -> None:
    def ids(**wanted: object) -> list[str]:
        found = [answer.id for answer in classified.answers(SURVEY, **wanted)]  # type: ignore[arg-type]
        assert classified.count(SURVEY, **wanted) == len(found)  # type: ignore[arg-type]
        return found

    assert ids() == ["1:1", "1:2", "2:1", "2:2", "3:1", "3:2"]
    assert ids(wave="2018") == []
    assert ids(question="Kysymys 2") == ["1:2", "2:2", "3:2"]
    assert ids(theme="tilat") == ["2:1", "2:2"]
    assert ids(theme="RAHA") == []
    assert ids(filters={"Alue": "Koskenmaa"}) == ["2:1", "2:2"]
    assert ids(filters={"Alue": "Saaristo", "Koko": "pieni"}) == ["1:1", "1:2", "3:1", "3:2"]
    assert ids(filters={"Alue": "Saari"}) == []
    assert ids(status="doubtful") == ["1:2", "2:2", "3:2"]
    assert ids(status="settled") == []


def test_pages_of_answers_join_to_the_whole_and_doubtful_ones_can_come_first(classified: SqlStore) -> None:
    pages = [classified.answers(SURVEY, offset=at, limit=2) for at in (0, 2, 4, 6)]
    assert [a for page in pages for a in page] == classified.answers(SURVEY)
    first = classified.answers(SURVEY, order="doubtful first", limit=3)
    assert [a.id for a in first] == ["2:2", "1:2", "3:2"]


def test_a_background_value_with_quotes_is_found_letter_for_letter(store: SqlStore) -> None:
    odd = 'Pohjois-"Karjala": 100 % _ä\\'
    store.add_batch(SURVEY, "", [Answer("1", "q", "a", {"Alue": odd}), Answer("2", "q", "b", {"Muu": odd})])
    assert [a.id for a in store.answers(SURVEY, filters={"Alue": odd})] == ["1"]


def test_evidence_lies_at_its_place_in_the_text(classified: SqlStore) -> None:
    answer = classified.answer(SURVEY, "2:2")
    assert [(answer.text[a:b], theme) for a, b, theme in answer.evidence] == [("Rahaa", "raha"), ("tiloja", "tilat")]


def test_a_theme_the_codebook_lacks_or_an_unknown_answer_stops_the_whole_assignment(classified: SqlStore) -> None:
    rows = pd.DataFrame({"id": ["1:1", "1:2"], "themes": ["tieto", "rahaa"]})
    with pytest.raises(InputError, match=r'Row 2 has the theme "rahaa"\n  did you mean "raha"'):
        classified.assign(SURVEY, CODEBOOK, rows, RUN)
    with pytest.raises(InputError, match="no answer of the id in row 1"):
        classified.assign(SURVEY, CODEBOOK, pd.DataFrame({"id": ["99"], "themes": ["raha"]}), RUN)
    assert classified.answer(SURVEY, "1:1").themes == ("raha",)


def test_the_revision_changes_with_every_write_and_with_nothing_else(classified: SqlStore) -> None:
    first = classified.revision(SURVEY)
    classified.progress(SURVEY)
    classified.frame(SURVEY)
    assert classified.revision(SURVEY) == first
    classified.decide(SURVEY, "1:1", [], who="Anna", version=2)
    second = classified.revision(SURVEY)
    classified.undo(SURVEY, who="Anna")
    assert first < second < classified.revision(SURVEY)


def test_a_run_is_kept_once_and_comes_back_whole(store: SqlStore) -> None:
    run = Run("abc", "read", "h", {"answers": "f"}, 1, {"python": "3.11"}, {"rows": 2})
    store.add_run(run)
    store.add_run(run)
    assert store.runs() == ["abc"]
    assert store.run("abc") == run
    assert store.run("other") is None


def test_deleting_a_survey_leaves_the_others(classified: SqlStore) -> None:
    classified.add_batch("toinen", "", answers())
    classified.delete_survey(SURVEY, who="Anna")
    assert [s.name for s in classified.surveys()] == ["toinen"]
    assert len(classified.answers("toinen")) == 6


def test_every_write_is_in_the_audit_trail_without_any_text(classified: SqlStore) -> None:
    classified.decide(SURVEY, "1:1", ["tieto"], who="Anna", version=2, note="Soittakaa takaisin")
    classified.undo(SURVEY, who="Anna")
    classified.add_user("Bertta", "hash", "analyst", who="Anna")
    trail = classified.audit_trail()
    assert [entry.what for entry in trail] == ["add_user", "undo", "decide", "assign", "add_batch"]
    assert trail[2].who == "Anna"
    assert trail[2].target == "kysely\t1:1"
    words = " ".join(f"{e.who} {e.what} {e.target}" for e in trail)
    assert not any(text in words for text in TEXTS if len(text) > 1)
    assert "Soittakaa" not in words


def test_assigning_again_replaces_the_machines_word(classified: SqlStore) -> None:
    rows = assignments().assign(themes="tieto", review=False)
    classified.assign(SURVEY, CODEBOOK, rows, RUN)
    assert {a.themes for a in classified.answers(SURVEY)} == {("tieto",)}
    assert classified.count(SURVEY, status="doubtful") == 0


def test_several_writes_can_be_one_change_all_or_nothing(store: SqlStore) -> None:
    with pytest.raises(InputError, match="has the theme"), store.one_transaction():
        store.add_batch(SURVEY, "2022", answers())
        assert store.frame(SURVEY)["id"].size == 6
        store.assign(SURVEY, CODEBOOK, assignments().assign(themes="muu"), RUN)
    assert store.surveys() == []
    with store.one_transaction():
        store.add_batch(SURVEY, "2022", answers())
        store.assign(SURVEY, CODEBOOK, assignments(), RUN)
    assert store.count(SURVEY, status="doubtful") == 3
    assert store.frame(SURVEY)["themes"].tolist()[0] == ("raha",)


def test_a_store_can_tell_which_id_an_answer_of_a_wave_has(store: SqlStore) -> None:
    store.add_batch(SURVEY, "2018", answers()[:2])
    store.add_batch(SURVEY, "2022", answers()[1:3])
    assert store.ids(SURVEY, "2022") == {"1:2": "2022/1:2", "2:1": "2:1"}
