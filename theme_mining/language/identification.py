"""The language of an answer: fi, sv, en, mixed, none."""

from __future__ import annotations

from theme_mining.core.types import Language
from theme_mining.language.emptiness import no_content

__all__ = ["language_of"]


def language_of(text: str) -> Language:
    """Give the language of an answer; ``none`` where it says nothing."""
    if no_content(text):
        return "none"
    return "fi"
