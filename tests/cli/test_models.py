"""Train, classify, evaluate, report: the line of an analyst and a researcher, file to file."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from theme_mining.cli import main
from theme_mining.core.shipped import shipped

CODED = pd.read_csv(shipped("corpora/jarjestokysely/koodattu.csv"), keep_default_na=False)
BOOK = shipped("corpora/jarjestokysely/codebook.json")


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 200 coded answers of 2018, 60 new ones of 2022, and a model trained on the former."""
    folder = tmp_path_factory.mktemp("work")
    columns = ["vastaus_id", "vastaaja", "alue", "vastaus", "teemat"]
    CODED[CODED["vuosi"] == 2018][columns].head(200).to_csv(folder / "koodatut.csv", index=False)
    new = CODED[CODED["vuosi"] == 2022][["vastaus_id", "vastaaja", "alue", "vastaus"]].head(60)
    new.to_excel(folder / "uudet.xlsx", index=False)
    arguments = ["--text", "vastaus", "--id", "vastaus_id", "--labels", "teemat", "--group", "vastaaja"]
    assert run("train", folder / "koodatut.csv", *arguments, "--codebook", BOOK, "-o", folder / "malli", "-q") == 0
    return folder


def classify(work: Path, output: Path, *more: object) -> int:
    return run("classify", work / "uudet.xlsx", "--text", "vastaus", "--model", work / "malli", "-o", output, *more)


def test_classify_keeps_rows_in_order_and_adds_the_columns_of_the_contract(work: Path, tmp_path: Path) -> None:
    assert classify(work, tmp_path / "u.csv", "--coverage", "0.9") == 0
    rows, new = (
        pd.read_csv(tmp_path / "u.csv", keep_default_na=False),
        pd.read_excel(work / "uudet.xlsx", engine="openpyxl"),
    )
    assert rows["vastaus_id"].tolist() == new["vastaus_id"].tolist()
    assert {"theme", "themes", "confidence", "review", "evidence", "coverage_set", "run"} <= set(rows.columns)
    with_theme = rows[rows["theme"] != ""]
    assert len(with_theme) > 30
    assert pd.to_numeric(with_theme["confidence"]).between(0, 1).all()
    for theme, themes in zip(with_theme["theme"], with_theme["themes"], strict=True):
        assert theme == themes.split(";")[0]


def test_evidence_stands_in_the_answer(work: Path, tmp_path: Path) -> None:
    assert classify(work, tmp_path / "u.csv") == 0
    rows = pd.read_csv(tmp_path / "u.csv", keep_default_na=False)
    found = [(text, part) for text, cell in zip(rows["vastaus"], rows["evidence"], strict=True)
             for part in cell.split(" · ") if part]  # fmt: skip
    assert len(found) > 30
    assert all(part in text for text, part in found)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".sav"])
def test_a_second_run_writes_the_same_bytes(work: Path, tmp_path: Path, suffix: str) -> None:
    for name in ("a", "b"):
        assert classify(work, tmp_path / f"{name}{suffix}", "-q") == 0
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_originals_are_joined_only_to_the_table_that_asks_for_them(work: Path, tmp_path: Path) -> None:
    new = pd.read_excel(work / "uudet.xlsx", engine="openpyxl")
    new.loc[0, "vastaus"] = "Koulutusta lisää, soittakaa Aino Virtaselle 040 123 4567."
    new.to_excel(tmp_path / "n.xlsx", index=False)
    arguments = ["classify", tmp_path / "n.xlsx", "--text", "vastaus", "--model", work / "malli", "-q"]
    assert run(*arguments, "-o", tmp_path / "a.csv") == 0
    assert run(*arguments, "-o", tmp_path / "b.csv", "--keep-original", "--report", tmp_path / "r.html") == 0
    masked, original = (pd.read_csv(tmp_path / name, keep_default_na=False) for name in ("a.csv", "b.csv"))
    assert original["vastaus"].tolist() == new["vastaus"].fillna("").tolist()
    assert masked["vastaus"][0] == "Koulutusta lisää, soittakaa [nimi] [puhelin]."
    assert masked.drop(columns="vastaus").equals(original.drop(columns="vastaus"))
    assert "Virtaselle" not in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Virtaselle" not in (tmp_path / "b.csv.run.json").read_text(encoding="utf-8")
    assert run("classify", "--store", tmp_path / "x.db", "--model", work / "malli", "--keep-original") == 2


def test_a_corrected_workbook_teaches_a_new_model(work: Path, tmp_path: Path) -> None:
    import openpyxl

    assert classify(work, tmp_path / "u.csv", "--report", tmp_path / "u.xlsx", "-q") == 0
    book = openpyxl.load_workbook(tmp_path / "u.xlsx")
    sheet = book["Vastaukset"]
    assert [cell.value for cell in sheet[1]][3:5] == ["Teema 1", "Teema 2"]
    sheet["D2"], sheet["E2"] = sheet["D3"].value, sheet["D4"].value
    book.save(tmp_path / "u.xlsx")
    arguments = ["train", tmp_path / "u.xlsx", "--labels", "teema", "--codebook", BOOK, "-o", tmp_path / "m", "-q"]
    assert run(*arguments) == 0


