"""One answer read: its tokens, each with the lemma chosen for it.

Finnish words go through the chooser; Swedish and English ones through simplemma. Phrases of the lexicon (`Mieli ry`)
become one word, words run together (`eiole`) two, both with exact places.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from theme_mining.core.types import Language
from theme_mining.language.foreign import foreign_lemma
from theme_mining.language.identification import language_of
from theme_mining.language.spoken import split_run_together
from theme_mining.language.tokens import Token, tokenise
from theme_mining.language.vocabulary import Vocabulary
from theme_mining.language.weighing import Candidate

__all__ = ["CHANGES", "AnswerReader", "Chooses", "Correction"]

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*\s*")
CHANGES = {"spoken": "spoken", "dots": "missing dots", "letter": "misspelt", "glued": "run together"}
_DOUBTFUL = {"guess", "self", "letter", "tail"}


class Chooses(Protocol):
    """What chooses a candidate for each form of a sentence."""

    vocabulary: Vocabulary

    def choose(self, forms: list[str]) -> list[Candidate]:
        """Give one candidate for each form, in order."""
        ...


class Correction(NamedTuple):
    """A word read as another than stands there: its place, the word as written, the lemma read, and why."""

    start: int
    end: int
    written: str
    lemma: str
    kind: str


class AnswerReader:
    """Reads answers with one chooser."""

    def __init__(self, chooser: Chooses) -> None:
        self.chooser = chooser
        self._glued: dict[str, int] = {}

    def read(self, text: str, language: Language) -> tuple[list[Token], list[Candidate]]:
        """Give tokens and how each was read."""
        if language == "mixed":
            return self._read_mixed(text)
        tokens = tokenise(text)
        if language in ("sv", "en"):
            return tokens, [_foreign(token, language) for token in tokens]
        chosen = self.chooser.choose([token.form for token in tokens])
        if any(word.source in _DOUBTFUL for word in chosen):
            tokens, chosen = self._part(tokens, chosen)
        phrases = self.chooser.vocabulary.lexicon.phrases
        if any(
            word.lemma in phrases or token.form.lower() in phrases for token, word in zip(tokens, chosen, strict=True)
        ):
            tokens, chosen = self._join(text, tokens, chosen)
        return tokens, chosen

    def corrections(self, text: str, language: Language) -> list[Correction]:
        """Give every word that was read as spoken, misspelt or run together."""
        tokens, words = self.read(text, language)
        return [
            Correction(token.start, token.end, token.form, word.lemma, CHANGES[word.source])
            for token, word in zip(tokens, words, strict=True)
            if word.source in CHANGES
        ]

    def _read_mixed(self, text: str) -> tuple[list[Token], list[Candidate]]:
        """Read each sentence in its own language."""
        tokens: list[Token] = []
        words: list[Candidate] = []
        for match in _SENTENCE.finditer(text):
            language = language_of(match.group())
            found, chosen = self.read(match.group(), language if language in ("sv", "en") else "fi")
            tokens += [t._replace(start=t.start + match.start(), end=t.end + match.start()) for t in found]
            words += chosen
        return tokens, words

    def _part(self, tokens: list[Token], chosen: list[Candidate]) -> tuple[list[Token], list[Candidate]]:
        """Part words run together."""
        new: list[tuple[Token, Candidate]] = []
        for token, word in zip(tokens, chosen, strict=True):
            place = self._glue(token) if word.source in _DOUBTFUL and token.kind == "word" else 0
            if not place:
                new.append((token, word))
                continue
            halves = (token.form[:place], token.form[place:])
            middle = token.start + place
            for half, start, end in ((halves[0], token.start, middle), (halves[1], middle, token.end)):
                best = self.chooser.vocabulary.entry(half).best
                new.append((Token(half, start, end, "word"), best._replace(source="glued")))
        return [token for token, _ in new], [word for _, word in new]

    def _glue(self, token: Token) -> int:
        """Give where a token parts; only where its form is what stands there letter by letter."""
        form = token.form
        if not 5 <= len(form) <= 30 or not form.islower() or not form.isalpha() or token.end - token.start != len(form):
            return 0
        if form not in self._glued:
            if len(self._glued) > 100_000:
                self._glued.clear()
            self._glued[form] = split_run_together(form, self.chooser.vocabulary.known)
        return self._glued[form]

    def _join(self, text: str, tokens: list[Token], chosen: list[Candidate]) -> tuple[list[Token], list[Candidate]]:
        """Join the words of the lexicon's phrases."""
        lexicon = self.chooser.vocabulary.lexicon
        forms, lemmas = [token.form for token in tokens], [word.lemma for word in chosen]
        new_tokens: list[Token] = []
        new_words: list[Candidate] = []
        place = 0
        while place < len(tokens):
            found = lexicon.phrase_at(forms, lemmas, place)
            if found is None:
                new_tokens.append(tokens[place])
                new_words.append(chosen[place])
                place += 1
                continue
            size, own = found
            last = tokens[place + size - 1]
            new_tokens.append(Token(text[tokens[place].start : last.end], tokens[place].start, last.end, "word"))
            new_words.append(Candidate(own.lemma, own.lemma, ("NAME",), own.parts, "own"))
            place += size
        return new_tokens, new_words


def _foreign(token: Token, language: str) -> Candidate:
    lemma = foreign_lemma(token.form, language) if token.kind == "word" else token.form.lower()
    return Candidate(lemma, lemma, ("X",), (), "foreign")
