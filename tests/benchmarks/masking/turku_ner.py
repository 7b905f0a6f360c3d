"""Person names found in the Turku NER corpus: recall and precision of entities, with Wilson intervals.

    python tests/benchmarks/masking/turku_ner.py [dev|train] [--errors]

An entity counts as hidden when no letter of it is left; a masked place counts as right when it touches a PER entity.
Baseline: every capitalised word inside a sentence that Voikko knows only as a name.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
from pathlib import Path

from theme_mining.language.mask_names import Names
from theme_mining.language.mask_words import Words

SHARED = Path(os.environ.get("THEME_MINING_SHARED", Path(__file__).parents[3].parent / "shared"))
_TIGHT_BEFORE = frozenset(".,;:!?)]”%")


def sentences(part: str):
    """Give (text, PER places) a sentence, tokens joined as prose."""
    path = SHARED / "data" / "treebanks" / f"turku_ner_{part}.tsv.gz"
    text, places, begun = "", [], None
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in [*stream, "\n"]:
            token, _, tag = line.rstrip("\n").partition("\t")
            if not token or token == "-DOCSTART-":
                if begun is not None:
                    places.append((begun, len(text)))
                if text:
                    yield text, places
                text, places, begun = "", [], None
                continue
            if begun is not None and tag != "I-PER":
                places.append((begun, len(text)))
                begun = None
            if text and token not in _TIGHT_BEFORE and not text.endswith(("(", "[", "“")):
                text += " "
            if tag == "B-PER":
                begun = len(text)
            text += token


def baseline(names: Names, text: str):
    """Give capitalised words that are names only."""
    return [(w.start, w.end) for w in Words(text, names.forms).all if w.capital and w.can.firm and not w.begins]


def interval(good: int, n: int) -> str:
    """Give a share with its 95 % Wilson interval."""
    if not n:
        return "–"
    z, p = 1.96, good / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * ((p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5) / (1 + z * z / n)
    return f"{p:.3f} ({middle - half:.3f}–{middle + half:.3f}), {good}/{n}"


def main() -> None:
    """Print recall and precision."""
    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="?", default="dev")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    names = Names()
    for title, find in (
        ("masker", lambda text: [(f.start, f.end) for f in names.find(text)]),
        ("baseline", lambda text: baseline(names, text)),
    ):
        hidden = people = right = found = 0
        for text, places in sentences(options.part):
            spots = find(text)
            for start, end in places:
                left = [i for i in range(start, end) if text[i].isalpha() and not any(a <= i < b for a, b in spots)]
                people += 1
                hidden += not left
                if left and options.errors and title == "masker":
                    print("MISS", text[start:end], "|", text[max(0, start - 40) : end + 30], file=sys.stderr)
            for a, b in spots:
                good = any(a < end and b > start for start, end in places)
                found += 1
                right += good
                if not good and options.errors and title == "masker":
                    print("EXTRA", text[a:b], "|", text[max(0, a - 40) : b + 30], file=sys.stderr)
        print(f"{title}: recall {interval(hidden, people)}; precision {interval(right, found)}")


if __name__ == "__main__":
    main()
