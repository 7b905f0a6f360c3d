"""What a machine made of answers: segments, vectors, places on the map."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from theme_mining.core.errors import InputError
from theme_mining.core.types import Segment
from theme_mining.storage._assigning import Assigning
from theme_mining.storage._schema import ANSWERS, MAP_POINTS, SEGMENTS, SURVEYS, VECTORS
from theme_mining.storage._surveys import legal

__all__ = ["Vectors"]

_MANY = 500  # items in one IN (…); SQLite takes 32,766, an older one 999


class Vectors(Assigning):
    """The part of the store that keeps segments, vectors and the map."""

    def put_segments(self, survey: str, segments: Sequence[Segment], *, who: str = "") -> None:
        """Keep the segments of answers, in place of those that these answers had.

        Raises
        ------
        InputError
            A segment of an answer that the survey does not have.
        """
        with self._writing() as connection:
            key = self._key(connection, survey)
            numbers = self._numbers(connection, key)
            rows, places = [], dict[int, int]()
            for segment in segments:
                number = numbers.get(segment.answer_id)
                if number is None:
                    raise InputError(f'"{survey}" lacks the answer of a segment', do="load the answers first")
                places[number] = places.get(number, -1) + 1
                words = {"lemmas": segment.lemmas, "spans": segment.spans, "parts": segment.parts}
                rows.append(
                    {"answer": number, "place": places[number], "id": segment.id, "text": legal(segment.text)}
                    | {"start": segment.start, "language": segment.language}
                    | {"words": legal(json.dumps(words, ensure_ascii=False, separators=(",", ":")))}
                )
            if rows:
                old = sa.delete(SEGMENTS).where(SEGMENTS.c.answer == sa.bindparam("at"))
                connection.execute(old, [{"at": number} for number in places])
                connection.execute(sa.insert(SEGMENTS), rows)
            self._note(connection, who, "put_segments", survey, len(rows))

    def segments(self, survey: str, *, wave: str | None = None) -> list[Segment]:
        """Give the segments of a survey or a wave, answer by answer in their order; none where none were kept."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            query = sa.select(SEGMENTS, ANSWERS.c.id.label("answer_id")).join(
                ANSWERS, ANSWERS.c.number == SEGMENTS.c.answer
            )
            query = query.where(*self._wanted(connection, key, wave))
            rows = connection.execute(query.order_by(ANSWERS.c.place, SEGMENTS.c.place)).all()
        return [_segment(row.id, row.answer_id, row.text, row.words, row.start, row.language) for row in rows]

    def put_vectors(self, fingerprint: str, vectors: Mapping[str, npt.NDArray[np.float32]], *, who: str = "") -> None:
        """Keep rows of one embedder by `core.identity.text_hash` of their text, so that forgetting finds them."""
        rows = [
            {"fingerprint": fingerprint, "hash": key, "vector": np.asarray(row, dtype="<f4").tobytes()}
            for key, row in vectors.items()
        ]
        with self._writing() as connection:
            for start in range(0, len(rows), _MANY):
                part = rows[start : start + _MANY]
                these = VECTORS.c.hash.in_([row["hash"] for row in part])
                connection.execute(sa.delete(VECTORS).where(VECTORS.c.fingerprint == fingerprint, these))
                connection.execute(sa.insert(VECTORS), part)
            self._note(connection, who, "put_vectors", fingerprint, len(rows))

    def vectors(self, fingerprint: str, hashes: Iterable[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Give the rows that are kept of these hashes: (d,) float32 each; those not kept are left out."""
        wanted, found = list(dict.fromkeys(hashes)), {}
        with self._reading() as connection:
            for start in range(0, len(wanted), _MANY):
                these = VECTORS.c.hash.in_(wanted[start : start + _MANY])
                query = sa.select(VECTORS.c.hash, VECTORS.c.vector).where(VECTORS.c.fingerprint == fingerprint, these)
                for key, row in connection.execute(query):
                    found[key] = np.frombuffer(row, dtype="<f4").astype(np.float32)
        return found

    def set_map(self, survey: str, points: pd.DataFrame, *, who: str = "") -> None:
        """Keep the place of each answer on the map: ``id``, ``x``, ``y``; an id the survey lacks is passed over."""
        with self._writing() as connection:
            key = self._key(connection, survey)
            revision = self._touch(connection, key)
            connection.execute(sa.update(SURVEYS).where(SURVEYS.c.key == key).values(content=revision))
            numbers = self._numbers(connection, key)
            xs, ys = points["x"].astype(float), points["y"].astype(float)
            rows = [
                {"answer": numbers[str(i)], "x": x, "y": y}
                for i, x, y in zip(points["id"], xs, ys, strict=True)
                if str(i) in numbers
            ]
            mine = sa.select(ANSWERS.c.number).where(ANSWERS.c.survey == key)
            connection.execute(sa.delete(MAP_POINTS).where(MAP_POINTS.c.answer.in_(mine)))
            if rows:
                connection.execute(sa.insert(MAP_POINTS), rows)
            self._note(connection, who, "set_map", survey, len(rows))

    def map_xy(self, survey: str) -> pd.DataFrame | None:
        """Give the map: ``id``, ``x``, ``y``; None where none was set."""
        with self._reading() as connection:
            key = self._key(connection, survey)
            query = sa.select(ANSWERS.c.id, MAP_POINTS.c.x, MAP_POINTS.c.y).join(
                ANSWERS, ANSWERS.c.number == MAP_POINTS.c.answer
            )
            rows = connection.execute(query.where(ANSWERS.c.survey == key).order_by(ANSWERS.c.place)).all()
        return pd.DataFrame(rows, columns=["id", "x", "y"]) if rows else None

    def _numbers(self, connection: sa.Connection, key: int) -> dict[str, int]:
        query = sa.select(ANSWERS.c.id, ANSWERS.c.number).where(ANSWERS.c.survey == key)
        return {row.id: row.number for row in connection.execute(query)}


def _segment(segment_id: str, answer_id: str, text: str, words: str, start: int, language: str) -> Segment:
    read = json.loads(words)
    return Segment(
        segment_id,
        answer_id,
        text,
        tuple(read["lemmas"]),
        tuple((a, b) for a, b in read["spans"]),
        tuple(tuple(p) for p in read["parts"]),
        start,
        language,  # type: ignore[arg-type]
    )
