"""Theme shares of a batch that are right although the labels are not.

Counting what a classifier says gives a wrong share as soon as it misses and invents unequally often. Two cures:

* `prediction_powered`: a small sample of the batch is also coded by a person; the machine's share is corrected by the
  mean error on it (Angelopoulos et al. 2023, "Prediction-powered inference", Science 382; the weight of the machine
  labels is chosen as in Angelopoulos, Duchi & Zrnic 2023, "PPI++"). Holds without any assumption about the errors.
* `adjusted_count`: no coded sample of this batch, only how often the classifier erred on held-out answers; assumes that
  it errs alike here (Rogan & Gladen 1978; Forman 2008 "adjusted count"; Beta posteriors as in Diggle 2011).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from theme_mining.measure.scores import Interval

__all__ = ["adjusted_count", "prediction_powered"]

DRAWS = 4000


def prediction_powered(
    machine: npt.ArrayLike, machine_coded: npt.ArrayLike, human_coded: npt.ArrayLike, level: float = 0.95
) -> Interval:
    """Give a theme's share with an interval from machine labels for all and human labels for some.

    Parameters
    ----------
    machine : (N,) 0/1 or probability
        The classifier's word on the answers nobody coded.
    machine_coded, human_coded : (n,) 0/1
        The classifier's and the person's word on the answers of a random sample.
    level : float

    Returns
    -------
    Interval
        `n` is the number of coded answers. With fewer than two of them the interval is 0–1.

    Notes
    -----
    θ = λ·mean(f) + mean(y − λ·f_coded). One answer of each kind (a hit, a miss, a false alarm, a right rejection)
    is added to the variance, and Student's t with n − 1 degrees of freedom used: without them the
    interval of a theme that three of 100 coded answers have covers 80 % instead of 95 % (Agresti & Coull 1998 for the
    idea; tests/benchmarks/classification/prevalence.py for the simulation).
    """
    f, g, y = (np.asarray(x, dtype=np.float64) for x in (machine, machine_coded, human_coded))
    n, big = len(y), len(f)
    if n < 2:
        return Interval(float(f.mean()) if big else float("nan"), 0.0, 1.0, n)
    pooled = np.concatenate([f, g])
    spread = pooled.var()
    tune = 0.0
    if spread > 0 and big:
        tune = float(np.clip(np.cov(g, y)[0, 1] / (spread * (1 + n / big)), 0, 1))
    share = (tune * f.mean() if big else 0.0) + float((y - tune * g).mean())
    rest = y - tune * g
    padded = np.concatenate([rest, _PADS_Y - tune * _PADS_G])
    variance = padded.var(ddof=1) / (n + len(_PADS_Y)) + (tune**2 * f.var() / big if big else 0.0)
    middle = (share * n + 0.5 * len(_PADS_Y)) / (n + len(_PADS_Y)) if len(_PADS_Y) else share
    half = float(student.ppf(0.5 + level / 2, n - 1)) * np.sqrt(variance)
    return Interval(float(np.clip(share, 0, 1)), max(0.0, middle - half), min(1.0, middle + half), n)


_PADS_Y = np.array([0.0, 1.0, 0.0, 1.0])
_PADS_G = np.array([0.0, 1.0, 1.0, 0.0])


def adjusted_count(chosen: int, n: int, errors: npt.ArrayLike, seed: int = 1729, level: float = 0.95) -> Interval:
    """Give a theme's share in a batch from how many answers the classifier gave it and how it errs.

    Parameters
    ----------
    chosen, n : int
        Answers of the batch that were given the theme, and all.
    errors : (4,) float
        Held-out true positives, false positives, false negatives, true negatives.
    seed : int
        Of the posterior draws.
    level : float

    Returns
    -------
    Interval
        `n` is the number of answers of the batch. Where the classifier finds the theme no more often among answers
        that have it than among others, nothing can be said: 0–1.

    Notes
    -----
    share = (q + specificity − 1) / (sensitivity + specificity − 1), q the counted share. The interval comes from
    Jeffreys posteriors of the three.
    """
    hits, false, missed, right = np.asarray(errors, dtype=np.float64)
    if n == 0:
        return Interval(float("nan"), 0.0, 1.0, 0)
    sensitivity, specificity = (hits + 0.5) / (hits + missed + 1), (right + 0.5) / (right + false + 1)
    informed = sensitivity + specificity - 1
    if informed <= 0.05:
        return Interval(chosen / n, 0.0, 1.0, n)
    share = float(np.clip((chosen / n + specificity - 1) / informed, 0, 1))
    rng = np.random.default_rng(seed)
    q = rng.beta(chosen + 0.5, n - chosen + 0.5, DRAWS)
    sens = rng.beta(hits + 0.5, missed + 0.5, DRAWS)
    spec = rng.beta(right + 0.5, false + 0.5, DRAWS)
    drawn = np.clip((q + spec - 1) / np.maximum(sens + spec - 1, 1e-3), 0, 1)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Interval(share, float(min(low, share)), float(max(high, share)), n)
