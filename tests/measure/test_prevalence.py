import numpy as np
import pytest

from theme_mining.measure.prevalence import adjusted_count, prediction_powered


def answers(rng, n, share, sensitivity, specificity):
    truth = rng.random(n) < share
    return truth, np.where(truth, rng.random(n) < sensitivity, rng.random(n) > specificity)


@pytest.mark.parametrize(("share", "coded"), [(0.05, 100), (0.3, 100), (0.1, 200)])
def test_prediction_powered_intervals_cover_as_often_as_they_say(share, coded):
    rng, inside = np.random.default_rng(0), 0
    for _ in range(400):
        truth, machine = answers(rng, 800 + coded, share, 0.75, 0.93)
        found = prediction_powered(machine[coded:], machine[:coded], truth[:coded])
        inside += found.low <= share <= found.high
    assert 0.92 <= inside / 400 <= 0.98


def test_adjusted_counts_cover_as_often_as_they_say():
    rng, inside = np.random.default_rng(1), 0
    for _ in range(300):
        truth, machine = answers(rng, 500, 0.2, 0.8, 0.95)
        errors = [
            (truth & machine).sum(),
            (~truth & machine).sum(),
            (truth & ~machine).sum(),
            (~truth & ~machine).sum(),
        ]
        _, batch = answers(rng, 800, 0.2, 0.8, 0.95)
        found = adjusted_count(int(batch.sum()), 800, errors)
        inside += found.low <= 0.2 <= found.high
    assert 0.92 <= inside / 300 <= 0.98


def test_a_biased_classifier_is_put_right():
    rng = np.random.default_rng(2)
    truth, machine = answers(rng, 20000, 0.1, 0.6, 0.8)
    assert abs(machine.mean() - 0.1) > 0.1
    assert abs(prediction_powered(machine[500:], machine[:500], truth[:500]).value - 0.1) < 0.03
    assert abs(adjusted_count(int(machine.sum()), 20000, [600, 2000, 400, 8000]).value - 0.1) < 0.03


def test_machine_labels_narrow_the_interval_of_the_coded_sample_alone():
    rng = np.random.default_rng(3)
    truth, machine = answers(rng, 5000, 0.3, 0.95, 0.95)
    helped = prediction_powered(machine[200:], machine[:200], truth[:200])
    alone = prediction_powered(np.zeros(4800), np.zeros(200), truth[:200])
    assert helped.high - helped.low < 0.7 * (alone.high - alone.low)


def test_too_little_to_say_gives_the_whole_range():
    assert (prediction_powered([1, 0], [1], [1]).low, prediction_powered([1, 0], [1], [1]).high) == (0, 1)
    useless = adjusted_count(50, 100, [10, 90, 10, 90])
    assert (useless.low, useless.high) == (0, 1)
    assert adjusted_count(0, 0, [1, 1, 1, 1]).n == 0
