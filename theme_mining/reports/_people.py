"""Who answered and how much each voice counts: survey weights, equal voice, weights to a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.shares import respondent_rows
from theme_mining.measure.shares_population import rake

__all__ = ["Caution", "Margin", "People", "people_of", "weights_of"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SMALL_REGISTER = 30
CLOSE = 0.005


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the report must say of its figures: a text's key and its values."""

    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Margin:
    """A register beside those who answered: `groups`, `register` and `answered` in one order; `covered` 0–1.

    Groups are in the register's order, then those it does not have (`register` 0). `answered` are respondents.
    """

    name: str
    groups: tuple[str, ...]
    register: tuple[float, ...]
    answered: tuple[int, ...]
    covered: float


@dataclass(frozen=True, slots=True)
class People:
    """Respondents of some answers: `of` (answers,) respondent numbers, `weights` (n,), clusters and strata or none.

    `clusters` (n,) are the organisations with one voice each; `strata` one code array (n,) a margin of the register.
    """

    of: Ints = field(repr=False)
    weights: Floats = field(repr=False)
    clusters: Ints | None = field(repr=False)
    strata: tuple[Ints, ...] = field(repr=False)
    margins: tuple[Margin, ...]
    cautions: tuple[Caution, ...]

    @property
    def voices(self) -> int:
        """Number of voices: organisations with equal voice, otherwise respondents."""
        return len(self.weights) if self.clusters is None else len(np.unique(self.clusters[self.weights > 0]))


def weights_of(frame: pd.DataFrame) -> tuple[Floats, tuple[Caution, ...]]:
    """Give each answer's weight with missing, negative and infinite ones as 0, and what to say of them."""
    given = pd.to_numeric(frame["weight"], errors="coerce").to_numpy(np.float64)
    missing, negative, nought = ~np.isfinite(given), given < 0, given == 0
    who = respondent_numbers(frame)
    cautions = tuple(
        Caution(key, {"n": len(np.unique(who[bad]))})
        for key, bad in (("c_weight_missing", missing), ("c_weight_negative", negative), ("c_weight_nought", nought))
        if bad.any()
    )
    return np.where(missing | negative, 0.0, given), cautions


def respondent_numbers(frame: pd.DataFrame) -> Ints:
    """Give each answer's respondent as a number; an answer of nobody named is one of its own."""
    named = frame["respondent"].astype(str)
    codes, _ = pd.factorize(named.where(named != "", "\x00" + frame["id"].astype(str)))
    return codes.astype(np.int64)


def people_of(table: ThemeTable, frame: pd.DataFrame, weights: Floats) -> People:
    """Give the respondents of the answers in `frame` and what each of them weighs.

    A respondent weighs the mean of the answers' weights. With equal voice this is divided by the number of the
    organisation's respondents. A register then scales the whole: `rake`.
    """
    of = respondent_numbers(frame)
    _, each = respondent_rows(np.zeros((len(of), 0), bool), weights, of)
    first = np.full(len(each), -1, np.int64)
    first[of[::-1]] = np.arange(len(of))[::-1]
    clusters: Ints | None = None
    if table.voice:
        named = frame[table.voice].astype(str).to_numpy()[first] if len(first) else np.zeros(0, str)
        alone = np.array([f"\x00{i}" for i in range(len(first))], dtype=object)
        codes, _ = pd.factorize(np.where(named == "", alone, named))
        clusters = codes.astype(np.int64)
        live = np.bincount(clusters, each > 0, int(clusters.max(initial=-1)) + 1)
        each = each / np.maximum(live[clusters], 1) if len(each) else each
    if table.population is None or not len(first):
        return People(of, each, clusters, (), (), ())
    return _fitted(table.population, frame.iloc[first], (of, each, clusters))


def _fitted(register: pd.DataFrame, frame: pd.DataFrame, counted: tuple[Ints, Floats, Ints | None]) -> People:
    of, each, clusters = counted
    margins = []
    for name, part in register.groupby("background", sort=False):
        sizes = {str(g): float(n) for g, n in zip(part["group"], part["n"], strict=True)}
        margins.append((str(name), frame[str(name)].astype(str).tolist(), sizes))
    raked = rake([(groups, sizes) for _, groups, sizes in margins], each)
    shown, cautions = [], []
    for (name, groups, sizes), fit in zip(margins, raked.margins, strict=True):
        order = [*sizes, *fit.strangers]
        counts = pd.Series(groups).value_counts()
        answered = tuple(int(counts.get(g, 0)) for g in order)
        heard = tuple(g for g, n in zip(order, answered, strict=True) if n == 0 and sizes.get(g, 0) > 0)
        shown.append(Margin(name, tuple(order), tuple(sizes.get(g, 0.0) for g in order), answered, fit.covered))
        if heard:
            values = {"background": name, "groups": ", ".join(heard), "share": 1 - _covered(sizes, heard)}
            cautions.append(Caution("c_silent", values))
        known = [g for g in fit.strangers if g]
        if known:
            n = sum(int(counts[g]) for g in known)
            cautions.append(Caution("c_stranger", {"background": name, "groups": ", ".join(known), "n": n}))
        if "" in fit.strangers:
            cautions.append(Caution("c_unknown_group", {"background": name, "n": int(counts[""])}))
    if raked.gap > CLOSE:
        cautions.append(Caution("c_gap", {"gap": raked.gap}))
    strata = tuple(pd.factorize(pd.Series(groups))[0].astype(np.int64) for _, groups, _ in margins)
    return People(of, raked.weights, clusters, strata, tuple(shown), tuple(cautions))


def _covered(sizes: Mapping[str, float], silent: Sequence[str]) -> float:
    whole = sum(sizes.values())
    return sum(n for g, n in sizes.items() if g not in silent) / whole if whole else 0.0
