"""A database's errors → StoreError in plain words; never with a value that was being written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from theme_mining.core.errors import StoreError

__all__ = ["is_lost", "translated"]

_SQLITE = (
    ("locked", "is locked", "another program is writing to it", "close the other program or wait, then try again"),
    ("full", "has no room left on its disk", "nothing of this change was written", "free some space, then do it again"),
    ("not a database", "is no database", "a SQLite file or a database URL was wanted", "check the path"),
    ("malformed", "is damaged", "its file is not whole", "bring back a backup: theme-mining store restore"),
    ("readonly", "cannot be written", "the file or its folder is read-only", "choose a place you may write to"),
    ("unable to open", "cannot be opened", "the folder is missing or may not be read", "check the path"),
    ("disk i/o", "cannot be read or written", "the disk gave an error", "check the disk, then bring back a backup"),
    ("no such table", "is a database but no store", "a table is missing", "check the path"),
    ("no such column", "is a database but no store", "a column is missing", "check the path"),
)
"""What SQLite's message holds → what happened, what was found, what to do. Order matters: the first that fits."""

_POSTGRES = {
    "08": ("cannot be reached", "the connection was lost or refused", "see that the server runs, then try again"),
    "57": ("cannot be reached", "the server closed the connection", "see that the server runs, then try again"),
    "53": ("has no room left", "the server ran out of disk, memory or connections", "free some, then do it again"),
    "55": ("is locked", "another program holds it", "wait, then try again"),
    "40": ("was written by two at once", "nothing of this change was written", "try again"),
    "28": ("does not let you in", "wrong user or password", "check the URL"),
    "3D": ("is not there", "the server has no database of this name", "make it with createdb, or check the URL"),
    "42": ("is a database but no store", "a table is missing or not yours", "check the URL and the rights"),
}
"""The first two characters of an SQLSTATE (PostgreSQL 15, Appendix A) → the same three."""


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what the database raises in the block into a StoreError naming the store."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
        raise _in_words(name, error) from None


def is_lost(error: Exception) -> bool:
    """Whether a database error means that the connection went away."""
    return isinstance(error, DBAPIError) and bool(error.connection_invalidated)


def _in_words(name: str, error: Exception) -> StoreError:
    if isinstance(error, ImportError):
        return StoreError(
            f"The store {name} cannot be used",
            "the driver of its database is not installed",
            'pip install "theme_mining[postgres]"',
        )
    what, found, do = _told(error)
    return StoreError(f"The store {name} {what}", found, do)


def _told(error: Exception) -> tuple[str, str, str]:
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        said = str(cause).casefold()
        for part, *told in _SQLITE:
            if part in said:
                return told[0], told[1], told[2]
    elif isinstance(error, DBAPIError):
        state = str(getattr(cause, "sqlstate", None) or ("08" if _unreachable(error) else ""))
        if state[:2] in _POSTGRES:
            return _POSTGRES[state[:2]]
    kind = type(cause).__name__
    return "cannot be used", f"the database said {kind}", "check that it is a store, and that its server runs"


def _unreachable(error: DBAPIError) -> bool:
    return is_lost(error) or type(error.orig).__name__ == "OperationalError"
