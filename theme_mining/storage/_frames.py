"""A survey as the table that reports and pages count with, kept in memory and brought up to date row by row.

Words, backgrounds and weights are read once a batch; after a decision only the rows it changed are read again. Of
100,000 answers the first reading takes about a second, the later ones milliseconds (tests/benchmarks/store).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run
from theme_mining.storage._answers import split
from theme_mining.storage._schema import ANSWERS, GROUPS, SURVEYS, TEXTS
from theme_mining.storage._vectors import Vectors

__all__ = ["Frames"]

WAVE = "wave"
_WAVE_READ = "\x00wave"  # a name that no background has
_PIECE = 5000  # rows read at a time


@dataclass(frozen=True, slots=True)
class _Columns:
    """A survey at one revision: `still` does not change between batches, the arrays are its standings, row by row."""

    content: int
    revision: int
    background: tuple[str, ...]
    numbers: npt.NDArray[np.int64]
    still: pd.DataFrame
    themes: npt.NDArray[np.object_]
    confidence: npt.NDArray[np.float64]
    review: npt.NDArray[np.bool_]
    evidence: npt.NDArray[np.object_]

    def frame(self) -> pd.DataFrame:
        """Give the table with its standings."""
        first = ["id", "respondent", "question", "text", "language"]
        moving = {
            "themes": self.themes,
            "confidence": self.confidence,
            "review": self.review,
            "evidence": self.evidence,
        }
        standing = pd.DataFrame(moving, dtype=object).astype({"confidence": float, "review": bool})
        rest = [name for name in self.still.columns if name not in first]
        return pd.concat([self.still[first], standing, self.still[rest]], axis=1)


class Frames(Vectors):
    """The part of the store that gives whole surveys as tables."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns: dict[int, _Columns] = {}
        self._frames: dict[int, tuple[int, pd.DataFrame]] = {}
        self._maps: dict[int, tuple[int, pd.DataFrame | None]] = {}
        self._reading_columns = threading.Lock()

    def frame(self, survey: str, *, wave: str | None = None) -> pd.DataFrame:
        """Give the `answers` of a `core.tables.ThemeTable`: one row an answer in the order they came.

        A survey of several waves has the column ``wave`` beside its background. Do not change the frame in place.
        """
        return self._frame(survey, wave)[0]

    def theme_table(self, survey: str, *, wave: str | None = None, hide_cells_below: int = 5) -> ThemeTable:
        """Give what a report shows of a survey or one of its waves. Raises InputError for a wave it does not have."""
        frame, background = self._frame(survey, wave)
        kept = self.survey(survey)
        with self._reading() as connection:
            key = self._key(connection, survey)
            at = connection.execute(sa.select(SURVEYS.c.run, SURVEYS.c.content).where(SURVEYS.c.key == key)).one()
            codebook = self._codebook(connection, key, survey)
        run = self.run(at.run) or Run(at.run, "read", "", {}, 0, {}, {"answers": len(frame)})
        weighted = bool((frame["weight"] != 1.0).any())
        content, points = self._maps.get(key, (-1, None))
        if content != at.content:
            points = self.map_xy(survey)
            self._maps[key] = (at.content, points)
        if points is not None and wave is not None:
            points = points[points["id"].isin(frame["id"])].reset_index(drop=True)
        title = f"{kept.title} {wave}" if wave and len(kept.waves) > 1 else kept.title
        return ThemeTable(title, frame, codebook, run, background, weighted, hide_cells_below, points)

    def _drop_caches(self) -> None:
        with self._reading_columns:
            self._columns.clear()
            self._frames.clear()
            self._maps.clear()

    def _frame(self, survey: str, wave: str | None) -> tuple[pd.DataFrame, tuple[str, ...]]:
        with self._reading_columns, self._reading() as connection:
            key = self._key(connection, survey)
            at = connection.execute(sa.select(SURVEYS).where(SURVEYS.c.key == key)).one()
            columns = self._columns.get(key)
            if columns is None or columns.content != at.content:
                columns = self._columns[key] = _read(connection, key, at)
            elif columns.revision != at.revision:
                columns = self._columns[key] = _caught_up(connection, key, at.revision, columns)
            revision, whole = self._frames.get(key, (-1, pd.DataFrame()))
            if revision != columns.revision:
                whole = columns.frame()
                self._frames[key] = (columns.revision, whole)
        waves = json.loads(at.waves)
        if wave is None:
            return whole, columns.background
        if len(waves) > 1 or wave not in waves:
            whole = whole[(whole[WAVE] == wave).to_numpy()] if len(waves) > 1 else whole.iloc[:0]
            whole = whole.reset_index(drop=True)
        return whole, tuple(name for name in columns.background if name != WAVE)


_STANDING = (
    ANSWERS.c.number,
    ANSWERS.c.themes,
    ANSWERS.c.confidence,
    ANSWERS.c.review,
    ANSWERS.c.origin,
    TEXTS.c.evidence,
)


