"""Classifiers: Rows (segments with vectors) and themes in, calibrated probabilities with reasons out.

A public file is a plug and its name is the name in the settings: `linear` (default), `setfit` (a
tuned sentence-transformers body, torch wanted).
`make(name)` gives an unfitted classifier, `revive(name, settings, arrays)` a fitted one from what a model folder holds.
Every plug keeps `core.trained.Classifier`: `fit(rows, y, groups, codebook)`, `predict_proba`, `held_out_proba_`,
`word_weights`, `to_state`, `from_state`.
"""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import entry_points
from typing import Any

from theme_mining.core.errors import SettingsError, near_miss

__all__ = ["make", "names", "revive"]


def names() -> list[str]:
    """Give the names of all classifiers: the files of this room and the entry points ``theme_mining.classifiers``."""
    ours = [m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")]
    return sorted({*ours, *(point.name for point in entry_points(group="theme_mining.classifiers"))})


def make(name: str = "linear", **options: Any) -> Any:
    """Give an unfitted classifier. Raises SettingsError with the near miss for an unknown name."""
    return _plug(name)(**options)


def revive(name: str, settings: dict[str, Any], arrays: dict[str, Any]) -> Any:
    """Give a fitted classifier from its state. Raises SettingsError for an unknown name."""
    return _plug(name).from_state(settings, arrays)


def _plug(name: str) -> Any:
    if name not in names():
        raise SettingsError(f'There is no classifier "{name}"', near_miss(name, names()), "mend classify.use")
    for point in entry_points(group="theme_mining.classifiers"):
        if point.name == name:
            return point.load()
    return importlib.import_module(f"theme_mining.classifiers.{name}").plug
