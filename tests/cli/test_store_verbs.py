"""A survey's way through a store by verbs: read, train, classify, review, report, forget, backup, accounts."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from theme_mining.cli import main
from theme_mining.core.shipped import shipped
from theme_mining.storage.store import SqlStore

CODED = shipped("corpora/jarjestokysely/koodattu.csv")
CODEBOOK = shipped("corpora/jarjestokysely/codebook.json")
COLUMNS = ("--text", "vastaus", "--id", "vastaus_id", "--respondent", "vastaaja", "--background", "alue")


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of the 2018 round, and a store with the 2022 round classified by it."""
    at = tmp_path_factory.mktemp("store")
    coded = pd.read_csv(CODED, keep_default_na=False)
    for year in (2018, 2022):
        coded[coded["vuosi"] == year].head(240).to_csv(at / f"{year}.csv", index=False)
    labels = ("--labels", "teemat", "--codebook", CODEBOOK)
    assert run("train", at / "2018.csv", *COLUMNS, *labels, "-o", at / "malli", "-q") == 0
    place = at / "theme-mining.db"
    assert run("read", at / "2022.csv", *COLUMNS, "--survey", "kysely", "--wave", 2022, "--yes", "-q") == 0
    assert place.is_file()  # beside the survey
    assert run("classify", "--store", place, "--survey", "kysely", "--wave", 2022, "--model", at / "malli", "-q") == 0
    return at


@pytest.fixture
def place(folder: Path, tmp_path: Path) -> Path:
    """A copy of that store, for one test."""
    with SqlStore(folder / "theme-mining.db") as store:
        return store.backup(tmp_path / "theme-mining.db")


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    capsys.readouterr()
    assert run(*arguments, "--json", "-q") == 0
    return json.loads(capsys.readouterr().out)


