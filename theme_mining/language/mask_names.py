"""Person names in an answer, by what each word can be and the words around it.

The rules, strongest first: full names (`Liisa Virtanen`, `M. Lehtonen`, `Oksasen Raimo`, `Fatima Hassanin`); names
announced by a role, kin term or greeting (`ohjaaja Toivo`, `nimeni on Onni`, `t. Kalevi`); a capitalised name alone,
where it is no everyday word, place or part of an organisation's name; names in lower case that can be nothing else.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from theme_mining.language.mask_context import (
    BESIDE,
    CONTACT,
    EPONYM,
    FACILITY,
    HUMAN_VERB,
    INTRODUCED,
    KIN,
    ORGANISATION,
    PARTICLES,
    PERSON_VERB,
    SIGNED,
    THANKED,
    is_title,
)
from theme_mining.language.mask_forms import Form, Forms
from theme_mining.language.mask_found import Found
from theme_mining.language.mask_lexicon import FINNISH_FIRST, FINNISH_LAST, FOREIGN_LAST, TYPED_LOWER

__all__ = ["Names"]

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]|['’](?=[^\W\d_]))*")
_SENTENCE_END = frozenset('.!?:…•*»”"“–—\n\r()[]/;|>')
_ESTATE = frozenset(("Ala", "Ali", "Ylä", "Yli", "Iso", "Pikku", "Uusi", "Vanha", "Keski", "Ylä", "Etelä"))
_LONGEST_NAME = 40  # letters
_COLON_ENDING = re.compile(r":[a-zåäö]{1,6}\b")
# `Emma & Elias -ohjelma`, `Minna Canth -palkinto`; `-niminen` and `-setä` still mean a person
_NAMED_AFTER = re.compile(r"(?: & [^\W\d_]+)? [-–](?!nimi|täti|setä|mummo|pappa|vaari|poika|tyttö)[a-zåäö]{3,}")


class _Word(NamedTuple):
    """A word of the answer: place, form, what it can be, whether capitalised and whether it begins a sentence."""

    start: int
    end: int
    form: str
    can: Form
    capital: bool
    begins: bool


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
        words, places = self._words(text)
        return _Finder(text, words, self.forms).find(places) if places else []

    def suspects(self, text: str) -> list[tuple[int, int, str]]:
        """Give capitalised words inside a sentence that may be names: (start, end, why)."""
        words, places = self._words(text)
        found = []
        for i in places:
            word = words[i]
            if not word.capital or word.begins or word.can.never or len(word.form) < 2:
                continue
            if not word.can.known and not word.can.name:
                found.append((word.start, word.end, "a capitalised word that no dictionary knows"))
            elif word.can.name and not word.can.place:
                found.append((word.start, word.end, "a word that can be a name"))
        return found

    def is_typed(self, word: str) -> bool:
        """Tell whether a word, whatever its case, is a name and nothing else, or such names run together."""
        low = word.casefold()
        if len(low) > _LONGEST_NAME:
            return False
        if self.forms[low].typed:
            return True
        return any(
            self.forms[low[:cut]].first and self.forms[low[cut:]].typed and self.forms[low[cut:]].last
            for cut in range(3, len(low) - 4)
        )

    def _words(self, text: str) -> tuple[list[_Word], list[int]]:
        """Give the words of the answer, and the numbers of those a name could begin with."""
        shouting = text[:200].isupper() and _shouts(text)
        words: list[_Word] = []
        places: list[int] = []
        forms = self.forms
        for match in _WORD.finditer(text.lower() if shouting else text):
            start, end = match.span()
            form = match.group()
            can = forms[form]
            capital = begins = False
            if form[0].isupper():
                capital = len(form) == 1 or not form.isupper()
                begins = capital and _begins(text, start)
            if can.name or (capital and (not can.known or len(form) == 1)):
                places.append(len(words))
            words.append(_Word(start, end, form, can, capital, begins))
        return words, places


def _shouts(text: str) -> bool:
    """Tell whether the answer is written in capitals throughout, so that a capital says nothing."""
    return len(text) == len(text.lower()) and sum(1 for word in text.split() if len(word) > 2) >= 2


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence begins here: at the start, after an end mark, a bracket or a bullet."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0'\"”’":
        at -= 1
    return at < 0 or text[at] in _SENTENCE_END or (text[at] in "-," and text[:at].strip() == "")


class _Finder:
    """The finding in one answer."""

    def __init__(self, text: str, words: list[_Word], forms: Forms) -> None:
        self.text, self.words, self.forms = text, words, forms
        self.found: list[Found] = []
        self.people: list[frozenset[str]] = []

    @cached_property
    def foreign(self) -> bool:
        """Whether the answer is not in Finnish: most of its lower-case words are unknown to Voikko."""
        plain = [self.forms.known(w.form) for w in self.words if not w.capital and len(w.form) > 1]
        return len(plain) >= 3 and sum(plain) < 0.6 * len(plain)

    def find(self, places: list[int]) -> list[Found]:
        """Give the people whose names begin at the words of these numbers."""
        at = 0
        for i in places:
            if i >= at:
                at = self._person_at(i)
        return self.found

    def _person_at(self, i: int) -> int:
        """Look for a person whose name begins with word *i*; give the number of the next word to look at."""
        word = self.words[i]
        if word.can.never:
            return i + 1
        end = self._full_name(i)
        if end > i and self._organisation(i, end):
            return end
        if end == i and (word.can.name or (word.capital and not word.can.known)):
            end = self._announced(i)
        if end == i and (word.can.name or (word.capital and not word.can.known)) and self._alone(i):
            end = i + 1
        if end == i:
            return i + 1
        self._keep(i, end)
        return end

    def _keep(self, i: int, end: int) -> None:
        last = self.words[end - 1]
        stop = last.end
        ending = _COLON_ENDING.match(self.text, stop)
        if ending:
            stop = ending.end()
        bases = frozenset(base for w in self.words[i:end] for base in (w.can.bases or {w.form.casefold()}))
        self.found.append(Found(self.words[i].start, stop, "nimi", self._key(bases)))

    def _key(self, bases: frozenset[str]) -> str:
        for known in self.people:
            if bases <= known or known <= bases:
                return " ".join(sorted(known))
        self.people.append(bases)
        return " ".join(sorted(bases))

    # full names

    def _full_name(self, i: int) -> int:
        """Give the end of a full name that begins at word *i*, or *i*."""
        word = self.words[i]
        if len(word.form) == 1 and word.form.isupper():
            return self._after_initial(i)
        if not word.capital:
            return self._lower_full_name(i)
        end = i + 1
        if word.can.first and not (word.can.everyday and word.begins and word.form.casefold() not in word.can.first):
            end = self._given_names(i)
            if self._nominative(self.words[end - 1]) or not self.words[end - 1].can.known:
                end = self._surnames(end)
        elif word.can.last and self._gap(i + 1) == " " and self.words[i + 1].capital:
            after = self.words[i + 1].can
            ordered = word.can.cases & {"Sn", "Sg"} and not (word.begins and word.can.common and not word.can.firm)
            if word.can.last & FOREIGN_LAST:
                end = self._surnames(i + 1, only_sure=True)
            elif ordered and after.first and not after.never and (word.can.firm or (after.firm and not word.can.place)):
                end = i + 2
        elif self._strange(word) and i + 1 < len(self.words) and not self.words[i + 1].can.first:
            end = self._surnames(i + 1, only_sure=True)
        return end if end > i + 1 else i

    def _strange(self, word: _Word) -> bool:
        """Tell whether a word may be a first name from abroad: unknown, and no foreign sentence's first word."""
        return not word.can.known and not word.can.name and not (word.begins and (self.foreign or _asks(word)))

    def _after_initial(self, i: int) -> int:
        end = i + 1
        while end < len(self.words) and self._gap(end) in (".", ". ", " ") and _is_initial(self.words[end]):
            end += 1
        if end < len(self.words) and self._gap(end) in (".", ". ") and self.words[end].capital:
            can = self.words[end].can
            if not can.never and (can.last or not can.known) and not self._organisation(i, end + 1):
                return end + 1
        return i

    def _given_names(self, i: int) -> int:
        """Give the end of one or more first names joined by spaces or hyphens."""
        end = i + 1
        while end < len(self.words):
            word, gap = self.words[end], self._gap(end)
            if gap in ("-", "–") and word.capital and not word.can.known:
                end += 1
                continue
            if gap not in (" ", "-", "–") or not word.capital or not word.can.first or word.can.never:
                break
            if gap == " " and not self._nominative(self.words[end - 1]):
                break
            if word.can.last and not word.can.firm and gap == " ":
                break
            end += 1
        return end

    def _surnames(self, end: int, only_sure: bool = False) -> int:
        """Give the end of the surnames that follow; an initial or a nobleman's particle may stand between."""
        start = end
        while end < len(self.words):
            word, gap = self.words[end], self._gap(end)
            if gap == " " and _is_initial(word):
                end += 1
                if self.text[word.end : word.end + 1] == ".":
                    continue
                break
            if (
                gap == " "
                and word.form.casefold() in PARTICLES
                and not word.begins
                and self._gap(end + 1) == " "
                and self.words[end + 1].capital
            ):
                end += 2
                continue
            if gap == " " and word.form in _ESTATE and self._gap(end + 1) == "-" and self.words[end + 1].capital:
                end += 2
                continue
            hyphen = gap in ("-", "–") and end > start
            if (gap != " " and not hyphen) or not word.capital or not self._surname(word, only_sure):
                break
            end += 1
            if end - start > 2 and not hyphen:
                break
        return end

    def _surname(self, word: _Word, only_sure: bool) -> bool:
        can = word.can
        if can.never or word.begins or can.inside:
            return False
        if can.last:
            return can.firm or not only_sure or not can.place
        if only_sure:
            return bool(can.first) and can.firm
        if not can.known or can.first:
            return not word.form.casefold().endswith(("ssa", "ssä"))
        return not ORGANISATION.fullmatch(word.form.casefold()) and not word.form.casefold().endswith(
            ("ssa", "ssä", "sta", "stä", "seen", "ella")
        )

    def _lower_full_name(self, i: int) -> int:
        """Give the end of a full name in lower case: a first name in nominative, then an unmistakable surname."""
        word = self.words[i]
        if not word.can.first & FINNISH_FIRST or self._gap(i + 1) != " " or word.form in TYPED_LOWER:
            return i
        after = self.words[i + 1]
        if after.can.typed and not after.capital and after.can.last and self._nominative(word) and not after.can.never:
            return i + 2
        return i

    # announced names

    def _announced(self, i: int) -> int:
        """Give the end of a name that the words before it announce, or *i*."""
        word = self.words[i]
        if word.can.inside or self._organisation(i, i + 1):
            return i
        before = self.text[max(0, word.start - 40) : word.start]
        can = word.can
        by_title = i > 0 and is_title(self.words[i - 1].form) and self._gap(i) in (" ", ", ")
        if by_title and (can.typed or can.firm or (word.capital and (can.name or self._foreign_word(word)))):
            return self._surnames(i + 1)
        said = INTRODUCED.search(before) and ((word.capital and not word.begins) or "nime" in before.lower())
        if said and (can.first or (word.capital and (can.name or self._foreign_word(word)))):
            return self._surnames(i + 1)
        known = can.first & FINNISH_FIRST and word.form not in TYPED_LOWER
        if SIGNED.search(before) and (known or word.capital) and self._ends_soon(i):
            return self._to_end(i)
        if CONTACT.search(before) and word.capital and not can.place and (can.name or self._foreign_word(word)):
            return self._surnames(i + 1)
        if known and len(word.form) > 5 and "Sall" in can.cases and THANKED.search(before):
            return i + 1
        return i

    def _foreign_word(self, word: _Word) -> bool:
        low = word.form.casefold()
        return not word.can.known and not low.endswith(("ssa", "ssä", "sta", "stä")) and not ORGANISATION.fullmatch(low)

    def _ends_soon(self, i: int) -> bool:
        rest = self.text[self.words[i].start :].split("\n")[0]
        return len(rest.split()) <= 4

    def _to_end(self, i: int) -> int:
        end = i + 1
        while (
            end < len(self.words)
            and self._gap(end) in (" ", "-")
            and (self.words[end].can.name or self.words[end].capital or _is_initial(self.words[end]))
        ):
            end += 1
        return end

    # names alone

    def _alone(self, i: int) -> bool:
        """Tell whether word *i* alone is a person's name."""
        word, can = self.words[i], self.words[i].can
        if can.inside or self._organisation(i, i + 1):
            return False
        if not word.capital:
            return can.typed and not self.foreign and not word.form[0].isupper()
        if self.foreign and word.begins and not can.first:
            return False  # `Cook with us`: English surnames are words
        if can.firm:
            return not (can.place and can.cases <= {"Sine", "Sill", "Sela"}) and not self._happened(i)
        if can.everyday and can.first and not can.place:
            if word.begins:
                return self._acts(i)
            return True
        if can.last and not can.first:
            return (self._acts(i) and bool(can.last & FINNISH_LAST)) or (
                not word.begins and not can.place and bool(can.cases & {"Sall", "Sabl", "Sade"})
            )
        return bool(can.first or not can.known) and self._acts(i)

    def _happened(self, i: int) -> bool:
        """Tell `Satu hyvin, että…` (it happened well) from a person."""
        after = self.words[i + 1].form if i + 1 < len(self.words) else ""
        return self.words[i].form == "Satu" and after in ("hyvin", "niin", "olemaan", "kuitenkin", "joskus")

    def _acts(self, i: int) -> bool:
        """Tell whether the words after say that a person is meant."""
        if i + 1 >= len(self.words) or self._gap(i + 1) != " ":
            return False
        after = self.words[i + 1]
        if not self.words[i].can.name:
            return after.form in HUMAN_VERB and not self.foreign
        if after.form in PERSON_VERB:
            return self._nominative(self.words[i])
        if after.form in BESIDE or KIN.fullmatch(after.form):
            return "Sg" in self.words[i].can.cases and not self.words[i].can.place
        if after.form in ("ja", "sekä", "och", "and") and i + 2 < len(self.words):
            other = self.words[i + 2]
            return other.capital and bool(other.can.first) and other.can.firm
        return False

    # what shows that it is no person

    def _organisation(self, i: int, end: int) -> bool:
        """Tell whether words *i* to *end* belong to an organisation, place, method or project."""
        gap = self._gap(end)
        if _NAMED_AFTER.match(self.text, self.words[end - 1].end):
            return True
        if gap in ("-", "–") and end < len(self.words):
            after = self.words[end]
            return not is_title(after.form) and not after.capital
        if i and self._gap(i) in ("-", "–") and not self.words[i - 1].can.first:
            return True
        if gap != " ":
            return False
        after = self.words[end]
        low = after.form.casefold()
        if EPONYM.fullmatch(low):
            return True
        if after.form[0].isupper():
            return bool(ORGANISATION.fullmatch(low))
        return not self.words[end - 1].can.firm and bool(FACILITY.fullmatch(low))

    def _gap(self, i: int) -> str | None:
        """Give what stands between words *i* - 1 and *i*, None outside the answer."""
        if 0 < i < len(self.words):
            return self.text[self.words[i - 1].end : self.words[i].start]
        return None

    def _nominative(self, word: _Word) -> bool:
        return "Sn" in word.can.cases


def _asks(word: _Word) -> bool:
    return bool(CONTACT.match(word.form + " "))


def _is_initial(word: _Word) -> bool:
    return len(word.form) == 1 and word.form.isupper()
