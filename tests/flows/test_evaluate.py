import dataclasses
import json

import numpy as np
import pytest

from theme_mining.classifiers import make
from theme_mining.core.errors import InputError
from theme_mining.flows.compare_models import compare_models
from theme_mining.flows.evaluate import evaluate
from theme_mining.flows.train import train


@pytest.fixture(scope="module")
def trained(small_survey):
    return train(small_survey(240, several=True), make("linear"))


def test_evaluation_is_a_record_that_json_can_hold(trained, small_survey):
    unseen = small_survey(100, several=True, seed=3)
    found = evaluate(trained, unseen, {"sukupuoli": ["n", "m"] * 50})
    record = json.loads(json.dumps(found.to_dict()))
    assert record["n"] == 100
    assert set(record["by_background"]["sukupuoli"]) == {"n", "m"}
    assert record["coverage"]["asked"] == 0.9
    assert record["agreement"]["all"]["value"] > 0.5
    assert len(record["confusion"]) == 4


def test_perfect_labels_agree_with_the_machine_fully(trained, small_survey):
    unseen = small_survey(100, several=True, seed=3)
    from theme_mining.flows.classify import classify
    from theme_mining.flows.evaluate import machine_themes

    own = dataclasses.replace(unseen, themes=tuple(machine_themes(trained, classify(trained, unseen.rows))))
    found = evaluate(trained, own)
    assert found.scores["accuracy"]["value"] == 1
    assert found.agreement["all"].value == 1


def test_unknown_themes_and_empty_sets_are_refused(trained, small_survey):
    unseen = small_survey(8)
    with pytest.raises(InputError, match=r'(?s)Row 1 has the theme "rahat".*did you mean "raha"'):
        evaluate(trained, dataclasses.replace(unseen, themes=(("rahat",), *unseen.themes[1:])))
    with pytest.raises(InputError, match="no labelled answers"):
        evaluate(trained, unseen.take(np.zeros(0, int)))


def test_a_model_compared_with_itself_is_no_better(trained, small_survey):
    found = compare_models(trained, trained, small_survey(60, several=True, seed=3))
    assert found.macro_f1.value == 0
    assert found.p_value == 1
    assert "No difference beyond chance" in found.in_words()


def test_more_training_is_better_beyond_chance(trained, small_survey):
    weak = train(small_survey(12, several=True, seed=1), make("linear"))
    found = compare_models(weak, trained, small_survey(400, several=True, seed=3))
    assert found.macro_f1.low > 0
    assert found.in_words().startswith("The second is better")
    assert found.only_second > found.only_first


def test_models_of_different_themes_are_not_compared(trained, small_survey):
    survey = small_survey(40)
    other = train(dataclasses.replace(survey, themes=tuple((t[0] + "2",) for t in survey.themes)), make("linear"))
    with pytest.raises(InputError, match="different themes"):
        compare_models(trained, other, survey)
