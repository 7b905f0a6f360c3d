"""What codebook and project of the REFI-QDA exchange share: stable GUIDs, codes as a tree, XML as bytes.

REFI-QDA 1.0 (Rotterdam Exchange Format Initiative, www.qdasoftware.org) is read by NVivo, ATLAS.ti, MAXQDA,
QualCoder, Taguette and others.
"""

from __future__ import annotations

import uuid
from xml.etree import ElementTree as ET

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.reports._office import printable
from theme_mining.reports._texts import Texts

__all__ = ["CODEBOOK", "PROJECT", "add_codes", "element", "guid", "xml_bytes"]

CODEBOOK, PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
_NAMESPACE = uuid.UUID("6f1d1e0e-6f0a-5f63-9c0b-1f6d5c3b2a10")
# Okabe & Ito (2008), "Color Universal Design": eight colours told apart by colour-blind eyes, yellow darkened.
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#B8A800", "#5A5A5A")


def guid(kind: str, name: str) -> str:
    """Give the GUID of a thing: the same kind and name have the same GUID in every file.

    >>> guid("theme", "raha") == guid("theme", "raha") != guid("theme", "tieto")
    True
    """
    return str(uuid.uuid5(_NAMESPACE, f"{kind}\x1f{name}"))


def element(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Add a child element with text and attributes that XML allows."""
    child = ET.SubElement(parent, tag, {key: printable(value) for key, value in attributes.items()})
    child.text = printable(text) if text else None
    return child


def add_codes(codes: ET.Element, codebook: Codebook, used: set[str], t: Texts) -> None:
    """Add every theme as a code, themes of a group below it, and used themes that the codebook does not know."""
    known = {theme.id for theme in codebook}
    rest = tuple(Theme(theme, theme) for theme in sorted(used - known))
    colours = {theme.id: _COLOURS[n % len(_COLOURS)] for n, theme in enumerate((*codebook, *rest))}
    _add_under(codes, "", (*codebook, *rest), (colours, t))


def xml_bytes(root: ET.Element) -> bytes:
    """Give the document as indented UTF-8 with a declaration."""
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _add_under(place: ET.Element, parent: str, themes: tuple[Theme, ...], look: tuple[dict[str, str], Texts]) -> None:
    colours, t = look
    for theme in themes:
        if theme.parent != parent:
            continue
        code = element(
            place, "Code", guid=guid("theme", theme.id), name=theme.name, isCodable="true", color=colours[theme.id]
        )
        if described := _description(theme, t):
            element(code, "Description", described)
        _add_under(code, theme.id, themes, look)


def _description(theme: Theme, t: Texts) -> str:
    parts = [
        ("", theme.description),
        (t("includes"), theme.includes),
        (t("excludes"), theme.excludes),
        (t("keywords"), ", ".join(theme.keywords)),
    ]
    return "\n".join(f"{name}: {text}" if name else text for name, text in parts if text)
