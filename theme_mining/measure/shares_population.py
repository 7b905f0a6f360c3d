"""Weights that make the respondents look like the population: post-stratification to a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["Strata", "post_stratify"]

Floats = npt.NDArray[np.float64]


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
