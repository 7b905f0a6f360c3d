"""All figures of one report, computed once from a ThemeTable: every plug shows these and computes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.crosstab import co_occurrence
from theme_mining.measure.intervals import effective_n
from theme_mining.measure.quotes import Quotable, choose_quotes
from theme_mining.measure.shares import respondent_rows, shares, theme_matrix
from theme_mining.reports._backgrounds import Background, background_of, dimensions, guarded, with_options
from theme_mining.reports._base import Base, base_of
from theme_mining.reports._closed import Closed, closed_questions
from theme_mining.reports._people import Caution, People, weights_of
from theme_mining.reports._questions import of_question, own_themes

__all__ = ["Background", "Figures", "figures", "figures_of"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says in numbers. The base are answers with content.

    `themes` has one row a theme, most named first: ``theme``, ``name``, ``answers``, ``respondents``,
    ``share_answers``, ``low_answers``, ``high_answers``, ``share``, ``low``, ``high`` (shares of respondents),
    ``effective`` (effective number of respondents), ``review`` (answers to look at). In that order are the
    columns of `has` (base answers, themes), of `people` (respondents, themes), and `quotes` and `together`
    (row numbers of quotes; themes named with this one more often than chance gives). `rows` are the base
    answers' row numbers.

    `questions` has the figures of each question where each question has themes of its own: they, not `themes` and
    `backgrounds` of the whole, are then what a report shows. `question` names the one they are of.
    """

    table: ThemeTable
    themes: pd.DataFrame
    rows: Ints = field(repr=False)
    with_content: int
    has: Bools = field(repr=False)
    people: Bools = field(repr=False)
    people_weights: Floats = field(repr=False)
    voices: People = field(repr=False)
    cautions: tuple[Caution, ...]
    closed: tuple[Closed, ...]
    backgrounds: tuple[Background, ...]
    quotes: tuple[tuple[int, ...], ...]
    together: tuple[tuple[int, ...], ...]
    languages: tuple[tuple[str, int], ...]
    review: int
    question: str = ""
    questions: tuple[Figures, ...] = ()

    @property
    def answers(self) -> int:
        """Number of answers, those without content too."""
        return len(self.table.answers)

    @property
    def base(self) -> int:
        """Number of answers with content that count (a weight above 0, a group the register has)."""
        return len(self.rows)

    @property
    def no_content(self) -> int:
        """Number of answers without content."""
        return self.answers - self.with_content

    @property
    def written(self) -> bool:
        """Whether anybody wrote anything: a poll of given options has no texts."""
        return any(str(text).strip() for text in self.table.answers["text"])

    @property
    def other(self) -> int:
        """Number of answers with content but no theme."""
        return int((~self.has.any(axis=1)).sum())

    @property
    def respondents(self) -> int:
        """Number of respondents with at least one answer with content."""
        return len(self.people)

    @property
    def effective(self) -> float:
        """Effective number of respondents (Kish)."""
        return effective_n(self.people_weights)


def figures(table: ThemeTable, others: str = "Muut") -> Figures:
    """Compute every figure of a report; `others` names the group that small groups are merged into.

    100,000 answers, 20 themes and 10 background columns take a few seconds; twice that where each question has themes
    of its own.
    """
    own = own_themes(table)
    parts = [(question, _figures(of_question(table, question, themes), others)) for question, themes in own.items()]
    questions = tuple(replace(part, question=question) for question, part in parts if part.base)
    return replace(_figures(table, others), questions=questions if len(questions) > 1 else ())


def figures_of(table: ThemeTable, part: Figures, others: str = "Muut") -> Figures | None:
    """Compute the figures of the question of `part` in another round; None where it was not asked there."""
    found = _figures(of_question(table, part.question, part.themes["theme"]), others)
    return replace(found, question=part.question) if found.base else None


