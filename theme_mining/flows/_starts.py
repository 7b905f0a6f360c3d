"""A guided start: which answers plainly belong to the themes of a codebook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from theme_mining.core.codebook import Codebook
from theme_mining.core.types import Segment
from theme_mining.flows._answers import Answers
from theme_mining.flows._themes import leaves

__all__ = ["seeds_from"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MOST = 25  # seeds a theme: enough to draw it, few enough not to freeze its edges


def seeds_from(start: Codebook, answers: Answers, segments: Sequence[Segment]) -> npt.NDArray[np.int64]:
    """Give (n,) the number of the theme an answer plainly has, −1 for most.

    An answer is plain when it is an example of the theme, or holds words of its keywords or name (as lemmas, or parts
    of compounds) and of no other theme as many; rarer words count more. At most 25 a theme, the plainest.
    """
    themes = leaves(start)
    examples = {" ".join(text.split()).casefold(): c for c, theme in enumerate(themes) for text in theme.examples}
    cues = [{w.casefold() for text in (theme.name, *theme.keywords) for w in _WORD.findall(text)} for theme in themes]
    terms: list[set[str]] = [set() for _ in answers.ids]
    texts: list[list[str]] = [[] for _ in answers.ids]
    for i, segment in zip(answers.place, segments, strict=True):
        terms[i].update(segment.terms())
        texts[i].append(segment.text)
    frequency = Counter(term for held in terms for term in held)
    points = np.zeros((len(terms), len(themes)))
    for i, held in enumerate(terms):
        for c, cue in enumerate(cues):
            points[i, c] = sum(np.log(1.0 + len(terms) / frequency[word]) for word in sorted(held & cue))
        example = examples.get(" ".join(" ".join(texts[i]).split()).casefold())
        if example is not None:
            points[i, example] += 100.0
    return _plainest(points)


def _plainest(points: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    seeds = np.full(len(points), -1, dtype=np.int64)
    if not points.size:
        return seeds
    best = points.argmax(axis=1)
    ranked = np.sort(points, axis=1)
    lead = ranked[:, -1] - (ranked[:, -2] if points.shape[1] > 1 else 0.0)
    for c in range(points.shape[1]):
        mine = np.flatnonzero((best == c) & (lead > 0))
        order = np.lexsort((mine, -lead[mine]))
        seeds[mine[order][:_MOST]] = c
    return seeds
