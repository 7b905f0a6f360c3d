"""Editing a codebook loses nothing: versions, causes, effects, undo."""

from __future__ import annotations

import numpy as np
import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.types import Assignment
from theme_mining.flows.codebook_history import History
from theme_mining.flows.review_codebook import (
    PARKED,
    accept,
    effect,
    merge,
    move,
    park,
    regroup,
    rename,
    split,
)

BOOK = Codebook(
    1,
    (
        Theme("tieto", "Tiedonkulku", keywords=("tieto",), parent="ylä"),
        Theme("viesti", "Viestintä", keywords=("viesti",), parent="ylä"),
        Theme("raha", "Raha", examples=("Rahaa lisää.",)),
        Theme("ylä", "Viestit"),
    ),
)
HELD = [
    Assignment("1.0", "tieto", 0.9),
    Assignment("1.0", "viesti", 0.6),
    Assignment("2.0", "viesti", 0.8),
    Assignment("2.1", "raha", 0.7),
    Assignment("3.0", "raha", 0.9),
]
ANSWER = {"1.0": "1", "2.0": "2", "2.1": "2", "3.0": "3"}


def themes(assignments):
    return sorted((a.segment_id, a.theme_id) for a in assignments)


def test_merging_keeps_the_first_id_and_the_words_of_both():
    edit = merge(BOOK, ["tieto", "viesti"], "Tiedonkulku ja viestintä")
    joined = edit.codebook.theme("tieto")
    assert (joined.name, joined.keywords) == ("Tiedonkulku ja viestintä", ("tieto", "viesti"))
    assert "viesti" not in {t.id for t in edit.codebook}
    assert (edit.codebook.version, edit.codebook.origin) == (2, "merge: tieto, viesti")


def test_after_a_merge_a_segment_has_the_theme_once_with_its_higher_score():
    after = merge(BOOK, ["tieto", "viesti"]).apply(HELD)
    assert themes(after) == [("1.0", "tieto"), ("2.0", "tieto"), ("2.1", "raha"), ("3.0", "raha")]
    assert max(a.score for a in after if a.segment_id == "1.0") == 0.9


def test_the_effect_on_shares_is_shown_before_it_is_taken():
    table = effect(merge(BOOK, ["tieto", "viesti"]), HELD, ANSWER, 3).set_index("theme")
    assert table.loc["tieto", ["before", "after"]].tolist() == [1, 2]
    assert table.loc["viesti", ["before", "after"]].tolist() == [2, 0]
    assert "raha" not in table.index
    assert 0 < table.loc["tieto", "low"] < table.loc["tieto", "share_after"] < table.loc["tieto", "high"] < 1


def test_splitting_sends_each_segment_where_it_is_told_and_retires_the_id():
    edit = split(BOOK, "raha", [Theme("avustus", "Avustukset"), Theme("palkka", "Palkat")], {"3.0": "palkka"})
    assert themes(edit.apply(HELD))[2:] == [("2.0", "viesti"), ("2.1", "avustus"), ("3.0", "palkka")]
    assert [t.id for t in edit.codebook] == ["tieto", "viesti", "avustus", "palkka", "ylä"]


def test_renaming_and_moving_leave_answers_alone():
    for edit in (rename(BOOK, "raha", "Rahoitus"), move(BOOK, "raha", "ylä"), move(BOOK, "tieto", "")):
        assert themes(edit.apply(HELD)) == themes(HELD)
    assert rename(BOOK, "raha", "Rahoitus").codebook.name("raha") == "Rahoitus"
    assert move(BOOK, "raha", "ylä").codebook.theme("raha").parent == "ylä"


def test_a_parked_theme_stays_in_the_codebook_and_on_no_answer():
    edit = park(BOOK, "raha")
    assert edit.codebook.theme("raha").parent == PARKED
    assert all(a.theme_id != "raha" for a in edit.apply(HELD))
    assert park(edit.codebook, "tieto").codebook.theme(PARKED)


def test_undo_is_a_new_version_and_history_keeps_all():
    history = History((BOOK,)).take(merge(BOOK, ["tieto", "viesti"])).undo()
    assert [book.version for book in history.versions] == [1, 2, 3]
    assert history.now.themes == BOOK.themes
    assert history.now.origin == "undo: merge: tieto, viesti"


def test_an_edit_of_an_older_version_is_refused():
    edit = rename(BOOK, "raha", "Rahoitus")
    with pytest.raises(InputError, match="codebook is at 2"):
        History((BOOK,)).take(edit).take(edit)


def test_groups_are_cut_elsewhere_from_the_same_tree():
    book = Codebook(1, tuple(Theme(c, c.upper()) for c in "abcd"))
    merges = np.array([[0, 1, 0.1, 2], [2, 3, 0.2, 2], [4, 5, 0.9, 4]])
    edit = regroup(book, merges, 2)
    parents = [t.parent for t in edit.codebook][:4]
    assert parents[0] == parents[1] != parents[2] == parents[3]
    assert [t.parent for t in regroup(edit.codebook, merges, 4).codebook] == ["", "", "", ""]
    with pytest.raises(InputError, match="codebook was edited"):
        regroup(merge(book, ["a", "b"]).codebook, merges, 2)


def test_accepting_is_a_version_of_its_own():
    edit = accept(BOOK)
    assert (edit.codebook.state, edit.codebook.version, BOOK.state) == ("accepted", 2, "draft")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: merge(BOOK, ["tieto"]), "two themes or more"),
        (lambda: merge(BOOK, ["tieto", "vesti"]), 'did you mean "viesti"'),
        (lambda: merge(BOOK, ["tieto", "ylä"]), "theme and group"),
        (lambda: rename(BOOK, "raha", " "), "is empty"),
        (lambda: move(BOOK, "ylä", "tieto"), "its own ancestor"),
        (lambda: move(BOOK, "raha", "puuttuu"), 'no theme "puuttuu"'),
        (lambda: split(BOOK, "raha", [Theme("x", "X")], {}), "two parts or more"),
        (lambda: split(BOOK, "raha", [Theme("x", "X"), Theme("y", "Y")], {"3.0": "z"}), "none of the parts"),
        (lambda: split(BOOK, "raha", [Theme("x", "X"), Theme("tieto", "Y")], {}), "2 times"),
        (lambda: park(BOOK, "raah"), 'did you mean "raha"'),
        (lambda: History((BOOK,)).undo(), "nothing to undo"),
    ],
)
def test_an_impossible_edit_is_refused_in_words(wrong, said):
    with pytest.raises(InputError, match=said):
        wrong()
