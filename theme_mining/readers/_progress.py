"""How far a long reading has come: a door hands in a callback, plugs call `step`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["Progress", "reporting", "step"]

Progress = Callable[[str, int, int], None]
_listener: ContextVar[Progress | None] = ContextVar("reading_progress", default=None)


@contextmanager
def reporting(progress: Progress | None) -> Iterator[None]:
    """Let `progress` hear of every step taken in the block: (what, done, total)."""
    token = _listener.set(progress)
    try:
        yield
    finally:
        _listener.reset(token)


def step(what: str, done: int, total: int) -> None:
    """Say that `done` of `total` is done of `what` (``unpacking`` in bytes, ``rows``, ``columns``)."""
    progress = _listener.get()
    if progress is not None:
        progress(what, done, total)
