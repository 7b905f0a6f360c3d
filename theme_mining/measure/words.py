"""Words of answers: which a respondent uses, which tell a group from the others, which stand side by side.

An answer's words are a tuple of lemmas in their order, with "" in the place of a word that tells nothing
("ja", "olla"), so that neighbours are neighbours of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, xlogy

from theme_mining.measure.crosstab import benjamini_hochberg, crosstab

__all__ = ["Phrase", "Telling", "Words", "phrases", "telling_words", "word_rows"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Lemmas = Sequence[tuple[str, ...]]

MOST_WORDS = 600
FALSE_DISCOVERIES = 0.05
CLEAR = 10.83


@dataclass(frozen=True, slots=True)
class Words:
    """Who uses which word: `has` (n respondents, k words) in the order of `words`, most used first."""

    words: tuple[str, ...]
    has: Bools = field(repr=False)


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that a group uses more than the others: respondents of the group, shares 0–1, standard errors."""

    word: str
    count: int
    share: float
    rest: float
    residual: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two words side by side: respondents who put them so, and the log-likelihood ratio G²."""

    words: tuple[str, str]
    count: int
    g2: float


def word_rows(lemmas: Lemmas, who: Ints, least: int, most: int = MOST_WORDS) -> Words:
    """Give who uses which of the `most` most used words; words of fewer than `least` respondents are left out.

    `who` (n answers,) are respondents' numbers from 0.

    >>> word_rows([("a", "", "b"), ("a",), ("a",)], np.array([0, 1, 1]), 2)
    Words(words=('a',))
    """
    used: dict[str, set[int]] = {}
    for row, person in zip(lemmas, who.tolist(), strict=True):
        for word in row:
            if word:
                used.setdefault(word, set()).add(person)
    ranked = sorted((w for w, people in used.items() if len(people) >= least), key=lambda w: (-len(used[w]), w))[:most]
    has = np.zeros((int(who.max()) + 1 if len(who) else 0, len(ranked)), bool)
    for place, word in enumerate(ranked):
        has[list(used[word]), place] = True
    return Words(tuple(ranked), has)


def telling_words(
    words: Words,
    groups: Ints,
    n_groups: int,
    weights: npt.NDArray[np.float64],
    least: int,
    most: int = 8,
    clusters: Ints | None = None,
) -> tuple[tuple[Telling, ...], ...]:
    """Give for each group the words its respondents use more than the others, most telling first.

    A word is telling when its adjusted residual (see `crosstab`) stands at a false discovery rate of 5 % over all
    words and groups (Benjamini & Hochberg 1995), and when at least `least` respondents of the group use it.
    """
    if not words.words or not len(groups):
        return tuple(() for _ in range(n_groups))
    table = crosstab(words.has, groups, n_groups, weights, clusters=clusters)
    false = benjamini_hochberg(2 * ndtr(-np.abs(table.residual)).ravel()).reshape(table.residual.shape)
    told = (false < FALSE_DISCOVERIES) & (table.residual > 0) & (table.count >= least)
    found = []
    for g in range(n_groups):
        best = sorted(np.flatnonzero(told[:, g]).tolist(), key=lambda w: (-round(float(table.residual[w, g]), 9), w))
        found.append(
            tuple(
                Telling(
                    words.words[w],
                    int(table.count[w, g]),
                    float(table.share[w, g]),
                    float(table.rest[w, g]),
                    float(table.residual[w, g]),
                )
                for w in best[:most]
            )
        )
    return tuple(found)


def phrases(lemmas: Lemmas, who: Ints, least: int, most: int = 12) -> tuple[Phrase, ...]:
    """Give pairs of neighbouring words that stand together more than chance gives, clearest first.

    Kept are pairs that at least `least` respondents use and whose log-likelihood ratio (Dunning 1993, Computational
    Linguistics 19:61–74) passes 10.83 (p = 0.001), more often than expected; the pair counts are of answers' places.

    >>> rows = [("pieni", "yhdistys", "", "raha", "aika")] * 6 + [("pieni", "raha", "", "aika", "yhdistys")] * 2
    >>> [(" ".join(p.words), p.count) for p in phrases(rows, np.arange(8), 3)]
    [('raha aika', 6)]
    """
    pairs: Counter[tuple[str, str]] = Counter()
    people: dict[tuple[str, str], set[int]] = {}
    for row, person in zip(lemmas, who.tolist(), strict=True):
        for pair in pairwise(row):
            if pair[0] and pair[1] and pair[0] != pair[1]:
                pairs[pair] += 1
                people.setdefault(pair, set()).add(person)
    firsts, seconds = Counter[str](), Counter[str]()
    for (first, second), count in pairs.items():
        firsts[first] += count
        seconds[second] += count
    total = sum(pairs.values())
    found = []
    for pair, count in pairs.items():
        if len(people[pair]) >= least:
            g2 = _g2(count, firsts[pair[0]], seconds[pair[1]], total)
            if g2 > CLEAR:
                found.append(Phrase(pair, len(people[pair]), g2))
    return tuple(sorted(found, key=lambda p: (-round(p.g2, 6), p.words))[:most])


def _g2(both: int, first: int, second: int, n: int) -> float:
    """Give the log-likelihood ratio of a 2 × 2 table, 0 where the pair stands together less than expected."""
    if both * n <= first * second:
        return 0.0
    table = np.array([[both, first - both], [second - both, n - first - second + both]], float)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(2 * np.sum(np.where(table > 0, xlogy(table, table / expected), 0.0)))
