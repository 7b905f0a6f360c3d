"""Themes by the columns that tell who answered: groups, small ones merged, and what must be hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.crosstab import CrossTab, crosstab
from theme_mining.measure.disclosure import Published, hidden_together
from theme_mining.measure.shares import respondent_rows
from theme_mining.reports._base import Base
from theme_mining.reports._closed import is_multiple, options_of

__all__ = ["Background", "background_of", "dimensions", "guarded", "with_options"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_GROUPS = 20
MOST_HIDDEN = 0.5
NUMBER_CLASSES = 4


@dataclass(frozen=True, slots=True)
class Background:
    """Themes by one background column: `table` is (themes, groups) in the order of `Figures.themes` and `groups`.

    `hidden` (themes, groups) True where nothing may be shown; `merged` are groups too small to stand alone,
    shown together as the last group; `missing` counts respondents whose group is not known. `shown` is False
    where more than half of the cells would be hidden: the whole table is then left out. `of_answer` is each
    base answer's group number, −1 where not known. `closed` tells a closed question; `empty` are groups whose weights
    are all 0, so that they have no shares.
    """

    name: str
    groups: tuple[str, ...]
    table: CrossTab = field(repr=False)
    hidden: Bools = field(repr=False)
    merged: tuple[str, ...]
    missing: int
    shown: bool
    of_answer: Ints = field(repr=False)
    closed: bool = False
    empty: tuple[str, ...] = ()


def dimensions(table: ThemeTable, base: pd.DataFrame) -> list[str]:
    several = len(base["question"].unique()) > 1 and "question" not in table.background
    return [*(["question"] if several else []), *dict.fromkeys((*table.background, *table.closed))]


def with_options(table: ThemeTable, frame: pd.DataFrame, others: str) -> tuple[ThemeTable, pd.DataFrame]:
    """Give each option of a question of several choices a column of its own: those who chose it, and the others."""
    closed: list[str] = []
    for name in table.closed:
        if not is_multiple(frame[name].tolist()):
            closed.append(name)
            continue
        chosen = frame[name].map(options_of)
        for option in sorted({o for row in chosen for o in row}):
            column = f"{name}: {option}"
            frame = frame.assign(**{column: [option if option in row else others if row else "" for row in chosen]})
            closed.append(column)
    return replace(table, closed=tuple(closed), answers=frame), frame


def background_of(table: ThemeTable, name: str, base: Base, others: str) -> Background:
    codes, groups = _grouped(base.frame[name].astype(str), in_order=name == "question")
    size = _units(base, codes)[1]
    codes, groups, merged = _merge_small(codes, groups, size, (table.hide_cells_below, others))
    has, groups_of, weights, clusters, missing = _by_unit(base, codes)
    cross = crosstab(has, groups_of, len(groups), weights, clusters=clusters)
    empty = tuple(g for g, n in zip(groups, cross.base, strict=True) if not n)
    nothing = np.zeros_like(cross.count, dtype=bool)
    return Background(name, tuple(groups), cross, nothing, tuple(merged), missing, len(groups) > 1, codes,
                      name in table.closed, empty)  # fmt: skip


def guarded(table: ThemeTable, found: Sequence[Background], base: Base) -> tuple[Background, ...]:
    """Give the backgrounds with what must be hidden, so that no table gives away what another hides.

    What was asked tells nothing of who answered, so a question's small counts give nobody away. A table that would be
    more than half hidden is left out, and the others are tried without it.
    """
    shown = [b for b in found if b.shown]
    people, _ = respondent_rows(base.has, base.weights, base.who)
    single = all(len(np.unique(base.who * (len(b.groups) + 1) + b.of_answer)) == len(people) for b in shown)
    totals = people.sum(axis=0).astype(np.int64) if single else None
    while True:
        tables = [
            Published(b.table.count, b.table.base, b.of_answer, 0 if b.name == "question" else table.hide_cells_below)
            for b in shown
        ]
        hidden = hidden_together(tables, totals)
        kept = [h.size > 0 and float(h.mean()) <= MOST_HIDDEN for h in hidden]
        if all(kept):
            break
        shown = [b for b, keep in zip(shown, kept, strict=True) if keep]
    done = {b.name: replace(b, hidden=h | (b.table.base == 0)) for b, h in zip(shown, hidden, strict=True)}
    return tuple(done.get(b.name, replace(b, shown=False, hidden=np.ones_like(b.hidden))) for b in found)


def _grouped(values: pd.Series, in_order: bool) -> tuple[Ints, list[str]]:
    """Give group numbers (−1 not known) and the groups; numbers of many values are put into classes."""
    codes, found = pd.factorize(values.where(values.str.strip() != ""))
    if len(found) > MOST_GROUPS and (classes := _number_classes(found)) is not None:
        values = pd.Series(classes, dtype=object).take(codes).where(codes >= 0)
        codes, found = pd.factorize(values)
    order = range(len(found)) if in_order else sorted(range(len(found)), key=lambda g: _natural(str(found[g])))
    place = np.full(len(found) + 1, -1, np.int64)
    place[list(order)] = np.arange(len(found))
    return place[codes], [str(found[g]) for g in order]


def _number_classes(found: pd.Index) -> list[str] | None:
    """Give each value's class of about equal numbers of values ("1950–1968"), None where not all are numbers."""
    numbers = pd.to_numeric(pd.Series(found).str.replace(",", "."), errors="coerce")
    if numbers.isna().any():
        return None
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, NUMBER_CLASSES + 1)[1:-1]))
    classes = np.searchsorted(cuts, numbers, side="right")
    ends = numbers.groupby(classes).agg(["min", "max"])
    return [f"{ends['min'][c]:g}–{ends['max'][c]:g}" for c in classes]


