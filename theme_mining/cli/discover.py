"""`theme-mining discover`: themes of a survey nobody has coded yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("discover")
@survey_options
@output("assignments.csv, codebook.json and report.html are written", "DIR")
@click.option("--themes", metavar="K", help="How many: a number, a range such as 8-20; otherwise chosen.")
@click.option("--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Themes to start from (.json).")
def command(source: Path, output: Path, themes: str | None, codebook: Path | None, **options: Any) -> None:
    """Find themes: an assignment for every answer, a draft codebook, a report.

    Personal data is masked first. The same file and seed give the same files, in whatever order the rows come.

    \b
    Examples:
      theme-mining discover vastaukset.xlsx -o teemat
      theme-mining discover kysely.csv --text "Mitä toivotte?" --background Maakunta --themes 8-20 -o teemat
      theme-mining discover kysely.sav --weight paino -o teemat --json
    """
    from theme_mining.assembly.line import discover_survey
    from theme_mining.assembly.survey import open_survey
    from theme_mining.core.codebook import Codebook

    common = take(options)
    show = common.show()
    settings = common.settings(discover={"themes": themes})
    start = Codebook.read(codebook) if codebook else None
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage("Finding themes"):
        found = discover_survey(survey, settings, start)
    with show.stage("Writing the report"):
        found.save(output)
    figures = found.discovery.figures
    show.result(
        {
            "themes": figures.to_dict("records"),
            "reason": found.discovery.reason,
            "other": found.discovery.other,
            "no_content": found.discovery.no_content,
            "run": found.run.id,
        }
    ) if show.as_json else None
    rows = [
        (row["name"], row["answers"], f"{row['share']:.0%}", ", ".join(str(row["lemmas"]).split(";")[:5]))
        for row in figures.to_dict("records")
    ]
    show.table("", ("theme", "answers", "share", "telling words"), rows)
    show.note(found.discovery.reason)
    show.note(f"Other {found.discovery.other}, no content {found.discovery.no_content}, run {found.run.id}")
    show.note(f"Written: {output}/assignments.csv, codebook.json, report.html")
