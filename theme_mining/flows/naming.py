"""Names for themes: a Finnish noun phrase from the answers' own wording, in the nominative."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from theme_mining.core.types import Segment
from theme_mining.flows._naming_words import GENERIC, LIGHT, NO_ACT, VERB_FORMS, WEAK, likely_class
from theme_mining.flows._nominal import (
    action_nouns,
    genitive,
    is_local,
    known_noun,
    mostly_adverbial,
    mostly_plural,
    plural,
    plural_of_adjective,
)

__all__ = ["Wording", "likely_class"]

_SAID_OF = 0.2  # of a verb's answers must name its object, for the name to hold it
_ENOUGH = 0.3  # of a noun's answers must use a phrase for the phrase to be the name
_CAPITAL = 0.75  # of a noun's forms must be written with a capital: about a quarter of any noun's open a sentence
_SURELY_CAPITAL = 0.9  # the same of a word the dictionary holds for a common noun (suomi, "Suomessa")
# Of a noun's forms must be plural for the name to be plural: things counted had 0.45–1 (lelu 0.50, kaveri 0.47), others
# at most 0.2 (ruoka 0.01, hyvinvointi 0).
_PLURAL = 0.4
# Of a noun's uses, beyond the share of all nouns', that say where or how: then it is not what is talked of. All nouns'
# share counts since some questions ask "in what" ("jalkapallossa").
_ADVERBIAL = 0.45
_CARRIES = 0.2  # of the first noun's answers the second must have, to stand beside it
_ACTED_ON = 0.15  # of a noun's answers must have it as the object of one verb, for the name to say what is done


@dataclass(slots=True)
class Wording:
    """How the answers put it: forms of each lemma and pairs of words that stand side by side, a theme.

    `word_class` gives ``N``, ``A``, ``V``, ``NAME`` … for a lemma; without it the looks of the word decide. `common`
    are lemmas that tell many themes: they name none where another noun can.
    """

    word_class: Callable[[str], str] | None = None
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    inner: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    pairs: dict[int, Counter[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    objects: dict[int, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    holders: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter), repr=False)
    sizes: Counter[int] = field(default_factory=Counter, repr=False)
    common: frozenset[str] = frozenset()
    _classes: dict[str, str] = field(default_factory=dict, repr=False)
    _adverbial: float | None = None

    def read(self, segment: Segment, theme: int) -> None:
        """Take in the words of a segment of a theme."""
        words = [segment.text[a:b] for a, b in segment.spans] or list(segment.lemmas)
        for n, (lemma, word) in enumerate(zip(segment.lemmas, words, strict=True)):
            self.forms[lemma][word] += 1
            if n or len(words) == 1:
                self.inner[lemma][word] += 1
        self.holders[theme].update(set(segment.lemmas))
        self.sizes[theme] += bool(segment.lemmas)
        seen = {
            (first, segment.lemmas[i + 1], words[i].casefold())
            for i, first in enumerate(segment.lemmas[:-1])
            if not segment.spans or segment.spans[i + 1][0] - segment.spans[i][1] == 1
        }
        self.pairs[theme].update(seen)
        self.objects[theme].update(self._acted_on(segment, words))

    def _acted_on(self, segment: Segment, words: Sequence[str]) -> set[tuple[str, str]]:
        """Give (word, word in the partitive beside it), past a genitive between them: verbs and their objects."""
        found = set()
        for i, (lemma, word) in enumerate(zip(segment.lemmas, words, strict=True)):
            form = word.casefold()
            if not form.endswith(("a", "ä")) or is_local(form) or form == lemma:
                continue
            before = i - 2 if i > 1 and words[i - 1].casefold().endswith("n") else i - 1
            found |= {(segment.lemmas[j], lemma) for j in (before, i + 1) if 0 <= j < len(words)}
        return found

    def kind(self, lemma: str) -> str:
        """Give the word class of a lemma: ``N``, ``A``, ``V``, ``NAME``, or another letter for the rest."""
        if lemma not in self._classes:
            given = self.word_class(lemma) if self.word_class else ""
            self._classes[lemma] = given or likely_class(lemma, self.forms.get(lemma, ()))
        return self._classes[lemma]

    def tells(self, lemma: str) -> bool:
        """Whether a lemma can tell a theme: a noun, name, adjective or verb of some content."""
        return lemma not in GENERIC and self.kind(lemma) in ("N", "NAME", "A", "V", "ABBR")

    def name(self, theme: int, telling: Sequence[str], taken: Collection[str] = ()) -> str:
        """Give the name of a theme from its telling lemmas, the most telling first; none of `taken` where it can be.

        One or two noun phrases joined by "ja", of the words that guess the theme's answers best: nouns that are talked
        of rather than places or ways, with what is done to them ("köyhyyden vähentäminen"); adjectives that stand for
        people ("vähäosaiset"); verbs as nouns ("auttaminen").
        """
        heads: list[tuple[str, str, str]] = []
        for lemma, attribute, text in self._heads(theme, telling):
            if all(
                not _kin(lemma, other) and lemma != said and (not said or attribute != said) for other, said, _ in heads
            ):
                heads.append((lemma, attribute, text))
        second = self._second(theme, heads)
        heads = [*heads[:1], *second, *(head for head in heads[1:] if head not in second)]
        two = bool(second)
        shorter = [heads[:2] if two else heads[:1]]
        longer = [[heads[0], other] for other in heads[1:4]] + [heads[:3]]
        names = [_joined(chosen) for chosen in shorter + longer]
        used = [f" {name.casefold()}" for name in taken]  # "auttaminen" is taken by "kehitysmaiden auttaminen", too
        return next((name for name in names if not any(end.endswith(f" {name.casefold()}") for end in used)), names[0])

    def _heads(self, theme: int, telling: Sequence[str]) -> list[tuple[str, str, str]]:
        """Give (lemma, attribute's lemma, phrase) of what may name the theme, the best first."""
        found = self._nouns(theme, telling)
        for lemma in telling:
            if self.kind(lemma) == "A" and (people := self._people(theme, lemma)):
                found[lemma] = (lemma, "", people)
            elif self.kind(lemma) == "V" and lemma not in LIGHT | GENERIC and (acting := self._action(theme, lemma)):
                found[lemma] = (lemma, *acting)
        if found:
            place = {lemma: at for at, lemma in enumerate(telling)}
            return [found[t] for t in sorted(found, key=lambda t: (-self._fit(theme, t), place[t]))]
        nouns = [t for t in telling if self.kind(t) in ("N", "NAME") and t not in GENERIC]
        rest = nouns or [t for t in telling if self.kind(t) == "A"] or [t for t in telling if t not in GENERIC]
        return [(t, *self._phrase(theme, t)) for t in (rest[:2] if nouns else rest[:1] or list(telling[:1]))]

    def _nouns(self, theme: int, telling: Sequence[str]) -> dict[str, tuple[str, str, str]]:
        """Give the nouns that may name the theme, each with what is said of it or done to it."""
        found = {}
        for noun in telling:
            if self.kind(noun) not in ("N", "NAME") or noun in GENERIC or self._looks_like_a_verb(noun):
                continue
            phrase = self._phrase(theme, noun)
            if self._names(theme, noun, bool(phrase[0])):
                found[noun] = (noun, *(self._done_to(theme, noun, telling) or phrase))
        return found

    def _looks_like_a_verb(self, noun: str) -> bool:
        """Whether a word that may be a noun is inflected as a verb in the answers ("taata": taataan, takaa)."""
        inflected = any(form.casefold().endswith(VERB_FORMS) for form in self._all(noun) if form.casefold() != noun)
        return inflected and noun.endswith(("ata", "ätä")) and likely_class(noun, self._all(noun)) == "V"

    def _fit(self, theme: int, lemma: str) -> float:
        """Give 0–1 how well a lemma names a theme: F1 of its answers as a guess at the theme's, halved for another's.

        Lamirel, Cuxac & Hajlaoui (2017), A novel approach to feature selection based on clustering quality, Studies in
        Computational Intelligence 665, feature F-measure.
        """
        everywhere = sum(held[lemma] for held in self.holders.values())
        fits = {
            other: 2.0 * held[lemma] / max(everywhere + self.sizes[other], 1) for other, held in self.holders.items()
        }
        return fits[theme] * (1.0 if fits[theme] == max(fits.values()) else 0.5)

    def _done_to(self, theme: int, noun: str, telling: Sequence[str]) -> tuple[str, str] | None:
        """Give the verb and the phrase where a noun is mostly acted on ("elintason nostaminen"); None elsewhere."""
        acts = {verb: n for (verb, thing), n in self.objects[theme].items() if thing == noun and verb in telling}
        verb = max(sorted(acts), key=lambda verb: acts[verb], default="")
        if not verb or acts[verb] < max(3, _ACTED_ON * self.holders[theme][noun]) or verb in NO_ACT | GENERIC:
            return None
        action, owned = self._act_noun(verb), self._genitive(noun)
        return (verb, f"{owned} {action}") if self.kind(verb) == "V" and action and owned else None

    def _names(self, theme: int, noun: str, with_attribute: bool) -> bool:
        """Whether a noun can name a theme: no weak one, none that more say elsewhere, and talked of, not a place."""
        elsewhere = noun in self.common and any(
            held[noun] > self.holders[theme][noun] for other, held in self.holders.items() if other != theme
        )
        if elsewhere or (noun in WEAK and not with_attribute):
            return False
        return not mostly_adverbial(self._all(noun), noun, self._usual())

    def _second(self, theme: int, heads: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Give what may stand beside the first head, if anything: said often enough with it, and nowhere more.

        Like goes with like: beside an act an act ("lyöminen ja potkiminen"), beside a thing never a bare act.
        """
        held = self.holders[theme]
        able = [
            head for head in heads[1:]
            if held[head[0]] >= _CARRIES * held[heads[0][0]]
            and not any(other[head[0]] > held[head[0]] for other in self.holders.values())
        ]  # fmt: skip
        acts = [head for head in able if self._is_act(head)]
        things = [head for head in able if head not in acts]
        return (acts or things if heads and self._is_act(heads[0]) else things)[:1]

    def _is_act(self, head: tuple[str, str, str]) -> bool:
        """Whether a head is an act without an object."""
        return not head[1] and (self.kind(head[0]) == "V" or head[0].endswith("minen"))

    def _all(self, lemma: str) -> Counter[str]:
        return self.forms.get(lemma, Counter())

    def _people(self, theme: int, adjective: str) -> str:
        """Give an adjective that stands for people as a plural ("köyhät"), "" where it mostly goes with a noun."""
        with_noun = sum(
            n for (first, second, _), n in self.pairs[theme].items()
            if first == adjective and self.kind(second) in ("N", "NAME")
        )  # fmt: skip
        alone = with_noun < 0.5 * max(self.holders[theme][adjective], 1)
        if not alone or not mostly_plural(self._all(adjective), adjective, _PLURAL):
            return ""
        return plural_of_adjective(adjective, self._all(adjective))

    def _act_noun(self, verb: str) -> str:
        """Give the action noun of a verb, one that the answers use before others; "" where none is a word."""
        return known_noun(sorted(action_nouns(verb), key=lambda noun: noun not in self.forms), self.word_class)

    def _action(self, theme: int, verb: str) -> tuple[str, str] | None:
        """Give the object's lemma and an action noun with it ("elinolojen parantaminen"), or the action noun alone."""
        noun = self._act_noun(verb)
        if not noun:
            return None
        things = Counter({
            thing: n for (acted, thing), n in self.objects[theme].items()
            if acted == verb and self.kind(thing) == "N" and thing not in GENERIC | WEAK
        })  # fmt: skip
        for thing, n in sorted(things.items(), key=lambda row: (-row[1], row[0]))[:1]:
            owned = self._genitive(thing)
            if n >= max(3, _SAID_OF * self.holders[theme][verb]) and owned:
                return thing, f"{owned} {noun}"
        return "", noun

    def _usual(self) -> float:
        """Give from which share of adverbial uses a noun is set aside."""
        if self._adverbial is None:
            nouns = [
                form for lemma, forms in self.forms.items() if self.kind(lemma) == "N" for form in forms.elements()
            ]
            self._adverbial = sum(map(is_local, nouns)) / max(len(nouns), 1)
        return min(0.95, self._adverbial + _ADVERBIAL)

    def _genitive(self, noun: str) -> str:
        """Give the genitive of a noun, plural where the answers mostly use the plural; "" where it is not known."""
        found = genitive(noun, self._all(noun), mostly_plural(self._all(noun), noun, _PLURAL))
        cased = self._cased(noun)
        return cased[: len(noun)] + found[len(noun) :] if found.startswith(noun) else found

    def _phrase(self, theme: int, noun: str) -> tuple[str, str]:
        """Give the attribute's lemma and the phrase: an adjective or a genitive and the noun, or the noun alone."""
        held = self.holders[theme][noun]
        best = (0, "", self._shown(noun))
        for (first, second, word), count in sorted(self.pairs[theme].items()):
            if second != noun or count < max(3, _ENOUGH * held) or first in GENERIC or first == noun:
                continue
            kind = self.kind(first)
            if kind == "A":
                if agreeing := self._agreeing(first, noun):
                    best = max(best, (count, first, agreeing))
            elif kind in ("N", "NAME", "ABBR") and word.endswith("n") and word != first:
                attribute = self._cased(first)[: len(first)] + word[len(first) :] if word.startswith(first) else word
                capital = self._cased(first)[:1].isupper()
                attribute = attribute[:1].upper() + attribute[1:] if capital else attribute
                best = max(best, (count, first, f"{attribute} {self._shown(noun)}"))
        return best[1:]

    def _agreeing(self, adjective: str, noun: str) -> str:
        """Give adjective and noun in the same number; "" where the adjective's plural is not known."""
        shown = self._shown(noun)
        if shown.casefold() == noun:
            return f"{adjective} {shown}"
        many = plural_of_adjective(adjective, self._all(adjective))
        return f"{many} {shown}" if many else ""

    def _cased(self, noun: str) -> str:
        """Give a lemma with the capitals that the answers write it with; a known common noun has none."""
        forms = self.inner.get(noun, Counter())  # the first word of an answer tells nothing
        if self.word_class is not None and self.kind(noun) == "N":
            named = sum(n for form, n in forms.items() if form[:1].isupper())
            if named < 5 or named < _SURELY_CAPITAL * forms.total():
                return noun
        forms = forms or self._all(noun)
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
        counted = not noun.endswith("minen") and mostly_plural(self._all(noun), noun, _PLURAL)
        return (plural(noun, self._all(noun)) if counted else "") or noun


def _joined(heads: Sequence[tuple[str, str, str]]) -> str:
    """Give phrases as one name: "a", "a ja b", "a, b ja c"; one that stands in another is not said twice."""
    within = {attribute for _, attribute, _ in heads}
    texts = list(dict.fromkeys(text for lemma, _, text in heads if lemma not in within))
    name = " ja ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))
    return name[:1].upper() + name[1:]


def _kin(a: str, b: str) -> bool:
    return a in b or b in a or a[:5] == b[:5]
