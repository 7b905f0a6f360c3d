"""Lemmas of a text, one a token: what the command line's `lemmatise` writes."""

from __future__ import annotations

from functools import cache

from theme_mining.language.chooser import Chooser
from theme_mining.language.tokens import tokenise
from theme_mining.language.vocabulary import Vocabulary

__all__ = ["lemmatise"]


@cache
def _chooser(backend: str | None) -> Chooser:
    return Chooser(Vocabulary(backend=backend))


def lemmatise(text: str, pretokenised: bool = False, backend: str | None = None) -> list[str]:
    """Give one lemma a token, in lower case; `pretokenised`: one for each space-separated token, marks included.

    >>> lemmatise("Yhteistyöverkostoja HUS:n kanssa !", pretokenised=True)
    ['yhteistyöverkosto', 'hus', 'kanssa', '!']
    """
    forms = text.split() if pretokenised else [token.form for token in tokenise(text)]
    return [word.lemma for word in _chooser(backend).choose(forms)]
