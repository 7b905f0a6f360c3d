"""The learnt part of reading: what forms were seen as, which ends become which, and the weights of features.

Four small tab-separated files, gzipped, in `models/fi-lemmas`, each readable by eye; `make.py` there remakes them.
"""

from __future__ import annotations

import gzip
import json
import re
from array import array
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from theme_mining.core.errors import ModelError
from theme_mining.core.identity import fingerprint
from theme_mining.core.shipped import shipped

__all__ = ["LemmaModel"]

_FOLDER = "models/fi-lemmas"
_NEWLINE = re.compile("\n")


class LemmaModel:
    """Counts and weights that choose lemmas.

    Parameters
    ----------
    forms : mapping of lower-case form to line
        What forms were seen as: ``marked lemma|word class|count`` joined by ``;``.
    lemmas : mapping of lemma to str
        How often lemmas were seen.
    ends : mapping of end to line
        For the guesser: ``rewriting|count`` joined by ``;``.
    weights : mapping of feature name to float
        For the choice without a tagger, context included.
    tagger_weights : mapping of feature name to float
        For the choice with a tagger.
    frequent : frozenset of str
        Forms that stand for themselves when they are a neighbour.
    name : str
        Fingerprint.
    """

    def __init__(
        self,
        forms: Mapping[str, str],
        lemmas: Mapping[str, str],
        ends: Mapping[str, str],
        weights: Mapping[str, float],
        tagger_weights: Mapping[str, float],
        frequent: frozenset[str],
        name: str = "",
    ) -> None:
        self.forms, self.lemmas, self.ends = forms, lemmas, ends
        self.weights, self.tagger_weights, self.frequent = weights, tagger_weights, frequent
        self.name = name

    @classmethod
    def default(cls) -> LemmaModel:
        """Give the model that comes with the package. Raises ModelError when it is not there or broken."""
        return _read(shipped(_FOLDER))

    @classmethod
    def read(cls, folder: Path) -> LemmaModel:
        """Read a model folder. Raises ModelError naming the file."""
        return _read(folder)

    def __reduce__(self) -> tuple[object, ...]:
        if self.name and self is _default():
            return (_default, ())
        parts = (self.forms, self.lemmas, self.ends, self.weights, self.tagger_weights, self.frequent, self.name)
        return (LemmaModel, parts)

    def seen(self, form: str) -> list[tuple[str, str, float]]:
        """Give (marked lemma, word class, count) for each lemma a form was seen with; none for an unseen form."""
        line = self.forms.get(form.lower())
        if not line:
            return []
        found = []
        for entry in line.split(";"):
            marked, kind, count = entry.split("|")
            found.append((marked, kind, float(count)))
        return found

    def stands_alone(self, form: str) -> bool:
        """Tell whether a form was seen as its own lemma, as adverbs and adpositions are."""
        line = self.forms.get(form, "")
        return f"{form}|ADV|" in line or f"{form}|ADP|" in line

    def lemma_count(self, lemma: str) -> float:
        """Give how often a lemma was seen."""
        return float(self.lemmas.get(lemma, 0.0))

    def common(self, least: float) -> list[str]:
        """Give the lemmas of two letters and more that were seen `least` times or more, sorted; letters only."""
        return sorted(
            lemma
            for lemma, count in self.lemmas.items()
            if len(lemma) > 1 and lemma.isalpha() and float(count) >= least
        )

    def rewritings(self, end: str) -> list[tuple[str, float]]:
        """Give (rewriting, count) for words that end so; ``^`` before the end for capitalised words."""
        line = self.ends.get(end)
        if not line:
            return []
        return [(rule, float(count)) for rule, _, count in (entry.partition("|") for entry in line.split(";"))]


@cache
def _default() -> LemmaModel:
    return LemmaModel.default()


@cache
def _read(folder: Path) -> LemmaModel:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        forms, lemmas = SortedLines.read(folder / "forms.tsv.gz"), SortedLines.read(folder / "lemmas.tsv.gz")
        ends = SortedLines.read(folder / "ends.tsv.gz")
        weights, tagger = _weights(folder / "weights.tsv.gz"), _weights(folder / "tagger.tsv.gz")
    except (OSError, ValueError, EOFError) as error:
        raise ModelError(
            f"The lemma model {folder} cannot be read",
            f"{type(error).__name__}: {error}",
            "install the package again: pip install --force-reinstall theme_mining",
        ) from None
    frequent = frozenset(manifest["frequent"])
    return LemmaModel(forms, lemmas, ends, weights, tagger, frequent, fingerprint(manifest))


def _weights(path: Path) -> dict[str, float]:
    return {name: float(value) for name, value in SortedLines.read(path).items()}


class SortedLines(Mapping[str, str]):
    """Sorted lines ``key<tab>value`` as a mapping that stays one string: a tenth of a dict's memory, 8 µs a look-up."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = array("I", [0, *(match.end() for match in _NEWLINE.finditer(text))])
        if text.endswith("\n") or not text:
            self._starts.pop()

    @classmethod
    def read(cls, path: Path) -> SortedLines:
        """Read a gzipped file."""
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
            return cls(stream.read())

    def get(self, key: str, default: Any = None) -> Any:
        """Give the value of a key, or the default."""
        text, starts = self._text, self._starts
        wanted = key + "\t"
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) // 2
            start = starts[middle]
            if text[start : start + len(wanted)] < wanted:
                low = middle + 1
            else:
                high = middle
        if low == len(starts) or not text.startswith(wanted, starts[low]):
            return default
        start = starts[low] + len(wanted)
        end = text.find("\n", start)
        return text[start : end if end >= 0 else len(text)]

    def __getitem__(self, key: str) -> str:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return str(found)

    def items(self) -> ItemsView[str, str]:
        """Give keys and values in order, line by line instead of one look-up a key."""
        lines = (line.partition("\t") for line in self._text.split("\n") if line)
        return {key: value for key, _, value in lines}.items()

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._text.split("\n") if line)

    def __len__(self) -> int:
        return len(self._starts)


def lines(items: Iterable[tuple[str, str]]) -> bytes:
    """Give the gzipped bytes of such a file: sorted, the same for the same content."""
    text = "".join(sorted(f"{key}\t{value}\n" for key, value in items))
    return gzip.compress(text.encode("utf-8"), 9, mtime=0)
