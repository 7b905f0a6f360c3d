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
@click.option(
    "--coders", metavar="COL,COL", default="", help="Columns of several coders: their agreement, and the machine's."
)
@click.option("-o", "--output", metavar="PAGE", type=click.Path(path_type=Path), help="A page of it all (.html).")
@click.option("--coverage", type=click.FloatRange(0.5, 0.999), default=0.9, show_default=True, help="Coverage asked.")
def command(
    source: Path,
    model: Path,
    labels: str,
    group: str,
    coders: str,
    output: Path | None,
    coverage: float,
    **options: Any,
) -> None:
    """Score a model on answers whose themes are known; everything with --json.

    \b
    Examples:
      theme-mining evaluate koodatut.xlsx --model malli --labels teemat
      theme-mining evaluate koodatut.csv --model malli --labels teemat --background kieli -o arvio.html
      theme-mining evaluate koodatut.csv --model malli --labels teemat --coders teemat,toinen_koodaaja --json
    """
    from theme_mining.assembly.judging import coders_on, evaluate_on
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
        if coders:
            several = [name.strip() for name in coders.split(",") if name.strip()]
            scores["coders"] = coders_on(survey, loaded, settings, several)
    show.result(scores) if show.as_json else None
    show.table("Scores", ("score", "value", "95 % interval", "n"), score_rows(scores))
    names = {theme.id: theme.name for theme in loaded.trained.codebook}
    columns = ("theme", "n", "precision", "recall", "F1", "95 % interval of F1")
    show.table("Themes", columns, theme_rows(scores, names))
    if "coders" in scores:
        told = {theme: value for theme, value in scores["coders"]["agreement"].items() if value["n"]}
        alphas = [(names.get(theme, "all themes"), *_alpha(value)) for theme, value in told.items()]
        show.table("Agreement of coders (Krippendorff's alpha)", ("theme", "alpha", "95 % interval", "n"), alphas)
    if output:
        from theme_mining.reports import write_evaluation

        ordered = {theme: names.get(theme, theme) for theme in loaded.trained.themes}
        write_evaluation(scores, ordered, f"{model.name} · {source.name}", output, settings.report.language)
        show.note(f"Written: {output}")


def _alpha(value: dict[str, Any]) -> tuple[str, str, str]:
    if value["value"] is None or value["value"] != value["value"]:
        return "–", "–", str(value["n"])
    return f"{value['value']:.3f}", f"{value['low']:.3f}–{value['high']:.3f}", str(value["n"])
