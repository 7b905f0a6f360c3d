"""The Store: masked answers and runs in SQL, SQLite by default, any SQLAlchemy URL otherwise.

Schema version 1. The number stands in the table `schema_version`; a store of another version is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from theme_mining.core.errors import StoreError
from theme_mining.core.types import Answer, MaskSpan, Run

__all__ = ["SqlStore"]

SCHEMA_VERSION = 1
_SCHEMA = sa.MetaData()
_VERSION = sa.Table("schema_version", _SCHEMA, sa.Column("version", sa.Integer, primary_key=True))
_ANSWERS = sa.Table(
    "answers",
    _SCHEMA,
    sa.Column("survey", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("background", sa.Text, nullable=False),
    sa.Column("masks", sa.Text, nullable=False),
)
_RUNS = sa.Table(
    "runs", _SCHEMA, sa.Column("id", sa.String(16), primary_key=True), sa.Column("content", sa.Text, nullable=False)
)


class SqlStore:
    """A Store in a SQL database.

    Parameters
    ----------
    place : Path or str
        A SQLite file (made when missing), or a SQLAlchemy URL.

    Raises
    ------
    StoreError
        When the database cannot be opened, is no database, or has another schema version.
    """

    def __init__(self, place: Path | str) -> None:
        self._name = str(place)
        url = self._name if "://" in self._name else f"sqlite:///{self._name}"
        try:
            self._engine = sa.create_engine(url)
            with self._engine.begin() as connection:
                if self._engine.dialect.name == "sqlite":
                    connection.execute(sa.text("PRAGMA journal_mode=WAL"))
                _SCHEMA.create_all(connection)
                version = connection.execute(sa.select(_VERSION.c.version)).scalar()
                if version is None:
                    connection.execute(_VERSION.insert().values(version=SCHEMA_VERSION))
        except (SQLAlchemyError, ImportError) as error:
            raise self._cannot(error) from None
        if version not in (None, SCHEMA_VERSION):
            raise StoreError(
                f"The store {self._name} has schema version {version}",
                f"this program writes version {SCHEMA_VERSION}",
                "use the program version that made it, or a new store",
            )

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def add_answers(self, survey: str, answers: Sequence[Answer]) -> int:
        """Keep answers, replacing those of the same id; give how many the survey has now."""
        for answer in answers:
            if not isinstance(answer, Answer):
                raise TypeError(f"SqlStore takes masked Answers only, got {type(answer).__name__}")
        rows = [_row(survey, place, answer) for place, answer in enumerate(answers)]
        try:
            with self._engine.begin() as connection:
                if rows:
                    same = _ANSWERS.delete().where(_ANSWERS.c.survey == survey, _ANSWERS.c.id == sa.bindparam("old_id"))
                    connection.execute(same, [{"old_id": row["id"]} for row in rows])
                    connection.execute(_ANSWERS.insert(), rows)
                count = sa.select(sa.func.count()).where(_ANSWERS.c.survey == survey)
                return int(connection.execute(count).scalar_one())
        except SQLAlchemyError as error:
            raise self._cannot(error) from None

    def answers(self, survey: str) -> Iterator[Answer]:
        """Give the answers of a survey in the order they came."""
        query = sa.select(_ANSWERS).where(_ANSWERS.c.survey == survey).order_by(_ANSWERS.c.place, _ANSWERS.c.id)
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(query).mappings().all()
        except SQLAlchemyError as error:
            raise self._cannot(error) from None
        for row in rows:
            masks = tuple(MaskSpan(*span) for span in json.loads(row["masks"]))
            background = json.loads(row["background"])
            yield Answer(row["id"], row["question"], row["text"], background, masks, row["language"])

    def surveys(self) -> dict[str, int]:
        """Give the names of the surveys, each with its number of answers."""
        query = sa.select(_ANSWERS.c.survey, sa.func.count()).group_by(_ANSWERS.c.survey).order_by(_ANSWERS.c.survey)
        with self._engine.connect() as connection:
            return {str(name): int(n) for name, n in connection.execute(query)}

    def add_run(self, run: Run) -> None:
        """Keep a run; the same run twice is kept once."""
        content = json.dumps(asdict(run), sort_keys=True, ensure_ascii=False)
        try:
            with self._engine.begin() as connection:
                connection.execute(_RUNS.delete().where(_RUNS.c.id == run.id))
                connection.execute(_RUNS.insert().values(id=run.id, content=content))
        except SQLAlchemyError as error:
            raise self._cannot(error) from None

    def runs(self) -> list[str]:
        """Give the ids of the runs kept, sorted."""
        with self._engine.connect() as connection:
            return sorted(connection.execute(sa.select(_RUNS.c.id)).scalars())

    def _cannot(self, error: Exception) -> StoreError:
        cause = str(getattr(error, "orig", None) or type(error).__name__)
        return StoreError(f"The store {self._name} cannot be used", cause, "check the path and that it is a database")


def _row(survey: str, place: int, answer: Answer) -> dict[str, Any]:
    return {
        "survey": survey,
        "id": answer.id,
        "place": place,
        "question": answer.question,
        "text": answer.text,
        "language": answer.language,
        "background": json.dumps(dict(answer.background), ensure_ascii=False, sort_keys=True),
        "masks": json.dumps([[m.start, m.end, m.kind] for m in answer.masks]),
    }
