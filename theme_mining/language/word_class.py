"""The class of a lemma: what kind of word it most likely is, for naming themes."""

from __future__ import annotations

from theme_mining.language.backends import resolve
from theme_mining.language.lemmatising import chooser_for

__all__ = ["WordClass"]

_INFINITIVE = "V:Tn1"  # the first infinitive, which is a verb's lemma


class WordClass:
    """Gives the class of a lemma: ``N`` noun, ``A`` adjective, ``V`` verb, ``NAME``, or empty where nothing is known.

    What can be an infinitive is one: ``taata`` is to guarantee before it is a grandfather.

    >>> classes = WordClass()
    >>> classes("tiedonkulku"), classes("toivoa"), classes("taata")
    ('N', 'V', 'V')
    """

    def __init__(self, lexicon: str | None = None, backend: str | None = None) -> None:
        self._vocabulary = chooser_for(lexicon, resolve(backend)).vocabulary

    def __call__(self, lemma: str) -> str:
        """Give the class of one lemma."""
        best = self._vocabulary.entry(lemma).best
        if best.lemma == lemma and _INFINITIVE in best.tags:
            return "V"
        return best.tags[0].split(":")[0] if best.tags else ""
