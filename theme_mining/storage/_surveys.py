"""Surveys and the batches of answers that come into them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from theme_mining.core.errors import InputError
from theme_mining.core.identity import text_hash
from theme_mining.core.stored import SurveyKept
from theme_mining.core.types import Answer, Run
from theme_mining.storage._opened import Opened
from theme_mining.storage._schema import ANSWERS, GROUPS, RUNS, SEGMENTS, SURVEYS, TEXTS

__all__ = ["Surveys", "legal"]

_BATCHES = 7234002  # PostgreSQL's advisory lock: numbers are handed out to one batch at a time


class Surveys(Opened):
    """The part of the store that knows surveys, waves, answers as they come, and runs."""

    def surveys(self) -> list[SurveyKept]:
        """Give all surveys by name."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(SURVEYS)).all()
        return sorted((_survey(row) for row in rows), key=lambda s: s.name)

    def survey(self, name: str) -> SurveyKept:
        """Give one survey. Raises InputError with the near miss when there is none."""
        with self._reading() as connection:
            key = self._key(connection, name)
            return _survey(connection.execute(sa.select(SURVEYS).where(SURVEYS.c.key == key)).one())

    def revision(self, survey: str) -> int:
        """Give the survey's revision: it grows with every write to it."""
        with self._reading() as connection:
            found = connection.execute(sa.select(SURVEYS.c.revision).where(SURVEYS.c.name == survey)).scalar()
            return int(found) if found is not None else self._key(connection, survey)

    def add_batch(
        self,
        survey: str,
        wave: str,
        answers: Sequence[Answer],
        *,
        title: str = "",
        respondents: Sequence[str] | None = None,
        weights: Sequence[float] | None = None,
        run: Run | None = None,
        who: str = "",
    ) -> int:
        """Keep the masked answers of one wave; give how many the wave has now.

        An answer that the wave has already (same id) is kept as it is where its text is the same; a changed text
        sends it back to review, with its themes. An id that another wave uses becomes ``wave/id``.

        Parameters
        ----------
        respondents : sequence of str, optional
            Who gave each answer; otherwise the answer's id without its question number (``12:2`` → ``12``).
        weights : sequence of float, optional
            One weight an answer; otherwise 1.
        who : str
            Goes into the audit trail.

        Raises
        ------
        TypeError
            Something else than masked Answers.
        InputError
            An id that stands twice, or other numbers of respondents or weights than of answers.
        """
        people, weighed = _checked(survey, answers, respondents, weights)
        with self._writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_BATCHES})"))
            key = self._kept_survey(connection, survey, title)
            revision = self._touch(connection, key)
            about = _About(connection, key, wave, revision)
            about.take(answers, people, weighed)
            self._add_run(connection, run)
            self._note(connection, who, "add_batch", survey, wave, len(answers))
            in_wave = sa.select(sa.func.count()).where(ANSWERS.c.survey == key, ANSWERS.c.wave == wave)
            return int(connection.execute(in_wave).scalar_one())

    def ids(self, survey: str, wave: str) -> dict[str, str]:
        """Give the id in the store for each id that came with a wave; they differ where another wave had it first."""
        with self._reading() as connection:
            query = sa.select(ANSWERS.c.id_in_wave, ANSWERS.c.id).where(
                ANSWERS.c.survey == self._key(connection, survey), ANSWERS.c.wave == wave
            )
            return {row.id_in_wave: row.id for row in connection.execute(query)}

    def delete_survey(self, name: str, *, who: str = "") -> None:
        """Erase a survey with everything that belongs to it."""
        with self._writing() as connection:
            key = self._key(connection, name)
            connection.execute(sa.delete(SURVEYS).where(SURVEYS.c.key == key))
            self._note(connection, who, "delete_survey", name)

    def add_run(self, run: Run, *, who: str = "") -> None:
        """Keep a run; the same run twice is kept once."""
        with self._writing() as connection:
            self._add_run(connection, run)
            self._note(connection, who, "add_run", run.id)

    def runs(self) -> list[str]:
        """Give the ids of the runs kept, sorted."""
        with self._reading() as connection:
            return sorted(connection.execute(sa.select(RUNS.c.id)).scalars())

    def run(self, run_id: str) -> Run | None:
        """Give a run, or None where the store does not know it."""
        with self._reading() as connection:
            content = connection.execute(sa.select(RUNS.c.content).where(RUNS.c.id == run_id)).scalar()
        return Run(**json.loads(content)) if content else None

    def _add_run(self, connection: sa.Connection, run: Run | None) -> None:
        if run is not None:
            content = json.dumps(asdict(run), sort_keys=True, ensure_ascii=False)
            connection.execute(sa.delete(RUNS).where(RUNS.c.id == run.id))
            connection.execute(sa.insert(RUNS).values(id=run.id, content=content))

    def _kept_survey(self, connection: sa.Connection, name: str, title: str) -> int:
        found = connection.execute(sa.select(SURVEYS.c.key).where(SURVEYS.c.name == name)).scalar()
        if found is not None:
            if title:
                connection.execute(sa.update(SURVEYS).where(SURVEYS.c.key == found).values(title=title))
            return int(found)
        new: dict[str, Any] = {"name": name, "title": title or name, "waves": "[]", "questions": "[]"}
        new |= {"background": "[]", "n_answers": 0, "n_respondents": 0, "codebook_version": 0}
        new |= {"run": "", "content": 0, "revision": 0}
        return int(connection.execute(sa.insert(SURVEYS).values(new).returning(SURVEYS.c.key)).scalar_one())


