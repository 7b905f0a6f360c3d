"""Full names: `Liisa Virtanen`, `M. Lehtonen`, `Oksasen Raimo`, `Fatima Hassanin`, `Karl-Erik von Essen`."""

from __future__ import annotations

from theme_mining.language.mask_context import BUILT, CONTACT, ORGANISATION, PARTICLES
from theme_mining.language.mask_lexicon import FINNISH_FIRST, FOREIGN_LAST, TYPED_LOWER
from theme_mining.language.mask_organisations import names_organisation
from theme_mining.language.mask_words import Word, Words

__all__ = ["full_name_end", "surnames_end"]

_ESTATE = frozenset(("Ala", "Ali", "Ylä", "Yli", "Iso", "Pikku", "Uusi", "Vanha", "Keski", "Etelä"))
_HYPHENS = ("-", "–")
# Cases of being in, into or out of a place: what stands in them beside a first name is where, not who.
_INSIDE = ("ssa", "ssä")
_PLACED = ("ssa", "ssä", "sta", "stä", "seen", "ella")
_TO_A_PERSON = ("lle", "lta", "ltä")
_MOST_SURNAMES = 3


def full_name_end(words: Words, i: int) -> int:
    """Give the end of a full name that begins at word *i*, or *i*."""
    word = words[i]
    if word.initial:
        return _after_initial(words, i)
    if not word.capital:
        return _lower_full_name(words, i)
    end = i + 1
    if word.can.first and not (word.can.everyday and word.begins and word.low not in word.can.first):
        end = _given_names(words, i)
        if words[end - 1].nominative or not words[end - 1].can.known:
            end = surnames_end(words, end)
        elif _both_inflected(words, end):
            end += 1
    elif word.can.last and words.gap(i + 1) == " " and words[i + 1].capital:
        if word.can.last & FOREIGN_LAST:
            end = surnames_end(words, i + 1, only_sure=True)
        elif _surname_first(word, words[i + 1]):
            end = i + 2
    elif _strange(words, word) and i + 1 < len(words) and not words[i + 1].can.first:
        end = surnames_end(words, i + 1, only_sure=True)
    return end if end > i + 1 else i


def surnames_end(words: Words, end: int, only_sure: bool = False) -> int:
    """Give the end of the surnames that follow; an initial or a nobleman's particle may stand between."""
    start = end
    while end < len(words):
        word, gap = words[end], words.gap(end)
        if gap == " " and word.initial:
            end += 1
            if words.text[word.end : word.end + 1] == ".":
                continue
            break
        if gap == " " and not word.begins and _leads_on(words, end):
            end += 2
            continue
        hyphen = gap in _HYPHENS and end > start
        if (gap != " " and not hyphen) or not word.capital or not _surname(word, only_sure):
            break
        end += 1
        inflected = bool(word.can.cases) and not word.nominative  # `Timo Mäkiselle Tampereen toimistosta`
        if (inflected and words.gap(end) not in _HYPHENS) or (end - start >= _MOST_SURNAMES and not hyphen):
            break
    return end


def _both_inflected(words: Words, i: int) -> bool:
    """Tell a surname after a first name in genitive: `Eelin Hautakoskelta`, both parts inflected as some people do."""
    if i >= len(words) or words.gap(i) != " " or not words[i].capital or words[i].begins or words[i].can.never:
        return False
    can, low = words[i].can, words[i].low
    if can.last and can.firm:
        return True
    return (not can.known or BUILT.fullmatch(low) is not None) and low.endswith(_TO_A_PERSON)


def _leads_on(words: Words, i: int) -> bool:
    """Tell a particle (`von`, `Ala-`) that another capitalised word follows."""
    gap = words.gap(i + 1)
    if words[i].low in PARTICLES:
        return gap == " " and words[i + 1].capital
    return words[i].form in _ESTATE and gap == "-" and words[i + 1].capital


def _surname_first(word: Word, after: Word) -> bool:
    """Tell `Oksasen Raimo`: a surname in nominative or genitive, then a first name."""
    ordered = word.can.cases & {"Sn", "Sg"} and not (word.begins and word.can.common and not word.can.firm)
    given = after.can.first and not after.can.never
    return bool(ordered and given and (word.can.firm or (after.can.firm and not word.can.place)))


def _strange(words: Words, word: Word) -> bool:
    """Tell whether a word may be a first name from abroad: unknown, and no foreign sentence's first word."""
    if word.can.known or word.can.name:
        return False
    return not (word.begins and (words.foreign or CONTACT.match(word.form + " ")))


def _after_initial(words: Words, i: int) -> int:
    end = i + 1
    while end < len(words) and words.gap(end) in (".", ". ", " ") and words[end].initial:
        end += 1
    if end < len(words) and words.gap(end) in (".", ". ") and words[end].capital:
        can = words[end].can
        if not can.never and (can.last or not can.known) and not names_organisation(words, i, end + 1):
            return end + 1
    return i


def _given_names(words: Words, i: int) -> int:
    """Give the end of one or more first names joined by spaces or hyphens."""
    end = i + 1
    while end < len(words):
        word, gap = words[end], words.gap(end)
        if gap in _HYPHENS and word.capital and not word.can.known:
            end += 1
            continue
        if gap not in (" ", *_HYPHENS) or not word.capital or not word.can.first or word.can.never:
            break
        if gap == " " and (not words[end - 1].nominative or (word.can.last and not word.can.firm)):
            break
        end += 1
    return end


def _surname(word: Word, only_sure: bool) -> bool:
    can = word.can
    if can.never or word.begins or can.inside:
        return False
    if can.last:
        return can.firm or not only_sure or not can.place
    if only_sure:
        return bool(can.first) and can.firm
    if not can.known or can.first:
        return not word.low.endswith(_INSIDE)
    return not ORGANISATION.fullmatch(word.low) and not word.low.endswith(_PLACED)


def _lower_full_name(words: Words, i: int) -> int:
    """Give the end of a full name in lower case: a first name in nominative, then an unmistakable surname."""
    word = words[i]
    if not word.can.first & FINNISH_FIRST or words.gap(i + 1) != " " or word.form in TYPED_LOWER:
        return i
    after = words[i + 1]
    if after.can.typed and not after.capital and after.can.last and word.nominative and not after.can.never:
        return i + 2
    return i
