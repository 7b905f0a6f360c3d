"""Cross-tabs agree with scipy and statsmodels; differences are corrected for their number."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2_contingency
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.multitest import multipletests

from theme_mining.measure.crosstab import crosstab, holm


@pytest.fixture
def survey() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    groups = rng.integers(0, 4, 500)
    return rng.random((500, 6)) < 0.1 + 0.1 * groups[:, None] * (np.arange(6) == 2), groups


def test_counts_and_bases_add_up(survey: tuple[np.ndarray, np.ndarray]) -> None:
    has, groups = survey
    found = crosstab(has, groups, 4, np.ones(500))
    np.testing.assert_array_equal(found.count.sum(axis=1), has.sum(axis=0))
    np.testing.assert_array_equal(found.base, np.bincount(groups))
    np.testing.assert_allclose(found.share, found.count / found.base)


def test_chi_square_residuals_and_effect_agree_with_scipy_and_statsmodels(
    survey: tuple[np.ndarray, np.ndarray],
) -> None:
    has, groups = survey
    found = crosstab(has, groups, 4, np.ones(500))
    for k in range(6):
        two_by_g = np.array([found.count[k], found.base - found.count[k]])
        wanted = chi2_contingency(two_by_g, correction=False)
        assert found.chi2[k] == pytest.approx(wanted.statistic, abs=1e-9)
        assert found.effect[k] == pytest.approx(np.sqrt(wanted.statistic / 500), abs=1e-9)
        np.testing.assert_allclose(found.residual[k], Table(two_by_g).standardized_resids[0], atol=1e-9)
    raw = [chi2_contingency([c, found.base - c], correction=False).pvalue for c in found.count]
    np.testing.assert_allclose(found.p, multipletests(raw, method="holm")[1], atol=1e-9)


def test_holm_agrees_with_statsmodels() -> None:
    p = np.random.default_rng(1).random(30) ** 4
    np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1], atol=1e-12)


def test_units_of_an_unknown_group_are_left_out() -> None:
    found = crosstab(np.array([[True], [True], [False]]), np.array([0, -1, 1]), 2, np.ones(3))
    assert found.count.tolist() == [[1, 0]]
    assert found.base.tolist() == [1, 1]


def test_differences_are_seldom_found_where_there_are_none() -> None:
    rng, found = np.random.default_rng(5), 0
    for _ in range(300):
        has, groups = rng.random((200, 10)) < 0.3, rng.integers(0, 4, 200)
        found += int((crosstab(has, groups, 4, np.ones(200)).residual_p < 0.05).any())
    assert found / 300 <= 0.07


def test_weights_alone_do_not_make_a_difference() -> None:
    rng, found = np.random.default_rng(6), 0
    for _ in range(300):
        has, groups = rng.random((200, 1)) < 0.3, rng.integers(0, 3, 200)
        weights = rng.choice([0.3, 1.0, 3.0], 200)
        found += int(crosstab(has, groups, 3, weights).p[0] < 0.05)
    assert 0.02 <= found / 300 <= 0.08


def test_a_group_of_nobody_has_no_share_and_breaks_nothing() -> None:
    found = crosstab(np.array([[True], [False]]), np.array([0, 0]), 2, np.ones(2))
    assert found.share[0].tolist() == [0.5, 0.0]
    assert found.high[0, 1] == 1.0
    assert found.residual[0].tolist() == [0.0, 0.0]
