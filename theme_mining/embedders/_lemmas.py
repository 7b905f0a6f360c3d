"""From a segment's lemmas to rows of the lemma table: the lemma, else its compound parts, else its pieces.

    koulutie       → koulutie                   known
    koulutiehanke  → koulutie + hanke           its parts are known
    kouluttimo     → #<kou + #koul + …          character pieces, no part known
    by (Swedish)   → sv:by                      where the bare word means something else in Finnish

A known compound's row already holds its parts (they are added when the table is made), so that one look-up
a word is enough and plain sentence-transformers, which knows no parts, gives the same vector.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, repeat

import numpy as np
import numpy.typing as npt

from theme_mining.core.errors import ModelError
from theme_mining.core.types import Segment
from theme_mining.embedders._folder import StaticFolder

__all__ = ["LemmaTable", "pieces_of"]


def pieces_of(word: str, shortest: int, longest: int) -> list[str]:
    """Give the character pieces of a word with its ends marked, as in fastText (Bojanowski et al. 2017, §3.2).

    >>> pieces_of("tie", 4, 4)
    ['#<tie', '#tie>']
    """
    marked = f"<{word}>"
    return [
        f"#{marked[at : at + size]}" for size in range(shortest, longest + 1) for at in range(len(marked) - size + 1)
    ]


class LemmaTable:
    """Looks lemmas up in a folder's table.

    Parameters
    ----------
    folder : StaticFolder
        A folder whose tokens are lemmas.
    dim : int
        How many leading dimensions to use (Matryoshka: Kusupati et al. 2022).

    Raises
    ------
    ModelError
        When the tokenizer is not a plain word list.
    """

    def __init__(self, folder: StaticFolder, dim: int) -> None:
        self._folder, self._dim = folder, dim
        self._rows = _word_list(folder)
        self._shortest, self._longest = (int(n) for n in folder.manifest.get("pieces", (1, 0)))
        self._by_language: dict[str, dict[str, int]] = {}

    def sums(self, segments: list[Segment]) -> npt.NDArray[np.float32]:
        """Give the sum of its words' rows for every segment, (n_segments, dim) float32."""
        ids, counts = self._ids(segments)
        unknown = list(self._unknown(segments, ids, counts))
        used, ids = _renumbered(ids, self._folder.n_tokens)
        rows = self._folder.rows(used, self._dim)
        if unknown:
            made = {word: n for n, word in enumerate(dict.fromkeys(word for _, word in unknown))}
            ids[[at for at, _ in unknown]] = [len(rows) + made[word] for _, word in unknown]
            rows = np.concatenate([rows, np.stack([self._composed(*word) for word in made])])
        return _summed(rows, ids, counts)

    def _ids(self, segments: list[Segment]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        found = (map(self._look_up(s.language).get, s.lemmas, repeat(-1)) for s in segments)
        counts = np.fromiter((len(s.lemmas) for s in segments), np.int64, len(segments))
        return np.fromiter(chain.from_iterable(found), np.int64, int(counts.sum())), counts

    def _look_up(self, language: str) -> dict[str, int]:
        if language not in self._by_language:
            mark = f"{language}:"
            own = {word[len(mark) :]: row for word, row in self._rows.items() if word.startswith(mark)}
            self._by_language[language] = {**self._rows, **own} if own else self._rows
        return self._by_language[language]

    def _unknown(
        self, segments: list[Segment], ids: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]
    ) -> Iterator[tuple[int, tuple[str, tuple[str, ...], str]]]:
        starts = np.cumsum(counts) - counts
        places = np.flatnonzero(ids < 0)
        owners = np.searchsorted(starts, places, side="right") - 1
        for place, owner in zip(places.tolist(), owners.tolist(), strict=True):
            segment, at = segments[owner], place - int(starts[owner])
            parts = segment.parts[at] if segment.parts else ()
            yield place, (segment.lemmas[at], parts, segment.language)

    def _composed(self, lemma: str, parts: tuple[str, ...], language: str) -> npt.NDArray[np.float32]:
        look_up = self._look_up(language)
        rows = [look_up[part] for part in parts if part in look_up]
        if not rows:
            pieces = pieces_of(lemma, self._shortest, self._longest)
            rows = [self._rows[piece] for piece in pieces if piece in self._rows]
        return np.asarray(self._folder.rows(rows, self._dim).sum(axis=0), dtype=np.float32)


def _word_list(folder: StaticFolder) -> dict[str, int]:
    try:
        model = json.loads(folder.tokenizer.read_text(encoding="utf-8"))["model"]
        if model["type"] != "WordLevel":
            raise ValueError(model["type"])
        rows: dict[str, int] = model["vocab"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ModelError(
            f"The word list {folder.tokenizer} cannot be read", do="make or fetch the model again"
        ) from None
    if len(rows) > folder.n_tokens:
        raise ModelError(
            f"The model folder {folder.path} does not hold together",
            f"{len(rows)} words but {folder.n_tokens} rows",
            "make or fetch the model again",
        )
    rows.pop(str(model.get("unk_token")), None)
    return rows


def _renumbered(ids: npt.NDArray[np.int64], size: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give the rows in use, ascending, and the ids counted among them (cheaper than a sort of all ids)."""
    seen = np.zeros(size, dtype=bool)
    seen[ids[ids >= 0]] = True
    new = np.cumsum(seen) - 1
    return np.flatnonzero(seen), np.where(ids >= 0, new[ids], ids)


def _summed(
    rows: npt.NDArray[np.float32], ids: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Sum the rows of each segment; 32 at a time stay within a core's cache (four times faster than 256)."""
    sums = np.zeros((len(counts), rows.shape[1]), dtype=np.float32)
    filled = np.flatnonzero(counts)
    ends = np.cumsum(counts)
    for at in range(0, len(filled), 32):
        block = filled[at : at + 32]
        first, last = int(ends[block[0]] - counts[block[0]]), int(ends[block[-1]])
        starts = ends[block] - counts[block] - first
        sums[block] = np.add.reduceat(rows[ids[first:last]], starts, axis=0)
    return sums
