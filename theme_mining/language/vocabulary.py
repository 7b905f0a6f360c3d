"""Word form → the lemmas it can have: lexicon first, then Voikko, then a guess. Bounded cache."""

from __future__ import annotations

from typing import NamedTuple

from theme_mining.language.backends import open_backend, resolve
from theme_mining.language.lexicon import Lexicon
from theme_mining.language.readings import readings_of

__all__ = ["Candidate", "Vocabulary"]

_CACHE_FORMS = 200_000  # about 100 MB at most; a survey of 100,000 answers has some 150,000 forms


class Candidate(NamedTuple):
    """A lemma a form can have; `score` is its log weight before context."""

    lemma: str
    marked: str
    tag: str
    parts: tuple[str, ...]
    score: float = 0.0


class Vocabulary:
    """All candidate lemmas of a word form, the likeliest first. Pickles without its cache.

    Parameters
    ----------
    lexicon : Lexicon or None
        Own words, looked up before Voikko.
    backend : str or None
        ``native``, ``portable``, ``auto``; None: by the environment.
    """

    def __init__(self, lexicon: Lexicon | None = None, backend: str | None = None) -> None:
        self.lexicon = lexicon if lexicon is not None else Lexicon.default()
        self.backend = resolve(backend)
        self._cache: dict[str, tuple[Candidate, ...]] = {}

    def __getstate__(self) -> dict[str, object]:
        return {"lexicon": self.lexicon, "backend": self.backend}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._cache = {}

    def candidates(self, form: str) -> tuple[Candidate, ...]:
        """Give the candidates of a form; at least one, whatever the form."""
        found = self._cache.get(form)
        if found is None:
            if len(self._cache) >= _CACHE_FORMS:
                self._cache.clear()
            found = self._cache[form] = self._find(form)
        return found

    def _find(self, form: str) -> tuple[Candidate, ...]:
        own = self.lexicon.find(form)
        if own is not None:
            return (Candidate(own.lemma, own.lemma, "NAME", own.parts),)
        outputs = open_backend(self.backend).outputs(form)
        found: dict[str, Candidate] = {}
        for output in outputs:
            reading = readings_of(output)
            found.setdefault(reading.lemma, Candidate(reading.lemma, reading.marked, reading.tag, reading.parts))
        if found:
            return tuple(found.values())
        head, joint, tail = form.rpartition("-")
        if head and tail and not tail.isdigit():
            inner = self.candidates(tail)[0]
            lemma = head.lower() + joint + inner.lemma
            parts = (*(p for p in head.lower().split("-") if len(p) > 1), inner.lemma, *inner.parts)
            return (Candidate(lemma, head.lower() + joint + "#" + inner.marked, inner.tag, parts),)
        stem, colon, ending = form.rpartition(":")
        if colon and stem and ending.isalpha():
            return (Candidate(stem.lower(), stem.lower(), "ABBR", ()),)
        return (Candidate(form.lower().rstrip("-") or form, form.lower(), "X", ()),)
