"""The pages: every public module here has a `router`, and may have

entries    the places it takes in the navigation
prepare    a function called with the application once
in_schema  True where its routes belong to the OpenAPI page
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

__all__ = ["Entry", "entries", "modules"]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A place in the navigation.

    `order` sorts; `name` tells the page being shown (`here` in templates); `title` is a message marked with
    `later`; `path` may hold ``{survey}`` and then shows only inside a survey; `role` is the least role that sees it.
    """

    order: int
    name: str
    title: str
    path: str
    role: str = "reader"


@cache
def modules() -> tuple[ModuleType, ...]:
    """Give the modules of the pages, sorted by name."""
    names = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if not m.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}") for name in names)


@cache
def entries() -> tuple[Entry, ...]:
    """Give all places of the navigation in their order."""
    return tuple(sorted(entry for module in modules() for entry in getattr(module, "entries", ())))
