"""Make the model folder from `../shared/data`: python models/fi-static/train.py ../shared/data

One command, two cores, under 30 minutes; the same files to the last digit when data, code and library
versions are the same. The lemmatised texts are kept outside the project (`--cache`).
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from making.batches import Texts, draws_of, one_title_of_a_concept
from making.cooccurrence import holds, ppmi_vectors
from making.corpus import SOURCES, Bags, Ids, frame_of, held_out_hashes, lemmatised
from making.folding import Floats, Trained, folded, pieces, worth_of
from making.gathering import subjects
from making.joining import joined
from making.languages import concept_places, placed_terms
from making.sharing import Weights, shared_rows
from making.subwords import subword_vectors
from making.teaching import taught_places, teacher
from making.training import Recipe, TermTable
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
GROUPS = {"titles": "concept", "municipal": "label", "european": "label", "parliament": "label"}
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
WORDS = {"fi": 60_000, "taught": 40_000, "pieces": 2_000, "sv": 30_000, "en": 25_000}
STORED = {"own": 62_000, "shared": 21_500}
FOREIGN = 0.5  # how much a Swedish or English word counts beside a Finnish one when rows are given out
TAUGHT = 0.8  # the teacher's member beside the six others; see the card
RARITY = 1e-3  # start weight a / (a + share of all terms), Arora et al. 2017


def main() -> None:
    """Read, lemmatise, train, fold, write."""
    options = _options()
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    clock = time.perf_counter()
    read = _read(options.shared, options.cache)
    finnish = [name for name, source in SOURCES.items() if source.language == "fi"]
    vocabulary, counts, texts = _numbered({name: read[name] for name in finnish}, least=2)
    print(f"{len(vocabulary)} Finnish terms, {time.perf_counter() - clock:.0f} s", flush=True)
    weights = (RARITY / (RARITY + counts / counts.sum())).astype(np.float32)
    features = _features(vocabulary, counts, weights, texts)
    print(f"start vectors, {time.perf_counter() - clock:.0f} s", flush=True)
    members = []
    for recipe, shares in MEMBERS:
        start = np.hstack([features[name] for name in recipe.features])
        members.append(_train(start, counts, weights, texts, recipe, shares))
        print(f"member {len(members)} of {len(MEMBERS)}, {time.perf_counter() - clock:.0f} s", flush=True)
    taught = taught_places(read["titles_en"].frame, teacher(options.cache))
    by_concept = placed_terms(texts["titles"], taught, len(vocabulary)).rows
    rows = joined([(member, 1.0) for member in members] + [(by_concept, TAUGHT)], texts, 256, SEED)
    parts = {word: found for name in finnish for word, found in read[name].parts.items()}
    trained = Trained(vocabulary, rows, counts, parts)
    places = concept_places(texts["titles"], rows)
    foreign = {language: read[f"titles_{language}"] for language in ("sv", "en")}
    n_words = _finish(trained, foreign, places, options.out)
    for name, source in SOURCES.items():
        print(f"{name}: {source.file} sha256 {file_hash(options.shared / source.file)}")
    print(f"{n_words} words in {options.out}, {time.perf_counter() - clock:.0f} s in all")


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


def _read(shared: Path, cache: Path) -> dict[str, Read]:
    held_out = held_out_hashes(shared)
    return {name: Read(shared, name, held_out, cache) for name in SOURCES}


def _numbered(read: dict[str, Read], least: int) -> tuple[list[str], Ids, dict[str, Texts]]:
    """Give the terms met at least so often in alphabetical order, their counts, and the texts as numbers."""
    lists = {(name, column): terms.str.split() for name in read for column, terms in read[name].terms.items()}
    met = pd.concat([words.explode() for words in lists.values()]).value_counts()
    met = met[met >= least].sort_index()
    number = {word: n for n, word in enumerate(met.index)}
    texts = {}
    for name, source in read.items():
        bags = {column: _bags(lists[name, column], number) for column in source.terms}
        texts[name] = Texts(bags, _groups(name, source.frame), source.frame)
    return list(number), met.to_numpy(), texts


def _bags(texts: pd.Series, number: dict[str, int]) -> Bags:
    kept = [[number[word] for word in words if word in number] for words in texts]
    flat = np.fromiter((n for words in kept for n in words), np.int64)
    return Bags(flat, np.concatenate([[0], np.cumsum([len(words) for words in kept], dtype=np.int64)]))


def _groups(name: str, frame: pd.DataFrame) -> Ids:
    """Number the rows' groups; for paraphrases 1 is a true pair (graded 3 or 4), 0 is none; synonyms are all true."""
    if name in GROUPS or name.startswith("titles"):
        return np.asarray(frame[GROUPS.get(name, "concept")].factorize()[0], dtype=np.int64)
    true = frame["main_label"] >= 3 if name == "paraphrases" else np.ones(len(frame), dtype=bool)
    return np.asarray(true, dtype=np.int64)


def _features(words: list[str], counts: Ids, weights: Floats, texts: dict[str, Texts]) -> dict[str, Floats]:
    matrix = sp.vstack([holds(bags, len(words)) for t in texts.values() for bags in t.bags.values()]).tocsr()
    together = ppmi_vectors(matrix, 256, SEED)
    together /= np.maximum(np.linalg.norm(together, axis=1, keepdims=True), 1e-9)
    mass = (counts * weights)[:, None]
    subwords = subword_vectors(words)
    subwords -= (subwords * mass).sum(axis=0) / mass.sum()
    subwords /= np.linalg.norm(subwords, axis=1).mean()
    return {"subwords": subwords.astype(np.float32), "together": together}


def _train(
    features: Floats,
    counts: Ids,
    weights: Floats,
    texts: dict[str, Texts],
    recipe: Recipe,
    shares_of: dict[str, float],
) -> Floats:
    table = TermTable(features, _first_map(features, np.minimum(counts, 1000) * weights), weights, recipe)
    draws, chance = draws_of(texts, recipe), np.random.default_rng(recipe.seed)
    for step in range(1, recipe.steps + 1):
        if recipe.subjects and step == recipe.plain:
            places = concept_places(texts["titles"], table.rows())
            subject = subjects(np.stack(list(places.values())), recipe.subjects, recipe.seed)
            draws["subject"] = one_title_of_a_concept(texts["titles"], subject, recipe)
        speed = min(1.0, max(0.05, (recipe.steps - step) / (recipe.cooling * recipe.steps)))
        shares = np.asarray([shares_of[name] for name in draws])
        loss = table.step(*draws[str(chance.choice(list(draws), p=shares / shares.sum()))](chance), speed)
        if step % 250 == 0:
            print(f"step {step}: loss {loss:.3f}", flush=True)
    return table.rows()


def _first_map(features: Floats, mass: npt.NDArray[np.floating]) -> Floats:
    """Give the 256 main directions of the features, scaled so that mapped rows have mean length one."""
    _, directions = np.linalg.eigh((features * mass[:, None].astype(np.float32)).T @ features)
    leading = np.ascontiguousarray(directions[:, ::-1][:, :256])
    return leading / np.linalg.norm(features @ leading, axis=1).mean()


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
    vocabulary, _, texts = _numbered({f"titles_{language}": read}, least=2)
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
