"""Discovery where there is little to discover: an honest small result or a clear message, never an invented theme."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.cli import main


def discover(tmp_path: Path, answers: list[str], *options: object) -> tuple[int, pd.DataFrame | None]:
    pd.DataFrame({"vastaus": answers}).to_csv(tmp_path / "k.csv", index=False)
    with pytest.raises(SystemExit) as left:
        main(
            [
                "discover",
                str(tmp_path / "k.csv"),
                "--text",
                "vastaus",
                "-q",
                "-o",
                str(tmp_path / "d"),
                *map(str, options),
            ]
        )
    file = tmp_path / "d" / "assignments.csv"
    return int(left.value.code or 0), pd.read_csv(file, keep_default_na=False) if file.exists() else None


def test_the_same_answer_every_time_is_one_theme(tmp_path: Path) -> None:
    code, rows = discover(tmp_path, ["Bussit kulkevat liian harvoin"] * 40)
    assert code == 0
    assert rows is not None
    assert len(set(rows["theme"])) == 1
    figures = pd.read_csv(tmp_path / "d" / "figures.csv")
    assert figures["answers"].tolist() == [40]


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_few_answers_give_no_more_themes_than_there_are_answers(tmp_path: Path, n: int) -> None:
    texts = ["Bussit kulkevat harvoin", "Opettajia lisää", "Lääkärille on jono", "Puisto kuntoon", "Tiet ovat huonot"]
    code, rows = discover(tmp_path, texts[:n])
    assert code == 0
    assert rows is not None
    assert len(rows) == n
    assert rows["theme"].nunique() <= n
    reason = json.loads((tmp_path / "d" / "discovery.json").read_text(encoding="utf-8"))["reason"]
    assert "niin vähän" in reason


def test_empty_answers_among_others_keep_their_rows_without_a_theme(tmp_path: Path) -> None:
    code, rows = discover(
        tmp_path, ["Bussit kulkevat harvoin", "-", "", "Opettajia lisää kouluun", "en osaa sanoa"] * 4
    )
    assert code == 0
    assert rows is not None
    assert [theme == "" for theme in rows["theme"]] == [False, True, True, False, True] * 4


def test_only_empty_answers_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = discover(tmp_path, ["-", "en osaa sanoa", "?"] * 10)
    assert code == 3
    assert rows is None
    assert "nothing to find themes in" in capsys.readouterr().err


def test_more_themes_than_different_answers_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = discover(tmp_path, ["Bussit kulkevat harvoin", "Opettajia lisää"] * 20, "--themes", 5)
    assert code == 2
    assert rows is None
    assert "5 themes cannot be found in 2 different answers" in capsys.readouterr().err


@pytest.mark.parametrize("themes", ["0", "9-3", "monta", "-2"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, themes: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert discover(tmp_path, ["Bussit kulkevat harvoin"] * 3, "--themes", themes)[0] == 2
    assert "discover.themes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("themes", "said"),
    [
        ([{"id": "a", "name": "A"}, {"id": "a", "name": "B"}], '"a" 2 times'),
        ([{"id": "a", "name": "A", "parent": "b"}, {"id": "b", "name": "B", "parent": "a"}], "own ancestor"),
    ],
)
def test_a_codebook_with_a_duplicate_id_or_a_circle_is_refused(
    tmp_path: Path, themes: list[dict[str, str]], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "k.json").write_text(json.dumps({"themes": themes}), encoding="utf-8")
    assert discover(tmp_path, ["Bussit kulkevat harvoin"] * 3, "--codebook", tmp_path / "k.json")[0] == 3
    assert said in capsys.readouterr().err


def test_no_message_holds_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    discover(tmp_path, ["Salainensana kulkee harvoin"] * 3, "--themes", 9)
    shown = capsys.readouterr()
    assert "alainensana" not in (shown.err + shown.out).casefold()
