"""The verbs `report`, `report verify` and `compare` on rounds, polls, registers and closed questions."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.cli import main
from theme_mining.core.shipped import shipped

CODED = shipped("corpora/jarjestokysely/koodattu.csv")
BOOK = shipped("corpora/jarjestokysely/codebook.json")
COLUMNS = ("--text", "vastaus", "--id", "vastaus_id", "--respondent", "vastaaja", "--weight", "paino",
           "--labels", "teemat", "--codebook", BOOK, "-q")  # fmt: skip


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


def _read(page: Path) -> str:
    html = page.read_text(encoding="utf-8")
    body = re.sub(r"<svg.*?</svg>", "", html[html.index("<main>") :], flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).replace("\xa0", " ")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give every fourth answer of the survey."""
    path = tmp_path_factory.mktemp("kysely") / "koodattu.csv"
    frame = pd.read_csv(CODED, keep_default_na=False, dtype=str)
    frame[frame.index % 8 < 2].to_csv(path, index=False)
    return path


def test_the_webinar_poll_is_reproduced_from_its_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    poll = tmp_path / "gallup.csv"
    poll.write_text("vaihtoehto,vastaajia\nKumppanuus,100\nTieto,83\nRaha,41\nMuu,20\n", encoding="utf-8")
    for option in ("--labels", "--closed"):
        page = tmp_path / f"gallup{option}.html"
        assert run("report", poll, option, "vaihtoehto", "--counts", "vastaajia", "-o", page, "-q") == 0
        said = _read(page)
        for row in (
            "Kumppanuus 100 41 % 35–47 %",
            "Tieto 83 34 % 28–40 %",
            "Raha 41 17 % 13–22 %",
            "Muu 20 8 % 5–12 %",
        ):
            assert row in said
        assert "244" in said
        assert run("report", "verify", page, "-q") == 0
    assert "every figure holds" in capsys.readouterr().out


def test_counts_that_are_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    poll = tmp_path / "gallup.csv"
    poll.write_text("vaihtoehto,n\nA,3\nB,2.5\n", encoding="utf-8")
    assert run("report", poll, "--closed", "vaihtoehto", "--counts", "n", "-o", tmp_path / "x.html") == 3
    assert "row 3" in capsys.readouterr().err


def test_rounds_of_one_file_are_told_apart_by_a_column(small: Path, tmp_path: Path) -> None:
    assert run("report", small, *COLUMNS, "--wave", "vuosi", "-o", tmp_path / "x.html", "--title", "Kysely") == 0
    said = _read(tmp_path / "x.html")
    assert "Vertailussa on Kysely 2018" in said
    assert run("report", "verify", tmp_path / "x.html", small, BOOK, "-q") == 0


