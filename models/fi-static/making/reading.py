"""The sources as terms, and the terms as numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from making.batches import Texts
from making.corpus import SOURCES, Bags, Ids, frame_of, held_out_hashes, lemmatised

GROUPS = {"titles": "concept", "municipal": "label", "european": "label", "parliament": "label"}


class Read:
    """A source as read: its rows, the terms of every text column, and the compound parts met."""

    def __init__(self, shared: Path, name: str, held_out: set[str], cache: Path) -> None:
        source = SOURCES[name]
        frame = frame_of(shared, name, held_out)
        self.terms: dict[str, pd.Series] = {}
        self.parts: dict[str, tuple[str, ...]] = {}
        keep = np.ones(len(frame), dtype=bool)
        for column in source.columns:
            terms, languages, parts = lemmatised(frame[column], cache, f"{name}.{column}")
            self.terms[column] = pd.Series(terms)
            self.parts.update(parts)
            if column == "text":
                others = {"fi", "sv", "en"} - {source.language}
                keep = np.asarray([language not in others for language in languages])
        self.frame = frame[keep].reset_index(drop=True)
        self.terms = {column: terms[keep].reset_index(drop=True) for column, terms in self.terms.items()}


def read_sources(shared: Path, cache: Path) -> dict[str, Read]:
    """Give every source by name, without held-out texts, lemmatised (kept in `cache`)."""
    held_out = held_out_hashes(shared)
    return {name: Read(shared, name, held_out, cache) for name in SOURCES}


def numbered(read: dict[str, Read], least: int) -> tuple[list[str], Ids, dict[str, Texts]]:
    """Give the terms met at least so often in alphabetical order, their counts, and the texts as numbers."""
    lists = {(name, column): terms.str.split() for name in read for column, terms in read[name].terms.items()}
    met = pd.concat([words.explode() for words in lists.values()]).value_counts()
    met = met[met >= least].sort_index()
    number = {word: n for n, word in enumerate(met.index)}
    texts = {}
    for name, source in read.items():
        bags = {column: bags_of(lists[name, column], number) for column in source.terms}
        texts[name] = Texts(bags, _groups(name, source.frame), source.frame)
    return list(number), met.to_numpy(), texts


def bags_of(texts: pd.Series, number: dict[str, int]) -> Bags:
    """Give lists of terms as numbers; unknown terms are left out."""
    kept = [[number[word] for word in words if word in number] for words in texts]
    flat = np.fromiter((n for words in kept for n in words), np.int64)
    return Bags(flat, np.concatenate([[0], np.cumsum([len(words) for words in kept], dtype=np.int64)]))


def _groups(name: str, frame: pd.DataFrame) -> Ids:
    """Number the rows' groups; for paraphrases 1 is a true pair (graded 3 or 4), 0 is none; synonyms are all true."""
    if name in GROUPS or name.startswith("titles"):
        return np.asarray(frame[GROUPS.get(name, "concept")].factorize()[0], dtype=np.int64)
    true = frame["main_label"] >= 3 if name == "paraphrases" else np.ones(len(frame), dtype=bool)
    return np.asarray(true, dtype=np.int64)
