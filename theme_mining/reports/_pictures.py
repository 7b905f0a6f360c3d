"""Pictures of figures as files of their own, in a light and a dark look: SVG and PNG by Altair and vl-convert.

Unlike the charts that stand inside a page, these take no colours from it, so they can be shown, kept and pasted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from theme_mining.reports._drawn import NAME_LETTERS, wrapped
from theme_mining.reports._texts import percent

__all__ = ["Look", "as_png", "as_svg", "groups_picture", "look", "map_picture", "network_picture", "shares_picture"]

_MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class Look:
    """Colours; `first` and `second` tell two groups apart also without colour vision (Okabe & Ito 2008)."""

    paper: str
    ink: str
    soft: str
    line: str
    bar: str
    whisker: str
    first: str
    second: str


LIGHT = Look("#fdfcf9", "#1b2126", "#565f66", "#ddd8cb", "#6aa9c5", "#12313f", "#0b5a78", "#d55e00")
DARK = Look("#14181b", "#e9e6df", "#a9b0b5", "#39424a", "#3d7f9d", "#e3eef3", "#8cc8e0", "#f0b775")


def look(dark: bool = False) -> Look:
    """Give the light or the dark look."""
    return DARK if dark else LIGHT


def as_svg(chart: Any, colours: Look) -> str:
    """Give a chart as SVG text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_spec(chart, colours)))


