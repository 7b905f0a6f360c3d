"""A chart as SVG or PNG: Altair specifications turned by vl-convert, without a browser or the network.

Colours leave as CSS variables, so that the page's light, dark and print palettes reach into the picture.
Every picture gets ``role="img"``, a title and a description; its figures also stand in a table beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

__all__ = [
    "BAR",
    "INK",
    "PAPER",
    "SOFT",
    "WHISKER",
    "Chart",
    "inline",
    "picture",
    "pixels",
    "specification",
    "stacked",
    "svg_of",
    "wrapped",
]

# Stand-ins that no chart uses by chance, and the CSS variable each becomes.
INK, SOFT, GRID, BAR, WHISKER, PAPER = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
_VARIABLES = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    GRID: "var(--line)",
    BAR: "var(--bar)",
    WHISKER: "var(--whisker)",
    PAPER: "var(--paper)",
    "#0072b2": "var(--now, #0072b2)",
}
_ON_WHITE = {
    INK: "#1b2126",
    SOFT: "#565f66",
    GRID: "#ddd8cb",
    BAR: "#6aa9c5",
    WHISKER: "#12313f",
    PAPER: "#ffffff",
}
NAME_LETTERS = 34  # letters of a name on a line


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its key (a file name's part), title, description in words, and the Altair chart itself."""

    key: str
    title: str
    description: str
    chart: Any = field(repr=False)


def inline(chart: Chart) -> str:
    """Give the chart as SVG for a page, with CSS variables as colours."""
    return svg_of(chart.chart, chart.title, chart.description, chart.key, re.sub(r"-\d+$", "", chart.key))


def picture(chart: Chart, mark: str = "", titled: bool = True) -> str:
    """Give the chart to paste elsewhere, on white, as SVG text; `mark` (its run) stands below the title."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_on_white(chart, mark, titled)))


def pixels(chart: Chart, mark: str = "", scale: float = 2.0) -> bytes:
    """Give the chart to paste elsewhere, on white, as PNG bytes at `scale` pixels a point."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_on_white(chart, mark, True), scale=scale))


def stacked(charts: Sequence[Chart], key: str, title: str) -> Chart:
    """Give several charts as one, each below the one before under its own title."""
    import altair as alt

    titled = [
        c.chart.properties(
            title=alt.TitleParams(text=wrapped(c.title, 90).split("\n"), anchor="start", color=INK, frame="bounds")
        )
        for c in charts
    ]
    described = "; ".join(f"{c.title}: {c.description}" for c in charts)
    return Chart(key, title, described, alt.vconcat(*titled, spacing=34))


def svg_of(chart: Any, title: str, description: str, name: str, kind: str = "") -> str:
    """Give an Altair chart as SVG for a page; `name` begins its ids, `kind` is its class."""
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(specification(chart, "transparent")))
    return _dressed(svg, (title, description), name, kind or name)


def wrapped(name: str, wrap: int = NAME_LETTERS) -> str:
    """Give a name on lines of fewer than `wrap` letters, broken between words."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= wrap:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def specification(chart: Any, background: str) -> str:
    """Give the chart as Vega-Lite JSON in our look."""
    import altair as alt

    with alt.data_transformers.enable("default", max_rows=None):
        return str(
            chart.configure(
                background=background,
                font="sans-serif",
                padding=2 if background == "transparent" else 16,
                view=alt.ViewConfig(stroke=None),
                axis=alt.AxisConfig(labelColor=SOFT, gridColor=GRID, labelFontSize=12, domainColor=GRID),
                axisY=alt.AxisConfig(labelColor=INK, labelFontSize=13, ticks=False, domain=False),
            ).to_json(indent=None, validate=False)  # validated in the tests: half of the time
        )


def _on_white(chart: Chart, mark: str, titled: bool) -> str:
    import altair as alt

    shown = chart.chart
    if titled and chart.title:
        title = alt.TitleParams(
            text=wrapped(chart.title, 90).split("\n"), subtitle=[mark] if mark else alt.Undefined, anchor="start",
            fontSize=16, color=INK, subtitleColor=SOFT, subtitleFontSize=11, offset=14, frame="bounds",
        )  # fmt: skip
        shown = shown.properties(title=title)
    spec = specification(shown, "white")
    for stand_in, colour in _ON_WHITE.items():
        spec = spec.replace(f'"{stand_in}"', f'"{colour}"')
    return spec


def _dressed(svg: str, said: tuple[str, str], name: str, kind: str) -> str:
    """Give the SVG with CSS colours, the page's font, and one label (`said`: title, description) in place of many."""
    title, description = said
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(f'"{colour}"', f'"{variable}"')
    svg = re.sub(r' (?:aria-[a-z]+|role|class|font-family)="[^"]*"', "", svg)
    for place, clip in enumerate(sorted(set(re.findall(r'id="(clip\d+)"', svg)), key=lambda c: int(c[4:]))):
        svg = re.sub(rf"\b{clip}\b", f"{name}-part{place}", svg)
    head = re.match(r"<svg [^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\" viewBox=\"([^\"]+)\">", svg)
    if head is None:
        raise ValueError("a chart of vl-convert does not begin as expected")
    width, _, box = head.groups()
    opened = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {kind}" role="img" viewBox="{box}" '
        f'style="max-width:{width}px" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    )
    return opened + svg[head.end() :]
