"""`theme-mining read`: what was understood of a survey file, and its way into a store."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import survey_options, take
from theme_mining.cli.stored import person


@click.command("read")
@survey_options
@click.option("--store", metavar="DB", help="SQLite file or database URL to load the masked answers into.")
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help="Save as a profile (.toml).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--survey", "name", metavar="NAME", help="Name of the survey in the store [the file's name].")
@click.option("--wave", metavar="WAVE", help="Which round of the survey this is, such as 2026.")
def command(
    source: Path,
    store: str | None,
    save: Path | None,
    yes: bool,
    name: str | None,
    wave: str | None,
    **options: Any,
) -> None:
    """Show what was understood of a survey file: questions, id, background, weights, test rows.

    With --store its masked answers are loaded into a store (with --survey or --wave alone into theme-mining.db beside
    the file), with --save what was understood becomes a profile
    that the other verbs take as --profile. On a terminal it asks first; --yes does not.

    \b
    Examples:
      theme-mining read vastaukset.xlsx
      theme-mining read vastaukset.xlsx --save kysely.toml
      theme-mining read vastaukset.xlsx --text "Mitä toivotte?" --store theme-mining.db --yes
      theme-mining read vastaukset.xlsx --survey kysely --wave 2026 --yes
    """
    from theme_mining.assembly.store import DEFAULT, load_survey, open_store
    from theme_mining.assembly.survey import open_survey, read_words, with_languages
    from theme_mining.core.files import replacing
    from theme_mining.readers import propose

    common = take(options)
    show = common.show()
    settings = common.settings()
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
        segments = read_words(survey, settings)
        survey = with_languages(survey, segments)
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
    if not store and (name or wave is not None):
        store = str(source.parent / DEFAULT)
    if (store or save) and not yes and sys.stdin.isatty():
        click.confirm("Is this right?", abort=True, err=True)
    if save:
        with replacing(save) as beside:
            beside.write_text(proposal.to_toml(source.stem), encoding="utf-8")
        understood["saved"] = str(save)
    if store:
        with open_store(store, create=True) as kept, show.stage("Storing"):
            n = load_survey(kept, survey, segments, settings, name or source.stem, wave or "", person())
            understood["stored"], understood["store"] = n, kept.name
    done = [f"Saved: {save}"] if save else []
    done += [f"Stored: {understood['stored']} answers in {understood['store']}"] if store else []
    show.result(understood, done)
