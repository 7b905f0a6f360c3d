import numpy as np
import pytest

from theme_mining.measure.agreement import alpha, alpha_interval, jaccard_distance, theme_alpha
from theme_mining.measure.calibration import calibration_curve, calibration_error
from theme_mining.measure.conformal import coverage_sets, nonconformity, set_threshold
from theme_mining.measure.paired import mcnemar, paired_differences
from theme_mining.measure.scores import confusion, score, split_scores
from theme_mining.measure.suspicion import doubtful_labels
from theme_mining.measure.thresholds import best_thresholds, choose, top_theme


@pytest.fixture
def coded():
    rng = np.random.default_rng(0)
    truth = rng.random((300, 3)) < [0.5, 0.2, 0.05]
    return truth, truth ^ (rng.random(truth.shape) < 0.1), [f"r{i // 2}" for i in range(300)]


def test_scores_are_those_of_scikit_learn(coded):
    from sklearn.metrics import f1_score, precision_score, recall_score

    truth, chosen, groups = coded
    found = score(truth, chosen, groups)
    assert found.macro_f1.value == pytest.approx(f1_score(truth, chosen, average="macro"))
    assert found.micro_f1.value == pytest.approx(f1_score(truth, chosen, average="micro"))
    assert [i.value for i in found.precision] == pytest.approx(precision_score(truth, chosen, average=None))
    assert [i.value for i in found.recall] == pytest.approx(recall_score(truth, chosen, average=None))
    assert found.accuracy.value == pytest.approx((truth == chosen).all(axis=1).mean())


def test_intervals_hold_the_value_and_widen_with_respondents_of_many_answers(coded):
    truth, chosen, _ = coded
    alone = score(truth, chosen).accuracy
    many = score(truth.repeat(4, axis=0), chosen.repeat(4, axis=0), [f"r{i // 4}" for i in range(1200)]).accuracy
    assert alone.low < alone.value < alone.high
    assert many.high - many.low == pytest.approx(alone.high - alone.low, rel=0.2)


def test_confusion_counts_hits_and_what_was_said_instead():
    truth = np.array([[1, 0], [1, 0], [0, 1]], bool)
    chosen = np.array([[1, 0], [0, 1], [0, 1]], bool)
    assert confusion(truth, chosen).tolist() == [[1, 1], [0, 1]]


def test_scores_of_parts_are_told_apart(coded):
    truth, chosen, groups = coded
    parts = split_scores(
        truth, np.where(np.arange(300)[:, None] < 200, truth, chosen), ["fi"] * 200 + ["sv"] * 100, groups
    )
    assert list(parts) == ["fi", "sv"]
    assert parts["fi"].value == 1 > parts["sv"].value


def test_alpha_of_krippendorffs_own_example():
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": four observers, twelve units, nominal 0.743.
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    assert alpha([a, b, c, d]) == pytest.approx(0.743, abs=0.0005)
    found = alpha_interval([a, b, c, d])
    assert found.low < 0.743 < found.high
    assert found.n == 11


def test_alpha_of_sets_gives_credit_for_shared_themes():
    one = [frozenset({"a", "b"}), frozenset({"c"}), frozenset({"a"}), frozenset()]
    two = [frozenset({"a"}), frozenset({"c"}), frozenset({"a"}), frozenset()]
    assert alpha([one, two]) < alpha([one, two], jaccard_distance) < 1
    assert theme_alpha([one, two], "c").value == 1


def test_alpha_without_pairs_is_not_a_number():
    assert np.isnan(alpha_interval([[1, None], [None, 2]]).value)


def test_calibration_error_is_zero_for_probabilities_that_hold():
    rng = np.random.default_rng(0)
    said = rng.random(50000)
    right = rng.random(50000) < said
    assert calibration_error(said, right) < 0.01
    assert calibration_error(np.minimum(said + 0.2, 1), right) > 0.1
    assert calibration_curve(said, right).n.sum() == 50000
    assert calibration_error([], []) == 0


@pytest.mark.parametrize("coverage", [0.8, 0.9, 0.95])
def test_coverage_sets_keep_their_promise(coverage):
    rng = np.random.default_rng(1)
    proba = rng.dirichlet(np.ones(5) * 0.4, size=4000)
    truth = np.eye(5, dtype=bool)[[rng.choice(5, p=p) for p in proba]]
    odd = nonconformity(proba[:2000], truth[:2000])
    inside = (coverage_sets(proba[2000:], odd, coverage) | ~truth[2000:]).all(axis=1).mean()
    assert abs(inside - coverage) < 0.02


def test_too_few_held_out_answers_promise_everything():
    assert set_threshold(np.array([0.1, 0.2]), 0.95) == 1


def test_thresholds_find_the_best_f1_and_rare_themes_keep_to_the_others():
    rng = np.random.default_rng(2)
    truth = rng.random((2000, 2)) < [0.3, 0.002]
    proba = np.clip(np.where(truth, 0.4, 0.1) + rng.normal(0, 0.05, truth.shape), 0, 1)
    found = best_thresholds(proba, truth)
    assert 0.15 < found[0] < 0.35
    assert abs(found[1] - found[0]) < 0.15


def test_one_theme_each_is_the_most_probable_one():
    proba = np.array([[0.2, 0.5, 0.3]])
    assert choose(proba, np.ones(3), True).tolist() == [[False, True, False]]
    first, sure = top_theme(proba, choose(proba, np.ones(3), False))
    assert first.tolist() == [-1]
    assert sure[0] == pytest.approx(0.8 * 0.5 * 0.7)


def test_a_label_against_all_evidence_is_doubted():
    truth = np.eye(2, dtype=bool)[[0] * 10 + [1] * 10]
    proba = np.where(truth, 0.9, 0.1)
    proba[3] = [0.05, 0.95]
    assert [(d.row, d.theme) for d in doubtful_labels(proba, truth, single_label=True)] == [(3, 1)]
    several = {(d.row, d.theme, d.missing) for d in doubtful_labels(proba, truth, single_label=False)}
    assert {(3, 1, True), (3, 0, False)} <= several


def test_the_better_of_two_is_found_and_equals_are_not(coded):
    truth, chosen, groups = coded
    macro, micro, each = paired_differences(truth, chosen, truth, groups)
    assert macro.low > 0
    assert micro.low > 0
    assert len(each) == 3
    same = paired_differences(truth, chosen, chosen, groups)[0]
    assert (same.low, same.value, same.high) == (0, 0, 0)
    assert mcnemar(np.ones(3, bool), np.ones(3, bool)) == (0, 0, 1.0)
