"""Which charts go into picture files: one, or each into a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from theme_mining.core.errors import SettingsError, near_miss
from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._charts import shares_chart
from theme_mining.reports._drawn import Chart, stacked
from theme_mining.reports._record import record_json, with_record
from theme_mining.reports._texts import Texts
from theme_mining.reports._whole import charts_of, whole

__all__ = ["write_charts"]


def write_charts(
    table: ThemeTable,
    path: Path,
    wanted: str,
    words: tuple[Texts, ThemeTable | Sequence[ThemeTable] | None],
    draw: Callable[[Chart, str], bytes],
) -> None:
    """Write the chart `wanted` to `path`, or with ``all`` each to a file; each carries the record of its run.

    The first chart is that of shares, or of the first closed question where no answer has a theme.
    """
    t, before = words
    report = whole(table, t, before)
    charts = {chart.key: chart for chart in charts_of(report)}
    if report.parts:
        asked = [(f"shares-{at}", part.question) for at, part in enumerate(report.parts, 1)]
        each = [replace(charts[key], title=question) for key, question in asked if key in charts]
        charts = {"shares": stacked(each, "shares", t("shares_answered")), **charts}
    if not charts:
        charts["shares"] = shares_chart(report.found.themes, "shares", t("share_with_interval"), t("no_themes_yet"))
    if wanted and wanted not in (*charts, "all"):
        raise SettingsError(f'There is no chart "{wanted}"', near_miss(wanted, [*charts, "all"]), "choose one of them")
    first = next(iter(charts))
    told = record_json(table, report.found, t.language)
    for key in charts if wanted == "all" else [wanted or first]:
        place = path if wanted != "all" or key == first else path.with_stem(f"{path.stem}-{key}")
        with replacing(place) as beside:
            beside.write_bytes(with_record(draw(charts[key], report.mark), path.suffix.lower(), told))
