"""`theme-mining classify`: themes for a new batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("classify")
@survey_options
@output("the table with themes is written (.csv .xlsx .parquet .sav)")
@click.option("--model", required=True, type=click.Path(path_type=Path), metavar="MODEL", help="Model folder.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write a report too (.html, .pptx …).")
@click.option("--coded", metavar="COL", default="", help="Themes people gave a random sample: corrects the shares.")
@click.option("--coverage", type=click.FloatRange(0.5, 0.999), help="Add sets of themes that hold this often.")
def command(
    source: Path,
    output: Path,
    model: Path,
    report: Path | None,
    coded: str,
    coverage: float | None,
    **options: Any,
) -> None:
    """Give themes to answers: adds theme, themes, confidence, review, evidence; rows keep order and count.

    `confidence` is the calibrated probability that `theme` is right. Rows with `review` true are for a person.
    The answers are written masked.

    \b
    Examples:
      theme-mining classify uudet.xlsx --model malli -o luokitellut.xlsx
      theme-mining classify uudet.xlsx --model malli -o luokitellut.xlsx --report raportti.html
      theme-mining classify uudet.csv --text vastaus --model malli --coverage 0.9 -o luokitellut.csv
    """
    from theme_mining.assembly.modelling import load_model
    from theme_mining.assembly.reporting import write_report
    from theme_mining.assembly.runs import run_json
    from theme_mining.assembly.survey import open_survey
    from theme_mining.core.files import replacing
    from theme_mining.reports import write_frame

    common = take(options)
    show = common.show()
    settings = common.settings()
    loaded = load_model(model, settings)
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage(f"Classifying {len(survey.answers)} answers"):
        batch = loaded.batch(survey, settings, coverage, coded)
    write_frame(batch.frame, output)
    with replacing(output.with_name(output.name + ".run.json")) as beside:
        beside.write_text(run_json(batch.run), encoding="utf-8")
    if report:
        write_report(batch.table, report, settings)
    review = int(batch.frame["review"].sum())
    rows = batch.shares.to_dict("records")
    show.result(
        {"rows": len(batch.frame), "review": review, "shares": rows, "drift": batch.drift, "run": batch.run.id}
    ) if show.as_json else None
    show.table(
        "Shares of answers, corrected for the model's errors",
        ("theme", "share", "95 % interval"),
        [(loaded.trained.name(r["theme"]), f"{r['corrected']:.0%}", f"{r['low']:.0%}–{r['high']:.0%}") for r in rows],
    )
    show.notes(batch.drift)
    show.note(f"{review} of {len(batch.frame)} rows are for a person to look at (review = true)")
    show.note(f"Written: {output}, run {batch.run.id}")
