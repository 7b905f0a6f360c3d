"""`theme-mining forget`: erase a respondent from a store, and prove it."""

from __future__ import annotations

import sys
from typing import Any

import click

from theme_mining.cli.options import settings_options, take
from theme_mining.cli.stored import person, store_option


@click.command("forget")
@click.option("--respondent", required=True, metavar="ID", help="Who is to be forgotten, as the survey names them.")
@store_option
@click.option("--survey", "name", metavar="NAME", help="Only in this survey.")
@click.option("--wave", metavar="WAVE", help="Only in this wave of --survey.")
@click.option("--everywhere", is_flag=True, help="In all surveys that have a respondent of this id.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@settings_options
def command(
    respondent: str,
    place: str,
    name: str | None,
    wave: str | None,
    everywhere: bool,
    yes: bool,
    **options: Any,
) -> None:
    """Erase a respondent: answers, words, vectors, themes, decisions, quotes in codebooks, the map, the audit trail.

    Afterwards every table is searched, and of a SQLite store the bytes of its files. What cannot be reached from here,
    such as backups, is named. There is no way back. Leaves with 5 when something was found afterwards.

    \b
    Examples:
      theme-mining forget --respondent 4711 --survey kysely
      theme-mining forget --respondent vastaaja-17 --store theme-mining.db --everywhere --yes
    """
    from theme_mining.assembly.store import open_store

    if wave is not None and not name:
        raise click.UsageError("--wave goes with --survey")
    common = take(options)
    show = common.show()
    with open_store(place) as store:
        found = store.surveys_of(respondent)
        if len(found) > 1 and not name and not everywhere:
            listed = ", ".join(f'"{survey}"' for survey in found)
            raise click.UsageError(
                f'"{respondent}" is in {len(found)} surveys ({listed}): name --survey or --everywhere'
            )
        if not yes and sys.stdin.isatty():
            click.confirm(f'Erase respondent "{respondent}" for good?', abort=True, err=True)
        with show.stage("Erasing, rewriting and searching"):
            told = store.forget(respondent, survey=name, wave=wave, who=person())
    left = list(told.left)
    if cache := common.settings().embed.cache:
        left.append(f"vectors in the cache folder {cache}, by a hash of the words: delete the folder, it fills again")
    lines = [f"{table}: {n} erased" for table, n in told.erased.items() if n]
    lines.append(f"Searched: {', '.join(told.searched)}")
    lines.append("Nothing of the respondent was found." if told.proven else "SOMETHING WAS FOUND, see below.")
    lines += [f"Look at: {what}" for what in left]
    show.result(
        {"erased": dict(told.erased), "proven": told.proven, "searched": list(told.searched), "left": left}, lines
    )
    sys.exit(0 if told.proven else 5)
