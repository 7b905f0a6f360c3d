"""A small survey whose figures are known by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run

RAISED = "Kyläbussi voisi ajaa harrastusten mukaan eikä vain kouluaikaan, vuoro {i}."
SAID = {
    "raha": "Avustus tulee vuodeksi kerrallaan, eikä kukaan uskalla palkata, kirjoitti {i}. vastaaja.",
    "tieto": "Tapahtumista kuulee aina vasta jälkikäteen, kun kukaan ei ylläpidä kalenteria, sanoo {i}.",
}


def survey(n: int = 80) -> ThemeTable:
    """Give answers of n respondents, one each: "raha" by 3 of 4 in town, 1 of 4 on the islands; "tieto" by half."""
    rows = []
    for i in range(n):
        town = i % 2 == 0
        themes = [
            theme for theme, named in (("raha", (i // 2) % 4 < (3 if town else 1)), ("tieto", i % 4 < 2)) if named
        ]
        text = " ".join(SAID[t].format(i=i) for t in themes) or RAISED.format(i=i)
        rows.append((f"v{i}", f"r{i}", text, "fi", tuple(themes), "Kaupunki" if town else "Saaristo"))
    rows.append(("tyhjä", "r-tyhjä", "-", "none", (), "Kaupunki"))
    answers = pd.DataFrame(rows, columns=["id", "respondent", "text", "language", "themes", "alue"])
    answers = answers.assign(question="Mitä toivotte?", confidence=0.9, review=False, evidence="", weight=1.0)
    book = Codebook(
        1,
        (
            Theme(
                "raha", "Raha ja avustukset", "Rahasta ja sen pysyvyydestä.", ("raha", "avustus"), includes="Avustukset"
            ),
            Theme("tieto", "Tiedonkulku", "Tiedosta.", ("tieto",)),
            Theme("pieni", "Pienten asema"),
        ),
        state="accepted",
    )
    run = Run("a" * 16, "report", "b" * 16, {"answers": "c" * 16}, 1729, {"theme_mining": "0"}, {"answers": len(rows)})
    return ThemeTable("Saaristokysely & muut", answers, book, run, ("alue",))


@pytest.fixture(scope="session")
def table() -> ThemeTable:
    return survey()
