"""Swedish and English words → lemmas, by simplemma (a core dependency; MIT)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from theme_mining.core.errors import ModelError

__all__ = ["foreign_lemma"]


@lru_cache(maxsize=100_000)
def foreign_lemma(form: str, language: str) -> str:
    """Give the lemma of a Swedish (``sv``) or English (``en``) word, in lower case.

    Raises
    ------
    ModelError
        When simplemma is not installed.

    >>> foreign_lemma("organisationernas", "sv"), foreign_lemma("cities", "en")
    ('organisation', 'city')
    """
    return str(_simplemma().lemmatize(form.lower(), lang=language)).lower()


def _simplemma() -> Any:
    try:
        import simplemma
    except ImportError:
        raise ModelError(
            "Swedish and English words cannot be read", "simplemma is not installed", "pip install simplemma"
        ) from None
    return simplemma
