"""A REFI-QDA codebook (.qdc): the themes with their definitions, for NVivo, ATLAS.ti, MAXQDA and others."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._refi import CODEBOOK, add_codes, element, xml_bytes
from theme_mining.reports._texts import texts

__all__ = ["RefiCodebook", "plug"]


class RefiCodebook:
    """The codebook as one .qdc file."""

    suffix = ".qdc"

    def __init__(self, language: str = "fi") -> None:
        self.texts = texts(language)

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the codebook. Raises StoreError when the place cannot be written."""
        root = ET.Element("CodeBook", {"xmlns": CODEBOOK, "origin": "theme_mining"})
        used = {theme for themes in table.answers["themes"] for theme in themes}
        add_codes(element(root, "Codes"), table.codebook, used, self.texts)
        with replacing(Path(path)) as beside:
            beside.write_bytes(xml_bytes(root))


plug = RefiCodebook
