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
# On 4,022 long proposals 5 themes scored as well as 16; groups of themes are the coarse level.
_LEAST_PER_ROOT, _LEAST = 0.15, 3
_AS_GOOD = 0.985  # on 807 long answers 6 to 12 themes score alike; another draw of resamples moves a score by 2 %
_LOOKS = 5  # resamples a candidate, and the whole; with three 807 long answers got 7 themes where five give 12
# Resolution of modularity. At 1 broad numbers win (8 of the 20 questions of 2003); when it grew to 2.5 with the number,
# more was always better where nothing is sharp: 16 of 4–16, 17 of 4–17. At 1.25, times the root of stability: 16–21 for
# 20 questions in nine draws, 24 for 30, 10 for 10, 5 and 6 for 5, 7 for the 7 subjects of SIB-200.
_RESOLUTION = 1.25


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
    return float(np.trace(table) / total - _RESOLUTION * ((table.sum(axis=1) / total) ** 2).sum())


def choose_number(
    views: Views, graph: Any, hashes: npt.NDArray[np.uint64], numbers: list[int], seed: int
) -> tuple[int, tuple[tuple[int, float, float, float], ...]]:
    """Give the number with the highest modularity times root of stability, and the figures of all.

    Of numbers as good (within 1.5 %) the largest: a person merges two themes more easily than they split one.
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
