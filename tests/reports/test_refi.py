"""REFI-QDA: codes, texts, codings and cases say what the table says."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import report_for

P, C = "{urn:QDA-XML:project:1.0}", "{urn:QDA-XML:codebook:1.0}"
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# The order of elements that the published schema asks for (REFI-QDA 1.0, Project.xsd).
ORDER = {
    "Project": ["Users", "CodeBook", "Variables", "Cases", "Sources"],
    "TextSource": ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
    "Case": ["Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"],
    "Code": ["Description", "NoteRef", "Code"],
}


@pytest.fixture
def project(table: ThemeTable, tmp_path: Path) -> tuple[ET.Element, dict[str, str]]:
    return _read(table, tmp_path)


def _read(table: ThemeTable, folder: Path) -> tuple[ET.Element, dict[str, str]]:
    report_for("qdpx").write(table, folder / "x.qdpx")
    with zipfile.ZipFile(folder / "x.qdpx") as archive:
        texts = {Path(name).stem: archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt")}
        return ET.fromstring(archive.read("project.qde")), texts


def test_codings_come_back_as_the_answers_and_their_themes(
    table: ThemeTable, project: tuple[ET.Element, dict[str, str]]
) -> None:
    root, texts = project
    names = {code.get("guid"): code.get("name") for code in root.iter(f"{P}Code")}
    found = {}
    for source in root.iter(f"{P}TextSource"):
        text = texts[str(source.get("guid"))]
        assert source.get("plainTextPath") == f"internal://{source.get('guid')}.txt"
        for selection in source.iter(f"{P}PlainTextSelection"):
            cut = text[int(selection.get("startPosition", "")) : int(selection.get("endPosition", ""))]
            found[selection.get("name")] = (cut, [names[r.get("targetGUID")] for r in selection.iter(f"{P}CodeRef")])
    wanted = {
        answer.id: (answer.text, [table.codebook.name(theme) for theme in answer.themes])
        for answer in table.answers.itertuples()
    }
    assert found == wanted


def test_positions_count_code_points_and_line_ends_are_single(table: ThemeTable, tmp_path: Path) -> None:
    answers = table.answers.assign(respondent="sama", text=["😀 rivi\r\ntoinen ä" for _ in range(81)])
    root, texts = _read(replace(table, answers=answers), tmp_path)
    (text,) = texts.values()
    cuts = {
        text[int(s.get("startPosition", "")) : int(s.get("endPosition", ""))]
        for s in root.iter(f"{P}PlainTextSelection")
    }
    assert cuts == {"😀 rivi\ntoinen ä"}


def test_background_is_the_case_s_variables(project: tuple[ET.Element, dict[str, str]]) -> None:
    root, _ = project
    assert [v.get("name") for v in root.iter(f"{P}Variable")] == ["alue"]
    first = next(root.iter(f"{P}Case"))
    assert [v.text for v in first.iter(f"{P}TextValue")] == ["Kaupunki"]


def test_elements_stand_in_the_schema_s_order_and_guids_are_unique(
    project: tuple[ET.Element, dict[str, str]],
) -> None:
    root, _ = project
    for parent in root.iter():
        order = ORDER.get(parent.tag.removeprefix(P))
        if order:
            places = [order.index(child.tag.removeprefix(P)) for child in parent]
            assert places == sorted(places)
    guids = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(guids) == len(set(guids))
    assert all(GUID.fullmatch(str(g)) for g in guids)


def test_answers_of_one_id_still_get_guids_of_their_own(table: ThemeTable, tmp_path: Path) -> None:
    root, _ = _read(replace(table, answers=table.answers.assign(id="sama", respondent="sama")), tmp_path)
    guids = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(guids) == len(set(guids))


def test_the_codebook_keeps_groups_definitions_and_colours(table: ThemeTable, tmp_path: Path) -> None:
    book = Codebook(
        1, (Theme("ryhmä", "Ryhmä"), Theme("osa", "Osa & muut", "Määritelmä", parent="ryhmä", includes="tämä"))
    )
    report_for("qdc").write(replace(table, codebook=book), tmp_path / "x.qdc")
    root = ET.parse(tmp_path / "x.qdc").getroot()
    assert root.tag == f"{C}CodeBook"
    assert [c.get("name") for c in root.find(f"{C}Codes") or []] == ["Ryhmä", "raha", "tieto"]
    part = root.find(f".//{C}Code/{C}Code")
    assert part is not None
    assert part.get("name") == "Osa & muut"
    assert part.findtext(f"{C}Description") == "Määritelmä\nMukaan kuuluu: tämä"
    assert re.fullmatch(r"#[0-9A-F]{6}", str(part.get("color")))


def _strictly(content: bytes, kind: str) -> Any:
    """Read XML as classes that another project made from the published schemas; anything unknown is an error."""
    pytest.importorskip("pyrefiqda", reason="the dev package pyrefiqda is not installed")
    from pyrefiqda import models
    from xsdata.formats.dataclass.parsers.config import ParserConfig
    from xsdata_pydantic.bindings import XmlParser

    strict = ParserConfig(
        fail_on_unknown_properties=True, fail_on_unknown_attributes=True, fail_on_converter_warnings=True
    )
    return XmlParser(config=strict).from_bytes(content, getattr(models, kind))


def test_another_library_reads_the_project_strictly_and_finds_the_same(table: ThemeTable, tmp_path: Path) -> None:
    report_for("qdpx").write(table, tmp_path / "x.qdpx")
    with zipfile.ZipFile(tmp_path / "x.qdpx") as archive:
        project = _strictly(archive.read("project.qde"), "Project")
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    names = {code.guid: code.name for code in _all_codes(project.code_book.codes.code)}
    found = {}
    for source in project.sources.text_source:
        text = texts[f"Sources/{source.guid}.txt"]
        for part in source.plain_text_selection:
            themes = [names[coding.code_ref.target_guid] for coding in part.coding]
            found[part.name] = (text[part.start_position : part.end_position], themes)
    assert found == {a.id: (a.text, [table.codebook.name(t) for t in a.themes]) for a in table.answers.itertuples()}
    assert len(project.cases.case) == table.answers["respondent"].nunique()


def test_another_library_reads_the_codebook_strictly(table: ThemeTable, tmp_path: Path) -> None:
    report_for("qdc").write(table, tmp_path / "x.qdc")
    book = _strictly((tmp_path / "x.qdc").read_bytes(), "CodeBook")
    assert {code.name for code in _all_codes(book.codes.code)} == {theme.name for theme in table.codebook}


def _all_codes(codes: list[Any]) -> list[Any]:
    return [code for own in codes for code in (own, *_all_codes(own.code))]
