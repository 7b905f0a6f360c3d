"""Make the model folder from `../shared/data`: python models/fi-static/train.py ../shared/data

One command, two cores, under 30 minutes; the same files to the last digit when data, code and library
versions are the same. The lemmatised texts are kept outside the project (`--cache`).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from making.batches import Texts
from making.cooccurrence import holds, ppmi_vectors
from making.corpus import SOURCES, Ids, send_readers_home
from making.folding import Floats, Trained, folded, pieces, worth_of
from making.joining import joined
from making.languages import concept_places, placed_terms
from making.members import Material, learnt
from making.reading import Read, numbered, read_sources
from making.sharing import Weights, shared_rows
from making.subwords import subword_vectors
from making.teaching import taught_places, teacher
from making.training import Recipe
from making.watching import development_sets
from making.writing import write_folder

from theme_mining.core.identity import file_hash

SHARES = {  # of the steps; see the card for what other mixtures gave
    "concept": 5.0,
    "subject": 2.0,
    "label": 1.0,
    "municipal": 2.0,
    "european": 0.5,
    "parliament": 1.0,
    "paraphrase": 1.0,
    "synonym": 0.5,
    "halves": 2.0,
}
ANSWERS = SHARES | {"municipal": 5.0, "european": 1.0, "parliament": 2.0, "halves": 3.0}
MEMBERS = (
    (Recipe(steps=700, features=("subwords",), map_rate=0.0, subjects=0), SHARES),
    (Recipe(steps=500, seed=1730), SHARES),
    (Recipe(steps=300, hidden=512, seed=1731), SHARES),
    (Recipe(steps=500, seed=1733), ANSWERS),
    (Recipe(steps=500, features=("subwords",), seed=1732), SHARES),
    (Recipe(steps=300, hidden=512, features=("subwords",), seed=1734), SHARES),
)
SEED = 1729
FINNISH = [name for name, source in SOURCES.items() if source.language == "fi"]
WORDS = {"fi": 60_000, "taught": 40_000, "pieces": 2_000, "sv": 30_000, "en": 25_000}
STORED = {"own": 62_000, "shared": 21_500}
FOREIGN = 0.5  # how much a Swedish or English word counts beside a Finnish one when rows are given out
TAUGHT = 0.8  # the teacher's member beside the six others; see the card
RARITY = 1e-3  # start weight a / (a + share of all terms), Arora et al. 2017


def main() -> None:
    """Read, lemmatise, train, fold, write."""
    options, stage = _options(), Stages()
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    read = read_sources(options.shared, options.cache)
    vocabulary, counts, texts = numbered({name: read[name] for name in FINNISH}, least=2)
    watched = development_sets(options.shared, options.cache, {word: n for n, word in enumerate(vocabulary)})
    send_readers_home()
    stage.over(f"read and lemmatised, {len(vocabulary)} Finnish terms")
    weights = (RARITY / (RARITY + counts / counts.sum())).astype(np.float32)
    features = _features(vocabulary, counts, weights, texts)
    stage.over("start vectors")
    material = Material(texts, counts, weights, watched)
    members = []
    for recipe, shares in MEMBERS:
        start = np.hstack([features[name] for name in recipe.features])
        members.append((learnt(start, material, recipe, shares), 1.0))
        mark = hashlib.sha256(members[-1][0].tobytes()).hexdigest()[:8]
        stage.over(f"member {len(members)} of {len(MEMBERS)} ({mark})")
    taught = taught_places(read["titles_en"].frame, teacher(options.cache))
    members.append((placed_terms(texts["titles"], taught, len(vocabulary)).rows, TAUGHT))
    stage.over(f"places of {len(taught)} concepts by the teacher")
    rows = joined(members, texts, 256, SEED)
    stage.over("members joined")
    parts = {word: found for name in FINNISH for word, found in read[name].parts.items()}
    foreign = {language: read[f"titles_{language}"] for language in ("sv", "en")}
    trained = Trained(vocabulary, rows, counts, parts)
    n_words = _finish(trained, foreign, concept_places(texts["titles"], rows), options.out)
    stage.over(f"{n_words} words written to {options.out}")
    for name, source in SOURCES.items():
        print(f"{name}: {source.file} sha256 {file_hash(options.shared / source.file)}")


class Stages:
    """What each stage took, by the clock and of processor time, printed as the stage ends."""

    def __init__(self) -> None:
        self._start = self._last = _now()

    def over(self, stage: str) -> None:
        """Print what was done, its seconds, and all seconds so far."""
        now = _now()
        (clock, processor), (all_clock, all_processor) = now - self._last, now - self._start
        print(f"{stage}: {clock:.0f} s, {processor:.0f} s of processor time", end="; ")
        print(f"{all_clock:.0f} s and {all_processor:.0f} s in all", flush=True)
        self._last = now


def _now() -> npt.NDArray[np.float64]:
    """Give the seconds of the clock, and of the processor in this process and those it started."""
    return np.array([time.perf_counter(), sum(os.times()[:4])])


def _features(words: list[str], counts: Ids, weights: Floats, texts: dict[str, Texts]) -> dict[str, Floats]:
    matrix = sp.vstack([holds(bags, len(words)) for t in texts.values() for bags in t.bags.values()]).tocsr()
    together = ppmi_vectors(matrix, 256, SEED)
    together /= np.maximum(np.linalg.norm(together, axis=1, keepdims=True), 1e-9)
    mass = (counts * weights)[:, None]
    subwords = subword_vectors(words)
    subwords -= (subwords * mass).sum(axis=0) / mass.sum()
    subwords /= np.linalg.norm(subwords, axis=1).mean()
    return {"subwords": subwords.astype(np.float32), "together": together}


def _finish(trained: Trained, foreign: dict[str, Read], places: dict[str, Floats], out: Path) -> int:
    """Choose the words of the three languages, fit pieces, share rows, write; give how many words there are."""
    words, rows, worth = _finnish_words(trained)
    typical = float(np.median(np.linalg.norm(rows, axis=1)))
    taken = set(words)
    for language, read in foreign.items():
        more, vectors, value = _foreign_words(read, places, language, taken)
        scale = typical / float(np.median(np.linalg.norm(vectors, axis=1)))
        words, taken = words + more, taken | set(more)
        rows, worth = np.concatenate([rows, vectors * scale]), np.concatenate([worth, value * scale * FOREIGN])
    stored, mapping = shared_rows(rows, worth, STORED["own"], STORED["shared"], SEED)
    write_folder(out, words, rows, stored, mapping)
    return len(words)


def _finnish_words(trained: Trained) -> tuple[list[str], Floats, Weights]:
    rows, worth = folded(trained), worth_of(trained.rows, trained.counts)
    best = np.sort(np.argsort(-worth, kind="stable")[: WORDS["fi"]])
    telling = np.argsort(-worth, kind="stable")[: WORDS["taught"]]
    simple = [n for n in telling if trained.words[n] not in trained.parts and len(trained.words[n]) > 3]
    fitted, fitted_rows = pieces([trained.words[n] for n in simple], rows[simple], WORDS["pieces"])
    words = fitted + [trained.words[n] for n in best]
    return (
        words,
        np.concatenate([fitted_rows, rows[best]]),
        np.concatenate([np.full(len(fitted), worth.max()), worth[best]]),
    )


def _foreign_words(
    read: Read, places: dict[str, Floats], language: str, taken: set[str]
) -> tuple[list[str], Floats, Weights]:
    """Give a language's words; one that is already taken gets the language's mark before it."""
    vocabulary, _, texts = numbered({f"titles_{language}": read}, least=2)
    found = placed_terms(texts[f"titles_{language}"], places, len(vocabulary))
    worth = worth_of(found.rows, found.counts)
    best = np.sort(np.argsort(-worth, kind="stable")[: WORDS[language]])
    words = [f"{language}:{vocabulary[n]}" if vocabulary[n] in taken else vocabulary[n] for n in best]
    return words, found.rows[best], worth[best]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent
    parser.add_argument("shared", type=Path, help="the folder with the source files")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "theme_mining" / "fi-static")
    parser.add_argument("--out", type=Path, default=here)
    return parser.parse_args()


if __name__ == "__main__":
    main()
