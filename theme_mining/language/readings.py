"""What Voikko says of a word, understood: one Reading for each way to read it.

Both backends give Voikko's own transducer output, such as ``[Ln][Xp]tieto[X]tiedo[Sg][Ny]n[Bc][Ln][Xp]kulku[X]kulku``:
``[L…]`` opens a word class, ``[Xp]…[X]`` holds a base form, ``[Xj]…[X]`` the ending of a derived base form, ``[Bc]``
a compound boundary, the rest inflection. Reading it here gives both backends the same lemmas.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Reading", "readings_of"]

_PIECE = re.compile(r"\[([^\]]*)\]|([^\[]+)")
_CLASSES = {
    "n": "N", "l": "A", "nl": "A", "t": "V", "s": "ADV", "a": "ABBR", "p": "PRE", "es": "NAME", "ee": "NAME",
    "ep": "NAME", "em": "NAME", "u": "NUM", "h": "INTJ", "c": "CONJ", "r": "PRON", "k": "NEG", "d": "PRE",
    "ur": "NUM",
}  # fmt: skip
_SKIPPED = {"Ica", "Icu", "De", "Ef", "Xr", "Xs", "Bm", "Bh", "Dg", "Ny"}


class Reading(NamedTuple):
    """One way to read a word.

    `lemma` in lower case, `marked` the same with ``#`` at compound boundaries, `tag` word class and inflection
    (``N:Sg:Nm`` noun, genitive, plural), `parts` the compound parts in base form (empty for a simple word), `verb`
    the infinitive behind a participle or a ``-minen`` noun, else empty.
    """

    lemma: str
    marked: str
    tag: str
    parts: tuple[str, ...]
    verb: str


class _Element:
    """One element of a compound while it is being read."""

    def __init__(self) -> None:
        self.surface, self.base, self.derived, self.verb = "", "", "", ""
        self.word_class = ""
        self.features: list[str] = []

    def lemma(self) -> str:
        return self.derived or self.base or self.surface


def readings_of(output: str) -> Reading:
    """Give the reading that one line of transducer output holds.

    >>> readings_of("[Ln][Xp]tieto[X]tiedo[Sg][Ny]n[Bc][Ln][Xp]kulku[X]kulku[Sn][Ny]")
    Reading(lemma='tiedonkulku', marked='tiedon#kulku', tag='N:Sn', parts=('tieto', 'kulku'), verb='')
    """
    elements = _elements(output)
    last = elements[-1]
    numeral = all(e.word_class == "NUM" for e in elements)
    heads = [(e.lemma() if numeral else e.surface).lower().strip("=") for e in elements[:-1]]
    heads = [h for h in heads if h]
    tail = last.lemma().lower()
    if heads and not tail:
        tail = heads.pop()
    marked = "#".join([*heads, tail])
    lemma = marked.replace("#", "")
    verb = ""
    if last.verb and last.verb != tail:
        verb = "".join(heads) + last.verb.lower()
    tag = ":".join([last.word_class or "X", *last.features])
    return Reading(lemma, marked, tag, _parts(elements), verb)


def _elements(output: str) -> list[_Element]:
    now = _Element()
    elements = [now]
    hidden = ""
    for tag, text in _PIECE.findall(output):
        if text:
            if hidden == "Xp":
                now.base = text.replace("=", "")
            elif hidden == "Xj":
                now.derived = now.surface + text.replace("=", "")
            elif not hidden:
                now.surface += text
        elif tag in ("Xp", "Xj", "Xr", "Xs"):
            hidden = tag
        elif tag == "X":
            hidden = ""
        elif tag == "Bc":
            if now.surface:
                now = _Element()
                elements.append(now)
        elif tag[:1] == "L" and tag[1:] in _CLASSES:
            if now.word_class == "V":
                now.verb = now.base
            now.word_class = _CLASSES[tag[1:]]
            now.features = []
        elif tag and tag not in _SKIPPED:
            now.features.append(tag)
    return elements


def _parts(elements: list[_Element]) -> tuple[str, ...]:
    """Give base forms of the elements; a bare prefix joins its word, which then also stands alone."""
    if len(elements) < 2:
        return ()
    parts: list[str] = []
    waiting = ""
    for element in elements:
        base = element.lemma().lower().strip("-=")
        if element.word_class == "PRE":
            waiting += element.surface.lower().replace("=", "")
            continue
        if waiting and element is not elements[-1]:
            parts.append(waiting.rstrip("-") + base)
        waiting = ""
        if len(base) > 1:
            parts.append(base)
    return tuple(dict.fromkeys(parts))
