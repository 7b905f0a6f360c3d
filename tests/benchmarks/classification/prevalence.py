"""Do corrected shares cover the truth as often as they say? A simulation.

    python tests/benchmarks/classification/prevalence.py [--draws 1000]

For true shares of 3, 10 and 30 %, 50 to 200 coded answers and two classifiers (sensitivity/specificity 0.7/0.95 and
0.9/0.9): how often the 95 % interval holds the true share, and its mean width beside that of the coded sample alone.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from theme_mining.measure.prevalence import adjusted_count, prediction_powered

BATCH, HELD_OUT = 1000, 500


def answers(
    rng: np.random.Generator, n: int, share: float, rates: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Give truth and machine labels of n answers."""
    truth = rng.random(n) < share
    return truth, np.where(truth, rng.random(n) < rates[0], rng.random(n) > rates[1])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    draws = parser.parse_args().draws
    print("| share | coded | sens/spec | prediction-powered (width) | adjusted count (width) | coded alone, width |")
    print("| ---: | ---: | --- | --- | --- | ---: |")
    for share, coded, rates in itertools.product((0.03, 0.1, 0.3), (50, 100, 200), ((0.7, 0.95), (0.9, 0.9))):
        rng, found = np.random.default_rng(0), np.zeros(5)
        for _ in range(draws):
            truth, machine = answers(rng, BATCH + coded, share, rates)
            powered = prediction_powered(machine[coded:], machine[:coded], truth[:coded])
            t, m = answers(rng, HELD_OUT, share, rates)
            errors = [(t & m).sum(), (~t & m).sum(), (t & ~m).sum(), (~t & ~m).sum()]
            counted = adjusted_count(int(machine.sum()), len(machine), errors)
            p = truth[:coded].mean()
            found += [
                powered.low <= share <= powered.high, powered.high - powered.low,
                counted.low <= share <= counted.high, counted.high - counted.low,
                2 * 1.96 * np.sqrt(p * (1 - p) / coded),
            ]  # fmt: skip
        a, b, c, d, e = found / draws
        print(
            f"| {share} | {coded} | {rates[0]}/{rates[1]} | {a:.3f} ({b:.3f}) | {c:.3f} ({d:.3f}) | {e:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
