"""`theme-mining train`: a model from answers whose themes people have settled."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take
from theme_mining.cli.stored import store_options, take_stored


@click.command("train")
@partial(survey_options, required=False)
@store_options
@output("the model folder is written", "MODEL")
@click.option("--labels", metavar="COL", default="", help="Column of themes; several are separated by ;")
@click.option("--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Codebook (.json .toml .xlsx .qdc).")
@click.option("--group", metavar="COL", default="", help="Column of respondents, for a fair split.")
@click.option("--multilabel", is_flag=True, help="Several themes an answer, though every training answer has one.")
def command(
    source: Path | None, output: Path, labels: str, codebook: Path | None, group: str, multilabel: bool, **options: Any
) -> None:
    """Train a model and print its cross-validated scores with 95 % intervals.

    IN may also be a codebook alone (.json): the model then knows the themes by their words and examples only.
    With --store it learns from what people have decided on the answers of a stored survey.

    \b
    Examples:
      theme-mining train koodatut.xlsx --labels teemat -o malli
      theme-mining train koodattu.csv --text vastaus --labels teemat --group vastaaja --codebook k.json -o malli
      theme-mining train koodikirja.json -o malli
      theme-mining train --store theme-mining.db --survey kysely -o malli
    """
    from theme_mining.assembly import modelling
    from theme_mining.assembly.codebooks import read_codebook
    from theme_mining.assembly.survey import open_survey
    from theme_mining.cli.scores import score_rows

    stored = take_stored(options, source)
    common = take(options)
    show = common.show()
    settings = common.settings()
    book = read_codebook(codebook) if codebook else None
    if stored or source is None:
        from theme_mining.assembly.store import open_store, survey_named, train_stored

        with open_store(stored.place) as store, show.stage("Training on decisions and cross-validating"):
            name = survey_named(store, stored.name)
            model = train_stored(store, name, stored.wave, settings, multilabel)
            model.save(output)
            store.add_model(output.name, str(output), model.fingerprint)
    elif source.suffix == ".json":
        with show.stage("Learning the codebook"):
            model = modelling.model_of_codebook(read_codebook(source), settings)
    else:
        if not labels:
            raise click.UsageError("--labels COL is wanted: the column that holds the themes")
        with show.stage("Reading and masking"):
            survey = open_survey(source, settings)
            themes = modelling.labels_of(survey, labels, book)
            groups = modelling.groups_of(survey, group) if group else None
        show.notes([*survey.table.notes, *survey.columns.notes])
        with show.stage("Training and cross-validating"):
            model = modelling.train_model(survey, themes, settings, groups, book, multilabel)
    model.save(output)
    scores = model.trained.scores
    show.result({"model": str(output), "themes": list(model.trained.themes), **scores}) if show.as_json else None
    show.table("Scores, cross-validated", ("score", "value", "95 % interval", "n"), score_rows(scores))
    show.notes([*scores.get("notes", []), *filter(None, [scores.get("more_labels")]), f"Written: {output}"])
