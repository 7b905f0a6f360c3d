"""`theme-mining read`: what was understood of a survey file, and its way into a store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import survey_options, take


@click.command("read")
@survey_options
@click.option("--store", metavar="DB", help="SQLite file or database URL to load the masked answers into.")
@click.option("--survey", "name", metavar="NAME", help="Name of the survey in the store [the file's name].")
def command(source: Path, store: str | None, name: str | None, **options: Any) -> None:
    """Show what was understood of a survey file; with --store, load its masked answers.

    \b
    Examples:
      theme-mining read vastaukset.xlsx
      theme-mining read vastaukset.xlsx --text "Mitä toivotte?" --store theme-mining.db
    """
    from theme_mining.assembly.line import run_of
    from theme_mining.assembly.survey import open_survey, read_words, with_languages
    from theme_mining.storage.store import SqlStore

    common = take(options)
    show = common.show()
    settings = common.settings()
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
        survey = with_languages(survey, read_words(survey, settings))
    columns, languages = survey.columns, Counter(a.language for a in survey.answers)
    understood = {
        "rows": survey.n_rows,
        "questions": list(columns.text),
        "id": columns.id,
        "background": list(columns.background),
        "weight": columns.weight,
        "respondent": columns.respondent,
        "answers": {language: languages[language] for language in sorted(languages)},
        "masked": sum(1 for a in survey.answers if a.masks),
        "notes": [*survey.table.notes],
    }
    if store:
        run = run_of("read", survey, settings)
        with SqlStore(store) as kept:
            understood["stored"] = kept.add_answers(name or source.stem, survey.answers)
            kept.add_run(run)
    show.result(understood) if show.as_json else None
    show.table("", ("understood", ""), [(key, _plain(value)) for key, value in understood.items() if value])


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {n}" for key, n in value.items())
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
