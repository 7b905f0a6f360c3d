"""Charts as PNG pictures at twice the size of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from theme_mining.core.tables import ThemeTable
from theme_mining.reports._chosen import write_charts
from theme_mining.reports._drawn import pixels
from theme_mining.reports._texts import texts

__all__ = ["PngChart", "plug"]


class PngChart:
    """Charts as .png files.

    Parameters
    ----------
    language : str
        fi, sv or en.
    before : ThemeTable, sequence of them, or None
        Earlier rounds, oldest first.
    chart : str
        Which one: ``shares``, ``rounds``, ``closed-1`` …, ``together``, ``network``; ``all`` writes each of them
        beside the first, its key in the name.
    """

    suffix = ".png"

    def __init__(
        self, language: str = "fi", before: ThemeTable | Sequence[ThemeTable] | None = None, chart: str = ""
    ) -> None:
        self.texts, self.before, self.chart = texts(language), before, chart

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the picture. Raises StoreError when the place cannot be written, SettingsError for no such chart."""
        write_charts(table, Path(path), self.chart, (self.texts, self.before), pixels)


plug = PngChart
