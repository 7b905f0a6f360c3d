"""`theme-mining compare`: two models on one labelled set, or two rounds of a survey on one codebook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import Common, column_options, take


@click.command("compare")
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@click.argument("source", metavar="[IN]", required=False, type=click.Path(path_type=Path))
@column_options
@click.option("--labels", metavar="COL", default="", help="Column of the themes people gave, or of the rounds' themes.")
@click.option("--group", metavar="COL", default="", help="Column of respondents, for the intervals.")
@click.option("--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Codebook (.json) of the rounds.")
def command(
    first: Path, second: Path, source: Path | None, labels: str, group: str, codebook: Path | None, **options: Any
) -> None:
    """Compare the models A and B on the labelled answers IN, paired: differences B − A with intervals, and a test.

    Or, without IN, two rounds of a survey with themes, A before B: the change of each theme's share of respondents
    with an interval and a test, and what stands in the way of comparing.

    \b
    Examples:
      theme-mining compare malli-vanha malli-uusi koodatut.xlsx --labels teemat
      theme-mining compare 2018.xlsx 2022.xlsx --codebook koodikirja.json
    """
    common = take(options)
    if source is None:
        return _rounds(common, (first, second), labels, codebook)
    if not labels:
        raise click.UsageError("Missing option '--labels'.")
    _models(common, (first, second), source, labels, group)


def _models(common: Common, models: tuple[Path, Path], source: Path, labels: str, group: str) -> None:
    from theme_mining.assembly.judging import compare_on
    from theme_mining.assembly.modelling import load_model
    from theme_mining.assembly.survey import open_survey
    from theme_mining.cli.scores import score_rows

    show = common.show()
    settings = common.settings()
    one, two = (load_model(model, settings) for model in models)
    with show.stage("Comparing"):
        figures, sentence = compare_on(open_survey(source, settings), one, two, settings, labels, group)
    renamed = {"macro_f1": figures["macro_f1_difference"], "micro_f1": figures["micro_f1_difference"]}
    show.result({**figures, "sentence": sentence}) if show.as_json else None
    show.table("Differences, B − A", ("score", "difference", "95 % interval", "n"), score_rows(renamed))
    show.result(None, [sentence]) if not show.as_json else None


def _rounds(common: Common, files: tuple[Path, Path], labels: str, codebook: Path | None) -> None:
    from theme_mining.assembly.asked import Asked
    from theme_mining.assembly.reporting import report_tables
    from theme_mining.flows.report import compare_rounds

    show = common.show()
    with show.stage("Comparing"):
        asked = Asked(labels=labels, codebook=codebook, before=files[:1])
        found = report_tables(files[1], common.settings(), asked)
        rounds = compare_rounds(found.before[0], found.table)
    rows = rounds.frame.to_dict("records")
    bases = {"before": rounds.base_before, "after": rounds.base_after}
    show.result({"bases": bases, "themes": rows, "notes": rounds.notes}) if show.as_json else None
    shown = [
        (r["name"], f"{r['share_before']:.1%}", f"{r['share_after']:.1%}", f"{100 * r['change']:+.1f}",
         f"{100 * r['low']:+.1f} … {100 * r['high']:+.1f}", f"{r['p']:.3f}", r["verdict"])
        for r in rows
    ]  # fmt: skip
    heads = ("theme", "before", "after", "change, pp", "95 % interval", "p (Holm)", "verdict")
    show.table(f"Respondents: {bases['before']} before, {bases['after']} after", heads, shown)
    show.result(None, list(rounds.notes)) if not show.as_json else None
