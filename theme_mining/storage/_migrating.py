"""Bringing a store to the newest schema, whole or not at all, with a copy of an older SQLite file beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from theme_mining.core.errors import StoreError
from theme_mining.storage._schema import SCHEMA

__all__ = ["schema_of", "upgrade"]

_STEPS = Path(__file__).parent / "migrations"
_LOCK = 7234001  # any number: PostgreSQL's advisory lock for those who open a store at the same time


def upgrade(engine: sa.Engine, name: str, file: Path | None) -> None:
    """Bring a database to `SCHEMA`; make the tables where it is empty.

    An older SQLite file is copied to ``NAME-before-0002.db`` first.

    Raises
    ------
    StoreError
        A newer schema, or a database that holds something else.
    """
    with engine.connect() as connection:
        if schema_of(connection, name) == SCHEMA:
            return
    with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        found = schema_of(connection, name)
        if found == SCHEMA:
            return
        if found and file is not None:
            _copy(connection, file.with_name(f"{file.stem}-before-{SCHEMA}{file.suffix}"))
        _run(connection, found)


def schema_of(connection: sa.Connection, name: str) -> str:
    """Give a database's schema step, "" for an empty one. Raises StoreError for a newer one or no store."""
    tables = set(sa.inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")
        if found > SCHEMA:
            raise StoreError(
                f"The store {name} was made by a newer version of this program",
                f"its schema is {found}, this program knows up to {SCHEMA}",
                "install the newer version: pip install --upgrade theme_mining",
            )
        return found
    if "schema_version" in tables:  # the first published version, before numbered steps
        return "0001"
    if tables:
        raise StoreError(
            f"The store {name} is a database but no store",
            f"it has {len(tables)} tables of something else",
            "check the path, or name a new file or an empty database",
        )
    return ""


def _copy(connection: sa.Connection, beside: Path) -> None:
    source = connection.connection.dbapi_connection
    assert isinstance(source, sqlite3.Connection)
    file = source.execute("PRAGMA database_list").fetchone()[2]
    with closing(sqlite3.connect(file)) as reader, closing(sqlite3.connect(beside)) as copy:
        reader.backup(copy)


def _run(connection: sa.Connection, found: str) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory(str(_STEPS), version_locations=[str(_STEPS)])
    context = EnvironmentContext(
        config, script, fn=lambda revision, _: script._upgrade_revs(SCHEMA, revision), destination_rev=SCHEMA
    )
    with context:
        context.configure(connection=connection, transactional_ddl=True)
        if found == "0001" and "schema_version" in sa.inspect(connection).get_table_names():
            context.get_context().stamp(script, "0001")
            connection.execute(sa.text("DROP TABLE schema_version"))
        context.run_migrations()
