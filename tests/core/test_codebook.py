"""Codebooks: written and read the same, and refused with a clear message when they cannot be."""

import json
from pathlib import Path

import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError

BOOK = Codebook(
    2, (Theme("a", "Raha"), Theme("b", "Avustukset", parent="a", keywords=("avustus",))), "luettu", "accepted"
)


def test_a_codebook_comes_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "k.json").write_text(BOOK.to_json(), encoding="utf-8")
    assert Codebook.read(tmp_path / "k.json") == BOOK


@pytest.mark.parametrize(
    ("themes", "message"),
    [
        ([{"id": "a", "name": "x"}, {"id": "a", "name": "y"}], '"a" 2 times'),
        ([{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}], "own ancestor"),
        ([{"id": "a", "parent": "c"}], "does not have"),
        ([{"name": "x"}], "has no id"),
        ([{"id": "a", "nmae": "x"}], 'did you mean "name"'),
        (["a"], "not an object"),
    ],
)
def test_a_codebook_that_cannot_be_is_refused(themes: list[object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Codebook.from_json(json.dumps({"themes": themes}))


def test_broken_json_names_the_file_and_the_place(tmp_path: Path) -> None:
    (tmp_path / "k.json").write_text('{"themes": [', encoding="utf-8")
    with pytest.raises(InputError, match=r"k\.json is not JSON[\s\S]*line 1"):
        Codebook.read(tmp_path / "k.json")


def test_an_unknown_theme_is_refused_with_the_near_miss() -> None:
    with pytest.raises(InputError, match="did you mean"):
        BOOK.theme("A")
