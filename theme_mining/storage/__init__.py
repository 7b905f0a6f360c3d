"""Where results are kept. Takes masked Answers and Runs (the Store, SQL) and trained models (folders with a
manifest); a RawAnswer cannot get in: the Store's type does not take it.

    SqlStore(place)         theme_mining.storage.store: SQLite by default, PostgreSQL by URL
    theme_mining.storage.models    model folders
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theme_mining.storage.store import SqlStore

__all__ = ["SqlStore"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from theme_mining.storage import store

        return getattr(store, name)
    raise AttributeError(name)
