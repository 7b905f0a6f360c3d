"""Charts as SVG pictures to place anywhere at any size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from theme_mining.core.tables import ThemeTable
from theme_mining.reports._chosen import write_charts
from theme_mining.reports._drawn import Chart, picture
from theme_mining.reports._texts import texts

__all__ = ["SvgChart", "plug"]


class SvgChart:
    """Charts as .svg files.

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

    suffix = ".svg"

    def __init__(
        self, language: str = "fi", before: ThemeTable | Sequence[ThemeTable] | None = None, chart: str = ""
    ) -> None:
        self.texts, self.before, self.chart = texts(language), before, chart

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the picture. Raises StoreError when the place cannot be written, SettingsError for no such chart."""
        write_charts(
            table, Path(path), self.chart, (self.texts, self.before), lambda chart, mark: picture(chart, mark).encode()
        )


def _drawn(chart: Chart, mark: str) -> bytes:
    return picture(chart, mark).encode("utf-8")


plug = SvgChart
