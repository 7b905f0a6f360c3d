"""The two tables of the line: what a reader gives, and what a report takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from theme_mining.core.codebook import Codebook
from theme_mining.core.types import Run

__all__ = ["SourceTable", "ThemeTable"]


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A survey file as read: `frame` holds one row a respondent, in the file's order, nothing dropped.

    Text columns hold `str` (empty where the cell was empty); columns that are wholly numbers stay numbers.
    `header_row` is the 1-based row of the file the column names came from; `first_row` the 1-based row of
    the first data row, so that `first_row + i` finds row *i* again (for one file without blank lines).
    `notes` say in plain words what was understood or mended ("encoding cp1252", "2 title rows skipped").
    `value_labels` are SPSS value labels a column. `layout` names the survey tool where its marks were seen.
    `row_numbers` are the 1-based rows of the file where they do not simply count up from `first_row`.
    """

    path: Path
    frame: pd.DataFrame = field(repr=False)
    sheet: str = ""
    header_row: int = 1
    first_row: int = 2
    notes: tuple[str, ...] = ()
    column_labels: Mapping[str, str] = field(default_factory=dict)
    value_labels: Mapping[str, Mapping[object, str]] = field(default_factory=dict)
    layout: str = ""
    row_numbers: tuple[int, ...] = field(default=(), repr=False)

    def row(self, i: int) -> int:
        """Give the 1-based row of the file that row *i* of the frame came from."""
        return self.row_numbers[i] if self.row_numbers else self.first_row + i


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """What a report shows: one row an answer, with masked text, background and themes.

    `answers` has the columns
        ``id`` (str), ``respondent`` (str), ``question`` (str), ``text`` (str, masked),
        ``language`` (fi, sv, en, mixed, none), ``themes`` (tuple of theme ids, strongest first; empty when none),
        ``confidence`` (float 0–1 or NaN), ``review`` (bool), ``evidence`` (str), ``weight`` (float > 0),
    and one column (str, empty when not known) for each name in `background`.
    `map_xy`, where there, has columns ``id``, ``x``, ``y``. `corrected`, where a classifier gave the themes, has the
    shares of answers corrected for its errors: ``theme``, ``corrected``, ``low``, ``high``, ``method``.

    What a report may add: `closed` are columns of `answers` with the options chosen in closed questions (several
    separated by ``;``); `voice` is the column whose groups (organisations) have one vote each; `population` has the
    rows of a register, ``background``, ``group``, ``n``, to which the respondents are weighted; `made_on` is the day
    (ISO 8601), `recipe` what the report was made from (file names and options, so that it can be verified).
    `answers` may have a column ``lemmas``: a tuple a row, "" in the place of a word that tells nothing. A ``weight``
    that is missing, negative or zero leaves its answer out of every share, and the report says so.

    Cells of a cross-tab that rest on fewer than `hide_cells_below` answers are hidden with secondary suppression
    (default 5: the Finnish Social Science Data Archive's and Statistics Finland's usual practice lies at 3–5; floor 3).
    """

    title: str
    answers: pd.DataFrame = field(repr=False)
    codebook: Codebook
    run: Run
    background: tuple[str, ...] = ()
    weighted: bool = False
    hide_cells_below: int = 5
    map_xy: pd.DataFrame | None = field(default=None, repr=False)
    corrected: pd.DataFrame | None = field(default=None, repr=False)
    closed: tuple[str, ...] = ()
    voice: str = ""
    population: pd.DataFrame | None = field(default=None, repr=False)
    made_on: str = ""
    recipe: Mapping[str, object] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        wanted = ["id", "respondent", "question", "text", "language", "themes", "confidence", "review",
                  "evidence", "weight", *self.background, *self.closed,
                  *([self.voice] if self.voice else [])]  # fmt: skip
        missing = [name for name in wanted if name not in self.answers.columns]
        if missing:
            raise ValueError(f"ThemeTable.answers: columns missing: {missing}")
        if self.hide_cells_below < 3:
            raise ValueError(f"ThemeTable.hide_cells_below: at least 3 wanted, got {self.hide_cells_below}")
