"""Portable Voikko: the same dictionary run by pyvoikko, with no system library."""

from __future__ import annotations

import importlib.metadata
from typing import Any

from theme_mining.language.backend import LONGEST_WORD, missing

__all__ = ["PortableVoikko"]


class PortableVoikko:
    """pyvoikko behind the same face. Case is tried as written, in lower case, and with a capital first letter.

    Raises
    ------
    ModelError
        When pyvoikko is not installed.
    """

    name = "portable"

    def __init__(self) -> None:
        try:
            import pyvoikko
        except ImportError as error:
            raise missing("The portable Voikko backend is not installed", error) from None
        self._analyse: Any = pyvoikko.analyse
        self.version = f"pyvoikko {importlib.metadata.version('pyvoikko')}"

    def outputs(self, word: str) -> list[str]:
        """Give the transducer output of every reading."""
        if len(word) > LONGEST_WORD:
            return []
        found: dict[str, None] = {}
        for form in dict.fromkeys((word, word.lower())):
            for analysis in self._look_up(form):
                found.setdefault(analysis.FSTOUTPUT)
        return list(found)

    def _look_up(self, form: str) -> list[Any]:
        try:
            return list(self._analyse(form))
        except Exception:
            # pyvoikko raises its TokenizationException, and now and then others, on characters outside its alphabet
            return []
