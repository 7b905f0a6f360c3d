"""The charts of the reports: shares, rounds, networks, the map of answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from theme_mining.measure.networks import Network
from theme_mining.reports._drawn import BAR, INK, PAPER, SOFT, WHISKER, Chart, picture, pixels, svg_of, wrapped
from theme_mining.reports._texts import percent

__all__ = [
    "MAP_SIZE",
    "map_chart",
    "network_chart",
    "rounds_chart",
    "share_chart",
    "share_chart_narrow",
    "share_picture",
    "share_pixels",
    "shares_chart",
]

_NETWORK_LINE = 16
# Okabe & Ito (2008), Color Universal Design; the last is this round's.
_ROUNDS = ["#cc79a7", "#56b4e9", "#999999", "#f0e442", "#009e73", "#e69f00", "#d55e00", "#0072b2"]
_SHAPES = ["cross", "triangle-left", "stroke", "triangle-right", "triangle-down", "diamond", "square", "circle"]
MAP_SIZE = (720, 460)


def share_chart(themes: pd.DataFrame, title: str, description: str, end: str = "") -> str:
    """Give SVG: one bar a theme with its 95 % interval, names on the left. `themes` as `Figures.themes`.

    `end` makes the ids of one of several such charts on a page its own.
    """
    return svg_of(_wide(themes), title, description, f"wide{end}", "wide")


def share_picture(themes: pd.DataFrame) -> str:
    """Give the chart of shares to paste elsewhere, on white, as SVG text."""
    return picture(shares_chart(themes, "shares", "", ""), titled=False)


def share_pixels(themes: pd.DataFrame, scale: float = 2.0) -> bytes:
    """Give the chart of shares to paste elsewhere, on white, as PNG bytes at `scale` pixels a point."""
    return pixels(shares_chart(themes, "shares", "", ""), scale=scale)


def shares_chart(rows: pd.DataFrame, key: str, title: str, description: str) -> Chart:
    """Give one bar a row with its 95 % interval. `rows` have name, share, low, high, and perhaps theme."""
    return Chart(key, title, description, _wide(rows if "theme" in rows else rows.assign(theme=rows["name"])))


def rounds_chart(
    names: Sequence[str], told: Sequence[tuple[str, pd.DataFrame]], key: str, title: str, description: str
) -> Chart:
    """Give a row a theme with a mark and an interval a round; rounds differ by colour, shape and place.

    `told` has a round's title and a frame with share, low, high in the order of `names`, oldest first; at most
    eight rounds, the number of colours told apart by colour-blind people (Okabe & Ito 2008).
    """
    import altair as alt

    told = told[-len(_ROUNDS) :]
    labels = [wrapped(name) for name in names]
    frame = pd.concat(
        [
            pd.DataFrame({"label": labels, "round": name, "order": at, "share": 100 * rows["share"].to_numpy(),
                          "low": 100 * rows["low"].to_numpy(), "high": 100 * rows["high"].to_numpy()})
            for at, (name, rows) in enumerate(told)
        ]
    )  # fmt: skip
    titles = [name for name, _ in told]
    colours, shapes = _ROUNDS[-len(titles) :], _SHAPES[-len(titles) :]
    top = max(float(frame["high"].max()), 10.0)
    across = alt.Axis(orient="top", grid=True, tickCount=5, labelExpr="datum.value + ' %'", domain=False, ticks=False)
    along = alt.Scale(domain=[0, top * 1.05], nice=False)
    x = alt.X("share:Q", title=None, axis=across, scale=along)
    y = alt.Y("label:N", sort=None, title=None, axis=_names())
    base = alt.Chart(frame).encode(y=y, yOffset=alt.YOffset("round:N", sort=titles))
    legend = alt.Legend(
        title=None, orient="top", labelFontSize=12, labelColor=INK, symbolSize=90, labelLimit=400, columnPadding=18
    )
    colour = alt.Color("round:N", sort=titles, scale=alt.Scale(domain=titles, range=colours), legend=legend)
    shape = alt.Shape("round:N", sort=titles, scale=alt.Scale(domain=titles, range=shapes), legend=legend)
    chart = base.mark_rule(strokeWidth=1.6).encode(
        x=alt.X("low:Q", title=None, axis=across, scale=along), x2="high:Q", color=colour
    ) + base.mark_point(filled=True, size=70, opacity=1).encode(x=x, color=colour, shape=shape)
    return Chart(key, title, description, chart.properties(width=460, height=alt.Step(13)))


def network_chart(net: Network, key: str, title: str, description: str, counts: bool = False) -> Chart:
    """Give a network: a dot a node, its size the weight, a line an edge, its width the edge's weight.

    With `counts` an edge's number stands on it. Empty networks give an empty picture.
    """
    import altair as alt

    wide, tall = (660, 520) if counts else (660, 480)
    x, y = net.places[:, 0] * wide, (1 - net.places[:, 1]) * tall
    heaviest = max((w for _, _, w in net.edges), default=1)
    lines = pd.DataFrame(
        [(x[a], y[a], x[b], y[b], 0.8 + 5 * w / heaviest, str(w), (x[a] + x[b]) / 2, (y[a] + y[b]) / 2)
         for a, b, w in net.edges],
        columns=["x", "y", "x2", "y2", "width", "text", "mx", "my"],
    ).round(1)  # fmt: skip
    most = max(float(net.weights.max(initial=0.0)), 1e-12)
    names = [wrapped(name, 22) for name in net.nodes]
    dots = pd.DataFrame({"x": x, "y": y, "size": 40 + 760 * net.weights / most, "name": names}).round(1)
    lines_above = np.array([name.count("\n") for name in names], np.float64)
    dots["dy"] = -4 - np.sqrt(dots["size"] / np.pi) - _NETWORK_LINE * lines_above
    across = alt.Scale(domain=[-90, wide + 90], nice=False)
    down = alt.Scale(domain=[tall + 40, -50], nice=False)
    axis: dict[str, Any] = {"axis": None, "title": None}
    at: dict[str, Any] = {"x": alt.X("x:Q", scale=across, **axis), "y": alt.Y("y:Q", scale=down, **axis)}
    dots["top"] = dots["y"] + dots["dy"]
    edges = (
        alt.Chart(lines)
        .mark_rule(color=BAR, opacity=0.75)
        .encode(x2="x2:Q", y2="y2:Q", strokeWidth=alt.StrokeWidth("width:Q", scale=None), **at)
    )
    nodes = alt.Chart(dots).mark_circle(color=WHISKER, opacity=1).encode(size=alt.Size("size:Q", scale=None), **at)
    named = alt.Chart(dots).encode(x=at["x"], y=alt.Y("top:Q", scale=down, **axis), text="name:N")
    style: dict[str, Any] = {"fontSize": 15, "baseline": "bottom", "lineBreak": "\n", "lineHeight": _NETWORK_LINE}
    halo = named.mark_text(stroke=PAPER, strokeWidth=4, strokeJoin="round", **style)
    chart = edges + nodes + halo + named.mark_text(color=INK, **style)
    if counts and len(lines):
        middle = alt.Chart(lines).encode(
            x=alt.X("mx:Q", scale=across, **axis), y=alt.Y("my:Q", scale=down, **axis), text="text:N"
        )
        chart = (
            chart
            + middle.mark_text(fontSize=11, stroke=PAPER, strokeWidth=4)
            + middle.mark_text(fontSize=11, color=SOFT)
        )
    return Chart(key, title, description, chart.properties(width=wide + 180, height=tall + 90))


def share_chart_narrow(themes: pd.DataFrame, title: str, description: str, end: str = "") -> str:
    """Give SVG for small screens: the name stands above its bar."""
    import altair as alt

    frame = _bars(themes)
    lines = frame["label"].str.count("\n").max() + 1 if len(frame) else 1
    y = alt.Y("label:N", sort=None, title=None, axis=None)
    names = (
        alt.Chart(frame)
        .mark_text(align="left", baseline="bottom", dy=-8, fontSize=13, color=INK, lineBreak="\n", lineHeight=15)
        .encode(x=alt.value(0), y=y, text="label:N")
    )
    layers = _layers(frame, y, bar=10, tick=7, ticks=3) + names
    chart = layers.properties(width=236, height=alt.Step(int(29 + 15 * lines)))
    return svg_of(chart, title, description, f"narrow{end}", "narrow")


def map_chart(points: pd.DataFrame, names: pd.DataFrame, title: str, description: str) -> str:
    """Give SVG: one point an answer (`points`: x, y in pixels), a name a theme (`names`: x, y, name)."""
    import altair as alt

    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-14, MAP_SIZE[0] + 14], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[MAP_SIZE[1] + 14, -14], nice=False))
    dots = alt.Chart(points).mark_circle(size=16, opacity=0.45, color=BAR).encode(x=across, y=down)
    text = alt.Chart(names).encode(x=across, y=down, text="name:N")
    halo = text.mark_text(fontSize=13, fontWeight=600, stroke=PAPER, strokeWidth=4, strokeJoin="round")
    ink = text.mark_text(fontSize=13, fontWeight=600, color=INK)
    chart = (dots + halo + ink).properties(width=MAP_SIZE[0] + 28, height=MAP_SIZE[1] + 28)
    return svg_of(chart, title, description, "map")


_LINES = "split(datum.label, '\\n')"


def _bars(themes: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [wrapped(name) for name in _told_apart(themes)],
            "share": 100 * themes["share"],
            "low": 100 * themes["low"],
            "high": 100 * themes["high"],
            "text": [percent(share) for share in themes["share"]],
        }
    )


def _told_apart(themes: pd.DataFrame) -> list[str]:
    """Give the names, with the id where two themes share one: a bar has its place by its name."""
    twice = themes["name"].duplicated(keep=False)
    return [
        f"{name} [{theme}]" if shared else str(name)
        for name, theme, shared in zip(themes["name"], themes["theme"], twice, strict=True)
    ]


def _layers(frame: pd.DataFrame, y: Any, bar: int, tick: int, ticks: int = 5) -> Any:
    import altair as alt

    top = max(float(frame["high"].max()) if len(frame) else 0.0, 10.0)
    axis = alt.Axis(orient="top", grid=True, tickCount=ticks, labelExpr="datum.value + ' %'", domain=False, ticks=False)
    x = alt.X("share:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, top * 1.12], nice=False))
    base = alt.Chart(frame).encode(y=y)
    return (
        base.mark_bar(height=bar, color=BAR).encode(x=x)
        + base.mark_rule(color=WHISKER, strokeWidth=1.4).encode(x="low:Q", x2="high:Q")
        + base.mark_tick(color=WHISKER, thickness=1.4, height=tick).encode(x="low:Q")
        + base.mark_tick(color=WHISKER, thickness=1.4, height=tick).encode(x="high:Q")
        + base.mark_text(align="left", dx=7, fontSize=13, fontWeight=600, color=INK).encode(x="high:Q", text="text:N")
    )


def _names() -> Any:
    import altair as alt

    return alt.Axis(labelLimit=300, labelPadding=12, minExtent=290, labelExpr=_LINES)


def _wide(themes: pd.DataFrame) -> Any:
    import altair as alt

    y = alt.Y("label:N", sort=None, title=None, axis=_names())
    return _layers(_bars(themes), y, bar=14, tick=9).properties(width=460, height=alt.Step(38))
