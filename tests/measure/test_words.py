"""Words and networks agree with independent implementations and give nobody away."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2_contingency
from statsmodels.stats.multitest import multipletests

from theme_mining.measure.crosstab import benjamini_hochberg
from theme_mining.measure.networks import concept_network, page_rank, theme_network
from theme_mining.measure.words import phrases, telling_words, tokens, word_rows


def test_false_discoveries_agree_with_statsmodels() -> None:
    p = np.random.default_rng(1).random(40) ** 3
    np.testing.assert_allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1], atol=1e-12)


def test_a_word_of_fewer_respondents_than_the_limit_is_left_out() -> None:
    rows = [("yhteinen", "oma")] * 4 + [("yhteinen",)] * 3
    assert word_rows(tokens(rows, np.arange(7)), 5).words == ("yhteinen",)


def test_a_respondent_who_says_a_word_often_counts_once() -> None:
    assert word_rows(tokens([("bussi",)] * 9, np.zeros(9, np.int64)), 2).words == ()


def test_telling_words_are_those_of_one_group() -> None:
    rng = np.random.default_rng(2)
    groups = np.arange(200) % 2
    often = {"bussi": (0.6, 0.1), "lautta": (0.1, 0.6), "raha": (0.4, 0.4)}
    rows = [tuple(word for word, p in often.items() if rng.random() < p[group]) for group in groups]
    told = telling_words(word_rows(tokens(rows, np.arange(200)), 5), groups, 2, np.ones(200), 5)
    assert [[w.word for w in each] for each in told] == [["bussi"], ["lautta"]]
    assert told[0][0].share > told[0][0].rest


def test_no_word_tells_groups_apart_that_speak_alike() -> None:
    rng, found = np.random.default_rng(3), 0
    for _ in range(60):
        rows = [tuple(w for w in "abcdefghij" if rng.random() < 0.3) for _ in range(120)]
        told = telling_words(word_rows(tokens(rows, np.arange(120)), 5), rng.integers(0, 3, 120), 3, np.ones(120), 5)
        found += any(told)
    assert found / 60 <= 0.12


def test_word_pairs_have_the_log_likelihood_ratio_of_scipy() -> None:
    rows = [("pieni", "yhdistys", "", "raha", "aika")] * 30 + [("pieni", "raha", "", "aika", "yhdistys")] * 10
    found = {p.words: p.g2 for p in phrases(tokens(rows, np.arange(40)), 5)}
    table = np.array([[30, 10], [0, 40]])  # pieni + yhdistys: 30; pieni + other: 10; other + yhdistys: 10
    pairs = {("pieni", "yhdistys"): 30, ("raha", "aika"): 30, ("pieni", "raha"): 10, ("aika", "yhdistys"): 10}
    first = sum(n for (a, _), n in pairs.items() if a == "pieni")
    second = sum(n for (_, b), n in pairs.items() if b == "yhdistys")
    n = sum(pairs.values())
    table = np.array([[30, first - 30], [second - 30, n - first - second + 30]])
    wanted = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert found[("pieni", "yhdistys")] == pytest.approx(wanted, abs=1e-6)


def test_page_rank_agrees_with_the_leading_vector_of_its_matrix() -> None:
    rng = np.random.default_rng(5)
    edges = [(i, j, int(rng.integers(1, 9))) for i in range(12) for j in range(i) if rng.random() < 0.4]
    weights = np.zeros((12, 12))
    for i, j, w in edges:
        weights[i, j] = weights[j, i] = w
    sums = weights.sum(axis=0)
    walk = np.where(sums > 0, weights / np.maximum(sums, 1), 1 / 12)
    values, vectors = np.linalg.eig(0.85 * walk + 0.15 / 12)
    leading = np.real(vectors[:, np.argmax(np.real(values))])
    np.testing.assert_allclose(page_rank(12, edges), leading / leading.sum(), atol=1e-6)


def test_the_concept_network_joins_words_that_enough_people_put_together() -> None:
    rows = [("kunta", "", "raha"), ("raha", "avustus")] * 6 + [("salainen", "raha")] * 2
    net = concept_network(tokens(rows, np.arange(14)), 5)
    assert set(net.nodes) == {"kunta", "raha", "avustus"}
    assert net.nodes[int(net.weights.argmax())] == "raha"
    assert sorted(n for _, _, n in net.edges) == [6, 6]
    assert concept_network(tokens(rows, np.arange(14)), 5).places.tolist() == net.places.tolist()


def test_themes_named_together_more_than_by_chance_are_joined() -> None:
    has = np.zeros((200, 4), bool)
    has[:60, :2] = True
    has[np.arange(0, 200, 2), 2] = True
    has[100:, 3] = np.arange(100) % 2 == 0
    net = theme_network(has, ["a", "b", "c", "d"], 5)
    assert ("a", "b") in {(net.nodes[i], net.nodes[j]) for i, j, _ in net.edges}


def test_a_network_of_nothing_is_empty() -> None:
    assert concept_network(tokens([], np.zeros(0, np.int64)), 5).nodes == ()
    assert theme_network(np.zeros((0, 2), bool), ["a", "b"], 5).edges == ()
