"""The Store: masked answers, themes, decisions, codebooks and accounts in SQL.

SQLite in WAL mode by default (`theme-mining.db`), PostgreSQL by URL. Each part lies in a file of its own:

    _opened       engine, transactions          _surveys      surveys, batches, runs
    _schema       the tables                    _codebooks    versions, and answers moved along
    _migrating    numbered steps                _answers      one answer, a page of them
    _errors       messages                      _decisions    what people settle, undo, the queue
    _people       accounts, audit, models       _assigning    themes from a machine
    _frames       whole surveys as tables       _vectors      segments, vectors, the map
    _forgetting   erasing a person              _copies       backup and restore
"""

from __future__ import annotations

from theme_mining.storage._copies import Copies
from theme_mining.storage._forgetting import Forgetting
from theme_mining.storage._people import People

__all__ = ["SqlStore"]


class SqlStore(Forgetting, People, Copies):
    """A Store in a SQL database; safe to share between threads.

    Parameters
    ----------
    place : Path or str
        A SQLite file (made when missing), or a SQLAlchemy URL such as ``postgresql://user@host/name``.
    create : bool
        False: a SQLite file that is not there is an error.
    wait_s : float
        How long to wait, in seconds, for another program that is writing.

    Raises
    ------
    StoreError
        When the database cannot be opened, is no store, or has a newer schema. An older one is brought up to date,
        a SQLite file after a copy of it was laid beside it.
    """
