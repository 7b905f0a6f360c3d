"""How often 95 % intervals hold the truth: 1,000 draws a setting, for every kind of share the reports show.

    python tests/benchmarks/reports/coverage.py [--draws N]

Prints a line of Markdown a setting: the true share, the size of the sample, how many of the intervals hold the truth,
and their mean width. Seeds are fixed. Error-corrected shares: tests/benchmarks/classification/prevalence.py.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

import numpy as np

from theme_mining.measure.intervals import difference
from theme_mining.measure.prevalence import adjusted_count, prediction_powered
from theme_mining.measure.shares import shares
from theme_mining.measure.shares_population import post_stratify, rake

Draw = Callable[[np.random.Generator], tuple[float, float, float]]
REGISTER, ANSWERING = np.array([0.5, 0.3, 0.15, 0.05]), np.array([0.2, 0.3, 0.3, 0.2])
SHAPES = {"alike": np.ones(4), "apart": np.array([1.5, 0.75, 0.4, 1.2])}


def settings() -> Iterator[tuple[str, float, int, Draw]]:
    """Give (what, true share, n, how one sample is drawn and its interval made)."""
    for share in (0.03, 0.1, 0.4):
        for n in (100, 400):
            yield "simple", share, n, _simple(share, n)
            for name, shape in SHAPES.items():
                p = share * shape
                truth = float(REGISTER @ p)
                yield f"weighted, groups {name}", truth, n, _grouped(p, n, "weights")
                yield f"post-stratified, groups {name}", truth, n, _grouped(p, n, "strata")
                yield f"raked, groups {name}", truth, n, _grouped(p, n, "raked")
            yield "answers of respondents of 1–4", share, n, _clustered(share, n, equal=False)
            yield "equal voice, organisations of 1–5", share, n, _clustered(share, n, equal=True)
            yield "post-stratified organisations of 1–5", share, n, _stratified_clusters(share, n)
    for n in (100, 400):
        yield "change between rounds", 0.1, n, _change(0.3, 0.4, n)
    yield "error-corrected, 200 coded of 2,000", 0.2, 200, _powered(0.2)
    yield "error-corrected, held-out errors of 400", 0.2, 2000, _adjusted(0.2)


def _one(found: object, at: int = 0) -> tuple[float, float, float]:
    return float(found.share[at]), float(found.low[at]), float(found.high[at])  # type: ignore[attr-defined]


def _simple(p: float, n: int) -> Draw:
    return lambda rng: _one(shares((rng.random(n) < p)[:, None], np.ones(n)))


def _grouped(p: np.ndarray, n: int, kind: str) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[float, float, float]:
        g = rng.choice(4, n, p=ANSWERING)
        y = (rng.random(n) < p[g])[:, None]
        if kind == "weights":
            return _one(shares(y, (REGISTER / ANSWERING)[g]))
        names, register = [str(v) for v in g], {str(i): r for i, r in enumerate(REGISTER)}
        if kind == "strata":
            return _one(shares(y, post_stratify(names, register).weights, strata=[g]))
        other = rng.integers(0, 2, n)
        fitted = rake([(names, register), ([str(o) for o in other], {"0": 0.5, "1": 0.5})])
        return _one(shares(y, fitted.weights, strata=[g, other]))

    return draw


def _clustered(p: float, n: int, equal: bool) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[float, float, float]:
        sizes = rng.integers(1, 6 if equal else 5, n)
        units = np.repeat(np.arange(n), sizes)
        own = rng.beta(4 * p, 4 * (1 - p), n)
        y = (rng.random(len(units)) < own[units])[:, None]
        return _one(shares(y, 1 / sizes[units] if equal else np.ones(len(units)), units))

    return draw


def _stratified_clusters(p: float, n: int) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[float, float, float]:
        sizes, kind = rng.integers(1, 6, n), rng.choice(4, n, p=ANSWERING)
        units = np.repeat(np.arange(n), sizes)
        own = rng.beta(4 * p, 4 * (1 - p), n)
        y = (rng.random(len(units)) < own[units])[:, None]
        register = {str(i): r for i, r in enumerate(REGISTER)}
        w = post_stratify([str(k) for k in kind[units]], register, 1 / sizes[units]).weights
        return _one(shares(y, w, units, strata=[kind[units]]))

    return draw


def _change(before: float, after: float, n: int) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[float, float, float]:
        pair = rng.binomial(n, before) / n, rng.binomial(n, after) / n
        d, low, high = difference(pair, (n, n))
        return float(d), float(low), float(high)

    return draw


def _powered(p: float) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[float, float, float]:
        y = rng.random(2000) < p
        said = np.where(y, rng.random(2000) < 0.8, rng.random(2000) < 0.1)
        found = prediction_powered(said[200:], said[:200], y[:200])
        return found.value, found.low, found.high

    return draw


def _adjusted(p: float) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[float, float, float]:
        held = rng.random(400) < p
        told = np.where(held, rng.random(400) < 0.8, rng.random(400) < 0.1)
        errors = [(held & told).sum(), (~held & told).sum(), (held & ~told).sum(), (~held & ~told).sum()]
        y = rng.random(2000) < p
        chosen = int(np.where(y, rng.random(2000) < 0.8, rng.random(2000) < 0.1).sum())
        found = adjusted_count(chosen, 2000, errors)
        return found.value, found.low, found.high

    return draw


def main() -> None:
    """Run every setting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--only", default="", help="settings whose name holds this")
    options = parser.parse_args()
    draws = options.draws
    print("| what | true share | n | covered | mean width |\n|---|---|---|---|---|")
    for place, (what, truth, n, draw) in enumerate(settings()):
        if options.only not in what:
            continue
        rng = np.random.default_rng(1000 + place)
        ends = np.array([draw(rng)[1:] for _ in range(draws)])
        inside = float(np.mean((ends[:, 0] <= truth) & (truth <= ends[:, 1])))
        print(f"| {what} | {truth:.3f} | {n} | {inside:.3f} | {np.mean(ends[:, 1] - ends[:, 0]):.3f} |", flush=True)


if __name__ == "__main__":
    main()
