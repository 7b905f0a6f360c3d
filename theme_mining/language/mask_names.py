"""Person names in an answer, by what each word can be and the words around it.

The rules, strongest first: full names (`mask_full_names`); names announced by a role, kin term or greeting (`ohjaaja
Toivo`, `nimeni on Onni`, `t. Kalevi`); a capitalised name alone, where it is no everyday word, place or part of an
organisation's name; names in lower case that can be nothing else (`mask_alone`, `mask_organisations`).
"""

from __future__ import annotations

import re

from theme_mining.language.mask_alone import announced_end, stands_alone
from theme_mining.language.mask_forms import Forms
from theme_mining.language.mask_found import Found
from theme_mining.language.mask_full_names import full_name_end
from theme_mining.language.mask_lexicon import FINNISH_FIRST, FINNISH_LAST, FOREIGN_FIRST, FOREIGN_LAST
from theme_mining.language.mask_organisations import names_organisation
from theme_mining.language.mask_words import Words

__all__ = ["Names"]

_LONGEST_NAME = 40  # letters
_UNDOTTED = str.maketrans("äöå", "aoa")
_FIRST = frozenset(name.translate(_UNDOTTED) for name in FINNISH_FIRST | FOREIGN_FIRST)
_LAST = frozenset(name.translate(_UNDOTTED) for name in FINNISH_LAST | FOREIGN_LAST if len(name) > 3)
_COLON_ENDING = re.compile(r":[a-zåäö]{1,6}\b")


class Names:
    """Finds person names. Pickles; serves several threads.

    Parameters
    ----------
    allow : tuple of str
        Words (forms or base forms) that are never masked.
    """

    def __init__(self, allow: tuple[str, ...] = ()) -> None:
        self.forms = Forms(frozenset(word.casefold() for word in allow))

    def find(self, text: str) -> list[Found]:
        """Give the places of person names, the same key for the same person."""
        words = Words(text, self.forms)
        found: list[Found] = []
        people: list[frozenset[str]] = []
        at = 0
        for i in words.places:
            if i < at:
                continue
            at, named = _person_at(words, i)
            if named:
                found.append(_found(words, i, at, people))
        return found

    def suspects(self, text: str) -> list[tuple[int, int, str]]:
        """Give capitalised words inside a sentence that may be names: (start, end, why)."""
        words = Words(text, self.forms)
        found = []
        for i in words.places:
            word = words[i]
            if not word.capital or word.begins or word.can.never or len(word.form) < 2:
                continue
            if not word.can.known and not word.can.name:
                found.append((word.start, word.end, "a capitalised word that no dictionary knows"))
            elif word.can.name and not word.can.place:
                found.append((word.start, word.end, "a word that can be a name"))
        return found

    def is_typed(self, word: str) -> bool:
        """Tell whether a word, whatever its case, is a name and nothing else, or a full name run together.

        In web addresses the dots of ä and ö are left out: `tiinamakela`.
        """
        low = word.casefold()
        if len(low) > _LONGEST_NAME:
            return False
        if self.forms[low].typed:
            return True
        plain = low.translate(_UNDOTTED)
        return any(plain[:cut] in _FIRST and plain[cut:] in _LAST for cut in range(3, len(plain) - 2))


def _person_at(words: Words, i: int) -> tuple[int, bool]:
    """Look for a person whose name begins with word *i*; give the next word to look at, and whether there was one."""
    word = words[i]
    if word.can.never:
        return i + 1, False
    end = full_name_end(words, i)
    if end > i:
        return end, not names_organisation(words, i, end)
    end = announced_end(words, i)
    if end == i and stands_alone(words, i):
        end = i + 1
    return (end, True) if end > i else (i + 1, False)


def _found(words: Words, i: int, end: int, people: list[frozenset[str]]) -> Found:
    stop = words[end - 1].end
    ending = _COLON_ENDING.match(words.text, stop)
    if ending:
        stop = ending.end()
    bases = frozenset(base for k in range(i, end) for base in (words[k].can.bases or {words[k].low}))
    return Found(words[i].start, stop, "nimi", _key(bases, people))


def _key(bases: frozenset[str], people: list[frozenset[str]]) -> str:
    """Give what a person is known by in this answer: the base forms of the first name that shares all of one side."""
    for known in people:
        if bases <= known or known <= bases:
            return " ".join(sorted(known))
    people.append(bases)
    return " ".join(sorted(bases))
