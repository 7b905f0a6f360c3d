"""How many groups: as many as resamples agree on and as keep neighbours together beyond chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.clusterers._graph import leading_eigenvectors
from theme_mining.clusterers._partition import Centroids, Labels, agreeing, by_spectrum, indicator
from theme_mining.clusterers._resamples import resample
from theme_mining.clusterers._views import Views
from theme_mining.measure.stability import mean_agreement

__all__ = ["Number", "candidates", "choose_number", "modularity"]

_MOST = 40  # themes a person can hold in a draft codebook; more can be asked for
# At most 0.6·√n themes: 18 for 900 answers, about 50 answers a theme. Very short answers are their words, and with
# 1.2·√n each word became a theme (32 for 907 six-word answers); on longer answers the choice is the same.
_PER_ROOT, _FEWEST = 0.6, 5
_LEAST_PER_ROOT, _LEAST = (
    0.15,
    3,
)  # on 4,022 long proposals 5 scored as well as 16; groups of themes are the coarse level
_AS_GOOD = 0.99  # on 807 long answers 5 and 16 themes scored 0.1180 and 0.1179; the three resamples differ by 2 %
_LOOKS = 3  # resamples a candidate, and the whole; with four the six sets chose within one step of the same
# Resolution of modularity, 1 + 1.5·min(1, k/10). At 1 throughout, questions that lie near are joined (13 chosen of the
# 20 of 2003); at 2.5 throughout, few themes are split (7 chosen of 5). So, times the square root of stability: 16–18
# of 20 questions, 28 of 30, 11 of 12, 9 of 10, 8 of 8, 5 of 5; V within 0.01 of the best number's.
_FINEST, _FINE_FROM = 1.5, 10


@dataclass(frozen=True, slots=True)
class Number:
    """The number of groups and why.

    `how` is "given", "range", "chosen" or "few"; `looked` has a row a candidate: number of groups, modularity,
    stability (mean adjusted Rand index of resamples), score.
    """

    n: int
    how: str
    looked: tuple[tuple[int, float, float, float], ...] = field(default=(), repr=False)


def candidates(m: int, low: int | None, high: int | None, n: int | None = None) -> list[int]:
    """Give the numbers to look at for `m` of `n` distinct answers: every one to 12, then steps of about a sixth.

    Without limits: from 0.15·√n (3 at least) to 0.6·√n (5 at least, 40 at most): 3–5 for 30 answers, 3–6 for 100,
    5–19 for 1,000, 11–40 for 5,000.
    """
    first = low if low is not None else max(_LEAST, min(_MOST // 2, round(_LEAST_PER_ROOT * (n or m) ** 0.5)))
    last = (
        high
        if high is not None
        else max(min(_FEWEST, round(1.2 * m**0.5)), min(_MOST, round(_PER_ROOT * (n or m) ** 0.5)))
    )
    first, last = min(first, m), min(max(first, last), m)
    grid, at = [], first
    while at < last:
        grid.append(at)
        at += max(1, at // 6)
    return [*grid, last]


def modularity(graph: Any, labels: Labels, k: int) -> float:
    """Give modularity: the share of affinity inside groups less what chance would put there, times the resolution.

    Newman & Girvan (2004), Physical Review E 69: 026113; the resolution: Reichardt & Bornholdt (2006), Physical
    Review E 74: 016110.
    """
    member = indicator(labels, k)
    table = np.asarray((member.T @ graph @ member).todense(), dtype=np.float64)
    total = table.sum()
    if total <= 0:
        return 0.0
    resolution = 1.0 + _FINEST * min(1.0, k / _FINE_FROM)
    return float(np.trace(table) / total - resolution * ((table.sum(axis=1) / total) ** 2).sum())


def choose_number(
    views: Views, graph: Any, hashes: npt.NDArray[np.uint64], numbers: list[int], seed: int
) -> tuple[int, tuple[tuple[int, float, float, float], ...]]:
    """Give the number with the highest modularity times root of stability, and the figures of all.

    Of numbers as good (within 1 %) the largest: a person merges two themes more easily than they split one.
    """
    most = max(numbers)
    _, whole = leading_eigenvectors(graph, most)
    looks = []
    for b in range(_LOOKS):
        kept = resample(hashes, seed, b)
        looks.append((kept, views.take(kept), leading_eigenvectors(graph[kept][:, kept], most)[1]))
    table = []
    for k in numbers:
        labels = agreeing(views, by_spectrum(whole, k, 3, seed), k, 2)
        members = [labels]
        for b, (_, part, spectrum) in enumerate(looks):
            near = Centroids().fit(part, by_spectrum(spectrum, k, 2, seed + b), k).likeness(views).argmax(axis=1)
            members.append(agreeing(views, near, k, 1))
        links, stable = modularity(graph, labels, k), mean_agreement(members)
        table.append((k, links, stable, max(links, 0.0) * max(stable, 0.0) ** 0.5))
    best = max(row[3] for row in table)
    return max(row[0] for row in table if row[3] >= _AS_GOOD * best), tuple(table)
