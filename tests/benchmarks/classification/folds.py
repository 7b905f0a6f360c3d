"""Does calibration hold over respondents? Every fifth of them held out in turn, 33 municipal questions.

    python tests/benchmarks/classification/folds.py [--shared ../shared]

One fold alone can be harder than the rest (accuracy 0.733 to 0.774), so calibration error and coverage of a single
split tell of the split; their means over folds tell of the classifier.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from real_sets import ROOT, compass, ours, read

from theme_mining.classifiers._folds import balanced_folds


def main() -> None:
    """Print one line a fold, and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("THEME_MINING_SHARED", ROOT.parent / "shared"))
    )
    split = compass(parser.parse_args().shared, "hs2000kunta", 33, 250)
    rows = read(split.texts)
    fold = balanced_folds(list(split.groups), split.labels[:, None] == np.unique(split.labels), 5)
    print("| fold | n | accuracy | calibration error | coverage 0.9 | surest 80 % |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    found = []
    for k in range(5):
        part = type(split)(
            split.texts, split.labels, split.groups, np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        )
        scores = ours(part, rows, part.train)
        found.append([scores[key] for key in ("accuracy", "ece", "coverage", "kept")])
        print(f"| {k + 1} | {len(part.test)} | " + " | ".join(f"{v:.3f}" for v in found[-1]) + " |", flush=True)
    print("| mean | | " + " | ".join(f"{v:.3f}" for v in np.mean(found, axis=0)) + " |")


if __name__ == "__main__":
    main()
