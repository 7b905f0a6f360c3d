"""Weak signals of a survey as the pages show them: nothing that rests on fewer answers than may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.assembly.parts import embedder, finnish_text, vectors_of, word_class
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.shown.whole import QUESTION, WAVE, View, Whole
from theme_mining.flows.next_wave import Survey, next_wave

__all__ = ["SignalShown", "read_signals"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

MOST, COLUMNS, QUOTES = 12, 3, 3


@dataclass(frozen=True, slots=True)
class SignalShown:
    """A weak signal: `where` it is found (a wave or a group of `column`), and the parts of its score.

    `before` and `after` are answers; `before` −1 where there are some but too few to be told. `quotes` are (id, text).
    """

    name: str
    words: str
    column: str
    where: str
    before: int
    after: int
    smallness: float
    coherence: float
    distinctness: float
    rise: float
    score: float
    quotes: tuple[tuple[str, str], ...]


def read_signals(whole: Whole, settings: Settings) -> tuple[SignalShown, ...]:
    """Find the weak signals of the last wave and of the groups of the first three background columns.

    Reads every answer with Voikko and the vectors: about 40 s for 100,000 answers.
    """
    frame = whole.frame
    if not len(frame):
        return ()
    ids = frame["id"].astype(str).tolist()
    segments = finnish_text(settings).transform(frame["text"].astype(str).tolist(), ids=ids)
    maker = embedder(settings).fit(segments)
    vectors = vectors_of(segments, maker)
    waves = frame[WAVE].astype(str).tolist() if WAVE in whole.dimensions else ["1"] * len(ids)
    themes = dict(zip(ids, frame["themes"].tolist(), strict=True))
    columns = [name for name in whole.dimensions if name not in (WAVE, QUESTION)][:COLUMNS]
    rows: list[tuple[str, dict[str, Any]]] = []
    for column in columns or [""]:
        group = dict(zip(ids, _groups(whole, column), strict=True))
        wave = dict(zip(ids, waves, strict=True))
        survey = Survey(segments, vectors, wave, themes, group)
        told = next_wave(survey, whole.table.codebook, maker, None, word_class(settings)).signals
        rows += [(column, {str(name): value for name, value in row.items()}) for row in told.to_dict("records")]
    rows.sort(key=lambda row: (-round(float(row[1]["score"]), 9), str(row[1]["where"]), str(row[1]["words"])))
    return _best(whole, rows)


def _best(whole: Whole, rows: list[tuple[str, dict[str, Any]]]) -> tuple[SignalShown, ...]:
    """Give the first signals that may be shown, each words and place once; `rows` are (column, signal), best first."""
    place = {str(answer): i for i, answer in enumerate(whole.frame["id"])}
    readable = whole.may_be_read(View())
    found: dict[tuple[str, str], SignalShown] = {}
    for column, row in rows:
        key = (str(row["where"]), str(row["words"]))
        if len(found) < MOST and key not in found:
            signal = _shown(whole, row, column, (np.array([place[i] for i in row["ids"]], np.int64), readable))
            if signal is not None:
                found[key] = signal
    return tuple(found.values())


def _groups(whole: Whole, column: str) -> list[str]:
    if not column:
        return [""] * len(whole.frame)
    dimension = whole.dimension(column)
    return [dimension.groups[code] if code >= 0 else "" for code in dimension.of_answer.tolist()]


def _shown(whole: Whole, row: dict[str, Any], column: str, at_readable: tuple[Ints, Bools]) -> SignalShown | None:
    at, readable = at_readable
    after, before = int(row["after"]), int(row["before"])
    if after < whole.limit or len(np.unique(whole.who[at])) < whole.limit:
        return None
    quoted = whole.frame.iloc[at[readable[at]][:QUOTES]]
    quotes = tuple((str(i), str(text).strip()) for i, text in zip(quoted["id"], quoted["text"], strict=True))
    in_wave = WAVE in whole.dimensions and str(row["where"]) in whole.dimension(WAVE).groups
    numbers = {part: float(row[part]) for part in ("smallness", "coherence", "distinctness", "rise", "score")}
    return SignalShown(
        str(row["name"]), str(row["words"]), WAVE if in_wave else column, str(row["where"]),
        before if before == 0 or before >= whole.limit else -1, after, quotes=quotes, **numbers,
    )  # fmt: skip
