"""`theme-mining doctor`: what is there, what is missing, and the line that mends it."""

from __future__ import annotations

from typing import Any

import click

from theme_mining.cli.options import settings_options, take


@click.command("doctor")
@settings_options
def command(**options: Any) -> None:
    """Say what is on this machine and what is missing, with the line that mends it.

    Leaves with 0 when the default line can run, with 4 when it cannot.

    \b
    Examples:
      theme-mining doctor
      theme-mining doctor --json
    """
    from theme_mining.assembly.health import checks

    show = take(options).show()
    found = checks()
    show.result({"ready": all(c.there for c in found if c.needed), "checks": found}) if show.as_json else None
    marks = {(True, True): "ok", (True, False): "ok", (False, True): "MISSING", (False, False): "not there"}
    rows = [(marks[c.there, c.needed], c.what, c.detail) for c in found]
    show.table("", ("", "what", "version, or the line that mends it"), rows)
    if not all(c.there for c in found if c.needed):
        raise SystemExit(4)
    show.result(None, ["Everything that the default line needs is here."]) if not show.as_json else None
