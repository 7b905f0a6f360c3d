"""Which report: by settings name or by the suffix of the file wanted."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from theme_mining.core.errors import SettingsError, near_miss
from theme_mining.core.sockets import Report

__all__ = ["known_reports", "report_for"]

_GROUP = "theme_mining.reports"


def known_reports() -> list[str]:
    """Give the names of all reports, those of outside packages included."""
    own = [m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if not m.name.startswith("_")]
    return sorted({*own, *(entry.name for entry in entry_points(group=_GROUP))})


def report_for(wanted: str | Path, **options: Any) -> Report:
    """Give the report of a settings name (``"page"``) or of a file's suffix (``Path("x.html")``).

    Parameters
    ----------
    wanted : str or Path
        A name, a suffix such as ``".html"``, or a path.
    **options
        What the report's class takes, such as ``language="fi"``.

    Raises
    ------
    SettingsError
        No report of that name or suffix; the near miss is named.

    Examples
    --------
    >>> report_for("page").suffix, report_for(Path("tulos.HTML")).suffix
    ('.html', '.html')
    """
    names = known_reports()
    if str(wanted) in names:
        return _made(str(wanted), options)
    bare = isinstance(wanted, str) and wanted.startswith(".") and not Path(wanted).suffix
    suffix = str(wanted).lower() if bare else Path(wanted).suffix.lower()
    by_suffix = {_class(name).suffix: name for name in names}
    if suffix in by_suffix:
        return _made(by_suffix[suffix], options)
    known = [*names, *sorted(by_suffix)] if not suffix else sorted(by_suffix)
    raise SettingsError(
        f'There is no report "{wanted}"', near_miss(suffix or str(wanted), known), f"reports: {', '.join(names)}"
    )


def _class(name: str) -> Any:
    for entry in entry_points(group=_GROUP):
        if entry.name == name:
            return entry.load()
    return import_module(f"theme_mining.reports.{name}").plug


def _made(name: str, options: dict[str, Any]) -> Report:
    report: Report = _class(name)(**options)
    return report
