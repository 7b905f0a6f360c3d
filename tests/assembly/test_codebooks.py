"""Codebook files of every kind come back as they were written; those that cannot be are refused in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from theme_mining.assembly.codebooks import codebook_of_names, read_codebook, write_codebook
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError, SettingsError

BOOK = Codebook(
    3,
    (
        Theme("raha", "Raha \"ja\" tila", "Rahasta.\nJa tilasta.", ("raha", "tila"), ("Rahaa.", "Tilat."),
              "varat", "avustukset", "vapaaehtoiset"),
        Theme("tieto", "Tiedonkulku\\viestintä", keywords=("tieto",)),
        Theme("varat", "Voimavarat"),
    ),
    "luettu",
    "accepted",
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".json", ".toml"])
def test_json_and_toml_hold_everything(tmp_path: Path, suffix: str) -> None:
    write_codebook(BOOK, tmp_path / f"k{suffix}")
    assert read_codebook(tmp_path / f"k{suffix}") == BOOK


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".tsv", ".parquet"])
def test_a_table_holds_every_theme(tmp_path: Path, suffix: str) -> None:
    write_codebook(BOOK, tmp_path / f"k{suffix}")
    assert read_codebook(tmp_path / f"k{suffix}").themes == BOOK.themes


def test_refi_qda_keeps_names_descriptions_and_the_tree(tmp_path: Path) -> None:
    write_codebook(BOOK, tmp_path / "k.qdc")
    back = {t.name: t for t in read_codebook(tmp_path / "k.qdc")}
    assert set(back) == {t.name for t in BOOK}
    money = back['Raha "ja" tila']
    assert (money.description, money.keywords) == ("Rahasta.\nJa tilasta.", ("raha", "tila"))
    assert (money.includes, money.excludes) == ("avustukset", "vapaaehtoiset")
    assert money.parent == back["Voimavarat"].id


def test_a_codebook_of_another_program_is_read(tmp_path: Path) -> None:
    (tmp_path / "k.qdc").write_text(
        '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Muu"><Codes>'
        '<Code guid="1" name="Raha" isCodable="false"><Code guid="2" name="Raha" isCodable="true">'
        "<Description>Avustukset: kaikki</Description></Code></Code></Codes><Sets/></CodeBook>"
    )
    themes = read_codebook(tmp_path / "k.qdc").themes
    assert [(t.id, t.parent, t.description) for t in themes] == [
        ("raha", "", ""),
        ("raha-2", "raha", "Avustukset: kaikki"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<CodeBook", "is not XML"),
        ("<a/>", "holds no codes"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><CodeBook><Codes/></CodeBook>', "no codebook that can be read"),
    ],
)
def test_what_is_no_refi_codebook_is_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "k.qdc").write_text(content)
    with pytest.raises(InputError, match=said):
        read_codebook(tmp_path / "k.qdc")


def test_finnish_headings_and_group_names_are_understood(tmp_path: Path) -> None:
    pd.DataFrame({"Teema": ["Raha", "Tilat"], "Kuvaus": ["a", "b"], "Ryhmä": ["", "Raha"]}).to_csv(
        tmp_path / "k.csv", index=False
    )
    assert [(t.id, t.name, t.parent) for t in read_codebook(tmp_path / "k.csv")] == [
        ("raha", "Raha", ""),
        ("tilat", "Tilat", "raha"),
    ]


def test_rows_of_examples_become_themes_with_examples(tmp_path: Path) -> None:
    rows = {"teema": ["Raha", "Raha", "Tilat"], "esimerkki": ["Rahaa lisää", "Avustus puuttuu", "Huone on kylmä"]}
    pd.DataFrame(rows).to_csv(tmp_path / "k.csv", index=False)
    themes = read_codebook(tmp_path / "k.csv").themes
    assert [(t.id, t.examples) for t in themes] == [
        ("raha", ("Rahaa lisää", "Avustus puuttuu")),
        ("tilat", ("Huone on kylmä",)),
    ]


def test_a_list_of_names_is_a_codebook(tmp_path: Path) -> None:
    (tmp_path / "k.txt").write_text("Raha ja tilat\n\nTiedonkulku\n", encoding="utf-8")
    assert [t.id for t in read_codebook(tmp_path / "k.txt")] == ["raha-ja-tilat", "tiedonkulku"]
    with pytest.raises(InputError, match="no names"):
        codebook_of_names([" "])


def test_a_table_that_is_no_codebook_says_what_it_wants(tmp_path: Path) -> None:
    pd.DataFrame({"vuosi": [1, 2], "määrä": [3, 4]}).to_csv(tmp_path / "k.csv", index=False)
    with pytest.raises(InputError, match="no column of themes' names"):
        read_codebook(tmp_path / "k.csv")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"id": ["a", "a"], "name": ["x", "y"]}, '"a" 2 times'),
        ({"id": ["a", "b"], "name": ["x", "y"], "parent": ["b", "a"]}, "own ancestor"),
        ({"id": ["a", "b"], "name": ["x", "y"], "parent": ["", "c"]}, 'no group "c"'),
    ],
)
def test_a_duplicate_id_a_circle_and_an_unknown_group_are_refused(tmp_path: Path, rows: dict, said: str) -> None:
    pd.DataFrame(rows).to_csv(tmp_path / "k.csv", index=False)
    with pytest.raises(InputError, match=said):
        read_codebook(tmp_path / "k.csv")


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be written"):
        write_codebook(BOOK, tmp_path / "k.doc")
