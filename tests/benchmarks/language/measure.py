"""Measure the language layer; prints a table a question. See results.md for the dated results.

    python tests/benchmarks/language/measure.py lemmas compounds languages speed backends --shared ../shared

`lemmas` measures a model folder on the treebanks' last fifth: give one made with `make.py train --hold 4`, else what is
measured has been seen. `speed` runs the peers in the same process, one core.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from math import sqrt
from pathlib import Path

from theme_mining.language import FinnishText, language_of, lemmatise
from theme_mining.language.chooser import Chooser
from theme_mining.language.lemma_model import LemmaModel
from theme_mining.language.lexicon import Lexicon
from theme_mining.language.tagger import TaggedChooser
from theme_mining.language.vocabulary import Vocabulary

TREEBANKS = {
    "TDT dev": "fi_tdt-ud-dev",
    "PUD": "fi_pud-ud-test",
    "FTB dev": "fi_ftb-ud-dev",
    "FTB test": "fi_ftb-ud-test",
}
LAST_BLOCK = 4


def interval(right: int, n: int) -> str:
    """Wilson's 95 % interval (Wilson 1927)."""
    p, z = right / n, 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{p:.4f} ({middle - half:.3f}–{middle + half:.3f})"


def sentences(shared: Path, name: str) -> list[list[tuple[str, str, str]]]:
    found: list[list[tuple[str, str, str]]] = [[]]
    path = shared / "data" / "treebanks" / f"{TREEBANKS[name]}.conllu.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            fields = line.rstrip("\n").split("\t")
            if len(fields) > 3 and fields[0].isdigit():
                found[-1].append(
                    (fields[1].replace(" ", "\xa0"), fields[1] if fields[1] == "#" else fields[2], fields[3])
                )
            elif len(fields) < 3 and found[-1] and not line.startswith("#"):
                found.append([])
    return [s for s in found if s]


