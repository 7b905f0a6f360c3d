"""Rounds of a survey are compared where they can be, and what cannot be is said."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run
from theme_mining.flows.report import compare_rounds

BOOK = Codebook(1, (Theme("raha", "Raha"), Theme("kriisi", "Kriisi"), Theme("muu", "Muu")))


def _round(raha: int, kriisi: int, n: int = 200) -> ThemeTable:
    themes = [("raha",) * (i < raha) + ("kriisi",) * (i >= n - kriisi) for i in range(n)]
    answers = pd.DataFrame(
        {
            "id": [f"v{i}" for i in range(n)],
            "respondent": [f"r{i}" for i in range(n)],
            "question": "Mitä?",
            "text": "x",
            "language": "fi",
            "themes": themes,
            "confidence": 1.0,
            "review": False,
            "evidence": "",
            "weight": 1.0,
        }
    )
    run = Run("a", "classify", "b", {"model": "m"}, 1, {}, {})
    return ThemeTable("Kysely", answers, BOOK, run)


def test_a_weak_signal_is_new_and_an_unmoved_theme_the_same() -> None:
    found = compare_rounds(_round(80, 1), _round(82, 30)).frame.set_index("theme")
    assert found["verdict"].to_dict() == {"raha": "same", "kriisi": "new", "muu": "same"}
    assert found.loc["kriisi", "low"] > 0.05
    assert found.loc["kriisi", ["respondents_before", "respondents_after"]].tolist() == [1, 30]


def test_alike_rounds_have_no_notes() -> None:
    assert compare_rounds(_round(80, 1), _round(82, 30)).notes == ()


def test_what_cannot_be_compared_is_said() -> None:
    before, after = _round(80, 1), _round(80, 1)
    other = Codebook(2, (Theme("raha", "Raha", "uusi määritelmä"), Theme("kriisi", "Kriisi"), Theme("uusi", "Uusi")))
    after = replace(
        after,
        codebook=other,
        answers=after.answers.assign(question="Mitä muuta?"),
        run=replace(after.run, fingerprints={"model": "toinen"}),
        weighted=True,
    )
    notes = " ".join(compare_rounds(before, after).notes)
    for part in ("other questions", "first round's codebook has: Muu", "second round's codebook has: Uusi",
                 "definition changed: Raha", "different models", "one round is weighted"):  # fmt: skip
        assert part in notes


def test_rounds_without_a_common_theme_are_refused() -> None:
    other = replace(_round(1, 1), codebook=Codebook(1, (Theme("aivan", "Aivan muu"),)))
    with pytest.raises(InputError, match="no theme in common"):
        compare_rounds(_round(1, 1), other)


def test_rounds_of_a_survey_nobody_answered_show_no_change() -> None:
    empty = _round(1, 1)
    empty = replace(empty, answers=empty.answers.iloc[:0])
    assert set(compare_rounds(empty, _round(50, 50)).frame["verdict"]) == {"same"}
