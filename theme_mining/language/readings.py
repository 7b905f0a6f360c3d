"""What Voikko says of a word, understood: one Reading for each way to read it.

Both backends give Voikko's own transducer output, such as ``[Ln][Xp]tieto[X]tiedo[Sg][Ny]n[Bc][Ln][Xp]kulku[X]kulku``:
``[L…]`` opens a word class, ``[Xp]…[X]`` holds a base form, ``[Xj]…[X]`` the ending of a derived base form, ``[Bc]``
a compound boundary, the rest inflection. Reading it here gives both backends the same lemmas. Where Finnish has two
lemmas for one analysis, both are given: `tehtävä` is the noun or the participle of `tehdä`, `lukemista` is `lukeminen`
or `lukea`, `nopeammin` is `nopea` or `nopeasti`. Choosing is the chooser's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Reading", "readings_of"]

_PIECE = re.compile(r"\[([^\]]*)\]|([^\[]+)")
_CLASSES = {
    "n": "N", "l": "A", "nl": "A", "t": "V", "s": "ADV", "a": "ABBR", "p": "PRE", "es": "NAME", "ee": "NAME",
    "ep": "NAME", "em": "NAME", "u": "NUM", "h": "INTJ", "c": "CONJ", "r": "PRON", "k": "NEG", "d": "ADP",
    "ur": "NUM",
}  # fmt: skip
_SKIPPED = {"Ica", "Icu", "De", "Ef", "Xr", "Xs", "Bm", "Bh", "Dg", "Ny", "Eb", "Ap"}
_PERSONS = {"he": "hän", "me": "minä", "te": "sinä", "ne": "se", "nämä": "tämä", "nuo": "tuo"}
_WITH_CLITIC = {"joka": "jokin", "ken": "kukaan", "kuka": "kukaan", "mikä": "mikään", "kumpi": "kumpikin"}
# nouns that live in the plural: VISK § 84 names the groups (bodies, feasts, tools, places); compounds follow the head
_PLURAL_ONLY = {
    "aivo": "aivot", "alankomaa": "alankomaat", "arpajainen": "arpajaiset", "avajainen": "avajaiset",
    "bikini": "bikinit", "ehto": "ehdot", "farkku": "farkut", "hartia": "hartiat", "hautajainen": "hautajaiset",
    "hius": "hiukset", "housu": "housut", "hää": "häät", "juhla": "juhlat", "kasvo": "kasvot", "kisa": "kisat",
    "kulissi": "kulissit", "kulu": "kulut", "kuulumiset": "kuulumiset", "lasi": "lasit", "läksiäinen": "läksiäiset",
    "markkina": "markkinat", "messu": "messut", "molempi": "molemmat", "olosuhde": "olosuhteet",
    "olympialainen": "olympialaiset", "opinto": "opinnot", "peijainen": "peijaiset", "pidot": "pidot",
    "pihti": "pihdit", "pippalo": "pippalot", "pito": "pidot", "porras": "portaat", "päättäjäinen": "päättäjäiset",
    "ratas": "rattaat", "rattaa": "rattaat", "ristiäinen": "ristiäiset", "sakset": "sakset", "saksi": "sakset",
    "synttäri": "synttärit", "talkoo": "talkoot", "tanssi": "tanssit", "tikas": "tikkaat", "tikkaa": "tikkaat",
    "vaali": "vaalit", "valja": "valjaat", "valta": "vallat", "vara": "varat", "verkkari": "verkkarit",
    "viikset": "viikset", "viiksi": "viikset",
}  # fmt: skip


class Reading(NamedTuple):
    """One way to read a word.

    `lemma` in lower case, `marked` the same with ``#`` at compound boundaries, `tag` word class and inflection
    (``N:Sg:Nm`` noun, genitive, plural), `parts` the compound parts in base form (empty for a simple word), `bare`
    the form without clitic and possessive suffix where it had one, else empty (`kotonakin`: kotona).
    """

    lemma: str
    marked: str
    tag: str
    parts: tuple[str, ...]
    bare: str = ""


class _Element:
    """One element of a compound while it is being read."""

    def __init__(self) -> None:
        self.surface, self.base, self.derived, self.verb, self.bare = "", "", "", "", ""
        self.word_class = ""
        self.features: list[str] = []

    def lemma(self) -> str:
        return (self.derived or self.base or self.surface).lower()


def readings_of(output: str) -> list[Reading]:
    """Give the readings that one line of transducer output holds; Voikko's own lemma first.

    >>> readings_of("[Ln][Xp]tieto[X]tiedo[Sg][Ny]n[Bc][Ln][Xp]kulku[X]kulku[Sn][Ny]")
    [Reading(lemma='tiedonkulku', marked='tiedon#kulku', tag='N:Sn', parts=('tieto', 'kulku'), bare='')]
    >>> [r.lemma for r in readings_of("[Lt][Xp]lukea[X]luke[Tn4]mi[Sn][Ny]nen")]
    ['lukea', 'lukeminen']
    """
    elements = _elements(output)
    last = elements[-1]
    if last.word_class in ("NUM", "") and all(e.word_class == "NUM" for e in elements[:-1]):
        heads = [e.lemma() for e in elements[:-1]]
    else:
        heads = [e.surface.lower().strip("=") for e in elements[:-1]]
    parts = _parts(elements)
    front = "".join(h + "#" for h in heads if h)
    bare = "".join(h for h in heads) + last.bare.lower() if last.bare != last.surface else ""
    if bare and any(f == "O3" for f in last.features) and bare[-1:] == bare[-2:-1]:
        bare = bare[:-1]
    found = []
    for tail, tag in _lemmas(last):
        marked = front + tail if tail else front.rstrip("#")
        found.append(Reading(marked.replace("#", ""), marked, tag, (*parts[:-1], tail) if parts else (), bare))
    return found


def _lemmas(last: _Element) -> Iterator[tuple[str, str]]:
    """Give (lemma, tag) of the last element: Voikko's own, then what else Finnish calls it."""
    lemma, features, kind = last.lemma(), last.features, last.word_class or "X"
    tag = ":".join([kind, *features])
    if kind == "PRON":
        clitic = any(f in ("Fkin", "Fkaan") for f in features)
        yield (_WITH_CLITIC.get(lemma, lemma) if clitic else _PERSONS.get(lemma, lemma)), tag
        return
    participle = any(f[0] == "R" for f in features)
    if kind == "NUM":
        lemma = lemma.partition(":")[0]
    if participle and last.verb.lower() == lemma:
        tag = "V:" + ":".join(features)
    yield lemma, tag
    bare = last.bare.lower()
    if participle and last.verb and last.verb.lower() != lemma:
        yield last.verb.lower(), "V:" + ":".join(features)
    if "Tn4" in features and "mi" in bare:
        yield bare[: bare.rindex("mi")] + "minen", "N:" + ":".join(features)
    if "Ssti" in features:
        yield bare, "ADV:Ssti"
    if kind == "A" and "Sin" in features and bare.endswith("mmin"):
        stem = bare[:-4].removesuffix("i") if "Cs" in features else bare[:-4]
        if stem.endswith("e") and lemma[-1:] in "aä":
            stem = stem[:-1] + lemma[-1]
        yield stem + "sti", "ADV:" + ":".join(features)
    if kind in ("ADV", "ADP", "CONJ") and bare and bare != lemma:
        yield bare, kind + ":self"
    if kind == "N" and "Nm" in features and _PLURAL_ONLY.get(lemma):
        yield _PLURAL_ONLY[lemma], "N:plural:" + ":".join(features)


def _elements(output: str) -> list[_Element]:
    now = _Element()
    elements = [now]
    hidden, ending = "", False
    for tag, text in _PIECE.findall(output):
        if text:
            if hidden == "Xp":
                now.base = text.replace("=", "")
            elif hidden == "Xj":
                now.derived = now.surface + text.replace("=", "")
            elif not hidden:
                now.surface += text
                if not ending:
                    now.bare += text
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
                now.verb = now.derived or now.base
            now.word_class, now.features = _CLASSES[tag[1:]], []
        elif tag and tag not in _SKIPPED:
            ending = ending or tag[0] in "FO"
            now.features.append(tag)
    return elements


def _parts(elements: list[_Element]) -> tuple[str, ...]:
    """Give base forms of the elements; a bare prefix joins its word, which then also stands alone."""
    if len(elements) < 2:
        return ()
    parts: list[str] = []
    waiting = ""
    for element in elements:
        base = element.lemma().strip("-=")
        if element.word_class == "PRE":
            waiting += element.surface.lower().replace("=", "")
            continue
        if waiting and element is not elements[-1]:
            parts.append(waiting.rstrip("-") + base)
        waiting = ""
        if base:
            parts.append(base)
    return tuple(dict.fromkeys(parts))
