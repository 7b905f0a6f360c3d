"""`theme-mining report`: a page, a workbook or another report from a classified file; `report verify` checks one."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import survey_options, take
from theme_mining.cli.show import Show
from theme_mining.cli.stored import Stored, store_options, take_stored


@click.command("report")
@partial(survey_options, required=False)
@partial(store_options, wave=False)
@click.argument("more", nargs=-1, metavar="", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="Report; the suffix is its kind.")
@click.option("--site", metavar="DIR", type=click.Path(path_type=Path), help="With --store: a folder of static pages.")
@click.option("--labels", metavar="COL", default="", help="Column of themes [themes, teemat, theme or teema].")
@click.option("--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Codebook (.json .toml .xlsx .qdc).")
@click.option(
    "--before", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="Earlier round; oldest first."
)
@click.option(
    "--wave",
    metavar="COL",
    default="",
    help="Column of the rounds: the last is reported, with changes (--store: a wave).",
)
@click.option("--closed", multiple=True, metavar="COL", help="Column of a closed question; repeatable.")
@click.option("--counts", metavar="COL", default="", help="Column telling how many respondents a row stands for.")
@click.option(
    "--population", type=click.Path(path_type=Path), metavar="FILE", help="Register to weight to: groups and numbers."
)
@click.option("--equal-voice", "voice", metavar="COL", default="", help="Column whose groups have one vote each.")
@click.option("--chart", metavar="KEY", default="", help="Chart of a .png or .svg: shares, rounds, network … or all.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), help="Language of the report [fi].")
@click.option("--title", metavar="TEXT", help="Title of the report [the file's name].")
@click.option("--date", "made_on", metavar="YYYY-MM-DD", default="", help="Day the report carries [today].")
def command(
    source: Path | None,
    more: tuple[Path, ...],
    output: Path | None,
    site: Path | None,
    language: str | None,
    title: str | None,
    **options: Any,
) -> None:
    """Make a report from answers with themes: shares with intervals, groups, rounds, words, quotes.

    Cells of fewer than 5 answers are hidden (`--set report.hide_cells_below=5`, never below 3). OUT is .html .pdf
    .pptx .docx .xlsx .sav .png .svg .qdc .qdpx.

    The register of --population has one column a background, named as in the survey, and one of numbers; or the
    columns background, group, n. A poll known by its counts is a file of options and numbers: --labels and --counts.

    `report verify FILE [ANSWERS …]` recomputes every figure of a report from what it was made from (looked for beside
    it where not named), and tells which differ; exit code 3 when any does.

    \b
    Examples:
      theme-mining report luokitellut.xlsx -o raportti.html
      theme-mining report kierrokset.csv --wave vuosi --codebook k.json -o muutos.pptx
      theme-mining report vastaukset.xlsx --population jasenet.csv --equal-voice organisaatio -o raportti.pdf
      theme-mining report gallup.csv --labels vaihtoehto --counts vastaajia -o gallup.html
      theme-mining report --store theme-mining.db --survey kysely -o kysely.xlsx
      theme-mining report --store theme-mining.db --survey kysely --site sivut
      theme-mining report verify raportti.html luokitellut.xlsx
    """
    from theme_mining.assembly.asked import Asked

    stored = take_stored(options, source, wave=False)
    common = take(options)
    show = common.show()
    if str(source) == "verify":
        return _verify(show, more)
    if more:
        raise click.UsageError(f"Got unexpected extra argument ({more[0]})")
    if output is None and site is None:
        raise click.UsageError("Missing option '-o' / '--output'.")
    if site and source is not None:
        raise click.UsageError("--site goes with --store: load IN first with `theme-mining read IN --store DB`")
    options["before"], options["closed"] = tuple(options["before"]), tuple(options["closed"])
    options["made_on"] = options["made_on"] or date.today().isoformat()
    settings = common.settings(report={"title": title, "language": language})
    if site:
        _site(show, stored, site, settings)
    if output is None:
        return None
    if source is None:
        return _from_store(show, stored, output, settings, Asked(**options))
    _write(show, source, output, settings, Asked(**options))


def _write(show: Show, source: Path, output: Path, settings: Any, asked: Any) -> None:
    from theme_mining.assembly.reporting import report_tables, write_report

    with show.stage("Reading and masking"):
        found = report_tables(source, settings, asked)
    show.notes(found.notes)
    with show.stage("Writing the report"):
        write_report(found.table, output, settings, found.before, asked.chart)
    _tell(show, output, found.table, 1 + len(found.before))


def _site(show: Show, stored: Stored, folder: Path, settings: Any) -> None:
    from theme_mining.assembly.site import write_site
    from theme_mining.assembly.store import open_store, survey_named

    with open_store(stored.place) as store, show.stage("Writing the pages"):
        n = write_site(store, survey_named(store, stored.name), settings, folder)
    show.result({"site": str(folder), "files": n}, [f"Written: {folder}/index.html and {n - 1} other files"])


def _from_store(show: Show, stored: Stored, output: Path, settings: Any, asked: Any) -> None:
    from theme_mining.assembly.reporting import stored_report, write_report
    from theme_mining.assembly.store import open_store, survey_named

    with open_store(stored.place) as store, show.stage("Writing the report"):
        name = survey_named(store, stored.name)
        found = stored_report(store, name, settings, asked, output.suffix.lower())
        write_report(found.table, output, settings, found.before, asked.chart)
    _tell(show, output, found.table, 1 + len(found.before))


def _tell(show: Show, output: Path, table: Any, rounds: int) -> None:
    show.result(
        {"output": str(output), "answers": len(table.answers), "run": table.run.id, "rounds": rounds},
        [f"Written: {output}, run {table.run.id}"],
    )


def _verify(show: Show, files: tuple[Path, ...]) -> None:
    from theme_mining.assembly.verifying import verify_report

    if not files:
        raise click.UsageError("report verify FILE [ANSWERS …]: the report, and what it was made from")
    with show.stage("Recomputing"):
        verdict = verify_report(files[0], files[1:])
    if verdict.same:
        said = [f"{files[0]}: every figure holds, the file is byte for byte what the answers give"]
    elif verdict.holds:
        said = [f"{files[0]}: every figure it carries holds, but the file has been changed since it was written"]
    else:
        said = [f"{files[0]}: {len(verdict.figures)} figures differ", *verdict.figures[:20]]
    value = {"holds": verdict.holds, "same": verdict.same, "figures": verdict.figures, "run": verdict.run}
    show.result(value, [*said, *(f"run: {line}" for line in verdict.run)])
    if not verdict.holds or not verdict.same:
        raise SystemExit(3)
