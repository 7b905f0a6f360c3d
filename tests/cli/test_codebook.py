"""`theme-mining codebook` on a folder of `discover` and on a codebook file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.cli import main
from theme_mining.core.codebook import Codebook

SUBJECTS = (
    ("Koulun opettajat", "Opettajia lisää kouluun", "Luokat ovat liian isoja koulussa", "Koulun opettajille aikaa"),
    ("Bussi ei kulje", "Bussien aikataulut kuntoon", "Bussipysäkki on kaukana", "Busseja kulkee liian harvoin"),
    ("Lääkärin jonot", "Lääkäriin ei pääse", "Terveysaseman lääkärit puuttuvat", "Jono lääkärille on pitkä"),
)


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teemat")
    ends = ("", " täällä", " meillä", " kylällä", " nyt", " taas", " aina", " syksyllä", " keväällä", " usein")
    answers = [text + end for end in ends for subject in SUBJECTS for text in subject]
    pd.DataFrame({"vastaus": answers, "alue": ["itä", "länsi"] * (len(answers) // 2)}).to_csv(
        folder / "k.csv", index=False
    )
    assert run("discover", folder / "k.csv", "--text", "vastaus", "--background", "alue", "--themes", 3, "-q",
               "-o", folder / "d") == 0  # fmt: skip
    return folder / "d"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "d"))


def themes(folder: Path) -> pd.Series:
    return pd.read_csv(folder / "assignments.csv", keep_default_na=False)["theme"]


def ids(folder: Path) -> list[str]:
    return [t.id for t in Codebook.read(folder / "codebook.json")]


def test_an_edit_is_shown_and_not_taken_without_yes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    a, b, _ = ids(folder)
    assert run("codebook", "merge", folder, a, b) == 0
    shown = capsys.readouterr()
    assert "95 % interval" in shown.out
    assert "Nothing was changed" in shown.err
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_merging_rewrites_tables_and_page_and_undo_brings_them_back(folder: Path) -> None:
    before = themes(folder)
    a, b, _ = ids(folder)
    assert run("codebook", "merge", folder, a, b, "--name", "Koulut ja bussit", "--cause", "sama asia", "--yes") == 0
    assert themes(folder).tolist() == before.replace(b, a).tolist()
    figures = pd.read_csv(folder / "figures.csv", keep_default_na=False)
    assert figures["answers"].tolist() == [80, 40]
    assert "Koulut ja bussit" in (folder / "report.html").read_text(encoding="utf-8")
    assert Codebook.read(folder / "codebook.json").origin == "sama asia"
    assert run("codebook", "undo", folder, "--yes") == 0
    assert themes(folder).tolist() == before.tolist()
    assert (Codebook.read(folder / "codebook.json").version, ids(folder)[:2]) == (3, [a, b])


def test_a_split_finds_parts_among_the_answers(folder: Path) -> None:
    first = ids(folder)[0]
    count = int((themes(folder) == first).sum())
    assert run("codebook", "split", folder, first, "--yes", "-q") == 0
    after = themes(folder)
    new = [theme for theme in ids(folder) if after.eq(theme).sum() and theme not in ids(folder)[2:]]
    assert len(ids(folder)) == 4
    assert sum(after.eq(theme).sum() for theme in new) == count
    assert first not in set(after)


def test_park_move_rename_cut_and_accept_each_make_a_version(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, _, c = ids(folder)
    for step in (("park", folder, c), ("move", folder, c), ("rename", folder, a, "Uusi nimi"), ("cut", folder, 2),
                 ("accept", folder)):  # fmt: skip
        assert run("codebook", *step, "--yes", "-q") == 0
    book = Codebook.read(folder / "codebook.json")
    assert (book.version, book.state, book.name(a)) == (6, "accepted", "Uusi nimi")
    capsys.readouterr()
    assert run("codebook", "show", folder, "--history", "--json") == 0
    assert [row["cause"].split(":")[0] for row in json.loads(capsys.readouterr().out)] == [
        "discover", "park", "move", "rename", "regroup", "accepted",
    ]  # fmt: skip


def test_a_theme_can_be_called_by_its_name_and_a_slip_names_the_near_miss(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = Codebook.read(folder / "codebook.json").themes[0].name
    assert run("codebook", "rename", folder, name.upper(), "Toinen", "--yes") == 0
    assert run("codebook", "rename", folder, "Toinne", "Kolmas", "--yes") == 3
    assert 'did you mean "Toinen"' in capsys.readouterr().err


def test_a_codebook_edited_by_hand_becomes_a_version_of_its_own(folder: Path) -> None:
    path = folder / "codebook.json"
    a = ids(folder)[0]
    assert run("codebook", "rename", folder, a, "Ensin", "--yes") == 0
    path.write_text(path.read_text(encoding="utf-8").replace('"Ensin"', '"Käsin"'), encoding="utf-8")
    assert run("codebook", "park", folder, a, "--yes") == 0
    history = json.loads((folder / "codebook.history.json").read_text(encoding="utf-8"))["versions"]
    assert [v["codebook"]["origin"] for v in history] == [
        "discover: given",
        f"rename: {a}",
        "edited by hand",
        f"park: {a}",
    ]


@pytest.mark.parametrize("suffix", [".json", ".toml", ".xlsx"])
def test_a_codebook_file_is_edited_in_its_own_format(folder: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"k{suffix}"
    a = ids(folder)[0]
    assert run("codebook", "convert", folder, file) == 0
    assert run("codebook", "rename", file, a, "Uusi", "--yes", "-q") == 0
    assert run("codebook", "split", file, a, "--name", "Yksi", "--name", "Kaksi", "--yes", "-q") == 0
    assert run("codebook", "undo", file, "--yes", "-q") == 0
    assert run("codebook", "convert", file, tmp_path / "u.json") == 0
    assert Codebook.read(tmp_path / "u.json").name(a) == "Uusi"
    assert run("codebook", "cut", file, 2) == 3


def test_diff_tells_what_changed_between_versions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("codebook", "rename", folder, ids(folder)[0], "Uusi", "--yes") == 0
    capsys.readouterr()
    assert run("codebook", "diff", folder, "--json") == 0
    assert [(row["what"], row["after"]) for row in json.loads(capsys.readouterr().out)] == [("name", "Uusi")]
    assert run("codebook", "diff", folder, "--versions", 1, 9) == 3


def test_a_folder_that_discover_did_not_write_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("codebook", "show", tmp_path) == 3
    assert "is no folder of `discover`" in capsys.readouterr().err
