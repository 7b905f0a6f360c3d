"""`theme-mining embed`: answers as vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("embed")
@survey_options
@output("the array is written (.npy)")
@click.option("--use", metavar="NAME", help="Embedder: static (default), tfidf, transformer.")
@click.option("--model", metavar="PATH", help="Model name or path for the embedder.")
def command(source: Path, output: Path, use: str | None, model: str | None, **options: Any) -> None:
    """Turn answers into vectors: float32 (n, d), unit rows, zeros where there is no content.

    Rows keep the order of the input; with several text columns a row's answers are one text.

    \b
    Examples:
      theme-mining embed vastaukset.csv -o vektorit.npy
      theme-mining embed vastaukset.csv -o vektorit.npy --set embed.dim=64
      theme-mining embed vastaukset.csv -o v.npy --use transformer --model intfloat/multilingual-e5-base
    """
    from theme_mining.assembly.line import embed_file

    common = take(options)
    show = common.show()
    with show.stage("Embedding"):
        rows, run, notes = embed_file(source, output, common.settings(embed={"use": use, "model": model}))
    show.notes(notes)
    show.result(
        {"rows": rows.shape[0], "dim": rows.shape[1], "run": run.id, "embedder": run.fingerprints["embedder"]},
        [f"{rows.shape[0]} rows of {rows.shape[1]} numbers, run {run.id}", f"Written: {output}"],
    )
