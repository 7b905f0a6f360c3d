"""`theme-mining classify`: themes for a new batch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import Common, output, survey_options, take
from theme_mining.cli.show import interval
from theme_mining.cli.stored import Stored, person, store_options, take_stored, wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from theme_mining.assembly.modelling import Batch, Model


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the verb's own options ask for beside a table."""

    report: Path | None
    coded: str
    coverage: float | None
    keep_original: bool


@click.command("classify")
@partial(survey_options, required=False)
@store_options
@output("the table with themes is written (.csv .xlsx .parquet .sav)", required=False)
@click.option("--model", required=True, type=click.Path(path_type=Path), metavar="MODEL", help="Model folder.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write a report too (.html, .pptx …).")
@click.option("--coded", metavar="COL", default="", help="Themes people gave a random sample: corrects the shares.")
@click.option("--coverage", type=click.FloatRange(0.5, 0.999), help="Add sets of themes that hold this often.")
@click.option("--keep-original", is_flag=True, help="Write the answers as they came, personal data included.")
def command(source: Path | None, output: Path | None, model: Path, **options: Any) -> None:
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

    asked = _Asked(**{name: options.pop(name) for name in ("report", "coded", "coverage", "keep_original")})
    stored = take_stored(options, source)
    common = take(options)
    loaded = load_model(model, common.settings())
    if source is not None:
        _classify_file(source, loaded, wanted(output, "-o OUT"), asked, common)
    elif asked.keep_original:
        raise click.UsageError("--keep-original wants the survey's file: a store holds masked answers only")
    else:
        _classify_stored(stored, loaded, model, output, common)


def _classify_file(source: Path, model: Model, output: Path, asked: _Asked, common: Common) -> None:
    from theme_mining.assembly.reporting import write_report
    from theme_mining.assembly.runs import run_json
    from theme_mining.assembly.survey import open_survey
    from theme_mining.assembly.tables import with_originals
    from theme_mining.core.files import replacing
    from theme_mining.reports import write_frame

    show, settings = common.show(), model.settings
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage(f"Classifying {len(survey.answers)} answers"):
        batch = model.batch(survey, settings, asked.coverage, asked.coded)
    write_frame(with_originals(batch.frame, survey) if asked.keep_original else batch.frame, output)
    with replacing(output.with_name(output.name + ".run.json")) as beside:
        beside.write_text(run_json(batch.run), encoding="utf-8")
    if asked.report:
        write_report(batch.table, asked.report, settings)
    _show_batch(batch, model, common)
    if asked.keep_original:
        show.note("The answers are written as they came: keep the file as you keep the survey")
    show.note(f"Written: {output}, run {batch.run.id}")


def _show_batch(batch: Batch, model: Model, common: Common) -> None:
    rows, review = len(batch.frame), int(batch.frame["review"].sum())
    _show(common, model, batch.shares, batch.drift, {"rows": rows, "review": review}, batch.run.id)
    common.show().note(f"{review} of {rows} rows are for a person to look at (review = true)")


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
    _show(common, model, done.shares, done.drift, {"rows": done.answers, "review": done.doubtful}, done.run.id)
    show.note(f"{done.doubtful} of {done.answers} answers are doubtful: theme-mining review, or theme-mining serve")
    show.note(f"Written: {output}, run {done.run.id}" if output else f"Kept in the store, run {done.run.id}")


def _show(
    common: Common, model: Model, shares: pd.DataFrame, drift: Sequence[str], counts: dict[str, int], run: str
) -> None:
    """Show what a batch gave: counts, shares and drift as JSON, or the table of shares and notes on drift."""
    show, rows = common.show(), shares.to_dict("records")
    if show.as_json:
        show.result({**counts, "shares": rows, "drift": drift, "run": run})
    show.table(
        "Shares of answers, corrected for the model's errors",
        ("theme", "share", "95 % interval"),
        [(model.trained.name(r["theme"]), f"{r['corrected']:.0%}", interval(r["low"], r["high"])) for r in rows],
    )
    show.notes(drift)
