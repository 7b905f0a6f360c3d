"""Effective sizes: variances agree with statsmodels' sandwich estimators; intervals cover what they promise."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from theme_mining.measure.effective import calibrated_variance, effective_sizes, group_effective_sizes, within_strata
from theme_mining.measure.shares import paired_difference, shares
from theme_mining.measure.shares_population import post_stratify, rake


@pytest.fixture
def sample() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    clusters = np.repeat(np.arange(80), rng.integers(1, 5, 80))
    n = len(clusters)
    strata = rng.integers(0, 3, 80)[clusters]
    y = rng.random(n) < np.array([0.2, 0.4, 0.7])[strata]
    return y, rng.uniform(0.5, 2.5, n), clusters, strata


def test_the_variance_of_a_weighted_share_agrees_with_statsmodels(sample: tuple[np.ndarray, ...]) -> None:
    y, w, _, _ = sample
    p = w @ y / w.sum()
    robust = sm.WLS(y.astype(float), np.ones(len(y)), weights=w).fit(cov_type="HC1")
    n = effective_sizes(y[:, None], w)[0]
    kish = w.sum() ** 2 / (w**2).sum()
    assert n == pytest.approx(min(p * (1 - p) / robust.bse[0] ** 2, kish), abs=1e-6)


def test_the_variance_of_a_clustered_share_agrees_with_statsmodels(sample: tuple[np.ndarray, ...]) -> None:
    y, w, clusters, _ = sample
    p = w @ y / w.sum()
    model = sm.WLS(y.astype(float), np.ones(len(y)), weights=w)
    robust = model.fit(cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": True})
    variance = robust.bse[0] ** 2  # with C/(C − 1), as here
    kish = w.sum() ** 2 / (w**2).sum()
    n = effective_sizes(y[:, None], w, clusters)[0]
    assert n == pytest.approx(min(p * (1 - p) / variance, kish), abs=1e-6)


def test_the_variance_of_a_post_stratified_share_agrees_with_statsmodels(sample: tuple[np.ndarray, ...]) -> None:
    """Residuals of statsmodels' weighted regression on the strata, summed by cluster, as R's survey package does."""
    y, w, clusters, strata = sample
    fitted = post_stratify([str(s) for s in strata], {"0": 50, "1": 30, "2": 20}, w).weights
    left = sm.WLS(y - fitted @ y / fitted.sum(), np.eye(3)[strata], weights=fitted).fit().resid
    sums = np.bincount(clusters, fitted * left)
    c = len(sums)
    wanted = c / (c - 1) * (sums**2).sum() / fitted.sum() ** 2
    assert calibrated_variance(y[:, None], fitted, clusters, [strata])[0] == pytest.approx(wanted, abs=1e-12)


def test_the_post_stratified_variance_is_the_textbook_one(sample: tuple[np.ndarray, ...]) -> None:
    """Without design weights and clusters: Σ W² s²/n up to the degrees of freedom (Cochran 1977, 5A.9)."""
    y, _, _, strata = sample
    share = np.array([0.5, 0.3, 0.2])
    fitted = post_stratify([str(s) for s in strata], dict(zip("012", share, strict=True))).weights
    n, p = np.bincount(strata), np.bincount(strata, y) / np.bincount(strata)
    wanted = (share**2 * p * (1 - p) / n).sum() * len(y) / (len(y) - 1)
    assert calibrated_variance(y[:, None], fitted, None, [strata])[0] == pytest.approx(wanted, abs=1e-12)


def test_strata_explain_what_they_explain() -> None:
    y = np.array([[1.0], [1.0], [0.0], [0.0]])
    assert within_strata(y, np.ones(4), [np.array([0, 0, 1, 1])]).ravel().tolist() == [0, 0, 0, 0]


def test_raked_weights_fit_every_margin(sample: tuple[np.ndarray, ...]) -> None:
    _, w, clusters, strata = sample
    other = [["a", "b"][c % 2] for c in clusters]
    registers = {"0": 20, "1": 30, "2": 50}, {"a": 70, "b": 30}
    found = rake([([str(s) for s in strata], registers[0]), (other, registers[1])], w)
    assert found.gap < 1e-6
    for groups, register in (([str(s) for s in strata], registers[0]), (other, registers[1])):
        for group, size in register.items():
            own = np.array([g == group for g in groups])
            assert found.weights[own].sum() / found.weights.sum() == pytest.approx(size / 100, abs=1e-6)


def test_raking_agrees_with_fitting_the_table_of_counts(sample: tuple[np.ndarray, ...]) -> None:
    """The weighted joint table is the one iterative proportional fitting of the plain table gives."""
    _, w, clusters, strata = sample
    other = clusters % 2
    table = np.zeros((3, 2))
    np.add.at(table, (strata, other), w)
    for _ in range(500):
        table *= (np.array([20, 30, 50]) / table.sum(axis=1))[:, None]
        table *= np.array([70, 30]) / table.sum(axis=0)
    margins = ([str(s) for s in strata], {"0": 20, "1": 30, "2": 50}), ([str(o) for o in other], {"0": 70, "1": 30})
    found = rake(margins, w).weights
    fitted = np.zeros((3, 2))
    np.add.at(fitted, (strata, other), found)
    np.testing.assert_allclose(fitted / fitted.sum(), table / table.sum(), atol=1e-6)


def test_a_respondent_the_register_does_not_know_weighs_nothing() -> None:
    found = rake([(["a", "x", "b"], {"a": 1, "b": 1})])
    assert found.weights.tolist() == [1.0, 0.0, 1.0]
    assert found.margins[0].strangers == ("x",)


def test_a_paired_difference_of_organisations_agrees_with_statsmodels(sample: tuple[np.ndarray, ...]) -> None:
    y, w, clusters, _ = sample
    other = np.random.default_rng(2).random(len(y)) < 0.3
    d, low, high = paired_difference(y, other, w, units=clusters)
    each = y.astype(float) - other
    model = sm.WLS(each, np.ones(len(y)), weights=w)
    robust = model.fit(cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": False})
    assert d == pytest.approx(robust.params[0], abs=1e-9)
    np.testing.assert_allclose([low, high], robust.conf_int()[0], atol=1e-6)


def test_groups_count_their_clusters_by_themselves(sample: tuple[np.ndarray, ...]) -> None:
    y, w, clusters, strata = sample
    found = group_effective_sizes(y[:, None], strata, 3, w, clusters)
    own = strata == 1
    alone = shares(y[own][:, None], w[own], np.unique(clusters[own], return_inverse=True)[1])
    assert found[0, 1] == pytest.approx(alone.effective[0])


@pytest.mark.parametrize("kind", ["weights that go with the answer", "post-stratified", "organisations of many"])
def test_intervals_cover_the_truth_in_93_to_97_of_100_samples(kind: str) -> None:
    rng, inside, draws = np.random.default_rng(31), 0, 400
    register, answering = np.array([0.5, 0.3, 0.15, 0.05]), np.array([0.2, 0.3, 0.3, 0.2])
    p = np.array([0.6, 0.3, 0.15, 0.5])
    for _ in range(draws):
        g = rng.choice(4, 200, p=answering)
        y = (rng.random(200) < p[g])[:, None]
        truth = float(register @ p)
        if kind == "post-stratified":
            w = post_stratify([str(v) for v in g], {str(i): register[i] for i in range(4)}).weights
            found = shares(y, w, strata=[g])
        elif kind == "organisations of many":
            sizes = rng.integers(1, 6, 90)
            units = np.repeat(np.arange(90), sizes)
            own = rng.beta(1.5, 3.5, 90)
            y, truth = (rng.random(len(units)) < own[units])[:, None], 0.3
            found = shares(y, 1 / sizes[units], units)
        else:
            found = shares(y, (register / answering)[g])
        inside += int(found.low[0] <= truth <= found.high[0])
    assert 0.93 <= inside / draws <= 0.97
