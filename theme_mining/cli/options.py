"""Options that every verb reading a table shares, and how they become settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from theme_mining.cli.show import Show

if TYPE_CHECKING:
    from theme_mining.assembly.settings import Settings

__all__ = ["Common", "column_options", "output", "settings_options", "survey_options"]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Common:
    """The shared options as given."""

    text: tuple[str, ...] = ()
    id: str = ""
    background: tuple[str, ...] = ()
    weight: str = ""
    respondent: str = ""
    profile: str = ""
    config: Path | None = None
    overrides: tuple[str, ...] = ()
    seed: int | None = None
    json: bool = False
    quiet: bool = False

    def settings(self, **sections: dict[str, Any]) -> Settings:
        """Give settings: defaults < file < options < --set."""
        from theme_mining.assembly.settings import load_settings

        read = {
            "text": self.text,
            "id": self.id,
            "background": self.background,
            "weight": self.weight,
            "respondent": self.respondent,
            "profile": self.profile,
        }
        return load_settings(self.config, self.overrides, top={"seed": self.seed}, read=read, **sections)

    def show(self) -> Show:
        """Give the place where progress, notes and results go."""
        return Show(quiet=self.quiet, as_json=self.json)


def settings_options(function: F) -> F:
    """Add --config, --set, --seed, --json, --quiet, --debug; hand them over as one `Common`."""
    for option in reversed(_SETTINGS):
        function = option(function)
    return function


def survey_options(function: F, required: bool = True) -> F:
    """Add the argument IN, the column options and the settings options."""
    function = column_options(function)
    name = "IN" if required else "[IN]"
    return click.argument("source", metavar=name, required=required, type=click.Path(path_type=Path))(function)


def column_options(function: F) -> F:
    """Add the column options and the settings options, without the argument IN."""
    for option in reversed(_COLUMNS):
        function = option(function)
    return settings_options(function)


def output(what: str, metavar: str = "OUT", required: bool = True) -> Callable[[F], F]:
    """Add the option -o/--output."""
    return click.option(
        "-o", "--output", required=required, metavar=metavar, type=click.Path(path_type=Path), help=f"Where {what}."
    )


def take(options: dict[str, Any]) -> Common:
    """Take the shared options out of a verb's keyword arguments."""
    names = (
        "text",
        "id",
        "background",
        "weight",
        "respondent",
        "profile",
        "config",
        "overrides",
        "seed",
        "json",
        "quiet",
    )
    options.pop("debug", None)
    return Common(**{name: options.pop(name) for name in names if name in options})


_COLUMNS = [
    click.option("--text", multiple=True, metavar="COL", help="Column of answers; repeat for several questions."),
    click.option("--id", metavar="COL", default="", help="Column of ids (otherwise the row's number)."),
    click.option("--background", multiple=True, metavar="COL", help="Background column; repeatable."),
    click.option("--weight", metavar="COL", default="", help="Column of survey weights."),
    click.option("--respondent", metavar="COL", default="", help="Column that tells who answered, if not the row."),
    click.option("--profile", metavar="FILE", default="", help="Columns as saved by `theme-mining read --save`."),
]

_SETTINGS = [
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE.toml", help="Settings file."),
    click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="One setting; repeatable."),
    click.option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="N", help="Seed of everything random [1729]."),
    click.option("--json", is_flag=True, help="Results as JSON on stdout."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no notes."),
    click.option("--debug", is_flag=True, help="Show the traceback of an error."),
]
