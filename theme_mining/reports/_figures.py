"""All figures of one report, computed once from a ThemeTable: every plug shows these and computes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.crosstab import CrossTab, co_occurrence, crosstab
from theme_mining.measure.disclosure import Published, hidden_together
from theme_mining.measure.intervals import effective_n
from theme_mining.measure.quotes import Quotable, choose_quotes
from theme_mining.measure.shares import respondent_rows, shares, theme_matrix
from theme_mining.reports._closed import Closed, closed_questions, is_multiple, options_of
from theme_mining.reports._people import Caution, People, people_of, weights_of

__all__ = ["Background", "Figures", "figures"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_GROUPS = 20
MOST_HIDDEN = 0.5
NUMBER_CLASSES = 4


@dataclass(frozen=True, slots=True)
class Background:
    """Themes by one background column: `table` is (themes, groups) in the order of `Figures.themes` and `groups`.

    `hidden` (themes, groups) True where nothing may be shown; `merged` are groups too small to stand alone,
    shown together as the last group; `missing` counts respondents whose group is not known. `shown` is False
    where more than half of the cells would be hidden: the whole table is then left out. `of_answer` is each
    base answer's group number, −1 where not known. `closed` tells a closed question; `empty` are groups whose weights
    are all 0, so that they have no shares.
    """

    name: str
    groups: tuple[str, ...]
    table: CrossTab = field(repr=False)
    hidden: Bools = field(repr=False)
    merged: tuple[str, ...]
    missing: int
    shown: bool
    of_answer: Ints = field(repr=False)
    closed: bool = False
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says in numbers. The base are answers with content.

    `themes` has one row a theme, most named first: ``theme``, ``name``, ``answers``, ``respondents``,
    ``share_answers``, ``low_answers``, ``high_answers``, ``share``, ``low``, ``high`` (shares of respondents),
    ``effective`` (effective number of respondents), ``review`` (answers to look at). In that order are the
    columns of `has` (base answers, themes), of `people` (respondents, themes), and `quotes` and `together`
    (row numbers of quotes; themes named with this one more often than chance gives). `rows` are the base
    answers' row numbers.
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


@dataclass(frozen=True, slots=True)
class _Base:
    """The base answers as arrays: themes, weights, respondent numbers; the respondents; which rows were kept."""

    frame: pd.DataFrame
    has: Bools
    weights: Floats
    who: Ints
    people: People
    kept: Bools


def figures(table: ThemeTable, others: str = "Muut") -> Figures:
    """Compute every figure of a report; `others` names the group that small groups are merged into.

    100,000 answers, 20 themes and 10 background columns take a few seconds.
    """
    source, frame = table, table.answers.reset_index(drop=True)
    table, frame = _with_options(table, frame, others)
    ids = _shown_themes(table)
    has = theme_matrix(list(frame["themes"]), ids)
    weights, cautions = weights_of(frame)
    content = (frame["language"] != "none").to_numpy(bool) | has.any(axis=1)
    weighed = weights[content].any()  # where nothing weighs anything nothing is left out either
    rows = np.flatnonzero(content & ((weights > 0) | ~weighed))
    base, cautions = _base(table, frame, rows, (has, weights), cautions)
    rows = rows[base.kept]
    themes, order = _theme_frame(table, ids, base)
    base = replace(base, has=base.has[:, order])
    people, _ = respondent_rows(base.has, base.weights, base.who)
    found = [_background(table, name, base, others) for name in _dimensions(table, base.frame) if len(rows)]
    backgrounds = _guarded(table, found, base)
    return Figures(
        table=source,
        themes=themes,
        rows=rows,
        with_content=int(content.sum()),
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


def _base(
    table: ThemeTable, frame: pd.DataFrame, rows: Ints, given: tuple[Bools, Floats], cautions: tuple[Caution, ...]
) -> tuple[_Base, tuple[Caution, ...]]:
    """Give the answers that count; respondents whom the register does not know are left out, and it is said."""
    has, weights = given
    shown = frame.iloc[rows]
    people = people_of(table, shown, weights[rows])
    kept = (people.weights[people.of] > 0) | (not people.weights.any())
    if not kept.all():
        shown = shown[kept]
        again = people_of(table, shown, weights[rows][kept])
        people = replace(again, margins=people.margins, cautions=people.cautions)
    base = _Base(shown, has[rows][kept], weights[rows][kept], people.of, people, kept)
    return base, (*cautions, *people.cautions)


def _shown_themes(table: ThemeTable) -> list[str]:
    """Give the theme ids that get a row: those given to answers, and all of the codebook that are no mere group."""
    used = {theme for row in table.answers["themes"] for theme in row}
    parents = {theme.parent for theme in table.codebook if theme.parent}
    known = [theme.id for theme in table.codebook if theme.id in used or theme.id not in parents]
    return known + sorted(used - set(known))


def _theme_frame(table: ThemeTable, ids: list[str], base: _Base) -> tuple[pd.DataFrame, Ints]:
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


def _dimensions(table: ThemeTable, base: pd.DataFrame) -> list[str]:
    several = len(base["question"].unique()) > 1 and "question" not in table.background
    return [*(["question"] if several else []), *dict.fromkeys((*table.background, *table.closed))]


def _with_options(table: ThemeTable, frame: pd.DataFrame, others: str) -> tuple[ThemeTable, pd.DataFrame]:
    """Give each option of a question of several choices a column of its own: those who chose it, and the others."""
    closed: list[str] = []
    for name in table.closed:
        if not is_multiple(frame[name].tolist()):
            closed.append(name)
            continue
        chosen = frame[name].map(options_of)
        for option in sorted({o for row in chosen for o in row}):
            column = f"{name}: {option}"
            frame = frame.assign(**{column: [option if option in row else others if row else "" for row in chosen]})
            closed.append(column)
    return replace(table, closed=tuple(closed), answers=frame), frame


def _background(table: ThemeTable, name: str, base: _Base, others: str) -> Background:
    codes, groups = _grouped(base.frame[name].astype(str), in_order=name == "question")
    size = _units(base, codes)[1]
    codes, groups, merged = _merge_small(codes, groups, size, (table.hide_cells_below, others))
    has, groups_of, weights, clusters, missing = _by_unit(base, codes)
    cross = crosstab(has, groups_of, len(groups), weights, clusters=clusters)
    empty = tuple(g for g, n in zip(groups, cross.base, strict=True) if not n)
    nothing = np.zeros_like(cross.count, dtype=bool)
    return Background(name, tuple(groups), cross, nothing, tuple(merged), missing, len(groups) > 1, codes,
                      name in table.closed, empty)  # fmt: skip


def _guarded(table: ThemeTable, found: Sequence[Background], base: _Base) -> tuple[Background, ...]:
    """Give the backgrounds with what must be hidden, so that no table gives away what another hides.

    What was asked tells nothing of who answered, so a question's small counts give nobody away. A table that would be
    more than half hidden is left out, and the others are tried without it.
    """
    shown = [b for b in found if b.shown]
    people, _ = respondent_rows(base.has, base.weights, base.who)
    single = all(len(np.unique(base.who * (len(b.groups) + 1) + b.of_answer)) == len(people) for b in shown)
    totals = people.sum(axis=0).astype(np.int64) if single else None
    while True:
        tables = [
            Published(b.table.count, b.table.base, b.of_answer, 0 if b.name == "question" else table.hide_cells_below)
            for b in shown
        ]
        hidden = hidden_together(tables, totals)
        kept = [h.size > 0 and float(h.mean()) <= MOST_HIDDEN for h in hidden]
        if all(kept):
            break
        shown = [b for b, keep in zip(shown, kept, strict=True) if keep]
    done = {b.name: replace(b, hidden=h | (b.table.base == 0)) for b, h in zip(shown, hidden, strict=True)}
    return tuple(done.get(b.name, replace(b, shown=False, hidden=np.ones_like(b.hidden))) for b in found)


def _grouped(values: pd.Series, in_order: bool) -> tuple[Ints, list[str]]:
    """Give group numbers (−1 not known) and the groups; numbers of many values are put into classes."""
    codes, found = pd.factorize(values.where(values.str.strip() != ""))
    if len(found) > MOST_GROUPS and (classes := _number_classes(found)) is not None:
        values = pd.Series(classes, dtype=object).take(codes).where(codes >= 0)
        codes, found = pd.factorize(values)
    order = range(len(found)) if in_order else sorted(range(len(found)), key=lambda g: _natural(str(found[g])))
    place = np.full(len(found) + 1, -1, np.int64)
    place[list(order)] = np.arange(len(found))
    return place[codes], [str(found[g]) for g in order]


def _number_classes(found: pd.Index) -> list[str] | None:
    """Give each value's class of about equal numbers of values ("1950–1968"), None where not all are numbers."""
    numbers = pd.to_numeric(pd.Series(found).str.replace(",", "."), errors="coerce")
    if numbers.isna().any():
        return None
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, NUMBER_CLASSES + 1)[1:-1]))
    classes = np.searchsorted(cuts, numbers, side="right")
    ends = numbers.groupby(classes).agg(["min", "max"])
    return [f"{ends['min'][c]:g}–{ends['max'][c]:g}" for c in classes]


