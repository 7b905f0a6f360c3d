"""`theme-mining discover`: themes of a survey nobody has coded yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import Common, output, survey_options, take
from theme_mining.cli.stored import Stored, person, store_options, take_stored, wanted

if TYPE_CHECKING:
    from theme_mining.assembly.settings import Settings
    from theme_mining.core.codebook import Codebook
    from theme_mining.core.types import Run
    from theme_mining.flows.discover import Discovery


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
def command(source: Path | None, output: Path | None, **options: Any) -> None:
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
    own = {name: options.pop(name) for name in ("themes", "codebook", "names", "stop_words")}
    stored = take_stored(options, source)
    common = take(options)
    settings = common.settings(discover={"themes": own["themes"], "stop_words": _words(own["stop_words"])})
    start = _start(own["codebook"], own["names"])
    if source is None:
        discovery, run, written = _discover_stored(stored, settings, start, common)
    else:
        discovery, run, written = _discover_file(source, wanted(output, "-o DIR"), settings, start, common)
    _show(discovery, run, common)
    common.show().note(written)


def _start(codebook: Path | None, names: tuple[str, ...]) -> Codebook | None:
    """Give the themes to start from, of a file or by their names."""
    from theme_mining.assembly.codebooks import codebook_of_names, read_codebook

    if codebook and names:
        raise click.UsageError("--codebook and --theme exclude one another: add the names to the codebook")
    return read_codebook(codebook) if codebook else codebook_of_names(names) if names else None


def _discover_stored(
    stored: Stored, settings: Settings, start: Codebook | None, common: Common
) -> tuple[Discovery, Run, str]:
    from theme_mining.assembly.store import discover_stored, open_store, survey_named

    with open_store(stored.place) as store, common.show().stage("Finding themes"):
        name = survey_named(store, stored.name)
        discovery, run = discover_stored(store, name, stored.wave, settings, start, person())
        return discovery, run, f'Kept in the store {store.name}, survey "{name}"'


def _discover_file(
    source: Path, output: Path, settings: Settings, start: Codebook | None, common: Common
) -> tuple[Discovery, Run, str]:
    from theme_mining.assembly.line import discover_survey
    from theme_mining.assembly.survey import open_survey

    show = common.show()
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage("Finding themes"):
        found = discover_survey(survey, settings, start)
    with show.stage("Writing the report"):
        found.save(output)
    return found.discovery, found.run, f"Written: {output}/assignments.csv, codebook.json, report.html"


def _show(discovery: Discovery, run: Run, common: Common) -> None:
    show, figures = common.show(), discovery.figures.to_dict("records")
    counts = {"other": discovery.other, "no_content": discovery.no_content}
    if show.as_json:
        show.result({"themes": figures, "reason": discovery.reason, **counts, "run": run.id})
    called = {theme.id: theme.name for theme in discovery.codebook}
    by_question = [t.id for t in discovery.codebook if t.id.startswith("ryhma-kysymys-")]
    for group in by_question or [""]:
        rows = [
            (row["name"], row["answers"], f"{row['share']:.0%}", ", ".join(str(row["lemmas"]).split(", ")[:5]))
            for row in figures
            if not group or row["group"] == group
        ]
        show.table(called.get(group, ""), ("theme", "answers", "share", "telling words"), rows)
    show.note(discovery.reason)
    show.note(f"Other {discovery.other}, no content {discovery.no_content}, run {run.id}")


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
