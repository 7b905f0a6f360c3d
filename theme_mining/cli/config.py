"""`theme-mining config`: settings as they stand."""

from __future__ import annotations

from typing import Any

import click

from theme_mining.cli.options import settings_options, take


@click.group("config")
def command() -> None:
    """Settings: show them all, as TOML, with what a file and --set make of them.

    \b
    Examples:
      theme-mining config show
      theme-mining config show > omat.toml
      theme-mining config show --config omat.toml --set discover.themes=8-20
    """


@command.command("show")
@settings_options
def show(**options: Any) -> None:
    """Print every setting with its value, and the hash that goes into every Run."""
    common = take(options)
    settings = common.settings()
    common.show().result(
        {**settings.model_dump(mode="json"), "hash": settings.hash},
        [f"# settings hash {settings.hash}", settings.to_toml().rstrip()],
    )
