"""Backups: a whole store as one SQLite file, from any database and back into any."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from theme_mining.core.errors import StoreError
from theme_mining.core.files import replacing
from theme_mining.storage._errors import translated
from theme_mining.storage._migrating import schema_of
from theme_mining.storage._opened import Opened
from theme_mining.storage._schema import METADATA, SURVEYS

__all__ = ["Copies"]

_PIECE = 5000  # rows copied at a time


class Copies(Opened):
    """The part of the store that makes backups and brings them back."""

    def backup(self, path: Path | str, *, who: str = "") -> Path:
        """Write the whole store to one SQLite file while it is in use, all or nothing; give the file.

        The file is checked before it takes its place. From PostgreSQL, too, a backup is a SQLite store.

        Raises
        ------
        StoreError
            The place cannot be written, or is the store itself.
        """
        path = Path(path)
        if self.file is not None and path.exists() and path.samefile(self.file):
            raise StoreError(f"{path} is the store itself", "another file was wanted", "name another place")
        with replacing(path) as beside:
            if self.file is not None:
                self._vacuum_into(beside)
            else:
                with _Lone(beside) as copy, self._reading() as source, copy._writing() as target:
                    _pour(source, target)
            _check(beside, str(path))
        with self._writing() as connection:
            self._note(connection, who, "backup", path.resolve())
        return path

    def restore(self, path: Path | str, *, who: str = "") -> Path | None:
        """Put a backup in place of what the store holds, all or nothing; give the copy of what it held before.

        A backup of an older version is brought up to date on the way.

        Raises
        ------
        StoreError
            No such file, not a backup, damaged, or made by a newer version. The store is as it was.
        """
        path = Path(path)
        if not path.is_file():
            raise StoreError(f"There is no backup {path}", do="check the path")
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "backup.db"
            with (
                translated(str(path)),
                closing(sqlite3.connect(path)) as source_file,
                closing(sqlite3.connect(copy)) as copied,
            ):
                source_file.backup(copied)
            _check(copy, str(path))
            before = self._laid_aside() if self._holds_something() else None
            with _Lone(copy) as backup, backup._reading() as source, self._writing() as target:
                last = target.execute(sa.select(sa.func.max(SURVEYS.c.revision))).scalar() or 0
                for table in reversed(METADATA.sorted_tables):
                    target.execute(sa.delete(table))
                _pour(source, target)
                newer = SURVEYS.c.revision + int(last) + 1  # so that nobody's cache takes it for the old content
                target.execute(sa.update(SURVEYS).values(revision=newer, content=newer))
                self._note(target, who, "restore", path.resolve())
        self._drop_caches()
        return before

    def _vacuum_into(self, beside: Path) -> None:
        with self._reading() as connection:
            connection.rollback()
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("VACUUM INTO ?", (str(beside),))

    def _holds_something(self) -> bool:
        with self._reading() as connection:
            return connection.execute(sa.select(SURVEYS.c.key).limit(1)).scalar() is not None

    def _laid_aside(self) -> Path | None:
        if self.file is None:
            return None
        return self.backup(self.file.with_name(f"{self.file.stem}-before-restore{self.file.suffix}"))


class _Lone(Opened):
    """A SQLite file that nobody else uses."""


def _pour(source: sa.Connection, target: sa.Connection) -> None:
    """Copy every row of every table into an empty store."""
    if source.dialect.name == "postgresql":
        source.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))  # one moment for all tables
    for table in METADATA.sorted_tables:
        for rows in source.execute(sa.select(table)).mappings().partitions(_PIECE):
            target.execute(sa.insert(table), [dict(row) for row in rows])
        counter = table.autoincrement_column
        if target.dialect.name == "postgresql" and counter is not None:
            name = f"pg_get_serial_sequence('{table.name}', '{counter.name}')"
            last = f"(SELECT coalesce(max({counter.name}), 1) FROM {table.name})"
            target.execute(sa.text(f"SELECT setval({name}, {last})"))


def _check(path: Path, name: str) -> None:
    """Raise StoreError, under the name a person knows, when a file is no whole store that this version can read."""
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(path), hide_parameters=True)
    try:
        with translated(name), engine.connect() as connection:
            told = connection.execute(sa.text("PRAGMA quick_check")).scalar()
            if told != "ok":
                raise StoreError(f"The backup {name} is damaged", "its pages do not fit together", "take another one")
            if not schema_of(connection, name):
                raise StoreError(f"{name} is no backup", "it is empty", "check the path")
    finally:
        engine.dispose()
