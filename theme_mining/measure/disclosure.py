"""Small cells: which counts of the published tables must not be shown, so that none of them can be worked out.

Primary: counts below the limit. Secondary: further cells, so that a row whose total is known never has a single
hidden cell, nor hidden cells that leave too little room (Hundepool et al. 2012, Statistical Disclosure Control,
chapter 4: protection by complementary suppression). Linked tables: one background may be nested in another (region
in greater region), and what one table shows must not give away what the other hides (the same, 4.2.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

__all__ = ["Published", "hidden_cells", "hidden_together"]


Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


MOST_COMBINATIONS = 2000


@dataclass(frozen=True, slots=True)
class Published:
    """One table to publish: `count` (k, g) and `base` (g,) of its cells, each answer's group `of` (n,), −1 unknown.

    `limit` is the smallest count shown; 0 where small counts give nobody away (a question is no background).
    """

    count: Ints = field(repr=False)
    base: Ints = field(repr=False)
    of: Ints = field(repr=False)
    limit: int


def hidden_cells(count: Ints, limit: int, base: Ints | None = None) -> Bools:
    """Give (k, g) True where the count must be hidden; each row's total is taken to be known.

    A row of zeros only is shown: its total says all. In any other row with a cell below `limit`, at least two
    cells are hidden and they sum to at least `limit` — or all cells are hidden. With `base`, the sizes of the groups
    (g,), those in the hidden groups who do not name it sum to at least `limit` too: then what an onlooker must allow
    for each hidden count spans at least `limit`.

    >>> hidden_cells(np.array([[9, 3, 12, 20], [0, 0, 0, 0], [9, 8, 7, 6]]), 5).astype(int).tolist()
    [[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    """
    hidden: Bools = np.logical_and(count < limit, count.sum(axis=1, keepdims=True) > 0)
    for k in np.flatnonzero(hidden.any(axis=1)):
        _extend(hidden[k], count[k], base, np.ones(count.shape[1], bool), limit)
    return hidden


def hidden_together(tables: Sequence[Published], totals: Ints | None = None) -> list[Bools]:
    """Give what to hide in each of several tables of the same themes and respondents, published together.

    Where groups of two tables hang together — one is a part of the other, or several groups of one are just several
    groups of the other — their sums are the same in both tables, and the tables are tried together: as long as a
    hidden count can be narrowed down from all that is shown, one more cell is hidden. Linked tables of more than
    2,000 combinations of groups are hidden wholly. `totals` (k,) are the themes' counts over all respondents, those
    of unknown groups too; None where a respondent may be in several groups of one table.
    """
    hidden = [hidden_cells(t.count, t.limit, t.base) for t in tables]
    for together in _linked([t.of for t in tables], [t.count.shape[1] for t in tables]):
        own = [tables[i] for i in together]
        joint = np.unique(np.column_stack([t.of for t in own]), axis=0)
        if len(joint) > MOST_COMBINATIONS:
            own_hidden = [h | (t.limit > 0) for h, t in zip([hidden[i] for i in together], own, strict=True)]
        else:
            own_hidden = [hidden[i] for i in together]
            for k in range(own[0].count.shape[0]):
                _withstand(
                    [(t.count[k], t.base, t.limit) for t in own],
                    [h[k] for h in own_hidden],
                    joint,
                    None if totals is None else int(totals[k]),
                )
        for i, found in zip(together, own_hidden, strict=True):
            hidden[i] = found
    return hidden


Row = tuple[Ints, Ints, int]


def _withstand(rows: Sequence[Row], hidden: Sequence[Bools], joint: Ints, total: int | None) -> None:
    """Hide further cells of one theme's row in linked tables until no hidden count can be narrowed down."""
    limit = max((row[2] for row in rows), default=0)
    while any(h.any() for h in hidden):
        weak = _narrow(rows, hidden, (joint, total), limit)
        shown = [
            (t not in weak, int(count[g]), t, g)
            for t, (count, _, _) in enumerate(rows)
            for g in np.flatnonzero(~hidden[t]).tolist()
        ]
        if not weak or not shown:
            return
        _, _, t, g = min(shown)
        hidden[t][g] = True


def _narrow(rows: Sequence[Row], hidden: Sequence[Bools], known_all: tuple[Ints, int | None], limit: int) -> set[int]:
    """Give the tables with a hidden count that an onlooker who knows the groups' sizes narrows below `limit`.

    The onlooker solves for the least and the most that fit all shown counts (linear programming over the groups'
    combinations that there are); where even the row's total gives less room, that much is asked for.
    """
    joint, total = known_all
    known, sums, caps, sizes = [], [], [], []
    for t, (count, base, _) in enumerate(rows):
        member = joint[:, [t]] == np.arange(len(count))
        known += [member[:, g] for g in np.flatnonzero(~hidden[t])]
        sums += [int(count[g]) for g in np.flatnonzero(~hidden[t])]
        caps += list(member.T)
        sizes += base.tolist()
    if total is not None:
        known.append(np.ones(len(joint), bool))
        sums.append(total)
    system = {"A_eq": np.array(known, float) if known else None, "b_eq": sums or None}
    weak = set()
    for t, (count, base, _) in enumerate(rows):
        enough = min(limit, int(count.sum()), int(base.sum()) - int(count.sum()))
        for g in np.flatnonzero(hidden[t]):
            goal = (joint[:, t] == g).astype(float)
            ends = [linprog(s * goal, A_ub=np.array(caps, float), b_ub=sizes, **system) for s in (1.0, -1.0)]
            if all(end.success for end in ends):
                room = -ends[1].fun - ends[0].fun
                if room < min(enough, int(base[g])) - 1e-6:
                    weak.add(t)
                    break
    return weak


def _linked(codes: Sequence[Ints], sizes: Sequence[int]) -> list[list[int]]:
    """Give sets of tables that hang together: some of their groups cover just the same respondents."""
    n = len(codes)
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n) if _parts(codes[a], codes[b], sizes[a], sizes[b]) > 1]
    if not pairs:
        return []
    rows, columns = np.array(pairs).T
    _, part = connected_components(coo_matrix((np.ones(len(pairs)), (rows, columns)), shape=(n, n)), directed=False)
    sets = [np.flatnonzero(part == c).tolist() for c in range(int(part.max()) + 1)]
    return [found for found in sets if len(found) > 1]


