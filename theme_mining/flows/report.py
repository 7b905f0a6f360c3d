"""Two rounds of a survey → what changed, what cannot be compared and why.

    compare_rounds(before, after) -> Rounds
    Rounds.frame    DataFrame, a row a theme: theme, name, respondents_before, respondents_after, share_before,
                    share_after, change, low, high, p, verdict (new, faded, up, down, same)
    Rounds.notes    sentences: other questions, other themes, other model, other weighting

Both are `core.tables.ThemeTable`. Shares are of respondents with at least one answer with content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
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
    return Rounds(frame, tuple(_notes(before, after, set(common))), first.base, second.base)


def _shares(table: ThemeTable, themes: list[str]) -> Shares:
    answers = table.answers
    has = theme_matrix(list(answers["themes"]), themes)
    named = np.array([len(given) > 0 for given in answers["themes"]], bool)
    content = (answers["language"] != "none").to_numpy(bool) | named
    who = answers["respondent"].astype(str).where(answers["respondent"] != "", "\x00" + answers["id"].astype(str))
    codes = pd.factorize(who[content])[0].astype(np.int64)
    return shares(*respondent_rows(has[content], answers["weight"].to_numpy(np.float64)[content], codes))


def _notes(before: ThemeTable, after: ThemeTable, common: set[str]) -> Iterator[str]:
    questions = [sorted(set(table.answers["question"].astype(str))) for table in (before, after)]
    if questions[0] != questions[1]:
        yield "The rounds asked other questions: a change may come from the question."
    for table, when in ((before, "first"), (after, "second")):
        only = [theme.name for theme in table.codebook if theme.id not in common]
        if only:
            yield f"Only the {when} round's codebook has: {', '.join(only)}. These cannot be compared."
    definitions = [{t.id: (t.description, t.includes, t.excludes) for t in table.codebook} for table in (before, after)]
    changed = [after.codebook.name(i) for i in sorted(common) if definitions[0][i] != definitions[1][i]]
    if changed:
        yield f"The definition changed: {', '.join(changed)}. A change of share may come from that."
    models = [table.run.fingerprints.get("model") for table in (before, after)]
    if models[0] != models[1]:
        yield "The rounds were classified by different models: a change may come from the model."
    if before.weighted != after.weighted:
        yield "Only one round is weighted: a change may come from the weighting."
    languages = [table.answers["language"].isin(["sv", "en"]).mean() for table in (before, after)]
    if abs(languages[0] - languages[1]) > 0.1:
        yield "The rounds differ in the languages answered in: a change may come from that."
