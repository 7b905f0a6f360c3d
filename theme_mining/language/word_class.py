"""The class of a lemma: what kind of word it most likely is, for naming themes."""

from __future__ import annotations

from theme_mining.language.backends import resolve
from theme_mining.language.lemmatising import chooser_for

__all__ = ["WordClass"]


class WordClass:
    """Gives the class of a lemma: ``N`` noun, ``A`` adjective, ``V`` verb, ``NAME``, or empty where nothing is known.

    >>> classes = WordClass()
    >>> classes("tiedonkulku"), classes("toivoa")
    ('N', 'V')
    """

    def __init__(self, lexicon: str | None = None, backend: str | None = None) -> None:
        self._vocabulary = chooser_for(lexicon, resolve(backend)).vocabulary

    def __call__(self, lemma: str) -> str:
        """Give the class of one lemma."""
        tags = self._vocabulary.entry(lemma).best.tags or ("",)
        return str(tags[0]).split(":")[0]
