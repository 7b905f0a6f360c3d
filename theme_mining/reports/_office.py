"""What slides and document share: native charts with interval whiskers, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = [
    "ACCENT",
    "BAR",
    "HEAT",
    "INK",
    "LINE",
    "SOFT",
    "axis_end",
    "chart_data",
    "dress_chart",
    "fix_package",
    "heat_colour",
    "part_of",
    "printable",
]

ACCENT, BAR, INK, SOFT, LINE = "0B5A78", "6AA9C5", "1B2126", "565F66", "DDD8CB"
HEAT = ("FFFFFF", "F0F5F6", "E1EEF3", "CBE1EA", "AED1DF", "90C0D3", "74AFC8")
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


def dress_chart(space: Any, themes: pd.DataFrame) -> None:
    """Give the chart (its ``c:chartSpace`` element) our colours, its intervals as error bars, and value labels."""
    from_xml = part_of("lxml.etree", "fromstring")
    series = space.find(f".//{{{_C}}}ser")
    for tag in ("spPr", "invertIfNegative", "dLbls", "errBars"):
        for old in series.findall(f"{{{_C}}}{tag}"):
            series.remove(old)
    parts = [_FILL, '<c:invertIfNegative val="0"/>', _error_bars(themes)]
    at = series.index(series.find(f"{{{_C}}}tx")) + 1
    for offset, part in enumerate(parts):
        series.insert(at + offset, from_xml(_wrapped(part))[0])


def axis_end(themes: pd.DataFrame) -> float:
    """Give where the axis of shares ends: the next full tenth after the longest whisker, at most 1."""
    return min(1.0, (int(10 * float(themes["high"].max())) + 1) / 10) if len(themes) else 1.0


def part_of(module: str, name: str) -> Any:
    """Give a name of an untyped library, loaded at first use."""
    return getattr(import_module(module), name)


def fix_package(path: Path) -> None:
    """Write an Office file anew with fixed times, and those of the workbooks inside it too."""
    path.write_bytes(_fixed(path.read_bytes()))


def heat_colour(share: float) -> str:
    """Give the fill of a table cell; the steps are those of the page."""
    steps = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6)
    return HEAT[sum(share >= step for step in steps)]


def printable(text: str) -> str:
    """Give the text without characters that XML 1.0 forbids (a control character becomes U+FFFD)."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _fixed(content: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [i.filename for i in old.infolist()]:
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = _fixed(part)
            elif name == "docProps/core.xml":
                part = _WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return found.getvalue()


def _wrapped(part: str) -> str:
    return f'<w xmlns:c="{_C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{part}</w>'


_FILL = f'<c:spPr><a:solidFill><a:srgbClr val="{BAR}"/></a:solidFill></c:spPr>'


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
