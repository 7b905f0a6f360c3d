"""The gateway to Voikko: every reading of a word, from the native library or the portable backend.

`THEME_MINING_VOIKKO` = ``native`` | ``portable`` | ``auto`` chooses (default auto: native where libvoikko loads, else
portable). A Voikko handle is not safe between threads (two threads on one: wrong results, then a crash), so each
thread opens its own; nothing of it is pickled and a forked child opens anew.
"""

from __future__ import annotations

import os
import threading

from theme_mining.core.errors import ModelError, SettingsError, near_miss
from theme_mining.language.backend import HOW_TO_INSTALL, Backend

__all__ = ["backend_name", "check", "open_backend", "resolve"]

KINDS = ("native", "portable", "auto")
_local = threading.local()


def open_backend(kind: str | None = None) -> Backend:
    """Give this thread's backend of a kind (None: by the environment).

    Raises
    ------
    SettingsError
        An unknown kind.
    ModelError
        The library or its dictionary is missing, with the line that installs it.
    """
    wanted = resolve(kind)
    held: dict[tuple[int, str], Backend] = _local.__dict__.setdefault("held", {})
    key = (os.getpid(), wanted)
    if key not in held:
        held[key] = _open(wanted)
    return held[key]


def _open(kind: str) -> Backend:
    if kind == "portable":
        from theme_mining.language.backend_portable import PortableVoikko

        return PortableVoikko()
    from theme_mining.language.backend_native import NativeVoikko

    return NativeVoikko()


_resolved: dict[str, str] = {}


def resolve(kind: str | None = None) -> str:
    """Give ``native`` or ``portable`` for a wish; raises as `open_backend`."""
    wish = kind or os.environ.get("THEME_MINING_VOIKKO") or "auto"
    if wish not in KINDS:
        raise SettingsError(f'There is no Voikko backend "{wish}"', near_miss(wish, KINDS))
    if wish != "auto":
        return wish
    if "auto" not in _resolved:
        problems = []
        for candidate in ("native", "portable"):
            try:
                _open(candidate)
            except ModelError as error:
                problems.append(f"{candidate}: {error.found or error.what}")
            else:
                _resolved["auto"] = candidate
                break
        else:
            raise ModelError("No Voikko is there to read Finnish words", "; ".join(problems), HOW_TO_INSTALL)
    return _resolved["auto"]


def backend_name(kind: str | None = None) -> str:
    """Give the backend in use, ``native`` or ``portable``. Raises as `open_backend`."""
    return resolve(kind)


def check() -> list[tuple[str, bool, str]]:
    """Give what is there and what is missing, for `doctor`: (what, there, version or what to do)."""
    found: list[tuple[str, bool, str]] = []
    for kind in ("native", "portable"):
        try:
            found.append((f"Voikko, {kind}", True, _open(kind).version))
        except ModelError as error:
            found.append((f"Voikko, {kind}", False, f"{error.found or error.what}: {error.do}"))
    found.append(_package("tagger", "spacy_fi_experimental_web_md", 'pip install "theme_mining[tagger]"'))
    found.append(_package("Swedish and English lemmas", "simplemma", "pip install simplemma"))
    found.append(_package("language of an answer", "lingua", "pip install lingua-language-detector"))
    return found


def _package(what: str, module: str, do: str) -> tuple[str, bool, str]:
    from importlib.util import find_spec

    there = find_spec(module) is not None
    return (what, there, module if there else do)
