"""Own words: organisations, programmes and abbreviations that come before Voikko."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

__all__ = ["Lexicon", "OwnWord"]


class OwnWord(NamedTuple):
    """A word of the lexicon: lemma in lower case and compound parts."""

    lemma: str
    parts: tuple[str, ...] = ()


class Lexicon:
    """Own words by form (compared without case)."""

    def __init__(self, words: dict[str, OwnWord] | None = None) -> None:
        self.words = dict(words or {})

    @classmethod
    def default(cls) -> Lexicon:
        """Give the lexicon that comes with the package."""
        return cls()

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """Read a lexicon file."""
        raise NotImplementedError(path)

    def find(self, form: str) -> OwnWord | None:
        """Give the own word of a form, or None."""
        return self.words.get(form.lower())
