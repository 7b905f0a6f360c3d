"""Next wave: which accepted themes grow, fade or split, and what is new: weak signals with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError
from theme_mining.core.sockets import Embedder
from theme_mining.core.types import Segment, Vectors
from theme_mining.flows._answers import Answers, gathered
from theme_mining.flows._naming_words import GENERIC
from theme_mining.flows.naming import Wording
from theme_mining.measure.crosstab import holm
from theme_mining.measure.distinctness import distinctness
from theme_mining.measure.intervals import difference, difference_p
from theme_mining.measure.waves_signals import Signal, signals

__all__ = ["NextWave", "Survey", "next_wave"]

_WORDS = ("N", "NAME", "ABBR")  # verbs and adjectives rise with the season; nouns say what is talked of
_SPLITS = 40  # answers a theme needs before it is asked whether it splits
_HALF = 0.2  # share of a theme that each half of a split holds at least
_APART = 0.75  # stability of each half: Hennig (2007), stable from 0.75
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """Answers of several waves. `wave` and `group` give a value an answer id; `themes` its accepted themes' ids.

    Waves sort by name; `group` may be empty.
    """

    segments: Sequence[Segment] = field(repr=False)
    vectors: Vectors = field(repr=False)
    wave: Mapping[str, str] = field(repr=False)
    themes: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    group: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class NextWave:
    """What changed from the first wave to the last.

    `themes`: ``theme``, ``name``, ``first``, ``last`` (shares), ``difference`` with ``low`` and ``high`` (95 %), ``p``
    (of the whole list: Holm 1979), ``verdict`` (grows, fades, steady, new, gone). `splits`: ``theme``, ``into`` (two
    names), ``answers``, ``stability``. `signals`: ``rank``, ``name``, ``where`` (wave or group), ``before``, ``after``
    (answers), ``smallness``, ``coherence``, ``distinctness``, ``rise``, ``score``, ``words``, ``examples`` (masked),
    ``ids``, ``covered`` (share of its answers that have an accepted theme).
    """

    themes: pd.DataFrame = field(repr=False)
    splits: pd.DataFrame = field(repr=False)
    signals: pd.DataFrame = field(repr=False)


def next_wave(
    survey: Survey,
    codebook: Codebook,
    embedder: Embedder,
    clusterer: Any = None,
    word_class: Callable[[str], str] | None = None,
) -> NextWave:
    """Compare waves on an accepted codebook, then look for what it does not hold.

    Parameters
    ----------
    survey : Survey
        Classified on `codebook` first.
    embedder : Embedder
        Made the survey's vectors; gives the meaning of words.
    clusterer : estimator or None
        Asked for two clusters to see whether a theme splits; None: not asked.
    word_class : callable or None
        Class of a lemma; without it the looks of a word decide.

    Raises
    ------
    InputError
        An answer without a wave.
    """
    answers = gathered(survey.segments, survey.vectors, frozenset())
    missing = [i for i, answer in enumerate(answers.ids) if answer not in survey.wave]
    if missing:
        raise InputError(f"{len(missing)} answers have no wave", f"the first is answer number {missing[0] + 1}")
    wave = np.array([survey.wave[a] for a in answers.ids])
    content = np.array([name != "none" for name in answers.language])
    wording = Wording(word_class)
    for segment in survey.segments:
        wording.read(segment, 0)
    return NextWave(
        _changes(answers, survey, codebook, wave, content),
        _splits(answers, survey, codebook, clusterer, wording),
        _signals(answers, survey, embedder, wave, wording),
    )


def _changes(
    answers: Answers, survey: Survey, codebook: Codebook, wave: npt.NDArray[np.str_], content: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    names = sorted(set(wave[content].tolist()))
    rows, shares = [], []
    for theme in codebook:
        has = np.array([theme.id in survey.themes.get(a, ()) for a in answers.ids])
        if not has.any() and any(t.parent == theme.id for t in codebook):
            continue
        ends = (content & (wave == names[0]), content & (wave == names[-1]))
        n = [int(end.sum()) for end in ends]
        share = [float((has & end).sum()) / max(m, 1) for end, m in zip(ends, n, strict=True)]
        _, low, high = difference((share[0], share[1]), (n[0], n[1]))
        p = float(difference_p((share[0], share[1]), (n[0], n[1])))
        rows.append({
            "theme": theme.id, "name": theme.name, "first": share[0], "last": share[1],
            "difference": share[1] - share[0], "low": float(low), "high": float(high), "p": p,
        })  # fmt: skip
        shares.append(share)
    for row, share, p in zip(rows, shares, holm(np.array([row["p"] for row in rows])), strict=True):
        row.update(p=float(p), verdict=_verdict(share, float(p)))
    columns = ["theme", "name", "first", "last", "difference", "low", "high", "p", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def _verdict(share: list[float], p: float) -> str:
    if not (p < 0.05):
        return "steady"
    if share[1] > share[0]:
        return "grows" if share[0] else "new"
    return "fades" if share[1] else "gone"


def _splits(answers: Answers, survey: Survey, codebook: Codebook, clusterer: Any, wording: Wording) -> pd.DataFrame:
    rows = []
    for theme in codebook if clusterer is not None else ():
        mine = np.array(
            [i for i, a in enumerate(answers.ids) if theme.id in survey.themes.get(a, ()) and answers.main[i]]
        )
        if len(mine) < _SPLITS:
            continue
        lemmas = [answers.lemmas[i] for i in mine]
        label = clusterer.fit_predict(answers.rows[mine], terms=lemmas)
        size = np.bincount(label, minlength=2)[:2]
        firm = float(np.min(clusterer.stability_)) if clusterer.n_themes_ == 2 else 0.0
        apart = distinctness(answers.rows[mine], label, 2)
        if size.min() >= _HALF * len(mine) and firm >= _APART and apart.min() > 0:
            halves = [_most_said([lemmas[i] for i in np.flatnonzero(label == c)], lemmas, wording) for c in (0, 1)]
            rows.append({"theme": theme.id, "into": " | ".join(halves), "answers": len(mine), "stability": firm})
    return pd.DataFrame(rows, columns=["theme", "into", "answers", "stability"])


def _most_said(mine: list[list[str]], everyone: list[list[str]], wording: Wording) -> str:
    inside = Counter(lemma for lemmas in mine for lemma in set(lemmas))
    overall = Counter(lemma for lemmas in everyone for lemma in set(lemmas))
    told = [lemma for lemma in inside if wording.tells(lemma)]
    told.sort(key=lambda t: (-inside[t] * np.log(1 + len(everyone) / overall[t]) * inside[t] / overall[t], t))
    return wording.name(0, told[:10])


def _signals(
    answers: Answers, survey: Survey, embedder: Embedder, wave: npt.NDArray[np.str_], wording: Wording
) -> pd.DataFrame:
    at = np.flatnonzero(answers.main)
    relatives: dict[str, set[str]] = {}
    held: list[set[str]] = [set() for _ in answers.ids]
    for i, segment in zip(answers.place, survey.segments, strict=True):
        held[i].update(segment.terms())
        for n, lemma in enumerate(segment.lemmas):
            relatives.setdefault(lemma, {lemma}).update(segment.parts[n] if segment.parts else ())
    count = Counter(term for i in at for term in held[i])
    words = sorted(w for w, n in count.items() if n >= 3 and w not in GENERIC and wording.kind(w) in _WORDS)
    if not words or not len(at):
        return _signal_table([], words, answers, survey)
    holds = _held(words, [held[i] for i in at])
    vectors = embedder.transform([Segment(w, w, w, (w,), ((0, len(w)),)) for w in words])
    kin = [frozenset(relatives.get(word, {word})) for word in words]
    covered = np.array([bool(survey.themes.get(answers.ids[i])) for i in at], dtype=bool)
    found = []
    for where, later, n in _contrasts(answers, survey, wave, at):
        found += [(where, s, at[list(s.holders)]) for s in signals(holds, later, vectors, kin, n, covered)]
    found.sort(key=lambda row: (-row[1].score, row[0], row[1].terms))
    return _signal_table(found, words, answers, survey)


def _held(words: list[str], answers: list[set[str]]) -> npt.NDArray[np.bool_]:
    """Give (n, v) True where an answer holds a word."""
    place = {word: j for j, word in enumerate(words)}
    found = np.zeros((len(answers), len(words)), dtype=bool)
    for i, terms in enumerate(answers):
        found[i, [place[term] for term in terms if term in place]] = True
    return found


def _contrasts(
    answers: Answers, survey: Survey, wave: npt.NDArray[np.str_], at: npt.NDArray[np.int64]
) -> list[tuple[str, npt.NDArray[np.bool_], int]]:
    """Give (name, rows looked at, how many of its kind): the last wave, and each group, against all others."""
    names = sorted(set(wave[at].tolist()))
    found = [(names[-1], wave[at] == names[-1], 1)] if len(names) > 1 else []
    group = np.array([survey.group.get(answers.ids[i], "") for i in at])
    groups = [g for g in sorted(set(group.tolist())) if g and 0 < (group == g).sum() < len(at)]
    return [*found, *((g, group == g, len(groups)) for g in groups)]


def _signal_table(
    found: list[tuple[str, Signal, npt.NDArray[np.int64]]], words: list[str], answers: Answers, survey: Survey
) -> pd.DataFrame:
    texts: list[str] = [""] * len(answers.ids)
    for i, segment in zip(answers.place, survey.segments, strict=True):
        texts[i] = f"{texts[i]} {segment.text}".strip()
    rows = []
    for rank, (where, signal, holders) in enumerate(found, 1):
        said = [words[t] for t in signal.terms]
        rows.append(
            {
                "rank": rank,
                "name": ", ".join(said[:3]).capitalize(),
                "where": where,
                "before": signal.before,
                "after": signal.after,
                "smallness": signal.smallness,
                "coherence": signal.coherence,
                "distinctness": signal.distinctness,
                "rise": signal.rise,
                "score": signal.score,
                "words": ", ".join(said),
                "examples": tuple(texts[i] for i in holders[:_EXAMPLES]),
                "ids": tuple(answers.ids[i] for i in holders),
                "covered": float(np.mean([bool(survey.themes.get(answers.ids[i])) for i in holders])),
            }
        )
    columns = ["rank", "name", "where", "before", "after", "smallness", "coherence", "distinctness", "rise", "score"]
    columns += ["words", "examples", "ids", "covered"]
    return pd.DataFrame(rows, columns=columns)
