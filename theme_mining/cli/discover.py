"""`theme-mining discover`: themes of a survey nobody has coded yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("discover")
@survey_options
@output("assignments.csv, codebook.json and report.html are written", "DIR")
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
    source: Path,
    output: Path,
    themes: str | None,
    codebook: Path | None,
    names: tuple[str, ...],
    stop_words: str | None,
    **options: Any,
) -> None:
    """Find themes: an assignment for every answer, a draft codebook, a report.

    Personal data is masked first. The same file and seed give the same files, in whatever order the rows come.

    \b
    Examples:
      theme-mining discover vastaukset.xlsx -o teemat
      theme-mining discover kysely.csv --text "Mitä toivotte?" --background Maakunta --themes 8-20 -o teemat
      theme-mining discover kysely.sav --weight paino -o teemat --json
      theme-mining discover vastaukset.xlsx --codebook koodikirja.xlsx --stop-words järjestö,toivoa -o teemat
      theme-mining codebook cut teemat 5
    """
    from theme_mining.assembly.codebooks import codebook_of_names, read_codebook
    from theme_mining.assembly.line import discover_survey
    from theme_mining.assembly.survey import open_survey

    common = take(options)
    show = common.show()
    settings = common.settings(discover={"themes": themes, "stop_words": _words(stop_words)})
    if codebook and names:
        raise click.UsageError("--codebook and --theme exclude one another: add the names to the codebook")
    start = read_codebook(codebook) if codebook else codebook_of_names(names) if names else None
    with show.stage("Reading and masking"):
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage("Finding themes"):
        found = discover_survey(survey, settings, start)
    with show.stage("Writing the report"):
        found.save(output)
    figures = found.discovery.figures
    show.result(
        {
            "themes": figures.to_dict("records"),
            "reason": found.discovery.reason,
            "other": found.discovery.other,
            "no_content": found.discovery.no_content,
            "run": found.run.id,
        }
    ) if show.as_json else None
    called = {theme.id: theme.name for theme in found.codebook}
    by_question = [t.id for t in found.codebook if t.id.startswith("ryhma-kysymys-")]
    for group in by_question or [""]:
        rows = [
            (row["name"], row["answers"], f"{row['share']:.0%}", ", ".join(str(row["lemmas"]).split(", ")[:5]))
            for row in figures.to_dict("records")
            if not group or row["group"] == group
        ]
        show.table(called.get(group, ""), ("theme", "answers", "share", "telling words"), rows)
    show.note(found.discovery.reason)
    show.note(f"Other {found.discovery.other}, no content {found.discovery.no_content}, run {found.run.id}")
    show.note(f"Written: {output}/assignments.csv, codebook.json, report.html")


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
