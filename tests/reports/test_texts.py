"""Every language has every text, with the same places to fill in."""

from __future__ import annotations

import re
import string
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import theme_mining.reports as room
from theme_mining.core.errors import SettingsError
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import report_for
from theme_mining.reports._texts import texts

ROOM = Path(room.__file__).parent
LANGUAGES = ["fi", "sv", "en"]


def _catalogue(language: str) -> dict[str, str]:
    return tomllib.loads((ROOM / f"_texts_{language}.toml").read_text(encoding="utf-8"))


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_keys_and_places_are_those_of_the_finnish_texts(language: str) -> None:
    finnish, other = _catalogue("fi"), _catalogue(language)
    assert list(other) == list(finnish)
    for key, text in finnish.items():
        assert _places(other[key]) == _places(text), key
        assert len(other[key].splitlines()) == len(text.splitlines()), key


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in [*ROOM.glob("*.py"), *ROOM.glob("*.html")])
    unused = [
        key
        for key in _catalogue("fi")
        if not re.search(rf"""["']{key}["']""", code)
        and not re.match(r"lang_|state_|s_(more|less)_|m_|r_(new|faded|up|down|note_)", key)
        and f'"{key.removeprefix("ev_")}"' not in code
    ]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("name", ["page", "workbook", "slides", "document", "spss", "qdc", "qdpx", "pdf", "svg"])
def test_every_report_can_be_written_in_every_language(
    name: str, language: str, table: ThemeTable, tmp_path: Path
) -> None:
    report = report_for(name, language=language)
    report.write(table, tmp_path / f"x{report.suffix}")


def test_a_swedish_page_says_so_and_speaks_swedish(table: ThemeTable, tmp_path: Path) -> None:
    report_for("page", language="sv").write(replace(table, title="Enkät"), tmp_path / "x.html")
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert '<html lang="sv">' in html
    assert "Sammanfattning" in html
    assert "Tiivistelmä" not in html


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match='there are: "en", "fi", "sv"'):
        texts("xx")
