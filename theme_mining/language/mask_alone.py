"""A name that stands alone: announced by the words before it, or known by itself and by the words after it."""

from __future__ import annotations

import re

from theme_mining.language.mask_context import (
    ACTED,
    BESIDE,
    BUILT,
    CONTACT,
    FACILITY,
    HUMAN_VERB,
    INTRODUCED,
    KIN,
    ORGANISATION,
    PERSON_VERB,
    SIGNED,
    THANKED,
    THING,
    is_title,
)
from theme_mining.language.mask_full_names import surnames_end
from theme_mining.language.mask_lexicon import FINNISH_FIRST, FINNISH_LAST, TYPED_LOWER
from theme_mining.language.mask_organisations import is_thing, names_organisation
from theme_mining.language.mask_words import Word, Words

__all__ = ["announced_end", "stands_alone"]

_ELSEWHERE = ("n", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "na", "nä", "ista", "istä")
_AND = ("ja", "sekä", "och", "and")
_INSIDE = frozenset({"Sine", "Sill", "Sela"})
_TO_A_PERSON = frozenset({"Sall", "Sabl", "Sade"})
# A form no dictionary knows, built as a Finnish surname and in a case people stand in: `Hyppöselle`, `Hentulalta`.
# Of 100 such forms inside sentences of four public text sets, about 85 were people; `-lainen` and `-linen` are not.
_BUILT_SURNAME = re.compile(
    r"\w{3,}[aeiouyäö](?<!lai)(?<!läi)(?<!li)(?<!ti)(?:nen|se(?:n|lle|lta|ltä))|\w{2,}(?:la|lä)(?:lta|ltä|lle)"
)


def announced_end(words: Words, i: int) -> int:
    """Give the end of a name that the words before it announce, or *i*."""
    word = words[i]
    if word.can.inside or names_organisation(words, i, i + 1):
        return i
    before, can = words.before(i), word.can
    by_title = i > 0 and is_title(words[i - 1].form) and words.gap(i) in (" ", ", ")
    if by_title and (can.typed or can.firm or (word.capital and (can.name or _foreign_word(word)))):
        return surnames_end(words, i + 1)
    if by_title and word.capital and not word.begins and _fits_a_title(words, i):
        return surnames_end(words, i + 1)
    if ACTED.search(before) and _foreign_word(word) and word.capital and not word.begins:
        end = surnames_end(words, i + 1)
        if end > i + 1:
            return end
    said = INTRODUCED.search(before) and ((word.capital and not word.begins) or "nime" in before.lower())
    if said and (can.first or (word.capital and (can.name or _foreign_word(word)))):
        return surnames_end(words, i + 1)
    known = can.first & FINNISH_FIRST and word.form not in TYPED_LOWER
    if SIGNED.search(before) and (known or word.capital) and _ends_soon(words, i):
        return _to_end(words, i)
    if CONTACT.search(before) and word.capital and not can.place and (can.name or _foreign_word(word)):
        return surnames_end(words, i + 1)
    if known and len(word.form) > 5 and "Sall" in can.cases and THANKED.search(before):
        return i + 1
    return i


def stands_alone(words: Words, i: int) -> bool:
    """Tell whether word *i* alone is a person's name."""
    word, can = words[i], words[i].can
    if can.inside or names_organisation(words, i, i + 1):
        return False
    if not word.capital:
        return can.typed and not words.foreign and not word.form[0].isupper()
    if word.begins and not can.first and words.foreign:
        return False  # `Cook with us`: English surnames are words
    if _acts(words, i):
        return can.firm or bool(can.first or not can.known or can.last & FINNISH_LAST)
    if is_thing(words, i):
        return False
    if can.firm:
        return not (can.place and can.cases <= _INSIDE)
    if can.everyday and can.first and not can.place:
        return not word.begins
    if can.last and not can.first:
        return not word.begins and not can.place and bool(can.cases & _TO_A_PERSON)
    return not can.known and not word.begins and not words.foreign and _BUILT_SURNAME.fullmatch(word.low) is not None


def _fits_a_title(words: Words, i: int) -> bool:
    """Tell a name that only the role before it shows: no place or body, and not in a case of being somewhere."""
    word = words[i]
    if BUILT.fullmatch(word.low):
        return True
    body = ORGANISATION.fullmatch(word.low) or FACILITY.fullmatch(word.low) or THING.fullmatch(word.low)
    if word.low.endswith(_ELSEWHERE) or body:
        return False
    return not word.can.place or surnames_end(words, i + 1) > i + 1


def _foreign_word(word: Word) -> bool:
    unknown = not word.can.known and not word.low.endswith(("ssa", "ssä", "sta", "stä"))
    return unknown and not ORGANISATION.fullmatch(word.low)


def _ends_soon(words: Words, i: int) -> bool:
    rest = words.text[words[i].start :].split("\n")[0]
    return len(rest.split()) <= 4


def _to_end(words: Words, i: int) -> int:
    end = i + 1
    while end < len(words) and words.gap(end) in (" ", "-"):
        if not (words[end].can.name or words[end].capital):
            break
        end += 1
    return end


def _acts(words: Words, i: int) -> bool:
    """Tell whether the words after say that a person is meant."""
    if i + 1 >= len(words) or words.gap(i + 1) != " ":
        return False
    word, after = words[i], words[i + 1]
    if not word.can.name:
        return after.form in HUMAN_VERB and not words.foreign
    if after.form in PERSON_VERB:
        return word.nominative
    if after.form in BESIDE or KIN.fullmatch(after.form):
        return "Sg" in word.can.cases and not word.can.place
    if after.form in _AND and i + 2 < len(words):
        other = words[i + 2]
        return other.capital and bool(other.can.first) and other.can.firm
    return False
