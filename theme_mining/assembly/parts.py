"""Settings → parts: a plug is a file in its room, and its file name is the name in the settings.

A public module of a plug room names its class in `plug`. Outside packages add plugs through entry points
of the group ``theme_mining.<room>``.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from theme_mining.assembly.settings import Settings
from theme_mining.core.errors import SettingsError, near_miss
from theme_mining.core.sockets import Body, Embedder
from theme_mining.core.trained import Rows
from theme_mining.core.types import Segment, Vectors

if TYPE_CHECKING:
    from theme_mining.language import FinnishText

__all__ = [
    "as_rows",
    "body",
    "clusterer",
    "embedder",
    "finnish_text",
    "namer",
    "plug",
    "plug_names",
    "vectors_of",
    "word_class",
]


def plug_names(room: str) -> list[str]:
    """Give the names of the plugs of a room, ours and those of outside packages, sorted."""
    package = importlib.import_module(f"theme_mining.{room}")
    ours = [m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_")]
    return sorted({*ours, *(point.name for point in entry_points(group=f"theme_mining.{room}"))})


def plug(room: str, name: str) -> Any:
    """Give the class of a plug. Raises SettingsError with the near miss for a name that is not there."""
    names = plug_names(room)
    if name not in names:
        raise SettingsError(f'There is no "{name}" in {room}', near_miss(name, names), f"set {room} to one of them")
    for point in entry_points(group=f"theme_mining.{room}"):
        if point.name == name:
            return point.load()
    return importlib.import_module(f"theme_mining.{room}.{name}").plug


def embedder(settings: Settings) -> Embedder:
    """Give the embedder of the settings; options it does not know are left out when they are unset."""
    chosen = plug("embedders", settings.embed.use)
    known = inspect.signature(chosen).parameters
    wished = {
        "model": settings.embed.model or None,
        "revision": settings.embed.revision or None,
        "prefix": settings.embed.prefix or None,
        "cache": settings.embed.cache or None,
        "dim": settings.embed.dim,
        "batch_size": settings.embed.batch_size,
        "seed": settings.seed,
    }
    given = {name: value for name, value in wished.items() if name in known and value is not None}
    for name in ("model", "revision", "prefix", "cache", "dim"):
        if wished[name] is not None and name not in known:
            raise SettingsError(f'The embedder "{settings.embed.use}" has no setting "{name}"', near_miss(name, known))
    made: Embedder = chosen(**given)
    return made


def body(settings: Settings) -> Body:
    """Give what the classifier `setfit` tunes: the model of the settings, or the shipped table.

    Raises
    ------
    SettingsError
        An embedder that is no sentence model, or leading dimensions: a body is tuned whole.
    """
    from theme_mining.embedders import TunableBody

    chosen = settings.embed
    if chosen.use not in ("static", "transformer"):
        raise SettingsError(
            f'The embedder "{chosen.use}" has no body to tune', "static or transformer wanted", "mend embed.use"
        )
    if chosen.dim is not None:
        raise SettingsError("The classifier setfit tunes a body whole", f"embed.dim is {chosen.dim}", "leave it out")
    return TunableBody(chosen.model or None, chosen.revision or None, chosen.prefix or None, chosen.batch_size)


def clusterer(settings: Settings) -> Any:
    """Give the clusterer of the settings."""
    return plug("clusterers", settings.discover.use)(n_themes=_number(settings.discover.themes), seed=settings.seed)


def vectors_of(segments: Sequence[Segment], maker: Embedder) -> Vectors:
    """Give the vectors of segments, with the embedder's fingerprint."""
    rows = maker.transform(segments)
    return Vectors(tuple(segment.id for segment in segments), rows, maker.fingerprint_)


# How often a lemma was seen that may stand for a Swedish or English word (3,103 of them). Of those seen 20 and 5 times
# the nearest is more often a rare word that no theme's answers use (own survey, Swedish answers: 0.04 and 0.12 less).
_COMMON = 100.0


def as_rows(segments: Sequence[Segment], maker: Embedder, settings: Settings) -> Rows:
    """Give segments as rows for a classifier: their vectors, and a Finnish word beside Swedish and English ones.

    Raises
    ------
    ModelError
        The embedder's model or the lemma model cannot be read.
    """
    from theme_mining.embedders import with_finnish

    vectors = vectors_of(segments, maker)
    told = with_finnish(segments, maker, _common_lemmas)
    return Rows(tuple(told), vectors, finnish_text(settings).fingerprint_)


@cache
def _common_lemmas() -> tuple[str, ...]:
    from theme_mining.language.lemma_model import LemmaModel

    return tuple(LemmaModel.default().common(_COMMON))


def finnish_text(settings: Settings, split: bool = False) -> FinnishText:
    """Give the reader of words of the settings; its `fingerprint_` says how words are read."""
    from theme_mining.language import FinnishText

    return FinnishText(
        split=split,
        lexicon=settings.language.lexicon or None,
        backend=None if settings.language.backend == "auto" else settings.language.backend,
        tagger=settings.language.tagger,
    )


def word_class(settings: Settings) -> Callable[[str], str]:
    """Give the function that tells the class of a lemma (``N``, ``A``, ``V``, ``NAME``)."""
    from theme_mining.language.word_class import WordClass

    backend = None if settings.language.backend == "auto" else settings.language.backend
    return WordClass(settings.language.lexicon or None, backend)


def namer(settings: Settings) -> Callable[[Sequence[str], Sequence[str]], str] | None:
    """Give the endpoint that names themes, or None where the settings name none.

    Raises
    ------
    SettingsError
        No web address, no model, or an environment variable for the key that is not set.
    """
    chosen = settings.discover.namer
    if not chosen.url:
        return None
    from theme_mining.flows.asking_names import EndpointNamer

    if not chosen.model:
        raise SettingsError("discover.namer has an address but no model", do="set discover.namer.model")
    key = os.environ.get(chosen.key_from, "") if chosen.key_from else ""
    if chosen.key_from and not key:
        raise SettingsError(
            f'The environment has no "{chosen.key_from}"', "discover.namer.key_from names it for the key", "set it"
        )
    return EndpointNamer(chosen.url, chosen.model, key, chosen.seconds)


def _number(themes: str) -> int | tuple[int, int] | None:
    if themes in ("", "auto"):
        return None
    first, dash, last = themes.replace("–", "-").partition("-")
    try:
        low, high = int(first), int(last) if dash else int(first)
    except ValueError:
        low = high = 0
    if not 1 <= low <= high:
        raise SettingsError(
            f'discover.themes cannot be "{themes}"', 'a number such as 12, a range such as 8-20, or "auto" is wanted'
        )
    return (low, high) if dash else low
