"""Erasing a person everywhere, and looking afterwards whether anything is left.

Answers go with their texts, segments, decisions and places on the map; vectors go by the hash of their text; a
codebook's examples that are the person's words go from every version; the audit trail keeps that something was
done, no longer to which answer. A SQLite file is then written anew (VACUUM), so that freed pages hold nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError, StoreError
from theme_mining.core.identity import text_hash
from theme_mining.core.stored import Forgotten
from theme_mining.storage._frames import Frames
from theme_mining.storage._schema import (
    ANSWERS,
    AUDIT,
    CODEBOOKS,
    DECISIONS,
    GROUPS,
    MAP_POINTS,
    METADATA,
    MOVED,
    SEGMENTS,
    SURVEYS,
    TEXTS,
    VECTORS,
)

__all__ = ["Forgetting"]

FORGOTTEN = "[forgotten]"
_TELLING = 12
"""Characters from which on a text is looked for in other places: shorter ones ("rahaa") are everybody's words."""
_OWN = (
    (TEXTS, "answer"),
    (SEGMENTS, "answer"),
    (MAP_POINTS, "answer"),
    (MOVED, "answer"),
    (DECISIONS, "answer"),
    (ANSWERS, "number"),
)


@dataclass(frozen=True, slots=True)
class _Person:
    """All that the store knows of a person, held in memory until it is gone."""

    surveys: tuple[int, ...]
    names: tuple[str, ...]
    numbers: tuple[int, ...]
    ids: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    hashes: tuple[str, ...]


