"""Small surveys, made of words, for everything that classifies: no Voikko, no trained vectors."""

from __future__ import annotations

import os

for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(library, "1")  # before numpy loads, as the command line does: two workers share two cores

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.trained import Labelled, Rows
from theme_mining.core.types import Segment, Vectors

_WORD = re.compile(r"\w+")
WORDS = {
    "raha": "rahoitus avustus raha budjetti tuki hankeraha määräraha lasku",
    "tieto": "tiedotus viestintä uutiskirje tieto kalenteri kanava sähköposti kertoa",
    "tilat": "tila huone kokoustila talo vuokra sali avain ovi",
    "koulutus": "kurssi koulutus opastus valmennus osaaminen oppia ohjaaja luento",
}
FILLER = "me tarvita enemmän olla myös järjestö yhdessä voida alue toivoa paljon hyvä kunta vuosi usein"


def read_words(text: str, number: int, language: str = "fi") -> Segment:
    found = list(_WORD.finditer(text))
    lemmas, spans = tuple(m.group().lower() for m in found), tuple(m.span() for m in found)
    return Segment(str(number), str(number), text, lemmas, spans, ((),) * len(lemmas), language=language)  # type: ignore[arg-type]


def embed_words(texts: Sequence[str]) -> Rows:
    segments = tuple(read_words(text, n) for n, text in enumerate(texts))
    rows = np.zeros((len(segments), 32), np.float32)
    for i, segment in enumerate(segments):
        for lemma in segment.lemmas:
            rows[i] += _vector(lemma)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(length > 0, length, 1)
    return Rows(segments, Vectors(tuple(s.id for s in segments), rows, "words-1"), "spaces-1")


def _vector(word: str) -> np.ndarray:
    theme = next((k for k, words in enumerate(WORDS.values()) if word in words.split()), None)
    seed = int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)
    noise = np.random.default_rng(seed).normal(size=32)
    if theme is not None:
        noise[theme] += 4
    return noise.astype(np.float32)


@pytest.fixture(scope="session")
def embed() -> Callable[[Sequence[str]], Rows]:
    """Words by spaces, vectors by word: those of one theme lie near each other."""
    return embed_words


@pytest.fixture(scope="session")
def small_codebook() -> Codebook:
    themes = [
        Theme(t, t.capitalize(), "", tuple(w.split()[:3]), (f"Meillä {w.split()[3]} puuttuu.",))
        for t, w in WORDS.items()
    ]
    return Codebook(1, tuple(themes), "test")


@pytest.fixture(scope="session")
def small_survey() -> Callable[..., Labelled]:
    """A survey of four themes: `small_survey(n, several=False, seed=0)`, two answers a respondent."""

    def make(n: int = 160, several: bool = False, seed: int = 0) -> Labelled:
        rng = np.random.default_rng(seed)
        names = list(WORDS)
        texts, themes = [], []
        for i in range(n):
            chosen = [names[i % 4]]
            if several and rng.random() < 0.3:
                chosen.append(names[(i + 1 + int(rng.integers(3))) % 4])
            words = [str(w) for t in chosen for w in rng.choice(WORDS[t].split(), 2, replace=False)]
            words += [str(w) for w in rng.choice(FILLER.split(), 5)]
            if rng.random() < 0.1:
                words = [str(w) for w in rng.choice(FILLER.split(), 6)]
            texts.append(" ".join(rng.permutation(words)).capitalize() + ".")
            themes.append(tuple(chosen))
        return Labelled(embed_words(texts), tuple(themes), tuple(f"r{i // 2}" for i in range(n)))

    return make