class _About:
    """One batch on its way in: what the survey has, and what is to be added and changed."""

    def __init__(self, connection: sa.Connection, key: int, wave: str, revision: int) -> None:
        self._connection, self._key, self._wave, self._revision = connection, key, wave, revision
        survey = connection.execute(sa.select(SURVEYS).where(SURVEYS.c.key == key)).one()
        self._questions: list[str] = json.loads(survey.questions)
        self._background: list[str] = json.loads(survey.background)
        groups = sa.select(GROUPS.c.hash, GROUPS.c.number).where(GROUPS.c.survey == key)
        self._groups: dict[str, int] = {row.hash: row.number for row in connection.execute(groups)}
        self._group_number = int(connection.execute(sa.select(sa.func.max(GROUPS.c.number))).scalar() or 0)
        self._new_groups: list[dict[str, Any]] = []
        kept = sa.select(ANSWERS.c.number, ANSWERS.c.id, ANSWERS.c.id_in_wave, ANSWERS.c.wave, ANSWERS.c.text_hash)
        rows = connection.execute(kept.where(ANSWERS.c.survey == key)).all()
        self._taken = {row.id for row in rows}
        self._here = {row.id_in_wave: row for row in rows if row.wave == wave}
        self._number = int(connection.execute(sa.select(sa.func.max(ANSWERS.c.number))).scalar() or 0)
        place = sa.select(sa.func.max(ANSWERS.c.place)).where(ANSWERS.c.survey == key)
        self._place = int(connection.execute(place).scalar() or 0)

    def take(self, answers: Sequence[Answer], people: Sequence[str], weights: Sequence[float]) -> None:
        """Write the batch and bring the survey's own row up to date."""
        new, new_texts, same, changed, changed_texts = [], [], [], [], []
        for answer, person, weight in zip(answers, people, weights, strict=True):
            row, text = self._row(answer, person, weight), _text(answer)
            kept = self._here.get(legal(answer.id))
            if kept is None:
                self._number, self._place = self._number + 1, self._place + 1
                new.append(row | self._fresh(legal(answer.id)))
                new_texts.append(text | {"answer": self._number, "evidence": "[]"})
            elif kept.text_hash == row["text_hash"]:
                same.append({"at": kept.number, **{k: v for k, v in row.items() if k != "text_hash"}})
            else:
                changed.append({"at": kept.number, **row})
                changed_texts.append({"at": kept.number, **text})
        self._insert(GROUPS, self._new_groups)
        self._insert(ANSWERS, new)
        self._insert(TEXTS, new_texts)
        self._update(ANSWERS, ANSWERS.c.number, same, {})
        was_given = ANSWERS.c.origin != ""
        again = {"review": was_given, "machine_review": was_given, "version": ANSWERS.c.version + 1}
        again["origin"] = sa.case((was_given, "machine"), else_="")
        self._update(ANSWERS, ANSWERS.c.number, changed, again)
        self._update(TEXTS, TEXTS.c.answer, changed_texts, {"evidence": "[]"})
        gone = [{"at": row["at"]} for row in changed]
        if gone:
            self._connection.execute(sa.delete(SEGMENTS).where(SEGMENTS.c.answer == sa.bindparam("at")), gone)
        self._count()

    def _row(self, answer: Answer, person: str, weight: float) -> dict[str, Any]:
        if answer.question not in self._questions:
            self._questions.append(answer.question)
        return {
            "question": self._questions.index(answer.question),
            "respondent": legal(person),
            "in_group": self._group(answer.background),
            "language": answer.language,
            "weight": weight,
            "text_hash": text_hash(legal(answer.text)),
            "changed": self._revision,
        }

    def _fresh(self, answer_id: str) -> dict[str, Any]:
        unique = answer_id if answer_id not in self._taken else f"{self._wave}/{answer_id}"
        self._taken.add(unique)
        return {
            "number": self._number, "survey": self._key, "id": unique, "id_in_wave": answer_id, "wave": self._wave,
            "place": self._place, "themes": "", "review": False, "origin": "", "version": 1, "machine_themes": "",
            "machine_review": False, "confidence": -1.0, "run": "",
        }  # fmt: skip

    def _group(self, background: Mapping[str, str]) -> int:
        self._background += [name for name in background if name not in self._background]
        content = legal(json.dumps(dict(background), ensure_ascii=False, sort_keys=True))
        key = text_hash(content)
        if key not in self._groups:
            self._group_number += 1
            self._groups[key] = self._group_number
            row = {"number": self._group_number, "survey": self._key, "hash": key, "background": content}
            self._new_groups.append(row)
        return self._groups[key]

    def _insert(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(sa.insert(table), rows)

    def _update(self, table: sa.Table, at: sa.Column[Any], rows: list[dict[str, Any]], also: Mapping[str, Any]) -> None:
        if rows:
            values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in rows[0] if name != "at"}
            renamed = [{"at": r["at"], **{f"new_{k}": v for k, v in r.items() if k != "at"}} for r in rows]
            self._connection.execute(
                sa.update(table).where(at == sa.bindparam("at")).values({**values, **also}), renamed
            )

    def _count(self) -> None:
        mine = ANSWERS.c.survey == self._key
        waves = self._connection.execute(sa.select(ANSWERS.c.wave).where(mine).distinct()).scalars().all()
        counted = sa.select(sa.func.count(), sa.func.count(ANSWERS.c.respondent.distinct())).where(mine)
        n, people = self._connection.execute(counted).one()
        values: dict[str, Any] = {"waves": _json(sorted(waves)), "questions": _json(self._questions), "n_answers": n}
        values |= {"background": _json(self._background), "n_respondents": people, "content": self._revision}
        self._connection.execute(sa.update(SURVEYS).where(SURVEYS.c.key == self._key).values(values))


