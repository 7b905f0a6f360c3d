"""`theme-mining corpora`: the project's own survey, and recipes for public corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import settings_options, take

_NAME = click.argument("name", metavar="NAME")


@click.group("corpora")
def command() -> None:
    """Corpora: what there are, their cards, a copy of the project's own, a check of a public one you got elsewhere.

    Nothing is fetched: public corpora stay with those who publish them, and a recipe says who that is.

    \b
    Examples:
      theme-mining corpora list
      theme-mining corpora show fsd2821
      theme-mining corpora copy jarjestokysely -o kysely
      theme-mining corpora check fsd2821 lataamani.csv
    """


@command.command("list")
@settings_options
def list_corpora(**options: Any) -> None:
    """List the corpora: size, licence, where they are had from."""
    from theme_mining.assembly.corpora import listed

    show = take(options).show()
    found = listed()
    show.result(found) if show.as_json else None
    show.table(
        "", ("corpus", "size", "licence", "from"), [(c["name"], c["size"], c["licence"], c["where"]) for c in found]
    )


@command.command("show")
@_NAME
@settings_options
def show_corpus(name: str, **options: Any) -> None:
    """Print the card of a corpus: source, licence, consent, size, and the command that reads it."""
    from theme_mining.assembly.corpora import shown

    take(options).show().result(None, [shown(name).rstrip()])


@command.command("copy")
@_NAME
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="New folder.")
@settings_options
def copy_corpus(name: str, output: Path, **options: Any) -> None:
    """Copy one of the project's own corpora into a new folder."""
    from theme_mining.assembly.corpora import copy

    take(options).show().result({"output": str(copy(name, output))}, [f"Written: {output}"])


@command.command("check")
@_NAME
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@settings_options
def check_corpus(name: str, file: Path, **options: Any) -> None:
    """Hold a file you got elsewhere against its recipe: the same bytes, the columns, the command that reads it."""
    from theme_mining.assembly.corpora import check

    found = check(name, file)
    said = "the very file the figures were measured on" if found.same else "another edition than was measured on"
    lacking = [f"columns missing: {', '.join(found.missing)}"] if found.missing else []
    value = {"same": found.same, "missing": list(found.missing), "run": found.run}
    take(options).show().result(value, [f"{file}: {said}", *lacking, found.run])
