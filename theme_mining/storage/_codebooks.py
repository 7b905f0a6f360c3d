"""Codebooks, a version each; a change may move answers from theme to theme in the same breath."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import Conflict, InputError, near_miss
from theme_mining.core.stored import CodebookKept
from theme_mining.core.types import Run
from theme_mining.storage._opened import now
from theme_mining.storage._schema import ANSWERS, CODEBOOKS, MOVED, SURVEYS
from theme_mining.storage._surveys import Surveys, legal

__all__ = ["Codebooks"]


class Codebooks(Surveys):
    """The part of the store that keeps codebooks."""

    def codebook(self, survey: str, version: int | None = None) -> Codebook:
        """Give the newest codebook, or a version.

        Where none was ever saved: version 0, with the themes that answers carry, named by their ids.

        Raises
        ------
        InputError
            A version that there is not.
        """
        with self._reading() as connection:
            key = self._key(connection, survey)
            return self._codebook(connection, key, survey, version)

    def codebooks(self, survey: str) -> list[CodebookKept]:
        """Give every version, the newest first."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            columns = [CODEBOOKS.c[name] for name in ("version", "origin", "who", "at", "state")]
            query = sa.select(*columns).where(CODEBOOKS.c.survey == key).order_by(CODEBOOKS.c.version.desc())
            return [CodebookKept(*row) for row in connection.execute(query)]

    def save_codebook(
        self,
        survey: str,
        codebook: Codebook,
        *,
        who: str,
        base_version: int,
        moves: Mapping[str, str] | None = None,
        choose: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Codebook:
        """Save a new version and move answers along; give it with its number.

        Parameters
        ----------
        base_version : int
            The version that was edited.
        moves : mapping of theme id to theme id, optional
            Where the answers of a theme that is gone belong; "" where they lose it.
        choose : mapping of theme id to (answer id → theme id), optional
            A split theme's answers one by one; those not named follow `moves`.

        Raises
        ------
        Conflict
            Somebody saved another version meanwhile: `current` is that codebook. Nothing was written.
        """
        with self._writing() as connection:
            key = self._key(connection, survey)
            revision = self._touch(connection, key)
            current = self._codebook(connection, key, survey)
            if current.version != base_version:
                raise Conflict(
                    f'The codebook of "{survey}" has changed meanwhile',
                    f"version {base_version} was edited, version {current.version} is the newest",
                    "look at the newest version and make the change again",
                    current=current,
                )
            saved = self._add_codebook(connection, key, codebook, who)
            if moves or choose:
                self._move(connection, key, saved.version, moves or {}, choose or {}, revision)
            self._note(connection, who, "save_codebook", survey, saved.version)
            return saved

    def undo_codebook(self, survey: str, *, who: str, base_version: int) -> Codebook:
        """Save the version before the newest as a new one, and give back to answers the themes that they had.

        An answer that changed since is left alone; a theme that such an answer carries stays in the codebook.

        Raises
        ------
        Conflict
            `base_version` is not the newest: `current` is. Nothing was written.
        InputError
            There is no version before.
        """
        with self._writing() as connection:
            key = self._key(connection, survey)
            revision = self._touch(connection, key)
            current = self._codebook(connection, key, survey)
            if current.version != base_version:
                raise Conflict(
                    f'The codebook of "{survey}" has changed meanwhile',
                    f"version {base_version} was to be undone, version {current.version} is the newest",
                    "look at the newest version first",
                    current=current,
                )
            if base_version < 2:
                raise InputError(f'The codebook of "{survey}" has one version only', do="there is nothing to undo")
            before = self._codebook(connection, key, survey, base_version - 1)
            columns = (MOVED.c.answer, MOVED.c.themes, MOVED.c.machine_themes, ANSWERS.c.themes.label("now"))
            query = sa.select(*columns, ANSWERS.c.machine_themes.label("machine_now"), ANSWERS.c.version)
            query = query.join(ANSWERS, ANSWERS.c.number == MOVED.c.answer)
            mine = (MOVED.c.survey == key) & (MOVED.c.codebook == base_version)
            rows = connection.execute(query.where(mine, ANSWERS.c.version == MOVED.c.made_version)).all()
            back = [(r.answer, (r.now, r.machine_now), (r.themes, r.machine_themes), r.version) for r in rows]
            self._restand(connection, key, base_version + 1, back, revision)
            cells = sa.select(ANSWERS.c.themes).where(ANSWERS.c.survey == key).distinct()
            used = {theme for cell in connection.execute(cells).scalars() for theme in cell.split(";")}
            known = {theme.id for theme in before}
            stay = tuple(theme for theme in current if theme.id in used - known)
            themes, origin = (*before.themes, *stay), f"undo: {current.origin}"
            saved = self._add_codebook(connection, key, dataclasses.replace(before, themes=themes, origin=origin), who)
            self._note(connection, who, "undo_codebook", survey, base_version)
            return saved

    def _codebook(self, connection: sa.Connection, key: int, survey: str, version: int | None = None) -> Codebook:
        query = sa.select(CODEBOOKS.c.content).where(CODEBOOKS.c.survey == key)
        if version is not None:
            query = query.where(CODEBOOKS.c.version == version)
        content = connection.execute(query.order_by(CODEBOOKS.c.version.desc()).limit(1)).scalar()
        if content is not None:
            return Codebook.from_json(content, f'the codebook of "{survey}"')
        if version:
            query = sa.select(CODEBOOKS.c.version).where(CODEBOOKS.c.survey == key)
            known = [str(v) for v in connection.execute(query).scalars()]
            raise InputError(f'The codebook of "{survey}" has no version {version}', near_miss(str(version), known))
        used = sa.select(ANSWERS.c.themes).where(ANSWERS.c.survey == key).distinct()
        ids = sorted({t for cell in connection.execute(used).scalars() for t in cell.split(";") if t})
        return Codebook(0, tuple(Theme(i, i) for i in ids), "themes in use")

    def _add_codebook(self, connection: sa.Connection, key: int, codebook: Codebook, who: str) -> Codebook:
        last = connection.execute(sa.select(sa.func.max(CODEBOOKS.c.version)).where(CODEBOOKS.c.survey == key)).scalar()
        saved = dataclasses.replace(codebook, version=int(last or 0) + 1)
        row = {"survey": key, "version": saved.version, "content": legal(saved.to_json()), "origin": saved.origin}
        row |= {"who": who, "at": now(), "state": saved.state}
        connection.execute(sa.insert(CODEBOOKS).values(row))
        survey = sa.update(SURVEYS).where(SURVEYS.c.key == key)
        connection.execute(survey.values(codebook_version=saved.version))
        return saved

    def _join_codebook(self, connection: sa.Connection, key: int, codebook: Codebook, who: str) -> None:
        """Make sure that the newest codebook has every theme of `codebook`, without losing any of its own."""
        current = self._codebook(connection, key, "")
        mine = {theme.id for theme in current}
        if current.version and all(theme.id in mine for theme in codebook):
            return
        new = {theme.id for theme in codebook}
        extra = tuple(theme for theme in current if theme.id not in new) if current.version else ()
        self._add_codebook(connection, key, dataclasses.replace(codebook, themes=(*codebook.themes, *extra)), who)

    def _keep_run(self, connection: sa.Connection, key: int, run: Run) -> None:
        self._add_run(connection, run)
        connection.execute(sa.update(SURVEYS).where(SURVEYS.c.key == key).values(run=run.id))

    def _move(
        self,
        connection: sa.Connection,
        key: int,
        version: int,
        moves: Mapping[str, str],
        choose: Mapping[str, Mapping[str, str]],
        revision: int,
    ) -> None:
        gone = set(moves) | set(choose)
        columns = (ANSWERS.c.number, ANSWERS.c.id, ANSWERS.c.themes, ANSWERS.c.machine_themes, ANSWERS.c.version)
        changed = []
        for number, answer_id, themes, machine, at in connection.execute(
            sa.select(*columns).where(ANSWERS.c.survey == key)
        ):
            if gone.isdisjoint(themes.split(";")) and gone.isdisjoint(machine.split(";")):
                continue
            new = [_moved(cell, answer_id, moves, choose) for cell in (themes, machine)]
            changed.append((number, (themes, machine), (new[0], new[1]), at))
        self._restand(connection, key, version, changed, revision)

    def _restand(
        self,
        connection: sa.Connection,
        key: int,
        version: int,
        changed: Sequence[tuple[int, tuple[str, str], tuple[str, str], int]],
        revision: int,
    ) -> None:
        """Give answers other themes, (number, before, after, version) each, and remember what they had."""
        if not changed:
            return
        rows = [{"at": n, "new_themes": new[0], "new_machine": new[1]} for n, _, new, _ in changed]
        move = sa.update(ANSWERS).where(ANSWERS.c.number == sa.bindparam("at"))
        values: dict[str, Any] = {"themes": sa.bindparam("new_themes"), "machine_themes": sa.bindparam("new_machine")}
        connection.execute(move.values(**values, version=ANSWERS.c.version + 1, changed=revision), rows)
        fixed = {"codebook": version, "survey": key}
        kept = [
            {**fixed, "answer": n, "themes": old[0], "machine_themes": old[1], "made_version": at + 1}
            for n, old, _, at in changed
        ]
        connection.execute(sa.insert(MOVED), kept)


def _moved(cell: str, answer_id: str, moves: Mapping[str, str], choose: Mapping[str, Mapping[str, str]]) -> str:
    new = [choose.get(t, {}).get(answer_id, moves.get(t, t)) for t in cell.split(";") if t]
    return ";".join(dict.fromkeys(t for t in new if t))
