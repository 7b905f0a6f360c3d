"""The chart of theme shares with intervals as a PNG picture at twice the size of the screen."""

from __future__ import annotations

from pathlib import Path

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._charts import share_pixels
from theme_mining.reports._figures import figures
from theme_mining.reports._texts import texts

__all__ = ["PngChart", "plug"]


class PngChart:
    """The chart as one .png file."""

    suffix = ".png"

    def __init__(self, language: str = "fi") -> None:
        self.texts = texts(language)

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the picture. Raises StoreError when the place cannot be written."""
        found = figures(table)
        picture = share_pixels(found.themes)
        with replacing(Path(path)) as beside:
            beside.write_bytes(picture)


plug = PngChart
