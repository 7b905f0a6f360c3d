"""The language parts as spaCy components, found through entry points in any pipeline on ``spacy.blank("fi")``.

=======================  ===========================================================================
factory                  gives
=======================  ===========================================================================
theme_mining_language    ``doc._.language`` (fi, sv, en, mixed, none) and ``doc._.no_content``
theme_mining_voikko      ``token.lemma_``, ``token._.compound_parts``, ``token._.read_as``
theme_mining_segments    ``doc.spans["segments"]``: one span an idea
=======================  ===========================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup, Token

from theme_mining.core.errors import SettingsError
from theme_mining.language.answers import CHANGES
from theme_mining.language.emptiness import no_content
from theme_mining.language.foreign import foreign_lemma
from theme_mining.language.identification import language_of
from theme_mining.language.lemmatising import chooser_for
from theme_mining.language.segmentation import segment_ranges
from theme_mining.language.tokens import Token as Place
from theme_mining.language.tokens import normal, tokenise
from theme_mining.language.weighing import Candidate

__all__ = ["LanguageJudge", "LemmaReader", "Segmenter", "load"]


def load(
    name: str = "fi",
    lexicon: str | Path | None = None,
    backend: str | None = None,
    tagger: bool = False,
) -> Language:
    """Give a spaCy pipeline that reads answers: language, lemmas, compound parts, segments.

    Parameters
    ----------
    name : str
        ``fi``: answers in Finnish, with Swedish and English ones among them.
    lexicon, backend, tagger
        As for `FinnishText`.

    Raises
    ------
    SettingsError
        Another name.
    ModelError
        No Voikko is there.

    Examples
    --------
    >>> doc = load()("Yhteistyöverkostoja tarvitaan")
    >>> [(token.lemma_, token._.compound_parts) for token in doc]
    [('yhteistyöverkosto', ('yhteistyö', 'työ', 'verkosto')), ('tarvita', ())]
    """
    import spacy

    if name != "fi":
        raise SettingsError(f'There is no language pipeline "{name}"', 'there is "fi"', 'use load("fi")')
    nlp = spacy.blank("fi")
    nlp.add_pipe("theme_mining_language")
    settings = {"lexicon": str(lexicon) if lexicon else None, "backend": backend, "tagger": tagger}
    nlp.add_pipe("theme_mining_voikko", config=settings)
    nlp.add_pipe("theme_mining_segments", config=settings)
    return nlp


class LanguageJudge:
    """Sets ``doc._.language`` and ``doc._.no_content``."""

    def __init__(self) -> None:
        for name, default in (("language", "fi"), ("no_content", False)):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=default)

    def __call__(self, doc: Doc) -> Doc:
        """Judge a doc."""
        doc._.language = language_of(doc.text)
        doc._.no_content = no_content(doc.text)
        return doc


class LemmaReader:
    """Sets lemma and compound parts of each token; ``token._.read_as`` says what a spoken or misspelt word was."""

    def __init__(self, lexicon: str | None, backend: str | None, tagger: bool) -> None:
        self.settings = (lexicon, backend, tagger)
        chooser_for(*self.settings)
        for name, default in (("compound_parts", ()), ("read_as", "")):
            if not Token.has_extension(name):
                Token.set_extension(name, default=default)

    def __call__(self, doc: Doc) -> Doc:
        """Read a doc."""
        language = language_of(doc.text)
        if language in ("sv", "en"):
            for token in doc:
                token.lemma_ = foreign_lemma(token.text, language) if token.is_alpha else token.lower_
            return doc
        chosen = chooser_for(*self.settings).choose([normal(token.text) for token in doc])
        for token, word in zip(doc, chosen, strict=True):
            token.lemma_ = word.lemma or token.lower_
            if word.parts:
                token._.compound_parts = word.parts
            if word.source in CHANGES:
                token._.read_as = CHANGES[word.source]
        return doc


class Segmenter:
    """Sets ``doc.spans["segments"]``."""

    def __init__(self, lexicon: str | None, backend: str | None, tagger: bool) -> None:
        self.settings = (lexicon, backend, tagger)

    def __call__(self, doc: Doc) -> Doc:
        """Split a doc into ideas."""
        places = [Place(normal(t.text), t.idx, t.idx + len(t.text), _kind(t)) for t in doc if not t.is_space]
        numbers = [t.i for t in doc if not t.is_space]
        words = chooser_for(*self.settings).choose([place.form for place in places])
        if language_of(doc.text) in ("sv", "en"):
            words = [Candidate(place.form, place.form, ("X",), (), "foreign") for place in places]
        ranges = segment_ranges(doc.text, places, words)
        spans = [doc[numbers[first] : numbers[last - 1] + 1] for first, last in ranges]
        doc.spans["segments"] = SpanGroup(doc, name="segments", spans=spans)
        return doc


def _kind(token: Token) -> str:
    found = tokenise(token.text)
    return found[0].kind if len(found) == 1 else "word" if any(c.isalnum() for c in token.text) else "mark"


_SETTINGS = {"lexicon": None, "backend": None, "tagger": False}


@Language.factory("theme_mining_language")
def make_language(nlp: Any, name: str) -> LanguageJudge:
    """Make the judge of a doc's language."""
    return LanguageJudge()


@Language.factory("theme_mining_voikko", assigns=["token.lemma"], default_config=_SETTINGS)
def make_voikko(nlp: Any, name: str, lexicon: str | None, backend: str | None, tagger: bool) -> LemmaReader:
    """Make the reader of lemmas."""
    return LemmaReader(lexicon, backend, tagger)


@Language.factory("theme_mining_segments", default_config=_SETTINGS)
def make_segments(nlp: Any, name: str, lexicon: str | None, backend: str | None, tagger: bool) -> Segmenter:
    """Make the splitter of answers into ideas."""
    return Segmenter(lexicon, backend, tagger)
