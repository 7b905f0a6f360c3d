"""Which words tell the themes apart: lemmas of every answer, read once, counted for any view."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

from theme_mining.assembly.parts import finnish_text, word_class
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.shown.whole import View, Whole
from theme_mining.flows.naming import Wording
from theme_mining.measure.class_tfidf import class_tfidf

__all__ = ["Telling", "Words", "read_words", "telling"]

SHORTEST = 2  # letters of a word: single ones are initials, and the Swedish "i" that a Finnish reading takes for a noun
KINDS = ("N", "NAME", "ABBR")  # nouns tell what is talked of; verbs and adjectives how


@dataclass(frozen=True, slots=True)
class Words:
    """`lemmas` (v,) in order of letters; `held` (n, v) True where a base answer holds one."""

    lemmas: tuple[str, ...]
    held: sparse.csr_matrix = field(repr=False)


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that tells a theme: in how many of its answers it stands, and its class TF-IDF weight."""

    word: str
    answers: int
    weight: float


def read_words(whole: Whole, settings: Settings) -> Words:
    """Read the nouns of every base answer. About 25 s for 100,000 answers; Voikko is loaded."""
    ids, texts = whole.frame["id"].astype(str).tolist(), whole.frame["text"].astype(str).tolist()
    segments = finnish_text(settings).transform(texts, ids=ids)
    wording, row = Wording(word_class(settings)), {answer: i for i, answer in enumerate(ids)}
    known: dict[str, int] = {}
    rows, columns = [], []
    for segment in segments:
        wording.read(segment, 0)
    for segment in segments:
        for lemma in set(segment.lemmas):
            if len(lemma) >= SHORTEST and wording.tells(lemma) and wording.kind(lemma) in KINDS:
                rows.append(row[segment.answer_id])
                columns.append(known.setdefault(lemma, len(known)))
    held = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (len(ids), len(known)))
    order = np.array(sorted(known.values(), key=list(known).__getitem__), dtype=np.int64)
    return Words(tuple(np.array(list(known), dtype=object)[order]) if known else (), held[:, order])


def telling(whole: Whole, view: View, words: Words, n: int = 12) -> dict[str, tuple[Telling, ...]]:
    """Give each theme's most telling words in a view; a word of fewer respondents than may be shown is none.

    Themes that may not be shown have none.
    """
    rows, hidden = np.flatnonzero(whole.mask(view)), whole.hidden(view)[:-1]
    has, held = sparse.csr_matrix(whole.has[rows].astype(np.float32)), words.held[rows]
    counts: npt.NDArray[np.float64] = np.asarray((has.T @ held).todense(), dtype=np.float64)
    weight = np.where(counts >= whole.limit, class_tfidf(counts), 0.0)
    by_word, who = held.tocsc(), whole.who[rows]
    found: dict[str, tuple[Telling, ...]] = {}
    for k, theme in enumerate(whole.themes):
        best = (
            [] if hidden[k] else np.lexsort((np.arange(len(words.lemmas)), -np.round(weight[k], 12)))[: 2 * n].tolist()
        )
        told = []
        for j in best:
            holders = by_word.indices[by_word.indptr[j] : by_word.indptr[j + 1]]
            people = np.unique(who[holders[whole.has[rows[holders], k]]])
            if weight[k, j] > 0 and len(people) >= whole.limit:
                told.append(Telling(words.lemmas[j], int(counts[k, j]), float(weight[k, j])))
        found[theme] = tuple(told[:n])
    return found