def last_fifth(all_sentences: list) -> list:
    return [s for i, s in enumerate(all_sentences) if i * 5 // len(all_sentences) == LAST_BLOCK]


def plain(lemma: str) -> str:
    return lemma.replace("#", "").replace(" ", "\xa0").lower() if lemma != "#" else lemma


def lemmas(shared: Path, model: LemmaModel) -> None:
    kinds = {
        "default": Chooser(Vocabulary(Lexicon.default(), "native", model)),
        "portable": Chooser(Vocabulary(Lexicon.default(), "portable", model)),
        "with tagger": TaggedChooser(Vocabulary(Lexicon.default(), "native", model)),
    }
    for name in TREEBANKS:
        gold = last_fifth(sentences(shared, name))
        n = sum(pos != "PUNCT" for s in gold for _, _, pos in s)
        for kind, chooser in kinds.items():
            count = Counter()
            for s in gold:
                chosen = chooser.choose([form for form, _, _ in s])
                for (_, lemma, pos), word in zip(s, chosen, strict=True):
                    if pos != "PUNCT":
                        count["strict"] += word.lemma == plain(lemma)
                        count["loose"] += word.lemma.replace("-", "") == plain(lemma).replace("-", "")
            print(
                f"| {name} | {kind} | {n} | {interval(count['strict'], n)} | {interval(count['loose'], n)} |",
                flush=True,
            )
        count = Counter(first_reading(form) == plain(lemma) for s in gold for form, lemma, pos in s if pos != "PUNCT")
        print(f"| {name} | Voikko's first reading | {n} | {interval(count[True], n)} | |")
        import simplemma

        count = Counter(
            simplemma.lemmatize(form, lang="fi").lower() == plain(lemma)
            for s in gold
            for form, lemma, pos in s
            if pos != "PUNCT"
        )
        print(f"| {name} | simplemma | {n} | {interval(count[True], n)} | |")


def first_reading(form: str) -> str:
    from voikko.libvoikko import Voikko

    handle = first_reading.__dict__.setdefault("handle", Voikko("fi"))
    found = handle.analyze(form)
    return found[0]["BASEFORM"].lower() if found else form.lower()


def compounds(shared: Path, model: LemmaModel) -> None:
    """Seams by place; words told to be compounds; seams by number (TDT writes `lapsi#romaani` for `lastenromaani`)."""
    chooser = Chooser(Vocabulary(Lexicon({}), "native", model))
    for name in ("TDT dev", "PUD"):
        right = ours = theirs = same = 0
        whole = Counter()
        for s in last_fifth(sentences(shared, name)):
            for (_, lemma, pos), word in zip(s, chooser.choose([form for form, _, _ in s]), strict=True):
                if pos == "PUNCT" or lemma == "#":
                    continue
                a, b = seams(word.marked), seams(lemma.lower())
                right, ours, theirs = right + len(a & b), ours + len(a), theirs + len(b)
                same += min(len(a), len(b))
                whole[bool(word.parts), bool(b)] += 1
        found = 2 * whole[True, True] / (2 * whole[True, True] + whole[True, False] + whole[False, True])
        both = 2 * right / (ours + theirs)
        number = 2 * same / (ours + theirs)
        scores = (right / ours, right / theirs, both, found, number)
        print(f"| {name} | {theirs} | " + " | ".join(f"{score:.3f}" for score in scores) + " |")


def seams(marked: str) -> set[int]:
    found, at = set(), 0
    for part in marked.split("#")[:-1]:
        at += len(part.replace("-", ""))
        found.add(at)
    return found


def languages(shared: Path) -> None:
    for seed in range(3):
        rng = random.Random(seed)
        right = Counter()
        n = Counter()
        for name in ("fi", "sv", "en"):
            with (shared / "data" / f"sib200_{name}_train_dev.csv").open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    words = row["text"].split()
                    size = rng.randint(3, 8)
                    start = rng.randint(0, max(0, len(words) - size))
                    n[name] += 1
                    right[name] += language_of(" ".join(words[start : start + size])) == name
        each = " ".join(f"{name} {right[name] / n[name]:.4f}" for name in n)
        print(f"| {seed} | {sum(n.values())} | {interval(sum(right.values()), sum(n.values()))} | {each} |")


def speed(shared: Path) -> None:
    code = "import time; t = time.perf_counter(); from theme_mining.language import FinnishText; "
    code += "FinnishText().transform(['Yhteistyö kunnan kanssa toimii']); print(time.perf_counter() - t)"
    starts = sorted(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout) for _ in range(5)
    )
    print(f"start to first answer: median {starts[2]:.2f} s of 5 ({starts[0]:.2f}–{starts[-1]:.2f})")
    with gzip.open(shared / "data" / "vaalikone_hs2003.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    texts = [t for t in texts if language_of(t) == "fi"][:6000]
    from theme_mining.language.tokens import tokenise

    tokens = [[t.form for t in tokenise(text)] for text in texts]
    n = sum(map(len, tokens))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reader = FinnishText()
    print(f"{len(texts)} answers, {n} tokens")
    for what, work in (
        ("FinnishText, cold", lambda: reader.transform(texts)),
        ("FinnishText, warm", lambda: reader.transform(texts)),
        ("lemmatise, warm", lambda: [lemmatise(" ".join(t), pretokenised=True) for t in tokens]),
    ):
        print(f"| {what} | {n / seconds(work):,.0f} |", flush=True)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory {after:.0f} MB, of which before reading {before:.0f} MB")
    import simplemma

    print(
        f"| simplemma | {n / seconds(lambda: [[simplemma.lemmatize(f, lang='fi') for f in t] for t in tokens]):,.0f} |"
    )
    import spacy

    nlp = spacy.load("spacy_fi_experimental_web_md", exclude=["parser", "ner"])
    some = texts[:1000]
    m = sum(map(len, tokens[:1000]))
    print(f"| spacy_fi_experimental_web_md | {m / seconds(lambda: list(nlp.pipe(some))):,.0f} |")
    tagged = FinnishText(tagger=True)
    tagged.transform(some[:1])
    print(f"| FinnishText(tagger=True) | {m / seconds(lambda: tagged.transform(some)):,.0f} |")
    if "pyvoikko" in sys.modules or os.environ.get("PORTABLE", "1") == "1":
        portable = FinnishText(backend="portable")
        portable.transform(some[:1])
        print(f"| FinnishText(backend='portable'), cold | {m / seconds(lambda: portable.transform(some)):,.0f} |")


def seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="+", choices=["lemmas", "compounds", "languages", "speed"])
    default = os.environ.get("THEME_MINING_SHARED", str(Path(__file__).resolve().parents[4] / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(default))
    parser.add_argument("--model", type=Path, default=None, help="a model folder; none: the shipped one")
    given = parser.parse_args()
    for what in given.what:
        print(f"\n{what}")
        if what in ("lemmas", "compounds"):
            model = LemmaModel.read(given.model) if given.model else LemmaModel.default()
            {"lemmas": lemmas, "compounds": compounds}[what](given.shared, model)
        else:
            {"languages": languages, "speed": speed}[what](given.shared)
