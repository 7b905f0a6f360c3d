"""`theme-mining next-wave`: a new round on the accepted codebook, and what is new in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("next-wave")
@survey_options
@output("the classified round, its changes, signals and page are written", "DIR")
@click.option(
    "--before",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PLACE",
    help="The round before: a folder of `discover` (as edited), or a file whose answers have themes.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="MODEL",
    help="Model to classify with [one trained on the round before].",
)
@click.option("--labels", metavar="COL", default="", help="Column of themes, when --before is a file.")
@click.option(
    "--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Its codebook, when --before is a file."
)
@click.option("--group", metavar="COL", default="", help="Background column: signals confined to one group count, too.")
def command(
    source: Path,
    output: Path,
    before: Path,
    model: Path | None,
    labels: str,
    codebook: Path | None,
    group: str,
    **options: Any,
) -> None:
    """Classify a new round on the accepted codebook, then show what is new.

    Themes that grow or fade, themes that split, themes that emerge among answers no accepted theme covers, and weak
    signals: small, coherent, distinct and growing, each part of the score shown.

    \b
    Examples:
      theme-mining next-wave 2026.xlsx --before teemat-2024 -o kierros-2026
      theme-mining next-wave 2026.xlsx --before koodattu-2024.csv --labels teemat --codebook k.json -o kierros-2026
      theme-mining next-wave 2026.xlsx --before teemat-2024 --model malli --background Alue --group Alue -o kierros-2026
    """
    from theme_mining.assembly.codebooks import read_codebook
    from theme_mining.assembly.modelling import load_model
    from theme_mining.assembly.next_round import earlier_round, next_round
    from theme_mining.assembly.survey import open_survey

    common = take(options)
    show = common.show()
    settings = common.settings()
    book = read_codebook(codebook) if codebook else None
    with show.stage("Reading and masking"):
        earlier = earlier_round(before, settings, labels, book)
        survey = open_survey(source, settings)
    show.notes([*survey.table.notes, *survey.columns.notes])
    with show.stage("Classifying on the accepted codebook, then looking for what is new"):
        found = next_round(survey, settings, earlier, load_model(model, settings) if model else None, group)
    with show.stage("Writing the report"):
        found.save(output)
    _tell(show, found)
    show.note("The new round's shares are the model's own; the page has them corrected for its errors")
    show.note(f"{found.uncovered} answers that no theme covers surely; run {found.batch.run.id}")
    show.note(f"Written: {output}/assignments.csv, changes.csv, emerging.csv, signals.csv, report.html")


def _tell(show: Any, found: Any) -> None:
    wave = found.wave
    tables = {"changes": wave.themes, "splits": wave.splits, "emerging": found.emerging, "signals": wave.signals}
    if show.as_json:
        show.result({name: table.to_dict("records") for name, table in tables.items()})
        return
    rows: list[tuple[object, ...]] = [
        (r["name"], f"{r['first']:.1%}", f"{r['last']:.1%}", f"{r['difference'] * 100:+.1f} ({r['low'] * 100:+.1f} … "
         f"{r['high'] * 100:+.1f})", f"{r['p']:.3f}", r["verdict"])
        for r in wave.themes.to_dict("records")
    ]  # fmt: skip
    show.table("Themes", ("theme", "before", "now", "points (95 %)", "p", ""), rows)
    if len(wave.splits):
        rows = [(r["theme"], r["into"], r["answers"], f"{r['stability']:.2f}") for r in wave.splits.to_dict("records")]
        show.table("Themes that split", ("theme", "into", "answers", "stability"), rows)
    if len(found.emerging):
        rows = [
            (
                r["name"],
                r["answers"],
                f"{r['share']:.1%}",
                f"{r['stability']:.2f}",
                f"{r['distinctness']:.2f}",
                r["lemmas"],
            )
            for r in found.emerging.to_dict("records")
        ]
        show.table("Themes that emerge", ("theme", "answers", "share", "stability", "distinct", "words"), rows)
    rows = [
        (r["rank"], r["name"], r["where"], f"{r['before']} → {r['after']}", *(f"{r[part]:.2f}" for part in _PARTS))
        for r in wave.signals.head(10).to_dict("records")
    ]
    show.table(
        "Weak signals", ("", "words", "where", "answers", "small", "coherent", "distinct", "rise", "score"), rows
    )


_PARTS = ("smallness", "coherence", "distinctness", "rise", "score")
