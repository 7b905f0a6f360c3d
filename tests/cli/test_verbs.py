"""The verbs on a small survey of invented answers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from theme_mining.cli import VERBS, main
from theme_mining.core.shipped import shipped

SURVEY = shipped("corpora/jarjestokysely/jarjestokysely.xlsx")


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_with_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(verb, "--help") == 0
    assert f"theme-mining {verb}" in capsys.readouterr().out


def test_mask_tells_what_it_hid_by_row_and_which_columns_it_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "k.csv"
    path.write_text(
        "id;Nimi;Mitä toivotte?\n1;Aino Koe;Aino Koe soittakoon, 040 123 4567\n2;;Lisää aikaa ja rauhaa työhön\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run("mask", path, "-o", tmp_path / "o.csv", "--masked", tmp_path / "m.csv", "--json", "-q") == 0
    assert json.loads(capsys.readouterr().out)["contact_columns"] == ["Nimi"]
    assert (tmp_path / "m.csv").read_text() == "id,kind,count\n1,nimi,1\n1,puhelin,1\n"


def test_mask_keeps_rows_and_other_columns_and_hides_personal_data(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "nro": ["a", "b"],
            "vastaus": ["Soittakaa Marjatta Virtaselle 040 123 4567 tai marjatta@example.org", "Ei lisättävää."],
            "Alue": ["Saaristo", "Koskenmaa"],
        }
    )
    frame.to_csv(tmp_path / "k.csv", index=False)
    assert run("mask", tmp_path / "k.csv", "--text", "vastaus", "-o", tmp_path / "u.csv") == 0
    masked = pd.read_csv(tmp_path / "u.csv")
    assert masked["vastaus"][0] == "Soittakaa [nimi] [puhelin] tai [sähköposti]"
    assert masked["vastaus"][1] == "Ei lisättävää."
    assert masked[["nro", "Alue"]].equals(frame[["nro", "Alue"]])


def test_lemmatise_pretokenised_gives_one_lemma_a_token(tmp_path: Path) -> None:
    sentences = ["Järjestöjen yhteistyö sujuu hyvin .", "Sote-uudistuksen jälkeen HUS:n jonot kasvoivat , eikö ?"]
    pd.DataFrame({"s": sentences}).to_csv(tmp_path / "k.csv", index=False)
    assert run("lemmatise", tmp_path / "k.csv", "--text", "s", "--pretokenised", "-o", tmp_path / "u.csv") == 0
    lemmas = pd.read_csv(tmp_path / "u.csv")["lemmas"]
    assert [len(row.split(" ")) for row in lemmas] == [len(row.split(" ")) for row in sentences]
    assert lemmas[0].split()[0] == "järjestö"


def test_embed_writes_unit_rows_in_order_and_zeros_for_no_content(tmp_path: Path) -> None:
    answers = ["Verkostoyhteistyötä muiden järjestöjen kanssa", "", "Rahaa ja työntekijöitä"]
    pd.DataFrame({"vastaus": answers}).to_csv(tmp_path / "k.csv", index=False)
    assert run("embed", tmp_path / "k.csv", "--text", "vastaus", "-o", tmp_path / "e.npy") == 0
    rows = np.load(tmp_path / "e.npy")
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 1], atol=1e-5)


def test_read_shows_what_was_understood(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("read", SURVEY, "--json", "--store", tmp_path / "s.db") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["rows"] == 430
    assert len(shown["questions"]) == 2
    assert shown["id"] == "Vastaajanumero"
    assert shown["weight"] == "Paino"
    assert shown["stored"] == 860


def test_discover_twice_gives_the_same_bytes_and_keeps_the_rows(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("discover", SURVEY, "-o", tmp_path / name, "--themes", 12, "-q") == 0
    for file in ("assignments.csv", "codebook.json", "figures.csv", "report.html", "run.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file
    rows = pd.read_csv(tmp_path / "a" / "assignments.csv", keep_default_na=False)
    survey = pd.read_csv(SURVEY.with_suffix(".csv"))
    assert rows["id"].tolist() == survey["Vastaajanumero"].tolist()
    assert rows.loc[rows["theme"] != "", "theme"].nunique() <= 12
    page = (tmp_path / "a" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fi"' in page
    assert "<svg" in page
    assert "@example" not in page


def test_config_show_is_a_settings_file_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("config", "show", "--set", "embed.dim=64") == 0
    (tmp_path / "omat.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert run("config", "show", "--config", tmp_path / "omat.toml", "--json") == 0
    assert json.loads(capsys.readouterr().out)["embed"]["dim"] == 64


def test_doctor_says_that_the_default_line_can_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("doctor", "--json") == 0
    assert json.loads(capsys.readouterr().out)["ready"] is True


def test_discover_writes_into_a_folder_named_relative_to_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answers = ["Yhteistyötä naapurikunnan kanssa lisää", "Rahaa ja pysyvää rahoitusta", "Tieto ei kulje meille"]
    pd.DataFrame({"vastaus": answers}).to_csv("k.csv", index=False)
    assert run("discover", "k.csv", "--text", "vastaus", "-o", "teemat", "-q") == 0
    assert (tmp_path / "teemat" / "report.html").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["k.csv", "teemat"]


def test_discover_starts_from_names_and_leaves_stop_words_out(tmp_path: Path) -> None:
    subjects = ("Opettajia lisää kouluun", "Koulun luokat ovat isoja", "Bussit myöhässä", "Bussin aikataulu puuttuu")
    answers = [f"{text} {end}" for end in ("täällä", "nyt", "taas", "kylällä", "usein") for text in subjects]
    pd.DataFrame({"vastaus": answers}).to_csv(tmp_path / "k.csv", index=False)
    (tmp_path / "stop.txt").write_text("# omat\nkylällä\n", encoding="utf-8")
    assert run("discover", tmp_path / "k.csv", "--text", "vastaus", "--theme", "Koulut", "--theme", "Bussit",
               "--themes", 2, "--stop-words", tmp_path / "stop.txt", "-q", "-o", tmp_path / "d") == 0  # fmt: skip
    book = json.loads((tmp_path / "d" / "codebook.json").read_text(encoding="utf-8"))
    assert [t["name"] for t in book["themes"]] == ["Koulut", "Bussit"]
    rows = pd.read_csv(tmp_path / "d" / "assignments.csv")
    assert rows["theme"].tolist() == ["koulut", "koulut", "bussit", "bussit"] * 5
    assert "kylä" not in (tmp_path / "d" / "figures.csv").read_text(encoding="utf-8")


def test_a_namer_without_a_model_is_refused_before_anything_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pd.DataFrame({"vastaus": ["Bussit myöhässä", "Koulut kiinni"] * 5}).to_csv(tmp_path / "k.csv", index=False)
    assert run("discover", tmp_path / "k.csv", "-o", tmp_path / "d", "--set", "discover.namer.url=http://[::1]:1") == 2
    assert "discover.namer.model" in capsys.readouterr().err
