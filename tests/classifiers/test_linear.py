import copy
import pickle

import numpy as np
import pytest

from theme_mining.classifiers import make, names, revive
from theme_mining.classifiers._blend import _fit, fit_blend
from theme_mining.classifiers._folds import balanced_folds
from theme_mining.classifiers._views import CharView, LemmaView
from theme_mining.core.errors import InputError, SettingsError
from theme_mining.flows.train import codebook_rows

THEMES = ("raha", "tieto", "tilat", "koulutus")


def fitted(survey, **options):
    return make("linear", **options).fit(survey.rows, survey.matrix(THEMES), survey.groups)


def test_folds_keep_respondents_together_and_themes_even(small_survey):
    survey = small_survey(200)
    fold = balanced_folds(survey.groups, survey.matrix(THEMES), 5)
    homes = {group: {f for g, f in zip(survey.groups, fold, strict=True) if g == group} for group in survey.groups}
    assert all(len(found) == 1 for found in homes.values())
    counts = np.array([survey.matrix(THEMES)[fold == f].sum(axis=0) for f in range(5)])
    assert np.ptp(counts, axis=0).max() <= 3


def test_folds_do_not_depend_on_the_order_of_rows(small_survey):
    survey = small_survey(80)
    order = np.random.default_rng(1).permutation(80)
    straight = balanced_folds(survey.groups, survey.matrix(THEMES), 4)
    mixed = balanced_folds([survey.groups[i] for i in order], survey.matrix(THEMES)[order], 4)
    assert (straight[order] == mixed).all()


def test_views_weigh_as_scikit_learn_does(embed):
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = ["Uusi talo ja uusi sali", "Talo on hyvä", "Raha ei riitä, raha ei riitä"]
    ours = CharView().fit(embed(texts).segments)
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    wanted = theirs.fit_transform([t.replace(",", "") for t in texts])
    columns = [ours.vocabulary[name] for name in theirs.get_feature_names_out()]
    assert np.allclose(ours.count(embed(texts).segments).rows[:, columns].toarray(), wanted.toarray())


def test_unknown_words_shorten_a_row(embed):
    view = LemmaView().fit(embed(["talo palaa", "raha loppuu"]).segments)
    known, mixed = view.count(embed(["talo palaa", "talo palaa vieraassa kaupungissa"]).segments).rows.toarray()
    assert np.isclose(np.linalg.norm(known), 1)
    assert np.linalg.norm(mixed) < 0.9


def test_probabilities_of_one_theme_each_sum_to_one(small_survey):
    survey = small_survey()
    proba = fitted(survey, single_label=True).predict_proba(small_survey(40, seed=5).rows)
    assert proba.shape == (40, 4)
    assert np.allclose(proba.sum(axis=1), 1)


def test_themes_are_found_on_unseen_answers(small_survey):
    survey, unseen = small_survey(several=True), small_survey(100, several=True, seed=9)
    chosen = fitted(survey).predict(unseen.rows)
    assert (chosen == unseen.matrix(THEMES)).mean() > 0.9


def test_held_out_probabilities_saw_no_other_answer_of_the_respondent(small_survey):
    survey = small_survey(60)
    truth = survey.matrix(THEMES)
    alone = np.zeros((60, 1), bool)
    alone[:2] = True  # a theme that only the first respondent has cannot be known where that respondent is held out
    model = make("linear").fit(survey.rows, np.hstack([truth, alone]), survey.groups)
    assert model.held_out_proba_[:2, 4].max() < 0.2


def test_rows_in_another_order_give_the_same_model_to_the_bit(small_survey):
    survey = small_survey(80)
    order = np.random.default_rng(3).permutation(80)
    a, b = fitted(survey).to_state(), fitted(survey.take(order)).to_state()
    assert a[0] == b[0]
    assert all((a[1][name] == b[1][name]).all() for name in a[1])


def test_state_gives_the_same_predictions_to_the_bit(small_survey, small_codebook, embed):
    survey = small_survey(80, several=True)
    said = codebook_rows(small_codebook, THEMES, embed)
    model = make("linear").fit(survey.rows, survey.matrix(THEMES), survey.groups, said)
    again = revive("linear", *model.to_state())
    assert (again.predict_proba(survey.rows) == model.predict_proba(survey.rows)).all()


