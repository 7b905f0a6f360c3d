"""Quotes are typical, unlike one another, short enough and spread over respondents."""

from __future__ import annotations

import numpy as np

from theme_mining.measure.quotes import Quotable, choose_quotes

TEXTS = [
    "Koulun rakennus on vanha ja opettajia on liian vähän.",
    "Opettajat väsyvät, kun koulun luokat kasvavat.",
    "Koulun rakennus on vanha ja opettajia on liian vähän!",
    "Koulussa tarvitaan lisää opettajia ja pienempiä luokkia.",
    "Mopo.",
    "Bussit eivät kulje iltaisin eikä viikonloppuisin lainkaan.",
]
HAS = np.array([[1, 0], [1, 0], [1, 0], [1, 0], [1, 0], [0, 1]], bool)


def _answers(**changes: object) -> Quotable:
    given = {
        "ids": [f"v{i}" for i in range(6)],
        "texts": TEXTS,
        "respondents": list("abcdef"),
        "sure": np.full(6, np.nan),
        "allowed": np.ones(6, bool),
    }
    return Quotable(**{**given, **changes})  # type: ignore[arg-type]


def test_answers_too_short_to_say_anything_are_not_quoted() -> None:
    assert 4 not in choose_quotes(_answers(), HAS, 5)[0]


def test_the_same_words_are_not_quoted_twice() -> None:
    assert len({0, 2} & set(choose_quotes(_answers(), HAS, 5)[0])) == 1


def test_a_respondent_is_quoted_once() -> None:
    chosen = choose_quotes(_answers(respondents=["a", "a", "a", "a", "e", "f"]), HAS, 3)
    assert len(chosen[0]) == 1


def test_answers_that_may_not_be_shown_are_not_quoted() -> None:
    assert choose_quotes(_answers(allowed=np.zeros(6, bool)), HAS) == [[], []]


def test_the_order_of_rows_does_not_matter() -> None:
    turned = _answers(ids=[f"v{i}" for i in range(6)][::-1], texts=TEXTS[::-1], respondents=list("fedcba"))
    forward = [[f"v{i}" for i in c] for c in choose_quotes(_answers(), HAS)]
    backward = [[f"v{5 - i}" for i in c] for c in choose_quotes(turned, HAS[::-1])]
    assert forward == backward
