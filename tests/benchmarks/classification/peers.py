"""Peers in one run: the same answers, split and draws to every classifier, each in its own environment.

    python -m venv /tmp/peers-venv; /tmp/peers-venv/bin/pip install annif==1.4.3 omikuji fasttext-wheel
    python -m venv /tmp/setfit-venv; /tmp/setfit-venv/bin/pip install -c constraints.txt setfit==1.2.0
    python tests/benchmarks/classification/peers.py --peers /tmp/peers-venv --setfit /tmp/setfit-venv -o FILE.md

Prints accuracy (standard error of the test answers for one draw, of the draws for several), calibration error of the
confidence, processor seconds of training and classifying (reading words and vectors included for ours). A peer that
fails gets its error's last line in the table.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from real_sets import ROOT, SETS, Split, draws, read

from theme_mining.classifiers import make
from theme_mining.core.trained import Labelled
from theme_mining.embedders import TunableBody
from theme_mining.flows.classify import classify
from theme_mining.flows.train import train
from theme_mining.language import FinnishText
from theme_mining.measure.calibration import calibration_error

Found = dict[str, float]


def ours(split: Split, chosen: np.ndarray, tuned: bool) -> Found:
    """Train and classify from raw texts: the default classifier, or the tuned body."""
    start = time.process_time()
    taught_rows = read([split.texts[i] for i in chosen])
    labelled = Labelled(taught_rows, tuple((split.labels[i],) for i in chosen), tuple(split.groups[chosen]))
    made = make("setfit", body=TunableBody()) if tuned else make("linear")
    trained = train(labelled, made)
    taught = time.process_time()
    done = classify(trained, read([split.texts[i] for i in split.test]))
    end = time.process_time()
    said, sure = done.frame["theme"].to_numpy(), done.probabilities.max(axis=1)
    return scored(split, said, sure) | {"train_s": taught - start, "classify_s": end - taught}


def peer(split: Split, chosen: np.ndarray, name: str, python: Path, body: Path, seconds: int) -> Found:
    """Run a peer in its own environment. Raises RuntimeError with the last line it said."""
    texts, tests = ([split.texts[i] for i in index] for index in (chosen, split.test))
    case = {"texts": texts, "labels": split.labels[chosen].tolist(), "test": tests, "body": str(body)}
    if name == "setfit":
        reader = FinnishText()
        for key, part in (("lemmas", texts), ("test_lemmas", tests)):
            case[key] = [" ".join(segment.lemmas) for segment in reader.transform(part)]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "case.json", Path(folder) / "out.json"
        source.write_text(json.dumps(case), encoding="utf-8")
        command = [python, Path(__file__).with_name("peer_worker.py"), name, source, target]
        told = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"HF_HUB_OFFLINE": "1"}
        try:
            run = subprocess.run(command, env=told, capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"more than {seconds} s") from None
        if run.returncode:
            raise RuntimeError((run.stderr.strip().splitlines() or [f"exit {run.returncode}"])[-1][:120])
        found = json.loads(target.read_text(encoding="utf-8"))
    said, sure = np.array(found["said"]), np.array(found["confidence"])
    return scored(split, said, sure) | {k: found[k] for k in ("train_s", "classify_s")}


def scored(split: Split, said: np.ndarray, sure: np.ndarray) -> Found:
    """Give accuracy and calibration error."""
    right = said == split.labels[split.test]
    return {"accuracy": float(right.mean()), "ece": calibration_error(np.clip(sure, 0, 1), right), "n": len(right)}


def line(where: str, what: str, n: int, found: list[Found]) -> str:
    """Give a row of the table: means over draws."""
    mean = {key: float(np.mean([f[key] for f in found])) for key in found[0]}
    values = [f["accuracy"] for f in found]
    error = float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else (
        np.sqrt(values[0] * (1 - values[0]) / found[0]["n"])
    )  # fmt: skip
    cells = (
        f"{mean['accuracy']:.3f} ± {error:.3f} | {mean['ece']:.3f} | {mean['train_s']:.1f} | {mean['classify_s']:.1f}"
    )
    return f"| {where} | {what} | {n} | {cells} |"


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("THEME_MINING_SHARED", ROOT.parent / "shared"))
    )
    parser.add_argument("--peers", type=Path, default=Path("/tmp/peers-venv"))
    parser.add_argument("--setfit", type=Path, default=Path("/tmp/setfit-venv"))
    parser.add_argument("--body", type=Path, default=ROOT / "models" / "fi-static")
    parser.add_argument("--only", nargs="*", default=["2003", "SIB"])
    parser.add_argument("--shots", nargs="*", type=int, default=[8, 32, 0])
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--methods", nargs="*", default=[], help="words in the methods' names; all when left out")
    parser.add_argument("--seconds", type=int, default=400, help="a peer may take on one case")
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    table = [
        "| set | method | training answers | accuracy ± standard error | calibration error | train CPU s | "
        "classify CPU s |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    print("\n".join(table), flush=True)
    python, other = args.peers / "bin" / "python", args.setfit / "bin" / "python"
    runs: dict[str, Callable[[Split, np.ndarray], Found]] = {
        "theme_mining, linear": lambda s, c: ours(s, c, False),
        "theme_mining, setfit over fi-static": lambda s, c: ours(s, c, True),
        "setfit package over fi-static": lambda s, c: peer(s, c, "setfit", other, args.body, args.seconds),
    }
    for name, what in {
        "svm": "char TF-IDF + SVM, Platt", "fasttext": "fastText supervised", "annif-tfidf": "Annif tfidf",
        "annif-svc": "Annif svc", "annif-omikuji": "Annif omikuji",
    }.items():  # fmt: skip
        runs[what] = lambda s, c, name=name: peer(s, c, name, python, args.body, args.seconds)
    for title, make_split in SETS.items():
        if not any(o in title for o in args.only):
            continue
        split = make_split(args.shared)
        read(split.texts[:200])  # loads what reading needs, so that nobody pays for it
        for shots in args.shots:
            picked = draws(split, shots, args.draws)
            where = title if not shots else f"{title}, {shots} a theme"
            for what, run in runs.items():
                if args.methods and not any(word in what for word in args.methods):
                    continue
                try:
                    row = line(where, what, len(picked[0]), [run(split, c) for c in picked])
                except RuntimeError as error:
                    row = f"| {where} | {what} | {len(picked[0])} | failed: {error} | – | – | – |"
                table.append(row)
                print(row, flush=True)
    if args.output:
        args.output.write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