def _natural(group: str) -> tuple[float, str]:
    """Order "alle 50" < "50–249" < "1000 tai yli" < words."""
    digits = re.match(r"(alle |under |below )?(\d[\d ]*)", group.casefold())
    if not digits:
        return float("inf"), group.casefold()
    return float(digits[2].replace(" ", "")) - (0.5 if digits[1] else 0), group.casefold()


def _units(base: Base, codes: Ints) -> tuple[Ints, Ints]:
    """Give each answer's unit (a respondent within a group) and the number of units of each group."""
    span = int(codes.max()) + 2 if len(codes) else 1
    unique, unit = np.unique(base.who * span + codes + 1, return_inverse=True)
    return unit.astype(np.int64), np.bincount(unique % span, minlength=span)[1:]


def _by_unit(base: Base, codes: Ints) -> tuple[Bools, Ints, Floats, Ints | None, int]:
    """Give themes, group, weight and cluster a unit, and how many units have no group.

    A unit weighs what its respondent does.
    """
    unit, _ = _units(base, codes)
    has, _ = respondent_rows(base.has, base.weights, unit)
    groups, person = np.full(len(has), -1, np.int64), np.zeros(len(has), np.int64)
    groups[unit], person[unit] = codes, base.who
    voices = base.people
    clusters = None if voices.clusters is None else voices.clusters[person]
    return has, groups, voices.weights[person], clusters, int((groups < 0).sum())


def _merge_small(
    codes: Ints, groups: list[str], size: Ints, limit_others: tuple[int, str]
) -> tuple[Ints, list[str], list[str]]:
    """Give group numbers with small groups merged into one last group, which itself is never below the limit."""
    limit, others = limit_others
    by_size = sorted(range(len(groups)), key=lambda g: (size[g], g))
    small: list[int] = []
    while by_size and (
        size[by_size[0]] < limit
        or len(by_size) + bool(small) > MOST_GROUPS
        or (small and (len(small) == 1 or size[small].sum() < limit))
    ):
        small.append(by_size.pop(0))
    kept = sorted(by_size)
    place = np.full(len(groups) + 1, -1, np.int64)
    place[kept] = np.arange(len(kept))
    place[sorted(small)] = len(kept)
    return place[codes], [groups[g] for g in kept] + [others] * bool(small), [groups[g] for g in sorted(small)]
