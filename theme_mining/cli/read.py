"""`theme-mining read`: what was understood of a survey file, and its way into a store."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import survey_options, take


@click.command("read")
@survey_options
@click.option("--store", metavar="DB", help="SQLite file or database URL to load the masked answers into.")
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help="Save as a profile (.toml).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--survey", "name", metavar="NAME", help="Name of the survey in the store [the file's name].")
def command(source: Path, store: str | None, save: Path | None, yes: bool, name: str | None, **options: Any) -> None:
    """Show what was understood of a survey file: questions, id, background, weights, test rows.

    With --store its masked answers are loaded into a store, with --save what was understood becomes a profile
    that the other verbs take as --profile. On a terminal it asks first; --yes does not.

    \b
    Examples:
      theme-mining read vastaukset.xlsx
      theme-mining read vastaukset.xlsx --save kysely.toml
      theme-mining read vastaukset.xlsx --text "Mitä toivotte?" --store theme-mining.db --yes
    """
    from theme_mining.assembly.line import run_of
    from theme_mining.assembly.survey import open_survey, read_words, with_languages
    from theme_mining.core.files import replacing
    from theme_mining.readers import propose

    common = take(options)
    show = common.show()
    settings = common.settings()
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
        survey = with_languages(survey, read_words(survey, settings))
    proposal = propose(survey.table, survey.columns)
    languages = Counter(answer.language for answer in survey.answers)
    columns = survey.columns
    understood = {
        "rows": survey.n_rows,
        "questions": list(columns.text),
        "id": columns.id,
        "background": list(columns.background),
        "weight": columns.weight,
        "respondent": columns.respondent,
        "test_rows": list(proposal.test_rows),
        "answers": {language: languages[language] for language in sorted(languages)},
        "masked": sum(1 for answer in survey.answers if answer.masks),
        "notes": [*survey.table.notes],
    }
    lines = proposal.lines()
    lines.append("Languages of answers: " + ", ".join(f"{k} {n}" for k, n in sorted(languages.items())))
    lines.append(f"Personal data masked in {understood['masked']} answers")
    show.notes(lines) if not show.as_json else None
    if (store or save) and not yes and sys.stdin.isatty():
        click.confirm("Is this right?", abort=True, err=True)
    if save:
        with replacing(save) as beside:
            beside.write_text(proposal.to_toml(source.stem), encoding="utf-8")
        understood["saved"] = str(save)
    if store:
        from theme_mining.storage.store import SqlStore

        with SqlStore(store) as kept:
            understood["stored"] = kept.add_batch(name or source.stem, "", survey.answers)
            kept.add_run(run_of("read", survey, settings))
    done = [f"Saved: {save}"] if save else []
    done += [f"Stored: {understood['stored']} answers in {store}"] if store else []
    show.result(understood, done)
