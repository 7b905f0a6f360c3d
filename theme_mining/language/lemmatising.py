"""Lemmas of a text, one a token: what the command line's `lemmatise` writes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from theme_mining.language.answers import AnswerReader, Chooses, Correction
from theme_mining.language.chooser import Chooser
from theme_mining.language.foreign import foreign_lemma
from theme_mining.language.identification import language_of
from theme_mining.language.lexicon import Lexicon
from theme_mining.language.tagger import TaggedChooser
from theme_mining.language.tokens import normal, tokenise
from theme_mining.language.vocabulary import Vocabulary

__all__ = ["chooser_for", "corrections", "lemmatise"]


_GAP = re.compile(r"[ \t\r\n]+")  # not the no-break space: it stands inside tokens such as "20 000"


@cache
def chooser_for(
    lexicon: Lexicon | str | Path | None = None, backend: str | None = None, tagger: bool = False
) -> Chooses:
    """Give the chooser of these settings; one is kept for each."""
    own = lexicon if isinstance(lexicon, Lexicon) else Lexicon.read(lexicon) if lexicon else Lexicon.default()
    vocabulary = Vocabulary(own, backend)
    return TaggedChooser(vocabulary) if tagger else Chooser(vocabulary)


def lemmatise(
    text: str,
    pretokenised: bool = False,
    backend: str | None = None,
    lexicon: Lexicon | str | Path | None = None,
    tagger: bool = False,
) -> list[str]:
    """Give one lemma a token, in lower case, with no space in it.

    Parameters
    ----------
    text : str
        A text; whole texts in Swedish or English get the lemmas of their language, pretokenised ones are Finnish.
    pretokenised : bool
        Take each space-separated token as it is, marks included: as many lemmas as tokens.
    backend, lexicon, tagger
        As for `FinnishText`.

    Examples
    --------
    >>> lemmatise("Yhteistyöverkostoja HUS:n kanssa !", pretokenised=True)
    ['yhteistyöverkosto', 'hus', 'kanssa', '!']
    """
    forms = (
        [normal(form) for form in _GAP.split(text) if form]
        if pretokenised
        else [token.form for token in tokenise(text)]
    )
    language = "fi" if pretokenised else language_of(text)
    if language in ("sv", "en"):
        return [foreign_lemma(form, language) for form in forms]
    chosen = chooser_for(lexicon, backend, tagger).choose(forms)
    return [
        word.lemma if word.lemma and " " not in word.lemma else form.lower().partition(":")[0] or "_"
        for form, word in zip(forms, chosen, strict=True)
    ]


def corrections(text: str, backend: str | None = None, lexicon: Lexicon | str | Path | None = None) -> list[Correction]:
    """Give every word of a text that was read as spoken, misspelt or run together; the text itself stays.

    >>> [(c.written, c.lemma, c.kind) for c in corrections("Mä toivon yhteistyota")]
    [('Mä', 'minä', 'spoken'), ('yhteistyota', 'yhteistyö', 'missing dots')]
    """
    return AnswerReader(chooser_for(lexicon, backend)).corrections(text, language_of(text))
