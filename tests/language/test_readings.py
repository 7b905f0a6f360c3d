"""Readings from Voikko's transducer output, and the gateway."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from theme_mining.core.errors import ModelError, SettingsError
from theme_mining.language import backend_name, check
from theme_mining.language.backends import open_backend
from theme_mining.language.lemmatising import chooser_for
from theme_mining.language.readings import readings_of
from theme_mining.language.vocabulary import Vocabulary

WORDS = [
    "yhteistyöverkostoja", "emäntien", "Virtaselta", "tutkittu", "sote-uudistuksen", "joiden", "ollut", "tarvitaan",
    "vuotta",
]  # fmt: skip


def native_is_here() -> bool:
    return {what: there for what, there, _ in check()}["Voikko, native"]


NATIVE = pytest.mark.skipif(not native_is_here(), reason="libvoikko is not installed")


def lemmas(word: str, backend: str | None = None) -> set[str]:
    return {r.lemma for output in open_backend(backend).outputs(word) for r in readings_of(output)}


def test_all_readings_of_a_homonym_are_given():
    assert {"emäntä", "emäntie"} <= lemmas("emäntien")


def test_a_participle_may_be_its_verb():
    assert {"tehtävä", "tehdä"} <= lemmas("tehtävää")
    assert {"valmistunut", "valmistua"} <= lemmas("valmistunut")


def test_a_minen_word_may_be_noun_or_verb():
    assert {"lukeminen", "lukea"} <= lemmas("lukemisesta")


def test_a_derived_noun_keeps_its_own_lemma():
    assert "tulevaisuus" in lemmas("tulevaisuudessa")
    assert "tulla" not in lemmas("tulevaisuudessa")


def test_plural_nouns_are_offered_in_the_plural():
    assert "markkinat" in lemmas("markkinoilla")
    assert "sisämarkkinat" in lemmas("sisämarkkinoiden")


@NATIVE
def test_both_backends_read_alike():
    pytest.importorskip("pyvoikko")
    for word in WORDS:
        assert lemmas(word, "native") & lemmas(word, "portable"), word


def test_unknown_backend_is_refused_with_the_near_miss():
    with pytest.raises(SettingsError, match='did you mean "native"'):
        backend_name("nativ")


def test_environment_chooses_the_backend(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pyvoikko")
    monkeypatch.setenv("THEME_MINING_VOIKKO", "portable")
    assert backend_name() == "portable"


def test_missing_library_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "voikko.libvoikko", None)
    with pytest.raises(ModelError, match="apt install libvoikko1 voikko-fi"):
        from theme_mining.language.backend_native import NativeVoikko

        NativeVoikko()


@NATIVE
def test_missing_dictionary_is_named(tmp_path, monkeypatch: pytest.MonkeyPatch):
    code = (
        "import voikko.libvoikko as v, theme_mining.language.backend_native as b\n"
        "opened = v.VoikkoLibrary.open()\n"
        "init = opened.voikkoInit\n"
        "class Library:\n"
        "    voikkoInit = staticmethod(lambda problem, language, path: init(problem, b'xx', None))\n"
        "v.VoikkoLibrary.open = classmethod(lambda cls, path=None: Library())\n"
        "b.NativeVoikko()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Voikko's Finnish dictionary cannot be opened" in run.stderr
    assert "voikko-fi" in run.stderr


def test_check_tells_what_is_there():
    found = {what: there for what, there, _ in check()}
    assert found["Voikko, native"] or found["Voikko, portable"]


def read_all(words: list[str]) -> list[str]:
    return [word.lemma for word in chooser_for().choose(words)]


def test_threads_read_as_one_does():
    vocabulary = Vocabulary()
    alone = [vocabulary.entry(word).best.lemma for word in WORDS]
    shared = Vocabulary()
    results: list[list[str]] = []

    def work() -> None:
        for _ in range(20):
            results.append([shared.entry(word).best.lemma for word in WORDS])
            shared._cache.clear()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [alone] * 40


def test_processes_read_as_one_does():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(read_all, [WORDS, WORDS])) == [read_all(WORDS)] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_reads_as_its_parent():
    read_all(WORDS)
    code = (
        "import os, sys\n"
        "from theme_mining.language import lemmatise\n"
        "before = lemmatise('emäntien talossa')\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    os._exit(0 if lemmatise('emäntien talossa kävi uusiakin vieraita')[:2] == before else 1)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_vocabulary_survives_pickling():
    vocabulary = pickle.loads(pickle.dumps(Vocabulary()))
    assert vocabulary.entry("yhteistyöverkostoja").best.lemma == "yhteistyöverkosto"
    assert len(pickle.dumps(vocabulary)) < 200_000


def test_long_words_and_nulls_are_no_words():
    assert open_backend().outputs("a" * 100_000) == []
    assert open_backend().outputs("talo\0ssa") == []


@pytest.mark.parametrize(
    "chain", ["maa-maa-maa-maa-maa-maa-maa", "venäjä-englanti-saksa-ranska-espanja-albania-bulgaria"]
)
def test_a_long_chain_of_words_changes_no_later_reading(chain):
    words = ["kotimainen", "kokonainen", "ulkomainen", "topografinen"]
    before = [open_backend().outputs(word) for word in words]
    chained = open_backend().outputs(chain)
    assert [open_backend().outputs(word) for word in words] == before
    assert open_backend().outputs(chain) == chained
