"""`train` on several waves, and a model that goes on from an older one, file to file."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import theme_mining as tm
from theme_mining.cli import main
from theme_mining.core.shipped import shipped

CODED = pd.read_csv(shipped("corpora/jarjestokysely/koodattu.csv"), keep_default_na=False)
BOOK = shipped("corpora/jarjestokysely/codebook.json")
COLUMNS = ["--text", "vastaus", "--labels", "teemat", "--group", "vastaaja"]


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


def wave(year: int, n: int) -> pd.DataFrame:
    return CODED[CODED["vuosi"] == year][["vastaaja", "vastaus", "teemat"]].head(n)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two coded waves, a model of the first and one that goes on from it."""
    at = tmp_path_factory.mktemp("waves")
    for year in (2018, 2022):
        wave(year, 120).to_csv(at / f"{year}.csv", index=False)
    assert run("train", at / "2018.csv", *COLUMNS, "--codebook", BOOK, "-o", at / "old", "-q") == 0
    assert run("train", at / "2018.csv", at / "2022.csv", *COLUMNS, "--extend", at / "old", "-o", at / "new", "-q") == 0
    return at


def test_the_manifest_and_the_card_name_the_waves(work: Path) -> None:
    manifest = json.loads((work / "new" / "manifest.json").read_text(encoding="utf-8"))
    assert [(w["name"], w["n"]) for w in manifest["waves"]] == [("2018", 120), ("2022", 120)]
    old = json.loads((work / "old" / "manifest.json").read_text(encoding="utf-8"))
    assert [(w["name"], w["data"]) for w in old["waves"]] == [("", manifest["waves"][0]["data"])]
    card = (work / "new" / "CARD.md").read_text(encoding="utf-8")
    assert "- Wave 2022: 120 answers" in card
    assert "On the 120 new answers macro-F1 is" in card


def test_the_old_codebook_is_carried_on(work: Path) -> None:
    assert (work / "new" / "codebook.json").read_bytes() == (work / "old" / "codebook.json").read_bytes()


def test_an_extended_model_can_be_extended(work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CODED[["vastaaja", "vastaus", "teemat"]].tail(60).to_csv(tmp_path / "2023.csv", index=False)
    capsys.readouterr()
    files = [work / "2018.csv", work / "2022.csv", tmp_path / "2023.csv"]
    assert run("train", *files, *COLUMNS, "--extend", work / "new", "-o", tmp_path / "m", "--json", "-q") == 0
    told = json.loads(capsys.readouterr().out)["extension"]
    assert [w["standing"] for w in told["waves"]] == ["as the old model saw it"] * 2 + ["new"]


def test_no_answer_lies_in_the_folder(work: Path) -> None:
    whole = "".join(file.read_text(encoding="utf-8", errors="replace") for file in (work / "new").iterdir())
    assert not any(answer in whole for answer in wave(2022, 120)["vastaus"] if len(answer) > 40)


@pytest.mark.parametrize(
    ("files", "more", "code", "said"),
    [
        (["2022.csv"], [], 3, "The waves that the old model learnt from are wanted too"),
        (["2018.csv"], [], 3, "There is no new wave"),
        (["2018.csv", "2018.csv"], [], 3, 'Two waves are called "2018"'),
        (["2018.csv", "2022.csv"], ["--set", "embed.dim=64"], 4, "another embedder"),
    ],
)
def test_what_cannot_be_extended_is_said_and_nothing_is_written(
    work: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    files: list[str],
    more: list[str],
    code: int,
    said: str,
) -> None:
    paths = [work / name for name in files]
    assert run("train", *paths, *COLUMNS, *more, "--extend", work / "old", "-o", tmp_path / "m", "-q") == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


def test_frames_by_wave_do_the_same_in_python(work: Path) -> None:
    frames = {"2018": wave(2018, 120), "2022": wave(2022, 120)}
    model = tm.train(frames, text="vastaus", labels="teemat", group="vastaaja", extend=work / "old")
    assert [w["standing"] for w in model.trained.scores["extension"]["waves"]] == ["as the old model saw it", "new"]
    assert model.fingerprint == tm.load(work / "new").fingerprint
