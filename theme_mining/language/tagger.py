"""The choice of lemmas with a tagger in the loop: slower by ten times, and more exact.

The spaCy package `spacy_fi_experimental_web_md` tells word class and inflection of every word in its sentence;
candidates that agree with it weigh more. It needs some 600 MB of memory and 3 s to load.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from theme_mining.core.errors import ModelError
from theme_mining.language.vocabulary import Vocabulary
from theme_mining.language.weighing import Candidate, tagger_features

__all__ = ["TaggedChooser", "tagger_version"]

_PACKAGE = "spacy_fi_experimental_web_md"
_CACHE_FORMS = 100_000


class TaggedChooser:
    """Chooses among the candidates of each word by a tagger's tags. Pickles without tagger and caches."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        _tagger()
        self.vocabulary = vocabulary
        self._start()

    def _start(self) -> None:
        self._described: dict[str, list[tuple[Candidate, float]]] = {}
        self._cache: dict[tuple[str, str, str, str], Candidate] = {}

    def __getstate__(self) -> dict[str, object]:
        return {"vocabulary": self.vocabulary}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.vocabulary = state["vocabulary"]
        self._start()

    def choose(self, forms: Sequence[str]) -> list[Candidate]:
        """Give one candidate for each form of a sentence, in order."""
        if not forms:
            return []
        from spacy.tokens import Doc

        nlp = _tagger()
        doc = Doc(nlp.vocab, words=list(forms))
        for _, component in nlp.pipeline:
            doc = component(doc)
        return [
            self._decide(form, token.lemma_.lower().replace("#", ""), token.pos_, str(token.morph))
            for form, token in zip(forms, doc, strict=True)
        ]

    def _decide(self, form: str, lemma: str, pos: str, morph: str) -> Candidate:
        key = (form, lemma, pos, morph)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHE_FORMS:
                self._start()
            weights = self.vocabulary.model.tagger_weights
            scored = [
                (
                    score + sum([weights.get(name, 0.0) for name in tagger_features(candidate, pos, morph, lemma)]),
                    candidate,
                )
                for candidate, score in self._candidates(form)
            ]
            found = self._cache[key] = max(scored, key=lambda item: item[0])[1]
        return found

    def _candidates(self, form: str) -> list[tuple[Candidate, float]]:
        found = self._described.get(form)
        if found is None:
            weights = self.vocabulary.model.tagger_weights
            found = self._described[form] = [
                (candidate, sum([weights.get(name, 0.0) * value for name, value in named]))
                for candidate, named in self.vocabulary.described(form, self.vocabulary.gather(form))
            ]
        return found


def tagger_version() -> str:
    """Give the version of the tagger's package, or an empty string."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return ""


@cache
def _tagger() -> Any:
    try:
        import spacy

        return spacy.load(_PACKAGE, exclude=["parser", "ner"])
    except (ImportError, OSError) as error:
        raise ModelError(
            "The tagger cannot be loaded", f"{type(error).__name__}: {error}", 'pip install "theme_mining[tagger]"'
        ) from None
