"""Answers empty of content: a class of their own, never a theme."""

from __future__ import annotations

import re

__all__ = ["no_content"]

_EMPTY = {
    "", "eos", "en osaa sanoa", "en tiedä", "en tiiä", "emt", "en mä tiedä", "ei mitään", "ei mikään", "ei ole",
    "ei oo",
    "ei", "ei kommentoitavaa", "ei kommenttia", "ei kommentteja", "ei lisättävää", "ei muuta", "ei sanottavaa",
    "ei tule mieleen", "ei tule mitään mieleen", "ei mitään erityistä", "en halua vastata", "en osaa vastata",
    "ei vastausta",
    "ei osaa sanoa", "kts edellinen", "sama kuin edellä", "vet inte", "vet ej", "ingen kommentar", "inga kommentarer",
    "inget", "ingenting", "nej", "kan inte säga", "inget att tillägga", "no comment", "no comments", "nothing",
    "don't know", "dont know", "i don't know", "n/a", "na", "none", "no", "not applicable", "nothing to add", "x", "xx",
    "xxx",
}  # fmt: skip
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_GAPS = re.compile(r"\s+")


def no_content(text: str) -> bool:
    """Tell whether an answer says nothing.

    >>> no_content(" En osaa sanoa. "), no_content("-"), no_content("Ei rahaa")
    (True, True, False)
    """
    if len(text) > 200:
        return False
    return _GAPS.sub(" ", _EDGES.sub("", text)).casefold() in _EMPTY
