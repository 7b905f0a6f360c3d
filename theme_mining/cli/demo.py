"""`theme-mining demo`: the whole line on the bundled survey."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import settings_options, take
from theme_mining.cli.show import interval


@click.command("demo")
@settings_options
@click.option("-o", "--output", default="demo", metavar="DIR", type=click.Path(path_type=Path), help="Where to [demo].")
def command(output: Path, **options: Any) -> None:
    """Run the whole line on the bundled survey of organisations: discover, train, classify, report.

    \b
    Examples:
      theme-mining demo
      theme-mining demo -o kokeilu
    """
    from theme_mining.assembly.demonstration import demonstrate

    common = take(options)
    show = common.show()
    shown = demonstrate(output, common.settings(), show.stage)
    rows = shown.shares.to_dict("records")
    show.result(
        {"shares": rows, "found": shown.found.discovery.figures.to_dict("records"), "right": shown.right}
    ) if show.as_json else None
    show.table(
        "What organisations said in 2022: share of answers, corrected for the model's errors",
        ("theme", "share", "95 % interval"),
        [(shown.codebook.name(r["theme"]), f"{r['corrected']:.0%}", interval(r["low"], r["high"])) for r in rows],
    )
    show.note(
        f"The first theme was one a person gave too in {shown.right:.0%} of {shown.n_checked} answers "
        "(a model trained on the 2018 round; see the README for scores)."
    )
    names = ", ".join(str(n) for n in shown.found.discovery.figures["name"].head(6))
    show.note(f"Themes found without any codebook: {len(shown.found.discovery.figures)}; the largest: {names}")
    show.result(
        None, [f"Page: {output / 'report.html'}", f"Workbook: {output / 'report.xlsx'}"]
    ) if not show.as_json else None
