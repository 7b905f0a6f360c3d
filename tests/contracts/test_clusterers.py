"""The contract of every clusterer in `theme_mining/clusterers`: each public file is a plug and is tested here."""

from __future__ import annotations

import importlib
import inspect
import pickle
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import clone

import theme_mining.clusterers as room
from theme_mining.core.errors import InputError, SettingsError

PLUGS = sorted(path.stem for path in Path(room.__file__).parent.glob("[!_]*.py"))
WORDS = {
    0: ["opettaja", "koulu", "oppilas", "luokka", "oppitunti", "rehtori", "koulukirja"],
    1: ["bussi", "tie", "juna", "liikenne", "pysäkki", "asema", "liikennevalo"],
    2: ["lääkäri", "hoito", "terveyskeskus", "jono", "hoitaja", "sairaala", "hoitojono"],
    3: ["vero", "raha", "budjetti", "talous", "säästö", "verotus", "kunnallisvero"],
}


def invented(n=160, seed=0):
    """Answers of four themes: a vector near the theme's own direction, and four of its words."""
    draw = np.random.default_rng(seed)
    gold = np.arange(n) % 4
    rows = np.eye(4, 24)[gold] + draw.normal(0, 0.15, (n, 24))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return rows, [list(draw.choice(WORDS[g], 4)) for g in gold], gold


def plug(name):
    module = importlib.import_module(f"{room.__name__}.{name}")
    return next(c for _, c in inspect.getmembers(module, inspect.isclass) if c.__module__ == module.__name__)


def same(a, b):
    pairs = set(zip(a.tolist(), b.tolist(), strict=True))
    return len(pairs) == len(set(a.tolist())) == len(set(b.tolist()))


pytestmark = pytest.mark.parametrize("name", PLUGS)


def test_each_public_file_holds_one_estimator_with_a_number_and_a_seed(name):
    assert {"n_themes", "seed"} <= set(plug(name)().get_params())
    assert clone(plug(name)(n_themes=7)).n_themes == 7


def test_plain_themes_are_found(name):
    rows, terms, gold = invented()
    assert same(plug(name)(4).fit_predict(rows, terms=terms), gold)


def test_the_order_of_answers_changes_nothing(name):
    rows, terms, _ = invented()
    order = np.random.default_rng(5).permutation(len(rows))
    first = plug(name)(5).fit(rows, terms=terms)
    again = plug(name)(5).fit(rows[order], terms=[terms[i] for i in order])
    assert np.array_equal(first.labels_[order], again.labels_)
    assert np.array_equal(first.scores_[order], again.scores_)


def test_the_same_run_twice_is_the_same_to_the_bit(name):
    rows, terms, _ = invented()
    first, again = (plug(name)(6).fit(rows, terms=terms) for _ in range(2))
    assert first.labels_.tobytes() == again.labels_.tobytes()
    assert first.scores_.tobytes() == again.scores_.tobytes()


def test_another_seed_finds_the_same_plain_themes(name):
    rows, terms, _ = invented()
    assert same(
        plug(name)(4, seed=1).fit_predict(rows, terms=terms), plug(name)(4, seed=2).fit_predict(rows, terms=terms)
    )


@pytest.mark.parametrize("k", [1, 2, 9, 40])
def test_as_many_themes_as_asked_for(name, k):
    rows, terms, _ = invented()
    found = plug(name)(k).fit(rows, terms=terms)
    assert set(found.labels_.tolist()) == set(range(k))
    assert found.n_themes_ == k
    assert len(found.stability_) == len(found.groups_) == k
    assert found.number_.how == "given"


def test_a_range_is_kept_to(name):
    rows, terms, _ = invented()
    assert 3 <= plug(name)((3, 6)).fit(rows, terms=terms).n_themes_ <= 6


def test_every_answer_with_content_has_a_theme_and_none_is_minus_one(name):
    rows, terms, _ = invented()
    found = plug(name)().fit(rows, terms=terms)
    assert found.labels_.min() == 0
    assert found.labels_.max() == found.n_themes_ - 1
    assert not found.other_.any()
    assert ((found.scores_ > 0) & (found.scores_ <= 1)).all()


def test_answers_without_content_are_marked_as_other(name):
    rows, terms, _ = invented()
    rows[[3, 8]], terms[3], terms[8] = 0, [], []
    found = plug(name)(4).fit(rows, terms=terms)
    assert np.flatnonzero(found.other_).tolist() == [3, 8]
    assert found.labels_[[3, 8]].tolist() == [4, 4]
    assert found.scores_[[3, 8]].tolist() == [0, 0]


