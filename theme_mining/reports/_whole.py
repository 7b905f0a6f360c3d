"""The whole of a report, computed once: figures, sentences, rounds, words, closed questions, charts, run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from theme_mining.core.tables import ThemeTable
from theme_mining.measure.networks import Network, theme_network
from theme_mining.measure.words import Telling
from theme_mining.reports._charts import network_chart, rounds_chart, shares_chart
from theme_mining.reports._drawn import Chart
from theme_mining.reports._figures import Figures, figures
from theme_mining.reports._rounds import RoundsPart, rounds_of
from theme_mining.reports._run import method_lines, run_lines, run_mark
from theme_mining.reports._sentences import caution_sentences, closed_sentence, sentences
from theme_mining.reports._texts import Texts, number, percent
from theme_mining.reports._wording import Wording, wording

__all__ = ["WhoRow", "Whole", "charts_of", "rounds_listed", "shares_title", "spoken", "told", "who_rows", "whole"]

MOST_JOINED = 40


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything a report shows, in one language.

    `together` is the network of themes named together, None where none are; `cautions` are what must be said of the
    figures; `mark` names the run in a few characters, to stand beside every figure. `parts` has the report of each
    question where each has themes of its own: shares, rounds, groups and themes are then theirs, and the whole's are
    not shown.
    """

    found: Figures
    sentences: list[str]
    cautions: list[str]
    rounds: RoundsPart | None
    words: Wording | None
    together: Network | None
    method: list[str]
    run: list[tuple[str, str]]
    mark: str
    t: Texts = field(repr=False)
    parts: tuple[Whole, ...] = ()

    @property
    def question(self) -> str:
        """The question that this is the report of, empty where it is of all."""
        return self.found.question

    @property
    def shown(self) -> tuple[Whole, ...]:
        """The reports whose shares, rounds, groups and themes are shown: of each question, or the whole."""
        return self.parts or (self,)

    @property
    def share_name(self) -> str:
        """What the shares are of: respondents, or those who answered the question."""
        return self.t("of_closed" if self.question else "share")

    @property
    def table(self) -> ThemeTable:
        """The table behind the report."""
        return self.found.table

    @property
    def themed(self) -> bool:
        """Whether there are themes to report at all: a survey of closed questions only has none."""
        return bool(self.found.base and len(self.found.themes))

    @property
    def bases(self) -> list[str]:
        """How many answered and wrote, and how many themes there are, as shown."""
        t, found = self.t, self.found
        people = max([found.respondents, *(question.base for question in found.closed)])
        said = [t("respondents_n", n=number(people))]
        if found.base and found.written:
            said.append(t("answers_n", n=number(found.base)))
        return said + ([t("themes_n", n=len(found.themes))] if self.themed else [])

    @property
    def described(self) -> bool:
        """Whether there is more to say of each theme than its share: answers to quote, or a definition."""
        return self.themed and (self.found.written or any(theme.description for theme in self.table.codebook))


def whole(table: ThemeTable, t: Texts, before: ThemeTable | Sequence[ThemeTable] | None = None) -> Whole:
    """Compute everything a report shows; `before` are earlier rounds, oldest first."""
    found = figures(table, t("others"))
    words = wording(found)
    said = sentences(found, t) if found.base or not found.closed else []
    bases = (found.base, found.respondents, found.effective)
    report = Whole(
        found=found,
        sentences=[*said, *(closed_sentence(c, t) for c in found.closed)],
        cautions=caution_sentences(found, t),
        rounds=None if found.questions else rounds_of(before, found, t),
        words=words if words and (words.groups or words.phrases or words.network.edges) else None,
        together=None if found.questions else _together(found),
        method=method_lines(table, bases, t, bool(found.questions)),
        run=run_lines(table, t),
        mark=run_mark(table, t),
        t=t,
    )
    return replace(report, parts=tuple(_part(report, part, before) for part in found.questions))


def _part(report: Whole, found: Figures, before: ThemeTable | Sequence[ThemeTable] | None) -> Whole:
    """Give the report of one question: its own sentences, rounds and company; the run is the whole's."""
    t = report.t
    cautions = [said for said in caution_sentences(found, t) if said not in report.cautions]
    return replace(
        report,
        found=found,
        sentences=sentences(found, t),
        cautions=cautions,
        rounds=rounds_of(before, found, t),
        words=None,
        together=_together(found),
        method=[],
        run=[],
    )


def _together(found: Figures) -> Network | None:
    if not found.base:
        return None
    net = theme_network(found.has, found.themes["name"].tolist(), found.table.hide_cells_below)
    return net if len(net.edges) > 1 and 3 < len(net.nodes) <= MOST_JOINED else None