class Forgetting(Frames):
    """The part of the store that erases."""

    def surveys_of(self, respondent: str) -> dict[str, int]:
        """Give the surveys that a respondent has answered, each with the number of answers."""
        with self._reading() as connection:
            query = sa.select(SURVEYS.c.name, sa.func.count()).join(ANSWERS, ANSWERS.c.survey == SURVEYS.c.key)
            rows = connection.execute(query.where(ANSWERS.c.respondent == respondent).group_by(SURVEYS.c.name))
            return dict(sorted((str(name), int(n)) for name, n in rows))

    def forget(
        self, respondent: str, *, survey: str | None = None, wave: str | None = None, who: str = ""
    ) -> Forgotten:
        """Erase a respondent from a survey, a wave of it, or from all surveys, and search for what is left.

        Raises
        ------
        InputError
            Nobody of this id; nothing was changed.
        """
        with self._writing() as connection:
            person = self._person(connection, respondent, survey, wave)
            if not person.numbers:
                where = f'the survey "{survey}"' if survey else f"the store {self._name}"
                raise InputError(f'{where} has no respondent "{respondent}"', do="check the id and --survey")
            erased = self._erase(connection, person)
            for key, name in zip(person.surveys, person.names, strict=True):
                self._recount(connection, key)
                self._note(connection, who, "forget", name, FORGOTTEN)
        self._drop_caches()
        left = self._rewrite()
        found, searched = self._traces(respondent, person)
        shared = f"{found.shared} of the texts were given by others word for word; theirs stay" if found.shared else ""
        left += [*found.places, *([shared] if shared else []), *self._copies_about()]
        return Forgotten(respondent, erased, not found.places, searched, tuple(left))

    def _person(self, connection: sa.Connection, respondent: str, survey: str | None, wave: str | None) -> _Person:
        wanted: list[sa.ColumnElement[bool]] = [ANSWERS.c.respondent == respondent]
        if survey is not None:
            wanted.append(ANSWERS.c.survey == self._key(connection, survey))
        if wave is not None:
            wanted.append(ANSWERS.c.wave == wave)
        query = sa.select(ANSWERS.c.survey, SURVEYS.c.name, ANSWERS.c.number, ANSWERS.c.id, TEXTS.c.text)
        query = query.join(SURVEYS, SURVEYS.c.key == ANSWERS.c.survey).join(TEXTS, TEXTS.c.answer == ANSWERS.c.number)
        rows = connection.execute(query.where(*wanted)).all()
        numbers = [row.number for row in rows]
        parts = connection.execute(sa.select(SEGMENTS.c.text).where(SEGMENTS.c.answer.in_(numbers))).scalars()
        texts = tuple(dict.fromkeys(text for text in (*(row.text for row in rows), *parts) if text))
        surveys = {row.survey: row.name for row in rows}
        ids = tuple((row.name, row.id) for row in rows)
        hashes = tuple(text_hash(text) for text in texts)
        return _Person(tuple(surveys), tuple(surveys.values()), tuple(numbers), ids, texts, hashes)

    def _erase(self, connection: sa.Connection, person: _Person) -> dict[str, int]:
        erased = {}
        for table, column in _OWN:
            gone = connection.execute(sa.delete(table).where(table.c[column].in_(person.numbers)))
            erased[table.name] = int(gone.rowcount)
        gone = connection.execute(sa.delete(VECTORS).where(VECTORS.c.hash.in_(person.hashes)))
        erased["vectors"] = int(gone.rowcount)
        unused = GROUPS.c.number.not_in(sa.select(ANSWERS.c.in_group))
        gone = connection.execute(sa.delete(GROUPS).where(GROUPS.c.survey.in_(person.surveys), unused))
        erased["groups"] = int(gone.rowcount)
        erased["codebooks"] = self._strike_examples(connection, person)
        erased["audit"] = sum(_struck(connection, name, answer) for name, answer in person.ids)
        return erased

    def _strike_examples(self, connection: sa.Connection, person: _Person) -> int:
        """Take the person's words out of the examples of every codebook version; give how many went."""
        said = [_plain(text) for text in person.texts]
        struck = 0
        for row in connection.execute(sa.select(CODEBOOKS)).all():
            codebook = Codebook.from_json(row.content)
            themes = []
            for theme in codebook:
                kept = tuple(example for example in theme.examples if not _same(_plain(example), said))
                struck += len(theme.examples) - len(kept)
                themes.append(dataclasses.replace(theme, examples=kept))
            if tuple(themes) != codebook.themes:
                content = dataclasses.replace(codebook, themes=tuple(themes)).to_json()
                at = (CODEBOOKS.c.survey == row.survey) & (CODEBOOKS.c.version == row.version)
                connection.execute(sa.update(CODEBOOKS).where(at).values(content=content))
        return struck

    def _rewrite(self) -> list[str]:
        """Write the database anew, so that freed places hold nothing; say what could not be."""
        if self._engine.dialect.name == "postgresql":
            return self._rewrite_postgres()
        with self._writer, self._reading() as connection:
            raw: Any = connection.connection.dbapi_connection
            connection.rollback()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("VACUUM")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        told = "another program was reading the store: its log is emptied when that program closes it"
        return [told] if busy else []

    def _rewrite_postgres(self) -> list[str]:
        names = [table.name for table in (*(t for t, _ in _OWN), VECTORS, GROUPS, CODEBOOKS, AUDIT)]
        told = ["the PostgreSQL server's own log (WAL) and its backups, until it has recycled them"]
        with self._reading() as connection:
            plain = connection.execution_options(isolation_level="AUTOCOMMIT")
            plain.execute(sa.text("SET lock_timeout = '10s'"))
            try:
                for name in names:
                    plain.execute(sa.text(f"VACUUM (FULL) {name}"))
            except sa.exc.OperationalError:
                told.append("free places in the database's files: somebody was using it; VACUUM FULL it later")
            finally:
                plain.execute(sa.text("RESET lock_timeout"))
        return told

    def _traces(self, respondent: str, person: _Person) -> tuple[_Traces, tuple[str, ...]]:
        """Search every table, and a SQLite file's bytes, for what was erased."""
        places: list[str] = []
        with self._reading() as connection:
            for table, column in _OWN:
                query = sa.select(sa.func.count()).select_from(table).where(table.c[column].in_(person.numbers))
                places += [f"rows in {table.name}"] if connection.execute(query).scalar() else []
            hashes = sa.select(sa.func.count()).select_from(VECTORS).where(VECTORS.c.hash.in_(person.hashes))
            places += ["vectors"] if connection.execute(hashes).scalar() else []
            long = [text for text in person.texts if len(text) >= _TELLING]
            own = [text for text in long if not self._anywhere(connection, TEXTS.c.text, text)]
            for table in METADATA.sorted_tables:
                for words in (c for c in table.columns if isinstance(c.type, sa.String)):
                    if any(self._anywhere(connection, words, part) for text in own for part in _spellings(text)):
                        places.append(f"a text in {table.name}.{words.name}")
            for name, answer in person.ids:
                target = sa.select(sa.func.count()).where(AUDIT.c.target == f"{name}\t{answer}")
                places += ["the audit trail"] if connection.execute(target).scalar() else []
        searched = [table.name for table in METADATA.sorted_tables]
        if self.file is not None:
            needles = [needle.encode() for text in own for needle in _spellings(text)]
            for path in (self.file, Path(f"{self.file}-wal")):
                places += [f"bytes of {path}"] if path.exists() and _holds_any(path, needles) else []
            searched.append("file")
        return _Traces(tuple(dict.fromkeys(places)), len(long) - len(own)), tuple(searched)

    def _anywhere(self, connection: sa.Connection, column: sa.Column[Any], part: str) -> bool:
        query = sa.select(sa.literal(1)).select_from(column.table).where(self._holds(column, part)).limit(1)
        return connection.execute(query).scalar() is not None

    def _recount(self, connection: sa.Connection, key: int) -> None:
        mine = ANSWERS.c.survey == key
        n, people = connection.execute(
            sa.select(sa.func.count(), sa.func.count(ANSWERS.c.respondent.distinct())).where(mine)
        ).one()
        waves = sorted(connection.execute(sa.select(ANSWERS.c.wave).where(mine).distinct()).scalars())
        revision = self._touch(connection, key)
        values: dict[str, Any] = {"n_answers": n, "n_respondents": people, "content": revision}
        values["waves"] = json.dumps(waves, ensure_ascii=False)
        connection.execute(sa.update(SURVEYS).where(SURVEYS.c.key == key).values(values))

    def _copies_about(self) -> Iterator[str]:
        """Name the backups that were made and are still there: they hold what was erased."""
        with self._reading() as connection:
            made = connection.execute(sa.select(AUDIT.c.target).where(AUDIT.c.what == "backup")).scalars().all()
        paths = [Path(target) for target in dict.fromkeys(made)]
        if self.file is not None:
            paths += sorted(self.file.parent.glob(f"{self.file.stem}-before-*{self.file.suffix}"))
        yield from (f"the backup {path}" for path in dict.fromkeys(paths) if path.exists())


