"""`theme-mining next-wave`: the accepted codebook first, then what is new."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.cli import main
from theme_mining.core.codebook import Codebook

KNOWN = (
    ("koulu", "Koulun opettajat", "Opettajia lisää kouluun", "Luokat ovat liian isoja koulussa"),
    ("bussi", "Bussi ei kulje", "Bussien aikataulut kuntoon", "Busseja kulkee liian harvoin"),
    ("hoito", "Lääkärin jonot", "Lääkäriin ei pääse", "Terveysaseman lääkärit puuttuvat"),
)
NEW = (  # words of several families that mean much the same: one family alone is a word, not a signal
    "Myrsky kaatoi sähkölinjat",
    "Tuuli katkoi sähköt",
    "Ukkosen jälkeen sähkökatko",
    "Varavoima puuttuu myrskyn aikana",
)
ENDS = ("", " täällä", " meillä", " kylällä", " nyt", " taas", " aina", " syksyllä", " keväällä", " usein")


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kierrokset")
    rows = [(text + end, theme) for end in ENDS for theme, *texts in KNOWN for text in texts]
    pd.DataFrame(rows, columns=["vastaus", "teemat"]).to_csv(folder / "ennen.csv", index=False)
    later = [text + end for end in ENDS[:5] for _, *texts in KNOWN for text in texts]
    later += [text + end for end in ENDS[:3] for text in NEW]  # 12 of 147 answers: a tenth is no weak signal any more
    pd.DataFrame({"vastaus": later, "alue": ["itä", "länsi"] * 28 + ["itä"]}).to_csv(folder / "nyt.csv", index=False)
    book = Codebook.from_mapping({"themes": [{"id": theme, "name": theme.title()} for theme, *_ in KNOWN]})
    (folder / "k.json").write_text(book.to_json(), encoding="utf-8")
    return folder


def test_a_new_round_keeps_its_rows_and_tells_what_is_new(rounds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("next-wave", rounds / "nyt.csv", "--text", "vastaus", "--before", rounds / "ennen.csv", "--labels",
               "teemat", "--codebook", rounds / "k.json", "--background", "alue", "--group", "alue", "--json",
               "-o", rounds / "uusi") == 0  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    rows = pd.read_csv(rounds / "uusi" / "assignments.csv", keep_default_na=False)
    assert len(rows) == 57
    assert rows["theme"][0] == "koulu"
    assert {t["theme"] for t in told["changes"]} == {"koulu", "bussi", "hoito"}
    signal = told["signals"][0]
    assert {"myrsky", "tuuli", "ukkonen", "varavoima", "sähkö", "sähkölinja"} & set(signal["words"].split(", "))
    assert "now" in {row["where"] for row in told["signals"][:3]}
    parts = ("smallness", "coherence", "distinctness", "rise")
    score = 1.0
    for part in parts:
        score *= signal[part]
    assert signal["score"] == pytest.approx(score)
    for name in (
        "changes.csv",
        "splits.csv",
        "signals.csv",
        "emerging.csv",
        "emerging.json",
        "report.html",
        "run.json",
    ):
        assert (rounds / "uusi" / name).exists()


def test_the_round_before_may_be_a_folder_of_discover(rounds: Path) -> None:
    ennen, d = rounds / "ennen.csv", rounds / "d"
    assert run("discover", ennen, "--text", "vastaus", "--themes", 3, "-q", "-o", d) == 0
    name = Codebook.read(d / "codebook.json").themes[0].id
    assert run("codebook", "rename", d, name, "Nimetty", "--yes", "-q") == 0
    assert run("next-wave", rounds / "nyt.csv", "--text", "vastaus", "--before", d, "-q", "-o", rounds / "u2") == 0
    assert Codebook.read(rounds / "u2" / "codebook.json").name(name) == "Nimetty"
    assert set(pd.read_csv(rounds / "u2" / "changes.csv")["name"]) >= {"Nimetty"}


def test_a_group_that_is_no_background_column_is_refused(rounds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("next-wave", rounds / "nyt.csv", "--text", "vastaus", "--before", rounds / "ennen.csv", "--labels",
               "teemat", "--background", "alue", "--group", "aleu", "-o", rounds / "u3") == 3  # fmt: skip
    assert 'did you mean "alue"' in capsys.readouterr().err
