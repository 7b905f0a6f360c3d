"""The chart of theme shares with intervals as an SVG picture to place anywhere at any size."""

from __future__ import annotations

from pathlib import Path

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._charts import share_picture
from theme_mining.reports._figures import figures
from theme_mining.reports._texts import texts

__all__ = ["SvgChart", "plug"]


class SvgChart:
    """The chart as one .svg file."""

    suffix = ".svg"

    def __init__(self, language: str = "fi") -> None:
        self.texts = texts(language)

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the picture. Raises StoreError when the place cannot be written."""
        found = figures(table)
        picture = share_picture(found.themes)
        with replacing(Path(path)) as beside:
            beside.write_text(picture, encoding="utf-8")


plug = SvgChart
