"""The Python face of discovery: started from names, saved, edited by calls, opened again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import theme_mining as tm
from theme_mining.assembly.codebook_place import open_place
from theme_mining.flows.review_codebook import merge, park

SUBJECTS = ("Opettajia lisää kouluun", "Koulun luokat ovat isoja", "Bussit myöhässä", "Bussin aikataulu puuttuu")
FRAME = pd.DataFrame({"vastaus": [f"{t} {end}" for end in ("täällä", "nyt", "taas", "kylällä") for t in SUBJECTS]})


def test_discovery_starts_from_names_given_in_python() -> None:
    found = tm.discover(FRAME, text="vastaus", codebook=["Koulut", "Bussit"], themes=2, stop_words=["kylällä"])
    assert [t.name for t in found.codebook] == ["Koulut", "Bussit"]
    assert found.assignments["theme"].tolist() == ["koulut", "koulut", "bussit", "bussit"] * 4


def test_a_saved_folder_is_edited_by_calls_and_opened_again(tmp_path: Path) -> None:
    found = tm.discover(FRAME, text="vastaus", themes=2)
    found.save(tmp_path / "d")
    place = open_place(tmp_path / "d")
    a, b = (theme.id for theme in place.history.now)
    after = place.history.take(merge(place.history.now, [a, b], "Kaikki"))
    assert place.effect(after)["after"].tolist() in ([16, 0], [0, 16])
    place.save(after)
    again = open_place(tmp_path / "d")
    assert [t.name for t in again.history.now] == ["Kaikki"]
    assert again.themes(again.history)["theme"].tolist() == [a] * 16
    again.save(again.history.take(park(again.history.now, a)))
    assert set(open_place(tmp_path / "d").themes(open_place(tmp_path / "d").history)["theme"]) == {""}


def test_an_option_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match="there is no option 'codebok'"):
        tm.discover(FRAME, text="vastaus", codebok=[])
