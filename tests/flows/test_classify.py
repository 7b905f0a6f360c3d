import dataclasses

import numpy as np
import pytest

from theme_mining.classifiers import make
from theme_mining.core.errors import InputError, ModelError, SettingsError
from theme_mining.core.trained import Rows
from theme_mining.flows.classify import classify, drift, shares
from theme_mining.flows.train import from_codebook, train

COLUMNS = ["theme", "themes", "confidence", "review", "evidence"]


@pytest.fixture(scope="module")
def single(small_survey):
    return train(small_survey(240), make("linear"))


@pytest.fixture(scope="module")
def several(small_survey):
    return train(small_survey(240, several=True), make("linear"))


def test_the_table_has_the_contracts_columns_in_the_order_of_the_answers(single, small_survey):
    unseen = small_survey(40, seed=4)
    frame = classify(single, unseen.rows).frame
    assert list(frame.columns) == COLUMNS
    assert (frame["theme"] == [t[0] for t in unseen.themes]).mean() > 0.8
    assert frame["confidence"].between(0, 1).all()


def test_first_theme_heads_the_list_of_themes(several, small_survey):
    frame = classify(several, small_survey(60, several=True, seed=4).rows).frame
    some = frame[frame["themes"] != ""]
    assert (some["themes"].str.split(";").str[0] == some["theme"]).all()


def test_answers_without_content_get_no_theme_and_no_review(several, embed):
    frame = classify(several, embed(["", "-", "Rahoitus ja avustus puuttuvat"])).frame
    assert frame["theme"].tolist()[:2] == ["", ""]
    assert frame["confidence"].isna().tolist()[:2] == [True, True]
    assert not frame["review"].iloc[:2].any()


def test_an_empty_batch_gives_an_empty_table(single, embed):
    done = classify(single, embed([]), coverage=0.9)
    assert list(done.frame.columns) == [*COLUMNS, "coverage_set"]
    assert len(done.frame) == 0
    assert done.probabilities.shape == (0, 4)


def test_answers_do_not_depend_on_their_batch(single, small_survey):
    rows = small_survey(40, seed=4).rows
    together = classify(single, rows).probabilities
    apart = np.vstack([classify(single, rows.take(np.array([i]))).probabilities for i in range(40)])
    assert np.allclose(together, apart, atol=1e-6)


def test_evidence_holds_exact_places_of_words(single, small_survey):
    rows = small_survey(40, seed=4).rows
    done = classify(single, rows)
    for segment, spans, told in zip(rows.segments, done.evidence, done.frame["evidence"], strict=True):
        assert told == " · ".join(segment.text[a:b] for a, b in spans)
        assert all(0 <= a < b <= len(segment.text) for a, b in spans)


def test_removing_the_evidence_lowers_the_probability(single, small_survey, embed):
    rows = small_survey(60, seed=4).rows
    done = classify(single, rows)
    top = done.probabilities.argmax(axis=1)
    cut = []
    for segment, spans in zip(rows.segments, done.evidence, strict=True):
        text = segment.text
        for a, b in reversed(spans):
            text = text[:a] + text[b:]
        cut.append(text)
    after = single.classifier.predict_proba(embed(cut))[np.arange(60), top]
    assert (after < done.probabilities[np.arange(60), top]).mean() > 0.9


def test_what_is_not_for_review_is_right_more_often(several, small_survey):
    unseen = small_survey(300, several=True, seed=8)
    done = classify(several, unseen.rows)
    truth = unseen.matrix(several.themes)
    first = [several.themes.index(t) if t else -1 for t in done.frame["theme"]]
    right = np.array([truth[i, j] if j >= 0 else not truth[i].any() for i, j in enumerate(first)])
    sure = ~done.frame["review"].to_numpy()
    assert right[sure].mean() > right.mean()


def test_coverage_sets_hold_the_right_theme_as_often_as_asked(single, small_survey):
    unseen = small_survey(400, seed=21)
    sets = classify(single, unseen.rows, coverage=0.9).frame["coverage_set"].str.split(";")
    inside = np.mean([themes[0] in found for themes, found in zip(unseen.themes, sets, strict=True)])
    assert 0.84 < inside <= 1


def test_coverage_is_refused_where_it_cannot_be_promised(single, small_codebook, small_survey, embed):
    rows = small_survey(8).rows
    with pytest.raises(SettingsError, match="between 0 and 1"):
        classify(single, rows, coverage=1.5)
    with pytest.raises(SettingsError, match="seen no labels"):
        classify(from_codebook(small_codebook, make("linear"), embed), rows, coverage=0.9)


@pytest.mark.parametrize("part", ["embedder", "language"])
def test_rows_of_another_embedder_or_language_backend_are_refused(single, small_survey, part):
    rows = small_survey(8).rows
    vectors = dataclasses.replace(rows.vectors, fingerprint="other")
    other = (
        Rows(rows.segments, vectors, rows.language) if part == "embedder" else dataclasses.replace(rows, language="x")
    )
    with pytest.raises(ModelError, match=rf"(?s)another {part}.*wanted.*found"):
        classify(single, other)


def test_shares_from_a_coded_sample_hold_the_true_share(several, small_survey):
    unseen = small_survey(400, several=True, seed=31)
    done = classify(several, unseen.rows)
    coded = {i: unseen.themes[i] for i in np.random.default_rng(0).permutation(400)[:120]}
    table = shares(several, done, coded)
    truth = unseen.matrix(several.themes).mean(axis=0)
    assert (table["method"] == "coded sample").all()
    assert ((table["low"] <= truth) & (truth <= table["high"])).sum() >= 3


def test_shares_without_a_sample_are_corrected_by_the_errors_seen_in_training(several, small_survey):
    unseen = small_survey(400, several=True, seed=31)
    table = shares(several, classify(several, unseen.rows))
    assert (table["method"] == "errors in training").all()
    assert (table["low"] <= table["corrected"]).all()
    assert (table["corrected"] <= table["high"]).all()


def test_a_coded_theme_the_model_does_not_know_is_refused(several, small_survey):
    done = classify(several, small_survey(8).rows)
    with pytest.raises(InputError, match="does not know it"):
        shares(several, done, {0: ("muu",)})
    with pytest.raises(InputError, match="row 100"):
        shares(several, done, {99: ("raha",)})


def test_drift_names_moved_themes_and_new_words(single, small_survey, embed):
    texts = [f"Rahoitus ja avustus puuttuvat hyvinvointialue {i}" for i in range(60)]
    rows = embed(texts)
    told = " ".join(drift(single, rows, classify(single, rows)))
    assert "more than in training" in told
    assert "hyvinvointialue (60)" in told


def test_no_drift_is_told_of_a_batch_like_the_training_answers(single, small_survey):
    rows = small_survey(200, seed=77).rows
    assert drift(single, rows, classify(single, rows)) == []
