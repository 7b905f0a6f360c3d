"""The lemma model and the guesser."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from theme_mining.core.errors import ModelError
from theme_mining.core.shipped import shipped
from theme_mining.language.guessing import Guesser
from theme_mining.language.lemma_model import LemmaModel, SortedLines, lines
from theme_mining.language.spoken import split_run_together, written_forms
from theme_mining.language.vocabulary import Vocabulary

FOLDER = shipped("models/fi-lemmas")


def test_sorted_lines_find_what_a_dictionary_finds():
    words = {"a": "1", "ab": "2", "b": "3", "ä": "4", "a b": "5", "z" * 50: "6"}
    found = SortedLines("".join(sorted(f"{key}\t{value}\n" for key, value in words.items())))
    assert dict(found.items()) == words
    assert found.get("c") is None
    assert found.get("") is None
    assert len(found) == len(words)


def test_no_lines_hold_nothing():
    assert len(SortedLines("")) == 0
    assert SortedLines("").get("a") is None


def test_every_line_of_the_shipped_forms_is_found():
    forms = LemmaModel.default().forms
    for key in list(forms)[::500]:
        assert forms.get(key), key


def test_shipped_model_is_what_its_manifest_says_and_small():
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((FOLDER / f"{name}.tsv.gz").read_bytes()).hexdigest() == digest
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 5_000_000


def test_shipped_model_holds_no_address_or_long_number():
    forms = LemmaModel.default().forms
    assert not any("@" in form or "www." in form or re.search(r"\d{5}", form) for form in forms)


def test_a_broken_model_names_its_folder(tmp_path):
    for path in FOLDER.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "weights.tsv.gz").write_bytes(b"no gzip")
    with pytest.raises(ModelError, match="cannot be read"):
        LemmaModel.read(tmp_path)


def test_files_are_the_same_for_the_same_content():
    assert lines([("b", "2"), ("a", "1")]) == lines([("a", "1"), ("b", "2")])


@pytest.mark.parametrize(
    ("form", "lemma"), [("Arduinolla", "arduino"), ("Clintonin", "clinton"), ("Grönbergiltä", "grönberg")]
)
def test_the_guesser_finds_the_base_of_names(form: str, lemma: str):
    assert lemma in [guess for guess, _ in Guesser(LemmaModel.default()).guess(form)[:3]]


def test_guesses_are_shares():
    shares = [share for _, share in Guesser(LemmaModel.default()).guess("blogittelijoille")]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1 + 1e-9


def test_written_forms_say_why():
    known = Vocabulary().known
    assert ("työttömyys", "dots") in written_forms("tyottomyys", known)
    assert ("yhteistyö", "letter") in written_forms("yhteisstyö", known)
    assert ("punainen", "spoken") in written_forms("punanen", known)


def test_words_are_parted_only_at_one_safe_place():
    known = Vocabulary().known
    assert split_run_together("eiole", known) == 2
    assert split_run_together("onnistuminen", known) == 0
    assert split_run_together("kissakoira", known) == 0
