"""Where the things that come with the package lie: default model, demo survey, settings.

In a checkout they are the top-level folders `models/`, `corpora/`, `configs/`; a built wheel carries
the same folders inside the package, under `_shipped/`.
"""

from __future__ import annotations

from pathlib import Path

from theme_mining.core.errors import ModelError

__all__ = ["shipped"]

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """Give the path of something that comes with the package, such as ``"models/fi-static"``.

    Raises
    ------
    ModelError
        When it is not there: the installation is incomplete.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / name).exists():
            return root / name
    raise ModelError(
        f'"{name}" that comes with theme_mining is not there',
        "the installation is incomplete",
        "install the package again: pip install --force-reinstall theme_mining",
    )