def _figures(table: ThemeTable, others: str) -> Figures:
    source, frame = table, table.answers.reset_index(drop=True)
    table, frame = with_options(table, frame, others)
    ids = _shown_themes(table)
    base, cautions, with_content, rows = _counted(table, frame, theme_matrix(list(frame["themes"]), ids))
    themes, order = _theme_frame(table, ids, base)
    base = replace(base, has=base.has[:, order])
    people, _ = respondent_rows(base.has, base.weights, base.who)
    found = [background_of(table, name, base, others) for name in dimensions(table, base.frame) if len(rows)]
    backgrounds = guarded(table, found, base)
    return Figures(
        table=source,
        themes=themes,
        rows=rows,
        with_content=with_content,
        has=base.has,
        people=people,
        people_weights=base.people.weights,
        voices=base.people,
        cautions=(*cautions, *(Caution("c_empty", {"background": b.name, "groups": ", ".join(b.empty)})
                               for b in backgrounds if b.empty)),
        closed=closed_questions(source),
        backgrounds=backgrounds,
        quotes=tuple(tuple(int(rows[i]) for i in chosen) for chosen in _quotes(base, backgrounds)),
        together=_together(base.has, table.hide_cells_below),
        languages=tuple(sorted(Counter(base.frame["language"]).items(), key=lambda pair: (-pair[1], pair[0]))),
        review=int(base.frame["review"].sum()),
    )  # fmt: skip


def _counted(table: ThemeTable, frame: pd.DataFrame, has: Bools) -> tuple[Base, tuple[Caution, ...], int, Ints]:
    """Give the answers that count, what must be said of the others, how many have content, and the row numbers."""
    weights, cautions = weights_of(frame)
    content = (frame["language"] != "none").to_numpy(bool) | has.any(axis=1)
    weighed = weights[content].any()  # where nothing weighs anything nothing is left out either
    rows = np.flatnonzero(content & ((weights > 0) | ~weighed))
    base, cautions = base_of(table, frame, rows, (has, weights), cautions)
    return base, cautions, int(content.sum()), rows[base.kept]


def _shown_themes(table: ThemeTable) -> list[str]:
    """Give the theme ids that get a row: those given to answers, and all of the codebook that are no mere group."""
    used = {theme for row in table.answers["themes"] for theme in row}
    parents = {theme.parent for theme in table.codebook if theme.parent}
    known = [theme.id for theme in table.codebook if theme.id in used or theme.id not in parents]
    return known + sorted(used - set(known))


def _theme_frame(table: ThemeTable, ids: list[str], base: Base) -> tuple[pd.DataFrame, Ints]:
    voices = base.people
    named, _ = respondent_rows(base.has, base.weights, base.who)
    people = shares(named, voices.weights, voices.clusters, strata=voices.strata)
    answers = shares(base.has, base.weights, base.who if voices.clusters is None else voices.clusters[base.who])
    order = np.array(sorted(range(len(ids)), key=lambda j: (-round(float(people.share[j]), 12), ids[j])), np.int64)
    frame = pd.DataFrame(
        {
            "theme": ids,
            "name": [table.codebook.name(i) for i in ids],
            "answers": answers.count,
            "respondents": people.count,
            "share_answers": answers.share,
            "low_answers": answers.low,
            "high_answers": answers.high,
            "share": people.share,
            "low": people.low,
            "high": people.high,
            "effective": people.effective,
            "review": base.has[base.frame["review"].to_numpy(bool)].sum(axis=0),
        }
    )
    found = frame.iloc[order].reset_index(drop=True)
    if base.people.strata:
        # The register tells what each group weighs: from exact shares and counts together one could solve for a
        # group's hidden count. What is published is what is shown, whole per cent.
        columns = ["share_answers", "low_answers", "high_answers", "share", "low", "high"]
        found[columns] = found[columns].round(2)
    return found, order


def _quotes(base: Base, backgrounds: tuple[Background, ...]) -> list[list[int]]:
    hidden = np.zeros(len(base.frame), bool)
    for background in backgrounds:
        if background.shown:
            known = background.of_answer >= 0
            hidden |= known & (base.has & background.hidden[:, background.of_answer].T).any(axis=1)
    frame = base.frame
    answers = Quotable(
        frame["id"].astype(str).tolist(),
        frame["text"].astype(str).tolist(),
        [str(number) for number in base.who],
        frame["confidence"].to_numpy(np.float64),
        ~frame["review"].to_numpy(bool) & ~hidden,
    )
    return choose_quotes(answers, base.has)


def _together(has: Bools, limit: int) -> tuple[tuple[int, ...], ...]:
    """Give for each theme up to two others named with it clearly more often than chance gives (3 standard errors)."""
    both, residual = co_occurrence(has)
    sure = np.where((both >= limit) & (residual > 3.0), residual, 0.0)
    return tuple(tuple(int(j) for j in np.argsort(-row, kind="stable")[:2] if row[j] > 0) for row in np.round(sure, 9))