def test_a_stored_wave_is_classified_and_its_doubtful_answers_wait(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (kept,) = told(capsys, "store", "info", "--store", place)["surveys"]
    assert (kept["name"], kept["waves"], kept["answers"]) == ("kysely", ["2022"], 240)
    listed = told(capsys, "review", "--store", place, "-n", 3)
    assert listed["doubtful"] == kept["doubtful"] > 3
    sure = [answer["confidence"] for answer in listed["list"]]
    assert sure == sorted(sure)
    with SqlStore(place) as store:
        answers = store.answers("kysely")
        assert any(a.evidence for a in answers)
        for a in answers:
            assert all(a.text[start:end].strip() for start, end, _ in a.evidence)
        assert len(store.segments("kysely")) == 240
        assert store.models()[0].name == "malli"


def test_settling_by_name_and_taking_it_back(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, "review", "--store", place, "-n", 1)["list"][0]["id"]
    settle = ("review", "--store", place, "--answer", first, "--themes", "resurssit ja rahoitus;Koulutus ja osaaminen")
    assert told(capsys, *settle)["state"] == "settled"
    assert told(capsys, "review", "--store", place, "--undo")["state"] == "doubtful"
    assert told(capsys, "review", "--store", place, "--undo") == {"undone": None}
    assert run("review", "--store", place, "--answer", first, "--themes", "Koulutus ja osaminen") == 3
    assert 'did you mean "Koulutus ja osaaminen"' in capsys.readouterr().err


def test_a_corrected_workbook_comes_home_and_leaves_what_others_settled(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "kysely.xlsx"
    assert run("report", "--store", place, "--survey", "kysely", "-o", book, "-q") == 0
    opened = openpyxl.load_workbook(book)
    sheet = opened["Vastaukset"]
    heads = [cell.value for cell in sheet[1]]
    ids, themes = heads.index("Tunnus") + 1, heads.index("Teema 1") + 1
    changed = [str(sheet.cell(row, ids).value) for row in (2, 3)]
    for row in (2, 3):
        for column in range(themes, themes + sum(str(head).startswith("Teema ") for head in heads)):
            sheet.cell(row, column).value = None
        sheet.cell(row, themes).value = "Varautuminen ja kriisit"
    opened.save(book)
    with SqlStore(place) as store:
        answer = store.answer("kysely", changed[1])
        store.decide("kysely", changed[1], ["koulutus"], who="Bertta", version=answer.version)
    came = told(capsys, "review", "--store", place, "--from", book, "--who", "Anna")
    assert (came["settled"], came["left"]) == ([changed[0]], [changed[1]])
    with SqlStore(place) as store:
        assert store.answer("kysely", changed[1]).themes == ("koulutus",)
        assert store.decisions("kysely", answer_id=changed[0])[0].who == "Anna"
    came = told(capsys, "review", "--store", place, "--from", book, "--who", "Anna", "--overwrite")
    assert came["settled"] == [changed[1]]


def test_decisions_are_what_training_learns_from(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "uusi"
    assert run("train", "--store", place, "--survey", "kysely", "-o", model, "-q") == 3
    assert "Nobody has settled" in capsys.readouterr().err
    coded = pd.read_csv(CODED, keep_default_na=False).set_index("vastaus_id")["teemat"]
    with SqlStore(place) as store:
        for answer in store.answers("kysely", limit=120):
            themes = [t for t in coded[answer.id].split(";") if t]
            store.decide("kysely", answer.id, themes, who="Anna", version=answer.version)
    scores = told(capsys, "train", "--store", place, "--survey", "kysely", "-o", model)
    assert scores["n"] == 120
    assert [(w["name"], w["n"]) for w in json.loads((model / "manifest.json").read_text())["waves"]] == [("2022", 120)]
    assert run("train", "--store", place, "--survey", "kysely", "--extend", model, "-o", tmp_path / "m", "-q") == 3
    assert "There is no new wave" in capsys.readouterr().err


def test_discovering_in_a_store_keeps_a_draft_codebook_and_the_map(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with SqlStore(place) as store:
        first = store.answer("kysely", store.answers("kysely", limit=1)[0].id)
        store.decide("kysely", first.id, ["koulutus"], who="Anna", version=first.version)
    found = told(capsys, "discover", "--store", place, "--survey", "kysely", "--themes", 28)
    with SqlStore(place) as store:
        book = store.codebook("kysely")
        assert book.version == 2
        assert {row["theme"] for row in found["themes"]} <= {theme.id for theme in book}
        assert store.answer("kysely", first.id).themes == ("koulutus",)
        points = store.map_xy("kysely")
        assert points is not None
        assert len(points) == 240


def test_a_report_of_a_store_is_that_of_its_answers(place: Path, tmp_path: Path) -> None:
    page = tmp_path / "sivu.html"
    assert run("report", "--store", place, "--wave", 2022, "-o", page, "--title", "Järjestöt", "-q") == 0
    text = page.read_text(encoding="utf-8")
    assert "Järjestöt" in text
    assert "Resurssit ja rahoitus" in text


def test_forgetting_a_respondent_by_verb(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SqlStore(place) as store:
        who, text = max(((a.respondent, a.text) for a in store.answers("kysely")), key=lambda pair: len(pair[1]))
        assert text.encode() in place.read_bytes()
    gone = told(capsys, "forget", "--respondent", who, "--store", place, "--yes")
    assert gone["proven"] is True
    assert gone["erased"]["answers"] >= 1
    assert text.encode() not in place.read_bytes()
    assert run("forget", "--respondent", who, "--store", place, "--yes") == 3


def test_backups_come_back(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "kopio.db"
    assert told(capsys, "store", "backup", copy, "--store", place)["bytes"] > 0
    fresh = tmp_path / "uusi.db"
    assert told(capsys, "store", "restore", copy, "--store", fresh, "--yes") == {"surveys": ["kysely"], "before": None}
    assert run("store", "restore", tmp_path / "puuttuu.db", "--store", fresh) == 5
    assert told(capsys, "store", "upgrade", "--store", fresh)["schema"]
    assert told(capsys, "store", "audit", "--store", fresh)[0]["what"] == "restore"


def test_accounts_are_made_with_a_password_nobody_can_read(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words, code in (("lyhyt", 2), ("neljä sanaa muistuu helposti", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{words}\n"))
        assert run("store", "users", "add", "anna", "--role", "admin", "--store", place) == code
    assert told(capsys, "store", "users", "list", "--store", place) == [
        {"name": "anna", "role": "admin", "language": "fi"}
    ]
    assert b"muistuu" not in place.read_bytes()
    assert run("store", "users", "remove", "anna", "--store", place) == 0
    assert run("store", "users", "remove", "anna", "--store", place) == 3


@pytest.mark.parametrize(
    "verb", ["classify --model m", "report -o x.html", "review", "train -o m", "forget --respondent x"]
)
def test_a_store_that_is_not_there_leaves_with_5_and_is_not_made(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    arguments = [str(folder / "malli") if a == "m" else a for a in verb.split()]
    assert run(*arguments, "--store", tmp_path / "puuttuu.db") == 5
    assert "There is no store" in capsys.readouterr().err
    assert not (tmp_path / "puuttuu.db").exists()


def test_a_file_and_a_store_at_once_is_a_usage_error(folder: Path) -> None:
    assert run("report", folder / "2022.csv", "--store", folder / "theme-mining.db", "-o", "x.html") == 2
    assert run("report", "-o", "x.html") == 2


def test_other_machines_are_not_served_without_accounts(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("serve", "--store", place, "--host", "0.0.0.0", "--port", 0) == 2
    assert "has no accounts" in capsys.readouterr().err


def test_serve_answers_on_this_machine_and_stops_when_told(place: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "theme_mining", "serve", "--store", str(place), "--port", "0", "--json", "-q"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert server.stdout is not None
        lines = ""
        while not lines.rstrip().endswith("}"):
            lines += server.stdout.readline()
        page = _get(json.loads(lines)["address"])
        assert "<html" in page
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)


def _get(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
