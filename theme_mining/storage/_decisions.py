"""What people settle: append-only decisions, and the standing of an answer that follows from them.

An answer's standing is its latest decision that was not taken back, else the machine's word.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Sequence
from typing import Any

import pandas as pd
import sqlalchemy as sa

from theme_mining.core.errors import Conflict, InputError, near_miss
from theme_mining.core.stored import AnswerKept, DecisionKept, Progress, Verdict
from theme_mining.storage._answers import Answers, split
from theme_mining.storage._opened import now
from theme_mining.storage._schema import ANSWERS, DECISIONS
from theme_mining.storage._surveys import legal

__all__ = ["Decisions"]

HELD_S = 300.0
"""An answer shown to one reviewer is not offered to another for this many seconds; it is only politeness, the
version check is what keeps decisions apart."""

_UNDONE = sa.select(DECISIONS.c.undoes).where(DECISIONS.c.undoes.is_not(None))
_LATER = DECISIONS.alias("later")
_STANDS = ~sa.exists(sa.select(1).where(_LATER.c.undoes == DECISIONS.c.number))


class Decisions(Answers):
    """The part of the store that reviewers use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: dict[int, tuple[str, float]] = {}
        self._holding = threading.Lock()

    def decide(
        self,
        survey: str,
        answer_id: str,
        themes: Sequence[str],
        *,
        who: str,
        version: int,
        verdict: Verdict = "themes",
        blind: bool = False,
        note: str = "",
    ) -> AnswerKept:
        """Write what a person decided on an answer; give the answer as it stands now.

        `themes` may be none: the answer says nothing that the codebook has. A skipped answer stays as it is and is
        not offered to this person again. A blind decision is always written, and becomes the standing only where
        nobody has settled the answer yet.

        Raises
        ------
        Conflict
            The answer has changed since `version`: `current` is how it stands. Nothing was written.
        InputError
            No such answer, or a theme that the codebook does not have.
        """
        if verdict not in ("themes", "skipped"):
            raise InputError(f'A decision cannot be "{verdict}"', '"themes" or "skipped" wanted', "use undo to undo")
        with self._writing() as connection:
            key = self._key(connection, survey)
            given = tuple(dict.fromkeys(themes)) if verdict == "themes" else ()
            self._check_themes(connection, key, survey, given)
            revision = self._touch(connection, key) if blind else 0
            row = self._row(connection, survey, answer_id)
            kept = self._one(connection, survey, row.number)
            if verdict == "themes" and not blind and row.version != version:
                raise self._conflict(connection, survey, row, version)
            revision = revision or self._touch(connection, key)  # late: in PostgreSQL others wait from here on
            settles = verdict == "themes" and not (blind and row.origin == "person")
            if settles:
                standing = {"themes": ";".join(given), "review": False, "origin": "person"}
                if not self._stand(connection, row, row.version + 1, revision, standing):
                    raise self._conflict(connection, survey, self._row(connection, survey, answer_id), version)
                kept = _settled(kept, given)
            made = kept.version if settles else None
            self._append(connection, key, row.number, verdict, ";".join(given), who, blind, note, made)
            self._note(connection, who, "decide" if verdict == "themes" else "skip", survey, answer_id)
            return kept

    def undo(self, survey: str, *, who: str) -> AnswerKept | None:
        """Take back a person's latest decision; give the answer as it stands then, None where there is nothing.

        Nothing is deleted: a decision "undone" is written, and what stood before stands again.

        Raises
        ------
        Conflict
            Somebody changed the answer after that decision.
        """
        with self._writing() as connection:
            key = self._key(connection, survey)
            revision = self._touch(connection, key)
            mine = sa.select(DECISIONS).where(
                DECISIONS.c.survey == key, DECISIONS.c.who == who, DECISIONS.c.verdict != "undone", _STANDS
            )
            last = connection.execute(mine.order_by(DECISIONS.c.number.desc()).limit(1)).one_or_none()
            if last is None:
                return None
            row = connection.execute(sa.select(ANSWERS).where(ANSWERS.c.number == last.answer)).one()
            if last.made_version is not None and row.version != last.made_version:
                raise self._conflict(connection, survey, row, last.made_version)
            self._append(connection, key, row.number, "undone", "", who, last.blind, "", None, last.number)
            if last.made_version is not None:
                standing = self._before(connection, row)
                self._stand(connection, row, row.version + 1, revision, standing)
            self._note(connection, who, "undo", survey, row.id)
            return self._one(connection, survey, row.number)

    def next_doubtful(
        self, survey: str, *, who: str, blind: bool = False, after: str | None = None
    ) -> AnswerKept | None:
        """Give the most doubtful answer still open to this person; None when there is none.

        An answer that another person was given in the last minutes is left to them where there are others. With
        `blind` the answer comes without themes, confidence and evidence, those that another person has settled first,
        so that two codings can be compared. `after` is the id of an answer to go on from.
        """
        with self._reading() as connection:
            key = self._key(connection, survey)
            wanted = self._open_to(key, who, blind)
            by: list[Any] = [ANSWERS.c.confidence, ANSWERS.c.place]
            if blind:
                by = [(ANSWERS.c.origin == "person").desc(), ANSWERS.c.place]
            elif after is not None:
                row = self._row(connection, survey, after)
                sure, there = ANSWERS.c.confidence, row.confidence
                wanted.append(sa.or_(sure > there, sa.and_(sure == there, ANSWERS.c.place > row.place)))
            query = sa.select(ANSWERS.c.number).where(*wanted).order_by(*by).limit(100)
            numbers = connection.execute(query).scalars().all()
            number = next(iter(numbers), None) if blind else self._hold(numbers, who)  # many may code one blind
            if number is None:
                return None
            answer = self._one(connection, survey, number)
            return _blinded(answer) if blind else answer

    def progress(self, survey: str) -> Progress:
        """Give how far the review is."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            mine = ANSWERS.c.survey == key
            counts = []
            for condition in (mine, mine & ANSWERS.c.review.is_(sa.true()), mine & (ANSWERS.c.origin == "person")):
                query = sa.select(sa.func.count()).select_from(ANSWERS).where(condition)
                counts.append(int(connection.execute(query).scalar_one()))
            by = sa.select(DECISIONS.c.who, sa.func.count(DECISIONS.c.answer.distinct()))
            by = by.where(DECISIONS.c.survey == key, DECISIONS.c.verdict == "themes", _STANDS)
            people = {who: int(n) for who, n in connection.execute(by.group_by(DECISIONS.c.who))}
        return Progress(counts[0], counts[1], counts[2], {who: people[who] for who in sorted(people)})

    def decisions(
        self, survey: str, *, who: str | None = None, answer_id: str | None = None, limit: int | None = None
    ) -> list[DecisionKept]:
        """Give decisions, the newest first."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            query = sa.select(DECISIONS, ANSWERS.c.id).join(ANSWERS, ANSWERS.c.number == DECISIONS.c.answer)
            query = query.where(DECISIONS.c.survey == key)
            if who is not None:
                query = query.where(DECISIONS.c.who == who)
            if answer_id is not None:
                query = query.where(DECISIONS.c.answer == self._row(connection, survey, answer_id).number)
            rows = connection.execute(query.order_by(DECISIONS.c.number.desc()).limit(limit)).all()
        return [
            DecisionKept(r.number, survey, r.id, r.verdict, split(r.themes), r.who, r.at, r.blind, r.note) for r in rows
        ]

    def codings(self, survey: str) -> pd.DataFrame:
        """Give who coded what, for agreement: ``answer_id``, ``who``, ``themes`` (tuple), each person's last word."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            query = sa.select(ANSWERS.c.id, DECISIONS.c.who, DECISIONS.c.themes).join(
                ANSWERS, ANSWERS.c.number == DECISIONS.c.answer
            )
            query = query.where(DECISIONS.c.survey == key, DECISIONS.c.verdict == "themes", _STANDS)
            rows = connection.execute(query.order_by(DECISIONS.c.number)).all()
        last = {(answer, who): split(themes) for answer, who, themes in rows}
        return pd.DataFrame(
            [(answer, who, themes) for (answer, who), themes in last.items()], columns=["answer_id", "who", "themes"]
        )

    def _code(
        self, connection: sa.Connection, key: int, given: Sequence[tuple[int, str]], who: str, revision: int
    ) -> None:
        """Write decisions of one person on many answers that nobody has settled."""
        numbers = dict(given)
        open_ = sa.select(ANSWERS)
        rows = connection.execute(open_.where(ANSWERS.c.survey == key, ANSWERS.c.origin != "person")).all()
        for row in (row for row in rows if row.number in numbers):
            given_here = numbers[row.number]
            self._append(connection, key, row.number, "themes", given_here, who, False, "", row.version + 1)
            standing = {"themes": given_here, "review": False, "origin": "person"}
            self._stand(connection, row, row.version + 1, revision, standing)

    def _open_to(self, key: int, who: str, blind: bool) -> list[sa.ColumnElement[bool]]:
        seen = sa.select(1).where(DECISIONS.c.answer == ANSWERS.c.number, DECISIONS.c.who == who, _STANDS)
        if blind:
            nobody = ~sa.exists(seen.where(DECISIONS.c.verdict.in_(("themes", "skipped"))))
            either = sa.or_(ANSWERS.c.origin == "person", ANSWERS.c.review.is_(sa.true()))
            return [ANSWERS.c.survey == key, either, nobody]
        skipped = ~sa.exists(seen.where(DECISIONS.c.verdict == "skipped"))
        return [ANSWERS.c.survey == key, ANSWERS.c.review.is_(sa.true()), skipped]

    def _hold(self, numbers: Sequence[int], who: str) -> int | None:
        """Choose the first answer that nobody else was just given, and hold it for this person."""
        at = time.monotonic()
        with self._holding:
            self._held = {n: held for n, held in self._held.items() if held[1] > at}
            free = [n for n in numbers if self._held.get(n, (who, at))[0] == who]
            chosen = free[0] if free else (numbers[0] if numbers else None)
            if chosen is not None:
                self._held[chosen] = (who, at + HELD_S)
            return chosen

    def _check_themes(self, connection: sa.Connection, key: int, survey: str, themes: Sequence[str]) -> None:
        known = [theme.id for theme in self._codebook(connection, key, survey)] if themes else []
        for theme in themes:
            if theme not in known:
                raise InputError(
                    f'The codebook of "{survey}" has no theme "{theme}"',
                    near_miss(theme, known),
                    "choose one of its themes, or add it to the codebook first",
                )

    def _conflict(self, connection: sa.Connection, survey: str, row: Any, version: int) -> Conflict:
        last = sa.select(DECISIONS.c.who).where(DECISIONS.c.answer == row.number)
        who = connection.execute(last.order_by(DECISIONS.c.number.desc()).limit(1)).scalar()
        return Conflict(
            f'The answer "{row.id}" of "{survey}" has changed meanwhile' + (f" ({who})" if who else ""),
            f"version {version} was looked at, version {row.version} stands now",
            "look at it as it stands now and decide again",
            current=self._one(connection, survey, row.number),
        )

    def _append(
        self,
        connection: sa.Connection,
        key: int,
        answer: int,
        verdict: Verdict,
        themes: str,
        who: str,
        blind: bool,
        note: str,
        made: int | None,
        undoes: int | None = None,
    ) -> None:
        row: dict[str, Any] = {
            "survey": key,
            "answer": answer,
            "verdict": verdict,
            "themes": themes,
            "who": who,
            "at": now(),
        }
        row |= {"blind": blind, "note": legal(note), "made_version": made, "undoes": undoes}
        connection.execute(sa.insert(DECISIONS).values(row))

    def _stand(
        self, connection: sa.Connection, row: Any, version: int, revision: int, standing: dict[str, Any]
    ) -> bool:
        """Give an answer a new standing, if it still is the version that was read; say whether it was."""
        values = {**standing, "version": version, "changed": revision}
        same = (ANSWERS.c.number == row.number) & (ANSWERS.c.version == row.version)
        return connection.execute(sa.update(ANSWERS).where(same).values(values)).rowcount == 1

    def _before(self, connection: sa.Connection, row: Any) -> dict[str, Any]:
        """Give the standing that follows from what is left: the last decision that stands, else the machine's."""
        query = sa.select(DECISIONS.c.themes).where(
            DECISIONS.c.answer == row.number, DECISIONS.c.made_version.is_not(None), _STANDS
        )
        themes = connection.execute(query.order_by(DECISIONS.c.number.desc()).limit(1)).scalar()
        if themes is not None:
            return {"themes": themes, "review": False, "origin": "person"}
        origin = "machine" if row.run else ""
        return {"themes": row.machine_themes, "review": row.machine_review, "origin": origin}


def _settled(answer: AnswerKept, themes: tuple[str, ...]) -> AnswerKept:
    return dataclasses.replace(
        answer, themes=themes, review=False, origin="person", confidence=None, version=answer.version + 1
    )


def _blinded(answer: AnswerKept) -> AnswerKept:
    return dataclasses.replace(answer, themes=(), confidence=None, evidence=(), origin="")
