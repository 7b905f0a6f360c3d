"""How results and progress are shown: notes and a bar on stderr, tables and JSON on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

__all__ = ["Show", "interval"]

OPEN = "cannot be told"


@dataclass(frozen=True, slots=True)
class Show:
    """Where a verb speaks."""

    quiet: bool = False
    as_json: bool = False

    def note(self, text: str) -> None:
        """Say one line on stderr, unless quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def notes(self, lines: Sequence[str]) -> None:
        """Say several lines."""
        for line in lines:
            self.note(line)

    @contextmanager
    def stage(self, what: str) -> Iterator[None]:
        """Show that something is under way: a spinner on a terminal, one line elsewhere."""
        if self.quiet:
            yield
        elif sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
                bar.add_task(what)
                yield
        else:
            click.echo(f"{what} …", err=True)
            yield

    def result(self, value: Any, lines: Sequence[str] = ()) -> None:
        """Show a result: `value` as JSON when asked for, else the lines."""
        if self.as_json:
            click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))
        else:
            for line in lines:
                click.echo(line)

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Show a table on stdout; columns whose cells are all numbers or intervals stand to the right."""
        if self.as_json:
            return
        from rich import box
        from rich.console import Console
        from rich.table import Table

        table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        for n, name in enumerate(columns):
            numeric = bool(rows) and all(str(row[n])[:1].isdigit() or str(row[n]) in ("", "–", OPEN) for row in rows)
            table.add_column(name, justify="right" if numeric else "left", overflow="fold")
        for row in rows:
            table.add_row(*(str(cell) for cell in row))
        width = None if sys.stdout.isatty() else 110
        Console(width=width, highlight=False, markup=False).print(table)


def interval(low: float, high: float) -> str:
    """Give an interval of shares 0–1 in whole per cent; one that leaves everything open is said in words.

    >>> interval(0.06, 0.19), interval(0, 1)
    ('6%–19%', 'cannot be told')
    """
    told = f"{low:.0%}–{high:.0%}"
    return OPEN if told == "0%–100%" else told


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)
