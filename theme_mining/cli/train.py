"""`theme-mining train`: a model from answers whose themes people have settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import Common, column_options, output, take
from theme_mining.cli.stored import Stored, store_options, take_stored

if TYPE_CHECKING:
    from theme_mining.assembly.modelling import Model
    from theme_mining.core.codebook import Codebook


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the verb's own options ask of a training."""

    labels: str
    group: str
    codebook: Codebook | None
    multilabel: bool
    extends: Model | None


@click.command("train")
@click.argument("sources", metavar="[IN]...", nargs=-1, type=click.Path(path_type=Path))
@column_options
@store_options
@output("the model folder is written", "MODEL")
@click.option("--labels", metavar="COL", default="", help="Column of themes; several are separated by ;")
@click.option("--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Codebook (.json .toml .xlsx .qdc).")
@click.option("--group", metavar="COL", default="", help="Column of respondents, for a fair split.")
@click.option("--multilabel", is_flag=True, help="Several themes an answer, though every training answer has one.")
@click.option("--extend", type=click.Path(path_type=Path), metavar="OLD", help="A model that this one goes on from.")
def command(
    sources: tuple[Path, ...], output: Path, codebook: Path | None, extend: Path | None, **options: Any
) -> None:
    """Train a model and print its cross-validated scores with 95 % intervals.

    Several IN are waves in order of time. IN may also be a codebook alone (.json): the model then knows the themes by
    their words and examples only. With --store it learns from what people have decided on the answers of a stored
    survey. With --extend it keeps the old model's codebook and themes, and says how the two compare; a model keeps no
    answers, so the old waves are given again.

    \b
    Examples:
      theme-mining train koodatut.xlsx --labels teemat -o malli
      theme-mining train koodattu.csv --text vastaus --labels teemat --group vastaaja --codebook k.json -o malli
      theme-mining train 2018.xlsx 2022.xlsx --labels teemat --extend malli -o malli-2022
      theme-mining train koodikirja.json -o malli
      theme-mining train --store theme-mining.db --survey kysely -o malli
    """
    from theme_mining.assembly.codebooks import read_codebook
    from theme_mining.assembly.modelling import load_model

    own = {name: options.pop(name) for name in ("labels", "group", "multilabel")}
    stored = take_stored(options, sources[0] if sources else None)
    common = take(options)
    asked = _Asked(
        **own,
        codebook=read_codebook(codebook) if codebook else None,
        extends=load_model(extend, common.settings()) if extend else None,
    )
    if stored or not sources:
        model = _from_store(stored, asked, common, output)
    elif sources[0].suffix == ".json":
        model = _from_codebook(sources, asked, common)
    else:
        model = _from_files(sources, asked, common)
    model.save(output)
    _show(model, output, common)


def _from_files(sources: Sequence[Path], asked: _Asked, common: Common) -> Model:
    from theme_mining.assembly.survey import open_survey
    from theme_mining.assembly.teaching import coded, extended_codebook, teach

    if not asked.labels:
        raise click.UsageError("--labels COL is wanted: the column that holds the themes")
    show, settings, waves = common.show(), common.settings(), []
    book = extended_codebook(asked.extends, asked.codebook) if asked.extends else asked.codebook
    for source in sources:
        with show.stage("Reading and masking"):
            survey = open_survey(source, settings)
            name = source.stem if len(sources) > 1 else ""
            waves.append(coded(survey, asked.labels, asked.group, book, name))
        show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage("Training and cross-validating"):
        return teach(waves, settings, asked.codebook, asked.multilabel, asked.extends)


def _from_codebook(sources: Sequence[Path], asked: _Asked, common: Common) -> Model:
    from theme_mining.assembly.codebooks import read_codebook
    from theme_mining.assembly.modelling import model_of_codebook

    if len(sources) > 1 or asked.extends:
        raise click.UsageError("A codebook alone is one IN and extends no model: give it as --codebook with answers")
    with common.show().stage("Learning the codebook"):
        return model_of_codebook(read_codebook(sources[0]), common.settings())


def _from_store(stored: Stored, asked: _Asked, common: Common, output: Path) -> Model:
    from theme_mining.assembly.store import open_store, survey_named, train_stored

    show, settings = common.show(), common.settings()
    with open_store(stored.place) as store, show.stage("Training on decisions and cross-validating"):
        name = survey_named(store, stored.name)
        model = train_stored(store, name, stored.wave, settings, asked.multilabel, asked.extends)
        model.save(output)
        store.add_model(output.name, str(output), model.fingerprint)
    return model


def _show(model: Model, output: Path, common: Common) -> None:
    from theme_mining.cli.scores import score_rows

    show, scores = common.show(), model.trained.scores
    show.result({"model": str(output), "themes": list(model.trained.themes), **scores}) if show.as_json else None
    show.table("Scores, cross-validated", ("score", "value", "95 % interval", "n"), score_rows(scores))
    told = scores.get("extension", {}).get("told", [])
    show.notes([*scores.get("notes", []), *filter(None, [scores.get("more_labels")]), *told, f"Written: {output}"])
