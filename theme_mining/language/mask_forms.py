"""What a word form can be as a name: first name, surname, place, everyday word. Cached a form."""

from __future__ import annotations

import re
from typing import NamedTuple

from theme_mining.language.backends import open_backend
from theme_mining.language.lexicon import Lexicon
from theme_mining.language.mask_lexicon import (
    EVERYDAY,
    FINNISH_FIRST,
    FINNISH_LAST,
    FIRM,
    FOREIGN_FIRST,
    FOREIGN_LAST,
    NOT_PERSONS,
    SYSTEMS,
    TYPED_LOWER,
)
from theme_mining.language.mask_stems import may_be_name
from theme_mining.language.tokens import normal

__all__ = ["Form", "Forms"]

_CACHE_FORMS = 200_000
_NAME_CLASSES = ("Lee", "Les", "Lep", "Lem")
_READING = re.compile(r"\[(L\w+)\](?:\[\w+\])*\[Xp\]([^\[]*)\[X\]")
_CASE = re.compile(r"\[(S\w+|Ln[sp])\]\[N([ym])\]")
_ENDING = re.compile(
    r"(?:[ie:]|:i)?(?:n|t|a|ä|na|nä|lle|lla|llä|lta|ltä|ssa|ssä|sta|stä|ksi|tta|ttä|an|en|in"
    r"|on|un|yn|än|ön|seen|hin|han)?"
    r"(?:kin|kaan|kään|han|hän|ni|nsa|nsä)?"
)
_FIRST, _LAST = FINNISH_FIRST | FOREIGN_FIRST, FINNISH_LAST | FOREIGN_LAST
_TRUSTED = FINNISH_FIRST | FINNISH_LAST
_TRUSTED_CASES = frozenset({"Sn", "Sg", "Sp", "Sall", "Sade", "Sabl"})


class Form(NamedTuple):
    """What a word form can be.

    `first` and `last` are base forms as a first name and as a surname; `cases` Voikko's codes of those readings
    (``Sn`` nominative, ``Sg`` genitive, ``Sine`` inessive); `firm` tells that nothing else is likely, `everyday`
    that it is a common word too, `place` a place name too, `known` that Voikko knows it; `typed` that even in lower
    case it is a name; `common` that an everyday reading exists; `name` that it can be a person's at all; `never` that
    it is none by decree.
    """

    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    firm: bool = False
    everyday: bool = False
    place: bool = False
    known: bool = True
    typed: bool = False
    never: bool = False
    name: bool = False
    common: bool = False

    @property
    def bases(self) -> frozenset[str]:
        """Base forms as a name."""
        return self.first | self.last

    @property
    def inside(self) -> bool:
        """Whether it stands in the case of being inside a place or a system (`Koskelassa`, `Maisassa`)."""
        if self.cases != {"Sine"}:
            return False
        return (
            self.place
            or bool(self.bases & SYSTEMS)
            or all(base.endswith(("la", "lä")) for base in self.last | self.first)
        )


class Forms:
    """All that is known of word forms; `allow` are base forms or forms that are never names."""

    def __init__(self, allow: frozenset[str] = frozenset()) -> None:
        self.allow = allow
        self._own = Lexicon.default()
        self._cache: dict[str, Form] = {}

    def __getitem__(self, form: str) -> Form:
        return self._cache.get(form) or self._new(form)

    def _new(self, form: str) -> Form:
        if len(self._cache) >= _CACHE_FORMS:
            self._cache.clear()
        found = self._cache[form] = self._look(form)
        return found

    def __getstate__(self) -> dict[str, object]:
        return {"allow": self.allow, "_own": self._own}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._cache = {}

    def known(self, form: str) -> bool:
        """Tell whether Voikko knows a form, asking it where it has not been asked yet."""
        found = self[form]
        if found is _UNASKED:
            found = self._cache[form] = _KNOWN if open_backend().outputs(form) else _UNKNOWN
        return found.known

    def _is_own(self, form: str, low: str) -> bool:
        """Tell an own word of the language's lexicon; `Riku` is a man, `RIKU` a service."""
        return self._own.find(form) is not None and (form.isupper() or low not in FINNISH_FIRST)

    def _look(self, form: str) -> Form:
        form = normal(form)
        if form.islower() and not may_be_name(form):
            return _UNASKED  # one lower-case form in 150 is asked about
        low = form.casefold()
        outputs = open_backend().outputs(form) if len(form) > 1 else []
        if form == low and not any("[Le" in output for output in outputs) and low not in _TRUSTED:
            return _KNOWN if outputs else _UNKNOWN  # most words: no name class, nothing more to ask
        if low in self.allow or low in NOT_PERSONS or (form != low and self._is_own(form, low)):
            return _NEVER
        readings = [_reading(output) for output in outputs]
        if self.allow.intersection(base for _, base, *_ in readings):
            return _NEVER
        found = _weigh(low, readings)
        if NOT_PERSONS.intersection(found.bases):
            return _NEVER
        return found._replace(known=bool(outputs), typed=_typed(low, found), name=bool(found.bases))