def test_evaluate_gives_scores_with_intervals_as_json(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    arguments = ["--text", "vastaus", "--labels", "teemat", "--model", work / "malli", "--json", "-q"]
    assert run("evaluate", work / "koodatut.csv", *arguments) == 0
    scores = json.loads(capsys.readouterr().out)
    for name in ("accuracy", "macro_f1", "micro_f1"):
        assert scores[name]["low"] <= scores[name]["value"] <= scores[name]["high"]
    assert scores["macro_f1"]["n"] == 200


@pytest.mark.parametrize("suffix", [".html", ".xlsx"])
def test_a_report_is_made_of_a_classified_file(work: Path, tmp_path: Path, suffix: str) -> None:
    assert classify(work, tmp_path / "u.csv") == 0
    made = tmp_path / f"raportti{suffix}"
    assert run("report", tmp_path / "u.csv", "--codebook", BOOK, "--background", "alue", "-o", made) == 0
    assert made.stat().st_size > 5000


def test_a_model_with_one_flipped_byte_is_refused(
    work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = tmp_path / "malli"
    spoilt.mkdir()
    for file in (work / "malli").iterdir():
        (spoilt / file.name).write_bytes(file.read_bytes())
    weights = bytearray((spoilt / "weights.safetensors").read_bytes())
    weights[-7] ^= 1
    (spoilt / "weights.safetensors").write_bytes(bytes(weights))
    assert run("classify", work / "uudet.xlsx", "--model", spoilt, "-o", tmp_path / "u.csv") == 4
    assert "weights.safetensors" in capsys.readouterr().err
    assert not (tmp_path / "u.csv").exists()


def test_a_model_made_by_another_embedder_is_refused(
    work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classify(work, tmp_path / "u.csv", "--set", "embed.dim=64") == 4
    assert "embedder" in capsys.readouterr().err
    assert not (tmp_path / "u.csv").exists()


def test_a_label_that_the_codebook_lacks_names_row_and_near_miss(
    work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(work / "koodatut.csv", keep_default_na=False)
    frame.loc[3, "teemat"] = "tiedonkuklu"
    frame.to_csv(tmp_path / "k.csv", index=False)
    arguments = ["--text", "vastaus", "--labels", "teemat", "--codebook", BOOK, "-o", tmp_path / "m"]
    assert run("train", tmp_path / "k.csv", *arguments) == 3
    message = capsys.readouterr().err
    assert "row 5" in message
    assert 'did you mean "tiedonkulku"?' in message


def test_suggest_writes_answers_to_code_next_best_first(work: Path, tmp_path: Path) -> None:
    arguments = ["--text", "vastaus", "--model", work / "malli", "-n", 7, "-o", tmp_path / "s.csv"]
    assert run("suggest", work / "uudet.xlsx", *arguments) == 0
    rows = pd.read_csv(tmp_path / "s.csv")
    assert len(rows) == 7
    assert rows["row"].between(2, 61).all()


def test_models_verify_and_show(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("models", "verify", work / "malli") == 0
    assert run("models", "show", work / "malli") == 0
    assert "macro-F1" in capsys.readouterr().out
    assert run("models", "list", work) == 0
    assert "malli" in capsys.readouterr().out


def test_with_two_questions_a_row_has_the_themes_of_both_its_answers_the_surest_first(
    work: Path, tmp_path: Path
) -> None:
    survey = pd.read_csv(shipped("corpora/jarjestokysely/jarjestokysely.csv"), keep_default_na=False).head(40)
    survey.to_csv(tmp_path / "k.csv", index=False)
    assert run("classify", tmp_path / "k.csv", "--model", work / "malli", "-o", tmp_path / "u.csv", "-q") == 0
    rows = pd.read_csv(tmp_path / "u.csv", keep_default_na=False)
    each = [column for column in rows.columns if column.startswith("themes: ")]
    assert len(rows) == 40
    assert len(each) == 2
    for _, row in rows.iterrows():
        both = {theme for column in each for theme in row[column].split(";") if theme}
        assert {theme for theme in row["themes"].split(";") if theme} == both
        assert row["theme"] == row["themes"].split(";")[0]


def test_rows_below_the_confidence_asked_for_are_for_a_person(work: Path, tmp_path: Path) -> None:
    assert classify(work, tmp_path / "u.csv", "--set", "classify.abstain_below=1.0") == 0
    rows = pd.read_csv(tmp_path / "u.csv", keep_default_na=False)
    below = pd.to_numeric(rows["confidence"], errors="coerce") < 1.0
    assert below.sum() > 30
    assert rows.loc[below, "review"].all()


def test_evaluate_writes_a_page_with_every_theme_and_its_intervals(work: Path, tmp_path: Path) -> None:
    rows = CODED[CODED["vuosi"] == 2022][["vastaus_id", "vastaaja", "alue", "vastaus", "teemat"]].head(60)
    rows.to_csv(tmp_path / "k.csv", index=False)
    given = ["--text", "vastaus", "--model", work / "malli", "--labels", "teemat", "--background", "alue"]
    assert run("evaluate", tmp_path / "k.csv", *given, "-o", tmp_path / "a.html", "-q") == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Resurssit ja rahoitus" in page
    assert page.count("<h3>") == 2  # the background column and the language of the answers
    assert "<script" not in page
    assert not any(answer in page for answer in rows["vastaus"] if len(answer) > 20)


def test_agreement_counts_the_machine_as_one_coder_and_empty_cells_as_not_seen(
    work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = CODED[CODED["toinen_koodaaja"] != ""].head(50)
    rows = rows.assign(kolmas=rows["teemat"].where(rows.index < rows.index[20], ""))
    rows.to_csv(tmp_path / "k.csv", index=False)
    capsys.readouterr()
    given = ["--text", "vastaus", "--model", work / "malli", "--labels", "teemat", "--json", "-q"]
    assert run("evaluate", tmp_path / "k.csv", *given, "--coders", "toinen_koodaaja,kolmas") == 0
    coders = json.loads(capsys.readouterr().out)["coders"]
    assert coders["names"] == ["toinen_koodaaja", "kolmas", "machine"]
    assert coders["agreement"]["all"]["n"] == 50
    assert -1 < coders["agreement"]["all"]["value"] < 1
