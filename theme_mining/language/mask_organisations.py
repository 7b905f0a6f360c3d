"""What shows that a name is no person here: an organisation, place, method, system, feast or thing bears it."""

from __future__ import annotations

import re

from theme_mining.language.mask_context import (
    EPONYM,
    FACILITY,
    GROWS,
    ORGANISATION,
    PUBLIC,
    SYSTEM,
    THING,
    WEATHER,
    is_title,
)
from theme_mining.language.mask_lexicon import FIRMS, PLANTS, SEASONS, SYSTEMS
from theme_mining.language.mask_words import Words

__all__ = ["is_thing", "names_organisation"]

# `Emma & Elias -ohjelma`, `Minna Canth -palkinto`; `-niminen` and `-setä` still mean a person
_NAMED_AFTER = re.compile(r"(?: & [^\W\d_]+)? [-–](?!nimi|täti|setä|mummo|pappa|vaari|poika|tyttö)[a-zåäö]{3,}")
_CALLED = re.compile(r" ?[-–]?nimi(?:nen|sen|sessä|sestä|seen|sellä|selle|stä)\s+(?P<thing>[^\W\d_]+)")
_AND = frozenset(("ja", "sekä", "tai", "och", "and", "eli"))


def names_organisation(words: Words, i: int, end: int) -> bool:
    """Tell whether words *i* to *end* belong to an organisation, place, method or project."""
    if _NAMED_AFTER.match(words.text, words[end - 1].end):
        return True
    called = _CALLED.match(words.text, words[end - 1].end)
    if called:
        low = called["thing"].casefold()
        return bool(THING.fullmatch(low) or ORGANISATION.fullmatch(low))
    gap = words.gap(end)
    if gap in ("-", "–") and end < len(words):
        after = words[end]
        return not is_title(after.form) and (not after.capital or ORGANISATION.fullmatch(after.low) is not None)
    if i and words.gap(i) in ("-", "–") and not words[i - 1].can.first:
        return True
    if gap != " ":
        return False
    after = words[end]
    if EPONYM.fullmatch(after.low):
        return True
    if PUBLIC.fullmatch(after.low) and end == i + 1 and "Sg" in words[i].can.cases:
        return True
    if after.form[0].isupper():
        return bool(ORGANISATION.fullmatch(after.low))
    return not words[end - 1].can.firm and bool(FACILITY.fullmatch(after.low))


def is_thing(words: Words, i: int) -> bool:
    """Tell whether a name that stands alone is something else, from the words after it."""
    word = words[i]
    after = words[i + 1].form if i + 1 < len(words) and words.gap(i + 1) == " " else ""
    following = words.following(i, 8)
    if word.form == "Satu" and after in ("hyvin", "niin", "olemaan", "kuitenkin", "joskus"):
        return True  # it happened
    if word.form == "Anna" and after.endswith(("tta", "ttä")):
        return True  # give!
    if word.low in ("vappuna", "vappuaattona"):
        return True
    bases = word.can.bases
    if bases & SYSTEMS and any(SYSTEM.fullmatch(low) for low in following):
        return True
    if bases & FIRMS:
        return True
    if bases & PLANTS and any(GROWS.fullmatch(low) for low in following[:3]):
        return True
    if bases & SEASONS and after in ("on", "oli", "tuli", "alkoi") and any(WEATHER.fullmatch(w) for w in following):
        return True
    return _is_called(following) or _is_one_of_things(words, i)


def _is_called(following: list[str]) -> bool:
    """Tell `X on mielestäni paras järjestelmä` from a person."""
    if not following or following[0] not in ("on", "oli", "ovat", "olisi", "är", "is"):
        return False
    return any(THING.fullmatch(word) for word in following[1:7])


def _is_one_of_things(words: Words, i: int) -> bool:
    """Tell `Vilja ja leipä` or `Sampo ja Nordea` from two people: what it stands beside is no person."""
    word = words[i]
    if word.can.everyday and i > 1 and words[i - 1].form in _AND and _is_common(words, i - 2):
        return True  # `Kesä ja Aurinko`
    if i + 2 >= len(words) or words.gap(i + 1) != " " or words[i + 1].form not in _AND:
        return False
    other = words[i + 2]
    if other.can.never:
        return True
    if not (word.begins and word.can.common and word.nominative) or other.capital:
        return False
    # what is done to or with somebody comes in other cases and forms: `Satu ja äiti`, `Outi ja muut`, `Kai ja minä`
    return not (is_title(other.form) or other.can.name or other.low in _PEOPLE) and other.low not in _VERBS_AFTER


def _is_common(words: Words, i: int) -> bool:
    """Tell a capitalised word that is no person's name, role or pronoun."""
    word = words[i]
    return word.capital and word.can.known and not (word.can.name or is_title(word.form) or word.low in _PEOPLE)


_PEOPLE = frozenset(
    [
        "minä",
        "sinä",
        "hän",
        "he",
        "me",
        "te",
        "muut",
        "toiset",
        "kaikki",
        "koko",
        "hänen",
        "minun",
        "meidän",
        "hänenlaisensa",
        "perhe",
        "tiimi",
        "henkilökunta",
    ]
)
_VERBS_AFTER = frozenset(
    [
        "on",
        "oli",
        "ei",
        "olen",
        "voi",
        "sai",
        "saa",
        "teki",
        "tekee",
        "sitten",
        "niin",
        "myös",
        "vielä",
        "nyt",
        "siksi",
        "siitä",
    ]
)
