"""An answer's words, what each can be as a name, and what stands between them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from theme_mining.language.mask_context import is_title
from theme_mining.language.mask_forms import Form, Forms

__all__ = ["Word", "Words"]

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]|['’](?=[^\W\d_]))*")
_SENTENCE_END = frozenset('.!?:…•*»”"“–—\n\r()[]/;|>')
_SENTENCE_STOP = re.compile(r"[.!?…\n]")
# Signs of Finnish that need no dictionary: long vowels, endings, the commonest little words.
_FINNISH = re.compile(
    r"\w*(?:aa|ii|uu|yy|ää|öö|uo|yö)\w*|\w+(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|nen|sti|kin|set|sen|jen|ien|den"
    r"|mme|vat|vät|an|än|tta|ttä|ja|jä)|ja|on|ei|se|että|oli|ovat|tai|kun|niin|kuin|myös|mutta|joka|ne|nyt|vain|jos"
    r"|mitä|olen|he|kanssa|olla|ole|hyvä|hyvin|jo|ihan|koska|en|et|mun|sen|me|te|mä|minun|minulle|oikein|aina"
)
_LEAST_FINNISH, _LEAST_KNOWN = 0.6, 0.6  # shares of the lower-case words


class Word(NamedTuple):
    """A word of the answer: place, form, what it can be, whether capitalised and whether it begins a sentence."""

    start: int
    end: int
    form: str
    can: Form
    capital: bool
    begins: bool

    @property
    def low(self) -> str:
        """The form in lower case."""
        return self.form.casefold()

    @property
    def nominative(self) -> bool:
        """Whether it can be a name in its base form."""
        return "Sn" in self.can.cases

    @property
    def initial(self) -> bool:
        """Whether it is one capital letter."""
        return len(self.form) == 1 and self.form.isupper()

    @property
    def unknown(self) -> bool:
        """Whether it is capitalised and no dictionary knows it."""
        return self.capital and not self.can.known


class Words:
    """The words of one answer.

    `places` are the numbers of the words a name could begin with; an answer without any needs no second look.
    """

    __slots__ = ("__dict__", "all", "forms", "places", "text")

    def __init__(self, text: str, forms: Forms) -> None:
        self.text, self.forms = text, forms
        self.all: list[Word] = []
        self.places: list[int] = []
        words, places = self.all, self.places
        shouting = text[:200].isupper() and _shouts(text)
        for match in _WORD.finditer(text.lower() if shouting else text):
            start, end = match.span()
            form = match.group()
            can = forms[form]
            capital = begins = False
            if form[0].isupper():
                capital = len(form) == 1 or not form.isupper()
                begins = capital and _begins(text, start)
            if can.name or (capital and (not can.known or len(form) == 1 or (not begins and self._introduced(form)))):
                places.append(len(words))
            words.append(Word(start, end, form, can, capital, begins))

    def _introduced(self, form: str) -> bool:
        """Tell a word that a role or kin stands right before: `osastonhoitaja Pyykönmäki`, `kaverini Pelle`."""
        return len(form) > 2 and bool(self.all) and is_title(self.all[-1].form)

    def __getitem__(self, i: int) -> Word:
        return self.all[i]

    def __len__(self) -> int:
        return len(self.all)

    def gap(self, i: int) -> str | None:
        """Give what stands between words *i* - 1 and *i*, None outside the answer."""
        if 0 < i < len(self.all):
            return self.text[self.all[i - 1].end : self.all[i].start]
        return None

    def before(self, i: int) -> str:
        """Give the text that leads up to word *i*, at most 40 characters."""
        start = self.all[i].start
        return self.text[max(0, start - 40) : start]

    def following(self, i: int, n: int) -> list[str]:
        """Give up to *n* words that follow word *i* in its sentence, in lower case."""
        found: list[str] = []
        for k in range(i + 1, min(i + 1 + n, len(self.all))):
            if _SENTENCE_STOP.search(self.text, self.all[k - 1].end, self.all[k].start):
                break
            found.append(self.all[k].low)
        return found

    @cached_property
    def foreign(self) -> bool:
        """Whether the answer is not in Finnish.

        Signs of Finnish settle most answers; where they do not, most of its lower-case words are unknown to Voikko.
        """
        plain = [word.form for word in self.all if not word.capital and len(word.form) > 1]
        if len(plain) < 3 or sum(1 for form in plain if _FINNISH.fullmatch(form)) >= _LEAST_FINNISH * len(plain):
            return False
        return sum(1 for form in plain if self.forms.known(form)) < _LEAST_KNOWN * len(plain)


def _shouts(text: str) -> bool:
    """Tell whether the answer is written in capitals throughout, so that a capital says nothing."""
    return len(text) == len(text.lower()) and sum(1 for word in text.split() if len(word) > 2) >= 2


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence begins here: at the start, after an end mark, a bracket or a bullet."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0'\"”’":
        at -= 1
    return at < 0 or text[at] in _SENTENCE_END or (text[at] in "-," and text[:at].strip() == "")
