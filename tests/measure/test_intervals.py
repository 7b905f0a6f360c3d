"""Intervals agree with statsmodels and with published figures, and cover what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from theme_mining.measure.intervals import (
    bootstrap_shares,
    clustered_effective_n,
    difference,
    difference_p,
    effective_n,
    wilson,
)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_wilson_agrees_with_statsmodels(level: float) -> None:
    count, n = np.array([0, 1, 5, 41, 100, 244, 9999, 10000]), np.array([10, 244, 9, 244, 244, 244, 10000, 10000])
    low, high = wilson(count / n, n, level)
    wanted = proportion_confint(count, n, alpha=1 - level, method="wilson")
    np.testing.assert_allclose([low, high], wanted, atol=1e-12)


def test_the_webinar_poll_has_its_published_shares_and_wilson_intervals() -> None:
    counts = np.array([100, 83, 41, 20])
    low, high = wilson(counts / 244, 244)
    assert np.round(100 * counts / 244).tolist() == [41, 34, 17, 8]
    assert np.round(100 * low, 1).tolist() == [35.0, 28.4, 12.6, 5.4]
    assert np.round(100 * high, 1).tolist() == [47.2, 40.2, 22.0, 12.3]


def test_wilson_of_nobody_is_the_whole_range() -> None:
    assert [float(v) for v in wilson(0.0, 0)] == [0.0, 1.0]


def test_difference_agrees_with_statsmodels() -> None:
    for a, n_a, b, n_b in [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20), (5, 56, 0, 29)]:
        d, low, high = difference((b / n_b, a / n_a), (n_b, n_a))
        wanted = confint_proportions_2indep(a, n_a, b, n_b, method="newcomb", compare="diff", correction=False)
        np.testing.assert_allclose([float(low), float(high)], wanted, atol=1e-10)
        assert float(d) == pytest.approx(a / n_a - b / n_b)


def test_difference_p_agrees_with_the_pooled_z_test_of_statsmodels() -> None:
    _, wanted = proportions_ztest([56, 48], [70, 80])
    assert float(difference_p((56 / 70, 48 / 80), (70, 80))) == pytest.approx(wanted, abs=1e-12)


def test_difference_p_is_one_where_nobody_or_everybody_named_it() -> None:
    assert difference_p(([0.0, 1.0], [0.0, 1.0]), (10, 20)).tolist() == [1.0, 1.0]


def test_effective_n_of_equal_weights_is_their_number() -> None:
    assert effective_n(np.full(37, 2.5)) == pytest.approx(37)


def test_clusters_of_one_row_give_nearly_the_number_of_rows() -> None:
    has = np.array([[True]] * 30 + [[False]] * 70)
    assert clustered_effective_n(has, np.ones(100), np.arange(100))[0] == pytest.approx(99, abs=1e-9)


def test_rows_repeated_within_a_respondent_count_once() -> None:
    has = np.repeat(np.array([[True]] * 30 + [[False]] * 70), 4, axis=0)
    found = clustered_effective_n(has, np.ones(400), np.repeat(np.arange(100), 4))
    assert found[0] == pytest.approx(99, abs=1e-9)


def test_bootstrap_by_respondent_agrees_with_the_clustered_variance() -> None:
    has, weights, clusters = _clustered(np.random.default_rng(7), 200)
    n = clustered_effective_n(has, weights, clusters)
    share = weights @ has / weights.sum()
    wanted = np.sqrt(share * (1 - share) / n)
    np.testing.assert_allclose(bootstrap_shares(has, weights, clusters, 2000).std(axis=0), wanted, rtol=0.06)


@pytest.mark.parametrize("kind", ["simple", "weighted", "clustered", "clustered and weighted"])
def test_intervals_cover_the_truth_in_93_to_97_of_100_samples(kind: str) -> None:
    rng, inside, draws = np.random.default_rng(20), 0, 1000
    for _ in range(draws):
        has, weights, clusters = _clustered(rng, 150) if "clustered" in kind else _simple(rng, 300)
        weights = weights if "weighted" in kind else np.ones(len(weights))
        share = weights @ has / weights.sum()
        n = clustered_effective_n(has, weights, clusters) if "clustered" in kind else effective_n(weights)
        low, high = wilson(share, n)
        inside += int(np.mean((low <= 0.3) & (high >= 0.3)))
    assert 0.93 <= inside / draws <= 0.97


def _simple(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return rng.random((n, 1)) < 0.3, rng.choice([0.5, 1.0, 2.0], n), np.arange(n)


def _clustered(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Respondents of 1–4 answers who are alike within (beta 1.5, 3.5: mean 0.3)."""
    sizes = rng.integers(1, 5, n)
    clusters = np.repeat(np.arange(n), sizes)
    own = rng.beta(1.5, 3.5, n)[clusters]
    return (rng.random(len(clusters)) < own)[:, None], rng.choice([0.5, 1.0, 2.0], n)[clusters], clusters
