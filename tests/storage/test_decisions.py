"""What people settle stays: nobody overwrites another, nothing is lost, everything can be taken back."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from tests.storage.conftest import CODEBOOK, RUN, SURVEY, assignments
from theme_mining.core.codebook import Theme
from theme_mining.core.errors import Conflict, InputError
from theme_mining.storage.store import SqlStore


def test_a_decision_settles_an_answer_and_counts_as_progress(classified: SqlStore) -> None:
    answer = classified.decide(SURVEY, "2:2", ["tilat", "tieto"], who="Anna", version=2, note="ei rahaa")
    assert (answer.themes, answer.origin, answer.review, answer.confidence) == (
        ("tilat", "tieto"), "person", False, None,
    )  # fmt: skip
    told = classified.progress(SURVEY)
    assert (told.answers, told.doubtful, told.settled, dict(told.by_user)) == (6, 2, 1, {"Anna": 1})
    (decision,) = classified.decisions(SURVEY)
    assert (decision.answer_id, decision.themes, decision.who, decision.note) == (
        "2:2", ("tilat", "tieto"), "Anna", "ei rahaa",
    )  # fmt: skip
    assert decision.when.endswith("+00:00")


def test_no_theme_at_all_is_a_decision_too(classified: SqlStore) -> None:
    answer = classified.decide(SURVEY, "1:1", [], who="Anna", version=2)
    assert (answer.themes, answer.origin) == ((), "person")


def test_the_second_of_two_is_told_what_stands_now_and_writes_nothing(classified: SqlStore) -> None:
    seen = classified.answer(SURVEY, "1:2")
    classified.decide(SURVEY, "1:2", ["raha"], who="Anna", version=seen.version)
    revision, trail = classified.revision(SURVEY), len(classified.audit_trail())
    with pytest.raises(Conflict, match=r"has changed meanwhile \(Anna\)") as told:
        classified.decide(SURVEY, "1:2", ["tilat"], who="Bertta", version=seen.version)
    assert told.value.current == classified.answer(SURVEY, "1:2")
    assert told.value.current.themes == ("raha",)
    assert told.value.exit_code == 5
    assert len(classified.decisions(SURVEY)) == 1
    assert (classified.revision(SURVEY), len(classified.audit_trail())) == (revision, trail)


def test_a_theme_the_codebook_lacks_is_refused_with_the_near_miss(classified: SqlStore) -> None:
    with pytest.raises(InputError, match='did you mean "raha"'):
        classified.decide(SURVEY, "1:1", ["rahaa"], who="Anna", version=2)


def test_undo_gives_back_what_stood_before_and_deletes_nothing(classified: SqlStore) -> None:
    before = classified.answer(SURVEY, "2:2")
    after = classified.decide(SURVEY, "2:2", ["tieto"], who="Anna", version=2)
    classified.decide(SURVEY, "2:2", [], who="Bertta", version=after.version)
    back = classified.undo(SURVEY, who="Bertta")
    assert back is not None
    assert (back.themes, back.origin) == (("tieto",), "person")
    assert [d.verdict for d in classified.decisions(SURVEY)] == ["undone", "themes", "themes"]
    with pytest.raises(Conflict, match="has changed meanwhile"):
        classified.undo(SURVEY, who="Anna")  # Bertta's two steps came after hers
    assert classified.undo(SURVEY, who="Bertta") is None
    again = classified.decide(SURVEY, "2:2", ["tilat"], who="Anna", version=back.version)
    assert classified.undo(SURVEY, who="Anna") == dataclasses.replace(back, version=again.version + 1)
    assert before.themes == ("raha", "tilat")


def test_undoing_the_only_decision_gives_the_machines_word_again(classified: SqlStore) -> None:
    before = classified.answer(SURVEY, "2:2")
    classified.decide(SURVEY, "2:2", ["tieto"], who="Anna", version=2)
    back = classified.undo(SURVEY, who="Anna")
    assert back == dataclasses.replace(before, version=4)
    assert classified.undo(SURVEY, who="Anna") is None
    assert classified.progress(SURVEY).by_user == {}


def test_a_machine_never_overwrites_a_persons_decision(classified: SqlStore) -> None:
    classified.decide(SURVEY, "1:1", ["tilat"], who="Anna", version=2)
    classified.assign(SURVEY, CODEBOOK, assignments().assign(themes="tieto"), RUN)
    assert classified.answer(SURVEY, "1:1").themes == ("tilat",)
    assert classified.answer(SURVEY, "1:2").themes == ("tieto",)
    back = classified.undo(SURVEY, who="Anna")
    assert back is not None
    assert (back.themes, back.origin) == (("tieto",), "machine")


def test_the_queue_gives_the_most_doubtful_first_and_goes_on_after_one(classified: SqlStore) -> None:
    order: list[str] = []
    after = None
    while (answer := classified.next_doubtful(SURVEY, who="Anna", after=after)) is not None:
        order.append(answer.id)
        after = answer.id
    assert order == ["2:2", "1:2", "3:2"]


def test_two_people_are_given_different_answers(classified: SqlStore) -> None:
    given = [classified.next_doubtful(SURVEY, who=who) for who in ("Anna", "Bertta", "Cecilia")]
    assert sorted(a.id for a in given if a) == ["1:2", "2:2", "3:2"]
    again = classified.next_doubtful(SURVEY, who="Anna")
    assert again == given[0]


def test_a_skipped_answer_stays_doubtful_for_others_and_undo_brings_it_back(classified: SqlStore) -> None:
    classified.decide(SURVEY, "2:2", [], who="Anna", version=2, verdict="skipped")
    hers, his = (classified.next_doubtful(SURVEY, who=who) for who in ("Anna", "Bertta"))
    assert hers is not None
    assert his is not None
    assert (hers.id, his.id) == ("1:2", "2:2")
    assert classified.answer(SURVEY, "2:2").version == 2
    classified.undo(SURVEY, who="Anna")
    assert classified.progress(SURVEY).doubtful == 3


def test_blind_coding_hides_themes_and_never_overwrites(classified: SqlStore) -> None:
    classified.decide(SURVEY, "1:1", ["tilat"], who="Anna", version=2)
    shown = classified.next_doubtful(SURVEY, who="Bertta", blind=True)
    assert shown is not None
    assert (shown.id, shown.themes, shown.confidence, shown.evidence, shown.origin) == ("1:1", (), None, (), "")
    classified.decide(SURVEY, "1:1", ["raha"], who="Bertta", version=1, blind=True)
    assert classified.answer(SURVEY, "1:1").themes == ("tilat",)
    codings = classified.codings(SURVEY)
    assert codings.to_dict("records") == [
        {"answer_id": "1:1", "who": "Anna", "themes": ("tilat",)},
        {"answer_id": "1:1", "who": "Bertta", "themes": ("raha",)},
    ]
    following = classified.next_doubtful(SURVEY, who="Bertta", blind=True)
    assert following is not None
    assert following.id == "1:2"


def test_hand_coded_answers_come_in_as_decisions_of_a_person(classified: SqlStore) -> None:
    coded = pd.DataFrame({"id": ["1:1", "1:2"], "themes": ["tieto", "raha"]})
    classified.assign(SURVEY, CODEBOOK, coded, RUN, origin="person", who="Anna")
    assert classified.progress(SURVEY).settled == 2
    assert {d.who for d in classified.decisions(SURVEY, answer_id="1:1")} == {"Anna"}


def test_a_codebook_saved_meanwhile_is_a_conflict_that_shows_it(classified: SqlStore) -> None:
    base = classified.codebook(SURVEY)
    new = dataclasses.replace(base, themes=(*base.themes, Theme("muu", "Muu")), origin="uusi teema")
    saved = classified.save_codebook(SURVEY, new, who="Anna", base_version=base.version)
    assert saved.version == base.version + 1
    with pytest.raises(Conflict, match=r"codebook .* has changed meanwhile") as told:
        classified.save_codebook(SURVEY, new, who="Bertta", base_version=base.version)
    assert told.value.current == saved
    assert [(c.version, c.who, c.origin) for c in classified.codebooks(SURVEY)] == [
        (2, "Anna", "uusi teema"), (1, "", "test"),
    ]  # fmt: skip
    assert classified.codebook(SURVEY, 1) == CODEBOOK
    with pytest.raises(InputError, match="has no version 9"):
        classified.codebook(SURVEY, 9)


def test_merging_and_splitting_themes_moves_answers_settled_ones_too(classified: SqlStore) -> None:
    classified.decide(SURVEY, "2:1", ["tilat"], who="Anna", version=2)
    themes = (Theme("raha", "Raha ja tilat"), Theme("viestinta", "Viestintä"), Theme("tiedonsaanti", "Tiedonsaanti"))
    new = dataclasses.replace(CODEBOOK, themes=themes)
    classified.save_codebook(
        SURVEY, new, who="Anna", base_version=1,
        moves={"tilat": "raha", "tieto": "viestinta"}, choose={"tieto": {"1:2": "tiedonsaanti"}},
    )  # fmt: skip
    now = {a.id: a.themes for a in classified.answers(SURVEY)}
    assert (now["2:1"], now["2:2"], now["1:2"]) == (("raha",), ("raha",), ("tiedonsaanti",))
    assert classified.answer(SURVEY, "2:1").origin == "person"


def test_a_models_themes_join_a_codebook_that_people_have_edited(classified: SqlStore) -> None:
    own = dataclasses.replace(CODEBOOK, themes=(*CODEBOOK.themes, Theme("oma", "Oma teema")))
    classified.save_codebook(SURVEY, own, who="Anna", base_version=1)
    classified.assign(SURVEY, CODEBOOK, assignments(), RUN)
    assert classified.codebook(SURVEY).version == 2
    other = dataclasses.replace(CODEBOOK, themes=(*CODEBOOK.themes, Theme("uusi", "Uusi")))
    classified.assign(SURVEY, other, assignments(), RUN)
    assert {t.id for t in classified.codebook(SURVEY)} == {"raha", "tieto", "tilat", "oma", "uusi"}