def _checked(
    survey: str, answers: Sequence[Answer], respondents: Sequence[str] | None, weights: Sequence[float] | None
) -> tuple[Sequence[str], Sequence[float]]:
    """Give respondents and weights of a batch, checked. The only door of the store: a RawAnswer stops here."""
    for answer in answers:
        if not isinstance(answer, Answer):
            raise TypeError(f"SqlStore takes masked Answers only, got {type(answer).__name__}")
    people = [a.id.rpartition(":")[0] or a.id for a in answers] if respondents is None else respondents
    weighed = [1.0] * len(answers) if weights is None else weights
    for what, given in (("respondents", people), ("weights", weighed)):
        if len(given) != len(answers):
            raise InputError(f'"{survey}" has {len(answers)} answers but {len(given)} {what}', "one each was wanted")
    seen: dict[str, int] = {}
    for row, answer in enumerate(answers, 1):
        if answer.id in seen:
            raise InputError(
                f'"{survey}" has the answer id "{answer.id}" twice',
                f"answers {seen[answer.id]} and {row}",
                "give each answer an id of its own",
            )
        seen[answer.id] = row
    return people, weighed


def _survey(row: Any) -> SurveyKept:
    waves, questions, background = (tuple(json.loads(part)) for part in (row.waves, row.questions, row.background))
    return SurveyKept(
        row.name, row.title, waves, row.n_answers, row.n_respondents, questions, background,
        row.codebook_version, row.revision,
    )  # fmt: skip


def _text(answer: Answer) -> dict[str, Any]:
    masks = json.dumps([[m.start, m.end, m.kind] for m in answer.masks])
    return {"text": legal(answer.text), "masks": masks}


def legal(text: str) -> str:
    """Give text that every database takes: NUL and half surrogates become U+FFFD, one for one, so places hold."""
    return _ILLEGAL.sub("\ufffd", text)


_ILLEGAL = re.compile("[\x00\ud800-\udfff]")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