_KNOWN, _UNKNOWN, _NEVER = Form(common=True, everyday=True), Form(known=False), Form(never=True)
_UNASKED = Form(common=True, everyday=True)


def _reading(output: str) -> tuple[str, str, str, bool]:
    """Give class, base form, case and whether singular, of a line of transducer output."""
    match = _READING.match(output)
    case = _CASE.search(output)
    if match is None or "[Bc]" in output:
        return "other", "", "", True
    base = match[2].replace("=", "").casefold()
    return match[1], base, case[1] if case else "", not case or case[2] == "y"


def _weigh(low: str, readings: list[tuple[str, str, str, bool]]) -> Form:
    first: set[str] = set()
    last: set[str] = set()
    cases: set[str] = set()
    place = any(word_class == "Lep" for word_class, *_ in readings)
    common = any(word_class not in _NAME_CLASSES for word_class, *_ in readings)
    for word_class, base, case, singular in readings:
        is_first = singular and (word_class == "Lee" or base in _FIRST)
        # `Virtaset` are a family, `virroilla` are streams
        is_last = (word_class == "Les" and (singular or not common)) or (singular and base in _LAST)
        if is_first:
            first.add(base)
        if is_last:
            last.add(base)
        if is_first or is_last:
            cases.add(case)
    if low in _FIRST:
        first.add(low)
        cases.add("Sn")
    if low in _LAST:
        last.add(low)
        cases.add("Sn")
    if not readings or (not (first or last) and not place and any(base == "" for _, base, *_ in readings)):
        _listed(low, first, last, cases)
    bases = first | last
    known_firm = bool(bases & FIRM)
    everyday = not known_firm and (common or bool(bases & EVERYDAY))
    firm = bool(bases) and not everyday and (known_firm or not (common or place))
    return Form(frozenset(first), frozenset(last), frozenset(cases), firm, everyday, place, common=common)


def _listed(low: str, first: set[str], last: set[str], cases: set[str]) -> None:
    """Find a form Voikko does not know among our own names, a Finnish ending taken off."""
    for cut in range(min(8, len(low) - 2)):
        stem, ending = (low[:-cut], low[-cut:]) if cut else (low, "")
        if not _ENDING.fullmatch(ending):
            continue
        for base in _grades(stem) if cut else (stem,):
            if base in _FIRST:
                first.add(base)
            if base in _LAST:
                last.add(base)
            if base in _FIRST or base in _LAST:
                cases.add("Sine" if ending.endswith(("ssa", "ssä")) else "Sn" if not ending else "Sg")
                return


def _grades(stem: str) -> tuple[str, ...]:
    """Give a stem as it is and with a strong grade (`iika` → `iikka`)."""
    if len(stem) > 3 and stem[-2] in "kpt":
        return stem, stem[:-1] + stem[-2] + stem[-1]
    return (stem,)


def _typed(low: str, form: Form) -> bool:
    """Tell whether the form is a name even in lower case: well known, in a usual case, and nothing else."""
    if not form.firm or form.common or form.place or low in TYPED_LOWER or len(low) < 4:
        return False
    if TYPED_LOWER & form.bases or not form.cases & _TRUSTED_CASES:
        return False
    return bool(form.first & FINNISH_FIRST or form.last & FINNISH_LAST)
