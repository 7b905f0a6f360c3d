"""Does calibration hold over respondents? Every fifth of them held out in turn.

    python tests/benchmarks/classification/folds.py [--only 33 SIB] [--shared ../shared]

One fold alone can be harder than the rest (accuracy 0.733 to 0.774), so calibration error and coverage of a single
split tell of the split; their means over folds tell of the classifier. "Floor" is the calibration error that perfect
probabilities would have on so few answers (answers drawn right by what was said, mean of 200 draws).
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from real_sets import ROOT, SETS, ours, read

from theme_mining.classifiers._folds import balanced_folds


def main() -> None:
    """Print one line a fold, and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("THEME_MINING_SHARED", ROOT.parent / "shared"))
    )
    parser.add_argument("--only", nargs="*", default=["33"], help="words in the names of the sets")
    args = parser.parse_args()
    names = [name for name in SETS if any(word in name for word in args.only)]
    print("| set | fold | n | accuracy | calibration error | floor | coverage 0.9 | surest 80 % |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in names:
        split = SETS[name](args.shared)
        rows = read(split.texts)
        fold = balanced_folds(list(split.groups), split.labels[:, None] == np.unique(split.labels), 5)
        found = []
        for k in range(5):
            part = type(split)(
                split.texts, split.labels, split.groups, np.flatnonzero(fold != k), np.flatnonzero(fold == k)
            )
            scores = ours(part, rows, part.train)
            found.append([scores[key] for key in ("accuracy", "ece", "floor", "coverage", "kept")])
            cells = " | ".join(f"{v:.3f}" for v in found[-1])
            print(f"| {name} | {k + 1} | {len(part.test)} | {cells} |", flush=True)
        print(f"| {name} | mean | | " + " | ".join(f"{v:.3f}" for v in np.mean(found, axis=0)) + " |", flush=True)


if __name__ == "__main__":
    main()
