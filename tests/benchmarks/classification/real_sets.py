"""Classification of real Finnish texts: this project beside character TF-IDF with an SVM and logistic regression.

    python tests/benchmarks/classification/real_sets.py [--shared ../shared] [--only NAME] [-o FILE.md]

Every set is split as its source says, else by respondent; the same rows go to all. Prints a markdown table: accuracy,
macro-F1, 95 % bootstrap interval by respondent, calibration error of the confidence, accuracy among the surest 80 %,
coverage of 0.9 sets, CPU seconds of training (cross-validation included) and of classifying.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from theme_mining.classifiers import make
from theme_mining.classifiers._folds import balanced_folds
from theme_mining.core.trained import Labelled, Rows
from theme_mining.core.types import Vectors
from theme_mining.embedders.static import StaticEmbedder
from theme_mining.flows.classify import classify
from theme_mining.flows.train import train
from theme_mining.language import FinnishText
from theme_mining.measure.assessment import assess
from theme_mining.measure.calibration import calibration_error
from theme_mining.measure.conformal import coverage_sets
from theme_mining.measure.scores import score

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Split:
    """Texts with one theme each, a respondent each, and which rows are for training and testing."""

    texts: list[str]
    labels: np.ndarray
    groups: np.ndarray
    train: np.ndarray
    test: np.ndarray


def compass(shared: Path, name: str, questions: int = 20, a_question: int = 10**9) -> Split:
    """Election compass: the question is the theme; a fifth of the respondents is for testing."""
    frame = pd.read_csv(shared / "data" / f"vaalikone_{name}.csv.gz").dropna(subset=["text"])
    largest = frame.label.value_counts().index[:questions]
    frame = frame[frame.label.isin(largest)]
    frame = frame.groupby("label", group_keys=False)[frame.columns.tolist()].apply(
        lambda part: part.sample(min(len(part), a_question), random_state=1)
    )
    labels = frame.label.astype(str).to_numpy()
    groups = frame.respondent.to_numpy()
    fold = balanced_folds(groups, labels[:, None] == np.unique(labels), 5)
    return Split(frame.text.tolist(), labels, groups, np.flatnonzero(fold != 0), np.flatnonzero(fold == 0))


def official(shared: Path, name: str, column: str, test: tuple[str, ...] = ("test",)) -> Split:
    """A set with an official split."""
    frame = pd.read_csv(shared / "data" / name).dropna(subset=["text"])
    labels = frame[column].astype(str).to_numpy()
    held = frame["split"].isin(test).to_numpy()
    groups = np.array([f"r{i}" for i in range(len(frame))])
    return Split(frame.text.tolist(), labels, groups, np.flatnonzero(~held), np.flatnonzero(held))


SETS: dict[str, Callable[[Path], Split]] = {
    "election compass 2003, 20 questions": lambda s: compass(s, "hs2003"),
    "election compass 2000, 33 questions": lambda s: compass(s, "hs2000kunta", 33, 250),
    "Makupalat, 10 classes": lambda s: official(s, "makupalat.csv.gz", "main_class"),
    "ministries, 15": lambda s: official(s, "eduskunta_vkk.csv.gz", "label"),
    "SIB-200 Finnish (train → dev)": lambda s: official(s, "sib200_fi_train_dev.csv", "label", ("dev",)),
}


def read(texts: list[str]) -> Rows:
    """Give the rows of the default line."""
    segments = FinnishText().transform(texts)
    embedder = StaticEmbedder()
    vectors = embedder.transform(segments)
    return Rows(tuple(segments), Vectors(tuple(s.id for s in segments), vectors, embedder.fingerprint_), "default")


def draws(split: Split, shots: int, n: int) -> list[np.ndarray]:
    """Give training rows: all, or `shots` a theme drawn `n` times."""
    if not shots:
        return [split.train]
    rng = np.random.default_rng(7)
    themes = np.unique(split.labels)
    return [
        np.concatenate([rng.permutation(split.train[split.labels[split.train] == t])[:shots] for t in themes])
        for _ in range(n)
    ]


def ours(split: Split, rows: Rows, chosen: np.ndarray) -> dict[str, float]:
    """Train and test the default classifier."""
    themes = [(label,) for label in split.labels]
    labelled = Labelled(rows, tuple(themes), tuple(split.groups))
    start = time.process_time()
    trained = train(labelled.take(chosen), make("linear"))
    taught = time.process_time()
    done = classify(trained, rows.take(split.test))
    classified = time.process_time()
    truth = labelled.take(split.test).matrix(trained.themes)
    found = assess(truth, done.probabilities, done.chosen, trained.themes, labelled.take(split.test).groups)
    sets = coverage_sets(done.probabilities, trained.conformal_scores, 0.9)
    top = done.probabilities.max(axis=1)
    flips = np.random.default_rng(3).random((200, len(top))) < top
    return {
        "floor": float(np.mean([calibration_error(top, right) for right in flips])),
        **{f"{k}": found[k]["value"] for k in ("accuracy", "macro_f1")},
        "low": found["accuracy"]["low"],
        "high": found["accuracy"]["high"],
        "ece": found["calibration_error"],
        "kept": found["kept_accuracy"],
        "coverage": float((sets | ~truth).all(axis=1).mean()),
        "train_s": taught - start,
        "classify_s": classified - taught,
    }


def peer(kind: str, split: Split, chosen: np.ndarray) -> dict[str, float]:
    """Train and test character TF-IDF (3–5 within words, sublinear) with a linear SVM or logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    head = LinearSVC() if kind == "SVM" else LogisticRegression(C=10, max_iter=1000)
    start = time.process_time()
    model = make_pipeline(TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=1), head)
    model.fit([split.texts[i] for i in chosen], split.labels[chosen])
    taught = time.process_time()
    texts = [split.texts[i] for i in split.test]
    said = model.predict(texts)
    themes = np.unique(split.labels)
    truth, given = split.labels[split.test][:, None] == themes, said[:, None] == themes
    found = score(truth, given, split.groups[split.test])
    ece = float("nan")
    if kind != "SVM":
        ece = calibration_error(model.predict_proba(texts).max(axis=1), said == split.labels[split.test])
    return {
        "accuracy": found.accuracy.value, "low": found.accuracy.low, "high": found.accuracy.high,
        "macro_f1": found.macro_f1.value, "ece": ece, "train_s": taught - start,
        "classify_s": time.process_time() - taught,
    }  # fmt: skip


