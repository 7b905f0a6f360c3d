"""The choice of lemmas with a tagger in the loop."""

from __future__ import annotations

import pickle
import sys
from importlib.util import find_spec

import pytest

from theme_mining.core.errors import ModelError
from theme_mining.language import FinnishText, fingerprint, lemmatise
from theme_mining.language.tagger import _tagger

needs_tagger = pytest.mark.skipif(
    find_spec("spacy_fi_experimental_web_md") is None, reason="the tagger's package is not installed"
)


@needs_tagger
@pytest.mark.filterwarnings("ignore::UserWarning:spacy")
def test_the_tagger_reads_words_in_their_sentence():
    words = ["Uusia", "jäseniä", "tarvitaan", ",", "ja", "vanhojen", "pitää", "uusia", "kortti", "."]
    found = lemmatise(" ".join(words), pretokenised=True, tagger=True)
    assert len(found) == len(words)
    assert found[0] == "uusi"
    assert found[2] == "tarvita"
    reader = pickle.loads(pickle.dumps(FinnishText(tagger=True)))
    assert reader.transform(["Yhteistyötä HUS:n kanssa"])[0].lemmas == ("yhteistyö", "hus", "kanssa")
    assert fingerprint(tagger=True) != fingerprint()


def test_a_missing_tagger_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    _tagger.cache_clear()
    with pytest.raises(ModelError, match=r"theme_mining\[tagger\]"):
        _tagger()
    _tagger.cache_clear()
