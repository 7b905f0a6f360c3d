"""Stable identities: fingerprints of settings, files and content.

Every fingerprint is the first 16 hexadecimal digits of SHA-256 (64 bits: for a million items the chance
that any two collide is below 1e-7 by the birthday bound n²/2⁶⁵).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

__all__ = ["file_hash", "fingerprint", "text_hash"]


def fingerprint(*parts: Any) -> str:
    """Give a fingerprint of JSON-like values; mappings are compared without order.

    >>> fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    True
    >>> len(fingerprint("x"))
    16
    """
    payload = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_hash(text: str) -> str:
    """Give the fingerprint of one text, as content key for caches."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def file_hash(path: Path) -> str:
    """Give the whole SHA-256 of a file, 64 hexadecimal digits, read in chunks of 1 MiB."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