def line(name: str, what: str, n: int, found: list[dict[str, float]]) -> str:
    """Give a row of the table: means over draws."""
    mean = {key: float(np.mean([f[key] for f in found])) for key in found[0]}
    spread = f"{mean['low']:.3f}–{mean['high']:.3f}" if len(found) == 1 else f"{len(found)} draws"
    cells = [f"{mean['accuracy']:.3f} ({spread})", f"{mean['macro_f1']:.3f}"]
    cells += [f"{mean[k]:.3f}" if k in mean and mean[k] == mean[k] else "–" for k in ("ece", "kept", "coverage")]
    return (
        f"| {name} | {what} | {n} | "
        + " | ".join([*cells, f"{mean['train_s']:.1f}", f"{mean['classify_s']:.1f}"])
        + " |"
    )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("THEME_MINING_SHARED", ROOT.parent / "shared"))
    )
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--shots", nargs="*", type=int, default=[8, 32, 0])
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    table = [
        "| set | method | training answers | accuracy (95 % or draws) | macro-F1 | calibration error | surest 80 % | "
        "coverage 0.9 | train CPU s | classify CPU s |",
        "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    print("\n".join(table), flush=True)
    for name, make_split in SETS.items():
        if args.only and not any(o in name for o in args.only):
            continue
        split = make_split(args.shared)
        rows = read(split.texts)
        for shots in args.shots:
            if shots and name.startswith(("Maku", "minis")):
                continue
            picked = draws(split, shots, 5)
            label = name if not shots else f"{name}, {shots} a theme"
            runs = {"theme_mining": lambda c: ours(split, rows, c)}  # noqa: B023
            if not args.no_peers:
                runs["char TF-IDF + SVM"] = lambda c: peer("SVM", split, c)  # noqa: B023
                if shots or len(split.train) < 14000:
                    runs["char TF-IDF + logistic"] = lambda c: peer("LR", split, c)  # noqa: B023
            for what, run in runs.items():
                table.append(line(label, what, len(picked[0]), [run(c) for c in picked]))
                print(table[-1], flush=True)
    if args.output:
        args.output.write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
