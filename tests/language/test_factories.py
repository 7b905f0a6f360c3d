"""The spaCy factories."""

from __future__ import annotations

import pickle

import pytest
import spacy

from theme_mining.core.errors import SettingsError
from theme_mining.language import load
from theme_mining.language.factories import LemmaReader


@pytest.fixture(scope="module")
def nlp():
    return load("fi")


def test_pipeline_gives_lemmas_parts_language_and_segments(nlp):
    doc = nlp("Yhteistyöverkostoja tarvitaan, mutta rahaa ei ole.")
    assert [t.lemma_ for t in doc][:2] == ["yhteistyöverkosto", "tarvita"]
    assert doc[0]._.compound_parts == ("yhteistyö", "työ", "verkosto")
    assert doc._.language == "fi"
    assert not doc._.no_content
    assert [span.text for span in doc.spans["segments"]] == [
        "Yhteistyöverkostoja tarvitaan",
        "mutta rahaa ei ole.",
    ] or ([span.text for span in doc.spans["segments"]] == ["Yhteistyöverkostoja tarvitaan, mutta rahaa ei ole."])


def test_a_factory_works_alone_in_any_pipeline():
    nlp = spacy.blank("fi")
    nlp.add_pipe("theme_mining_voikko")
    assert [t.lemma_ for t in nlp("Koirat haukkuvat")] == ["koira", "haukkua"]
    assert isinstance(nlp.get_pipe("theme_mining_voikko"), LemmaReader)


def test_pipeline_survives_pickling(nlp):
    assert [t.lemma_ for t in pickle.loads(pickle.dumps(nlp))("Koirat haukkuvat")] == ["koira", "haukkua"]


def test_spoken_words_say_so(nlp):
    assert nlp("Mä tulen")[0]._.read_as == "spoken"


def test_swedish_docs_get_swedish_lemmas(nlp):
    assert "kommun" in [t.lemma_ for t in nlp("Mer samarbete med kommunerna")]


def test_another_language_name_is_refused():
    with pytest.raises(SettingsError, match='there is "fi"'):
        load("xx")
