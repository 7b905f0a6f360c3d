"""The survey's own list of what is always hidden."""

from __future__ import annotations

import re

from theme_mining.language.backends import open_backend
from theme_mining.language.mask_found import Found
from theme_mining.language.tokens import normal

__all__ = ["Denied"]

_WORD = re.compile(r"\w(?:[\w\u0300-\u036f-]*\w)?")
_BASE = re.compile(r"\[Xp\]([^\[]*)\[X\]")
_CACHE_FORMS = 100_000


class Denied:
    """Words (in any inflection Voikko knows) and phrases (as written) that are always hidden."""

    def __init__(self, deny: tuple[str, ...]) -> None:
        plain = sorted({" ".join(item.split()) for item in deny if item.strip()}, key=lambda item: (-len(item), item))
        self._bases = frozenset(item.casefold() for item in plain if " " not in item)
        spaced = [r"\s+".join(re.escape(word) for word in item.split()) for item in plain]
        self._phrase = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.I) if spaced else None
        self._cache: dict[str, str] = {}

    def find(self, text: str) -> list[Found]:
        """Give the places of what is always hidden."""
        if self._phrase is None:
            return []
        found = [
            Found(m.start(), m.end(), "nimi", " ".join(m[0].casefold().split()), -1)
            for m in self._phrase.finditer(text)
        ]
        for match in _WORD.finditer(text):
            base = self._base(match[0])
            if base:
                found.append(Found(match.start(), match.end(), "nimi", base, -1))
        return found

    def _base(self, form: str) -> str:
        """Give the listed base form of a word, or nothing."""
        known = self._cache.get(form)
        if known is None:
            if len(self._cache) >= _CACHE_FORMS:
                self._cache.clear()
            bases = {form.casefold()}
            for output in open_backend().outputs(normal(form)):
                bases.update(base.replace("=", "").casefold() for base in _BASE.findall(output)[-1:])
            known = self._cache[form] = min(bases & self._bases, default="")
        return known

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_cache": {}}
