"""The answers that count in a report's figures, as arrays, and the people behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.tables import ThemeTable
from theme_mining.reports._people import Caution, People, people_of

__all__ = ["Base", "base_of"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Base:
    """The base answers as arrays: themes, weights, respondent numbers; the respondents; which rows were kept."""

    frame: pd.DataFrame
    has: Bools
    weights: Floats
    who: Ints
    people: People
    kept: Bools


def base_of(
    table: ThemeTable, frame: pd.DataFrame, rows: Ints, given: tuple[Bools, Floats], cautions: tuple[Caution, ...]
) -> tuple[Base, tuple[Caution, ...]]:
    """Give the answers that count; respondents whom the register does not know are left out, and it is said."""
    has, weights = given
    shown = frame.iloc[rows]
    people = people_of(table, shown, weights[rows])
    kept = (people.weights[people.of] > 0) | (not people.weights.any())
    if not kept.all():
        shown = shown[kept]
        again = people_of(table, shown, weights[rows][kept])
        people = replace(again, margins=people.margins, cautions=people.cautions)
    base = Base(shown, has[rows][kept], weights[rows][kept], people.of, people, kept)
    return base, (*cautions, *people.cautions)
