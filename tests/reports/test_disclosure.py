"""No hidden count can be worked out from all that a report publishes together: tried by linear programming.

The onlooker knows every number of the report (theme totals, group sizes, shown cells of every table, closed questions
crossed with themes, pairs of themes, those without a theme), how the groups of the tables lie in one another, and with
a register also what each group weighs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run
from theme_mining.reports import figures
from theme_mining.reports._figures import Figures

THEMES = ("a", "b")
LIMIT = 5


def _survey(seed: int) -> ThemeTable:
    """Give a survey of 40–90 people: villages lie in regions, one background cuts across, one question is closed."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(40, 90))
    village = rng.integers(0, rng.integers(3, 6), n)
    region = rng.integers(0, 2, village.max() + 1)[village]
    kind = np.where(village == 0, 0, rng.integers(1, 3, n))
    choice = rng.integers(0, 3, n)
    named = rng.random((n, 2)) < rng.uniform(0.02, 0.8, (village.max() + 1, 2))[village]
    answers = pd.DataFrame(
        {
            "id": [f"v{i}" for i in range(n)], "respondent": [f"r{i}" for i in range(n)], "question": "Mitä?",
            "text": [f"Vastaus numero {i} jossa kerrotaan jotain pitkästi." for i in range(n)], "language": "fi",
            "themes": [tuple(t for t, has in zip(THEMES, row, strict=True) if has) for row in named],
            "confidence": 1.0, "review": False, "evidence": "", "weight": 1.0,
            "kylä": village.astype(str), "alue": region.astype(str), "laji": kind.astype(str),
            "valinta": choice.astype(str),
        }
    )  # fmt: skip
    run = Run("0" * 16, "report", "0" * 16, {}, 1, {}, {})
    book = Codebook(1, tuple(Theme(t, t) for t in THEMES))
    return ThemeTable("Kysely", answers, book, run, ("kylä", "alue", "laji"), closed=("valinta",))


def _rooms(found: Figures, weighs: dict[str, float] | None = None) -> list[tuple[float, int, int]]:
    """Give (room, count, room asked for) of each hidden count of the report."""
    shown = [b for b in found.backgrounds if b.shown]
    if not any(b.hidden.any() for b in shown):
        return []
    codes = np.column_stack([b.of_answer for b in shown])
    joint = np.unique(codes, axis=0)
    n_joint, patterns = len(joint), [(0, 0), (1, 0), (0, 1), (1, 1)]
    size = n_joint * len(patterns)  # variables: people of each combination of groups who name each set of themes

    def indicator(theme: int | None, table: int | None = None, group: int = -1) -> np.ndarray:
        row = np.zeros((n_joint, len(patterns)))
        for p, pattern in enumerate(patterns):
            if theme is None or pattern[theme]:
                row[:, p] = 1.0 if table is None else joint[:, table] == group
        return row.ravel()

    known, values = [np.ones(size)], [float(len(found.people))]
    none = np.zeros((n_joint, len(patterns)))
    none[:, 0] = 1.0
    both = np.zeros((n_joint, len(patterns)))
    both[:, 3] = 1.0
    known += [none.ravel(), both.ravel()]
    values += [float(found.other), float((found.has[:, 0] & found.has[:, 1]).sum())]
    for k in range(2):
        known.append(indicator(k))
        values.append(float(found.themes["respondents"][k]))
    for t, background in enumerate(shown):
        for g in range(len(background.groups)):
            known.append(indicator(None, t, g))
            values.append(float(background.table.base[g]))
            for k in range(2):
                if not background.hidden[k, g]:
                    known.append(indicator(k, t, g))
                    values.append(float(background.table.count[k, g]))
    above, ends = [], []
    if weighs is not None:
        t = next(i for i, b in enumerate(shown) if b.name == "kylä")
        for k in range(2):
            row = sum(weighs[g] * indicator(k, t, i) for i, g in enumerate(shown[t].groups))
            share = float(found.themes["share"][k])
            above += [row, -row]
            ends += [share + 0.005 + 1e-9, -(share - 0.005 - 1e-9)]
    told: dict[str, Any] = {"A_eq": np.array(known), "b_eq": values}
    if above:
        told |= {"A_ub": np.array(above), "b_ub": ends}
    rooms = []
    for t, background in enumerate(shown):
        for k, g in zip(*np.nonzero(background.hidden), strict=True):
            goal = indicator(int(k), t, int(g))
            low, high = linprog(goal, **told), linprog(-goal, **told)
            assert low.success
            assert high.success
            total, people = int(background.table.count[k].sum()), int(background.table.base.sum())
            asked = min(LIMIT, total, people - total, int(background.table.base[g]))
            rooms.append((-high.fun - low.fun, int(background.table.count[k, g]), asked))
    return rooms


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_can_be_worked_out_from_all_tables_of_a_report(seed: int) -> None:
    for room, _, asked in _rooms(figures(_survey(seed))):
        assert room >= asked - 1e-6 or room >= 2 - 1e-6


def test_the_onlooker_would_find_counts_if_tables_were_suppressed_one_by_one() -> None:
    """The attack itself works: without looking at the tables together, some hidden counts come out exactly."""
    from theme_mining.measure.disclosure import hidden_cells

    exact = 0
    for seed in range(12):
        found = figures(_survey(seed))
        alone = tuple(replace(b, shown=True, hidden=hidden_cells(b.table.count, LIMIT)) for b in found.backgrounds)
        exact += sum(room < 1e-6 for room, _, asked in _rooms(replace(found, backgrounds=alone)) if asked)
    assert exact > 0


@pytest.mark.parametrize("seed", range(8))
def test_what_groups_weigh_in_the_register_gives_no_hidden_count_away(seed: int) -> None:
    table = _survey(seed)
    groups = sorted(set(table.answers["kylä"]))
    register = pd.DataFrame({"background": "kylä", "group": groups, "n": [100.0 * (i + 1) for i in range(len(groups))]})
    found = figures(replace(table, population=register))
    village = next(b for b in found.backgrounds if b.name == "kylä")
    if not village.shown or village.merged:
        return
    whole = register["n"].sum()
    base = dict(zip(village.groups, village.table.base.tolist(), strict=True))
    weighs = {g: n / whole / base[g] for g, n in zip(register["group"], register["n"], strict=True)}
    for room, _, asked in _rooms(found, weighs):
        assert room > 1e-6 or not asked


@pytest.mark.parametrize("seed", range(6))
def test_quotes_come_from_no_hidden_cell_of_any_table(seed: int) -> None:
    found = figures(_survey(seed))
    for background in found.backgrounds:
        if not background.shown:
            continue
        at = {int(row): place for place, row in enumerate(found.rows)}
        for k, rows in enumerate(found.quotes):
            assert not any(background.hidden[k, background.of_answer[at[row]]] for row in rows)
