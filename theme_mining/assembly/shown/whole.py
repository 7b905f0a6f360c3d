"""A survey at one moment as arrays, and which of its figures a view may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.identity import fingerprint
from theme_mining.core.tables import ThemeTable
from theme_mining.measure.crosstab import CrossTab, crosstab
from theme_mining.measure.disclosure import hidden_cells
from theme_mining.measure.shares import respondent_rows
from theme_mining.reports import Figures, figures

__all__ = ["QUESTION", "WAVE", "Dimension", "View", "Whole"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WAVE, QUESTION = "wave", "question"


@dataclass(frozen=True, slots=True)
class View:
    """A wave and filters: (column, group) pairs, one a column, sorted; all must hold."""

    filters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, chosen: Mapping[str, str]) -> View:
        """Give the view of columns → groups; empty groups are left out."""
        return cls(tuple(sorted((column, group) for column, group in chosen.items() if group)))

    def chosen(self, column: str) -> str:
        """Give the group chosen of a column, empty where all are shown."""
        return dict(self.filters).get(column, "")

    def without(self, column: str) -> View:
        """Give the view without a column's filter."""
        return View(tuple(pair for pair in self.filters if pair[0] != column))

    def within(self, column: str, group: str) -> View:
        """Give the view narrowed to a group."""
        return View.of({**dict(self.filters), column: group})


@dataclass(frozen=True, slots=True)
class Dimension:
    """A background column: its groups in order, small ones merged, and each base answer's group (−1 not known)."""

    name: str
    groups: tuple[str, ...]
    merged: tuple[str, ...]
    of_answer: Ints = field(repr=False)

    def place(self, group: str) -> int:
        """Give a group's number. Raises InputError with the near miss."""
        if group not in self.groups:
            raise InputError(f'"{self.name}" has no group "{group}"', near_miss(group, self.groups))
        return self.groups.index(group)


class Whole:
    """A survey at one moment. `figures` are those of the whole; base answers are answers with content.

    `has` (n, k) themes of the base answers, `who` (n,) their respondents, `weights` (n,), `frame` the base answers'
    rows. `dimensions` are the columns of which enough may be shown. Safe to read from several threads.
    """

    def __init__(self, table: ThemeTable, others: str = "Muut") -> None:
        self.figures: Figures = figures(table, others)
        self.table = table
        self.frame: pd.DataFrame = table.answers.iloc[self.figures.rows].reset_index(drop=True)
        self.has: Bools = self.figures.has
        self.weights: Floats = self.frame["weight"].to_numpy(np.float64)
        self.who: Ints = _numbered(self.frame)
        self.themes: tuple[str, ...] = tuple(self.figures.themes["theme"])
        self.names: tuple[str, ...] = tuple(map(str, self.figures.themes["name"]))
        self.dimensions: dict[str, Dimension] = {
            b.name: Dimension(b.name, b.groups, b.merged, b.of_answer) for b in self.figures.backgrounds if b.shown
        }
        self._hidden: dict[View, Bools] = {}

    @property
    def limit(self) -> int:
        """Cells of fewer respondents than this are hidden."""
        return self.table.hide_cells_below

    @property
    def waves(self) -> tuple[str, ...]:
        """The waves in their order; empty where there is only one."""
        return self.dimensions[WAVE].groups if WAVE in self.dimensions else ()

    @cached_property
    def texts_fingerprint(self) -> str:
        """Fingerprint of the answers' texts: what is read from texts alone is good until this changes."""
        return fingerprint(self.frame["id"].tolist(), self.frame["text"].tolist())

    def dimension(self, column: str) -> Dimension:
        """Give a background column. Raises InputError with the near miss."""
        if column not in self.dimensions:
            raise InputError(f'There is no background column "{column}"', near_miss(column, self.dimensions))
        return self.dimensions[column]

    def place(self, theme: str) -> int:
        """Give a theme's column number. Raises InputError with the near miss."""
        if theme not in self.themes:
            raise InputError(f'There is no theme "{theme}"', near_miss(theme, self.themes))
        return self.themes.index(theme)

    def mask(self, view: View) -> Bools:
        """Give (n,) True for the base answers of a view. Raises InputError for a column or group that is not there."""
        found = np.ones(len(self.frame), bool)
        for column, group in view.filters:
            dimension = self.dimension(column)
            found &= dimension.of_answer == dimension.place(group)
        return found

    def enough(self, rows: Bools) -> bool:
        """Whether base answers, (n,) True, come from as many respondents as a cell must have to be shown."""
        return len(np.unique(self.who[rows])) >= self.limit

    def table_by(self, view: View, column: str) -> CrossTab:
        """Give the themes of a view by the groups of a column; units are respondents within a group."""
        rows = np.flatnonzero(self.mask(view))
        codes = self.dimension(column).of_answer[rows]
        span = len(self.dimension(column).groups) + 1
        unique, unit = np.unique(self.who[rows] * span + codes + 1, return_inverse=True)
        has, weights = respondent_rows(self.has[rows], self.weights[rows], unit.astype(np.int64))
        return crosstab(has, unique % span - 1, span - 1, weights)

    def hidden(self, view: View) -> Bools:
        """Give (k + 1,) True for the themes of a view whose figures may not be shown; the last tells of the view.

        A filter makes a view one column of a cross-tab of the view without that filter, so what is hidden there is
        hidden here, and what was hidden before stays hidden within. What was asked tells nothing of who answered, so
        the question hides nothing.
        """
        if view not in self._hidden:
            found = np.zeros(len(self.themes) + 1, bool)
            for column, group in view.filters:
                parent, dimension = view.without(column), self.dimension(column)
                found |= self.hidden(parent)
                if column != QUESTION:
                    cross = self.table_by(parent, column)
                    cells = hidden_cells(np.vstack([cross.count, cross.base]), self.limit)
                    found |= cells[:, dimension.place(group)]
            self._hidden[view] = found | found[-1]
        return self._hidden[view]

    def hidden_by(self, view: View, column: str) -> Bools:
        """Give (k, g) True where a cell of `table_by` may not be shown."""
        groups = self.dimension(column).groups
        return np.column_stack([self.hidden(view.within(column, group))[:-1] for group in groups])

    @cached_property
    def unquotable(self) -> Bools:
        """Give (n, k) True where a base answer lies in a hidden cell of a theme by any one column."""
        found = np.zeros(self.has.shape, bool)
        for name, dimension in self.dimensions.items():
            if name == QUESTION:
                continue
            hidden = self.hidden_by(View(), name)
            known = dimension.of_answer >= 0
            found[known] |= hidden[:, dimension.of_answer[known]].T
        return found & self.has

    def may_be_read(self, view: View) -> Bools:
        """Give (n,) True for the base answers of a view whose text may be shown: none lies in a hidden cell."""
        hidden = self.hidden(view)[:-1]
        shown: Bools = self.mask(view) & ~self.unquotable.any(axis=1) & ~(self.has & hidden).any(axis=1)
        return shown & (not self.hidden(view)[-1])


def _numbered(frame: pd.DataFrame) -> Ints:
    """Give each answer's respondent as a number; an answer of nobody named is one of its own."""
    named = frame["respondent"].astype(str)
    codes, _ = pd.factorize(named.where(named != "", "\x00" + frame["id"].astype(str)))
    return codes.astype(np.int64)
