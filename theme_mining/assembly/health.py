"""What this machine has: the checks behind `theme-mining doctor`."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from theme_mining.core.errors import ThemeMiningError
from theme_mining.core.shipped import shipped

__all__ = ["Check", "checks"]

_EXTRAS = {
    "torch": ("transformer embedders and heads", "pip install -c constraints.txt torch"),
    "psycopg": ("stores in PostgreSQL", 'pip install "theme_mining[postgres]"'),
    "sentence_transformers": ("transformer embedders", "pip install sentence-transformers"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: `detail` is its version, or the line that mends it."""

    what: str
    there: bool
    needed: bool
    detail: str


def checks() -> list[Check]:
    """Look for everything the line needs or can use; imports nothing heavy."""
    found = [Check("Python", sys.version_info >= (3, 11), True, platform.python_version())]
    found += _voikko()
    for name in ("models/fi-static", "corpora/jarjestokysely", "configs"):
        found.append(_shipped(name))
    for module, (what, line) in _EXTRAS.items():
        there = find_spec(module) is not None
        found.append(Check(what, there, False, _version(module) if there else line))
    return found


def _voikko() -> list[Check]:
    from theme_mining.language import check

    results = check()
    voikko = [there for what, there, _ in results if what.startswith("Voikko")]
    checks = [Check(what, there, False, str(detail)) for what, there, detail in results]
    return [Check("a Voikko to read Finnish", any(voikko), True, "native or portable"), *checks]


def _shipped(name: str) -> Check:
    try:
        shipped(name)
    except ThemeMiningError as error:
        return Check(name, False, True, error.do)
    return Check(name, True, True, "there")


def _version(module: str) -> str:
    try:
        return version(module.replace("_", "-"))
    except PackageNotFoundError:
        return "there"
