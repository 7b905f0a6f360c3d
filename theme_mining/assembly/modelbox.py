"""What model folders tell of themselves: behind `theme-mining models`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from theme_mining.core.errors import ModelError
from theme_mining.storage.models import diff, read_manifest, show, verify

__all__ = ["card", "differences", "listed", "verified"]


def listed(folder: Path) -> list[dict[str, Any]]:
    """Give a row for every model folder under a folder: name, themes, what it learnt from.

    Raises
    ------
    ModelError
        When the folder is not there.
    """
    if not folder.is_dir():
        raise ModelError(f"There is no folder {folder}", do="name the folder that holds the models")
    found = []
    for manifest in sorted(folder.glob("*/manifest.json")):
        try:
            told = read_manifest(manifest.parent)
        except ModelError:
            continue
        found.append({"model": manifest.parent.name, **told})
    return found


def verified(folder: Path) -> dict[str, Any]:
    """Check every file of a model folder; give its manifest. Raises ModelError naming the first that is wrong."""
    return verify(folder)


def card(folder: Path) -> str:
    """Give the card of a model folder."""
    return show(folder)


def differences(one: Path, other: Path) -> list[str]:
    """Say in sentences how two model folders differ."""
    return diff(one, other)
