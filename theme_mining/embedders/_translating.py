"""A Finnish word beside each Swedish and English one, where the shared space of the static table knows one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from theme_mining.core.types import Language, Segment
from theme_mining.embedders.static import StaticEmbedder

__all__ = ["with_finnish"]

# Cosine from which a Finnish word stands for a foreign one; from 0.995 on the two share a row of the table, which says
# nothing ("att" and "vastassa"). Own survey, micro-F1 of 43 Swedish and 14 English answers: none 0.491, 0.333; from 0.6
# 0.526, 0.468; from 0.5 0.513, 0.480.
_LIKE, _SAME = 0.6, 0.995


def with_finnish(
    segments: Sequence[Segment], embedder: object, finnish: Callable[[], Collection[str]]
) -> list[Segment]:
    """Give the segments with the nearest Finnish word as a part of each Swedish and English lemma.

    Words that a classifier learnt from Finnish answers then speak in Swedish ones too ("utbildning": koulutus). Vectors
    are to be made before, of the segments as they were. Other embedders than the static table give them unchanged.

    Parameters
    ----------
    segments : sequence of Segment
    embedder : Embedder
    finnish : callable giving a collection of str
        Finnish lemmas to choose from; asked only where there is a Swedish or English segment.

    Raises
    ------
    ModelError
        The table cannot be read.

    Examples
    --------
    >>> swedish = Segment("1", "1", "utbildning tack", ("utbildning", "tack"), language="sv")
    >>> with_finnish([swedish], StaticEmbedder(), lambda: ["kirkko", "koulutus", "raha"])[0].parts
    (('koulutus',), ())
    """
    foreign: list[Language] = [k for k in ("sv", "en") if any(s.language == k for s in segments)]
    if not foreign or not isinstance(embedder, StaticEmbedder):
        return list(segments)
    words = tuple(sorted(finnish()))
    told: dict[str, dict[str, tuple[str, ...]]] = {}
    for language in foreign:
        said = sorted({lemma for s in segments if s.language == language for lemma in s.lemmas})
        told[language] = _nearest(embedder, words, said, language)
    return [
        replace(s, parts=tuple(told[s.language].get(lemma, ()) for lemma in s.lemmas)) if s.language in told else s
        for s in segments
    ]


def _nearest(
    embedder: StaticEmbedder, finnish: tuple[str, ...], foreign: list[str], language: Language
) -> dict[str, tuple[str, ...]]:
    """Give the nearest Finnish word of each foreign one that has one."""
    if not finnish or not foreign:
        return {}
    known = _kept_rows(str(embedder.model or ""), embedder.dim, embedder.fingerprint_, finnish)
    likeness = np.round(_rows(embedder, foreign, language) @ known.T, 4)  # the same whatever else is in the batch
    best = likeness.argmax(axis=1)
    most = likeness[np.arange(len(foreign)), best]
    return {word: (finnish[at],) for word, at, like in zip(foreign, best, most, strict=True) if _LIKE <= like < _SAME}


def _rows(embedder: StaticEmbedder, words: Sequence[str], language: Language) -> npt.NDArray[np.float32]:
    """Give (n_words, d) unit rows, zeros for a word the table does not know."""
    made = [Segment(word, word, word, (word,), language=language) for word in words]
    return np.asarray(embedder.transform(made), dtype=np.float32)


@lru_cache(maxsize=2)
def _kept_rows(model: str, dim: int | None, fingerprint: str, words: tuple[str, ...]) -> npt.NDArray[np.float32]:
    """Give the rows of the Finnish words, kept; `fingerprint` tells a remade table from the one before."""
    return _rows(StaticEmbedder(model or None, dim), words, "fi")
