"""`theme-mining suggest`: which answers to code next, and which labels look wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("suggest")
@survey_options
@click.option("--model", required=True, type=click.Path(path_type=Path), metavar="MODEL", help="Model folder.")
@click.option("-n", "count", type=click.IntRange(1), default=50, show_default=True, help="How many answers.")
@click.option("--labels", metavar="COL", default="", help="Column of labels there are: looked through for mistakes.")
@output("the answers to code next are written")
def command(source: Path, model: Path, count: int, labels: str, output: Path, **options: Any) -> None:
    """Write the answers whose coding would teach the model most, best first.

    With --labels, rows that have a label are not suggested; labels that look wrong go to OUT-doubtful.

    \b
    Examples:
      theme-mining suggest uudet.xlsx --model malli -n 50 -o koodattavat.xlsx
      theme-mining suggest koodatut.xlsx --model malli --labels teemat -n 20 -o koodattavat.xlsx
    """
    from theme_mining.assembly.judging import suggest_from
    from theme_mining.assembly.modelling import load_model
    from theme_mining.assembly.survey import open_survey
    from theme_mining.reports import write_frame

    common = take(options)
    show = common.show()
    settings = common.settings()
    loaded = load_model(model, settings)
    with show.stage("Looking for the answers that teach most"):
        found = suggest_from(open_survey(source, settings), loaded, settings, count, labels)
    write_frame(found.rows, output)
    lines = [f"{len(found.rows)} answers to code next: {output}"]
    if labels:
        doubtful = output.with_stem(output.stem + "-doubtful")
        write_frame(found.doubtful, doubtful)
        lines.append(f"{len(found.doubtful)} labels look wrong: {doubtful}")
    show.result({"suggested": len(found.rows), "doubtful": len(found.doubtful), "output": str(output)}, lines)