def _parts(ours: Ints, theirs: Ints, n: int, m: int) -> int:
    """Give into how many parts the groups of two tables fall (joined where an answer is in both)."""
    if not len(ours):
        return 1
    own, other = np.where(ours < 0, n, ours), np.where(theirs < 0, m, theirs)
    pairs = np.unique(own * (m + 1) + other)
    rows, columns = (
        np.unique(pairs // (m + 1), return_inverse=True)[1],
        np.unique(pairs % (m + 1), return_inverse=True)[1],
    )
    size = int(rows.max() + columns.max()) + 2
    graph = coo_matrix((np.ones(len(pairs)), (rows, int(rows.max()) + 1 + columns)), shape=(size, size))
    return int(connected_components(graph, directed=False)[0])


def _extend(hidden: Bools, count: Ints, base: Ints | None, among: Bools, limit: int) -> bool:
    """Hide further cells of a row, smallest first, until those hidden `among` the groups are safe; tell whether."""
    smallest = [g for g in np.argsort(count, kind="stable") if among[g] and not hidden[g]]

    def safe() -> bool:
        own = hidden & among
        room = limit if base is None else int((base[own] - count[own]).sum())
        return bool(own.sum() >= 2 and count[own].sum() >= limit and room >= limit)

    while not (done := safe()) and smallest:
        hidden[smallest.pop(0)] = True
    return done
