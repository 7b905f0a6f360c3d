import dataclasses

import numpy as np
import pytest

from theme_mining.classifiers import make
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.trained import Labelled
from theme_mining.flows.train import from_codebook, train

THEMES = ("raha", "tieto", "tilat", "koulutus")


@pytest.fixture(scope="module")
def linear():
    return make("linear")


def test_scores_come_with_intervals_and_the_number_they_rest_on(small_survey, linear):
    scores = train(small_survey(160), linear).scores
    for name in ("accuracy", "macro_f1", "micro_f1"):
        assert scores[name]["low"] <= scores[name]["value"] <= scores[name]["high"]
        assert scores[name]["n"] == 160
    assert scores["groups"] == 80
    assert set(scores["themes"]) == set(THEMES)


def test_one_theme_each_makes_a_single_label_model_unless_told_otherwise(small_survey, linear):
    survey = small_survey(80)
    assert train(survey, linear).single_label
    assert not train(survey, linear, multilabel=True).single_label
    assert not train(small_survey(80, several=True), linear).single_label


def test_training_leaves_the_given_classifier_unfitted(small_survey, linear):
    train(small_survey(60), linear)
    assert not hasattr(linear, "blend_")


def test_more_labels_raise_the_curve_and_the_stage_is_told(small_survey, linear):
    scores = train(small_survey(400), linear).scores
    assert scores["stage"] == "full training"
    assert scores["learning_curve"][0]["n"] < scores["learning_curve"][-1]["n"] == 400
    assert "Twice as many labels" in scores["more_labels"]


def test_a_codebook_alone_makes_a_model_that_says_so(small_codebook, embed, linear):
    trained = from_codebook(small_codebook, linear, embed)
    assert trained.scores["stage"] == "codebook"
    assert trained.themes == THEMES
    assert "No answer is labelled" in trained.scores["more_labels"]


def test_a_label_outside_the_codebook_names_row_and_near_miss(small_survey, small_codebook, linear):
    survey = small_survey(40)
    wrong = dataclasses.replace(survey, themes=(*survey.themes[:3], ("raga",), *survey.themes[4:]))
    with pytest.raises(InputError, match=r'(?s)Row 4 has the theme "raga".*did you mean "raha"'):
        train(wrong, linear, small_codebook)


def test_a_group_column_that_tells_the_theme_is_refused(small_survey, linear):
    survey = small_survey(80)
    leaking = dataclasses.replace(survey, groups=tuple(themes[0] for themes in survey.themes))
    with pytest.raises(InputError, match="group column tells the theme"):
        train(leaking, linear)


def test_a_group_column_with_one_value_is_refused(small_survey, linear):
    survey = dataclasses.replace(small_survey(40), groups=("a",) * 40)
    with pytest.raises(InputError, match="one value only"):
        train(survey, linear)


def test_no_answers_and_a_single_theme_are_refused(small_survey, linear):
    survey = small_survey(40)
    with pytest.raises(InputError, match="no labelled answers"):
        train(survey.take(np.zeros(0, int)), linear)
    with pytest.raises(InputError, match="at least two themes"):
        train(dataclasses.replace(survey, themes=(("raha",),) * 40), linear)


def test_a_theme_with_one_example_is_noted(small_survey, linear):
    survey = small_survey(60)
    rare = dataclasses.replace(survey, themes=(("outo",), *survey.themes[1:]))
    assert 'The theme "outo" has one example: it is hardly learnt.' in train(rare, linear).scores["notes"]


def test_codebook_themes_without_labels_stay_in_the_model(small_survey, small_codebook, embed, linear):
    book = Codebook(2, (*small_codebook.themes, Theme("uusi", "Uusi", "Jotain muuta", ("muu",))), "test")
    trained = train(small_survey(80), linear, book, embed)
    assert trained.themes == (*THEMES, "uusi")
    assert any('"uusi" has no example' in note for note in trained.scores["notes"])


def test_coverage_seen_in_training_is_near_what_was_asked(small_survey, linear):
    coverage = train(small_survey(600), linear).scores["coverage"]
    assert abs(coverage["0.9"] - 0.9) < 0.03


def test_the_data_fingerprint_follows_labels_but_not_row_order(small_survey, linear):
    survey = small_survey(40)
    mixed = survey.take(np.random.default_rng(0).permutation(40))
    other = dataclasses.replace(survey, themes=(survey.themes[1], *survey.themes[1:]))
    prints = [train(s, linear).fingerprints["data"] for s in (survey, mixed, other)]
    assert prints[0] == prints[1] != prints[2]


def test_labels_and_rows_of_different_length_are_refused(small_survey):
    survey = small_survey(8)
    with pytest.raises(ValueError, match="8 rows but 1 lists"):
        Labelled(survey.rows, (("raha",),))


def test_themes_with_one_answer_each_cannot_be_trained_on(small_survey) -> None:
    survey = small_survey(160)
    first = [next(i for i, themes in enumerate(survey.themes) if themes == (theme,)) for theme in ("raha", "tieto")]
    with pytest.raises(InputError, match="two answers each"):
        train(survey.take(np.array(sorted(first))), make("linear"))
