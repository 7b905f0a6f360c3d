"""Which answers to quote for a theme: typical of it, unlike one another, short enough, spread over respondents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["Quotable", "choose_quotes"]

Floats = npt.NDArray[np.float64]

SHORTEST, BEST, LONGEST = 25, 160, 400
MASKED = 0.5  # an answer with masked places is quoted when there is no better one
CANDIDATES = 300
STEM = 6
_WORD = re.compile(r"[^\W\d_]{3,}")


class Quotable:
    """Answers that may be quoted: masked texts, ids, respondents, and how sure each answer's themes are.

    `sure` (n,) 0–1, NaN where not known; `allowed` (n,) bool. All in one order.
    """

    def __init__(
        self,
        ids: Sequence[str],
        texts: Sequence[str],
        respondents: Sequence[str],
        sure: Floats,
        allowed: npt.NDArray[np.bool_],
    ) -> None:
        if not len(ids) == len(texts) == len(respondents) == len(sure) == len(allowed):
            raise ValueError("Quotable: ids, texts, respondents, sure and allowed of one length wanted")
        self.ids, self.texts, self.respondents = ids, texts, respondents
        self.sure = np.where(np.isnan(sure), 0.5, sure)
        length = np.array([len(t) for t in texts])
        self.allowed = allowed & (length >= SHORTEST) & (length <= LONGEST)
        self.fit = np.exp(-0.5 * (np.log(np.maximum(length, 1) / BEST) / 0.8) ** 2)
        self.fit[["[" in t for t in texts]] *= MASKED


def choose_quotes(answers: Quotable, has: npt.NDArray[np.bool_], n: int = 3) -> list[list[int]]:
    """Give for each theme (column of `has`, (n_answers, k)) up to `n` row numbers, best first.

    An answer's typicality is the cosine between its words and those of the theme's answers, weighted by how
    telling a word is (words cut to six letters stand for Finnish stems: tiedonkulku, tiedonkulun → tiedon). A
    further quote is one unlike those taken (maximal marginal relevance, Carbonell & Goldstein 1998, λ = 0.7).
    An answer of one theme goes before one of several, a respondent is quoted once on the whole page, rare themes choose
    first. Lengths near 160 characters are best (log-normal weight, read with ease on one look), 25–400 allowed.
    """
    chosen: list[list[int]] = [[] for _ in range(has.shape[1])]
    taken: set[str] = set()
    focus = 1 / np.maximum(has.sum(axis=1), 1)
    pools = [_pool(answers, has[:, k], focus) for k in range(has.shape[1])]
    stems = {i: _stems(answers.texts[i]) for pool in pools for i in pool}
    rarity = _rarity(list(stems.values()))
    for k in sorted(range(len(pools)), key=lambda k: (len(pools[k]), k)):
        vectors, typical = _typicality([stems[i] for i in pools[k]], rarity)
        merit = typical * np.array([answers.fit[i] * (0.5 + answers.sure[i]) * np.sqrt(focus[i]) for i in pools[k]])
        chosen[k] = _varied(answers, pools[k], merit, vectors, (taken, n))
    return chosen


def _pool(answers: Quotable, has: npt.NDArray[np.bool_], focus: Floats) -> list[int]:
    rows = np.flatnonzero(has & answers.allowed)
    value = answers.fit[rows] * (0.5 + answers.sure[rows]) * focus[rows]
    best = sorted(zip(rows.tolist(), value.tolist(), strict=True), key=lambda pair: (-pair[1], answers.ids[pair[0]]))
    return [i for i, _ in best[:CANDIDATES]]


def _stems(text: str) -> Counter[str]:
    return Counter(word[:STEM] for word in _WORD.findall(text.casefold()))


def _rarity(texts: list[Counter[str]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(text.keys())
    return {stem: float(np.log(1 + len(texts) / count)) for stem, count in seen.items()}


def _typicality(texts: list[Counter[str]], rarity: dict[str, float]) -> tuple[Floats, Floats]:
    """Give unit word vectors (n, words) and each one's cosine to their mean, (n,)."""
    words = {stem: j for j, stem in enumerate(sorted({s for text in texts for s in text}))}
    rows = np.zeros((len(texts), max(len(words), 1)))
    for i, text in enumerate(texts):
        for stem, times in sorted(text.items()):
            rows[i, words[stem]] = rarity[stem] * (1 + np.log(times))
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    centre = rows.sum(axis=0)
    return rows, rows @ centre / max(float(np.linalg.norm(centre)), 1e-12)


def _varied(
    answers: Quotable, pool: list[int], merit: Floats, vectors: Floats, taken_n: tuple[set[str], int]
) -> list[int]:
    taken, n = taken_n
    found: list[int] = []
    closest = np.zeros(len(pool))
    left = [p for p in range(len(pool)) if answers.respondents[pool[p]] not in taken]
    while left and len(found) < n:
        best = max(left, key=lambda p: (round(float(0.7 * merit[p] - 0.3 * closest[p]), 12), answers.ids[pool[p]]))
        found.append(pool[best])
        taken.add(answers.respondents[pool[best]])
        closest = np.maximum(closest, vectors @ vectors[best])
        left = [p for p in left if answers.respondents[pool[p]] not in taken and closest[p] < 0.9]
    return found
