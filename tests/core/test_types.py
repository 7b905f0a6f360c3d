"""The words of the house check themselves when made, and a raw answer hides its text."""

import numpy as np
import pytest

from theme_mining.core.types import Answer, Assignment, MaskSpan, RawAnswer, Segment, Vectors


def test_a_raw_answer_never_shows_its_text_or_background() -> None:
    raw = RawAnswer("1", "Mitä toivotte?", "Salaista", {"Alue": "Saaristo"})
    assert "Salaista" not in repr(raw)
    assert "Saaristo" not in repr(raw)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Assignment("s", "t", 1.2),
        lambda: Assignment("s", "-1", 0.5),
        lambda: Assignment("s", "", 0.5),
        lambda: MaskSpan(3, 3, "nimi"),
        lambda: Answer("1", "q", "abc", masks=(MaskSpan(1, 9, "nimi"),)),
        lambda: Segment("s", "a", "yksi", ("yksi",), ((0, 4), (5, 6))),
        lambda: Vectors(("a",), np.zeros((2, 3), np.float32), "f"),
        lambda: Vectors(("a",), np.zeros((1, 3)), "f"),
    ],
)
def test_a_wrong_value_cannot_be_made(make: object) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        make()  # type: ignore[operator]


def test_terms_are_lemmas_with_their_compound_parts() -> None:
    segment = Segment("1", "1", "yhteistyöverkosto toimii", ("yhteistyöverkosto", "toimia"), ((0, 17), (18, 24)),
                      (("yhteistyö", "verkosto"), ()))  # fmt: skip
    assert segment.terms() == ["yhteistyöverkosto", "yhteistyö", "verkosto", "toimia"]
