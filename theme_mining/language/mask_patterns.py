"""Personal data that is told by its form. Cheap signs decide which searches run, so most answers cost microseconds."""

from __future__ import annotations

import re
from collections.abc import Callable

from theme_mining.language.mask_codes import find_codes
from theme_mining.language.mask_contacts import (
    find_handles,
    find_mails,
    find_phones,
    find_spoken_phones,
    find_urls,
)
from theme_mining.language.mask_found import Found
from theme_mining.language.mask_places import find_addresses, find_births

__all__ = ["find_patterns", "suspects"]

_FIVE_DIGITS = re.compile(r"(?:\d\D{0,3}?){5}|\+|O4O|o4o")
_AT = ("@", " at ", " ät ", "(at", "[at", "(ät", "[ät", "{at", "(a)", "[a]", "miuku", "kissanhäntä", "-at-", "-ät-")
_WEB = ("www.", "http", ".com/")
_HANDLE = ("@", "insta", "ig", "snap", "snäp", "telegram", "tiktok", "twitter", "facebook", "fb", "skype", "discord")
_HOME = ("asun", "asuu", "kotini", "osoit")
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){5,}")
_HAS_DIGIT = re.compile(r"\d").search


def find_patterns(text: str, is_name: Callable[[str], bool]) -> list[Found]:
    """Give everything in the text that has the form of personal data; `is_name` knows names, for web addresses."""
    found: list[Found] = []
    low = text.lower()
    if _HAS_DIGIT(text):
        found += find_codes(text)
        found += find_addresses(text)
        found += find_births(text)
        if _FIVE_DIGITS.search(text):
            found += find_phones(text)
    elif _any(_HOME, low):
        found += find_addresses(text)
    if "nolla" in low:
        found += find_spoken_phones(text)
    if _any(_AT, low):
        found += find_mails(text)
    if _any(_HANDLE, low):
        found += find_handles(text)
    if _any(_WEB, low):
        found += find_urls(text, is_name)
    return found


def suspects(text: str) -> list[tuple[int, int, str]]:
    """Give numbers of six digits or more that are left: (start, end, why)."""
    return [(match.start(), match.end(), "a long number") for match in _LONG_NUMBER.finditer(text)]


def _any(signs: tuple[str, ...], low: str) -> bool:
    for sign in signs:  # noqa: SIM110  (any() with a generator takes three times as long)
        if sign in low:
            return True
    return False
