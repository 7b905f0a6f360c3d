"""Weak signals of a survey as the pages show them: nothing that rests on fewer answers than may be shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from theme_mining.assembly.parts import embedder, finnish_text, vectors_of, word_class
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.shown.whole import QUESTION, WAVE, View, Whole
from theme_mining.flows.next_wave import Survey, next_wave

__all__ = ["SignalShown", "read_signals"]

MOST, COLUMNS = 12, 3


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
    found: dict[tuple[str, str], SignalShown] = {}
    for column in columns or [""]:
        group = dict(zip(ids, _groups(whole, column), strict=True))
        wave = dict(zip(ids, waves, strict=True))
        survey = Survey(segments, vectors, wave, themes, group)
        told = next_wave(survey, whole.table.codebook, maker, None, word_class(settings)).signals
        for row in told.to_dict("records"):
            signal = _shown(whole, row, column)
            if signal is not None:
                found.setdefault((signal.where, signal.words), signal)
    ranked = sorted(found.values(), key=lambda s: (-round(s.score, 9), s.where, s.words))
    return tuple(ranked[:MOST])


def _groups(whole: Whole, column: str) -> list[str]:
    if not column:
        return [""] * len(whole.frame)
    dimension = whole.dimension(column)
    return [dimension.groups[code] if code >= 0 else "" for code in dimension.of_answer.tolist()]


def _shown(whole: Whole, row: dict[object, object], column: str) -> SignalShown | None:
    after, before = int(str(row["after"])), int(str(row["before"]))
    ids = [str(i) for i in row["ids"]]  # type: ignore[attr-defined]
    at = whole.frame.index[whole.frame["id"].astype(str).isin(ids)].to_numpy(np.int64)
    if after < whole.limit or len(np.unique(whole.who[at])) < whole.limit:
        return None
    readable = whole.may_be_read(View())
    places = pd.Series(range(len(whole.frame)), index=whole.frame["id"].astype(str))
    quotes = [(i, str(whole.frame["text"].iloc[int(places[i])]).strip()) for i in ids if readable[int(places[i])]][:3]
    in_wave = WAVE in whole.dimensions and str(row["where"]) in whole.dimension(WAVE).groups
    numbers = {part: float(str(row[part])) for part in ("smallness", "coherence", "distinctness", "rise", "score")}
    return SignalShown(
        str(row["name"]), str(row["words"]), WAVE if in_wave else column, str(row["where"]),
        before if before == 0 or before >= whole.limit else -1, after, quotes=tuple(quotes), **numbers,
    )  # fmt: skip
