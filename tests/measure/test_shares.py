"""Shares count answers and people, one respondent one voice."""

from __future__ import annotations

import numpy as np
import pytest

from theme_mining.measure.shares import respondent_rows, shares, theme_matrix


def test_a_respondent_who_names_a_theme_twice_counts_once() -> None:
    has, weights = respondent_rows(np.array([[True], [True], [False]]), np.ones(3), np.array([0, 0, 1]))
    assert has.tolist() == [[True], [False]]
    assert weights.tolist() == [1.0, 1.0]


def test_weights_move_the_share_and_shrink_the_effective_size() -> None:
    found = shares(np.array([[True], [False], [False], [False]]), np.array([3.0, 1.0, 1.0, 1.0]))
    assert found.share[0] == pytest.approx(0.5)
    variance = 4 / 3 * (3 * 0.5**2 + (3 * 0.5) ** 2) / 6**2  # Taylor's, by hand
    assert found.effective[0] == pytest.approx(0.25 / variance)
    assert found.base == 4


def test_weights_never_make_more_of_a_sample_than_kish_allows() -> None:
    rng = np.random.default_rng(8)
    weights, has = rng.uniform(0.2, 3, 300), rng.random((300, 9)) < 0.3
    assert (shares(has, weights).effective <= weights.sum() ** 2 / (weights**2).sum() + 1e-9).all()


def test_rows_of_weight_nought_count_in_nothing() -> None:
    has, weights = np.array([[True], [False], [True]]), np.array([1.0, 1.0, 0.0])
    found = shares(has, weights, clusters=np.array([0, 1, 2]))
    assert (found.base, found.count[0], found.share[0]) == (2, 1, 0.5)


def test_shares_of_no_answers_are_nothing_within_the_whole_range() -> None:
    found = shares(np.zeros((0, 2), bool), np.zeros(0))
    assert found.share.tolist() == [0.0, 0.0]
    assert found.high.tolist() == [1.0, 1.0]


def test_answers_of_a_clustered_survey_get_wider_intervals() -> None:
    has = np.repeat(np.array([[True]] * 30 + [[False]] * 70), 2, axis=0)
    alone = shares(has, np.ones(200))
    clustered = shares(has, np.ones(200), np.repeat(np.arange(100), 2))
    assert clustered.high[0] - clustered.low[0] > 1.3 * (alone.high[0] - alone.low[0])


def test_themes_out_of_the_codebook_are_passed_over() -> None:
    assert theme_matrix([("x",), ("a", "x")], ["a"]).tolist() == [[False], [True]]
