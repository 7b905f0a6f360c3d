"""What the verbs that work on a store share: its options, and who is asking."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["Stored", "person", "store_option", "store_options", "take_stored", "wanted"]

F = TypeVar("F", bound=Callable[..., Any])
_PLACE = "SQLite file or database URL"


def store_option(function: F) -> F:
    """Add --store: theme-mining.db here when left out."""
    help_text = f"{_PLACE} [theme-mining.db here]."
    return click.option("--store", "place", metavar="DB", default="", help=help_text)(function)


def store_options(function: F, wave: bool = True) -> F:
    """Add --store, --survey and (unless the verb has its own) --wave to a verb that takes IN or a stored survey."""
    for option in reversed(_OPTIONS if wave else _OPTIONS[:2]):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Stored:
    """The store options as given; true where one of them was."""

    place: str = ""
    name: str = ""
    wave: str | None = None

    def __bool__(self) -> bool:
        return bool(self.place or self.name or self.wave is not None)


def take_stored(options: dict[str, Any], source: Path | None = None, wave: bool = True) -> Stored:
    """Take the store options out of a verb's keyword arguments; a verb reads IN or a store, not both."""
    stored = Stored(
        **{name: options.pop(name) for name in ("place", "name", "wave")[: 3 if wave else 2] if name in options}
    )
    if stored and source is not None:
        raise click.UsageError("IN and --store go apart: load IN first with `theme-mining read IN --store DB`")
    if not stored and source is None:
        raise click.UsageError("IN is wanted, or --store DB for a stored survey")
    return stored


def wanted(value: Path | None, option: str) -> Path:
    """Give an option's value. Raises a usage error where it was left out."""
    if value is None:
        raise click.UsageError(f"{option} is wanted")
    return value


def person() -> str:
    """Give the name that decisions and the audit trail carry from a command line: the machine's user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "command line"


_OPTIONS = [
    click.option("--store", "place", metavar="DB", default="", help=f"{_PLACE}: a stored survey in place of IN."),
    click.option("--survey", "name", metavar="NAME", default="", help="Survey in the store [the only one]."),
    click.option("--wave", metavar="WAVE", help="One wave of it [all]."),
]