def test_a_column_with_one_round_is_refused(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", small, *COLUMNS, "--wave", "kysymys", "-o", tmp_path / "x.html") == 0
    frame = pd.read_csv(small, dtype=str, keep_default_na=False)
    frame[frame["vuosi"] == "2018"].to_csv(tmp_path / "yksi.csv", index=False)
    assert run("report", tmp_path / "yksi.csv", *COLUMNS, "--wave", "vuosi", "-o", tmp_path / "y.html") == 3
    assert "at least two wanted" in capsys.readouterr().err


def test_a_register_equal_voice_and_a_closed_question_go_together(small: Path, tmp_path: Path) -> None:
    register = tmp_path / "jasenet.csv"
    register.write_text(
        "järjestötyyppi,jäseniä\nPaikallisyhdistys,700\nSäätiö,50\nValtakunnallinen liitto,110\nKylätoimikunta,40\n",
        encoding="utf-8",
    )
    page = tmp_path / "x.html"
    asked = ("--population", register, "--equal-voice", "organisaatio", "--closed", "koko")
    assert run("report", small, *COLUMNS, *asked, "-o", page) == 0
    said = _read(page)
    assert "Kukaan ei vastannut ryhmistä: Kylätoimikunta" in said
    assert "Rekisterissä ei ole ryhmiä: Kattojärjestö" in said
    assert "Jokaisella (organisaatio) on yksi ääni" in said
    assert "Kysymykseen ”koko” vastasi" in said
    assert run("report", "verify", page, small, BOOK, "-q") == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("järjestötyypi,n\nSäätiö,5\n", 'did you mean "järjestötyyppi"'),
        ("järjestötyyppi,n\nSäätiö,-5\n", "missing or negative"),
        ("järjestötyyppi,n\nSäätiö,5\nSäätiö,6\n", "stands twice"),
        ("järjestötyyppi\nSäätiö\n", "not clear"),
    ],
)
def test_a_register_that_cannot_be_used_is_refused(
    content: str, message: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "rekisteri.csv"
    register.write_text(content, encoding="utf-8")
    assert run("report", small, *COLUMNS, "--population", register, "-o", tmp_path / "x.html") == 3
    assert message in capsys.readouterr().err


def test_a_register_of_two_backgrounds_is_fitted_by_turns(small: Path, tmp_path: Path) -> None:
    frame = pd.read_csv(small, dtype=str, keep_default_na=False)
    groups = [(name, group) for name in ("järjestötyyppi", "alue") for group in sorted(set(frame[name]))]
    rows = [(name, group, 10 + 7 * i) for i, (name, group) in enumerate(groups)]
    pd.DataFrame(rows, columns=["tausta", "ryhmä", "n"]).to_csv(tmp_path / "r.csv", index=False)
    assert run("report", small, *COLUMNS, "--population", tmp_path / "r.csv", "-o", tmp_path / "x.html") == 0
    assert "rekisteriin (järjestötyyppi, alue)" in _read(tmp_path / "x.html")


def test_a_report_of_other_answers_does_not_verify(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "x.html"
    assert run("report", small, *COLUMNS, "-o", page) == 0
    frame = pd.read_csv(small, dtype=str, keep_default_na=False)
    frame.iloc[10:].to_csv(tmp_path / "muu.csv", index=False)
    capsys.readouterr()
    assert run("report", "verify", page, tmp_path / "muu.csv", BOOK, "--json", "-q") == 3
    told = json.loads(capsys.readouterr().out)
    assert not told["holds"]
    assert any(line.startswith("bases.answers") for line in told["figures"])
    assert any("answers" in line for line in told["run"])


def test_verifying_says_what_is_missing(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "x.html"
    assert run("report", small, *COLUMNS, "-o", page) == 0
    assert run("report", "verify", page) == 3
    assert "report verify x.html ANSWERS" in capsys.readouterr().err
    (tmp_path / "oma.html").write_text("<p>oma</p>", encoding="utf-8")
    assert run("report", "verify", tmp_path / "oma.html") == 3
    assert "carries no record" in capsys.readouterr().err
    assert run("report", "verify") == 2


def test_odd_weights_are_said_in_the_report(small: Path, tmp_path: Path) -> None:
    frame = pd.read_csv(small, dtype=str, keep_default_na=False)
    who = frame["vastaaja"].unique()
    frame.loc[frame["vastaaja"] == who[0], "paino"] = ""
    frame.loc[frame["vastaaja"] == who[1], "paino"] = "-2"
    frame.to_csv(tmp_path / "k.csv", index=False)
    assert run("report", tmp_path / "k.csv", *COLUMNS, "-o", tmp_path / "x.html") == 0
    said = _read(tmp_path / "x.html")
    assert "1 vastaajalta puuttuu paino" in said
    assert "1 vastaajan paino on negatiivinen" in said


def test_two_rounds_are_compared_on_the_command_line(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(small, dtype=str, keep_default_na=False)
    for year in ("2018", "2022"):
        frame[frame["vuosi"] == year].to_csv(tmp_path / f"{year}.csv", index=False)
    assert run("compare", tmp_path / "2018.csv", tmp_path / "2022.csv", *COLUMNS, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    themes = json.loads(BOOK.read_text(encoding="utf-8"))["themes"]
    assert {row["theme"] for row in told["themes"]} == {theme["id"] for theme in themes}
    assert all(-1 <= row["low"] <= row["change"] <= row["high"] <= 1 for row in told["themes"])
    assert run("compare", tmp_path / "2018.csv", tmp_path / "2022.csv", *COLUMNS) == 0
    assert "Varautuminen" in capsys.readouterr().out


def test_models_are_compared_only_with_labelled_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compare", "a", "b", CODED) == 2
    assert "--labels" in capsys.readouterr().err


def test_rounds_of_a_stored_survey_are_set_side_by_side(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(small, dtype=str, keep_default_na=False)
    place = tmp_path / "oma.db"
    for year in ("2018", "2022"):
        frame[frame["vuosi"] == year].drop(columns=["teemat", "toinen_koodaaja"]).to_csv(tmp_path / f"{year}.csv")
        columns = ("--text", "vastaus", "--id", "vastaus_id", "--background", "alue", "-q")
        stored = ("--store", place, "--survey", "kysely", "--wave", year)
        assert run("read", tmp_path / f"{year}.csv", *stored, *columns) == 0
    for wave, rounds in (("", 2), ("2018", 1)):
        capsys.readouterr()
        chosen = ("--wave", wave) if wave else ()
        stored = ("--store", place, "--survey", "kysely", *chosen)
        assert run("report", *stored, "-o", tmp_path / "x.html", "--json", "-q") == 0
        assert json.loads(capsys.readouterr().out)["rounds"] == rounds
    assert run("report", "--store", place, "--closed", "maku", "-o", tmp_path / "y.html", "-q") == 3
    assert 'no column "maku"' in capsys.readouterr().err