@dataclass(frozen=True, slots=True)
class _Traces:
    places: tuple[str, ...]
    shared: int


def _struck(connection: sa.Connection, survey: str, answer_id: str) -> int:
    at = AUDIT.c.target == f"{survey}\t{answer_id}"
    return int(connection.execute(sa.update(AUDIT).where(at).values(target=f"{survey}\t{FORGOTTEN}")).rowcount)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" …\"'”.").casefold()


def _same(example: str, said: Sequence[str]) -> bool:
    """Whether an example is what the person said, whole or in part; short ones only when whole."""
    long = len(example) >= _TELLING
    return any(example == text or (long and example in text) or (len(text) >= _TELLING and text in example)
               for text in said)  # fmt: skip


def _spellings(text: str) -> set[str]:
    """Give a text as it stands in a column, and as it stands within JSON."""
    return {text, json.dumps(text, ensure_ascii=False)[1:-1]}


def _holds_any(path: Path, needles: Sequence[bytes], size: int = 1 << 22) -> bool:
    """Whether a file's bytes hold any of the needles, read in pieces that overlap by the longest."""
    if not needles:
        return False
    overlap, tail = max(map(len, needles)), b""
    try:
        with path.open("rb") as stream:
            while piece := stream.read(size):
                window = tail + piece
                if any(needle in window for needle in needles):
                    return True
                tail = window[-overlap:]
    except OSError as error:
        raise StoreError(f"The store {path} cannot be searched", error.strerror or "") from None
    return False
