"""How much speaks for a candidate: named features of (form, candidate), and their learnt weights.

The weights are a log-linear model over the candidates of a word (softmax; Berger, Della Pietra & Della Pietra 1996),
trained by `models/fi-lemmas/make.py`. Every feature has a readable name, so a choice can be explained.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

__all__ = ["Candidate", "coarse", "context_features", "features", "kind_of", "rewriting", "tagger_features"]


class Candidate(NamedTuple):
    """A lemma a form can have, where it came from, and its log weight before context.

    `tags` are the readings that lead to it (``N:Sg:Nm``), `source` one of ``own voikko table spoken dots letter hyphen
    tail colon guess self``, `share` the log share among the sightings of the form (0 where not seen), `score` the sum
    of weights.
    """

    lemma: str
    marked: str
    tags: tuple[str, ...]
    parts: tuple[str, ...]
    source: str
    score: float = 0.0


def rewriting(form: str, lemma: str) -> str:
    """Give how a form becomes its lemma at the end: ``taloissa`` → ``talo``: ``issa>``.

    >>> rewriting("kansaneläkkeen", "kansaneläke")
    'keen>e'
    """
    n = 0
    for left, right in zip(form, lemma, strict=False):
        if left != right:
            break
        n += 1
    return f"{form[n:]}>{lemma[n:]}"


def coarse(tag: str) -> str:
    """Give word class, case, number, person: what neighbours care about. ``N:Rm:Sg:Nm`` → ``N:Sg:Nm``."""
    kind, *rest = tag.split(":")
    kept = [f for f in rest if f[0] in "SNP" or f in ("self", "plural") or f[:2] in ("Tn", "Tk", "Te", "Ra", "Rv")]
    return ":".join([kind, *kept])


def features(
    form: str,
    candidate: Candidate,
    counts: Mapping[str, float],
    lemma_count: float,
    head_count: float,
    guess: float,
) -> list[tuple[str, float]]:
    """Give the (name, value) of every feature before context.

    Parameters
    ----------
    form : str
        The form as written.
    candidate : Candidate
        The candidate.
    counts : mapping of lemma to float
        How often the form was seen with each lemma; empty for an unseen form.
    lemma_count : float
        How often the lemma was seen with any form.
    head_count : float
        How often the last part of a compound was seen as a lemma.
    guess : float
        The guesser's probability of the rewriting; 0 where it was not asked.
    """
    low = form.lower()
    lemma, tag, source = candidate.lemma, candidate.tags[0], candidate.source
    shape, kind = _shape(form), coarse(tag)
    word_class = kind.partition(":")[0]
    total = sum(counts.values())
    found: list[tuple[str, float]] = []
    if total > 0:
        sight = "s"
        seen = counts.get(lemma, 0.0)
        share = math.log((seen + 0.1) / (total + 0.5))
        size = min(int(math.log2(total + 1)), 6)
        found += [("share", share), (f"share{size}", share)]
        if seen <= 0:
            found.append((f"unseen{size}", 1.0))
    else:
        sight = "n"
        if lemma_count <= 0:
            found.append((f"new:{source}", 1.0))
        if guess > 0:
            found.append(("guess", math.log(guess)))
        found += [(f"rule:{rewriting(low, lemma)}", 1.0), (f"end:{low[-3:]}|{word_class}", 1.0)]
    found.append((f"known:{sight}", math.log(1.0 + lemma_count)))
    if candidate.marked != lemma:
        found.append((f"head:{sight}", math.log(1.0 + head_count)))
    found.append((f"parts{min(candidate.marked.count('#'), 3)}:{sight}", 1.0))
    if ":O" in tag or ":F" in tag:
        found.append((f"suffixed:{source}|{word_class}", 1.0))
    found += [(f"source:{source}", 1.0), (f"tag:{kind}", 1.0), (f"kind:{word_class}|{shape}", 1.0)]
    if low == lemma:
        found.append((f"same:{source}|{shape}", 1.0))
    return found


def context_features(kind: str, form: str, lemma: str, before: str, after: str) -> tuple[str, str, str, str]:
    """Give the names of the context features.

    `kind` is the candidate's coarse tag (`Entry.kinds`), `form` in lower case, `before` and `after` the keys of the
    neighbours.
    """
    return f"<{before}|{kind}", f">{after}|{kind}", f"<{before}|{form}>{lemma}", f">{after}|{form}>{lemma}"


def kind_of(tag: str) -> str:
    """Give the word class of a tag."""
    return tag.partition(":")[0]


_CASES = {
    "Nom": "Sn", "Gen": "Sg", "Par": "Sp", "Ess": "Ses", "Tra": "Str", "Ine": "Sine", "Ela": "Sela", "Ill": "Sill",
    "Ade": "Sade", "Abl": "Sabl", "All": "Sall", "Abe": "Sab", "Com": "Sko", "Ins": "Sin",
}  # fmt: skip


def tagger_features(candidate: Candidate, pos: str, morph: str, lemma: str) -> Iterator[str]:
    """Give the names of the features that hold a candidate against a tagger's word class, inflection and lemma."""
    found = dict(pair.split("=") for pair in morph.split("|") if "=" in pair)
    case, plural = _CASES.get(found.get("Case", ""), ""), found.get("Number") == "Plur"
    best = max(candidate.tags, key=lambda tag: _agreement(tag, case, plural))
    fields = best.split(":")
    kind = fields[0] + ("p" if any(f[0] == "R" for f in fields[1:]) else "") + ("4" if "Tn4" in fields else "")
    kind += "=" if candidate.source in ("self", "table") and candidate.tags[0].count(":") == 0 else ""
    yield f"pos:{pos}|{kind}"
    yield f"form:{pos}:{found.get('VerbForm', '')}:{found.get('Degree', '')}:{found.get('PartForm', '')}|{kind}"
    if case:
        cased = any(f in _CASES.values() for f in fields)
        yield f"case:{'same' if case in fields else 'other' if cased else 'none'}"
        yield f"number:{plural == ('Nm' in fields)}"
    elif any(f in _CASES.values() for f in fields):
        yield f"case:extra:{pos}"
    yield f"theirs:{candidate.lemma == lemma}"
    yield f"theirs:{candidate.lemma == lemma}|{candidate.source}|{pos}"


def _agreement(tag: str, case: str, plural: bool) -> int:
    fields = tag.split(":")
    return 2 * (case in fields) + (plural == ("Nm" in fields))


def _shape(form: str) -> str:
    if not form[:1].isupper():
        return "a"
    return "A" if form[1:].islower() or len(form) == 1 else "AA"
