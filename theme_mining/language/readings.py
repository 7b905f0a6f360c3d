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
_MARKED = {"N", "A", "NUM"}  # classes whose inner seams (`tasa=valta`) are compound boundaries
# seams of Voikko that people, and the Turku treebank, do not take for compounds
_MONTHS = ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")
_WHOLE = {f"{month}#{end}" for month in _MONTHS for end in ("kuu", "kuinen")} | {
    "kuu#kausi", "tele#visio", "uhan#alainen", "yksin#kertainen", "yksin#kertaisesti", "tarkoituksen#mukainen",
    "moni#mutkainen", "ilmi#selvä", "ilmi#selvästi", "poly#esteri", "yhdys#valta", "yhdys#vallat", "peri#aate",
    "harhaan#johtava", "moni#kansallinen", "kaksi#kielinen", "yhden#mukainen", "yhden#vertainen", "yhden#vertaisuus",
    "demo#kraattinen", "ag#gressiivinen", "di#oksidi", "mielen#kiinto", "mielen#kiintoinen", "yksi#mielisyys",
    "erin#omainen", "erin#omaisesti", "saman#aikaisesti", "saman#aikainen",
}  # fmt: skip
_WHOLE_WITH = {"päin", "lainen", "laisesti", "kaltainen", "kymppinen"}  # eteen#päin, monen#lainen
_SKIPPED = {"Ica", "Icu", "De", "Ef", "Xr", "Xs", "Bm", "Bh", "Dg", "Ny", "Eb", "Ap"}
_PERSONS = {"he": "hän", "me": "minä", "te": "sinä", "ne": "se", "nämä": "tämä", "nuo": "tuo"}
_WITH_CLITIC = {"joka": "jokin", "ken": "kukaan", "kuka": "kukaan", "mikä": "mikään", "kumpi": "kumpikin"}
# nouns that live in the plural: VISK § 84 names the groups (bodies, feasts, tools, places); compounds follow the head
_PLURAL_ONLY = {
    "aivo": "aivot", "alankomaa": "alankomaat", "arpajainen": "arpajaiset", "avajainen": "avajaiset",
    "bikini": "bikinit", "bile": "bileet", "ehto": "ehdot", "farkku": "farkut", "hartia": "hartiat",
    "hautajainen": "hautajaiset", "hius": "hiukset", "housu": "housut", "hää": "häät", "juhla": "juhlat",
    "kasvo": "kasvot", "kisa": "kisat", "kulissi": "kulissit", "kulu": "kulut", "kuulumiset": "kuulumiset",
    "käräjä": "käräjät", "lasi": "lasit", "läksiäinen": "läksiäiset", "markkina": "markkinat", "messu": "messut",
    "molempi": "molemmat", "olosuhde": "olosuhteet", "olympialainen": "olympialaiset", "opinto": "opinnot",
    "peijainen": "peijaiset", "pidot": "pidot", "pihti": "pihdit", "pippalo": "pippalot", "pito": "pidot",
    "päättäjäinen": "päättäjäiset", "ratas": "rattaat", "rattaa": "rattaat", "ristiäinen": "ristiäiset",
    "sakset": "sakset", "saksi": "sakset", "synttäri": "synttärit", "talkoo": "talkoot", "tanssi": "tanssit",
    "tikas": "tikkaat", "tikkaa": "tikkaat", "vaali": "vaalit", "valja": "valjaat", "valta": "vallat",
    "vara": "varat", "verkkari": "verkkarit", "viikset": "viikset", "viiksi": "viikset",
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


class _Piece(NamedTuple):
    """A part of a compound: as it stands, in base form, and whether it is a mere prefix (`yhteis`)."""

    form: str
    base: str
    prefix: bool


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
    numeral = last.word_class in ("NUM", "") and all(e.word_class == "NUM" for e in elements[:-1])
    pieces = [piece for e in elements[:-1] for piece in _pieces(e, numeral)]
    head = "".join(piece.form for piece in pieces)
    bare = head + last.bare.lower() if last.bare != last.surface else ""
    bare = bare.replace("#", "")
    if bare and any(f == "O3" for f in last.features) and bare[-1:] == bare[-2:-1]:
        bare = bare[:-1]
    found = []
    for tail, tag in _lemmas(last):
        ends = [_Piece(form, form, False) for form in tail.split("#") if form]
        if last.word_class == "NAME":
            ends = [_Piece(head + tail.replace("#", ""), "", False)]
        whole = _unsplit(pieces + ends) if last.word_class != "NAME" else ends
        marked = "#".join(piece.form for piece in whole)
        found.append(Reading(marked.replace("#", ""), marked, tag, _parts(whole), bare))
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
        stem, _, ending = lemma.partition(":")
        lemma = stem if ending.isalpha() else lemma
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
    if kind in ("ADV", "ADP", "CONJ") and bare and bare.replace("#", "") != lemma.replace("#", ""):
        yield bare, kind + ":self"
    front, seam, noun = lemma.rpartition("#")
    if kind == "N" and "Nm" in features and noun in _PLURAL_ONLY:
        yield front + seam + _PLURAL_ONLY[noun], "N:plural:" + ":".join(features)


def _elements(output: str) -> list[_Element]:
    now = _Element()
    elements = [now]
    hidden, ending = "", False
    for tag, text in _PIECE.findall(output):
        if text:
            if hidden == "Xp":
                now.base = text.replace("=", "#") if now.word_class in _MARKED else text.replace("=", "")
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
        elif tag == "Bm":
            if now.word_class in _MARKED:
                now.surface += "#"
                now.bare += "#"
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


def _pieces(element: _Element, numeral: bool) -> list[_Piece]:
    """Give the parts of an element that is not the last; one that Voikko keeps whole may have parts (`mieli=pide`)."""
    base, surface = element.lemma().strip("="), element.surface.lower().strip("=")
    if numeral:
        return [_Piece(base, base, False)]
    prefix = element.word_class == "PRE"
    if "#" not in surface:
        return [_Piece(surface, base.replace("#", ""), prefix)] if surface else []
    forms = [form for form in surface.split("#") if form]
    bases = [*forms[:-1], base.rpartition("#")[2]]
    return [_Piece(form, own, prefix) for form, own in zip(forms, bases, strict=True)]


def _unsplit(pieces: list[_Piece]) -> list[_Piece]:
    """Join again what no one takes for a compound: `joulu#kuu`, joulukuu."""
    joined: list[_Piece] = []
    for piece in reversed(pieces):
        after = joined[-1].form if joined else ""
        if after and (f"{piece.form}#{after}" in _WHOLE or after in _WHOLE_WITH):
            form = piece.form + joined.pop().form
            joined.append(_Piece(form, form, False))
        else:
            joined.append(piece)
    return joined[::-1]


def _parts(pieces: list[_Piece]) -> tuple[str, ...]:
    """Give base forms of the parts; a bare prefix joins its word, which then also stands alone."""
    if len(pieces) < 2:
        return ()
    parts: list[str] = []
    waiting = ""
    for n, piece in enumerate(pieces):
        base = piece.base.strip("-")
        if piece.prefix:
            waiting += piece.form
            continue
        if waiting and n < len(pieces) - 1:
            parts.append(waiting.rstrip("-") + base)
        waiting = ""
        if base:
            parts.append(base)
    return tuple(dict.fromkeys(parts))
