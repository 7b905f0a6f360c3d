"""Finnish words made fit to name a theme: verbs as action nouns, adjectives in the plural; adverbial uses seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

__all__ = [
    "action_nouns",
    "genitive",
    "is_local",
    "known_noun",
    "mostly_adverbial",
    "mostly_plural",
    "plural",
    "plural_of_adjective",
]

_SPECIAL = {"tehdä": "tekeminen", "nähdä": "näkeminen", "juosta": "juokseminen", "olla": "oleminen"}
# Strong grades of the consonant before the last vowel of a contracting verb (tavata: tapaaminen, hypätä: hyppääminen).
_STRONG = (("ng", "nk"), ("mm", "mp"), ("nn", "nt"), ("ll", "lt"), ("rr", "rt"), ("v", "p"), ("d", "t"), ("p", "pp"),
           ("t", "tt"), ("k", "kk"), ("l", "lk"), ("r", "rk"))  # fmt: skip
_LOCAL = ("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "lleen", "llaan", "llään", "ltaan", "ltään",
          "ssaan", "ssään", "staan", "stään", "lleni", "hin", "siin", "ksi", "kseen")  # fmt: skip
_PLURAL = ("t", "jen", "ien", "ja", "jä", "ia", "iä", "issa", "issä", "ista", "istä", "ille", "illa", "illä", "ilta",
           "iltä", "iden", "ten", "ita", "itä", "iin", "eja", "ejä")  # fmt: skip
_ALSO_SINGULAR = ("issa", "issä", "ista", "istä", "ille", "illa", "illä", "ilta", "iltä", "iin")

_MANY_OF_E = re.compile(r"(\w+e)i(?:t[aä]|den|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|siin)")
_OF_MANY = ("jen", "ien", "iden", "ten")  # lelujen, kivien, maiden, lasten
_LONG_VOWELS = ("aa", "ää", "ee", "ii", "oo", "uu", "yy", "öö", "ie", "uo", "yö")


def action_nouns(verb: str) -> list[str]:
    """Give the action nouns a verb may have (-minen), the likelier first; which is a word a dictionary must tell.

    >>> action_nouns("auttaa"), action_nouns("nousta"), action_nouns("tehdä"), action_nouns("häiritä")
    (['auttaminen'], ['nouseminen'], ['tekeminen'], ['häiritseminen'])
    >>> action_nouns("tavata")[0], action_nouns("haluta")[-1]
    ('tapaaminen', 'haluaminen')
    """
    if verb in _SPECIAL:
        return [_SPECIAL[verb]]
    back = any(letter in "aou" for letter in verb)
    end, vowel = verb[-2:], ("a" if back else "ä")
    if end in ("da", "dä"):
        return [f"{verb[:-2]}minen"]
    if verb[-3:] in ("lla", "llä", "nna", "nnä", "rra", "rrä", "sta", "stä"):
        return [f"{verb[:-2]}eminen"]
    if verb[-3:] in ("ita", "itä"):
        return [f"{verb[:-2]}tseminen"]
    if verb[-3:-2] in "aouyäöe" and end in ("ta", "tä"):
        stem = verb[:-2]
        return [f"{strong}{vowel}minen" for strong in [*_stronger(stem), stem]]
    if len(verb) > 3 and verb[-1] in "aä" and verb[-2] in "aeiouyäö":
        return [f"{verb[:-1]}minen"]
    return []


def _stronger(stem: str) -> list[str]:
    body, last = stem[:-1], stem[-1:]
    return [f"{body[: -len(weak)]}{strong}{last}" for weak, strong in _STRONG if body.endswith(weak)][:1]


def plural_of_adjective(lemma: str, forms: Counter[str]) -> str:
    """Give the nominative plural of an adjective: by rule for -nen, else as the answers write it; "" where unknown.

    >>> plural_of_adjective("vähäosainen", Counter()), plural_of_adjective("köyhä", Counter({"köyhät": 2}))
    ('vähäosaiset', 'köyhät')
    """
    if lemma.endswith("nen"):
        return f"{lemma[:-3]}set"
    said = Counter({form.casefold(): n for form, n in forms.items() if form.casefold().endswith("t")})
    said = Counter({form: n for form, n in said.items() if form != lemma and form[: len(lemma) - 2] == lemma[:-2]})
    return min(said, key=lambda form: (-said[form], form)) if said else ""


def plural(lemma: str, forms: Counter[str]) -> str:
    """Give the nominative plural of a noun as the answers write it, else made of its genitive; "" where unknown.

    The two share one stem in every noun: lahjan, lahjat; köyhyyden, köyhyydet.

    >>> plural("lahja", Counter({"lahjan": 2, "lahjaan": 3, "lahjoja": 5})), plural("kaveri", Counter())
    ('lahjat', 'kaverit')
    >>> plural("olosuhde", Counter({"olosuhteita": 2}))
    'olosuhteet'
    """
    said = Counter({form: n for form, n in _folded(forms).items() if form.endswith("t") and form != lemma})
    said = Counter({form: n for form, n in said.items() if form[:2] == lemma[:2] and not lemma.endswith("t")})
    stem = _stem(lemma, forms)
    return min(said, key=lambda form: (-said[form], form)) if said else (f"{stem}t" if stem else "")


def genitive(lemma: str, forms: Counter[str], many: bool) -> str:
    """Give the genitive of a noun, of `many` where that is written; "" where unknown.

    >>> genitive("elinolo", Counter({"elinolojen": 2}), many=True), genitive("köyhyys", Counter(), many=False)
    ('elinolojen', 'köyhyyden')
    """
    if many:
        said = Counter({form: n for form, n in _folded(forms).items() if form.endswith(_OF_MANY) and form != lemma})
        if said:
            return min(said, key=lambda form: (-said[form], form))
    stem = _stem(lemma, forms)
    return f"{stem}n" if stem else ""


def _folded(forms: Counter[str]) -> Counter[str]:
    folded: Counter[str] = Counter()
    for form, n in forms.items():
        folded[form.casefold()] += n
    return folded


def _stem(lemma: str, forms: Counter[str]) -> str:
    """Give the stem of genitive singular and nominative plural: by rule where it is sure, else from a genitive."""
    if lemma.endswith("nen"):
        return f"{lemma[:-3]}se"
    if lemma.endswith(("uus", "yys")):
        return f"{lemma[:-1]}de"
    if lemma[-2:] in _LONG_VOWELS:
        return lemma
    said = Counter({form: n for form, n in _folded(forms).items() if _of_one(form, lemma)})
    if said:
        return min(said, key=lambda form: (-said[form], form))[:-1]
    if lemma.endswith("e"):  # olosuhteita, olosuhteissa: olosuhtee-
        many = Counter(
            m[1] for form in sorted(forms) if (m := _MANY_OF_E.match(form.casefold())) and m[1][:2] == lemma[:2]
        )
        return f"{many.most_common(1)[0][0]}e" if many else ""
    last = re.search(r"[^aeiouyäö]+[aeiouyäö]$", lemma)
    vowels = len(re.findall(r"[aeiouyäö]+", lemma))
    sure = last and lemma[-1] in ("aäoöuy" if vowels < 3 else "aäoöuyi") and not set(last[0]) & set("kpt")
    return lemma if sure else ""


def _of_one(form: str, lemma: str) -> bool:
    """Whether a form is a genitive singular, by its end: no illative (kouluun), no genitive of many, no instructive."""
    if not form.endswith("n") or form == lemma or form[:2] != lemma[:2] or form.endswith((*_OF_MANY, "hin", "seen")):
        return False
    if form[-2:-1] == form[-3:-2] and not (lemma.endswith("e") and form.endswith("een")):
        return False
    return not form.endswith("in") or lemma.endswith("i")


def mostly_plural(forms: Counter[str], lemma: str, share: float) -> bool:
    """Whether at least `share` of the uses of a word are in the plural, by their ends.

    >>> mostly_plural(Counter({"leluja": 3, "lelun": 2}), "lelu", 0.6)
    True
    >>> mostly_plural(Counter({"hyvinvointia": 3, "hyvinvoinnissa": 2}), "hyvinvointi", 0.1)
    False
    """
    many = sum(n for form, n in _folded(forms).items() if _is_many(form, lemma))
    return many >= share * forms.total()


def _is_many(form: str, lemma: str) -> bool:
    """Whether a form is plural by its end; a lemma in -i keeps its i in the singular too (kaverissa, kavereissa)."""
    if form in (lemma, f"{lemma}a", f"{lemma}ä") or not form.endswith(_PLURAL):
        return False
    return not (lemma.endswith("i") and form.endswith(_ALSO_SINGULAR) and form[: len(lemma)][-1:] == "i")


def mostly_adverbial(forms: Counter[str], lemma: str, share: float) -> bool:
    """Whether at least `share` of the uses of a noun say where, whither or how ("jaloilleen", "kylään", "naamaan").

    Such a noun is seldom what is talked of. Nouns in -minen, and those of fewer than eight uses, are left alone.
    """
    if forms.total() < 8 or lemma.endswith("minen"):
        return False
    illative = "" if lemma[-1:] == "e" else f"{lemma}{lemma[-1:]}n"
    partitive = (f"{lemma}ta", f"{lemma}tä")  # verotusta: no place
    local = sum(
        n
        for form, n in forms.items()
        if (form.casefold().endswith(_LOCAL) and form.casefold() not in partitive)
        or (illative and form.casefold() == illative)
    )
    return local >= share * forms.total()


def is_local(form: str) -> bool:
    """Whether a form ends as the local cases do ("talossa", "talolle"); the illative is not told from the genitive."""
    return form.casefold().endswith(_LOCAL)


def known_noun(candidates: list[str], word_class: Callable[[str], str] | None) -> str:
    """Give the first candidate that is a noun, "" where none is or nobody can tell."""
    if word_class is None:
        return ""
    return next((noun for noun in candidates if word_class(noun) == "N"), "")
