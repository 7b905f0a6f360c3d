"""What changed between two rounds of a survey: shares of the same themes, with intervals and tests.

The rounds are taken as independent samples. Where the same respondents answered both, the intervals are too wide
rather than too narrow (answers of one respondent agree more than those of two), so no change is made up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from theme_mining.measure.crosstab import holm
from theme_mining.measure.intervals import difference, difference_p
from theme_mining.measure.shares import Shares

__all__ = ["Change", "change"]

Floats = npt.NDArray[np.float64]

FEW = 0.02


@dataclass(frozen=True, slots=True)
class Change:
    """Change of k shares from the first round to the second.

    `change`, `low`, `high` (k,) are second − first with Newcombe's 95 % interval; `p` (k,) is Holm-corrected over
    the themes. `verdict` (k,) is one of ``new`` (at most 2 % before, clearly more now), ``faded`` (the reverse),
    ``up``, ``down``, ``same`` — "not told apart", which is no proof of sameness.
    """

    change: Floats
    low: Floats
    high: Floats
    p: Floats
    verdict: tuple[str, ...]


def change(before: Shares, after: Shares, level: float = 0.95) -> Change:
    """Give the change of each share between two rounds; both have the same k themes in the same order.

    >>> from theme_mining.measure.shares import shares
    >>> poll = lambda n, of: shares(np.arange(of)[:, None] < n, np.ones(of))
    >>> found = change(poll(20, 200), poll(60, 200))
    >>> found.verdict, round(float(found.change[0]), 2)
    (('up',), 0.2)
    """
    if len(before.share) != len(after.share):
        raise ValueError(f"change: got {len(before.share)} themes before but {len(after.share)} after")
    pair = (before.share, after.share), (before.effective, after.effective)
    moved, low, high = difference(*pair, level)
    p = holm(np.where((before.effective > 0) & (after.effective > 0), difference_p(*pair), 1.0))
    return Change(moved, low, high, p, tuple(map(_verdict, before.share, after.share, p < 1 - level)))


def _verdict(before: float, after: float, differs: bool) -> str:
    if not differs:
        return "same"
    if after > before:
        return "new" if before <= FEW else "up"
    return "faded" if after <= FEW else "down"
