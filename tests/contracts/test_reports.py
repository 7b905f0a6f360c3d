"""The contract of every report in `theme_mining/reports`: each public file is a plug and is tested here."""

from __future__ import annotations

import importlib
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import theme_mining.reports as room
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import SettingsError, StoreError
from theme_mining.core.sockets import Report
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run
from theme_mining.reports import known_reports, report_for

PLUGS = sorted(path.stem for path in Path(room.__file__).parent.glob("[!_]*.py"))
NASTY = [
    "=1+1",
    "Ä\u0000b\u0007",
    "<script>alert(1)</script> & ]]>",
    "😀 \u202e",
    "a\r\n\tb",
    "_x0041_",
    "x" * 40_000,
]


def _table(n: int = 60) -> ThemeTable:
    themes = [(), ("raha",), ("tieto", "raha"), ("tieto",)]
    answers = pd.DataFrame(
        {
            "id": [f"v{i}" for i in range(n)],
            "respondent": [f"r{i // 2}" for i in range(n)],
            "question": [["Mitä toivotte?", "Mitä tarvitaan?"][i % 2] for i in range(n)],
            "text": [f"Toivomme lisää rahaa ja tietoa, ja kohtaa {i} korjattavan pian." for i in range(n)],
            "language": ["none" if i % 20 == 0 else "fi" for i in range(n)],
            "themes": [() if i % 20 == 0 else themes[(i * 7) % 4] for i in range(n)],
            "confidence": [np.nan if i % 9 == 0 else 0.5 + (i % 5) / 10 for i in range(n)],
            "review": [i % 11 == 0 for i in range(n)],
            "evidence": ["raha · tieto"] * n,
            "weight": [0.5 + (i % 3) for i in range(n)],
            "Alue": [["Saaristo", "Rantakaupunki", ""][(i // 2) % 3] for i in range(n)],
        }
    )
    codebook = Codebook(
        3, (Theme("raha", "Raha", "Rahasta.", ("raha",)), Theme("tieto", "Tieto"), Theme("ei", "Ei kukaan"))
    )
    run = Run("a" * 16, "report", "b" * 16, {"answers": "c" * 16}, 1729, {"theme_mining": "0"}, {"answers": n})
    return ThemeTable("Kysely", answers, codebook, run, ("Alue",), weighted=True)


@pytest.fixture(params=PLUGS)
def report(request: pytest.FixtureRequest) -> Report:
    return report_for(request.param)


@pytest.fixture(scope="module")
def table() -> ThemeTable:
    return _table()


def test_every_public_file_is_a_report_of_its_name(report: Report) -> None:
    assert set(PLUGS) <= set(known_reports())
    assert isinstance(report, Report)
    assert report.suffix.startswith(".")


@pytest.mark.parametrize("name", PLUGS)
def test_a_report_is_found_by_its_suffix(name: str) -> None:
    plug = importlib.import_module(f"theme_mining.reports.{name}").plug
    assert isinstance(report_for(Path(f"x{plug.suffix}")), plug)


def test_an_unknown_report_names_the_near_miss() -> None:
    with pytest.raises(SettingsError, match='did you mean "page"'):
        report_for("pgae")
    with pytest.raises(SettingsError, match=r"\.html"):
        report_for(Path("x.htm"))


def test_the_same_table_gives_the_same_bytes(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    first, second = tmp_path / f"a{report.suffix}", tmp_path / f"b{report.suffix}"
    report.write(table, first)
    report.write(_table(), second)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_an_earlier_report_is_replaced(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    path = tmp_path / f"a{report.suffix}"
    path.write_bytes(b"old")
    report.write(table, path)
    assert path.read_bytes()[:3] != b"old"


def test_a_place_that_cannot_be_written_is_a_store_error(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        report.write(table, tmp_path / "file" / f"a{report.suffix}")


def test_a_survey_without_answers_still_gives_a_report(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    empty = replace(table, answers=table.answers.iloc[:0])
    report.write(empty, tmp_path / f"a{report.suffix}")
    assert (tmp_path / f"a{report.suffix}").stat().st_size > 0


def test_answers_all_empty_of_content_still_give_a_report(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    answers = table.answers.assign(text="", language="none", themes=[()] * len(table.answers))
    report.write(replace(table, answers=answers), tmp_path / f"a{report.suffix}")


def test_a_codebook_without_themes_still_gives_a_report(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    answers = table.answers.assign(themes=[()] * len(table.answers))
    report.write(replace(table, answers=answers, codebook=Codebook(1, ())), tmp_path / f"a{report.suffix}")


def test_a_theme_missing_from_the_codebook_is_shown_by_its_id(
    report: Report, table: ThemeTable, tmp_path: Path
) -> None:
    report.write(replace(table, codebook=Codebook(1, ())), tmp_path / f"a{report.suffix}")


def test_any_text_can_be_reported(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    texts = [NASTY[i % len(NASTY)] for i in range(len(table.answers))]
    nasty = table.answers.assign(text=texts, Alue=texts, question=NASTY[2])
    report.write(replace(table, answers=nasty, title=NASTY[2]), tmp_path / f"a{report.suffix}")


def test_one_group_and_one_respondent_break_nothing(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    answers = table.answers.iloc[1:3].assign(Alue="Saaristo", respondent="r")
    report.write(replace(table, answers=answers), tmp_path / f"a{report.suffix}")


def test_a_report_survives_pickling(report: Report, table: ThemeTable, tmp_path: Path) -> None:
    path = tmp_path / f"a{report.suffix}"
    report.write(table, path)
    again = tmp_path / f"b{report.suffix}"
    pickle.loads(pickle.dumps(report)).write(table, again)
    assert path.read_bytes() == again.read_bytes()


def test_a_report_is_found_by_suffix_in_a_folder_whose_name_starts_with_a_dot() -> None:
    assert report_for(Path(".kansio.x1/raportti.html")).suffix == ".html"
    assert report_for(".html").suffix == ".html"
