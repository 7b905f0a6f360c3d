"""A codebook's change is taken back whole: the themes and the answers that it moved."""

from __future__ import annotations

import pytest

from tests.storage.conftest import SURVEY
from theme_mining.core.errors import Conflict, InputError
from theme_mining.flows.review_codebook import merge, park
from theme_mining.storage.store import SqlStore


def _themes(store: SqlStore) -> dict[str, tuple[str, ...]]:
    return {answer.id: answer.themes for answer in store.answers(SURVEY)}


def _take(store: SqlStore, edit) -> None:
    base = edit.codebook.version - 1
    store.save_codebook(SURVEY, edit.codebook, who="Anna", base_version=base, moves=edit.moves, choose=edit.choose)


def test_undoing_a_merge_gives_every_answer_its_themes_back(classified: SqlStore) -> None:
    before, names = _themes(classified), [t.name for t in classified.codebook(SURVEY)]
    _take(classified, merge(classified.codebook(SURVEY), ["raha", "tilat"], "Voimavarat"))
    assert _themes(classified)["2:2"] == ("raha",)
    back = classified.undo_codebook(SURVEY, who="Anna", base_version=2)
    assert (back.version, [t.name for t in back]) == (3, names)
    assert _themes(classified) == before
    again = classified.undo_codebook(SURVEY, who="Anna", base_version=3)
    assert again.version == 4
    assert _themes(classified)["2:2"] == ("raha",)


def test_an_answer_settled_since_is_left_alone(classified: SqlStore) -> None:
    _take(classified, park(classified.codebook(SURVEY), "tilat"))
    seen = classified.answer(SURVEY, "2:1")
    classified.decide(SURVEY, "2:1", ["tieto"], who="Bertta", version=seen.version)
    classified.undo_codebook(SURVEY, who="Anna", base_version=2)
    assert _themes(classified)["2:1"] == ("tieto",)
    assert _themes(classified)["2:2"] == ("raha", "tilat")


def test_only_the_newest_version_is_undone_and_the_first_never(classified: SqlStore) -> None:
    with pytest.raises(InputError, match="one version only"):
        classified.undo_codebook(SURVEY, who="Anna", base_version=1)
    _take(classified, park(classified.codebook(SURVEY), "tilat"))
    with pytest.raises(Conflict) as told:
        classified.undo_codebook(SURVEY, who="Bertta", base_version=1)
    assert told.value.current.version == 2
