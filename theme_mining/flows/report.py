"""Two rounds of a survey → what changed, what cannot be compared and why.

    compare_rounds(before, after) -> Rounds
    Rounds.frame    DataFrame, a row a theme: theme, name, respondents_before, respondents_after, share_before,
                    share_after, change, low, high, p, verdict (new, faded, up, down, same)
    Rounds.notes    sentences: other questions, other themes, other model, other weighting

Both are `core.tables.ThemeTable`. Shares are of respondents with at least one answer with content.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.measure.comparable import Hindrance, hindrances
from theme_mining.measure.shares import Shares, respondent_rows, shares, theme_matrix
from theme_mining.measure.waves import change

__all__ = ["Rounds", "compare_rounds"]


@dataclass(frozen=True, slots=True)
class Rounds:
    """What changed between two rounds; see the top of this file."""

    frame: pd.DataFrame = field(repr=False)
    notes: tuple[str, ...]
    base_before: int
    base_after: int


def compare_rounds(before: ThemeTable, after: ThemeTable) -> Rounds:
    """Compare the themes that both rounds' codebooks have.

    Raises
    ------
    InputError
        When the rounds have no theme in common.
    """
    common = [theme.id for theme in after.codebook if theme.id in {t.id for t in before.codebook}]
    if not common:
        raise InputError(
            "The two rounds have no theme in common",
            f"{len(before.codebook)} themes before, {len(after.codebook)} after",
            "classify both rounds with one model",
        )
    first, second = _shares(before, common), _shares(after, common)
    moved = change(first, second)
    frame = pd.DataFrame(
        {
            "theme": common,
            "name": [after.codebook.name(theme) for theme in common],
            "respondents_before": first.count,
            "respondents_after": second.count,
            "share_before": first.share,
            "share_after": second.share,
            "change": moved.change,
            "low": moved.low,
            "high": moved.high,
            "p": moved.p,
            "verdict": moved.verdict,
        }
    )
    return Rounds(frame, tuple(said(h) for h in hindrances(before, after)), first.base, second.base)


def _shares(table: ThemeTable, themes: list[str]) -> Shares:
    answers = table.answers
    has = theme_matrix(list(answers["themes"]), themes)
    named = np.array([len(given) > 0 for given in answers["themes"]], bool)
    weight = pd.to_numeric(answers["weight"], errors="coerce").fillna(0.0).clip(lower=0.0).to_numpy(np.float64)
    content = ((answers["language"] != "none").to_numpy(bool) | named) & ((weight > 0) | ~(weight > 0).any())
    who = answers["respondent"].astype(str).where(answers["respondent"] != "", "\x00" + answers["id"].astype(str))
    codes = pd.factorize(who[content])[0].astype(np.int64)
    return shares(*respondent_rows(has[content], weight[content], codes))


def said(hindrance: Hindrance) -> str:
    """Give a hindrance as a sentence."""
    return _SAID[hindrance.kind].format(names=", ".join(hindrance.names))


_SAID = {
    "question": "The rounds asked other questions: a change may come from the question.",
    "before": "Only the first round's codebook has: {names}. These cannot be compared.",
    "after": "Only the second round's codebook has: {names}. These cannot be compared.",
    "definition": "The definition changed: {names}. A change of share may come from that.",
    "model": "The rounds were classified by different models: a change may come from the model.",
    "weighted": "Only one round is weighted: a change may come from the weighting.",
    "voice": "Voices are counted in different ways: a change may come from that.",
    "language": "The rounds differ in the languages answered in: a change may come from that.",
    "people": "The rounds differ in who answered ({names}): a change may come from that.",
    "length": "Answers are of another length (median words {names}): they may have been given in another way.",
    "unthemed": "More answers fit no theme than before: the codebook may no longer cover what is said.",
    "confidence": "The classifier is less sure than before: the answers may have drifted from what it learnt.",
}
