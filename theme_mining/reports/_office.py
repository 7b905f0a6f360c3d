"""What slides and document share: native charts with interval whiskers, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from theme_mining.reports._rounds import RoundRow

__all__ = [
    "ACCENT",
    "BAR",
    "HEAT",
    "INK",
    "LINE",
    "SOFT",
    "axis_end",
    "chart_data",
    "columns_at_most",
    "dress_chart",
    "dress_rounds",
    "even_parts",
    "fix_package",
    "heat_colour",
    "part_of",
    "printable",
    "rounds_data",
]

ACCENT, BAR, INK, SOFT, LINE = "0B5A78", "6AA9C5", "1B2126", "565F66", "DDD8CB"
HEAT = ("FFFFFF", "F0F5F6", "E1EEF3", "CBE1EA", "AED1DF", "90C0D3", "74AFC8")
# Okabe & Ito (2008), told apart by colour-blind people, each with a pattern for print; the last is this round's.
ROUNDS = (("CC79A7", "dotGrid"), ("009E73", "horzBrick"), ("E69F00", "ltVert"), ("56B4E9", "ltHorz"),
          ("D55E00", "wdUpDiag"), ("0072B2", ""))  # fmt: skip
_FIXED = (1980, 1, 1, 0, 0, 0)
_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart_data(themes: pd.DataFrame, name: str) -> Any:
    """Give python-pptx chart data: a category a theme, last theme first (bar charts are drawn from below)."""
    data = part_of("pptx.chart.data", "CategoryChartData")(number_format="0 %")
    data.categories = [printable(str(n)) for n in themes["name"][::-1]]
    data.add_series(name, [round(float(v), 6) for v in themes["share"][::-1]])
    return data


def dress_chart(space: Any, themes: pd.DataFrame, end: float) -> None:
    """Give the chart (its ``c:chartSpace`` element) our colours, its intervals as error bars, and value labels.

    A label stands where its interval ends; `end` is where the axis ends. Every name is shown.
    """
    from_xml = part_of("lxml.etree", "fromstring")
    _place_plot(space)
    series = space.find(f".//{{{_C}}}ser")
    for tag in ("spPr", "invertIfNegative", "dLbls", "errBars"):
        for old in series.findall(f"{{{_C}}}{tag}"):
            series.remove(old)
    parts = [_FILL, '<c:invertIfNegative val="0"/>', _value_labels(themes, end), _error_bars(themes)]
    at = series.index(series.find(f"{{{_C}}}tx")) + 1
    for offset, part in enumerate(parts):
        series.insert(at + offset, from_xml(_wrapped(part))[0])


def rounds_data(rows: Sequence[RoundRow], titles: Sequence[str]) -> Any:
    """Give python-pptx chart data of the rounds: a category a theme, last first, a series a round."""
    data = part_of("pptx.chart.data", "CategoryChartData")(number_format="0 %")
    data.categories = [printable(row.name) for row in rows[::-1]]
    for at, title in enumerate(titles):
        data.add_series(printable(title), [round(row.shares[at], 6) for row in rows[::-1]])
    return data


def dress_rounds(space: Any, rows: Sequence[RoundRow]) -> None:
    """Give each round's series a colour and a pattern of its own (told apart in print too), and its intervals."""
    from_xml = part_of("lxml.etree", "fromstring")
    _all_names(space)
    every = space.findall(f".//{{{_C}}}ser")
    for at, series in enumerate(every):
        for tag in ("spPr", "invertIfNegative", "dLbls", "errBars"):
            for old in series.findall(f"{{{_C}}}{tag}"):
                series.remove(old)
        frame = pd.DataFrame(
            [(row.shares[at], row.lows[at], row.highs[at]) for row in rows], columns=["share", "low", "high"]
        )
        colour, pattern = ROUNDS[(at - len(every)) % len(ROUNDS)]
        fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        if pattern:
            fill = (f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{colour}"/></a:fgClr>'
                    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>')  # fmt: skip
        line = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'
        parts = [f"<c:spPr>{fill}{line}</c:spPr>", '<c:invertIfNegative val="0"/>', _error_bars(frame)]
        place = series.index(series.find(f"{{{_C}}}tx")) + 1
        for offset, part in enumerate(parts):
            series.insert(place + offset, from_xml(_wrapped(part))[0])


def axis_end(themes: pd.DataFrame) -> float:
    """Give where the axis of shares ends: the next full tenth after the longest whisker, at most 1."""
    return min(1.0, (int(10 * float(themes["high"].max())) + 1) / 10) if len(themes) else 1.0


def even_parts(n: int, most: int) -> list[range]:
    """Give the rows of `n` in as few parts of at most `most` as there can be, of even size.

    >>> even_parts(15, 14)
    [range(0, 8), range(8, 15)]
    """
    k = max(-(-n // most), 1)
    ends = [-(-n * at // k) for at in range(k + 1)]
    return [range(a, b) for a, b in pairwise(ends)]


def columns_at_most(groups: Sequence[str], width: float, size: float, most: int) -> int:
    """Give how many columns a table has at most, so that no word of the groups' names is broken.

    `width` is the room of all columns in points, `size` that of the letters: 0.6 of it a letter (DejaVu Sans, bold),
    and 14 points a cell's edges. A word of more than 12 letters may break.
    """
    longest = max((min(len(word), 12) for group in groups for word in group.split()), default=1)
    return max(2, min(most, int(width / (0.6 * size * longest + 14))))


def part_of(module: str, name: str) -> Any:
    """Give a name of an untyped library, loaded at first use."""
    return getattr(import_module(module), name)


def fix_package(path: Path, record: str = "") -> None:
    """Write an Office file anew with fixed times, those of the workbooks inside it too, and the record in it."""
    path.write_bytes(_fixed(path.read_bytes(), record))


def heat_colour(share: float) -> str:
    """Give the fill of a table cell; the steps are those of the page."""
    steps = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6)
    return HEAT[sum(share >= step for step in steps)]


def printable(text: str) -> str:
    """Give the text without characters that XML 1.0 forbids (a control character becomes U+FFFD)."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _fixed(content: bytes, record: str = "") -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [i.filename for i in old.infolist()]:
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = _fixed(part)
            elif name == "docProps/core.xml":
                part = _WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
            elif name == "[Content_Types].xml" and record:
                part = part.replace(b"<Default ", _JSON_TYPE + b"<Default ", 1)
            _put(new, name, part)
        if record:
            _put(new, "docProps/theme-mining.json", record.encode("utf-8"))
    return found.getvalue()


_JSON_TYPE = b'<Default Extension="json" ContentType="application/json"/>'


def _put(archive: zipfile.ZipFile, name: str, part: bytes) -> None:
    info = zipfile.ZipInfo(name, _FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, part)


def _wrapped(part: str) -> str:
    return f'<w xmlns:c="{_C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{part}</w>'


_FILL = f'<c:spPr><a:solidFill><a:srgbClr val="{BAR}"/></a:solidFill></c:spPr>'


# Where the bars lie in the chart, parts of its width and height: names on the left, room for values on the right.
_LEFT, _TOP, _WIDE, _TALL = 0.34, 0.02, 0.58, 0.88
_GAP = 0.005  # between an interval's end and its label


def _place_plot(space: Any) -> None:
    """Put the bars where the value labels reckon with."""
    from_xml = part_of("lxml.etree", "fromstring")
    plot = space.find(f".//{{{_C}}}plotArea")
    for old in plot.findall(f"{{{_C}}}layout"):
        plot.remove(old)
    sizes = "".join(
        f'<c:{name} val="{value}"/>' for name, value in (("x", _LEFT), ("y", _TOP), ("w", _WIDE), ("h", _TALL))
    )
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{sizes}</c:manualLayout></c:layout>"
    )
    plot.insert(0, from_xml(_wrapped(layout))[0])
    _all_names(space)


def _all_names(space: Any) -> None:
    """Let no name of the axis be left out."""
    from_xml = part_of("lxml.etree", "fromstring")
    axis = space.find(f".//{{{_C}}}catAx")
    if axis.find(f"{{{_C}}}tickLblSkip") is None:
        axis.find(f"{{{_C}}}noMultiLvlLbl").addprevious(from_xml(_wrapped('<c:tickLblSkip val="1"/>'))[0])


def _value_labels(themes: pd.DataFrame, end: float) -> str:
    """Give the values as labels at the bars' ends, each moved on to where its interval ends."""
    shown = "".join(
        f'<c:{name} val="{int(name == "showVal")}"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    form = '<c:numFmt formatCode="0 %" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
    style = (
        '<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr>'
        '<a:endParaRPr lang="fi-FI"/></a:p></c:txPr><c:dLblPos val="outEnd"/>'
    )
    moved = [_GAP + _WIDE * max(float(v), 0) / end for v in (themes["high"] - themes["share"])[::-1]]
    points = "".join(
        f'<c:dLbl><c:idx val="{i}"/><c:layout><c:manualLayout><c:x val="{x:.5f}"/><c:y val="0"/></c:manualLayout>'
        f"</c:layout>{form}{style}{shown}</c:dLbl>"
        for i, x in enumerate(moved)
    )
    return f"<c:dLbls>{points}{form}{style}{shown}</c:dLbls>"


def _error_bars(themes: pd.DataFrame) -> str:
    def numbers(values: pd.Series) -> str:
        points = "".join(
            f'<c:pt idx="{i}"><c:v>{max(float(v), 0):.6f}</c:v></c:pt>' for i, v in enumerate(values[::-1])
        )
        return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'

    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{numbers(themes['high'] - themes['share'])}</c:plus>"
        f"<c:minus>{numbers(themes['share'] - themes['low'])}</c:minus>"
        f'<c:spPr><a:ln w="12700"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
