"""Post-stratified shares are those of the population's groups, put together."""

from __future__ import annotations

import numpy as np
import pytest

from theme_mining.measure.intervals import wilson
from theme_mining.measure.shares import shares
from theme_mining.measure.shares_population import post_stratify


def test_the_share_is_the_groups_shares_weighed_by_the_register() -> None:
    groups = ["a"] * 40 + ["b"] * 10
    has = np.array([[i % 4 == 0] for i in range(40)] + [[i % 2 == 0] for i in range(10)])
    weights = post_stratify(groups, {"a": 100, "b": 300}).weights
    assert shares(has, weights).share[0] == pytest.approx(0.25 * 0.25 + 0.75 * 0.5)
    assert weights.mean() == pytest.approx(1.0)


def test_design_weights_keep_their_proportions_within_a_group() -> None:
    found = post_stratify(["a", "a", "b"], {"a": 10, "b": 10}, np.array([1.0, 3.0, 2.0])).weights
    assert found[1] == pytest.approx(3 * found[0])
    assert found[:2].sum() == pytest.approx(found[2])


def test_groups_nobody_answered_from_are_named_and_not_covered() -> None:
    found = post_stratify(["a", "b"], {"a": 60, "b": 20, "c": 20, "d": 0})
    assert found.silent == ("c",)
    assert found.covered == pytest.approx(0.8)


def test_respondents_of_a_group_not_in_the_register_weigh_nothing_and_are_named() -> None:
    found = post_stratify(["a", "x"], {"a": 5})
    assert found.weights.tolist() == [1.0, 0.0]
    assert found.strangers == ("x",)


def test_a_register_with_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="negative or missing"):
        post_stratify(["a"], {"a": -1})
    with pytest.raises(ValueError, match="negative or missing"):
        post_stratify(["a"], {"a": float("nan")})


def test_nobody_is_weighed_where_nobody_answered() -> None:
    assert post_stratify([], {"a": 5}).weights.shape == (0,)


def test_post_stratification_takes_the_bias_of_unequal_answering_away() -> None:
    rng, raw, mended, inside = np.random.default_rng(4), 0.0, 0.0, 0
    for _ in range(300):
        town = rng.random(400) < 0.8
        has = (rng.random(400) < np.where(town, 0.5, 0.1))[:, None]
        weights = post_stratify(["town" if t else "land" for t in town], {"town": 50, "land": 50}).weights
        found = shares(has, weights)
        low, high = wilson(found.share, found.effective)
        raw, mended = raw + has.mean() / 300, mended + float(found.share[0]) / 300
        inside += int(low[0] <= 0.3 <= high[0])
    assert raw == pytest.approx(0.42, abs=0.01)
    assert mended == pytest.approx(0.30, abs=0.01)
    assert inside / 300 >= 0.93
