"""`theme-mining compare`: two models on one labelled set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import survey_options, take


@click.command("compare")
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@survey_options
@click.option("--labels", required=True, metavar="COL", help="Column of the themes people gave.")
@click.option("--group", metavar="COL", default="", help="Column of respondents, for the intervals.")
def command(first: Path, second: Path, source: Path, labels: str, group: str, **options: Any) -> None:
    """Compare the models A and B on the labelled answers IN, paired: differences B − A with intervals, and a test.

    \b
    Examples:
      theme-mining compare malli-vanha malli-uusi koodatut.xlsx --labels teemat
    """
    from theme_mining.assembly.judging import compare_on
    from theme_mining.assembly.modelling import load_model
    from theme_mining.assembly.survey import open_survey
    from theme_mining.cli.scores import score_rows

    common = take(options)
    show = common.show()
    settings = common.settings()
    one, two = load_model(first, settings), load_model(second, settings)
    with show.stage("Comparing"):
        figures, sentence = compare_on(open_survey(source, settings), one, two, settings, labels, group)
    renamed = {"macro_f1": figures["macro_f1_difference"], "micro_f1": figures["micro_f1_difference"]}
    show.result({**figures, "sentence": sentence}) if show.as_json else None
    show.table("Differences, B − A", ("score", "difference", "95 % interval", "n"), score_rows(renamed))
    show.result(None, [sentence]) if not show.as_json else None
