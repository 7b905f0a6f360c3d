"""Figures about themes found: what tells them, how firm, distinct and coherent they are, which answers show them."""

from __future__ import annotations

import numpy as np
import pytest

from theme_mining.measure.class_tfidf import class_tfidf, term_table
from theme_mining.measure.distinctness import coherence, distinctness, means
from theme_mining.measure.shape import flat_map
from theme_mining.measure.stability import adjusted_rand, cluster_stability, mean_agreement, overlap
from theme_mining.measure.typical import borderline, typical
from theme_mining.measure.waves_signals import chance_of_growth, families, signals

ROWS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 1, 0], [0, 0.6, 0.8]], dtype=np.float32)
TWO = np.array([0, 0, 1, 1])


def test_a_word_of_one_theme_tells_more_than_a_word_of_all():
    terms, counts = term_table([["tie", "ja"], ["tie", "ja"], ["koulu", "ja"], ["koulu", "ja"]], TWO, 2)
    weights = class_tfidf(counts)
    assert terms == ["ja", "koulu", "tie"]
    assert weights[0].argmax() == 2
    assert weights[1].argmax() == 1


def test_a_word_counts_once_an_answer_and_others_not_at_all():
    terms, counts = term_table([["tie", "tie"], ["tie"], ["tie"]], np.array([0, 0, 9]), 1)
    assert terms == ["tie"]
    assert counts.tolist() == [[2.0]]


def test_the_adjusted_rand_index_is_that_of_the_source():
    # Hubert & Arabie's own kind of case, worked by hand: 3 joint pairs, 1.6 expected, 4 at most
    a, b = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert adjusted_rand(a, b) == pytest.approx((2 - 6 * 3 / 15) / ((6 + 3) / 2 - 6 * 3 / 15))
    assert adjusted_rand(a, a) == 1.0
    assert mean_agreement([a]) == 1.0
    assert overlap(a, b).sum() == 6


def test_a_cluster_found_again_is_stable_and_one_that_dissolves_is_not():
    labels = np.array([0, 0, 0, 1, 1, 1])
    firm = cluster_stability(labels, [labels, np.array([0, 0, 0, 1, 2, 3])], 2)
    assert firm[0] == 1.0
    assert firm[1] == pytest.approx((1 + 1 / 3) / 2)


def test_themes_apart_are_distinct_and_one_alone_is_not_measured():
    assert (distinctness(ROWS, TWO, 2) > 0).all()
    assert distinctness(ROWS, np.zeros(4, dtype=int), 1).tolist() == [0]
    assert np.allclose(np.linalg.norm(means(ROWS, TWO, 2), axis=1), 1)


def test_coherence_is_the_mean_cosine_of_pairs():
    assert coherence(ROWS, TWO, 2) == pytest.approx([0.8, 0.6])
    assert coherence(ROWS[:1], np.array([0]), 1).tolist() == [0]


def test_typical_answers_are_sure_and_readable_and_borderline_ones_are_neither_here_nor_there():
    sure = np.array([[0.9, 0.1], [0.99, 0.01], [0.55, 0.45], [0.2, 0.8]])
    assert typical(sure, np.array([10, 1, 10, 10]), 0, 2) == [0, 2]
    assert borderline(sure, 0, 1) == [2]
    assert typical(sure, np.array([10, 1, 10, 10]), 1, 5) == [3]


def test_a_map_keeps_themes_apart_and_within_bounds():
    rows = np.eye(3, dtype=np.float32)[np.arange(30) % 3]
    places = flat_map(rows, np.arange(30) % 3, 3)
    assert np.abs(places).max() == pytest.approx(1)
    assert len(np.unique(places.round(6), axis=0)) == 3
    assert flat_map(np.zeros((0, 3), np.float32), np.zeros(0, int), 0).shape == (0, 2)


def test_growth_is_likelier_the_more_answers_say_so():
    few, many = chance_of_growth(np.array([[1, 3], [10, 30]]), np.array([100, 100]))
    assert 0.5 < few < many < 1


def test_words_of_one_base_are_one_family():
    kin = [frozenset({"vero"}), frozenset({"verotus"}), frozenset({"kunnallisvero", "kunta", "vero"})]
    assert families(kin[:1] + kin[2:]) == 1
    assert families([frozenset({"vero"}), frozenset({"koulu"})]) == 2


def test_a_signal_needs_words_of_two_families_that_rise_together():
    later = np.arange(200) >= 100
    holds = np.zeros((200, 3), dtype=bool)
    holds[100:106, 0] = holds[104:110, 1] = True
    holds[90:110, 2] = True
    vectors = np.array([[1, 0], [0.9, 0.436], [0, 1]], dtype=np.float32)
    kin = [frozenset({"sota"}), frozenset({"kriisi"}), frozenset({"tie"})]
    (found,) = signals(holds, later, vectors, kin)
    assert (found.terms, found.before, found.after) == ((0, 1), 0, 10)
    assert found.score > signals(holds, later, vectors, kin, covered=np.ones(200, dtype=bool))[0].score > 0
    assert not signals(holds, later, vectors, [frozenset({"sota"}), frozenset({"sota"}), frozenset({"tie"})])


def test_on_the_map_like_themes_are_neighbours_and_answers_lie_near_their_own_theme():
    draw = np.random.default_rng(0)
    middles = np.eye(12)[[0, 0, 5, 9]] + 0.6 * np.eye(12)[[1, 2, 6, 10]]
    labels = np.arange(400) % 4
    rows = middles[labels] + 0.15 * draw.normal(size=(400, 12))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    places = flat_map(rows, labels, 4)
    assert np.array_equal(places, flat_map(rows, labels, 4))
    isles = np.array([places[labels == c].mean(axis=0) for c in range(4)])
    away = np.linalg.norm(isles[:, None] - isles[None], axis=2)
    assert away[0, 1] < min(away[0, 2], away[0, 3], away[1, 2], away[1, 3])
    nearest = np.linalg.norm(places[:, None] - isles[None], axis=2).argmin(axis=1)
    assert (nearest == labels).mean() > 0.9


def test_answers_of_no_theme_are_on_the_map_too():
    rows = np.eye(4, dtype=np.float32)[np.arange(40) % 4]
    places = flat_map(rows, np.arange(40) % 4, 3)
    assert np.isfinite(places).all()
    assert np.abs(places).max() == pytest.approx(1)
