"""A self-contained HTML page: theme shares with intervals, background tables, quotes, method and run.

One file, no script, no outside request; readable on a phone, in the dark and on paper.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._charts import map_chart, share_chart, share_chart_narrow
from theme_mining.reports._figures import Background, Figures, figures
from theme_mining.reports._sentences import sentences
from theme_mining.reports._texts import LANGUAGES_FI, interval, number, percent, texts

__all__ = ["Page", "plug"]

MAP_POINTS = 2000
_HEAT_STEPS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)


class Page:
    """Report as one HTML file."""

    suffix = ".html"

    def __init__(self, language: str = "fi") -> None:
        self.texts = texts(language)

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the page. Raises StoreError when the place cannot be written."""
        html = self.html(table)
        with replacing(Path(path)) as beside:
            beside.write_text(html, encoding="utf-8", newline="\n")

    def html(self, table: ThemeTable) -> str:
        """Give the whole page as text; the same table gives the same text."""
        found = figures(table)
        return str(
            _template().render(
                t=self.texts,
                table=table,
                found=found,
                sentences=sentences(found),
                themes=found.themes.to_dict("records"),
                charts=_charts(found, self.texts("shares")),
                map=_map(found, self.texts("map")),
                languages=LANGUAGES_FI,
                codebook={theme.id: theme for theme in table.codebook},
                answers=table.answers.reset_index(drop=True),
            )
        )


plug = Page


def _charts(found: Figures, title: str) -> str:
    if not len(found.themes):
        return ""
    described = "; ".join(
        f"{row['name']} {percent(row['share'])} ({interval(row['low'], row['high'])})"
        for row in found.themes.to_dict("records")
    )
    return share_chart(found.themes, title, described) + share_chart_narrow(found.themes, title, described)


def _map(found: Figures, title: str) -> str:
    places = found.table.map_xy
    if places is None or not len(places) or not len(found.themes):
        return ""
    step = max(1, -(-len(places) // MAP_POINTS))
    frame = found.table.answers.reset_index(drop=True)
    where = places.set_index("id").reindex(frame["id"])[["x", "y"]].to_numpy(np.float64)[found.rows]
    names = [
        {"x": float(np.nanmedian(where[mask, 0])), "y": float(np.nanmedian(where[mask, 1])), "name": name}
        for name, mask in zip(found.themes["name"], found.has.T, strict=True)
        if mask.any() and np.isfinite(where[mask]).any()
    ]
    return map_chart(places[["x", "y"]].iloc[::step], pd.DataFrame(names), title, title)


def _heat(share: float) -> int:
    """Give the step of the colour scale, 0–6, that a share falls on."""
    return int(np.searchsorted(_HEAT_STEPS, share, side="right")) - 1


def _arrow(background: Background, k: int, g: int) -> str:
    if background.table.residual_p[k, g] >= 0.05:
        return ""
    return "more" if background.table.residual[k, g] > 0 else "less"


@cache
def _template() -> Any:
    import jinja2

    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters.update(percent=percent, number=number)
    environment.globals.update(interval=interval, heat=_heat, arrow=_arrow)
    return environment.get_template("_page.html")
