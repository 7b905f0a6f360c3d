"""`theme-mining lemmatise`: the lemmas of every answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("lemmatise")
@survey_options
@output("the table with lemmas is written")
@click.option("--pretokenised", is_flag=True, help="Tokens are split at spaces; one lemma for each.")
def command(source: Path, output: Path, pretokenised: bool, **options: Any) -> None:
    """Add a column `lemmas`: the base form of every word, space-separated.

    With several text columns each gets its own: `lemmas: COLUMN`. The texts are not masked: the lemmas
    belong beside the text they came from.

    \b
    Examples:
      theme-mining lemmatise vastaukset.csv -o lemmat.csv
      theme-mining lemmatise lauseet.csv --text sentence --pretokenised -o lemmat.csv
    """
    from theme_mining.assembly.words import add_lemmas
    from theme_mining.reports import write_frame

    common = take(options)
    show = common.show()
    with show.stage("Reading the words"):
        frame, notes, count = add_lemmas(source, common.settings(), pretokenised)
        write_frame(frame, output)
    show.notes(notes)
    show.result({"rows": len(frame), "lemmas": count}, [f"{count} lemmas in {len(frame)} rows", f"Written: {output}"])
