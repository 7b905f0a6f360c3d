"""What every classifier keeps: a new file in the room is picked up by itself."""

import copy
import inspect
import json
import pickle

import numpy as np
import pytest

from theme_mining.classifiers import make, names, revive
from theme_mining.flows.train import codebook_rows

THEMES = ("raha", "tieto", "tilat", "koulutus")


@pytest.fixture(params=names())
def name(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["one theme", "several themes"])
def fitted(request, name, small_survey):
    survey = small_survey(80, several=not request.param)
    model = made(name).set_params(single_label=request.param)
    return model.fit(survey.rows, survey.matrix(THEMES), survey.groups), survey


def made(name):
    if "body" in inspect.signature(type(make(name)).__init__).parameters:
        pytest.skip(f"{name} wants a body of one's own; tests/classifiers has its tests")
    return make(name)


def test_probabilities_are_between_zero_and_one_and_sum_to_one_where_there_is_one_theme(fitted, small_survey):
    model, _ = fitted
    proba = model.predict_proba(small_survey(40, seed=3).rows)
    assert proba.shape == (40, 4)
    assert ((proba >= 0) & (proba <= 1)).all()
    if model.single_label:
        assert np.allclose(proba.sum(axis=1), 1)


def test_held_out_probabilities_have_one_row_an_answer(fitted):
    model, survey = fitted
    assert model.held_out_proba_.shape == (len(survey), 4)
    assert ((model.held_out_proba_ >= 0) & (model.held_out_proba_ <= 1)).all()


def test_same_answers_give_the_same_model(name, fitted, small_survey):
    model, survey = fitted
    again = made(name).set_params(single_label=model.single_label)
    again.fit(survey.rows, survey.matrix(THEMES), survey.groups)
    rows = small_survey(20, seed=3).rows
    assert (again.predict_proba(rows) == model.predict_proba(rows)).all()


def test_answers_do_not_depend_on_the_order_of_the_batch(fitted, small_survey):
    model, _ = fitted
    rows = small_survey(20, seed=3).rows
    turned = np.arange(20)[::-1]
    assert np.allclose(model.predict_proba(rows.take(turned)), model.predict_proba(rows)[turned], atol=1e-7)


def test_an_empty_batch_is_legal(fitted, small_survey):
    model, survey = fitted
    empty = survey.rows.take(np.zeros(0, int))
    assert model.predict_proba(empty).shape == (0, 4)
    assert model.word_weights(empty, np.zeros(0, np.int64)) == []


def test_every_word_gets_one_weight(fitted, small_survey):
    model, _ = fitted
    rows = small_survey(20, seed=3).rows
    weights = model.word_weights(rows, np.zeros(20, np.int64))
    assert [len(w) for w in weights] == [len(s.lemmas) for s in rows.segments]


def test_state_is_json_and_arrays_and_gives_the_model_back(name, fitted, small_survey):
    model, _ = fitted
    settings, arrays = model.to_state()
    again = revive(name, json.loads(json.dumps(settings)), {k: np.array(v) for k, v in arrays.items()})
    rows = small_survey(20, seed=3).rows
    assert (again.predict_proba(rows) == model.predict_proba(rows)).all()


def test_a_model_survives_pickling_and_copying(fitted, small_survey):
    model, _ = fitted
    rows = small_survey(20, seed=3).rows
    for other in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):
        assert (other.predict_proba(rows) == model.predict_proba(rows)).all()


def test_a_codebook_is_enough(name, small_codebook, embed, small_survey):
    said = codebook_rows(small_codebook, THEMES, embed)
    rows = small_survey(40).rows
    model = made(name).fit(rows.take(np.zeros(0, int)), np.zeros((0, 4), bool), None, said)
    assert np.isfinite(model.predict_proba(rows)).all()


def test_options_are_read_and_set_as_scikit_learn_does(name):
    from sklearn.base import clone

    model = made(name)
    assert clone(model.set_params(seed=3)).get_params()["seed"] == 3