def _read(connection: sa.Connection, key: int, at: Any) -> _Columns:
    """Read a survey piece by piece, so that what is held at a time is little more than the columns themselves."""
    about = (ANSWERS.c.id, ANSWERS.c.respondent, ANSWERS.c.question, TEXTS.c.text, ANSWERS.c.language)
    more = (ANSWERS.c.weight, ANSWERS.c.in_group, ANSWERS.c.wave)
    query = sa.select(*_STANDING, *about, *more).join(TEXTS, TEXTS.c.answer == ANSWERS.c.number)
    query = query.where(ANSWERS.c.survey == key).order_by(ANSWERS.c.place, ANSWERS.c.number)
    rows = connection.execute(query, execution_options={"yield_per": _PIECE})
    questions = np.array([*json.loads(at.questions), ""], dtype=object)
    pieces = [_piece(part, questions) for part in rows.partitions()] or [_piece([], questions)]
    columns = zip(*pieces, strict=True)
    numbers, groups, themes, sure, review, evidence = (np.concatenate(next(columns)) for _ in range(6))
    frame = pd.concat(next(columns), ignore_index=True)
    names = tuple(json.loads(at.background))
    frame = frame.assign(**_backgrounds(connection, key, names, groups))
    waves = frame.pop(_WAVE_READ)
    if len(json.loads(at.waves)) > 1:
        frame[WAVE] = waves
        names = (*(name for name in names if name != WAVE), WAVE)
    return _Columns(at.content, at.revision, names, numbers, frame, themes, sure, review, evidence)


def _piece(rows: Sequence[Any], questions: npt.NDArray[np.object_]) -> tuple[Any, ...]:
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * (len(_STANDING) + 8)
    numbers, themes, sure, review, origin, marks, ids, people, asked, texts, languages, weights, groups, waves = columns
    words = {"id": ids, "respondent": people, "question": questions[np.array(asked, dtype=int)], "text": texts}
    words |= {"language": languages, _WAVE_READ: waves}
    frame = pd.DataFrame({name: pd.Series(list(cells), dtype="str") for name, cells in words.items()})
    frame["weight"] = np.array(weights, dtype=float)
    standing = _standings(themes, sure, review, origin, marks, texts)
    return np.array(numbers, dtype=np.int64), np.array(groups, dtype=np.int64), *standing, frame


def _caught_up(connection: sa.Connection, key: int, revision: int, old: _Columns) -> _Columns:
    """Give the columns with the rows changed since read again; what was handed out before stays as it was."""
    query = sa.select(*_STANDING).join(TEXTS, TEXTS.c.answer == ANSWERS.c.number)
    rows = connection.execute(query.where(ANSWERS.c.survey == key, ANSWERS.c.changed > old.revision)).all()
    if not rows:
        return replace(old, revision=revision)
    numbers, themes, sure, review, origin, marks = zip(*rows, strict=True)
    order = np.argsort(old.numbers)
    at = order[np.searchsorted(old.numbers, np.array(numbers), sorter=order)]
    new = _standings(themes, sure, review, origin, marks, old.still["text"].iloc[at].tolist())
    arrays = [array.copy() for array in (old.themes, old.confidence, old.review, old.evidence)]
    for array, values in zip(arrays, new, strict=True):
        array[at] = values
    return _Columns(old.content, revision, old.background, old.numbers, old.still, *arrays)  # type: ignore[arg-type]


def _standings(themes: Any, sure: Any, review: Any, origin: Any, marks: Any, text: Any) -> tuple[Any, Any, Any, Any]:
    """Give themes, confidence, review and evidence as arrays; each different list of themes is made once."""
    lists = {cell: split(cell) for cell in set(themes)}
    confidence = [np.nan if c < 0 or o == "person" else c for c, o in zip(sure, origin, strict=True)]
    words = [_words(cell, said) if cell != "[]" else "" for cell, said in zip(marks, text, strict=True)]
    return (
        _objects([lists[cell] for cell in themes]),
        np.array(confidence, dtype=float),
        np.array(review, dtype=bool),
        _objects(words),
    )


def _words(cell: str, text: str) -> str:
    return " · ".join(text[mark[0] : mark[1]] for mark in json.loads(cell))


def _backgrounds(connection: sa.Connection, key: int, names: tuple[str, ...], groups: Any) -> dict[str, Any]:
    kept = connection.execute(sa.select(GROUPS.c.number, GROUPS.c.background).where(GROUPS.c.survey == key)).all()
    place = {number: n for n, (number, _) in enumerate(kept)}
    read = [json.loads(background) for _, background in kept]
    at = np.array([place[number] for number in groups], dtype=int)
    return {name: pd.array([about.get(name, "") for about in read], dtype="str").take(at) for name in names}


def _objects(values: Any) -> npt.NDArray[np.object_]:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found
