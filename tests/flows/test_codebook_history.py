"""The history of a codebook: undo steps back, nothing is lost, answers follow."""

from __future__ import annotations

import numpy as np
import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.types import Assignment
from theme_mining.flows.codebook_history import History, differences
from theme_mining.flows.review_codebook import merge, move, park, regroup, rename, split

BOOK = Codebook(1, (Theme("a", "A"), Theme("b", "B"), Theme("c", "C")), "alku")
HELD = [Assignment("1", "a", 0.9), Assignment("2", "b", 0.8), Assignment("3", "c", 0.7), Assignment("4", "c", 0.6)]


def taken(*edits):
    history = History((BOOK,))
    for edit in edits:
        history = history.take(edit(history.now))
    return history


def held(history, place=-1):
    return {a.segment_id: a.theme_id for a in history.assignments(HELD, place)}


def test_answers_follow_every_edit_and_every_undo():
    history = taken(
        lambda b: merge(b, ["a", "b"]),
        lambda b: split(b, "c", [Theme("d", "D"), Theme("e", "E")], {"4": "e"}),
    )
    assert held(history) == {"1": "a", "2": "a", "3": "d", "4": "e"}
    once = history.undo()
    assert held(once) == {"1": "a", "2": "a", "3": "c", "4": "c"}
    twice = once.undo()
    assert held(twice) == {"1": "a", "2": "b", "3": "c", "4": "c"}
    assert twice.now.themes == BOOK.themes
    assert [book.version for book in twice.versions] == [1, 2, 3, 4, 5]
    with pytest.raises(InputError, match="nothing to undo"):
        twice.undo()
    assert held(twice.undo(3)) == held(history)


def test_an_edit_after_an_undo_starts_from_what_was_brought_back():
    history = taken(lambda b: merge(b, ["a", "b"])).undo()
    history = history.take(rename(history.now, "b", "Uusi"))
    assert held(history) == {"1": "a", "2": "b", "3": "c", "4": "c"}
    assert history.now.name("b") == "Uusi"


def test_a_parked_theme_gets_its_answers_back_when_it_is_moved_out():
    history = taken(lambda b: park(b, "c"))
    assert held(history) == {"1": "a", "2": "b"}
    back = history.take(move(history.now, "c", ""))
    assert held(back) == held(History((BOOK,)))
    assert [t.id for t in back.now] == ["a", "b", "c"]


def test_an_id_that_was_in_use_is_not_used_again():
    history = taken(lambda b: merge(b, ["a", "b"]))
    with pytest.raises(InputError, match="never used again"):
        history.take(split(history.now, "c", [Theme("b", "B"), Theme("x", "X")], {}))


def test_the_history_comes_back_as_it_was_written():
    history = taken(lambda b: park(b, "c"), lambda b: split(b, "a", [Theme("d", "D"), Theme("e", "E")], {"1": "e"}))
    history = history.undo()
    assert History.from_json(history.to_json()) == history
    for broken in (
        "",
        "[]",
        '{"versions": []}',
        '{"versions": [1]}',
        '{"versions": [{"codebook": {"themes": []}}, 2]}',
    ):
        with pytest.raises(InputError, match="no history"):
            History.from_json(broken)


def test_groups_can_be_cut_after_merges_and_splits():
    merges = np.array([[0, 1, 0.1, 2], [2, 3, 0.9, 3]])
    history = taken(
        lambda b: merge(b, ["b", "a"]),
        lambda b: split(b, "b", [Theme("d", "D"), Theme("e", "E")], {"1": "d", "2": "e"}),
    )
    parents = {t.id: t.parent for t in regroup(history.now, merges, 2, leaf_of=history.leaf_of()).codebook}
    assert parents["d"] == parents["e"] != ""
    assert parents["c"] == ""


def test_differences_name_what_changed():
    after = rename(merge(BOOK, ["a", "b"]).codebook, "c", "Kolmas").codebook
    assert differences(BOOK, after) == [("b", "gone", "B", ""), ("c", "name", "C", "Kolmas")]
    assert differences(after, BOOK)[-1] == ("c", "name", "Kolmas", "C")
