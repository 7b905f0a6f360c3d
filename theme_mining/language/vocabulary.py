"""Word form → the lemmas it can have: own words first, then Voikko, what was seen, what is meant, a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import intern
from typing import NamedTuple

from theme_mining.language.backends import open_backend, resolve
from theme_mining.language.guessing import Guesser
from theme_mining.language.lemma_model import LemmaModel
from theme_mining.language.lexicon import Lexicon
from theme_mining.language.readings import readings_of
from theme_mining.language.spoken import closed_forms, written_forms
from theme_mining.language.weighing import Candidate, coarse, features, kind_of

__all__ = ["Entry", "Vocabulary"]

_CACHE_FORMS = 100_000  # forms in each of two generations: about 170 MB together when both are full
_LONGEST_GUESSED = 60  # characters; longer strings are no words
_MOST_CANDIDATES = 5
_HOPELESS = 6.0  # a candidate this far behind before context never wins (weights of context rarely add to 3)
_NO_WORD = re.compile(r"^\[.*\]$|://|^www\.|@.+\.")  # mask tags and addresses are their own lemmas
_LATIN = re.compile(r"(?=.*[a-zà-ɏ])[a-zà-ɏ0-9’'.:&/_+-]+")  # what a Finnish text's unknown words are written in
# letters from which a mended word beats a guess: shorter words have too many neighbours (`kasko`, käskö)
_SAFE_LENGTHS = {"dots": 5, "letter": 8}
_TWO_NAMES = re.compile(r"[A-ZÅÄÖ][^\W\d_]+-[A-ZÅÄÖ][^\W\d_]+$")
# what can follow the colon of an inflected abbreviation: EU:n, EU:hun, YK:ssa, THL:lläkin
_ENDING = re.compile(
    r"(?:i?s?[ns]?[td]?[aä]|i?n|i?ss?[aä]|i?st[aä]|i?ll[aä]|i?lt[aä]|i?lle|i?ksi|[aäeiouyö]{1,2}n|h[aäeiouyö]n|seen|i?t"
    r"|ien|j?[aä]|i?na|i?nä|ssään|nsa|nsä)(?:kin|k[aä]{2}n|k[oö]|h[aä]n)?"
)


class Entry(NamedTuple):
    """What a form can be: candidates, best first before context, and the key its neighbours know it by.

    `kinds` are the candidates' coarse tags, marked ``=`` where the lemma is the form itself.
    """

    best: Candidate
    candidates: tuple[Candidate, ...]
    kinds: tuple[str, ...]
    key: str


class Vocabulary:
    """All candidate lemmas of a word form, the likeliest first. Pickles without its cache.

    Parameters
    ----------
    lexicon : Lexicon or None
        Own words, looked up before Voikko; None: those that come with the package.
    backend : str or None
        ``native``, ``portable``, ``auto``; None: by the environment.
    model : LemmaModel or None
        What was learnt; None: the model that comes with the package.
    """

    def __init__(
        self, lexicon: Lexicon | None = None, backend: str | None = None, model: LemmaModel | None = None
    ) -> None:
        self.lexicon = lexicon if lexicon is not None else Lexicon.default()
        self.backend = resolve(backend)
        self.model = model if model is not None else LemmaModel.default()
        self._guesser = Guesser(self.model)
        self._cache: dict[str, Entry] = {}
        self._older: dict[str, Entry] = {}

    def __getstate__(self) -> dict[str, object]:
        return {"lexicon": self.lexicon, "backend": self.backend, "model": self.model}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._guesser = Guesser(self.model)
        self._cache, self._older = {}, {}

    def entry(self, form: str) -> Entry:
        """Give what a form can be, whatever the form."""
        found = self._cache.get(form)
        if found is None:
            found = self._older.get(form)
            if found is None:
                found = self._weigh(form)
            if len(self._cache) >= _CACHE_FORMS:
                self._older, self._cache = self._cache, {}
            self._cache[form] = found
        return found

    def known(self, word: str) -> bool:
        """Tell whether Voikko knows a word."""
        return bool(open_backend(self.backend).outputs(word))

    def weighed(self, form: str, weights: Mapping[str, float]) -> list[Candidate]:
        """Give every candidate with its score before context, best first."""
        gathered = self.gather(form)
        if len(gathered) == 1:
            return [gathered[0][0]]
        scored = []
        for candidate, named in self.described(form, gathered):
            score = sum([weights.get(name, 0.0) * value for name, value in named])
            scored.append(Candidate(*candidate[:5], score))
        return sorted(scored, key=lambda c: -c.score)

    def described(
        self, form: str, gathered: list[tuple[Candidate, float]]
    ) -> Iterator[tuple[Candidate, list[tuple[str, float]]]]:
        """Give each candidate with its features before context."""
        model = self.model
        written, settled = closed_forms(form.lower())
        form = written if settled else form
        counts: dict[str, float] = {}
        for marked, _, count in model.seen(form):
            lemma = marked.replace("#", "")
            counts[lemma] = counts.get(lemma, 0.0) + count
        for candidate, guess in gathered:
            known = model.lemma_count(candidate.lemma)
            head = model.lemma_count(candidate.marked.rpartition("#")[2])
            yield candidate, features(form, candidate, counts, known, head, guess)

    def _weigh(self, form: str) -> Entry:
        scored = self.weighed(form, self.model.weights)
        best = scored[0]
        low = form.lower()
        key = intern(self._key(low, best))
        kept = tuple(_slim(c) for c in scored[:_MOST_CANDIDATES] if c.score > best.score - _HOPELESS)
        if len(kept) == 1:
            return Entry(kept[0], kept, (), key)
        kinds = tuple(intern(coarse(c.tags[0]) + ("=" if c.lemma == low else "")) for c in kept)
        return Entry(kept[0], kept, kinds, key)

    def _key(self, low: str, best: Candidate) -> str:
        """Give what neighbours know a form by: itself where it is frequent, else its class and inflection."""
        if low in self.model.frequent:
            return low
        return "0" if low[:1].isdigit() else coarse(best.tags[0])

    def gather(self, form: str) -> list[tuple[Candidate, float]]:
        """Give every candidate with the guesser's probability (0 where the guesser was not asked)."""
        low = form.lower()
        if _NO_WORD.search(form) or not any(letter.isalnum() for letter in form):
            return [(Candidate(low, low, ("X",), (), "self"), 0.0)]
        own = self.lexicon.find(form)
        if own is not None:
            return [(Candidate(own.lemma, own.lemma, ("NAME",), own.parts, "own"), 0.0)]
        stem, colon, ending = low.rpartition(":")
        if colon and stem and (not ending or _ENDING.fullmatch(ending)):
            return [(Candidate(stem, stem, ("NUM" if stem[0].isdigit() else "ABBR",), (), "colon"), 0.0)]
        inner = form.strip("-–")
        if inner != form:
            return [(candidate._replace(source="hyphen"), guess) for candidate, guess in self.gather(inner)]
        found: dict[str, tuple[Candidate, float]] = {}
        written, settled = closed_forms(low)
        if settled:
            return [(candidate._replace(source="spoken"), guess) for candidate, guess in self.gather(written)]
        for candidate in self._read(written, "spoken") if written else ():
            _join(found, candidate)
        for candidate in self._known(form):
            if candidate.source == "own":
                return [(candidate, 0.0)]
            _join(found, candidate)
        nameless = not form.islower() or any(kind_of(tag) != "NAME" for c, _ in found.values() for tag in c.tags)
        for marked, kind, _ in self.model.seen(form):
            parts = tuple(part.strip("-") for part in marked.split("#")) if "#" in marked else ()
            _join(found, Candidate(marked.replace("#", ""), marked, (kind,), parts, "table"))
        if not found or not nameless or all(c.source == "table" for c, _ in found.values()):
            unknown = list(self._unknown(form, low, only_meant=not nameless and bool(found)))
            if len(unknown) == 1 and unknown[0][0].source in _SAFE_LENGTHS:
                return unknown
            for candidate, guess in unknown:
                _join(found, candidate, guess)
        return list(found.values())

    def _known(self, form: str) -> Iterator[Candidate]:
        """Give Voikko's readings; one that leads to an own word is that word."""
        for candidate in self._read(form, "voikko"):
            own = self.lexicon.words.get(candidate.lemma)
            if own is not None:
                candidate = candidate._replace(lemma=own.lemma, marked=own.lemma, parts=own.parts, source="own")
            yield candidate
        if _TWO_NAMES.match(form):
            yield from self._two_names(form)

    def _read(self, form: str, source: str) -> Iterator[Candidate]:
        backend = open_backend(self.backend)
        outputs = backend.outputs(form) or backend.outputs(form.capitalize())
        for output in sorted(outputs, key=lambda o: (o.count("[Bc]"), len(o), o)):
            for reading in readings_of(output):
                if reading.lemma:
                    yield Candidate(reading.lemma, reading.marked, (reading.tag,), reading.parts, source)
                if reading.bare and self.model.stands_alone(reading.bare):
                    yield Candidate(reading.bare, reading.bare, (f"ADV:bare:{reading.tag}",), (), "bare")

    def _unknown(self, form: str, low: str, only_meant: bool = False) -> Iterator[tuple[Candidate, float]]:
        """Give what an unknown word may be; `only_meant`: only what a misspelt word was meant to be."""
        if len(low) > _LONGEST_GUESSED or not _LATIN.fullmatch(low):
            yield Candidate(low, low, ("X",), (), "self"), 0.0
            return
        head, hyphen, tail = form.rpartition("-")
        if hyphen and head:
            yield from self._hyphenated(head, tail)
            return
        if not form[1:].isupper() and low.isalpha():
            variants = [v for v in written_forms(low, self.known) if v[1] == "dots" or not only_meant]
            safe = self._safest(form, variants)
            if safe is not None:
                yield safe, 0.0
                return
            yield from ((c, 0.0) for written, kind in variants for c in self._read(written, kind))
        if only_meant:
            return
        yield from self._compound(low)
        for lemma, share in self._guesser.guess(form):
            yield Candidate(lemma, lemma, ("NAME" if form[:1].isupper() else "N",), (), "guess"), share
        yield Candidate(low, low, ("X",), (), "self"), 0.0

    def _safest(self, form: str, variants: list[tuple[str, str]]) -> Candidate | None:
        """Give the reading of a mended word that needs no second thought: long enough, its lemma seen; else None."""
        best, most = None, 0.0
        for written, kind in variants:
            if not form.islower() or len(form) < _SAFE_LENGTHS.get(kind, 99):
                continue
            # dots are only ever added, so that looking up a dotted form ends; letters come and go
            for candidate in (self.entry(written).best,) if kind == "dots" else self._read(written, kind):
                count = self.model.lemma_count(candidate.lemma)
                if count > most:
                    best, most = candidate._replace(source=kind), count
        return best

    def _hyphenated(self, head: str, tail: str) -> Iterator[tuple[Candidate, float]]:
        front = head.lower()
        fronts = tuple(part for part in front.split("-") if len(part) > 1)
        for candidate in self.entry(tail).candidates:
            if candidate.source in ("guess", "self"):
                lemma = f"{front}-{candidate.lemma}"
                yield Candidate(lemma, lemma, candidate.tags, (), "hyphen"), 0.0
                continue
            parts = (*fronts, candidate.lemma, *candidate.parts)
            lemma = f"{front}-{candidate.lemma}"
            marked = f"{front}-#{candidate.marked}"
            yield Candidate(lemma, marked, candidate.tags, tuple(dict.fromkeys(parts)), "hyphen"), 0.0

    def _two_names(self, form: str) -> Iterator[Candidate]:
        """Give the reading of a name whose first part is inflected too: `Ison-Britannian`, iso-britannia."""
        head, _, tail = form.rpartition("-")
        first, last = self.entry(head).best, self.entry(tail).best
        if first.lemma != head.lower() and last.lemma != tail.lower():
            lemma = f"{first.lemma}-{last.lemma}"
            yield Candidate(lemma, f"{first.lemma}-#{last.lemma}", last.tags, (first.lemma, last.lemma), "names")

    def _compound(self, low: str) -> Iterator[tuple[Candidate, float]]:
        """Give readings of the longest known noun at the end of an unknown word: `beetelpähkinän`."""
        for start in range(4, len(low) - 4):
            for candidate in self._read(low[start:], "tail"):
                if candidate.tags[0][0] in "NA" and not candidate.parts:
                    head = low[:start]
                    lemma = head + candidate.lemma
                    parts = (head, candidate.lemma)
                    yield Candidate(lemma, f"{head}#{candidate.marked}", candidate.tags, parts, "tail"), 0.0
                    return


def _slim(candidate: Candidate) -> Candidate:
    """Give the candidate with shared strings, for the cache."""
    lemma, marked, tags, parts, source, score = candidate
    if marked == lemma:
        marked = lemma
    return Candidate(lemma, marked, tuple(map(intern, tags)), tuple(map(intern, parts)), source, score)


def _join(found: dict[str, tuple[Candidate, float]], candidate: Candidate, guess: float = 0.0) -> None:
    """Add a candidate; one lemma stands once, with the tags of all its readings."""
    if candidate.lemma not in found:
        found[candidate.lemma] = (candidate, guess)
        return
    old, old_guess = found[candidate.lemma]
    tags = tuple(dict.fromkeys((*old.tags, *candidate.tags)))
    found[candidate.lemma] = (old._replace(tags=tags), max(guess, old_guess))
