"""Runs: what made a result, the same for the same inputs, settings and parts."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from theme_mining.core.identity import fingerprint
from theme_mining.core.types import Run

__all__ = ["make_run", "run_json"]

_PACKAGES = ("theme_mining", "numpy", "pandas", "scikit-learn", "spacy")


def make_run(
    verb: str, settings_hash: str, seed: int, fingerprints: Mapping[str, str], counts: Mapping[str, int]
) -> Run:
    """Give the Run of a result; its id is the fingerprint of everything in it."""
    versions = {"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}}
    run_id = fingerprint(verb, settings_hash, dict(fingerprints), seed, versions, dict(counts))
    return Run(run_id, verb, settings_hash, dict(fingerprints), seed, versions, dict(counts))


def run_json(run: Run) -> str:
    """Give a run as JSON text, keys sorted."""
    return json.dumps(asdict(run), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
