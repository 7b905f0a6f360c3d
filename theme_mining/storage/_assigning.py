"""Themes for many answers at once: what a classifier or a discovery gave, or what people had coded before."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, Literal

import pandas as pd
import sqlalchemy as sa

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.types import Run
from theme_mining.storage._answers import split
from theme_mining.storage._decisions import Decisions
from theme_mining.storage._schema import ANSWERS, TEXTS

__all__ = ["Assigning"]


class Assigning(Decisions):
    """The part of the store that takes themes from a machine."""

    def assign(
        self,
        survey: str,
        codebook: Codebook,
        rows: pd.DataFrame,
        run: Run,
        *,
        origin: Literal["machine", "person"] = "machine",
        who: str = "",
    ) -> int:
        """Give answers the themes of a classifier or a discovery; give how many answers changed.

        What a person has decided stays: the machine's word is kept beside it, for when the decision is taken back.
        Where the survey's codebook lacks a theme of `codebook`, a new version with its themes is saved.

        Parameters
        ----------
        rows : DataFrame
            ``id``, ``themes`` (``;``-joined ids or a tuple, the strongest first), and where known ``confidence``
            (0–1), ``review`` (bool), ``evidence`` (a list of (start, end) or (start, end, theme) in the text).
        origin : "machine" or "person"
            "person": hand-coded themes; a decision of `who` is written for each answer.

        Raises
        ------
        InputError
            An answer that the survey does not have, or a theme that the codebook does not have.
        """
        with self._writing() as connection:
            key = self._key(connection, survey)
            revision = self._touch(connection, key)
            self._join_codebook(connection, key, codebook, who)
            self._keep_run(connection, key, run)
            given = list(self._given(connection, survey, key, codebook, rows))
            for row in given:
                row.update(new_run=run.id, new_changed=revision)
            if given:
                connection.execute(_ASSIGN, [{k: v for k, v in r.items() if k != "evidence"} for r in given])
                marks = [{"at": r["at"], "new_evidence": r["evidence"]} for r in given if r["evidence"] is not None]
                if marks:
                    mark = sa.update(TEXTS).where(TEXTS.c.answer == sa.bindparam("at"))
                    connection.execute(mark.values(evidence=sa.bindparam("new_evidence")), marks)
            if origin == "person":
                self._code(connection, key, [(r["at"], r["new_themes"]) for r in given], who, revision)
            self._note(connection, who, "assign", survey, run.id, len(given))
            return len(given)

    def _given(
        self, connection: sa.Connection, survey: str, key: int, codebook: Codebook, rows: pd.DataFrame
    ) -> Iterator[dict[str, Any]]:
        """Give what to write for each row, checked."""
        known = {theme.id for theme in codebook}
        ids = sa.select(ANSWERS.c.id, ANSWERS.c.number).where(ANSWERS.c.survey == key)
        numbers: dict[str, int] = {row.id: row.number for row in connection.execute(ids)}
        columns = {name: rows[name].tolist() for name in rows.columns}
        n = len(rows)
        empty: list[Any] = [None] * n
        for at, (answer_id, themes, sure, doubtful, marks) in enumerate(
            zip(
                columns["id"],
                columns["themes"],
                columns.get("confidence", empty),
                columns.get("review", empty),
                columns.get("evidence", empty),
                strict=True,
            ),
            1,
        ):
            number = numbers.get(str(answer_id))
            if number is None:
                raise InputError(f'"{survey}" has no answer of the id in row {at}', do="load the answers first")
            ids_given = split(themes)
            for theme in ids_given:
                if theme not in known:
                    raise InputError(f'Row {at} has the theme "{theme}"', near_miss(theme, known), "mend the codebook")
            confidence = -1.0 if sure is None or math.isnan(float(sure)) else float(sure)
            yield {
                "at": number,
                "new_themes": ";".join(ids_given),
                "new_review": bool(doubtful),
                "new_confidence": confidence,
                "evidence": _marks(marks, ids_given),
            }


def _marks(marks: Any, themes: tuple[str, ...]) -> str | None:
    """Give evidence as JSON; None where none was given, such as bare words without places."""
    if marks is None or isinstance(marks, (str, float)):
        return None
    first = themes[0] if themes else ""
    return json.dumps([[int(m[0]), int(m[1]), str(m[2]) if len(m) > 2 else first] for m in marks], ensure_ascii=False)


_MINE = ANSWERS.c.origin == "person"
_ASSIGN = (
    sa.update(ANSWERS)
    .where(ANSWERS.c.number == sa.bindparam("at"))
    .values(
        machine_themes=sa.bindparam("new_themes"),
        machine_review=sa.bindparam("new_review"),
        confidence=sa.bindparam("new_confidence"),
        run=sa.bindparam("new_run"),
        changed=sa.bindparam("new_changed"),
        themes=sa.case((_MINE, ANSWERS.c.themes), else_=sa.bindparam("new_themes")),
        review=sa.case((_MINE, ANSWERS.c.review), else_=sa.bindparam("new_review")),
        origin=sa.case((_MINE, "person"), else_="machine"),
        version=sa.case((_MINE, ANSWERS.c.version), else_=ANSWERS.c.version + 1),
    )
)
