"""Person names, by Voikko's name classes and the words around them."""

from __future__ import annotations

import re

from theme_mining.language.backends import open_backend
from theme_mining.language.mask_found import Found

__all__ = ["Names"]

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CACHE_FORMS = 200_000


class Names:
    """Finds person names. Pickles without its cache."""

    def __init__(self, allow: tuple[str, ...] = (), deny: tuple[str, ...] = ()) -> None:
        self.allow = frozenset(word.casefold() for word in allow)
        self.deny = frozenset(word.casefold() for word in deny)
        self._cache: dict[str, frozenset[str]] = {}

    def find(self, text: str) -> list[Found]:
        """Give the places of person names."""
        found: list[Found] = []
        words = list(_WORD.finditer(text))
        i = 0
        while i < len(words):
            j = i + 1
            if words[i][0].casefold() in self.deny:
                found.append(Found(words[i].start(), words[i].end(), "nimi", words[i][0].casefold()))
            elif self._first(words[i][0]):
                while j < len(words) and text[words[j - 1].end() : words[j].start()] == " " and self._last(words[j][0]):
                    j += 1
                if j > i + 1 or self._only_name(words[i][0]):
                    found.append(Found(words[i].start(), words[j - 1].end(), "nimi", words[i][0].casefold()))
            i = j
        return found

    def _classes(self, form: str) -> frozenset[str]:
        known = self._cache.get(form)
        if known is None:
            if len(self._cache) >= _CACHE_FORMS:
                self._cache.clear()
            known = frozenset(output[1 : output.index("]")] for output in open_backend().outputs(form) if "]" in output)
            self._cache[form] = known
        return known

    def _first(self, form: str) -> bool:
        return form[:1].isupper() and form.casefold() not in self.allow and "Lee" in self._classes(form)

    def _last(self, form: str) -> bool:
        classes = self._classes(form)
        return form[:1].isupper() and form.casefold() not in self.allow and (not classes or "Les" in classes)

    def _only_name(self, form: str) -> bool:
        return self._classes(form) <= {"Lee", "Les"}

    def __getstate__(self) -> dict[str, object]:
        return {"allow": self.allow, "deny": self.deny}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._cache = {}
