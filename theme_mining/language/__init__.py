"""Finnish as people write it: texts in, Segments with lemmas, compound parts and language out.

Takes plain strings (masked or not); gives `core.types.Segment` through `FinnishText`, a spaCy pipeline through
`load`, lemmas through `lemmatise`, and small judgements (`language_of`, `no_content`). Nothing heavy is loaded
before it is needed: spaCy only by `load` or a tagger, lingua only for answers that short words cannot settle.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theme_mining.language.backends import backend_name, check
    from theme_mining.language.emptiness import no_content
    from theme_mining.language.factories import load
    from theme_mining.language.finnish_text import FinnishText, fingerprint
    from theme_mining.language.identification import language_of
    from theme_mining.language.lemmatising import lemmatise
    from theme_mining.language.lexicon import Lexicon

__all__ = [
    "FinnishText",
    "Lexicon",
    "backend_name",
    "check",
    "fingerprint",
    "language_of",
    "lemmatise",
    "load",
    "no_content",
]

_HOMES = {
    "FinnishText": "finnish_text",
    "Lexicon": "lexicon",
    "backend_name": "backends",
    "check": "backends",
    "fingerprint": "finnish_text",
    "language_of": "identification",
    "lemmatise": "lemmatising",
    "load": "factories",
    "no_content": "emptiness",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


class _CallableRoom(ModuleType):
    """Makes ``theme_mining.language("fi")`` the same as ``theme_mining.language.load("fi")``.

    The public name `tm.language` and this room share one name; Python binds it to the room once that is imported.
    """

    def __call__(self, name: str = "fi", **options: Any) -> Any:
        return import_module(f"{__name__}.factories").load(name, **options)


sys.modules[__name__].__class__ = _CallableRoom
