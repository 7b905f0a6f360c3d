"""`theme-mining discover`: themes of a survey nobody has coded yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take
from theme_mining.cli.stored import person, store_options, take_stored, wanted


@click.command("discover")
@partial(survey_options, required=False)
@store_options
@output("assignments.csv, codebook.json and report.html are written", "DIR", required=False)
@click.option("--themes", metavar="K", help="How many: a number, a range such as 8-20; otherwise chosen.")
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Themes to start from: .json .toml .xlsx .csv .qdc, or .txt with a name a line; a table may also "
    "hold example answers (columns teema, esimerkki).",
)
@click.option("--theme", "names", multiple=True, metavar="NAME", help="A theme to start from, by name; repeatable.")
@click.option("--stop-words", metavar="WORDS", help="Words that make no themes: a,b,c or a file, a word a line.")
def command(
    source: Path | None,
    output: Path | None,
    themes: str | None,
    codebook: Path | None,
    names: tuple[str, ...],
    stop_words: str | None,
    **options: Any,
) -> None:
    """Find themes: an assignment for every answer, a draft codebook, a report.

    Personal data is masked first. The same file and seed give the same files, in whatever order the rows come.
    With --store the answers of a stored survey get a draft codebook and their themes there.

    \b
    Examples:
      theme-mining discover vastaukset.xlsx -o teemat
      theme-mining discover kysely.csv --text "Mitä toivotte?" --background Maakunta --themes 8-20 -o teemat
      theme-mining discover kysely.sav --weight paino -o teemat --json
      theme-mining discover --store theme-mining.db --survey kysely
      theme-mining discover vastaukset.xlsx --codebook koodikirja.xlsx --stop-words järjestö,toivoa -o teemat
      theme-mining codebook cut teemat 5
    """
    from theme_mining.assembly.codebooks import codebook_of_names, read_codebook
    from theme_mining.assembly.line import discover_survey
    from theme_mining.assembly.survey import open_survey

    stored = take_stored(options, source)
    common = take(options)
    show = common.show()
    settings = common.settings(discover={"themes": themes, "stop_words": _words(stop_words)})
    if codebook and names:
        raise click.UsageError("--codebook and --theme exclude one another: add the names to the codebook")
    start = read_codebook(codebook) if codebook else codebook_of_names(names) if names else None
    if stored or source is None:
        from theme_mining.assembly.store import discover_stored, open_store, survey_named

        with open_store(stored.place) as store, show.stage("Finding themes"):
            name = survey_named(store, stored.name)
            discovery, run = discover_stored(store, name, stored.wave, settings, start, person())
            written = f'Kept in the store {store.name}, survey "{name}"'
    else:
        output = wanted(output, "-o DIR")
        with show.stage("Reading and masking"):
            survey = open_survey(source, settings)
        show.notes([*survey.table.notes, *survey.columns.notes])
        with show.stage("Finding themes"):
            found = discover_survey(survey, settings, start)
        with show.stage("Writing the report"):
            found.save(output)
        discovery, run = found.discovery, found.run
        written = f"Written: {output}/assignments.csv, codebook.json, report.html"
    figures = discovery.figures
    show.result(
        {
            "themes": figures.to_dict("records"),
            "reason": discovery.reason,
            "other": discovery.other,
            "no_content": discovery.no_content,
            "run": run.id,
        }
    ) if show.as_json else None
    called = {theme.id: theme.name for theme in discovery.codebook}
    by_question = [t.id for t in discovery.codebook if t.id.startswith("ryhma-kysymys-")]
    for group in by_question or [""]:
        rows = [
            (row["name"], row["answers"], f"{row['share']:.0%}", ", ".join(str(row["lemmas"]).split(", ")[:5]))
            for row in figures.to_dict("records")
            if not group or row["group"] == group
        ]
        show.table(called.get(group, ""), ("theme", "answers", "share", "telling words"), rows)
    show.note(discovery.reason)
    show.note(f"Other {discovery.other}, no content {discovery.no_content}, run {run.id}")
    show.note(written)


def _words(given: str | None) -> tuple[str, ...]:
    """Give stop words from a list or a file of them."""
    if not given:
        return ()
    if Path(given).is_file():
        from theme_mining.core.errors import InputError

        try:
            text = Path(given).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The stop words in {given} cannot be read", type(error).__name__) from None
        return tuple(word.strip() for word in text.splitlines() if word.strip() and not word.startswith("#"))
    return tuple(word.strip() for word in given.split(",") if word.strip())
