"""`theme-mining models`: list, show, verify and compare model folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import settings_options, take

_FOLDER = click.argument("folder", metavar="MODEL", type=click.Path(path_type=Path))


@click.group("models")
def command() -> None:
    """Model folders: what there are, what a model is, whether its files are whole, how two differ.

    \b
    Examples:
      theme-mining models list .
      theme-mining models show malli
      theme-mining models verify malli
      theme-mining models diff malli-2018 malli-2022
    """


@command.command("list")
@click.argument("folder", metavar="FOLDER", default=".", type=click.Path(path_type=Path))
@settings_options
def list_models(folder: Path, **options: Any) -> None:
    """List the model folders under FOLDER."""
    from theme_mining.assembly.modelbox import listed

    show = take(options).show()
    found = listed(folder)
    show.result(found) if show.as_json else None
    show.table("", ("model", "themes", "classifier"), [(m["model"], len(m["themes"]), m["plug"]) for m in found])


@command.command("show")
@_FOLDER
@settings_options
def show_model(folder: Path, **options: Any) -> None:
    """Print the card of a model: data, scores with intervals, limits."""
    from theme_mining.assembly.modelbox import card, verified

    show = take(options).show()
    show.result(verified(folder) if show.as_json else None, [card(folder).rstrip()])


@command.command("verify")
@_FOLDER
@settings_options
def verify_model(folder: Path, **options: Any) -> None:
    """Check every file of a model against its hash; leaves with 4 when one is missing or changed."""
    from theme_mining.assembly.modelbox import verified

    files = verified(folder)["files"]
    take(options).show().result({"files": files, "whole": True}, [f"{folder}: all {len(files)} files are whole"])


@command.command("diff")
@_FOLDER
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@settings_options
def diff_models(folder: Path, other: Path, **options: Any) -> None:
    """Say how two models differ: themes, versions, data, scores."""
    from theme_mining.assembly.modelbox import differences

    told = differences(folder, other)
    take(options).show().result(told, told or ["No difference."])
