"""What the default clusterer promises beyond the contract."""

from __future__ import annotations

import numpy as np

from theme_mining.clusterers._graph import fused_graph, leading_eigenvectors
from theme_mining.clusterers._number import candidates, modularity
from theme_mining.clusterers._partition import filled, in_common
from theme_mining.clusterers._resamples import resample
from theme_mining.clusterers._rows import distinct_rows
from theme_mining.clusterers._views import Pieces, Terms, Views
from theme_mining.clusterers.consensus import Consensus
from theme_mining.measure.stability import adjusted_rand

WORDS = [[f"{stem}{ending}" for ending in ("a", "ri", "sto", "nen", "us")] for stem in ("koulu", "liiken", "sairaa")]


def answers(n=150, seed=0):
    draw = np.random.default_rng(seed)
    gold = np.arange(n) % 3
    rows = np.eye(3, 16)[gold] + draw.normal(0, 0.3, (n, 16))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return rows, [list(draw.choice(WORDS[g], 3)) for g in gold], gold


def test_the_number_is_chosen_and_its_reason_kept():
    rows, terms, gold = answers()
    found = Consensus().fit(rows, terms=terms)
    assert found.number_.how == "chosen"
    assert found.n_themes_ == 3
    assert [row[0] for row in found.number_.looked] == candidates(len(set(map(tuple, map(sorted, terms)))), None, None)
    assert adjusted_rand(found.labels_, gold) == 1.0


def test_leaving_answers_out_keeps_the_rest_of_a_resample():
    hashes = np.random.default_rng(0).integers(0, 2**64, 400, dtype=np.uint64)
    whole, part = resample(hashes, 7, 2), resample(hashes[:300], 7, 2)
    assert np.array_equal(whole[whole < 300], part)
    assert 0.7 < len(whole) / 400 < 0.9
    assert not np.array_equal(whole, resample(hashes, 7, 3))


def test_leaving_a_tenth_out_leaves_the_themes():
    rows, terms, _ = answers(180)
    kept = np.random.default_rng(1).permutation(180)[:162]
    whole = Consensus(3).fit_predict(rows, terms=terms)
    part = Consensus(3).fit_predict(rows[kept], terms=[terms[i] for i in kept])
    assert adjusted_rand(whole[kept], part) > 0.95


def test_answers_beyond_those_that_draw_the_themes_join_them():
    rows, terms, gold = answers(300)
    assert adjusted_rand(Consensus(3, n_shape=90).fit_predict(rows, terms=terms), gold) > 0.9


def test_a_score_says_how_surely_an_answer_lies_in_its_theme():
    rows, terms, _ = answers()
    rows = np.vstack([rows, (rows[0] + rows[1]) / np.linalg.norm(rows[0] + rows[1])]).astype(np.float32)
    found = Consensus(3).fit(rows, terms=[*terms, [terms[0][0], terms[1][0]]])
    assert found.scores_[-1] < np.median(found.scores_[:-1])


def test_the_same_words_in_another_order_are_one_answer():
    rows = np.eye(3, 4, dtype=np.float32)
    found = distinct_rows(rows, [["tie", "koulu"], ["koulu", "tie"], ["bussi"]])
    assert len(found) == 2
    assert sorted(found.weights.tolist()) == [1.0, 2.0]
    assert found.place[0] == found.place[1]


def test_noise_below_float_precision_changes_no_row():
    rows = np.random.default_rng(0).normal(size=(20, 8)).astype(np.float32)
    near = distinct_rows(rows + np.float32(1e-7)).vectors
    assert np.mean(near == distinct_rows(rows).vectors) > 0.99


def test_rare_and_common_terms_weigh_as_told():
    terms = Terms().fit([["tie", "koulu"], ["tie", "bussi"], ["tie", "bussi", "x"]])
    row = terms.transform([["tie", "bussi", "x"]]).toarray()[0]
    assert sorted(terms.index_) == ["bussi", "tie"]
    assert row[terms.index_["bussi"]] > row[terms.index_["tie"]]
    assert np.isclose(np.linalg.norm(row), 1)


def test_letter_pieces_see_that_compounds_are_kin():
    pieces = Pieces().fit([["tiedonkulku"], ["tiedonsiirto"], ["bussi"], ["bussipysäkki"]])
    near = pieces.transform([["tiedonvälitys"], ["bussilippu"], ["uusisana"]]) @ pieces.transform([["tiedonkulku"]]).T
    assert near[0, 0] > near[1, 0]


def test_two_views_make_one_graph_of_neighbours():
    rows, terms, gold = answers(60)
    graph = fused_graph([rows, Terms().fit(terms).transform(terms)], (1.0, 2.0), 5)
    assert (abs(graph - graph.T) > 1e-6).nnz == 0
    assert graph.diagonal().sum() == 0
    values, _ = leading_eigenvectors(graph, 4)
    assert np.isclose(values[0], 1, atol=1e-4)
    assert (np.diff(values) <= 1e-9).all()
    assert modularity(graph, gold, 3) > modularity(graph, np.arange(60) // 20, 3)


def test_partitions_of_different_fineness_have_their_broad_clusters_in_common():
    broad = np.repeat([0, 1, 2], 20)
    fine = np.repeat(np.arange(6), 10)
    assert adjusted_rand(in_common([broad, fine, broad, fine], 3, 1), broad) == 1.0


def test_modularity_falls_when_a_cluster_is_split_for_nothing():
    rows, terms, gold = answers(60)
    graph = fused_graph([rows, Terms().fit(terms).transform(terms)], (1.0, 2.0), 5)
    halves = gold * 2 + np.arange(60) % 2
    assert modularity(graph, halves, 6) < modularity(graph, gold, 3)


def test_an_empty_cluster_takes_the_answer_least_at_home():
    rows = np.array([[1, 0], [0.99, 0.14], [0, 1], [0.1, 0.99]], dtype=np.float32)
    assert len(set(filled(Views(rows, None, None), np.zeros(4, dtype=np.int64), 3).tolist())) == 3


def test_numbers_to_look_at_stay_within_what_was_asked():
    assert candidates(2000, 8, 20)[0] == 8
    assert candidates(2000, 8, 20)[-1] == 20
    assert candidates(30, None, None)[-1] == 5
    assert candidates(5000, None, None)[-1] == 40
    assert all(b > a for a, b in zip(candidates(9000, 3, 90), candidates(9000, 3, 90)[1:], strict=False))
