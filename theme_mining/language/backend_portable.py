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
        # `analyse` cuts the output of some forms (`kahdentoista`, `-hinnalla`) and takes 40 % longer
        self._look_through: Any = pyvoikko.VOIKKO_FST.lookup
        self.version = f"pyvoikko {importlib.metadata.version('pyvoikko')}"

    def outputs(self, word: str) -> list[str]:
        """Give the transducer output of every reading."""
        if len(word) > LONGEST_WORD:
            return []
        found: dict[str, None] = {}
        for form in dict.fromkeys((word, word.lower())):
            for output in self._look_up(form):
                found.setdefault(output)
        return list(found)

    def _look_up(self, form: str) -> list[str]:
        try:
            return [output for output, _ in self._look_through(form)]
        except Exception:
            # kfst raises its TokenizationException, and now and then others, on characters outside its alphabet
            return []