def test_a_codebook_alone_tells_themes_apart(small_survey, small_codebook, embed):
    said = codebook_rows(small_codebook, THEMES, embed)
    unseen = small_survey(100)
    empty = unseen.rows.take(np.zeros(0, int))
    model = make("linear").fit(empty, np.zeros((0, 4), bool), None, said)
    right = unseen.matrix(THEMES)[np.arange(100), model.predict_proba(unseen.rows).argmax(axis=1)]
    assert right.mean() > 0.7


def test_nothing_to_learn_from_is_said(small_survey):
    empty = small_survey(4).rows.take(np.zeros(0, int))
    with pytest.raises(InputError, match="nothing to learn from"):
        make("linear").fit(empty, np.zeros((0, 4), bool))


def test_a_theme_with_one_example_or_none_does_not_break_training(small_survey):
    survey = small_survey(60)
    truth = np.hstack([survey.matrix(THEMES), np.zeros((60, 2), bool)])
    truth[0, 4] = True
    proba = make("linear").fit(survey.rows, truth, survey.groups).predict_proba(survey.rows)
    assert np.isfinite(proba).all()
    assert proba[:, 5].max() < 0.2


def test_no_rows_give_no_probabilities(small_survey):
    survey = small_survey(60)
    assert fitted(survey).predict_proba(survey.rows.take(np.zeros(0, int))).shape == (0, 4)


def test_removing_the_weightiest_word_lowers_the_probability(small_survey, embed):
    model, unseen = fitted(small_survey(200), single_label=True), small_survey(60, seed=11)
    proba = model.predict_proba(unseen.rows)
    top = proba.argmax(axis=1)
    weights = model.word_weights(unseen.rows, top)
    shorter = []
    for segment, weight in zip(unseen.rows.segments, weights, strict=True):
        start, end = segment.spans[int(np.argmax(weight))]
        shorter.append(segment.text[:start] + segment.text[end:])
    after = model.predict_proba(embed(shorter))[np.arange(60), top]
    assert (after < proba[np.arange(60), top]).mean() > 0.9


def test_blend_finds_the_view_that_knows():
    rng = np.random.default_rng(0)
    truth = np.eye(3, dtype=bool)[rng.integers(3, size=300)]
    scores = np.stack([truth + rng.normal(0, 0.5, truth.shape), rng.normal(size=truth.shape)], axis=2)
    blend = fit_blend(scores, truth, single_label=True)
    assert blend.slopes[0] > 10 * blend.slopes[1]


def competing(n, seed):
    """One score a theme; an answer has its best theme, and a second one only when that lies close behind."""
    scores = np.random.default_rng(seed).normal(0, 2, (n, 4))
    best = scores.max(axis=1, keepdims=True)
    return scores[:, :, None], scores > best - 0.5


def test_themes_of_an_answer_compete_where_one_explains_it():
    plain = _fit(*competing(800, 1), single_label=False)
    blend = fit_blend(*competing(800, 1), single_label=False)
    scores, truth = competing(400, 2)
    assert log_loss(blend, scores, truth) < 0.8 * log_loss(plain, scores, truth)


def log_loss(blend, scores, truth):
    said = blend.probabilities(scores)
    return -np.log(np.where(truth, said, 1 - said)).mean()


def test_rivals_come_back_with_a_saved_model(small_survey):
    survey = small_survey(120)
    model = fitted(survey)
    assert model.blend_.rivals is not None
    again = revive("linear", *model.to_state())
    rows = small_survey(20, seed=3).rows
    assert (again.predict_proba(rows) == model.predict_proba(rows)).all()


def test_classifier_survives_pickling_and_copying(small_survey):
    model = fitted(small_survey(40))
    rows = small_survey(8, seed=2).rows
    wanted = model.predict_proba(rows)
    for other in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):
        assert (other.predict_proba(rows) == wanted).all()


def test_unknown_classifier_names_the_near_miss():
    assert "linear" in names()
    with pytest.raises(SettingsError, match='did you mean "linear"'):
        make("liner")
