"""Bytes to text: the encoding found by looking."""

from __future__ import annotations

import codecs
from pathlib import Path

from theme_mining.core.errors import InputError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def decode(content: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """Give a file's text and notes on its encoding.

    Order: byte-order mark, the zero bytes of UTF-16, strict UTF-8, cp1252. Text that was UTF-8 read as cp1252 once
    (``Ã¤``) is repaired and that is said.

    Raises
    ------
    InputError
        Bytes that are no text in any of these.
    """
    text, name = _decoded(content, path)
    notes = () if name == "UTF-8" else (f"encoding {name}",)
    mended = _unmangled(text)
    if mended is not None:
        text, notes = mended, (*notes, "letters garbled by a wrong encoding (Ã¤) repaired")
    if "\0" in text:
        first = text[: text.index("\0")].count("\n") + 1
        notes = (*notes, f"{text.count(chr(0))} NUL characters left out, the first on line {first}")
        text = text.replace("\0", "")
    return text, notes


def _decoded(content: bytes, path: Path) -> tuple[str, str]:
    try:
        for mark, codec, name in _MARKS:
            if content.startswith(mark):
                return content.decode(codec), name
        codec = _utf16(content)
        if codec:
            return content.decode(codec), "UTF-16"
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is cut short or damaged", str(error.reason), "export it again") from None
    if content[:4096].count(0) > len(content[:4096]) // 20 or content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            f"{path} is not a text file", "its bytes are those of another kind of file", "give it its right ending"
        )
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(
            f"{path}, line {line}: bytes that are text in neither UTF-8 nor cp1252",
            "UTF-8 wanted",
            "save the file as CSV UTF-8",
        ) from None


def _utf16(content: bytes) -> str:
    head = content[:2000]
    if len(head) < 4:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _unmangled(text: str) -> str | None:
    if not any(sign in text for sign in ("Ã¤", "Ã¶", "Ã¥")):
        return None
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
