"""Person names by the entity recogniser of spaCy's Finnish package, where it is installed: slower, and knows more
names from abroad."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from theme_mining.core.errors import ModelError
from theme_mining.language.mask_found import Found

__all__ = ["find_entities", "load_recogniser"]

_PACKAGE = "spacy_fi_experimental_web_md"
_lock = threading.Lock()


@cache
def load_recogniser() -> Any:
    """Give the package's pipeline with what entities need.

    Raises
    ------
    ModelError
        When the package is not installed, with the line that installs it.
    """
    from importlib import import_module

    try:
        package = import_module(_PACKAGE)
    except ImportError:
        raise ModelError(
            f'Masking by entities needs the package "{_PACKAGE}"',
            "it is not installed",
            'pip install "theme_mining[tagger]", or leave mask.entities off',
        ) from None
    return package.load(exclude=["parser", "lemmatizer", "tagger", "morphologizer", "attribute_ruler"])


def find_entities(text: str) -> list[Found]:
    """Give the places of persons; only capitalised ones, for the recogniser was taught on edited text."""
    if not any(c.isupper() for c in text):
        return []
    with _lock:
        document = load_recogniser()(text)
    return [
        Found(entity.start_char, entity.end_char, "nimi", entity.text.casefold(), 8)
        for entity in document.ents
        if entity.label_ == "PERSON" and entity.text[:1].isupper() and "[" not in entity.text
    ]
