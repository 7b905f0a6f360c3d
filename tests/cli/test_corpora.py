"""Corpora: the project's own comes along; public ones are recipes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.cli import main


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


def test_every_corpus_listed_has_a_card_with_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("corpora", "list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"jarjestokysely", "fsd2821", "vaalikone2003"} <= {c["name"] for c in listed}
    for corpus in listed:
        assert run("corpora", "show", corpus["name"]) == 0
        assert corpus["licence"].split(":")[0] in capsys.readouterr().out


def test_the_own_survey_is_copied_and_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    assert run("corpora", "copy", "jarjestokysely", "-o", tmp_path / "k") == 0
    assert (tmp_path / "k" / "koodattu.csv").is_file()
    assert run("corpora", "copy", "jarjestokysely", "-o", tmp_path / "k") == 5


def test_a_public_corpus_is_not_here_to_be_copied_and_a_near_miss_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("corpora", "copy", "fsd2821", "-o", tmp_path / "k") == 3
    assert "Finnish Social Science Data Archive" in capsys.readouterr().err
    assert run("corpora", "show", "fsd281") == 3
    assert 'did you mean "fsd2821"' in capsys.readouterr().err


def test_a_file_is_held_against_its_recipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame({"text": ["Koulut ovat liian pieniä", "Tiet kuntoon"], "label": ["a", "b"]})
    frame.to_csv(tmp_path / "s.csv", index=False)
    assert run("corpora", "check", "sib200", tmp_path / "s.csv", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["same"] is False
    assert found["missing"] == ["split"]
    assert str(tmp_path / "s.csv") in found["run"]
