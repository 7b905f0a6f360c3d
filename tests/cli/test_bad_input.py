"""Bad input: one clear message, the contract's exit code, nothing half-written, no answer's text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.cli import main

SECRET = "Salainen vastaus yhteistyöstä"
ROWS = [f"{SECRET} numero {n}, toivomme lisää tapaamisia" for n in range(6)]


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "kysely.csv"
    pd.DataFrame({"nro": range(6), "vastaus": ROWS}).to_csv(path, index=False)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    shown = capsys.readouterr()
    assert SECRET not in shown.err
    assert "Traceback" not in shown.err
    return int(left.value.code or 0), shown.err


def test_a_missing_column_names_the_near_miss(survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = run(capsys, "mask", survey, "--text", "vastuas", "-o", tmp_path / "ulos.csv")
    assert code == 3
    assert '"vastuas"' in message
    assert 'did you mean "vastaus"?' in message
    assert not (tmp_path / "ulos.csv").exists()


@pytest.mark.parametrize(("content", "word"), [(b"", "empty"), (b"nro,vastaus\n", "header")])
def test_a_file_without_answers_is_refused(
    content: bytes, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    code, message = run(capsys, "mask", tmp_path / "t.csv", "-o", tmp_path / "ulos.csv")
    assert code == 3
    assert word in message
    assert "t.csv" in message


def test_a_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = run(capsys, "mask", tmp_path / "ei.csv", "-o", tmp_path / "ulos.csv")
    assert code == 3
    assert "ei.csv" in message


def test_all_answers_empty_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.csv").write_text("nro,vastaus\n1,\n2,\n", encoding="utf-8")
    code, _ = run(capsys, "embed", tmp_path / "t.csv", "--text", "vastaus", "-o", tmp_path / "e.npy")
    assert code == 3


def test_duplicate_ids_name_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pd.DataFrame({"nro": [1, 2, 1], "vastaus": ROWS[:3]}).to_csv(tmp_path / "t.csv", index=False)
    code, message = run(capsys, "mask", tmp_path / "t.csv", "--id", "nro", "-o", tmp_path / "u.csv")
    assert code == 3
    assert '"nro"' in message
    assert "2" in message
    assert "4" in message


def test_a_text_column_of_numbers_is_refused(survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = run(capsys, "mask", survey, "--text", "nro", "-o", tmp_path / "u.csv")
    assert code == 3
    assert '"nro"' in message


def test_a_truncated_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = tmp_path / "k.xlsx"
    pd.DataFrame({"vastaus": ROWS}).to_excel(whole, index=False)
    (tmp_path / "puoli.xlsx").write_bytes(whole.read_bytes()[:2000])
    code, message = run(capsys, "mask", tmp_path / "puoli.xlsx", "-o", tmp_path / "u.csv")
    assert code == 3
    assert "puoli.xlsx" in message


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "k.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hi")
    code, message = run(capsys, "mask", tmp_path / "k.xlsx", "-o", tmp_path / "u.csv")
    assert code == 3
    assert "k.xlsx" in message


def test_an_unknown_setting_names_the_near_miss(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, message = run(capsys, "mask", survey, "-o", tmp_path / "u.csv", "--set", "embed.batchsize=3")
    assert code == 2
    assert 'did you mean "batch_size"?' in message


def test_an_unknown_verb_leaves_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, message = run(capsys, "dicsover")
    assert code == 2
    assert "dicsover" in message


def test_an_output_that_cannot_be_written_leaves_with_5(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tiedosto").write_text("x", encoding="utf-8")
    code, message = run(capsys, "mask", survey, "-o", tmp_path / "tiedosto" / "u.csv")
    assert code == 5
    assert "cannot be written" in message


def test_an_unknown_output_suffix_is_refused(survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = run(capsys, "mask", survey, "-o", tmp_path / "u.foo")
    assert code in (2, 3)
    assert ".csv" in message
