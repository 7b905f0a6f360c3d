"""Earlier rounds set beside this one: what changed in the shares of respondents, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.comparable import hindrances
from theme_mining.measure.shares import Shares
from theme_mining.measure.waves import Change, change
from theme_mining.reports._figures import Figures, figures, figures_of
from theme_mining.reports._texts import Texts, number, percent
from theme_mining.reports._wording import GroupWords, round_words

__all__ = ["RoundRow", "RoundsPart", "rounds_of", "rounds_part"]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A theme in all rounds, oldest first; shares 0–1. `before` and `after` are the last two of `shares`.

    `change`, `low`, `high` are the last step as shown (percentage points); `whole` the change from the first round
    where there are more than two, else empty.
    """

    name: str
    shares: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    change: str
    low: str
    high: str
    verdict: str
    whole: str = ""
    whole_interval: str = ""
    whole_verdict: str = "same"

    @property
    def before(self) -> float:
        """Share in the round before."""
        return self.shares[-2]

    @property
    def after(self) -> float:
        """Share in this round."""
        return self.shares[-1]


@dataclass(frozen=True, slots=True)
class RoundsPart:
    """What a report says of the rounds: titles and bases, oldest first, rows, sentences, what to beware of."""

    titles: tuple[str, ...]
    bases: tuple[int, ...]
    rows: list[RoundRow]
    sentences: list[str]
    notes: list[str]
    words: GroupWords | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        """Title of the round before this one."""
        return self.titles[-2]


def rounds_of(before: ThemeTable | Sequence[ThemeTable] | None, found: Figures, t: Texts) -> RoundsPart | None:
    """Give what changed since the earlier rounds, oldest first; None where there is none.

    The figures of one question are set beside the rounds that asked it.
    """
    earlier = [before] if isinstance(before, ThemeTable) else list(before or ())
    if found.question:
        asked = [part for table in earlier if (part := figures_of(table, found, t("others"))) is not None]
        return rounds_part(asked, found, t) if asked else None
    return rounds_part([figures(table, t("others")) for table in earlier], found, t) if earlier else None


def rounds_part(before: Figures | Sequence[Figures], found: Figures, t: Texts) -> RoundsPart:
    """Compare the themes that all rounds have, in the order of this round's figures."""
    rounds = [*([before] if isinstance(before, Figures) else before), found]
    common = [theme for theme in found.themes["theme"] if all(theme in set(r.themes["theme"]) for r in rounds)]
    told = [_shares(r, common) for r in rounds]
    step = change(told[-2], told[-1])
    whole = change(told[0], told[-1]) if len(rounds) > 2 else None
    names = found.themes.set_index("theme")["name"]
    rows = [_row(str(names[theme]), [(s.share[k], s.low[k], s.high[k]) for s in told], step, whole, k)
            for k, theme in enumerate(common)]  # fmt: skip
    titles = tuple(r.table.title for r in rounds)
    said = _said(rows, step, t)
    if whole is not None:
        said += _since(rows, whole, titles[0], t)
    return RoundsPart(
        titles, tuple(r.respondents for r in rounds), rows, said, _notes(rounds, t), round_words(rounds[-2], found)
    )


def _row(name: str, told: list[tuple[float, float, float]], step: Change, whole: Change | None, k: int) -> RoundRow:
    shares, lows, highs = (tuple(float(v) for v in column) for column in zip(*told, strict=True))
    last = (_points(float(step.change[k])), _points(float(step.low[k])), _points(float(step.high[k])))
    row = RoundRow(name, shares, lows, highs, *last, step.verdict[k])
    if whole is None:
        return row
    span = f"{_points(float(whole.low[k]))}…{_points(float(whole.high[k]))}"
    return replace(row, whole=_points(float(whole.change[k])), whole_interval=span, whole_verdict=whole.verdict[k])


def _shares(found: Figures, themes: list[str]) -> Shares:
    frame = found.themes.set_index("theme").loc[themes]
    columns = (frame[name].to_numpy(np.float64) for name in ("effective", "share", "low", "high"))
    return Shares(frame["respondents"].to_numpy(np.int64), found.respondents, *columns)


def _said(rows: list[RoundRow], moved: Change, t: Texts) -> list[str]:
    """Give a sentence a theme that changed, clearest first, or that nothing did."""
    changed = sorted((k for k, row in enumerate(rows) if row.verdict != "same"), key=lambda k: (float(moved.p[k]), k))
    if not changed:
        return [t("r_same")] if rows else [t("r_nothing")]
    return [
        t(
            f"r_{rows[k].verdict}",
            theme=rows[k].name,
            before=percent(rows[k].before),
            after=percent(rows[k].after),
            low=rows[k].low,
            high=rows[k].high,
        )
        for k in changed
    ]


def _since(rows: list[RoundRow], whole: Change, first: str, t: Texts) -> list[str]:
    """Give one sentence of what changed since the first round."""
    changed = sorted(
        (k for k, row in enumerate(rows) if row.whole_verdict != "same"), key=lambda k: (float(whole.p[k]), k)
    )
    if not rows:
        return []
    if not changed:
        return [t("r_since_same", title=first)]
    listed = "; ".join(
        f"{t.quoted(rows[k].name)} {percent(rows[k].shares[0])} → {percent(rows[k].after)} ({rows[k].whole_interval})"
        for k in changed
    )
    return [t("r_since", title=first, list=listed)]


def _notes(rounds: Sequence[Figures], t: Texts) -> list[str]:
    """Give every hindrance to comparing the last two rounds, and of the earlier ones those not said yet."""
    found: list[str] = []
    for before in reversed(rounds[:-1]):
        for hindrance in hindrances(before.table, rounds[-1].table):
            names = hindrance.names
            if hindrance.kind == "length":
                said = t("r_note_length", before=names[0], after=names[1])
            else:
                said = t(f"r_note_{hindrance.kind}", list=", ".join(names))
            if len(rounds) > 2:
                said = f"{before.table.title}: {said}"
            found.append(said)
    return list(dict.fromkeys(found))


def _points(difference: float) -> str:
    """Give a difference of shares in whole percentage points with its sign.

    >>> _points(0.123), _points(-0.05), _points(0.001)
    ('+12', '−5', '0')
    """
    whole = int(abs(difference) * 100 + 0.5)
    sign = "+" if difference > 0 else "−"
    return f"{sign}{number(whole)}" if whole else "0"
