"""Accounts, tokens, models, segments and vectors."""

from __future__ import annotations

import numpy as np
import pytest

from tests.storage.conftest import SURVEY
from theme_mining.core.errors import InputError
from theme_mining.core.stored import UserKept
from theme_mining.core.types import Segment
from theme_mining.storage.store import SqlStore


def test_accounts_come_and_go_with_their_tokens(store: SqlStore) -> None:
    store.add_user("Bertta", "hash 1", "analyst", "sv")
    store.add_user("Anna", "hash 2", "admin")
    assert store.users() == [UserKept("Anna", "admin", "fi"), UserKept("Bertta", "analyst", "sv")]
    assert store.password_hash("Bertta") == "hash 1"
    store.add_token("Bertta", "token hash")
    assert store.user_of_token("token hash") == UserKept("Bertta", "analyst", "sv")
    store.set_password("Bertta", "hash 3")
    assert store.user_of_token("token hash") is None
    store.add_token("Bertta", "token hash 2")
    store.remove_user("Bertta")
    assert store.user("Bertta") is None
    assert store.user_of_token("token hash 2") is None
    assert store.password_hash("Bertta") is None


def test_wrong_accounts_are_refused(store: SqlStore) -> None:
    store.add_user("Anna", "hash", "admin")
    with pytest.raises(InputError, match=r"an account .* already"):
        store.add_user("Anna", "hash", "reader")
    with pytest.raises(InputError, match='did you mean "analyst"'):
        store.add_user("Bertta", "hash", "analysti")  # type: ignore[arg-type]
    with pytest.raises(InputError, match='no account "Cecilia"'):
        store.set_password("Cecilia", "hash")


def test_models_are_listed_by_name(store: SqlStore) -> None:
    store.add_model("malli", "models/malli", "a" * 64)
    store.add_model("malli", "models/malli-2", "b" * 64)
    assert [(m.name, m.folder) for m in store.models()] == [("malli", "models/malli-2")]


def test_segments_come_back_as_they_went_in(classified: SqlStore) -> None:
    text = "Tieto ei kulje kunnasta meille"
    segments = [
        Segment("1:2/1", "1:2", text[:14], ("tieto", "ei", "kulkea"), ((0, 5), (6, 8), (9, 14)), ((), (), ()), 0),
        Segment("1:2/2", "1:2", text[15:], ("kunta", "me"), ((0, 8), (9, 15)), (("kunta",), ()), 15),
    ]
    classified.put_segments(SURVEY, segments)
    classified.put_segments(SURVEY, segments)
    assert classified.segments(SURVEY) == segments
    assert classified.segments(SURVEY, wave="2018") == []


def test_vectors_of_two_embedders_never_mix(store: SqlStore) -> None:
    rows = {f"{i:016x}": np.full(4, i, np.float32) for i in range(1200)}
    store.put_vectors("one", rows)
    store.put_vectors("two", {"0" * 16: np.ones(2, np.float32)})
    found = store.vectors("one", [*rows, "unknown"])
    assert found.keys() == rows.keys()
    assert all(np.array_equal(found[key], rows[key]) for key in rows)
    assert store.vectors("two", rows)["0" * 16].tolist() == [1, 1]


def test_roles_languages_and_single_tokens_can_be_changed(store: SqlStore) -> None:
    store.add_user("Anna", "hash", "reader")
    store.set_role("Anna", "admin")
    store.set_language("Anna", "sv")
    assert store.user("Anna") == UserKept("Anna", "admin", "sv")
    store.add_token("Anna", "a" * 64)
    store.add_token("Anna", "b" * 64)
    assert {name for name, _ in store.tokens("Anna")} == {"aaaaaaaa", "bbbbbbbb"}
    store.remove_token("Anna", "aaaaaaaa")
    assert store.user_of_token("a" * 64) is None
    assert store.user_of_token("b" * 64) is not None
    with pytest.raises(InputError, match='no token ""'):
        store.remove_token("Anna", "")
