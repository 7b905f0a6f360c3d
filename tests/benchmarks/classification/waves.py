"""A new wave with an old model: what is lost without the old answers, and what is not with them?

    python tests/benchmarks/classification/waves.py [--shared ../shared] [--wave N ...]

Compass 2003, 20 questions: a fifth of the respondents tests, half of the others are wave 1, half wave 2. Two questions
are asked in wave 1 only, two in wave 2 only. Ways to a model that knows both:

- all answers together (what `train WAVE1 WAVE2 --extend OLD` does);
- no old answers: softmax regression on wave 2, drawn towards the old model's weights (vocabulary of the old model;
  Chelba & Acero 2006), the pull chosen by cross-validation on wave 2;
- no old answers but their sums a theme (naive Bayes, centres, ridge add up exactly; an upper bound: the blend is
  fitted on all held-out answers).
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from real_sets import ROOT, compass, read
from scipy.optimize import minimize
from scipy.special import softmax

from theme_mining.classifiers._folds import balanced_folds
from theme_mining.classifiers.linear import LinearThemes
from theme_mining.core.trained import Rows

PULLS = (0.01, 0.1, 1.0, 10.0)


class Sums(LinearThemes):
    """Only the heads whose sums a theme can be kept and added to."""

    def _heads(self, *given):
        return {name: head for name, head in super()._heads(*given).items() if name not in ("joint", "word SVM")}


def drawn_to(old: LinearThemes, rows: Rows, truth: np.ndarray, pull: float):
    """Fit softmax regression on rows, its weights drawn to those of `old`; give the function rows → logits."""
    seen = old._see(rows)
    v, w = old.head_.vectors.astype(float), old.head_.words.astype(float)
    start = np.vstack([v, w])
    bias = old.head_.offsets + old.blend_.intercepts
    x = seen.joined(1.0)
    y, size = truth.astype(float), start.size

    def loss(flat):
        weights, b = start + flat[:size].reshape(start.shape), bias + flat[size:]
        p = softmax(np.asarray(x @ weights) + b, axis=1)
        value = -np.log(np.maximum(p[truth], 1e-12)).sum() + 0.5 * pull * (flat @ flat)
        off = p - y
        return value, np.concatenate([np.asarray(x.T @ off).ravel(), off.sum(axis=0)]) + pull * flat

    found = minimize(loss, np.zeros(size + len(bias)), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    weights, b = start + found[:size].reshape(start.shape), bias + found[size:]
    return lambda more: np.asarray(old._see(more).joined(1.0) @ weights) + b


def main() -> None:
    """Print one line a way and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("THEME_MINING_SHARED", ROOT.parent / "shared"))
    )
    parser.add_argument("--wave", nargs="*", type=int, default=[640, 0], help="answers a wave; 0: all")
    args = parser.parse_args()
    split = compass(args.shared, "hs2003")
    rows, themes = read(split.texts), np.unique(split.labels)
    truth = split.labels[:, None] == themes
    first_only, second_only = [3, 11], [6, 17]
    half = balanced_folds(list(split.groups[split.train]), truth[split.train], 2)
    wave_1, wave_2 = split.train[half == 0], split.train[half == 1]
    wave_1 = wave_1[~truth[wave_1][:, second_only].any(axis=1)]
    wave_2 = wave_2[~truth[wave_2][:, first_only].any(axis=1)]
    test, in_test = split.test, truth[split.test]
    parts = {
        "both waves'": ~in_test[:, first_only + second_only].any(axis=1),
        "wave 1's alone": in_test[:, first_only].any(axis=1),
        "wave 2's alone": in_test[:, second_only].any(axis=1),
    }
    print("| answers a wave | way | " + " | ".join(f"{n} ({m.sum()})" for n, m in parts.items()) + " | all |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for size in args.wave:
        rng = np.random.default_rng(7)
        one, two = (np.sort(rng.permutation(w)[: size or None]) for w in (wave_1, wave_2))

        def fit(index, kind=LinearThemes):
            return kind(single_label=True).fit(rows.take(index), truth[index], [str(split.groups[i]) for i in index])

        def say(way, given):
            right = in_test[np.arange(len(test)), given.argmax(axis=1)]
            cells = [f"{right[m].mean():.3f}" for m in parts.values()]
            print(f"| {len(one)} | {way} | {' | '.join(cells)} | {right.mean():.3f} |", flush=True)  # noqa: B023

        old, both = fit(one), np.concatenate([one, two])
        say("old model", old.predict_proba(rows.take(test)))
        say("wave 2 alone", fit(two).predict_proba(rows.take(test)))
        say("both together", fit(both).predict_proba(rows.take(test)))
        say("sums a theme, no old answers", fit(both, Sums).predict_proba(rows.take(test)))
        fold = balanced_folds([str(split.groups[i]) for i in two], truth[two], 3)
        held = {}
        for pull in PULLS:
            held[pull] = np.mean([
                truth[two[fold == f]][
                    np.arange((fold == f).sum()),
                    drawn_to(old, rows.take(two[fold != f]), truth[two[fold != f]], pull)(
                        rows.take(two[fold == f])
                    ).argmax(axis=1),
                ].mean()
                for f in range(3)
            ])  # fmt: skip
        best = max(held, key=held.__getitem__)
        for pull in PULLS:
            chosen = " (chosen on wave 2)" if pull == best else ""
            given = drawn_to(old, rows.take(two), truth[two], pull)(rows.take(test))
            say(f"drawn to the old weights, pull {pull}{chosen}", given)


if __name__ == "__main__":
    main()
