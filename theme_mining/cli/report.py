"""`theme-mining report`: a page, a workbook or another report from a classified file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import output, survey_options, take
from theme_mining.cli.stored import store_options, take_stored

if TYPE_CHECKING:
    from theme_mining.cli.show import Show
    from theme_mining.core.tables import ThemeTable


@click.command("report")
@partial(survey_options, required=False)
@store_options
@output("the report is written; the suffix tells its kind")
@click.option("--labels", metavar="COL", default="", help="Column of themes [themes, teemat, theme or teema].")
@click.option("--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Codebook (.json) for names.")
@click.option("--before", type=click.Path(path_type=Path), metavar="FILE", help="The round before, with its themes.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), help="Language of the report [fi].")
@click.option("--title", metavar="TEXT", help="Title of the report [the file's name].")
def command(
    source: Path | None,
    output: Path,
    labels: str,
    codebook: Path | None,
    before: Path | None,
    language: str | None,
    title: str | None,
    **options: Any,
) -> None:
    """Make a report from answers with themes: shares with intervals, groups, quotes.

    Cells of fewer than 5 answers are hidden (`--set report.hide_cells_below=5`, never below 3).

    \b
    Examples:
      theme-mining report luokitellut.xlsx -o raportti.html
      theme-mining report 2022.xlsx --before 2018.xlsx --codebook k.json -o muutos.html
      theme-mining report --store theme-mining.db --survey kysely -o kysely.xlsx
      theme-mining report koodattu.csv --labels teemat --codebook k.json --background alue -o raportti.xlsx
    """
    from theme_mining.assembly.reporting import classified_table, write_report
    from theme_mining.assembly.survey import open_survey
    from theme_mining.core.codebook import Codebook

    stored = take_stored(options, source)
    common = take(options)
    show = common.show()
    settings = common.settings(report={"title": title, "language": language})
    if stored or source is None:
        from theme_mining.assembly.store import open_store, stored_table, survey_named

        with open_store(stored.place) as store, show.stage("Writing the report"):
            table = stored_table(store, survey_named(store, stored.name), stored.wave, settings)
            write_report(table, output, settings)
        _tell(show, output, table)
        return
    book = Codebook.read(codebook) if codebook else None
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage("Writing the report"):
        table = classified_table(survey, settings, labels, book)
        earlier = classified_table(open_survey(before, settings), settings, labels, book) if before else None
        write_report(table, output, settings, earlier)
    _tell(show, output, table)


def _tell(show: Show, output: Path, table: ThemeTable) -> None:
    show.result(
        {"output": str(output), "answers": len(table.answers), "run": table.run.id},
        [f"Written: {output}, run {table.run.id}"],
    )
