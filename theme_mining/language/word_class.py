"""The class of a lemma: what kind of word it most likely is, for naming themes."""

from __future__ import annotations

from theme_mining.language.lexicon import Lexicon
from theme_mining.language.vocabulary import Vocabulary

__all__ = ["WordClass"]


class WordClass:
    """Gives the class of a lemma: ``N`` noun, ``A`` adjective, ``V`` verb, ``NAME``, or empty where nothing is known.

    >>> classes = WordClass()
    >>> classes("tiedonkulku"), classes("toivoa")
    ('N', 'V')
    """

    def __init__(self, lexicon: Lexicon | None = None, backend: str | None = None) -> None:
        self._vocabulary = Vocabulary(lexicon, backend)

    def __call__(self, lemma: str) -> str:
        """Give the class of one lemma."""
        tags = self._vocabulary.entry(lemma).best.tags or ("",)
        return str(tags[0]).split(":")[0]
