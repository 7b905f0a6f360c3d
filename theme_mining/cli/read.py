"""`theme-mining read`: what was understood of a survey file, and its way into a store."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import survey_options, take
from theme_mining.cli.stored import person

if TYPE_CHECKING:
    from theme_mining.assembly.survey import Survey
    from theme_mining.readers import Proposal


@click.command("read")
@survey_options
@click.option("--store", metavar="DB", help="SQLite file or database URL to load the masked answers into.")
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help="Save as a profile (.toml).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--survey", "name", metavar="NAME", help="Name of the survey in the store [the file's name].")
@click.option("--wave", metavar="WAVE", help="Which round of the survey this is, such as 2026.")
def command(source: Path, store: str | None, save: Path | None, yes: bool, **options: Any) -> None:
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
    from theme_mining.readers import propose

    name, wave = options.pop("name"), options.pop("wave")
    common = take(options)
    show, settings = common.show(), common.settings()
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
        segments = read_words(survey, settings)
        survey = with_languages(survey, segments)
    proposal = propose(survey.table, survey.columns)
    understood = _understood(survey, proposal)
    show.notes(_lines(understood, proposal)) if not show.as_json else None
    if not store and (name or wave is not None):
        store = str(source.parent / DEFAULT)
    if (store or save) and not yes and sys.stdin.isatty():
        click.confirm("Is this right?", abort=True, err=True)
    if save:
        _save(proposal, source.stem, save)
        understood["saved"] = str(save)
    if store:
        with open_store(store, create=True) as kept, show.stage("Storing"):
            n = load_survey(kept, survey, segments, settings, name or source.stem, wave or "", person())
            understood |= {"stored": n, "store": kept.name}
    show.result(understood, _done(understood))


def _understood(survey: Survey, proposal: Proposal) -> dict[str, Any]:
    """Give what was understood of a survey, JSON-like."""
    languages = Counter(answer.language for answer in survey.answers)
    columns = survey.columns
    return {
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


def _lines(understood: dict[str, Any], proposal: Proposal) -> list[str]:
    answers = ", ".join(f"{language} {n}" for language, n in understood["answers"].items())
    masked = f"Personal data masked in {understood['masked']} answers"
    return [*proposal.lines(), f"Languages of answers: {answers}", masked]


def _done(understood: dict[str, Any]) -> list[str]:
    done = [f"Saved: {understood['saved']}"] if "saved" in understood else []
    if "stored" in understood:
        done.append(f"Stored: {understood['stored']} answers in {understood['store']}")
    return done


def _save(proposal: Proposal, title: str, path: Path) -> None:
    from theme_mining.core.files import replacing

    with replacing(path) as beside:
        beside.write_text(proposal.to_toml(title), encoding="utf-8")
