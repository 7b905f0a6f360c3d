"""Whether a report still says what its answers say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from theme_mining.assembly.asked import asked_again
from theme_mining.assembly.reporting import report_options, report_tables
from theme_mining.core.errors import InputError

if TYPE_CHECKING:
    from theme_mining.reports import Verdict

__all__ = ["verify_report"]


def verify_report(report: Path, files: Sequence[Path] = ()) -> Verdict:
    """Recompute every figure of a report by the recipe that it carries.

    Parameters
    ----------
    report : Path
        .html .pdf .pptx .docx .png or .svg, made by `theme-mining report`.
    files : sequence of Path
        The answers, then any other file of the recipe; otherwise looked for by name beside the report and here.

    Raises
    ------
    InputError
        The report is missing or carries no recipe, or a file of the recipe is not found.
    """
    from theme_mining.reports import carried, checked

    told = carried(report)
    if told is None or not told.get("recipe"):
        raise InputError(
            f"{report} carries no record of how it was made",
            "a .html .pdf .pptx .docx .png or .svg made by theme-mining report was wanted",
            "make the report anew and compare",
        )
    day = str(told.get("run", {}).get("made_on", ""))
    answers, asked, settings = asked_again(told["recipe"], report, files, day)
    found = report_tables(answers, settings, asked)
    options = report_options(settings, found.before, asked.chart if asked.chart != "all" else "")
    options.pop("language")
    return checked(report, found.table, **options)