def charts_of(report: Whole) -> Iterator[Chart]:
    """Give every chart of the report: shares, rounds, closed questions, networks; by question ``shares-1`` and so on.

    A chart of one question has its number in the key and its name in the title.
    """
    t = report.t
    for at, part in enumerate(report.shown, 1):
        end = f"-{at}" if part.question else ""
        if part.themed:
            yield shares_chart(part.found.themes, f"shares{end}", shares_title(part), spoken(part.found.themes, t))
        if part.rounds and part.rounds.rows:
            yield replace(rounds_picture(part.rounds, t), key=f"rounds{end}", title=_of(part, t("rounds_chart")))
    for at, question in enumerate(report.found.closed, 1):
        title = t("closed_chart", question=question.name)
        yield shares_chart(question.options, f"closed-{at}", title, spoken(question.options, t))
    for at, part in enumerate(report.shown, 1):
        if part.together is not None:
            key, title = f"together-{at}" if part.question else "together", _of(part, t("together_network"))
            yield network_chart(part.together, key, title, _joined(part.together), counts=True)
    if report.words is not None and report.words.network.edges:
        yield network_chart(report.words.network, "network", t("network"), _joined(report.words.network))


def shares_title(report: Whole) -> str:
    """Give the title of the chart of shares: of respondents, or of those who answered the question."""
    t = report.t
    return _of(report, t("shares_answered")) if report.question else t("share_with_interval")


def _of(report: Whole, title: str) -> str:
    return f"{title}: {report.question}" if report.question else title


def rounds_picture(rounds: RoundsPart, t: Texts) -> Chart:
    """Give the chart of the rounds."""
    told = []
    for at, title in enumerate(rounds.titles):
        cells = [(row.shares[at], row.lows[at], row.highs[at]) for row in rounds.rows]
        told.append((title, pd.DataFrame(cells, columns=["share", "low", "high"])))
    described = "; ".join(f"{row.name} {' → '.join(percent(s) for s in row.shares)}" for row in rounds.rows)
    return rounds_chart([row.name for row in rounds.rows], told, "rounds", t("rounds_chart"), described)


def spoken(rows: pd.DataFrame, t: Texts) -> str:
    """Give bars in words: name, share, interval."""
    return "; ".join(
        f"{row['name']} {percent(row['share'])} ({t.interval(row['low'], row['high'])})"
        for row in rows.to_dict("records")
    )


def rounds_listed(rounds: RoundsPart, t: Texts) -> str:
    """Give the rounds with their bases: "2019 (1 200 vastaajaa), 2021 (980 vastaajaa)"."""
    return ", ".join(
        f"{title} ({t('respondents_n', n=number(n))})" for title, n in zip(rounds.titles, rounds.bases, strict=True)
    )


def told(words: Sequence[Telling], t: Texts) -> str:
    """Give telling words with the number of respondents of the group who use each."""
    return ", ".join(t("words_cell", word=w.word, count=number(w.count)) for w in words) or t("words_none")


def _joined(net: Network) -> str:
    return "; ".join(f"{net.nodes[a]} – {net.nodes[b]} ({n})" for a, b, n in net.edges)


@dataclass(frozen=True, slots=True)
class WhoRow:
    """A group of the register: how large it is and how many of it answered, as shown."""

    group: str
    register: str
    register_share: str
    answered: str
    answered_share: str
    rate: str


def who_rows(margin: Any, limit: int, t: Texts) -> list[WhoRow]:
    """Give the register beside those who answered. Groups of fewer than `limit` answers are told as such.

    Where just one group is small its number could be worked out from the whole, so the next smallest is hidden too.
    """
    answered = list(margin.answered)
    small = {g for g, n in enumerate(answered) if 0 < n < limit}
    more = sorted((g for g, n in enumerate(answered) if n >= limit), key=lambda g: (answered[g], g))
    while small and more and (len(small) < 2 or sum(answered[g] for g in small) < limit):
        small.add(more.pop(0))
    whole, people = sum(margin.register), sum(answered)
    rows = []
    for g, name in enumerate(margin.groups):
        size, n, hidden = margin.register[g], answered[g], g in small
        dash = t("hidden_sign")
        rows.append(
            WhoRow(
                name or dash,
                number(size),
                percent(size / whole) if whole else dash,
                dash if hidden else number(n),
                dash if hidden or not people else percent(n / people),
                dash if hidden or size <= 0 or n > size else percent(n / size),
            )
        )
    return rows
