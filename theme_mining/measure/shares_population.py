"""Weights that make the respondents look like the population: post-stratification and raking to a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["Raked", "Strata", "post_stratify", "rake"]

Floats = npt.NDArray[np.float64]

ROUNDS, CLOSE = 200, 1e-9


@dataclass(frozen=True, slots=True)
class Strata:
    """Post-stratification weights and who answered.

    `weights` (n,) have mean 1 over respondents of a known group; 0 for a respondent whose group the register does
    not have. `answered` and `population` are units a group; `silent` are register groups nobody answered from —
    what they would have said is not known, so the figures speak for the rest only; `strangers` are respondents'
    groups that the register does not have.
    """

    weights: Floats = field(repr=False)
    answered: Mapping[str, int]
    population: Mapping[str, float]
    silent: tuple[str, ...]
    strangers: tuple[str, ...]

    @property
    def covered(self) -> float:
        """Share of the population that lies in groups somebody answered from."""
        whole = sum(self.population.values())
        return sum(n for group, n in self.population.items() if group not in self.silent) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights that fit several margins at once, each margin's `Strata`, and the largest gap left (0–1)."""

    weights: Floats = field(repr=False)
    margins: tuple[Strata, ...]
    gap: float


def post_stratify(groups: Sequence[str], population: Mapping[str, float], weights: Floats | None = None) -> Strata:
    """Weigh respondents so that each group has its share of the population (Holt & Smith 1979, JRSS A 142:33–46).

    Parameters
    ----------
    groups : (n,) str
        Each respondent's group.
    population : mapping
        Units of each group in the register, 0 or more.
    weights : (n,) float or None
        Design weights to start from; None for 1 each.

    Raises
    ------
    ValueError
        A negative or missing number in the population.

    Examples
    --------
    Three small and one large organisation answered; the register has one small for every large:

    >>> post_stratify(["small"] * 3 + ["large"], {"small": 50, "large": 50}).weights.round(3).tolist()
    [0.667, 0.667, 0.667, 2.0]
    """
    bad = [group for group, size in population.items() if not size >= 0]
    if bad:
        raise ValueError(f"post_stratify: the population of {bad} is negative or missing")
    design = np.ones(len(groups)) if weights is None else np.asarray(weights, np.float64)
    sums: dict[str, float] = {}
    answered: dict[str, int] = {}
    for group, weight in zip(groups, design, strict=True):
        sums[group] = sums.get(group, 0.0) + float(weight)
        answered[group] = answered.get(group, 0) + 1
    factor = {group: population.get(group, 0.0) / total if total > 0 else 0.0 for group, total in sums.items()}
    found = np.array([factor[group] for group in groups], np.float64) * design
    known = np.array([group in population for group in groups], bool)
    mean = float(found[known].mean()) if known.any() else 0.0
    silent = tuple(g for g, size in population.items() if size > 0 and sums.get(g, 0.0) <= 0)
    strangers = tuple(sorted(set(groups) - set(population)))
    return Strata(found / mean if mean > 0 else found, answered, dict(population), silent, strangers)


def rake(margins: Sequence[tuple[Sequence[str], Mapping[str, float]]], weights: Floats | None = None) -> Raked:
    """Fit weights to several margins by turns (Deming & Stephan 1940, Ann. Math. Stat. 11:427–444).

    Each margin is (each respondent's group, units of each group in the register). A respondent whose group is
    missing from any of the registers gets weight 0. One margin is post-stratification.

    >>> sex, age = ["f", "f", "m", "m"], ["young", "old", "old", "old"]
    >>> found = rake([(sex, {"f": 60, "m": 40}), (age, {"young": 25, "old": 75})])
    >>> round(found.gap, 6), found.weights.round(2).tolist()
    (0.0, [1.0, 1.4, 0.8, 0.8])
    """
    n = len(margins[0][0])
    now = np.ones(n) if weights is None else np.asarray(weights, np.float64).copy()
    known = np.all([[group in register for group in groups] for groups, register in margins], axis=0)
    now = np.where(known, now, 0.0)
    fits: list[Strata] = []
    for _ in range(ROUNDS if len(margins) > 1 else 1):
        before, fits = now, []
        for groups, register in margins:
            fitted = post_stratify(groups, register, now)
            now = fitted.weights
            fits.append(fitted)
        if np.abs(now - before).max(initial=0.0) < CLOSE:
            break
    live = now[known]
    mean = float(live.mean()) if len(live) and live.mean() > 0 else 1.0
    return Raked(now / mean, tuple(fits), max(_gap(groups, register, now) for groups, register in margins))


def _gap(groups: Sequence[str], register: Mapping[str, float], weights: Floats) -> float:
    """Give the largest difference between a group's weighted share and the register's, silent groups left out."""
    sums = dict.fromkeys(register, 0.0)
    for group, weight in zip(groups, weights, strict=True):
        if group in sums:
            sums[group] += float(weight)
    heard = {group: size for group, size in register.items() if sums[group] > 0}
    whole, total = sum(heard.values()), sum(sums.values())
    if whole <= 0 or total <= 0:
        return 1.0
    return max(abs(sums[group] / total - size / whole) for group, size in heard.items())