def test_a_copied_answer_does_not_change_the_shape(name):
    rows, terms, _ = invented()
    plain = plug(name)(5).fit_predict(rows, terms=terms)
    copied = plug(name)(5).fit_predict(np.vstack([rows, np.tile(rows[:1], (200, 1))]), terms=terms + [terms[0]] * 200)
    assert same(plain, copied[: len(rows)])
    assert (copied[len(rows) :] == copied[0]).all()


def test_the_largest_theme_comes_first(name):
    rows, terms, _ = invented()
    size = np.bincount(plug(name)(6).fit_predict(rows, terms=terms))
    assert (np.diff(size) <= 0).all()


def test_new_answers_join_the_themes_found(name):
    rows, terms, gold = invented(240)
    found = plug(name)(4).fit(rows[:160], terms=terms[:160])
    assert same(found.predict(rows[160:], terms[160:]), gold[160:])
    sure = found.memberships(rows[160:], terms[160:])
    assert np.allclose(sure.sum(axis=1), 1)
    assert found.predict(np.zeros((2, 24), np.float32), [[], []]).tolist() == [4, 4]


def test_a_fitted_clusterer_survives_pickling(name):
    rows, terms, _ = invented()
    found = plug(name)(4).fit(rows, terms=terms)
    again = pickle.loads(pickle.dumps(found))
    assert np.array_equal(again.predict(rows, terms), found.predict(rows, terms))


def test_groups_can_be_cut_elsewhere_without_running_again(name):
    rows, terms, _ = invented()
    found = plug(name)(8).fit(rows, terms=terms)
    assert [len(set(found.regrouped(n).tolist())) for n in (1, 3, 8)] == [1, 3, 8]


def test_seeds_keep_the_number_of_their_theme(name):
    rows, terms, gold = invented()
    seeds = np.full(len(rows), -1)
    for theme, kind in enumerate((2, 0)):
        seeds[np.flatnonzero(gold == kind)[:10]] = theme
    labels = plug(name)(4).fit_predict(rows, seeds, terms=terms)
    assert np.mean(labels[gold == 2] == 0) > 0.9
    assert np.mean(labels[gold == 0] == 1) > 0.9


def test_sparse_term_weights_do_as_well_as_words(name):
    rows, terms, gold = invented()
    words = sorted({w for t in terms for w in t})
    counts = sparse.csr_matrix([[float(t.count(w)) for w in words] for t in terms])
    assert same(plug(name)(4).fit_predict(rows, terms=counts), gold)


def test_vectors_alone_will_do(name):
    rows, _, gold = invented()
    assert same(plug(name)(4).fit_predict(rows), gold)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 12, 29])
def test_a_handful_of_answers_gives_an_honest_small_result(name, n):
    rows, terms, _ = invented()
    found = plug(name)().fit(rows[:n], terms=terms[:n])
    assert len(found.labels_) == n
    assert found.n_themes_ <= max(1, n // 2)


def test_the_same_answer_over_and_over_is_one_theme(name):
    rows, terms, _ = invented()
    found = plug(name)().fit(np.tile(rows[:1], (50, 1)), terms=[terms[0]] * 50)
    assert found.n_themes_ == 1
    assert not found.labels_.any()


def test_nothing_to_compare_gives_no_theme(name):
    found = plug(name)().fit(np.zeros((6, 24), np.float32), terms=[[]] * 6)
    assert found.n_themes_ == 0
    assert found.other_.all()


def test_more_themes_than_answers_are_refused_in_words(name):
    rows, terms, _ = invented()
    with pytest.raises(SettingsError, match="20 themes cannot be found in 12 different answers"):
        plug(name)(20).fit(rows[:12], terms=terms[:12])


@pytest.mark.parametrize("number", [0, -3, (9, 4), "x"])
def test_an_impossible_number_is_refused(name, number):
    rows, terms, _ = invented()
    with pytest.raises(SettingsError, match="number of themes cannot be"):
        plug(name)(number).fit(rows, terms=terms)


def test_vectors_and_terms_must_go_together(name):
    rows, terms, _ = invented()
    if name == "kmeans":
        pytest.skip("k-means does not look at terms")
    with pytest.raises(InputError, match="160 vectors but 159 rows of terms"):
        plug(name)(4).fit(rows, terms=terms[:-1])
