"""theme_mining: themes of open-ended survey answers in Finnish.

>>> import theme_mining as tm
>>> segments = tm.FinnishText().transform(["Verkostoyhteistyötä muiden järjestöjen kanssa."])
>>> segments[0].lemmas
('verkostoyhteistyö', 'muu', 'järjestö', 'kanssa')

Nothing heavy (spaCy, scikit-learn, torch) is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theme_mining import language
    from theme_mining.assembly.python import classify, discover, load, train
    from theme_mining.core.codebook import Codebook, Theme
    from theme_mining.core.errors import ThemeMiningError
    from theme_mining.embedders.static import StaticEmbedder
    from theme_mining.embedders.tfidf import TfidfEmbedder
    from theme_mining.embedders.transformer import TransformerEmbedder
    from theme_mining.language import FinnishText

__all__ = [
    "Codebook",
    "FinnishText",
    "StaticEmbedder",
    "TfidfEmbedder",
    "Theme",
    "ThemeMiningError",
    "TransformerEmbedder",
    "classify",
    "discover",
    "language",
    "load",
    "train",
]

_HOMES = {
    "Codebook": "core.codebook",
    "FinnishText": "language",
    "StaticEmbedder": "embedders.static",
    "TfidfEmbedder": "embedders.tfidf",
    "Theme": "core.codebook",
    "ThemeMiningError": "core.errors",
    "TransformerEmbedder": "embedders.transformer",
    "classify": "assembly.python",
    "discover": "assembly.python",
    "load": "assembly.python",
    "train": "assembly.python",
}

try:
    __version__ = version("theme_mining")
except PackageNotFoundError:
    __version__ = ""


def __getattr__(name: str) -> Any:
    if name == "language":  # the room itself, which can be called
        return import_module(f"{__name__}.language")
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
