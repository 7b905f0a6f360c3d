"""`theme-mining evaluate`: a model held against people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import survey_options, take


@click.command("evaluate")
@survey_options
@click.option("--model", required=True, type=click.Path(path_type=Path), metavar="MODEL", help="Model folder.")
@click.option("--labels", required=True, metavar="COL", help="Column of the themes people gave.")
@click.option("--group", metavar="COL", default="", help="Column of respondents, for the intervals.")
@click.option("--coverage", type=click.FloatRange(0.5, 0.999), default=0.9, show_default=True, help="Coverage asked.")
def command(source: Path, model: Path, labels: str, group: str, coverage: float, **options: Any) -> None:
    """Score a model on answers whose themes are known; everything with --json.

    \b
    Examples:
      theme-mining evaluate koodatut.xlsx --model malli --labels teemat
      theme-mining evaluate koodatut.csv --model malli --labels teemat --background kieli --json
    """
    from theme_mining.assembly.judging import evaluate_on
    from theme_mining.assembly.modelling import load_model
    from theme_mining.assembly.survey import open_survey
    from theme_mining.cli.scores import score_rows, theme_rows

    common = take(options)
    show = common.show()
    settings = common.settings()
    loaded = load_model(model, settings)
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage("Evaluating"):
        scores = evaluate_on(survey, loaded, settings, labels, group, coverage)
    show.result(scores) if show.as_json else None
    show.table("Scores", ("score", "value", "95 % interval", "n"), score_rows(scores))
    names = {theme.id: theme.name for theme in loaded.trained.codebook}
    columns = ("theme", "n", "precision", "recall", "F1", "95 % interval of F1")
    show.table("Themes", columns, theme_rows(scores, names))
