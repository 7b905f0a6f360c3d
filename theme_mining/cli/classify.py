"""`theme-mining classify`: themes for a new batch."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import Common, output, survey_options, take
from theme_mining.cli.stored import Stored, person, store_options, take_stored, wanted

if TYPE_CHECKING:
    from theme_mining.assembly.modelling import Model


@click.command("classify")
@partial(survey_options, required=False)
@store_options
@output("the table with themes is written (.csv .xlsx .parquet .sav)", required=False)
@click.option("--model", required=True, type=click.Path(path_type=Path), metavar="MODEL", help="Model folder.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write a report too (.html, .pptx …).")
@click.option("--coded", metavar="COL", default="", help="Themes people gave a random sample: corrects the shares.")
@click.option("--coverage", type=click.FloatRange(0.5, 0.999), help="Add sets of themes that hold this often.")
@click.option("--keep-original", is_flag=True, help="Write the answers as they came, personal data included.")
def command(
    source: Path | None,
    output: Path | None,
    model: Path,
    report: Path | None,
    coded: str,
    coverage: float | None,
    keep_original: bool,
    **options: Any,
) -> None:
    """Give themes to answers: adds theme, themes, confidence, review, evidence; rows keep order and count.

    `confidence` is the calibrated probability that `theme` is right. Rows with `review` true are for a person.
    With --store the answers of a stored survey get their themes there, and the doubtful ones wait for review; what
    people have decided stays.
    The answers are written masked; with --keep-original the table has them as they came. Models, reports and stores
    never see them.

    \b
    Examples:
      theme-mining classify uudet.xlsx --model malli -o luokitellut.xlsx
      theme-mining classify uudet.xlsx --model malli -o luokitellut.xlsx --report raportti.html
      theme-mining classify uudet.csv --text vastaus --model malli --coverage 0.9 -o luokitellut.csv
      theme-mining classify uudet.xlsx --model malli --keep-original -o alkuperaiset.xlsx
      theme-mining classify --store theme-mining.db --survey kysely --wave 2026 --model malli
    """
    from theme_mining.assembly.modelling import load_model
    from theme_mining.assembly.reporting import write_report
    from theme_mining.assembly.runs import run_json
    from theme_mining.assembly.survey import open_survey
    from theme_mining.assembly.tables import with_originals
    from theme_mining.core.files import replacing
    from theme_mining.reports import write_frame

    stored = take_stored(options, source)
    common = take(options)
    show = common.show()
    settings = common.settings()
    loaded = load_model(model, settings)
    if (stored or source is None) and keep_original:
        raise click.UsageError("--keep-original wants the survey's file: a store holds masked answers only")
    if stored or source is None:
        _classify_stored(stored, loaded, model, output, common)
        return
    output = wanted(output, "-o OUT")
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage(f"Classifying {len(survey.answers)} answers"):
        batch = loaded.batch(survey, settings, coverage, coded)
    write_frame(with_originals(batch.frame, survey) if keep_original else batch.frame, output)
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
    show.note("The answers are written as they came: keep the file as you keep the survey") if keep_original else None
    show.note(f"Written: {output}, run {batch.run.id}")


def _classify_stored(stored: Stored, model: Model, folder: Path, output: Path | None, common: Common) -> None:
    from theme_mining.assembly.store import classify_stored, open_store, survey_named
    from theme_mining.reports import write_frame

    show = common.show()
    with open_store(stored.place) as store:
        name = survey_named(store, stored.name)
        with show.stage(f"Classifying {store.count(name, wave=stored.wave)} answers"):
            done = classify_stored(store, name, stored.wave, model, model.settings, person(), str(folder))
        if output:
            write_frame(store.frame(name, wave=stored.wave), output)
    rows = done.shares.to_dict("records")
    show.result(
        {"rows": done.answers, "review": done.doubtful, "shares": rows, "drift": done.drift, "run": done.run.id}
    ) if show.as_json else None
    show.table(
        "Shares of answers, corrected for the model's errors",
        ("theme", "share", "95 % interval"),
        [(model.trained.name(r["theme"]), f"{r['corrected']:.0%}", f"{r['low']:.0%}–{r['high']:.0%}") for r in rows],
    )
    show.notes(done.drift)
    show.note(f"{done.doubtful} of {done.answers} answers are doubtful: theme-mining review, or theme-mining serve")
    show.note(f"Written: {output}, run {done.run.id}" if output else f"Kept in the store, run {done.run.id}")