def _natural(group: str) -> tuple[float, str]:
    """Order "alle 50" < "50–249" < "1000 tai yli" < words."""
    digits = re.match(r"(alle |under |below )?(\d[\d ]*)", group.casefold())
    if not digits:
        return float("inf"), group.casefold()
    return float(digits[2].replace(" ", "")) - (0.5 if digits[1] else 0), group.casefold()


def _units(base: _Base, codes: Ints) -> tuple[Ints, Ints]:
    """Give each answer's unit (a respondent within a group) and the number of units of each group."""
    span = int(codes.max()) + 2 if len(codes) else 1
    unique, unit = np.unique(base.who * span + codes + 1, return_inverse=True)
    return unit.astype(np.int64), np.bincount(unique % span, minlength=span)[1:]


def _by_unit(base: _Base, codes: Ints) -> tuple[Bools, Ints, Floats, Ints | None, int]:
    """Give themes, group, weight and cluster a unit, and how many units have no group.

    A unit weighs what its respondent does.
    """
    unit, _ = _units(base, codes)
    has, _ = respondent_rows(base.has, base.weights, unit)
    groups, person = np.full(len(has), -1, np.int64), np.zeros(len(has), np.int64)
    groups[unit], person[unit] = codes, base.who
    voices = base.people
    clusters = None if voices.clusters is None else voices.clusters[person]
    return has, groups, voices.weights[person], clusters, int((groups < 0).sum())


def _merge_small(
    codes: Ints, groups: list[str], size: Ints, limit_others: tuple[int, str]
) -> tuple[Ints, list[str], list[str]]:
    """Give group numbers with small groups merged into one last group, which itself is never below the limit."""
    limit, others = limit_others
    by_size = sorted(range(len(groups)), key=lambda g: (size[g], g))
    small: list[int] = []
    while by_size and (
        size[by_size[0]] < limit
        or len(by_size) + bool(small) > MOST_GROUPS
        or (small and (len(small) == 1 or size[small].sum() < limit))
    ):
        small.append(by_size.pop(0))
    kept = sorted(by_size)
    place = np.full(len(groups) + 1, -1, np.int64)
    place[kept] = np.arange(len(kept))
    place[sorted(small)] = len(kept)
    return place[codes], [groups[g] for g in kept] + [others] * bool(small), [groups[g] for g in sorted(small)]


def _quotes(base: _Base, backgrounds: tuple[Background, ...]) -> list[list[int]]:
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
