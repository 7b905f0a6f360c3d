"""What every Voikko backend is: its face, its longest word, and the error when it cannot be opened."""

from __future__ import annotations

from typing import Protocol

from theme_mining.core.errors import ModelError

__all__ = ["HOW_TO_INSTALL", "LONGEST_WORD", "Backend", "missing"]

HOW_TO_INSTALL = (
    "install libvoikko (apt install libvoikko1 voikko-fi; brew install libvoikko) "
    'or the portable backend (pip install "theme_mining[portable]")'
)
LONGEST_WORD = 100
"""Characters; Voikko itself gives up at 255, and nothing longer is a Finnish word."""


class Backend(Protocol):
    """A backend: Voikko's transducer output for a word."""

    name: str
    version: str

    def outputs(self, word: str) -> list[str]:
        """Give the transducer output of every reading, in Voikko's order; none for an unknown word."""
        ...


def missing(what: str, found: object) -> ModelError:
    """Give the error for a backend that cannot be opened."""
    return ModelError(what, str(found), HOW_TO_INSTALL)
