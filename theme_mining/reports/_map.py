"""The map of answers: where each answer lies, and each theme's name amid its answers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.reports._charts import MAP_SIZE, map_chart
from theme_mining.reports._figures import Figures

__all__ = ["theme_map"]

Floats = npt.NDArray[np.float64]

MOST_POINTS, MOST_NAMES = 2000, 14
LETTER, LINE = 7.6, 19.0


def theme_map(found: Figures, title: str, description: str) -> str:
    """Give the map as SVG, empty where the table has none. At most 2,000 points are drawn, evenly taken by id."""
    places = found.table.map_xy
    if places is None or not len(places) or not found.base:
        return ""
    where = _pixels(found, places)
    seen = np.flatnonzero(np.isfinite(where).all(axis=1))
    if not len(seen):
        return ""
    ids = found.table.answers["id"].astype(str).to_numpy()[found.rows]
    ordered = seen[np.argsort(ids[seen], kind="stable")]
    taken = ordered[np.unique(np.linspace(0, len(ordered) - 1, min(MOST_POINTS, len(ordered))).astype(int))]
    points = pd.DataFrame(where[taken].round(1), columns=["x", "y"])
    return map_chart(points, _names(found, where), title, description)


def _pixels(found: Figures, places: pd.DataFrame) -> Floats:
    """Give each base answer's place (n, 2) in the picture; NaN where it has none.

    The outermost 1 % at each end are moved to the edge, so that a few far answers do not press the rest together.
    """
    ids = found.table.answers["id"].astype(str).to_numpy()[found.rows]
    indexed = places.assign(id=places["id"].astype(str)).drop_duplicates("id").set_index("id")[["x", "y"]]
    where = indexed.reindex(ids).to_numpy(np.float64)
    if not np.isfinite(where).any():
        return where
    low, high = np.nanpercentile(where, 1, axis=0), np.nanpercentile(where, 99, axis=0)
    unit = np.clip((where - low) / np.where(high > low, high - low, 1.0), -0.02, 1.02)
    return np.column_stack([unit[:, 0] * MAP_SIZE[0], (1 - unit[:, 1]) * MAP_SIZE[1]])


def _names(found: Figures, where: Floats) -> pd.DataFrame:
    """Give the names' places: the median of the theme's answers, moved apart until no two overlap."""
    rows = []
    for k in range(min(len(found.themes), MOST_NAMES)):
        own = where[found.has[:, k]]
        own = own[np.isfinite(own).all(axis=1)]
        if len(own):
            name = str(found.themes["name"][k])
            name = name if len(name) <= 34 else name[:33].rstrip() + "…"
            rows.append({"number": str(k + 1), "name": name, "x": np.median(own[:, 0]), "y": np.median(own[:, 1])})
    if not rows:
        return pd.DataFrame({"number": [], "name": [], "x": [], "y": []})
    names = pd.DataFrame(rows)
    half = names["name"].str.len() * LETTER / 2
    names["x"] = names["x"].clip(half, MAP_SIZE[0] - half).round(1)
    names["y"] = _apart(_floats(names["x"]), _floats(names["y"]), _floats(half)).round(1)
    return names


def _apart(x: Floats, y: Floats, half: Floats) -> Floats:
    """Move overlapping names up and down until they stand a line apart; 200 rounds are more than enough for 14."""
    y = y.copy()
    for _ in range(200):
        moved = False
        for i in range(len(y)):
            for j in range(i):
                gap = y[i] - y[j]
                if abs(x[i] - x[j]) < half[i] + half[j] and abs(gap) < LINE - 0.01:
                    push = (LINE - abs(gap)) / 2 * (1.0 if gap >= 0 else -1.0)
                    y[i], y[j], moved = y[i] + push, y[j] - push, True
        y = np.clip(y, LINE / 2, MAP_SIZE[1] - LINE / 2)
        if not moved:
            break
    return y


def _floats(column: pd.Series) -> Floats:
    return np.asarray(column, dtype=np.float64)
