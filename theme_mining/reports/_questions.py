"""Whether each question of a survey has themes of its own, and a table of each question where it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.special import gammaln

from theme_mining.core.codebook import Codebook
from theme_mining.core.tables import ThemeTable

__all__ = ["of_question", "own_themes"]

# Themes that lie in one question each are taken to be the questions' own when chance would lay them so more seldom
# than once in a thousand surveys: with a few coded answers it often does, and the layout must not hang on it.
_CHANCE = 0.001


def own_themes(table: ThemeTable) -> dict[str, frozenset[str]]:
    """Give each question's own themes, in the questions' order; empty where themes are common to the questions.

    A theme is a question's own when the codebook has it in a group of the question's name, as finding themes a
    question at a time leaves it; a theme that lies in no such group, when all its answers are to one question. Unless
    the codebook says so of some theme, it is also asked how seldom chance would do that to every theme: answers of a
    theme drawn from all answers without regard to the question (hypergeometric), the themes independent.
    """
    asked = list(dict.fromkeys(table.answers["question"].astype(str)))
    if len(asked) < 2 or "question" in table.background:
        return {}
    counts = _counts(table)
    told = _told(table.codebook, asked)
    homes = dict(told)
    for theme in counts.index.difference(pd.Index(list(told))):
        held = counts.columns[(counts.loc[theme] > 0).to_numpy()]
        if len(held) > 1:
            return {}
        homes[str(theme)] = str(held[0])
    if not homes or (told and len(set(told.values())) < 2) or (not told and _by_chance(counts, table) >= _CHANCE):
        return {}
    return {question: frozenset(t for t, home in homes.items() if home == question) for question in asked}


def of_question(table: ThemeTable, question: str, own: Iterable[str]) -> ThemeTable:
    """Give the table of the answers to one question; its codebook has its own themes and those its answers got."""
    rows = table.answers[table.answers["question"].astype(str) == question].reset_index(drop=True)
    kept = set(own) | {theme for themes in rows["themes"] for theme in themes}
    above = {theme.id: theme.parent for theme in table.codebook}
    for theme in list(kept):
        while theme := above.get(theme, ""):
            kept.add(theme)
    book = replace(table.codebook, themes=tuple(theme for theme in table.codebook if theme.id in kept))
    return replace(table, answers=rows, codebook=book, closed=(), map_xy=None, corrected=None)


def _counts(table: ThemeTable) -> pd.DataFrame:
    """Give the number of answers of each theme (rows) that is named, by question (columns)."""
    frame = table.answers[["question", "themes"]].explode("themes").dropna()
    return pd.crosstab(frame["themes"].astype(str), frame["question"].astype(str))


def _told(codebook: Codebook, asked: Iterable[str]) -> dict[str, str]:
    """Give theme → question of the themes that lie in a group named as a question asked."""
    names = {theme.id: theme.name for theme in codebook}
    above = {theme.id: theme.parent for theme in codebook}
    heads, found = {name: question for name, question in names.items() if question in set(asked)}, {}
    for theme in names:
        at = above[theme]
        while at and at not in heads:
            at = above[at]
        if at:
            found[theme] = heads[at]
    return found


def _by_chance(counts: pd.DataFrame, table: ThemeTable) -> float:
    """Give the probability that every theme's answers all lie in one question, were they drawn from all answers."""
    sizes = table.answers["question"].astype(str).value_counts().to_numpy(np.float64)
    log = 0.0
    for n in counts.sum(axis=1).to_numpy(np.float64):
        ways = [_choose(float(size), float(n)) for size in sizes if size >= n]
        log += float(np.logaddexp.reduce(ways)) - _choose(float(sizes.sum()), float(n))
    return float(np.exp(min(log, 0.0)))


def _choose(n: float, k: float) -> float:
    """Give log(n choose k)."""
    return float(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
