"""One theme: its definition, share by group and wave, company, and answers that show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from theme_mining.assembly.shown.by_question import question_view
from theme_mining.assembly.shown.overview import ThemeRow, overview
from theme_mining.assembly.shown.whole import View, Whole
from theme_mining.core.codebook import Theme
from theme_mining.measure.crosstab import co_occurrence
from theme_mining.measure.quotes import Quotable, choose_quotes

__all__ = ["Company", "GroupShares", "Quote", "ThemeShown", "theme_shown"]

Bools = npt.NDArray[np.bool_]

TYPICAL, BORDERLINE = 5, 3
SURE = 3.0  # standard errors from which themes are said to go together; as on the report's page
ALPHA = 0.05
_SHORT, _LONG = 25, 400  # characters of a quote that is read with ease; as `measure.quotes`


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A theme's share in one group; `way` is more, less or empty (not told apart from the others)."""

    group: str
    hidden: bool
    respondents: int
    base: int
    share: float
    low: float
    high: float
    way: str


@dataclass(frozen=True, slots=True)
class GroupShares:
    """A theme's shares by one column; `effect` is Cramér's V, `p` Holm-corrected over the themes."""

    column: str
    groups: tuple[GroupShare, ...]
    effect: float
    p: float


@dataclass(frozen=True, slots=True)
class Company:
    """A theme that is named with this one: in how many answers, and by how many standard errors over chance."""

    id: str
    name: str
    both: int
    residual: float

    @property
    def often(self) -> bool:
        """Whether the two go together clearly more often than chance gives."""
        return self.residual > SURE


@dataclass(frozen=True, slots=True)
class Quote:
    """A masked answer."""

    id: str
    text: str
    language: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """All that the page of one theme tells. `borderline` is None where no one knows how sure the themes are."""

    theme: Theme
    row: ThemeRow
    by: tuple[GroupShares, ...]
    company: tuple[Company, ...]
    typical: tuple[Quote, ...]
    borderline: tuple[Quote, ...] | None


def theme_shown(whole: Whole, view: View, theme: str) -> ThemeShown:
    """Give what there is to tell of a theme in a view. Raises InputError for one that is not there.

    A theme that is one question's own is told of the answers to that question.
    """
    k, view = whole.place(theme), question_view(whole, view, theme)
    row = next(r for r in overview(whole, view).rows if r.id == theme)
    known = {t.id: t for t in whole.table.codebook}
    return ThemeShown(
        known.get(theme, Theme(theme, whole.names[k])),
        row,
        tuple(_by(whole, view, k, name) for name in whole.dimensions if not view.chosen(name)),
        () if row.hidden else _company(whole, view, k),
        () if row.hidden else _typical(whole, view, k),
        () if row.hidden else _borderline(whole, view, k),
    )


def _by(whole: Whole, view: View, k: int, column: str) -> GroupShares:
    cross, hidden = whole.table_by(view, column), whole.hidden_by(view, column)
    groups = tuple(
        GroupShare(group, True, 0, 0, 0.0, 0.0, 0.0, "")
        if hidden[k, g] or not cross.base[g]
        else GroupShare(
            group, False, int(cross.count[k, g]), int(cross.base[g]),
            float(cross.share[k, g]), float(cross.low[k, g]), float(cross.high[k, g]),
            _way(float(cross.residual_p[k, g]), float(cross.residual[k, g])),
        )
        for g, group in enumerate(whole.dimension(column).groups)
    )  # fmt: skip
    return GroupShares(column, groups, float(cross.effect[k]), float(cross.p[k]))


def _way(p: float, residual: float) -> str:
    return "" if p >= ALPHA else "more" if residual > 0 else "less"


def _company(whole: Whole, view: View, k: int) -> tuple[Company, ...]:
    hidden = whole.hidden(view)[:-1]
    mask, own = whole.mask(view), whole.has[:, k]
    both, residual = co_occurrence(whole.has[mask])
    shown = [
        j for j in range(len(whole.themes)) if j != k and not hidden[j] and whole.enough(mask & own & whole.has[:, j])
    ]
    shown.sort(key=lambda j: (-round(float(residual[k, j]), 9), j))
    return tuple(Company(whole.themes[j], whole.names[j], int(both[k, j]), float(residual[k, j])) for j in shown[:8])


def _typical(whole: Whole, view: View, k: int) -> tuple[Quote, ...]:
    """Give answers typical of the theme; those that wait for a person's look are not quoted."""
    rows = np.flatnonzero(whole.has[:, k] & whole.may_be_read(view) & ~whole.frame["review"].to_numpy(bool))
    if not len(rows):
        return ()
    frame = whole.frame.iloc[rows]
    sure = np.nan_to_num(frame["confidence"].to_numpy(np.float64), nan=0.5) / np.sqrt(whole.has[rows].sum(axis=1))
    answers = Quotable(
        frame["id"].astype(str).tolist(),
        frame["text"].astype(str).tolist(),
        [str(number) for number in whole.who[rows]],
        sure,
        np.ones(len(rows), bool),
    )
    return tuple(_quote(whole, int(rows[i])) for i in choose_quotes(answers, np.ones((len(rows), 1), bool), TYPICAL)[0])


def _borderline(whole: Whole, view: View, k: int) -> tuple[Quote, ...] | None:
    """Give the theme's answers of readable length that the classifier was least sure of."""
    confidence = whole.frame["confidence"].to_numpy(np.float64)
    if np.isnan(confidence).all():
        return None
    rows = np.flatnonzero(whole.has[:, k] & whole.may_be_read(view) & ~np.isnan(confidence))
    length = whole.frame["text"].iloc[rows].str.len().to_numpy()
    rows = rows[(length >= _SHORT) & (length <= _LONG)]
    ids = whole.frame["id"].to_numpy()
    order = sorted(rows.tolist(), key=lambda i: (round(float(confidence[i]), 9), str(ids[i])))
    return tuple(_quote(whole, i) for i in order[:BORDERLINE])


def _quote(whole: Whole, row: int) -> Quote:
    answer = whole.frame.iloc[row]
    names = dict(zip(whole.themes, whole.names, strict=True))
    return Quote(
        str(answer["id"]),
        str(answer["text"]).strip(),
        str(answer["language"]),
        tuple(names.get(theme, theme) for theme in answer["themes"]),
    )
