"""What stands in the way of comparing two rounds of a survey: other question, other codebook, other people, drift.

Each hindrance is a kind and its values; a report says it in its own language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency, mannwhitneyu

from theme_mining.core.tables import ThemeTable

__all__ = ["Hindrance", "hindrances"]

CLEAR = 0.001
STRONG = 0.10
LONGER = 1.3
LESS_SURE = 0.10


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a change may come from something else than from what people think.

    `kind` is one of ``question``, ``before`` and ``after`` (themes of one round only), ``definition``, ``model``,
    ``weighted``, ``voice``, ``language``, ``length`` (answers longer or shorter: another way of answering),
    ``people`` (another make-up of respondents), ``unthemed`` (more answers fit no theme), ``confidence`` (the
    classifier is less sure). `names` are what it concerns.
    """

    kind: str
    names: tuple[str, ...] = ()


def hindrances(before: ThemeTable, after: ThemeTable) -> tuple[Hindrance, ...]:
    """Give every hindrance between two rounds, the gravest first."""
    return (*_of_questions(before, after), *_of_codebooks(before, after), *_of_people(before, after),
            *_of_drift(before, after))  # fmt: skip


def _of_questions(before: ThemeTable, after: ThemeTable) -> Iterator[Hindrance]:
    asked = [set(table.answers["question"].astype(str)) for table in (before, after)]
    if asked[0] != asked[1]:
        yield Hindrance("question", tuple(sorted(asked[0] ^ asked[1])))


def _of_codebooks(before: ThemeTable, after: ThemeTable) -> Iterator[Hindrance]:
    ids = [{theme.id for theme in table.codebook} for table in (before, after)]
    for kind, table, others in (("before", before, ids[1]), ("after", after, ids[0])):
        only = tuple(theme.name for theme in table.codebook if theme.id not in others)
        if only:
            yield Hindrance(kind, only)
    old = {t.id: (t.description, t.includes, t.excludes) for t in before.codebook}
    changed = tuple(
        t.name for t in after.codebook if t.id in old and old[t.id] != (t.description, t.includes, t.excludes)
    )
    if changed:
        yield Hindrance("definition", changed)
    if before.run.fingerprints.get("model") != after.run.fingerprints.get("model"):
        yield Hindrance("model")


def _of_people(before: ThemeTable, after: ThemeTable) -> Iterator[Hindrance]:
    if before.weighted != after.weighted:
        yield Hindrance("weighted")
    if before.voice != after.voice:
        yield Hindrance("voice")
    languages = [table.answers["language"].isin(["sv", "en"]).mean() for table in (before, after)]
    if abs(languages[0] - languages[1]) > STRONG:
        yield Hindrance("language")
    common = [name for name in after.background if name in before.background]
    other = tuple(name for name in common if _differ(before.answers, after.answers, name))
    if other:
        yield Hindrance("people", other)


def _differ(before: pd.DataFrame, after: pd.DataFrame, name: str) -> bool:
    """Tell whether respondents are made up otherwise: chi-square at 0.001 and Cramér's V of at least 0.1."""
    groups = []
    for frame in (before, after):
        who = frame["respondent"].astype(str).where(frame["respondent"] != "", frame["id"].astype(str))
        groups.append(frame.assign(_who=who).drop_duplicates("_who")[name].astype(str))
    both = pd.concat(groups)
    if not 2 <= both.nunique() <= 50:
        return False
    table = pd.crosstab(both.to_numpy(), np.repeat([0, 1], [len(g) for g in groups])).to_numpy()
    if table.shape[1] < 2:
        return False
    found = chi2_contingency(table, correction=False)
    return bool(found.pvalue < CLEAR and np.sqrt(found.statistic / table.sum()) >= STRONG)


def _of_drift(before: ThemeTable, after: ThemeTable) -> Iterator[Hindrance]:
    lengths, without, sure = [], [], []
    for table in (before, after):
        shown = table.answers[table.answers["language"] != "none"]
        lengths.append(np.array([len(str(text).split()) for text in shown["text"]], float))
        without.append((shown["themes"].map(len) == 0).to_numpy(float))
        sure.append(pd.to_numeric(shown["confidence"], errors="coerce").dropna().to_numpy(float))
    if not all(map(len, lengths)):
        return
    middle = [max(float(np.median(x)), 1.0) for x in lengths]
    if max(middle) / min(middle) >= LONGER and mannwhitneyu(*lengths).pvalue < CLEAR:
        yield Hindrance("length", (f"{middle[0]:g}", f"{middle[1]:g}"))
    if float(without[1].mean() - without[0].mean()) > STRONG:
        yield Hindrance("unthemed")
    if all(map(len, sure)) and float(sure[0].mean() - sure[1].mean()) > LESS_SURE:
        yield Hindrance("confidence")
