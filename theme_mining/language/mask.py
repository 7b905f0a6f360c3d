"""Masking: what tells who somebody is becomes a visible tag, before anything is stored, shown or embedded."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from typing import NamedTuple

from theme_mining.core.types import MaskSpan
from theme_mining.language.mask_entities import find_entities
from theme_mining.language.mask_found import Found
from theme_mining.language.mask_lists import Denied
from theme_mining.language.mask_names import Names
from theme_mining.language.mask_patterns import find_patterns, suspects

__all__ = ["KINDS", "Doubt", "Masker"]

KINDS = (
    "nimi", "puhelin", "sähköposti", "henkilötunnus", "iban", "osoite", "postinumero", "rekisterinumero",
    "url", "tunnus", "syntymäaika",
)  # fmt: skip
_TAG = re.compile(rf"\[({'|'.join(KINDS)})(?:-(\d+))?\]")


class _Piece(NamedTuple):
    """A stretch of the answer: plain where `kind` is empty; `tag` is set for a tag that was there already."""

    text: str
    kind: str = ""
    key: str = ""
    tag: str = ""


class Doubt(NamedTuple):
    """A place of the masked text that a person should look at, and why; it never holds the text itself."""

    start: int
    end: int
    why: str


class Masker:
    """Hides personal data in answers.

    Parameters
    ----------
    allow : iterable of str
        Words never masked: as written, or names by base form and then in any inflection.
    deny : iterable of str
        Words (in any inflection) or phrases (as written) always masked, as ``[nimi]``.
    names : bool
        Whether person names are looked for.
    entities : bool
        Whether spaCy's Finnish package (extra ``tagger``) looks for names as well: on edited prose it raises the share
        of names hidden from 0.51 to 0.78 (Turku NER dev) at a tenth of the speed. Off by default.

    Notes
    -----
    Pickles, and one object may serve several threads (Voikko handles are a thread's own). The measured shares of
    what is hidden and what stays are in ``tests/benchmarks/masking/results.md``.
    """

    def __init__(
        self, allow: Iterable[str] = (), deny: Iterable[str] = (), names: bool = True, entities: bool = False
    ) -> None:
        self.allow, self.deny, self.names, self.entities = tuple(allow), tuple(deny), names, entities
        self._allowed = frozenset(" ".join(word.split()).casefold() for word in self.allow)
        self._denied = Denied(self.deny) if self.deny else None
        self._names = Names(self.allow)

    def mask(self, text: str) -> tuple[str, tuple[MaskSpan, ...]]:
        """Give the masked text and the places of its tags, in order; tags that were there already count as places.

        Masking a masked text changes nothing: passes go on until one finds nothing more.

        >>> Masker().mask("Soita Liisa Virtaselle, 040 123 4567.")[0]
        'Soita [nimi], [puhelin].'
        >>> Masker().mask("Liisan ja Pekan ryhmä, Liisalta kuulin.")[0]
        '[nimi-1] ja [nimi-2] ryhmä, [nimi-1] kuulin.'
        """
        pieces = _split_tags(text)
        while True:
            whole = _render(pieces)
            found = self._find(whole)
            if not found:
                return whole, _spans(whole)
            pieces = _cut(pieces, found)

    def doubtful(self, text: str) -> tuple[Doubt, ...]:
        """Give the places of ``mask(text)[0]`` that may still tell who somebody is, for a person to look at."""
        masked, spans = self.mask(text)
        doubts = [Doubt(start, end, why) for start, end, why in (*suspects(masked), *self._names.suspects(masked))]
        return tuple(d for d in sorted(doubts) if all(d.end <= s.start or d.start >= s.end for s in spans))

    def _find(self, text: str) -> list[Found]:
        taken = [match.span() for match in _TAG.finditer(text)] if "[" in text else []
        found = find_patterns(text, self._names.is_typed)
        if self.names:
            found += self._names.find(text)
        if self.entities:
            found += find_entities(text)
        if self._allowed:
            found = [f for f in found if " ".join(text[f.start : f.end].split()).casefold() not in self._allowed]
        if self._denied:
            found += self._denied.find(text)
        return _apart(found, taken) if found else found


def _apart(found: list[Found], taken: list[tuple[int, int]]) -> list[Found]:
    """Give places that do not overlap, the surest and longest winning; none on a tag. O(n log n) but for insertion."""
    kept: list[Found] = []
    busy = sorted(taken)
    for place in sorted(found, key=lambda f: (f.rank, f.start, -f.end)):
        at = bisect(busy, (place.start, place.end))
        if at < len(busy) and busy[at][0] < place.end:
            continue
        if at and busy[at - 1][1] > place.start:
            continue
        busy.insert(at, (place.start, place.end))
        kept.append(place)
    return sorted(kept, key=lambda f: f.start)


def _split_tags(text: str) -> list[_Piece]:
    if "[" not in text:
        return [_Piece(text)]
    pieces, at = [], 0
    for match in _TAG.finditer(text):
        pieces += [_Piece(text[at : match.start()]), _Piece("", match[1], "", match[0])]
        at = match.end()
    return [*pieces, _Piece(text[at:])]


def _render(pieces: list[_Piece]) -> str:
    """Give the text with tags; several different of one kind are numbered in the order they come."""
    numbers: dict[str, dict[str, int]] = {}
    for piece in pieces:
        if piece.tag:
            match = _TAG.fullmatch(piece.tag)
            number = int(match[2] or 1) if match else 1
            numbers.setdefault(piece.kind, {})[piece.tag] = number
    for piece in pieces:
        if piece.kind and not piece.tag:
            known = numbers.setdefault(piece.kind, {})
            known.setdefault(piece.key, max(known.values(), default=0) + 1)
    return "".join(_shown(piece, numbers) for piece in pieces)


def _shown(piece: _Piece, numbers: dict[str, dict[str, int]]) -> str:
    if not piece.kind:
        return piece.text
    if piece.tag:
        return piece.tag
    known = numbers[piece.kind]
    return f"[{piece.kind}]" if len(known) == 1 else f"[{piece.kind}-{known[piece.key]}]"


def _cut(pieces: list[_Piece], found: list[Found]) -> list[_Piece]:
    """Give the pieces with the found places (of the rendered text) cut out of the plain ones."""
    cut: list[_Piece] = []
    at = 0
    waiting = list(found)
    numbers = _render_lengths(pieces)
    for piece, length in zip(pieces, numbers, strict=True):
        end = at + length
        if piece.kind:
            cut.append(piece)
        else:
            here = at
            while waiting and waiting[0].end <= end:
                place = waiting.pop(0)
                cut += [_Piece(piece.text[here - at : place.start - at]), _Piece("", place.kind, place.key)]
                here = place.end
            cut.append(_Piece(piece.text[here - at :]))
        at = end
    return cut


def _render_lengths(pieces: list[_Piece]) -> list[int]:
    whole = _render(pieces)
    tags = [match.end() - match.start() for match in _TAG.finditer(whole)]
    return [tags.pop(0) if piece.kind else len(piece.text) for piece in pieces]


def _spans(text: str) -> tuple[MaskSpan, ...]:
    if "[" not in text:
        return ()
    return tuple(MaskSpan(match.start(), match.end(), match[1]) for match in _TAG.finditer(text))
