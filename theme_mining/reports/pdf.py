"""A PDF: the whole report on paper, tagged for screen readers (PDF/UA-1), set by Typst without a browser or network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._office import printable
from theme_mining.reports._paper import paper
from theme_mining.reports._record import record_json
from theme_mining.reports._texts import texts
from theme_mining.reports._whole import whole

__all__ = ["Pdf", "plug"]

_SOURCE = Path(__file__).parent / "_report.typ"


class Pdf:
    """Report as one .pdf file.

    Parameters
    ----------
    language : str
        fi, sv or en.
    before : ThemeTable, sequence of them, or None
        Earlier rounds, oldest first.
    """

    suffix = ".pdf"

    def __init__(self, language: str = "fi", before: ThemeTable | Sequence[ThemeTable] | None = None) -> None:
        self.texts, self.before = texts(language), before

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the PDF. Raises StoreError when the place cannot be written."""
        report = whole(table, self.texts, self.before)
        content = {"report": json.dumps(paper(report)), "record": record_json(table, report.found, self.texts.language)}
        made = _set({name: printable(text) for name, text in content.items()})
        with replacing(Path(path)) as beside:
            beside.write_bytes(made)


plug = Pdf


def _set(content: dict[str, str]) -> bytes:
    """Give the PDF's bytes; where a letter is in no font, without the promise of PDF/UA (it is tagged all the same)."""
    import typst

    try:
        return bytes(_compiled(content, ["ua-1"]))
    except typst.TypstError:
        return bytes(_compiled(content, []))


def _compiled(content: dict[str, str], standards: list[Any]) -> Any:
    import typst

    return typst.compile(str(_SOURCE), sys_inputs=content, pdf_standards=standards, timestamp=0)
