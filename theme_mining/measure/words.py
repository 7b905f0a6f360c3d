"""Words of answers: which a respondent uses, which tell a group from the others, which stand side by side.

An answer's words are a tuple of lemmas in their order, with "" in the place of a word that tells nothing
("ja", "olla"), so that neighbours are neighbours of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, xlogy

from theme_mining.measure.crosstab import benjamini_hochberg, crosstab

__all__ = ["Phrase", "Telling", "Tokens", "Words", "phrases", "telling_words", "tokens", "word_rows"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Lemmas = Sequence[tuple[str, ...]]

MOST_WORDS = 300
FALSE_DISCOVERIES = 0.05
CLEAR = 10.83


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of answers as numbers: `codes` (t,) into `words` (−1 a word that tells nothing), one after another.

    `rows` (t,) are the answers they stand in, `who` (t,) the respondents, of whom there are `people`.
    """

    words: tuple[str, ...]
    codes: Ints = field(repr=False)
    rows: Ints = field(repr=False)
    who: Ints = field(repr=False)
    people: int

    def without_blanks(self) -> Tokens:
        """Give the telling words only: those on both sides of a word that tells nothing become neighbours."""
        kept = self.codes >= 0
        return replace(self, codes=self.codes[kept], rows=self.rows[kept], who=self.who[kept])

    def pairs(self, apart: int = 1) -> tuple[Ints, Ints, Ints]:
        """Give (first, second, respondent) of all telling words `apart` places from one another in an answer."""
        first, second = self.codes[:-apart], self.codes[apart:]
        real = (self.rows[:-apart] == self.rows[apart:]) & (first >= 0) & (second >= 0) & (first != second)
        return first[real], second[real], self.who[:-apart][real]


def tokens(lemmas: Lemmas, who: Ints) -> Tokens:
    """Give the words of the answers as numbers; `who` (n,) are the answers' respondents, numbers from 0.

    >>> found = tokens([("b", "", "a"), ("a",)], np.array([0, 1]))
    >>> found.words, found.codes.tolist(), found.rows.tolist()
    (('a', 'b'), [1, -1, 0, 0], [0, 0, 0, 1])
    """
    flat = [word for row in lemmas for word in row]
    words = sorted(set(flat) - {""})
    place = {word: at for at, word in enumerate(words)} | {"": -1}
    codes = np.fromiter((place[word] for word in flat), np.int64, len(flat))
    rows = np.repeat(np.arange(len(lemmas)), [len(row) for row in lemmas]).astype(np.int64)
    people = int(who.max()) + 1 if len(who) else 0
    return Tokens(tuple(words), codes, rows, np.asarray(who, np.int64)[rows] if len(rows) else rows, people)


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


def word_rows(told: Tokens, least: int, most: int = MOST_WORDS) -> Words:
    """Give who uses which of the `most` most used words; words of fewer than `least` respondents are left out.

    >>> word_rows(tokens([("a", "", "b"), ("a",), ("a",)], np.array([0, 1, 1])), 2)
    Words(words=('a',))
    """
    used = told.without_blanks()
    size = max(len(told.words), 1)
    each = np.unique(used.who * size + used.codes)
    people, codes = each // size, each % size
    count = np.bincount(codes, minlength=size)
    ranked = np.lexsort((np.arange(size), -count))
    ranked = ranked[count[ranked] >= max(least, 1)][:most]
    column = np.full(size, -1, np.int64)
    column[ranked] = np.arange(len(ranked))
    has = np.zeros((told.people, len(ranked)), bool)
    kept = column[codes] >= 0
    has[people[kept], column[codes[kept]]] = True
    return Words(tuple(told.words[w] for w in ranked), has)


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


def phrases(told: Tokens, least: int, most: int = 12) -> tuple[Phrase, ...]:
    """Give pairs of neighbouring words that stand together more than chance gives, clearest first.

    Kept are pairs that at least `least` respondents use and whose log-likelihood ratio (Dunning 1993, Computational
    Linguistics 19:61–74) passes 10.83 (p = 0.001), more often than expected; the pair counts are of answers' places.

    >>> rows = [("pieni", "yhdistys", "", "raha", "aika")] * 6 + [("pieni", "raha", "", "aika", "yhdistys")] * 2
    >>> [(" ".join(p.words), p.count) for p in phrases(tokens(rows, np.arange(8)), 3)]
    [('raha aika', 6)]
    """
    first, second, who = told.pairs()
    if not len(first):
        return ()
    size = len(told.words)
    keys, counts = np.unique(first * size + second, return_counts=True)
    at = np.searchsorted(keys, first * size + second)
    users = np.bincount(np.unique(at * told.people + who) // told.people, minlength=len(keys))
    firsts, seconds = np.bincount(first, minlength=size), np.bincount(second, minlength=size)
    found = []
    for k in np.flatnonzero(users >= least).tolist():
        a, b = int(keys[k]) // size, int(keys[k]) % size
        g2 = _g2(int(counts[k]), int(firsts[a]), int(seconds[b]), len(first))
        if g2 > CLEAR:
            found.append(Phrase((told.words[a], told.words[b]), int(users[k]), g2))
    return tuple(sorted(found, key=lambda p: (-round(p.g2, 6), p.words))[:most])


def _g2(both: int, first: int, second: int, n: int) -> float:
    """Give the log-likelihood ratio of a 2 × 2 table, 0 where the pair stands together less than expected."""
    if both * n <= first * second:
        return 0.0
    table = np.array([[both, first - both], [second - both, n - first - second + both]], float)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(2 * np.sum(np.where(table > 0, xlogy(table, table / expected), 0.0)))
