"""A native, editable bar chart in a Word document: python-docx has none, so the parts are put in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from theme_mining.reports._office import (
    LINE,
    chart_data,
    dress_chart,
    dress_rounds,
    part_of,
    printable,
    rounds_data,
)
from theme_mining.reports._rounds import RoundRow

__all__ = ["add_rounds_chart", "add_share_chart"]

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_PACKAGE_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU_PER_CM = 360_000


def add_share_chart(document: Any, themes: pd.DataFrame, texts: tuple[str, str], end: float) -> None:
    """Add the chart of theme shares with intervals as a paragraph. `texts` are the series' name and the title.

    The axis ends at `end`.

    The chart's figures lie in a workbook inside the document, so Word can edit them.
    """
    series, title = texts
    data = chart_data(themes, series)
    chart_types = part_of("pptx.enum.chart", "XL_CHART_TYPE")
    xml = part_of("pptx.chart.xmlwriter", "ChartXmlWriter")(chart_types.BAR_CLUSTERED, data).xml
    space = part_of("lxml.etree", "fromstring")(xml.encode("utf-8"))
    dress_chart(space, themes, end)
    _dress_frame(space, end, legend=False)
    book = part_of("pptx.chart.xlsx", "CategoryWorkbookWriter")(data).xlsx_blob
    height = min(1.8 + 0.5 * len(themes), 22.0)
    described = f"{title}: " + "; ".join(
        f"{name} {round(100 * share)} %" for name, share in zip(themes["name"], themes["share"], strict=True)
    )
    _put(document, space, book, (16.4, height, described))


def add_rounds_chart(document: Any, rows: Sequence[RoundRow], titles: Sequence[str], title: str) -> None:
    """Add the chart of the rounds, a series a round with a pattern of its own."""
    data = rounds_data(rows, titles)
    chart_types = part_of("pptx.enum.chart", "XL_CHART_TYPE")
    xml = part_of("pptx.chart.xmlwriter", "ChartXmlWriter")(chart_types.BAR_CLUSTERED, data).xml
    space = part_of("lxml.etree", "fromstring")(xml.encode("utf-8"))
    dress_rounds(space, rows)
    end = min(1.0, (int(10 * max(max(row.highs) for row in rows)) + 1) / 10)
    _dress_frame(space, end, legend=True)
    book = part_of("pptx.chart.xlsx", "CategoryWorkbookWriter")(data).xlsx_blob
    told = "; ".join(f"{r.name} {' → '.join(f'{round(100 * s)} %' for s in r.shares)}" for r in rows)
    _put(document, space, book, (16.4, min(2.6 + 0.45 * len(titles) * len(rows), 23.0), f"{title}: {told}"))


def _dress_frame(space: Any, end: float, legend: bool) -> None:
    """Give the chart its gap, labels, letter sizes and axis; a legend at the top, or none."""
    from_xml = part_of("lxml.etree", "fromstring")
    names = f'xmlns:c="{_C[1:-1]}" xmlns:a="{_A}"'
    plot = space.find(f".//{_C}barChart")
    gap = plot.find(f"{_C}gapWidth")
    if gap is None:
        gap = from_xml(f'<c:gapWidth {names} val="45"/>')
        plot.insert(plot.index(plot.findall(f"{_C}ser")[-1]) + 1, gap)
    gap.set("val", "45")
    for size in space.iter(f"{{{_A}}}defRPr"):
        size.set("sz", "900")
    space.find(f".//{_C}autoTitleDeleted").set("val", "1")
    for old in space.findall(f".//{_C}legend"):
        old.getparent().remove(old)
    if legend:
        shown = f'<c:legend {names}><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
        space.find(f".//{_C}plotArea").addnext(from_xml(shown))
    rule = f'<c:spPr {names}><a:ln w="6350"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln></c:spPr>'
    for grid in space.findall(f".//{_C}majorGridlines"):
        grid.append(from_xml(rule))
    bare = f"<c:spPr {names}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space.find(f"{_C}chart").addnext(from_xml(bare))
    tick = space.find(f".//{_C}valAx/{_C}majorTickMark")
    tick.addprevious(from_xml(f'<c:numFmt {names} formatCode="0 %" sourceLinked="0"/>'))
    scaling = space.find(f".//{_C}valAx/{_C}scaling")
    for old in scaling.findall(f"{_C}max") + scaling.findall(f"{_C}min"):
        scaling.remove(old)
    scaling.append(from_xml(f'<c:max {names} val="{end}"/>'))
    scaling.append(from_xml(f'<c:min {names} val="0"/>'))


def _put(document: Any, space: Any, book: bytes, frame: tuple[float, float, str]) -> None:
    """Put chart part, its workbook and the drawing into the document. `frame`: width, height in cm, description."""
    width, height, described = frame
    part, uri = part_of("docx.opc.part", "Part"), part_of("docx.opc.packuri", "PackURI")
    to_bytes = part_of("lxml.etree", "tostring")
    package = document.part.package
    drawn = sum(link.reltype == _CHART_LINK for link in document.part.rels.values())
    name = "shares" if not drawn else f"chart{drawn + 1}"
    sheet = part(uri(f"/word/embeddings/{name}.xlsx"), _SHEET_TYPE, book, package)
    chart = part(uri(f"/word/charts/{name}.xml"), _CHART_TYPE, b"", package)
    link = chart.relate_to(sheet, _PACKAGE_LINK)
    from_xml = part_of("lxml.etree", "fromstring")
    for old in space.findall(f"{_C}externalData"):
        space.remove(old)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space.append(
        from_xml(
            f'<c:externalData xmlns:c="{_C[1:-1]}" xmlns:r="{relation}" r:id="{link}">'
            '<c:autoUpdate val="0"/></c:externalData>'
        )
    )
    chart._blob = to_bytes(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    chart_link = document.part.relate_to(chart, _CHART_LINK)
    sizes = f'cx="{int(width * _EMU_PER_CM)}" cy="{int(height * _EMU_PER_CM)}"'
    drawing = from_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'xmlns:a="{_A}" xmlns:c="{_C[1:-1]}" xmlns:r="{relation}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {sizes}/>'
        f'<wp:docPr id="{1001 + drawn}" name="chart {drawn + 1}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_C[1:-1]}"><c:chart r:id="{chart_link}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    drawing[0][1].set("descr", printable(described))
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(drawing)
