"""The whole line on real answers: two archived surveys, and the election compass of 2003.

    python tests/benchmarks/line/real_surveys.py [--shared ../shared] [-o DIR]

Runs the command line as a user would and writes `results-<date>.md` beside this file: figures, wall time and peak
memory of each command (whole process), and on the same split the baseline char TF-IDF + LinearSVC.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

SEED = 1729


@dataclass(frozen=True)
class Ran:
    """A finished command: what was run, seconds, peak MB, what it printed."""

    command: str
    seconds: float
    megabytes: float
    output: str


def run(*arguments: object) -> Ran:
    """Run theme-mining in a process of its own; stop when it fails."""
    words = [str(a) for a in arguments]
    started = time.perf_counter()
    done = subprocess.Popen([sys.executable, "-m", "theme_mining", *words], stdout=subprocess.PIPE, text=True)
    output = done.stdout.read() if done.stdout else ""
    _, status, usage = os.wait4(done.pid, 0)
    if status:
        raise SystemExit(f"failed: theme-mining {' '.join(words)}")
    command = "theme-mining " + " ".join(f'"{w}"' if " " in w else Path(w).name if "/" in w else w for w in words)
    return Ran(command, time.perf_counter() - started, usage.ru_maxrss / 1024, output)


def split(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split by respondent, a fifth for testing."""
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=SEED)
    train, test = next(splitter.split(frame, groups=frame["respondent"]))
    return frame.iloc[np.sort(train)], frame.iloc[np.sort(test)]


def baseline(train: pd.DataFrame, test: pd.DataFrame) -> float:
    """Give the accuracy of char TF-IDF (2–5) + LinearSVC."""
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2), LinearSVC()
    )
    model.fit(train["text"], train["label"])
    return float(accuracy_score(test["label"], model.predict(test["text"])))


def interval(hits: np.ndarray, groups: np.ndarray, draws: int = 1000) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of a mean, drawn by respondent."""
    random = np.random.default_rng(SEED)
    names, place = np.unique(groups, return_inverse=True)
    total, right = np.bincount(place), np.bincount(place, weights=hits)
    means = []
    for _ in range(draws):
        drawn = random.integers(0, len(names), len(names))
        means.append(right[drawn].sum() / total[drawn].sum())
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def main() -> None:
    """Run everything and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).resolve()
    parser.add_argument("--shared", type=Path, default=here.parents[4] / "shared")
    parser.add_argument("-o", "--output", type=Path, default=Path("real-surveys"))
    options = parser.parse_args()
    data, out = options.shared / "data", options.output
    out.mkdir(parents=True, exist_ok=True)
    ran: list[Ran] = []
    lines: list[str] = []
    for name in ("fsd2821_kehitysyhteistyo2012", "fsd3134_lapsibarometri2016"):
        done = run("discover", data / f"{name}.xlsx", "--background", "gender", "--background", "region",
                   "-o", out / name, "--json", "-q")  # fmt: skip
        found = json.loads(done.output)
        ran.append(done)
        lines.append(f"**{name}**: {len(found['themes'])} themes. {found['reason']} Other {found['other']}, "
                     f"no content {found['no_content']}.\n")  # fmt: skip
        for theme in found["themes"][:10]:
            lines.append(f"- {theme['name']}: {theme['answers']} answers ({theme['share']:.0%})")
        lines.append("")
    frame = pd.read_csv(data / "vaalikone_hs2003.csv.gz", keep_default_na=False)
    train, test = split(frame)
    columns = ["id", "respondent", "text", "label"]
    for part, rows in (("train", train), ("test", test), ("all", frame)):
        rows[columns].to_csv(out / f"{part}.csv", index=False)
    base = ["--text", "text", "--id", "id"]
    ran.append(run("train", out / "train.csv", *base, "--labels", "label", "--group", "respondent",
                   "-o", out / "model", "--json", "-q"))  # fmt: skip
    scores = json.loads(ran[-1].output)
    ran.append(run("evaluate", out / "test.csv", *base, "--model", out / "model", "--labels", "label", "--json", "-q"))
    evaluated = json.loads(ran[-1].output)
    ran.append(run("classify", out / "all.csv", *base, "--model", out / "model", "-o", out / "all_out.csv", "-q"))
    ran.append(run("classify", out / "test.csv", *base, "--model", out / "model", "-o", out / "test_out.csv", "-q"))
    result = pd.read_csv(out / "test_out.csv", keep_default_na=False)
    hits = (result["theme"].astype(str).to_numpy() == test["label"].astype(str).to_numpy()).astype(float)
    low, high = interval(hits, test["respondent"].to_numpy())
    sure = ~result["review"].to_numpy(bool)
    peer = baseline(train, test)
    lines += [
        f"**Election compass 2003**, 20 questions, split by respondent: {len(train)} to train, {len(test)} to test.\n",
        "| | accuracy | 95 % interval | n |",
        "|---|---|---|---|",
        f"| theme_mining | {hits.mean():.3f} | {low:.3f}–{high:.3f} | {len(test)} |",
        f"| char TF-IDF + LinearSVC, same split | {peer:.3f} | | {len(test)} |",
        f"| theme_mining, rows not for review | {hits[sure].mean():.3f} | | {int(sure.sum())} |",
        "",
        f"Cross-validated on the training part: {json.dumps(scores.get('accuracy'))}; "
        f"`evaluate`: {json.dumps(evaluated.get('accuracy'))}.",
        "",
    ]
    table = ["| command | seconds | peak MB |", "|---|---|---|"]
    table += [f"| `{r.command}` | {r.seconds:.1f} | {r.megabytes:.0f} |" for r in ran]
    today = datetime.now(UTC).date().isoformat()
    head = [f"# The line on real surveys, {today}", "", "Made by `python tests/benchmarks/line/real_surveys.py`.", ""]
    (here.parent / f"results-{today}.md").write_text("\n".join([*head, *lines, *table]) + "\n", encoding="utf-8")
    print("\n".join([*lines, *table]))


if __name__ == "__main__":
    main()
