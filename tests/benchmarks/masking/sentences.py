"""Invented survey sentences: how much of each kind is hidden, how much stays; Wilson intervals.

    python tests/benchmarks/masking/sentences.py

Reads tests/golden/mask_sentences.tsv. A place is hidden when none of its words is left; a word stays when it is
still there. Baseline: a capitalised word inside a sentence, and any run of seven digits.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from turku_ner import interval

from theme_mining.language.mask import Masker

GOLDEN = Path(__file__).parents[2] / "golden" / "mask_sentences.tsv"
MARKED = re.compile(r"\{([^|}]+)\|([^}]*)\}")
TAG = re.compile(r"\[[a-zåäö]+(?:-\d+)?\]")
BASELINE = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö]+|\d(?:[ -]?\d){6,}|\S+@\S+")


def scores(part: str, mask):
    """Give hidden and all places a kind, kept and all words that must stay."""
    hidden, places, kept, words = Counter(), Counter(), 0, 0
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if not line.startswith(part + "\t"):
            continue
        sentence = line.split("\t")[1]
        pieces = MARKED.split(sentence)
        stay = Counter(word for piece in pieces[0::3] for word in re.findall(r"\w+", piece))
        left = Counter(re.findall(r"\w+", TAG.sub(" ", mask(MARKED.sub(r"\2", sentence)))))
        words += stay.total()
        kept += stay.total() - (stay - left).total()
        for kind, value in zip(pieces[1::3], pieces[2::3], strict=True):
            places[kind] += 1
            hidden[kind] += not any((left - stay)[word] for word in re.findall(r"\w+", value))
    return hidden, places, kept, words


def main() -> None:
    """Print a table a part."""
    masker = Masker()
    masks = {"masker": lambda t: masker.mask(t)[0], "baseline": lambda t: BASELINE.sub("[nimi]", t)}
    for part in ("dev", "test", "blind", "blind2", "blind3", "blind4"):
        for title, mask in masks.items():
            hidden, places, kept, words = scores(part, mask)
            for kind in sorted(places):
                print(f"{part} {title} {kind}: {interval(hidden[kind], places[kind])}")
            print(f"{part} {title} stays: {interval(kept, words)}")


if __name__ == "__main__":
    main()
