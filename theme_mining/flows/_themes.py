"""From clusters to themes: telling lemmas, names, typical answers, groups."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.identity import text_hash
from theme_mining.flows._answers import Answers
from theme_mining.flows.naming import Wording
from theme_mining.measure.class_tfidf import class_tfidf, term_table
from theme_mining.measure.typical import typical

__all__ = ["Shown", "leaves", "telling_lemmas", "theme_list"]

_TELLING = 10  # lemmas listed a theme
_SHARED = 4  # themes a lemma tells from which it tells none apart
_EXAMPLES = 3  # answers shown a theme


@dataclass(frozen=True, slots=True)
class Shown:
    """What themes are described from: answers, memberships (n, k), telling lemmas, wording.

    `namer` gives another name from telling lemmas and masked examples, or None to name as usual.
    """

    answers: Answers
    sure: npt.NDArray[np.float64] = field(repr=False)
    telling: list[list[str]] = field(repr=False)
    wording: Wording = field(repr=False)
    namer: Callable[[Sequence[str], Sequence[str]], str] | None = field(default=None, repr=False)

    def examples(self, theme: int) -> tuple[str, ...]:
        """Give up to three typical answers, none twice."""
        length = np.array([len(lemmas) for lemmas in self.answers.lemmas])
        texts = [self.answers.texts[i] for i in typical(self.sure, length, theme, 4 * _EXAMPLES, self.answers.rank)]
        return tuple(dict.fromkeys(text for text in texts if text))[:_EXAMPLES]


def telling_lemmas(
    answers: Answers, labels: npt.NDArray[np.int64], k: int, tells: Callable[[str], bool]
) -> list[list[str]]:
    """Give the telling lemmas of each theme by class TF-IDF, from answers that differ, in the language of most.

    `tells` says of a lemma whether it may be one.
    """
    seen: dict[tuple[str, ...], int] = {}
    for i, lemmas in enumerate(answers.lemmas):
        if answers.main[i] or not answers.main.any():
            seen.setdefault(tuple(sorted(lemmas)), i)
    drawn = sorted(seen.values())
    terms, counts = term_table([answers.lemmas[i] for i in drawn], labels[drawn], k, floor=2 if len(drawn) > 30 else 1)
    weights = class_tfidf(counts)
    found = []
    for row in weights:
        order = sorted(np.flatnonzero(row > 0), key=lambda t: (-row[t], terms[t]))
        telling = [terms[t] for t in order if tells(terms[t])]
        found.append(telling[:_TELLING] or [terms[t] for t in order[:1]])
    return found


def theme_list(shown: Shown, groups: npt.NDArray[np.int64], start: Codebook | None) -> list[Theme]:
    """Give a theme a cluster, in their order, then the theme groups (those of one theme are none).

    With a codebook to start from, its themes come first with their ids and words, and all of it is kept.
    """
    started = leaves(start) if start else []
    taken = {theme.id for theme in start or ()}
    parents = {} if started else _group_ids(groups, shown.telling)
    themes: list[Theme] = []
    shown.wording.common = _common(shown.telling)
    for c, telling in enumerate(shown.telling):
        examples = shown.examples(c)
        if c < len(started):
            mine = started[c]
            themes.append(dataclasses.replace(mine, examples=mine.examples or examples))
            continue
        given = shown.namer(telling, examples) if shown.namer else ""
        name = given or shown.wording.name(c, telling, [t.name for t in themes]) or f"Teema {c + 1}"
        parent = parents.get(int(groups[c]), "")
        themes.append(
            Theme(_new_id(name, telling, taken), name, _description(telling), tuple(telling), examples, parent)
        )
    if started:
        kept = {theme.id for theme in themes}
        return themes + [theme for theme in start or () if theme.id not in kept]
    return themes + _group_themes(parents, themes, groups)


def leaves(codebook: Codebook) -> list[Theme]:
    """Give the themes that no other lies under, in their order."""
    parents = {theme.parent for theme in codebook}
    return [theme for theme in codebook if theme.id not in parents]


def _common(telling: list[list[str]]) -> frozenset[str]:
    """Give the lemmas that are among the telling ones of four themes or more, and of a quarter of all."""
    themes = Counter(lemma for lemmas in telling for lemma in set(lemmas))
    return frozenset(lemma for lemma, n in themes.items() if n >= max(_SHARED, 0.25 * len(telling)))


def _group_ids(groups: npt.NDArray[np.int64], telling: list[list[str]]) -> dict[int, str]:
    found = {}
    for g in np.unique(groups):
        members = np.flatnonzero(groups == g)
        if len(members) > 1:
            words = sorted(word for c in members for word in telling[c][:3])
            found[int(g)] = f"ryhma-{text_hash('|'.join(words))[:6]}"
    return found


def _group_themes(parents: dict[int, str], themes: list[Theme], groups: npt.NDArray[np.int64]) -> list[Theme]:
    found = []
    for g, group_id in parents.items():
        members = [themes[c] for c in np.flatnonzero(groups == g)]
        firsts = list(dict.fromkeys(member.name.split(" ja ")[0] for member in members))
        shown = [firsts[0], *(first if first.isupper() else first[:1].lower() + first[1:] for first in firsts[1:3])]
        name = ", ".join(shown[:-1]) + " ja " * (len(shown) > 1) + shown[-1] + " ym." * (len(firsts) > 3)
        keywords = tuple(dict.fromkeys(member.keywords[0] for member in members if member.keywords))
        text = "Teemaryhmä: " + "; ".join(member.name for member in members) + "."
        found.append(Theme(group_id, name, text, keywords))
    return found


def _description(telling: list[str]) -> str:
    return f"Vastauksia yhdistävät sanat {', '.join(telling[:6])}." if telling else ""


def _new_id(name: str, telling: list[str], taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "teema"
    found, n = (slug if slug not in taken else f"{slug}-{text_hash('|'.join(telling))[:4]}"), 2
    while found in taken:
        found, n = f"{slug}-{n}", n + 1
    taken.add(found)
    return found
