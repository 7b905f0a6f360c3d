"""Slides with charts: shares and rounds as native charts that can be edited, the networks as pictures."""

from __future__ import annotations

import io
from typing import Any

from theme_mining.reports._deck import Deck, Line, describe, rgb
from theme_mining.reports._drawn import Chart, pixels
from theme_mining.reports._office import (
    ACCENT,
    INK,
    LINE,
    SOFT,
    axis_end,
    chart_data,
    dress_chart,
    dress_rounds,
    even_parts,
    rounds_data,
)
from theme_mining.reports._texts import percent
from theme_mining.reports._whole import Whole, charts_of, rounds_listed, spoken

__all__ = ["networks", "rounds", "shares"]

MOST_BARS, MOST_ROUND_BARS = 14, 36


def shares(deck: Deck, report: Whole, rows: Any, said: tuple[str, str], n: int) -> None:
    """Put in a chart of shares with intervals, at most 14 bars a slide. `said` are the title and what is shown."""
    from pptx.enum.chart import XL_CHART_TYPE

    title, subtitle = said
    end = axis_end(rows)
    for part in even_parts(len(rows), MOST_BARS):
        shown = rows.iloc[part.start : part.stop]
        slide = deck.titled(deck.t("continued", title=title) if part.start else title)
        top = deck.below_title(slide, [(subtitle, 14, SOFT, False)])
        data = chart_data(shown, deck.t("share"))
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *deck.middle(top, 0.91 - top), data)
        _dress_axes(frame.chart, end)
        frame.chart.plots[0].gap_width = 45
        dress_chart(frame.chart._chartSpace, shown, end)
        describe(frame, subtitle, spoken(shown, deck.t))
        deck.marked(slide, report, n)


def rounds(deck: Deck, report: Whole) -> None:
    """Put in the rounds: what is said, and a native chart of bars with patterns, one series a round."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    told, t = report.rounds, deck.t
    if told is None:
        return
    asked: list[Line] = [(report.question, 13, ACCENT, True)]
    listed = rounds_listed(told, t)
    for page in deck.pages([(line, 16, INK, False) for line in (*told.sentences, *told.notes)], 9, 0.64):
        slide = deck.titled(t("rounds"))
        top = deck.below_title(slide, [*asked, (listed, 13, SOFT, False)])
        deck.text(slide, (top + 0.02, 0.64), page, gap=9)
        deck.marked(slide, report)
    for part in even_parts(len(told.rows), max(MOST_ROUND_BARS // len(told.titles), 5)) if told.rows else ():
        rows = told.rows[part.start : part.stop]
        slide = deck.titled(t("rounds"))
        top = deck.below_title(slide, [*asked, (t("rounds_chart"), 14, SOFT, False)])
        data = rounds_data(rows, told.titles)
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *deck.middle(top, 0.91 - top), data)
        chart = frame.chart
        _dress_axes(chart, min(1.0, (int(10 * max(max(r.highs) for r in told.rows)) + 1) / 10))
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(12)
        chart.plots[0].gap_width, chart.plots[0].overlap = 60, 0
        dress_rounds(chart._chartSpace, rows)
        described = "; ".join(f"{r.name} {' → '.join(percent(s) for s in r.shares)}" for r in rows)
        describe(frame, t("rounds_chart"), described)
        deck.marked(slide, report)


def networks(deck: Deck, report: Whole) -> None:
    """Put in the networks as pictures: there is no native network."""
    for chart in charts_of(report):
        if chart.key.partition("-")[0] in ("network", "together"):
            slide = deck.titled(chart.title)
            bare = Chart(chart.key, "", chart.description, chart.chart)
            shape = slide.shapes.add_picture(io.BytesIO(pixels(bare)), 0, int(deck.height * 0.16))
            scale = min(0.74 * deck.height / shape.height, (deck.width - 2 * deck.margin) / shape.width)
            shape.height, shape.width = int(shape.height * scale), int(shape.width * scale)
            shape.left = int((deck.width - shape.width) / 2)
            describe(shape, chart.title, chart.description)
            deck.marked(slide, report)


def _dress_axes(chart: Any, end: float) -> None:
    from pptx.util import Pt

    chart.has_legend, chart.has_title = False, False
    chart.font.size = Pt(12)
    axis = chart.value_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0 %", False
    axis.minimum_scale, axis.maximum_scale = 0, end
    axis.major_gridlines.format.line.color.rgb = rgb(LINE)
    axis.format.line.fill.background()
