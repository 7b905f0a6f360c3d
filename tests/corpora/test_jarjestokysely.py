"""The project's own survey: invented people, natural answers, every one coded."""

import re
from collections import Counter, defaultdict

import pandas as pd
import pytest

from theme_mining.core.codebook import Codebook
from theme_mining.core.shipped import shipped

FOLDER = shipped("corpora/jarjestokysely")


@pytest.fixture(scope="module")
def coded() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "koodattu.csv", keep_default_na=False)


def test_there_are_at_least_700_different_answers(coded: pd.DataFrame) -> None:
    assert coded["vastaus"].str.strip().str.casefold().loc[lambda s: s != ""].nunique() >= 700


def test_no_five_words_in_a_row_stand_in_two_different_answers(coded: pd.DataFrame) -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for answer in set(coded["vastaus"]):
        words = re.sub(r"[^\w\s]", "", answer.casefold()).split()
        for at in range(len(words) - 4):
            homes[" ".join(words[at : at + 5])].add(answer)
    shared = [run for run, answers in homes.items() if len(answers) > 1]
    assert shared == []


def test_every_gold_theme_is_in_the_codebook_and_every_theme_is_used(coded: pd.DataFrame) -> None:
    known = {theme.id for theme in Codebook.read(FOLDER / "codebook.json")}
    used = {theme for cell in coded["teemat"] for theme in cell.split(";") if theme}
    assert used == known
    assert len(known) == 13


def test_the_second_coder_read_150_answers_and_does_not_always_agree(coded: pd.DataFrame) -> None:
    both = coded[coded["toinen_koodaaja"] != ""]
    same = [
        set(a.split(";")) == set(b.split(";")) for a, b in zip(both["teemat"], both["toinen_koodaaja"], strict=True)
    ]
    assert len(both) == 150
    assert 0.3 < sum(same) / len(same) < 0.95


def test_preparedness_is_a_weak_signal_of_2022_that_2018_hardly_has(coded: pd.DataFrame) -> None:
    has = coded["teemat"].str.split(";").map(lambda themes: "varautuminen" in themes)
    counts = Counter(coded.loc[has, "vuosi"])
    assert counts[2018] <= 3
    assert 0.03 < counts[2022] / (coded["vuosi"] == 2022).sum() < 0.10


def test_some_answers_are_swedish_some_empty_and_some_pasted_twice(coded: pd.DataFrame) -> None:
    language = coded.drop_duplicates("vastaaja")["kieli"].value_counts(normalize=True)
    assert 0.04 < language["sv"] < 0.08
    assert language["en"] > 0
    assert (coded["vastaus"] == "").sum() > 10
    long = coded["vastaus"][coded["vastaus"].str.len() > 40]
    assert long.duplicated().any()


def test_the_export_holds_the_same_answers_as_the_coded_file(coded: pd.DataFrame) -> None:
    wide = pd.read_csv(FOLDER / "jarjestokysely.csv", keep_default_na=False)
    for question, answers in coded.groupby("kysymys"):
        assert wide[question].tolist() == answers["vastaus"].tolist()
