import dataclasses

import pytest

from theme_mining.classifiers import make
from theme_mining.core.errors import InputError
from theme_mining.flows.suggest import suggest, suspicious
from theme_mining.flows.train import train


@pytest.fixture(scope="module")
def trained(small_survey):
    return train(small_survey(160), make("linear"))


def test_suggested_answers_are_less_sure_than_others(trained, small_survey):
    rows = small_survey(200, seed=5).rows
    picked = suggest(trained, rows, 20)
    assert len(picked) == 20
    assert picked["row"].is_unique
    confidence = trained.classifier.predict_proba(rows).max(axis=1)
    assert picked["confidence"].mean() < confidence.mean()


def test_repeats_and_empty_answers_are_not_suggested(trained, embed):
    picked = suggest(trained, embed(["Talo ja raha", "", "Talo ja raha", "-", "Kurssi ja kanava"]), 10)
    assert sorted(picked["row"]) == [0, 4]


def test_nothing_to_suggest_gives_an_empty_table(trained, embed):
    assert len(suggest(trained, embed(["", "-"]), 10)) == 0


def test_fewer_than_one_suggestion_is_refused(trained, embed):
    with pytest.raises(InputError, match="at least 1"):
        suggest(trained, embed(["Talo"]), 0)


@pytest.mark.parametrize("several", [False, True])
def test_labels_put_wrong_on_purpose_are_found(small_survey, several):
    survey = small_survey(200, several=several)
    swapped = {8: ("koulutus",), 21: ("raha",), 34: ("tieto",)}
    themes = tuple(swapped.get(i, t) for i, t in enumerate(survey.themes))
    wrong = dataclasses.replace(survey, themes=themes)
    found = suspicious(wrong, train(wrong, make("linear")), limit=25)
    assert len(set(swapped) & set(found["row"])) >= 2
    assert set(found["verdict"]) <= {"missing", "wrong"}