def as_png(chart: Any, colours: Look, scale: float = 2.0) -> bytes:
    """Give a chart as PNG bytes, `scale` pixels a point."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_spec(chart, colours), scale=scale))


def shares_picture(rows: pd.DataFrame, colours: Look) -> Any:
    """Give one bar a row with its 95 % interval, the name on the left.

    Parameters
    ----------
    rows : (n, 4) frame
        ``name``, and ``share``, ``low``, ``high`` 0–1, in the order they are drawn.
    """
    import altair as alt

    frame = _bars(rows)
    base = alt.Chart(frame).encode(y=_names(frame))
    x = _across(frame)
    return (
        base.mark_bar(height=14, color=colours.bar).encode(x=x)
        + _whiskers(base, colours)
        + base.mark_text(align="left", dx=7, fontSize=13, fontWeight=600, color=colours.ink).encode(
            x="high:Q", text="text:N"
        )
    ).properties(width=460, height=alt.Step(36))


def groups_picture(rows: pd.DataFrame, groups: tuple[str, str], colours: Look) -> Any:
    """Give two dots a row with their intervals: a circle for the first group, a diamond for the second.

    Parameters
    ----------
    rows : (2n, 5) frame
        ``name``, ``group`` and ``share``, ``low``, ``high`` 0–1.
    """
    import altair as alt

    frame = _bars(rows).assign(group=rows["group"].to_numpy())
    tell: dict[str, Any] = {"scale": alt.Scale(domain=list(groups), range=[colours.first, colours.second])}
    shape = alt.Scale(domain=list(groups), range=["circle", "diamond"])
    legend = alt.Legend(orient="top", title=None, labelLimit=320, symbolSize=120)
    base = alt.Chart(frame).encode(
        y=_names(frame),
        yOffset=alt.YOffset("group:N", sort=list(groups)),
        color=alt.Color("group:N", **tell, legend=None),
    )
    return (
        base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=None), x2="high:Q")
        + base.mark_point(filled=True, size=80, opacity=1).encode(
            x=_across(frame), shape=alt.Shape("group:N", scale=shape, legend=legend)
        )
    ).properties(width=460, height=alt.Step(15))


def network_picture(nodes: pd.DataFrame, links: pd.DataFrame, colours: Look) -> Any:
    """Give themes as discs, words as plain text, and lines between what belongs together.

    Parameters
    ----------
    nodes : frame
        ``name``, ``x``, ``y`` 0–1, ``share`` 0–1 (0 for a word).
    links : frame
        ``x``, ``y``, ``x2``, ``y2`` 0–1 and ``strength`` 0–1.
    """
    import altair as alt

    size = (900, 680)
    nodes, links = _scaled(nodes, size, ("x",), ("y",)), _scaled(links, size, ("x", "x2"), ("y", "y2"))
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-40, size[0] + 40], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[size[1] + 30, -30], nice=False))
    themes, words = nodes[nodes["share"] > 0], nodes[nodes["share"] <= 0]
    width = alt.StrokeWidth("strength:Q", scale=alt.Scale(domain=[0, 1], range=[0.4, 6]), legend=None)
    ends: dict[str, Any] = {"x": across, "y": down, "x2": "x2:Q", "y2": "y2:Q"}
    lines = alt.Chart(links).mark_rule(color=colours.soft, opacity=0.55).encode(strokeWidth=width, **ends)
    area = alt.Size("share:Q", scale=alt.Scale(domain=[0, 1], range=[40, 4200]), legend=None)
    discs = alt.Chart(themes).mark_circle(color=colours.bar, opacity=0.9).encode(x=across, y=down, size=area)
    layers = lines + discs
    for frame, bold, colour in ((words, 400, colours.soft), (themes, 600, colours.ink)):
        text = alt.Chart(_short(frame)).encode(x=across, y=down, text="name:N")
        style: dict[str, Any] = {
            "fontSize": 13 if bold > 400 else 11.5,
            "fontWeight": bold,
            "lineBreak": "\n",
            "lineHeight": 14,
        }
        layers = layers + text.mark_text(stroke=colours.paper, strokeWidth=4, strokeJoin="round", **style)
        layers = layers + text.mark_text(color=colour, **style)
    return layers.properties(width=size[0], height=size[1])


def map_picture(points: pd.DataFrame, names: pd.DataFrame, colours: Look) -> Any:
    """Give one dot an answer, the marked ones strong, and the themes' names.

    Parameters
    ----------
    points : frame
        ``x``, ``y`` 0–1 and ``marked`` (bool).
    names : frame
        ``name``, ``x``, ``y`` 0–1.
    """
    import altair as alt

    size = (860, 560)
    points, names = _scaled(points, size, ("x",), ("y",)), _scaled(names, size, ("x",), ("y",))
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-60, size[0] + 60], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[size[1] + 20, -20], nice=False))
    plain, marked = points[~points["marked"].astype(bool)], points[points["marked"].astype(bool)]
    dots = alt.Chart(plain).mark_circle(size=18, opacity=0.5, color=colours.bar).encode(x=across, y=down)
    strong = (
        alt.Chart(marked)
        .mark_point(size=46, filled=True, shape="diamond", color=colours.second)
        .encode(x=across, y=down)
    )
    text = alt.Chart(_short(_apart(names))).encode(x=across, y=down, text="name:N")
    style: dict[str, Any] = {"fontSize": 12.5, "fontWeight": 600, "lineBreak": "\n", "lineHeight": 14}
    halo = text.mark_text(stroke=colours.paper, strokeWidth=4, strokeJoin="round", **style)
    return (dots + strong + halo + text.mark_text(color=colours.ink, **style)).properties(width=size[0], height=size[1])


def _bars(rows: pd.DataFrame) -> pd.DataFrame:
    shares = {part: 100 * rows[part].to_numpy(np.float64) for part in ("share", "low", "high")}
    return pd.DataFrame(
        {"label": [wrapped(n) for n in rows["name"]], **shares, "text": [percent(s) for s in rows["share"]]}
    )


def _names(frame: pd.DataFrame) -> Any:
    import altair as alt

    axis = alt.Axis(labelLimit=300, labelPadding=12, minExtent=230, labelExpr="split(datum.label, '\\n')")
    return alt.Y("label:N", sort=list(dict.fromkeys(frame["label"])), title=None, axis=axis)


def _across(frame: pd.DataFrame) -> Any:
    import altair as alt

    top = max(float(frame["high"].max()) if len(frame) else 0.0, 10.0)
    axis = alt.Axis(orient="top", grid=True, tickCount=5, labelExpr="datum.value + ' %'", domain=False, ticks=False)
    return alt.X("share:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, top * 1.12], nice=False))


def _whiskers(base: Any, colours: Look) -> Any:
    return (
        base.mark_rule(color=colours.whisker, strokeWidth=1.4).encode(x="low:Q", x2="high:Q")
        + base.mark_tick(color=colours.whisker, thickness=1.4, height=9).encode(x="low:Q")
        + base.mark_tick(color=colours.whisker, thickness=1.4, height=9).encode(x="high:Q")
    )


def _scaled(frame: pd.DataFrame, size: tuple[int, int], across: tuple[str, ...], down: tuple[str, ...]) -> pd.DataFrame:
    places = {c: frame[c] * size[0] for c in across} | {c: (1 - frame[c]) * size[1] for c in down}
    return frame.assign(**places)


def _apart(names: pd.DataFrame, line: float = 30.0) -> pd.DataFrame:
    """Move names up and down until no two overlap (7 pixels a letter, two lines at most)."""
    names = names.head(_MOST_NAMES).reset_index(drop=True)
    x, y = names["x"].to_numpy(np.float64), names["y"].to_numpy(np.float64).copy()
    half = np.minimum(names["name"].str.len().to_numpy(np.float64), NAME_LETTERS / 2 + 4) * 3.5
    for _ in range(200):
        moved = False
        for i in range(len(y)):
            for j in range(i):
                gap = y[i] - y[j]
                if abs(x[i] - x[j]) < half[i] + half[j] and abs(gap) < line - 0.01:
                    push = (line - abs(gap)) / 2 * (1.0 if gap >= 0 else -1.0)
                    y[i], y[j], moved = y[i] + push, y[j] - push, True
        if not moved:
            break
    return names.assign(y=y)


def _short(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(name=[wrapped(str(n), 20) for n in frame["name"]])


def _spec(chart: Any, colours: Look) -> str:
    import altair as alt

    with alt.data_transformers.enable("default", max_rows=None):
        return str(
            chart.configure(
                background=colours.paper,
                font="sans-serif",
                padding=10,
                view=alt.ViewConfig(stroke=None),
                legend=alt.LegendConfig(labelColor=colours.ink, labelFontSize=13),
                axis=alt.AxisConfig(labelColor=colours.soft, gridColor=colours.line, labelFontSize=12),
                axisY=alt.AxisConfig(labelColor=colours.ink, labelFontSize=13, ticks=False, domain=False),
            ).to_json(indent=None, validate=False)
        )
