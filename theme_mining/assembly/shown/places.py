"""The map: where each answer lies, and which themes lie side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.assembly.shown.whole import View, Whole

__all__ = ["Places", "ThemePlace", "places"]

Floats = npt.NDArray[np.float64]
MOST_POINTS = 2000


@dataclass(frozen=True, slots=True)
class ThemePlace:
    """A theme's middle on the map (0–1), its number of answers there, and the names of the nearest themes."""

    id: str
    name: str
    x: float
    y: float
    answers: int
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Points of a view (x, y in 0–1 and whether an answer has the chosen theme), and the themes' middles."""

    points: pd.DataFrame = field(repr=False)
    themes: tuple[ThemePlace, ...]
    answers: int


def places(whole: Whole, view: View, theme: str = "") -> Places | None:
    """Give the map of a view with the answers of one theme marked; None where no map was made.

    At most 2,000 points are given, evenly taken by id; the outermost 1 % are moved to the edge. A view that may not
    be shown has no points.
    """
    where = _unit(whole)
    if where is None:
        return None
    marked = whole.has[:, whole.place(theme)] if theme else np.zeros(len(where), bool)
    hidden = whole.hidden(view)
    if theme and hidden[whole.place(theme)]:
        marked = np.zeros(len(where), bool)
    seen = np.flatnonzero(whole.mask(view) & np.isfinite(where).all(axis=1) & (not hidden[-1]))
    ids = whole.frame["id"].astype(str).to_numpy()
    ordered = seen[np.argsort(ids[seen], kind="stable")]
    taken = ordered[np.unique(np.linspace(0, max(len(ordered) - 1, 0), min(MOST_POINTS, len(ordered))).astype(int))]
    points = pd.DataFrame({"x": where[taken, 0], "y": where[taken, 1], "marked": marked[taken]}).round(4)
    return Places(points, _middles(whole, where, seen, hidden[:-1]), len(seen))


def _unit(whole: Whole) -> Floats | None:
    given = whole.table.map_xy
    if given is None or not len(given):
        return None
    indexed = given.assign(id=given["id"].astype(str)).drop_duplicates("id").set_index("id")[["x", "y"]]
    where = indexed.reindex(whole.frame["id"].astype(str)).to_numpy(np.float64)
    if not np.isfinite(where).any():
        return None
    low, high = np.nanpercentile(where, 1, axis=0), np.nanpercentile(where, 99, axis=0)
    found: Floats = np.clip((where - low) / np.where(high > low, high - low, 1.0), -0.02, 1.02)
    return found


def _middles(whole: Whole, where: Floats, seen: npt.NDArray[np.int64], hidden: np.ndarray) -> tuple[ThemePlace, ...]:
    found = []
    for k in np.flatnonzero(~hidden):
        own = where[seen[whole.has[seen, k]]]
        if len(own) >= whole.limit:
            found.append((int(k), np.median(own, axis=0), len(own)))
    middles = np.array([middle for _, middle, _ in found]).reshape(-1, 2)
    away = np.linalg.norm(middles[:, None] - middles[None], axis=2)
    np.fill_diagonal(away, np.inf)
    return tuple(
        ThemePlace(
            whole.themes[k], whole.names[k], float(middle[0]), float(middle[1]), n,
            _nearest(whole, found, away[at]),
        )
        for at, (k, middle, n) in enumerate(found)
    )  # fmt: skip


def _nearest(whole: Whole, found: list[tuple[int, Floats, int]], away: Floats) -> tuple[str, ...]:
    order = np.argsort(away, kind="stable")[:2].tolist()
    return tuple(whole.names[found[j][0]] for j in order if np.isfinite(away[j]))
