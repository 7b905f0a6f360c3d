"""An open database: engine, pragmas, migrations, and the two ways in, reading and writing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from theme_mining.core.errors import InputError, StoreError, near_miss
from theme_mining.storage._errors import translated
from theme_mining.storage._migrating import upgrade
from theme_mining.storage._schema import AUDIT, SCHEMA, SURVEYS

__all__ = ["Opened", "now"]


class Opened:
    """A store's database, opened and brought to the newest schema.

    Parameters
    ----------
    place : Path or str
        A SQLite file, or a SQLAlchemy URL (``postgresql://user@host/name``).
    create : bool
        Make a SQLite file that is not there; otherwise that is an error.
    wait_s : float
        How long to wait, in seconds, for another program that is writing.
    """

    def __init__(self, place: Path | str, *, create: bool = True, wait_s: float = 30.0) -> None:
        self._url = _url(place)
        self._name = str(place) if "://" not in str(place) else self._url.render_as_string(hide_password=True)
        self._writer = threading.RLock()
        self._open = threading.local()
        if self.file is not None:
            _check_file(self.file, create)
        with translated(self._name):
            self._engine = _engine(self._url, wait_s)
        try:
            with translated(self._name):
                upgrade(self._engine, self._name, self.file)
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def name(self) -> str:
        """The place as a person may read it: without a password."""
        return self._name

    @property
    def schema(self) -> str:
        """The number of the newest migration, which every open store has."""
        return SCHEMA

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None for another database."""
        at = self._url.database if self._url.get_backend_name() == "sqlite" else None
        return Path(at) if at and at != ":memory:" else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def one_transaction(self) -> Iterator[None]:
        """Make everything that this thread asks of the store in the block one change: all of it, or nothing."""
        with self._writing() as connection:
            outer, self._open.connection = getattr(self._open, "connection", None), connection
            try:
                yield
            except BaseException:
                self._drop_caches()
                raise
            finally:
                self._open.connection = outer

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        mine = getattr(self._open, "connection", None)
        if mine is not None:
            yield mine
            return
        with translated(self._name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are all kept when the block ends well, and none otherwise.

        Threads of this process queue here, fairly; other processes wait for SQLite's lock. `IMMEDIATE` takes that
        lock before anything is read, so what was read still holds when it is written.
        """
        mine = getattr(self._open, "connection", None)
        if mine is not None:
            yield mine
            return
        with translated(self._name):
            queue = self._writer if self._engine.dialect.name == "sqlite" else nullcontext()
            with queue, self._engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
                yield connection

    def _drop_caches(self) -> None:
        """Let go of all that is kept in memory of what the database holds."""

    def _key(self, connection: sa.Connection, survey: str) -> int:
        """Give a survey's key. Raises InputError with the near miss when there is none."""
        key = connection.execute(sa.select(SURVEYS.c.key).where(SURVEYS.c.name == survey)).scalar()
        if key is None:
            names = connection.execute(sa.select(SURVEYS.c.name)).scalars().all()
            raise InputError(f'The store has no survey "{survey}"', near_miss(survey, names), "check --survey")
        return int(key)

    def _touch(self, connection: sa.Connection, key: int) -> int:
        """Raise a survey's revision and give it; in PostgreSQL this also makes its writers queue."""
        changed = sa.update(SURVEYS).where(SURVEYS.c.key == key).values(revision=SURVEYS.c.revision + 1)
        return int(connection.execute(changed.returning(SURVEYS.c.revision)).scalar_one())

    def _note(self, connection: sa.Connection, who: str, what: str, *target: object) -> None:
        """Write the audit trail: who did what to what; the target's parts are joined by tabs."""
        told = "\t".join(str(part) for part in target)
        connection.execute(sa.insert(AUDIT).values(at=now(), who=who, what=what, target=told))


def now() -> str:
    """Give the time as ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _url(place: Path | str) -> sa.URL:
    name = str(place)
    if "://" not in name:
        return sa.URL.create("sqlite", database=name)
    try:
        url = sa.make_url(name)
    except sa.exc.ArgumentError:
        raise StoreError("The database URL cannot be read", "postgresql://user@host/name was wanted") from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    return url


def _check_file(file: Path, create: bool) -> None:
    if file.is_dir():
        raise StoreError(f"The store {file} is a folder", "a SQLite file was wanted", "name a file inside it")
    if not file.parent.is_dir():
        raise StoreError(f"There is no folder {file.parent} for the store", do="make it, or check the path")
    if not create and not file.exists():
        raise StoreError(
            f"There is no store {file}",
            "a file that `theme-mining read --store` made was wanted",
            "check --store, or load a survey first: theme-mining read FILE --store DB",
        )


def _engine(url: sa.URL, wait_s: float) -> sa.Engine:
    """Give an engine. Connections: ten kept, forty at most, the number of threads a web server uses (Starlette: 40)."""
    options: dict[str, Any] = {"hide_parameters": True}
    if url.get_backend_name() != "sqlite":
        wait = {"connect_timeout": max(2, round(wait_s))} if url.get_driver_name() == "psycopg" else {}
        return sa.create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True, connect_args=wait, **options)
    engine = sa.create_engine(
        url, pool_size=10, max_overflow=40, connect_args={"timeout": wait_s, "check_same_thread": False}, **options
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', '')}")

    return engine


_PRAGMAS = (
    "journal_mode = WAL",  # readers never wait for a writer
    "synchronous = FULL",  # a committed decision outlives a power cut, not only a killed process
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten
    "cache_size = -16000",  # 16 MB a connection
)
