"""Closed questions beside the open ones: how many chose each option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.shares import paired_difference, shares
from theme_mining.reports._people import people_of, weights_of

__all__ = ["Closed", "closed_questions", "is_multiple", "options_of"]


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed question: `options`, most chosen first, with ``name``, ``respondents``, ``share``, ``low``, ``high``.

    `multiple` tells that a respondent may have chosen several; `base` are respondents who chose any. `leads` tells
    whether the first option differs from the next (5 %).
    """

    name: str
    options: pd.DataFrame
    multiple: bool
    base: int
    leads: bool


def options_of(cell: object) -> tuple[str, ...]:
    """Give the options chosen in a cell.

    >>> options_of("kyllä; ehkä"), options_of(" ")
    (('kyllä', 'ehkä'), ())
    """
    return tuple(dict.fromkeys(part.strip() for part in str(cell).split(";") if part.strip()))


def is_multiple(cells: Sequence[object]) -> bool:
    """Tell whether any cell holds several options."""
    return any(len(options_of(cell)) > 1 for cell in set(map(str, cells)))


def closed_questions(table: ThemeTable) -> tuple[Closed, ...]:
    """Give every closed question of the table, options in the order in which they are chosen most.

    The base are all respondents who chose something, whether or not they wrote anything.
    """
    return tuple(found for name in table.closed if (found := _closed(table, name)) is not None)


def _closed(table: ThemeTable, name: str) -> Closed | None:
    frame = table.answers.reset_index(drop=True)
    weights, _ = weights_of(frame)
    chosen = frame[name].astype(str).map(options_of)
    rows = np.flatnonzero(chosen.map(bool).to_numpy() & ((weights > 0) | ~(weights > 0).any()))
    if not len(rows):
        return None
    people = people_of(table, frame.iloc[rows], weights[rows])
    each = chosen.iloc[rows].tolist()
    found = {option for row in each for option in row}
    options = sorted(found)
    place = {option: k for k, option in enumerate(options)}
    has = np.zeros((len(people.weights), len(options)), bool)
    for person, row in zip(people.of.tolist(), each, strict=True):
        has[person, [place[o] for o in row]] = True
    told = shares(has, people.weights, people.clusters, strata=people.strata)
    columns = {"name": options, "respondents": told.count, "share": told.share, "low": told.low, "high": told.high}
    best = np.argsort(-np.round(told.share, 12), kind="stable")
    leads = len(options) < 2 or _leads(has, people.weights, (int(best[0]), int(best[1])))
    ordered = pd.DataFrame(columns).iloc[best].reset_index(drop=True)
    return Closed(name, ordered, any(len(row) > 1 for row in each), told.base, leads)


def _leads(has: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64], pair: tuple[int, int]) -> bool:
    return paired_difference(has[:, pair[0]], has[:, pair[1]], weights)[1] > 0
