"""Change between rounds agrees with statsmodels and is not made up."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from theme_mining.measure.shares import Shares, shares
from theme_mining.measure.waves import change


def _round(counts: list[int], n: int) -> Shares:
    return shares(np.arange(n)[:, None] < np.array(counts), np.ones(n))


def test_changes_intervals_and_tests_agree_with_statsmodels() -> None:
    before, after = _round([10, 50, 3, 90], 180), _round([40, 60, 30, 60], 240)
    found = change(before, after)
    pairs = list(zip([10, 50, 3, 90], [40, 60, 30, 60], strict=True))
    for k, (a, b) in enumerate(pairs):
        wanted = confint_proportions_2indep(b, 240, a, 180, method="newcomb", compare="diff", correction=False)
        np.testing.assert_allclose([found.low[k], found.high[k]], wanted, atol=1e-10)
    raw = [proportions_ztest([a, b], [180, 240])[1] for a, b in pairs]
    np.testing.assert_allclose(found.p, multipletests(raw, method="holm")[1], atol=1e-12)


def test_new_faded_and_unmoved_themes_are_told_apart() -> None:
    found = change(_round([2, 40, 50, 60, 30], 200), _round([40, 2, 52, 110, 70], 200))
    assert found.verdict == ("new", "faded", "same", "up", "up")


def test_rounds_that_differ_by_chance_alone_seldom_show_a_change() -> None:
    rng, seen = np.random.default_rng(2), 0
    for _ in range(400):
        first, second = (shares(rng.random((n, 12)) < 0.2, np.ones(n)) for n in (250, 300))
        seen += any(v != "same" for v in change(first, second).verdict)
    assert seen / 400 <= 0.07


def test_a_round_of_nobody_shows_no_change() -> None:
    found = change(shares(np.zeros((0, 2), bool), np.zeros(0)), _round([10, 5], 20))
    assert found.verdict == ("same", "same")


def test_rounds_of_other_themes_are_refused() -> None:
    with pytest.raises(ValueError, match="3 themes before but 2"):
        change(_round([1, 2, 3], 10), _round([1, 2], 10))
