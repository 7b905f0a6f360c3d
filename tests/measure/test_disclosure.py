"""No hidden count can be worked out from a shown table: tried by linear programming."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from theme_mining.measure.disclosure import hidden_cells


def _range(row: np.ndarray, hidden: np.ndarray, cell: int) -> tuple[float, float]:
    """Smallest and largest count an onlooker must allow for a hidden cell: the row's total is known."""
    goal = (np.flatnonzero(hidden) == cell).astype(float)
    known = {"A_eq": np.ones((1, len(goal))), "b_eq": [row[hidden].sum()], "bounds": (0, None)}
    return linprog(goal, **known).fun, -linprog(-goal, **known).fun


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=5), st.sampled_from([3, 5]))
def test_no_hidden_count_can_be_worked_out(counts: list[int], limit: int) -> None:
    row = np.array(counts)
    hidden = hidden_cells(row[None], limit)[0]
    for cell in np.flatnonzero(hidden):
        low, high = _range(row, hidden, cell)
        assert high - low >= min(limit, row.sum()) - 1e-9


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6)), min_size=2, max_size=4))
def test_knowing_how_large_the_groups_are_does_not_give_a_hidden_count_away(groups: list[tuple[int, int]]) -> None:
    """Tried by brute force: every way to fill the hidden cells that fits the row's total and the groups' sizes."""
    row = np.array([named for named, _ in groups])
    sizes = [max(named + silent, 5) for named, silent in groups]
    hidden = np.flatnonzero(hidden_cells(row[None], 5)[0])
    fits = [f for f in product(*(range(sizes[g] + 1) for g in hidden)) if sum(f) == row[hidden].sum()]
    for place in range(len(hidden)):
        assert len({f[place] for f in fits}) >= 2


@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=1, max_size=6))
def test_every_shown_count_is_at_least_the_limit_or_the_whole_row_is_zero(rows: list[list[int]]) -> None:
    count = np.array(rows)
    hidden = hidden_cells(count, 5)
    assert ((count >= 5) | hidden | (count.sum(axis=1, keepdims=True) == 0)).all()


def test_nothing_is_hidden_without_need() -> None:
    assert not hidden_cells(np.array([[5, 6, 7], [9, 9, 9]]), 5).any()


@pytest.mark.parametrize("row", [[4, 20, 30], [0, 20, 30], [0, 0, 30]])
def test_a_single_small_count_takes_a_second_cell_with_it(row: list[int]) -> None:
    hidden = hidden_cells(np.array([row]), 5)[0]
    assert hidden.sum() >= 2
    assert np.array(row)[hidden].sum() >= 5
