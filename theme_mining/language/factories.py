"""The language parts as spaCy components."""

from __future__ import annotations

from typing import Any

__all__ = ["load"]


def load(name: str = "fi") -> Any:
    """Give a spaCy Language for a language code."""
    import spacy

    return spacy.blank(name)
