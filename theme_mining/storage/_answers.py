"""Answers with their standing: one, a page of them, how many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa

from theme_mining.core.errors import InputError
from theme_mining.core.stored import AnswerKept
from theme_mining.core.types import Answer, MaskSpan
from theme_mining.storage._codebooks import Codebooks
from theme_mining.storage._schema import ANSWERS, GROUPS, SURVEYS, TEXTS

__all__ = ["Answers", "Order", "Status", "split"]

Status = Literal["all", "doubtful", "settled"]
Order = Literal["place", "doubtful first"]
_WHOLE = (
    sa.select(ANSWERS, TEXTS.c.text, TEXTS.c.evidence, GROUPS.c.background)
    .join(TEXTS, TEXTS.c.answer == ANSWERS.c.number)
    .join(GROUPS, GROUPS.c.number == ANSWERS.c.in_group)
)


class Answers(Codebooks):
    """The part of the store that gives answers."""

    def answer(self, survey: str, answer_id: str) -> AnswerKept:
        """Give one answer. Raises InputError when the survey has none of this id."""
        with self._reading() as connection:
            return self._one(connection, survey, self._row(connection, survey, answer_id).number)

    def answers(
        self,
        survey: str,
        *,
        wave: str | None = None,
        question: str | None = None,
        theme: str | None = None,
        filters: Mapping[str, str] | None = None,
        status: Status = "all",
        order: Order = "place",
        offset: int = 0,
        limit: int | None = None,
    ) -> list[AnswerKept]:
        """Give answers, in the order they came or doubtful ones first, `limit` of them from `offset` on.

        `filters` are background values: ``{"Alue": "Saaristo"}``.
        """
        with self._reading() as connection:
            key = self._key(connection, survey)
            wanted = self._wanted(connection, key, wave, question, theme, filters, status)
            by = _ORDERS[order]
            numbers = sa.select(ANSWERS.c.number).where(*wanted).order_by(*by).offset(offset)
            if limit is not None:
                numbers = numbers.limit(limit)
            if limit is None and not offset:
                rows = connection.execute(_WHOLE.where(*wanted).order_by(*by)).all()
            else:
                found = connection.execute(numbers).scalars().all()
                rows = connection.execute(_WHOLE.where(ANSWERS.c.number.in_(found)).order_by(*by)).all()
            return self._kept(connection, key, survey, rows)

    def count(
        self,
        survey: str,
        *,
        wave: str | None = None,
        question: str | None = None,
        theme: str | None = None,
        filters: Mapping[str, str] | None = None,
        status: Status = "all",
    ) -> int:
        """Give how many answers `answers` would give."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            wanted = self._wanted(connection, key, wave, question, theme, filters, status)
            return int(connection.execute(sa.select(sa.func.count()).select_from(ANSWERS).where(*wanted)).scalar_one())

    def masked(self, survey: str, *, wave: str | None = None) -> list[Answer]:
        """Give the masked Answers of a survey or a wave in the order they came, as they went in."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            questions = self._questions(connection, key)
            query = _WHOLE.add_columns(TEXTS.c.masks).where(*self._wanted(connection, key, wave))
            rows = connection.execute(query.order_by(ANSWERS.c.place)).all()
        return [
            Answer(
                row.id,
                questions[row.question],
                row.text,
                json.loads(row.background),
                tuple(MaskSpan(*span) for span in json.loads(row.masks)),
                row.language,
            )
            for row in rows
        ]

    def _wanted(
        self,
        connection: sa.Connection,
        key: int,
        wave: str | None = None,
        question: str | None = None,
        theme: str | None = None,
        filters: Mapping[str, str] | None = None,
        status: Status = "all",
    ) -> list[sa.ColumnElement[bool]]:
        """Give the conditions of a search, all on the narrow table."""
        wanted: list[sa.ColumnElement[bool]] = [ANSWERS.c.survey == key]
        if wave is not None:
            wanted.append(ANSWERS.c.wave == wave)
        if question is not None:
            questions = self._questions(connection, key)
            wanted.append(ANSWERS.c.question == (questions.index(question) if question in questions else -1))
        if theme is not None:
            wanted.append(self._holds(sa.literal(";").concat(ANSWERS.c.themes).concat(";"), f";{theme};"))
        if filters:
            about = [self._holds(GROUPS.c.background, _pair(name, value)) for name, value in filters.items()]
            wanted.append(ANSWERS.c.in_group.in_(sa.select(GROUPS.c.number).where(GROUPS.c.survey == key, *about)))
        if status == "doubtful":
            wanted.append(ANSWERS.c.review.is_(sa.true()))
        elif status == "settled":
            wanted.append(ANSWERS.c.origin == "person")
        return wanted

    def _holds(self, column: sa.ColumnElement[str], part: str) -> sa.ColumnElement[bool]:
        """Whether a text column holds a part, letter for letter."""
        name = "instr" if self._engine.dialect.name == "sqlite" else "strpos"
        found: sa.ColumnElement[bool] = getattr(sa.func, name)(column, part) > 0
        return found

    def _questions(self, connection: sa.Connection, key: int) -> list[str]:
        found: list[str] = json.loads(
            connection.execute(sa.select(SURVEYS.c.questions).where(SURVEYS.c.key == key)).scalar_one()
        )
        return found

    def _row(self, connection: sa.Connection, survey: str, answer_id: str) -> Any:
        key = self._key(connection, survey)
        query = sa.select(ANSWERS).where(ANSWERS.c.survey == key, ANSWERS.c.id == answer_id)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise InputError(f'The survey "{survey}" has no answer "{answer_id}"', do="check the id")
        return row

    def _one(self, connection: sa.Connection, survey: str, number: int) -> AnswerKept:
        row = connection.execute(_WHOLE.where(ANSWERS.c.number == number)).one()
        return self._kept(connection, row.survey, survey, [row])[0]

    def _kept(self, connection: sa.Connection, key: int, survey: str, rows: Sequence[Any]) -> list[AnswerKept]:
        questions = self._questions(connection, key)
        return [
            AnswerKept(
                survey=survey,
                id=row.id,
                wave=row.wave,
                question=questions[row.question],
                respondent=row.respondent,
                text=row.text,
                background=json.loads(row.background),
                language=row.language,
                weight=row.weight,
                themes=split(row.themes),
                confidence=None if row.origin == "person" or row.confidence < 0 else row.confidence,
                review=row.review,
                evidence=tuple((a, b, t) for a, b, t in json.loads(row.evidence)),
                origin=row.origin,
                version=row.version,
            )
            for row in rows
        ]


def split(themes: Any) -> tuple[str, ...]:
    """Give theme ids from ``a;b`` or from a list, each once, in order."""
    parts = themes.split(";") if isinstance(themes, str) else list(themes if themes is not None else ())
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _pair(name: str, value: str) -> str:
    """Give a name with its value as they stand in a background's JSON, where quotes make them unmistakable."""
    return f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"


_ORDERS: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "place": (ANSWERS.c.place, ANSWERS.c.number),
    "doubtful first": (ANSWERS.c.review.desc(), ANSWERS.c.confidence, ANSWERS.c.place),
}
