"""Personal data that is told by its form: codes, phones, addresses of every kind."""

from __future__ import annotations

import re

from theme_mining.language.mask_found import Found

__all__ = ["find_patterns"]

_CODE = re.compile(
    r"(?<![^\W_])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d ?[-+A-FU-Y–−] ?\d{3}[0-9A-Z](?![^\W_])", re.I
)
_MAIL = re.compile(
    r"[^\W_][\w.+%-]*@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}|[^\W_][\w.+%-]*\s?(?:@|\(at\)|\[at\]|\bat\b|\bät\b)\s?[\w-]+(?:\s?(?:\.|\bpiste\b)\s?[\w-]+)*\s?(?:\.|\bpiste\b)\s?(?:fi|com|net|org|eu|se)\b",
    re.I,
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)]", re.I)
_IBAN = re.compile(r"\bFI ?\d\d(?:[ -]?\d){14}\b", re.I)
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00) ?358(?: ?\(0\))?[ -]?(?:\(?\d{1,3}\)?)|\(?0\d{1,3}\)?)(?:[ -–]{0,2}\d){5,9}(?![\w])"
)


def find_patterns(text: str) -> list[Found]:
    """Give everything in the text that has the form of personal data."""
    found = []
    for kind, pattern, rank in (
        ("henkilötunnus", _CODE, 0),
        ("iban", _IBAN, 1),
        ("sähköposti", _MAIL, 2),
        ("url", _URL, 3),
        ("puhelin", _PHONE, 4),
    ):
        for match in pattern.finditer(text):
            found.append(Found(match.start(), match.end(), kind, match[0].casefold(), rank))
    return found
