"""A REFI-QDA project (.qdpx): every respondent's answers as a coded text and a case, for NVivo, ATLAS.ti, MAXQDA.

One text a respondent: each answer under its question. An answer is one selection with a coding a theme; positions
are Unicode code points from 0, the end exclusive (REFI-QDA 1.5, 5.7). Background is the case's variables.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._office import printable
from theme_mining.reports._refi import PROJECT, add_codes, element, guid, xml_bytes
from theme_mining.reports._texts import texts

__all__ = ["RefiProject", "plug"]

_FIXED = (1980, 1, 1, 0, 0, 0)


class RefiProject:
    """The answers, themes and background as one .qdpx file."""

    suffix = ".qdpx"

    def __init__(self, language: str = "fi") -> None:
        self.texts = texts(language)

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the project. Raises StoreError when the place cannot be written."""
        root, sources = self._project(table)
        with replacing(Path(path)) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "project.qde", xml_bytes(root))
            for name, text in sources.items():
                _put(archive, f"Sources/{name}.txt", text.encode("utf-8"))

    def _project(self, table: ThemeTable) -> tuple[ET.Element, dict[str, str]]:
        """Give the project element and the plain texts by the GUID of their source."""
        coder = guid("user", "theme_mining")
        root = ET.Element(
            "Project",
            {"xmlns": PROJECT, "name": printable(table.title), "origin": "theme_mining", "creatingUserGUID": coder},
        )
        element(element(root, "Users"), "User", guid=coder, name="theme_mining")
        used = {theme for themes in table.answers["themes"] for theme in themes}
        if used or len(table.codebook):
            add_codes(element(element(root, "CodeBook"), "Codes"), table.codebook, used, self.texts)
        if table.background:
            variables = element(root, "Variables")
            for name in table.background:
                element(variables, "Variable", guid=guid("variable", name), name=name, typeOfVariable="Text")
        answers = table.answers.reset_index(drop=True)
        if not len(answers):
            return root, {}
        cases, sources = element(root, "Cases"), element(root, "Sources")
        named = answers["respondent"].astype(str)
        texts_of: dict[str, str] = {}
        for respondent, own in answers.groupby(named.where(named != "", answers["id"].astype(str)), sort=False):
            source = guid("source", str(respondent))
            texts_of[source] = _add_source(sources, str(respondent), own, coder)
            _add_case(cases, str(respondent), own, table.background)
        return root, texts_of


plug = RefiProject


def _add_source(sources: ET.Element, respondent: str, answers: pd.DataFrame, coder: str) -> str:
    """Add a respondent's text with its codings; give the text."""
    source = guid("source", respondent)
    place = element(
        sources,
        "TextSource",
        guid=source,
        name=respondent,
        plainTextPath=f"internal://{source}.txt",
        creatingUser=coder,
    )
    text = ""
    for row, question, answer, answer_id, themes in zip(
        answers.index, answers["question"], answers["text"], answers["id"], answers["themes"], strict=True
    ):
        text += _plain(str(question)).strip() + "\n" if str(question).strip() else ""
        start, text = len(text), text + _plain(str(answer))
        if len(text) > start:
            selection = element(
                place,
                "PlainTextSelection",
                guid=guid("selection", f"{answer_id}\x1f{row}"),
                name=str(answer_id),
                startPosition=str(start),
                endPosition=str(len(text)),
                creatingUser=coder,
            )
            for theme in themes:
                coding = element(
                    selection, "Coding", guid=guid("coding", f"{answer_id}\x1f{row}\x1f{theme}"), creatingUser=coder
                )
                element(coding, "CodeRef", targetGUID=guid("theme", theme))
        text += "\n\n"
    return text


def _add_case(cases: ET.Element, respondent: str, answers: pd.DataFrame, background: tuple[str, ...]) -> None:
    """Add a respondent's case; a variable that differs between the answers keeps its values joined by ``;``."""
    case = element(cases, "Case", guid=guid("case", respondent), name=respondent)
    for name in background:
        values = [str(v) for v in dict.fromkeys(answers[name]) if str(v).strip()]
        if values:
            value = element(case, "VariableValue")
            element(value, "VariableRef", targetGUID=guid("variable", name))
            element(value, "TextValue", "; ".join(values))
    element(case, "SourceRef", targetGUID=guid("source", respondent))


def _plain(text: str) -> str:
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
