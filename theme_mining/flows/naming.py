"""Names for themes: a Finnish noun phrase from the answers' own wording, in the nominative."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from theme_mining.core.types import Segment

__all__ = ["Wording", "likely_class"]

# Words that name nothing by themselves.
_EMPTY_WORDS = """
asia juttu tapa kerta kohta osa määrä mieli puoli syy esimerkki seikka tapaus tilanne ihminen henkilö aika vuosi päivä
taho kysymys vastaus mahdollisuus ongelma tarve etu taso muoto pää väli kuva keino joku mikä se ei olla moni muu
kaikki oma sama jokainen itse toinen paljon enemmän lisä vain vielä jo hyvä huono eri kova helppo vaikea tärkeä
erityinen kunnollinen riittävä nykyinen tämä hän minä me te he en eos ja tai sekä että jos kun kuin joka jotta koska
mutta vaan myös nyt niin sitten siis eli vaikka mukaan kanssa ilman liian aina usein esim kts ks ym jne tms nämä ne
nuo tuo jokin kukaan mikään kuka ken sellainen tällainen sinä osata sanoa tietää voida pitää saada tulla käydä
"""
GENERIC = frozenset(_EMPTY_WORDS.split())
_VERB_ENDS = ("da", "dä", "lla", "llä", "nna", "nnä", "rra", "rrä", "sta", "stä", "ta", "tä", "aa", "ää", "ea", "eä",
              "ia", "iä", "oa", "öä", "ua", "yä")  # fmt: skip
_VERB_FORMS = ("vat", "vät", "taan", "tään", "isi", "isin", "isimme", "isivat", "isivät", "mme", "tte", "tiin", "ttiin",
               "taisiin", "täisiin", "nut", "nyt", "ttu", "tty", "massa", "mässä", "maan", "mään", "malla", "mällä",
               "tava", "tävä", "ttava", "ttävä")  # fmt: skip
_CASE_FORMS = ("ssa", "ssä", "lla", "llä", "lta", "ltä", "lle", "ksi", "jen", "ien", "den", "tten", "oita", "öitä",
               "iin", "oihin", "ksia", "ksiä", "jä", "ja", "na", "nä", "sta", "stä")  # fmt: skip
_ENOUGH = 0.3  # of a noun's answers must use a phrase for the phrase to be the name
_CAPITAL = 0.75  # of a noun's forms must be written with a capital: about a quarter of any noun's open a sentence
_PLURAL = 0.6  # of a noun's forms must be plural for the name to be plural


def likely_class(lemma: str, forms: Iterable[str]) -> str:
    """Give the likely word class of a lemma from how it looks and is inflected: ``N``, ``A``, ``V`` or ``X``.

    A fallback for when no morphology is at hand.

    >>> likely_class("yhdistys", ["yhdistykset"]), likely_class("auttaa", ["autetaan", "auttavat"])
    ('N', 'V')
    """
    if lemma in GENERIC or len(lemma) < 3:
        return "X"
    if lemma.endswith(("minen", "us", "ys", "uus", "yys", "ja", "jä", "isto", "istö", "nta", "ntä")):
        return "N"
    if lemma.endswith(("nen", "llinen", "ton", "tön", "kas", "käs", "isa", "va", "vä")):
        return "A"
    if lemma.endswith(("sti", "lla", "llä", "in", "en")):
        return "X"
    if lemma.endswith(_VERB_ENDS):
        seen = [form.casefold() for form in forms if form.casefold() != lemma]
        verbal = sum(form.endswith(_VERB_FORMS) for form in seen)
        nominal = sum(form.endswith(_CASE_FORMS) or form == lemma + "n" or form == lemma + "t" for form in seen)
        return "N" if nominal > verbal else "V"
    return "N"


@dataclass(slots=True)
class Wording:
    """How the answers put it: forms of each lemma and pairs of words that stand side by side, a theme.

    `word_class` gives ``N``, ``A``, ``V``, ``NAME`` … for a lemma; without it the looks of the word decide.
    """

    word_class: Callable[[str], str] | None = None
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    pairs: dict[int, Counter[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    holders: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    _classes: dict[str, str] = field(default_factory=dict, repr=False)

    def read(self, segment: Segment, theme: int) -> None:
        """Take in the words of a segment of a theme."""
        words = [segment.text[a:b] for a, b in segment.spans] or list(segment.lemmas)
        for lemma, word in zip(segment.lemmas, words, strict=True):
            self.forms[lemma][word] += 1
        self.holders[theme].update(set(segment.lemmas))
        seen = {
            (first, segment.lemmas[i + 1], words[i].casefold())
            for i, first in enumerate(segment.lemmas[:-1])
            if not segment.spans or segment.spans[i + 1][0] - segment.spans[i][1] == 1
        }
        self.pairs[theme].update(seen)

    def kind(self, lemma: str) -> str:
        """Give the word class of a lemma: ``N``, ``A``, ``V``, ``NAME``, or another letter for the rest."""
        if lemma not in self._classes:
            given = self.word_class(lemma) if self.word_class else ""
            self._classes[lemma] = given or likely_class(lemma, self.forms.get(lemma, ()))
        return self._classes[lemma]

    def tells(self, lemma: str) -> bool:
        """Whether a lemma can tell a theme: a noun, name, adjective or verb of some content."""
        return lemma not in GENERIC and self.kind(lemma) in ("N", "NAME", "A", "V", "ABBR")

    def name(self, theme: int, telling: Sequence[str]) -> str:
        """Give the name of a theme from its telling lemmas, the most telling first.

        One or two noun phrases joined by "ja"; a verb only where the answers hold no noun.
        """
        nouns = [term for term in telling if self.kind(term) in ("N", "NAME") and term not in GENERIC]
        chosen: list[str] = []
        for noun in nouns:
            if all(not _kin(noun, other) for other in chosen):
                chosen.append(noun)
            if len(chosen) == 2:
                break
        if not chosen:
            rest = [t for t in telling if self.kind(t) == "A"] or [t for t in telling if t not in GENERIC]
            chosen = rest[:1] or list(telling[:1])
        phrases = {noun: self._phrase(theme, noun) for noun in chosen}
        said_within = {first for first, _ in phrases.values()}
        name = " ja ".join(dict.fromkeys(text for noun, (_, text) in phrases.items() if noun not in said_within))
        return name[:1].upper() + name[1:]

    def _phrase(self, theme: int, noun: str) -> tuple[str, str]:
        """Give the attribute's lemma and the phrase: an adjective or a genitive and the noun, or the noun alone."""
        held = self.holders[theme][noun]
        best = (0, "", self._shown(noun))
        for (first, second, word), count in sorted(self.pairs[theme].items()):
            if second != noun or count < max(3, _ENOUGH * held) or first in GENERIC or first == noun:
                continue
            kind = self.kind(first)
            if kind == "A":
                best = max(best, (count, first, f"{first} {noun}"))
            elif kind in ("N", "NAME", "ABBR") and word.endswith("n") and word != first:
                attribute = self._cased(first)[: len(first)] + word[len(first) :] if word.startswith(first) else word
                capital = self._cased(first)[:1].isupper()
                attribute = attribute[:1].upper() + attribute[1:] if capital else attribute
                best = max(best, (count, first, f"{attribute} {self._shown(noun)}"))
        return best[1:]

    def _cased(self, noun: str) -> str:
        """Give a lemma with the capitals that the answers write it with; a known common noun has none."""
        if self.word_class is not None and self.kind(noun) == "N":
            return noun
        forms = self.forms.get(noun, Counter())
        capital = Counter({form: n for form, n in forms.items() if form[:1].isupper()})
        if capital.total() < 3 or capital.total() < _CAPITAL * forms.total():
            return noun
        whole = sum(n for form, n in capital.items() if form[:2].isupper() and len(form) > 1)
        return noun.upper() if whole > capital.total() / 2 else noun[:1].upper() + noun[1:]

    def _shown(self, noun: str) -> str:
        """Give a noun as the answers write it: plural where they mostly use the plural, capitals where they do."""
        cased = self._cased(noun)
        if cased != noun:
            return cased
        forms = self.forms.get(noun, Counter())
        plural: Counter[str] = Counter()
        for form, n in forms.items():
            if form.casefold().endswith("t") and not noun.endswith("t") and form.casefold() != noun:
                plural[form.casefold()] += n
        singular = sum(n for form, n in forms.items() if form.casefold() == noun)
        if plural and plural.total() > singular and _mostly_plural(forms, noun):
            return str(min(plural, key=lambda form: (-plural[form], form)))
        return noun


def _kin(a: str, b: str) -> bool:
    return a in b or b in a or a[:5] == b[:5]


def _mostly_plural(forms: Counter[str], noun: str) -> bool:
    many = sum(
        n
        for form, n in forms.items()
        if form.casefold() != noun
        and form.casefold().endswith(
            (
                "t",
                "jen",
                "ien",
                "ja",
                "jä",
                "ia",
                "iä",
                "issa",
                "issä",
                "ista",
                "istä",
                "ille",
                "illa",
                "illä",
                "ilta",
                "iltä",
                "den",
                "tten",
                "ita",
                "itä",
                "iin",
            )
        )
    )
    return many >= _PLURAL * forms.total()
