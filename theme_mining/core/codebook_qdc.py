"""A REFI-QDA codebook (.qdc, as NVivo, ATLAS.ti, MAXQDA and others write it) → Codebook."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError

__all__ = ["codebook_from_qdc", "plain_id"]

_MOST = 20_000_000  # bytes; a codebook of a thousand themes with long definitions is about a megabyte
_FIELDS = {
    "includes": ("Mukaan kuuluu", "Belongs here", "Hit hör"),
    "excludes": ("Mukaan ei kuulu", "Does not belong", "Hit hör inte"),
    "keywords": ("Kuvaavat sanat", "Telling words", "Beskrivande ord"),
}
"""The lines of a description that our own .qdc report writes, in its three languages."""


def plain_id(name: str, taken: set[str]) -> str:
    """Give an id made of a name's letters, none in `taken`, and add it there.

    >>> plain_id("Tiedonkulku ja viestintä", set()), plain_id("Raha!", {"raha"})
    ('tiedonkulku-ja-viestinta', 'raha-2')
    """
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "teema"
    found, n = slug, 2
    while found in taken:
        found, n = f"{slug}-{n}", n + 1
    taken.add(found)
    return found


def codebook_from_qdc(path: Path) -> Codebook:
    """Read the codes of a .qdc file as themes, codes below a code as themes of its group.

    Raises
    ------
    InputError
        No such file, no XML, a document type (entities are not read), no codes.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no codebook file {path}", do="check the path") from None
    except OSError as error:
        raise InputError(f"The codebook file {path} cannot be read", error.strerror or type(error).__name__) from None
    if len(raw) > _MOST or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or b"\0" in raw:
        raise InputError(f"{path} is no codebook that can be read", "UTF-8 without a document type is wanted")
    try:
        root = ET.fromstring(raw)
    except ET.ParseError as error:
        raise InputError(f"{path} is not XML", str(error), "export it again as a REFI-QDA codebook (.qdc)") from None
    codes = root.find("{*}Codes")
    if codes is None:
        raise InputError(f"{path} holds no codes", "a REFI-QDA codebook has an element Codes", "export the codebook")
    themes: list[Theme] = []
    _add(codes, "", themes, set())
    return Codebook(1, tuple(themes), f"qdc: {root.get('origin') or path.name}")


def _add(place: ET.Element, parent: str, themes: list[Theme], taken: set[str]) -> None:
    for code in place.findall("{*}Code"):
        name = " ".join((code.get("name") or "").split()) or "Teema"
        theme_id = plain_id(name, taken)
        themes.append(_theme(theme_id, name, parent, code.findtext("{*}Description") or ""))
        _add(code, theme_id, themes, taken)


def _theme(theme_id: str, name: str, parent: str, text: str) -> Theme:
    found = {"includes": "", "excludes": "", "keywords": ""}
    rest = []
    for line in text.strip().splitlines():
        head, colon, tail = line.partition(":")
        name_of = next((key for key, heads in _FIELDS.items() if head.strip() in heads), "") if colon else ""
        if name_of:
            found[name_of] = tail.strip()
        else:
            rest.append(line.strip())
    keywords = tuple(word.strip() for word in found["keywords"].split(",") if word.strip())
    return Theme(theme_id, name, "\n".join(rest).strip(), keywords, (), parent, found["includes"], found["excludes"])
