"""A store with the bundled survey: two waves, 430 respondents, themes as coded by hand; or many copies of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from theme_mining.core.codebook import Codebook
from theme_mining.core.types import Answer, Run
from theme_mining.storage.store import SqlStore

FOLDER = Path(__file__).parents[2] / "corpora" / "jarjestokysely"
SURVEY = "jarjestokysely"
RUN = Run("run-of-the-tests", "classify", "h", {}, 1729, {}, {})
BACKGROUND = {"järjestötyyppi": "Järjestötyyppi", "alue": "Alue", "koko": "Koko"}


@cache
def coded() -> pd.DataFrame:
    """Give the coded survey, one row an answer."""
    return pd.read_csv(FOLDER / "koodattu.csv", dtype=str).fillna("")


def fill(store: SqlStore, copies: int = 1, name: str = SURVEY) -> None:
    """Put the survey into a store `copies` times, each copy's ids and respondents changed; every row has a place."""
    rows, book = coded(), Codebook.read(FOLDER / "codebook.json")
    ids = [theme.id for theme in book]
    random = np.random.default_rng(7)
    themes = [";".join(t for t in cell.split(";") if t in ids) for cell in rows["teemat"]]
    for wave in ("2018", "2022"):
        part = rows[rows["vuosi"] == wave]
        answers, people, weights = [], [], []
        for copy in range(copies):
            for row in part.to_dict("records"):
                about = {title: row[column] for column, title in BACKGROUND.items()}
                language = row["kieli"] if row["kieli"] in ("fi", "sv", "en") else "fi"
                empty = len(row["vastaus"].strip()) < 4
                answers.append(
                    Answer(
                        f"{row['vastaus_id']}.{copy}",
                        row["kysymys"],
                        row["vastaus"],
                        about,
                        (),
                        "none" if empty else language,
                    )
                )
                people.append(f"{row['vastaaja']}.{copy}")
                weights.append(float(row["paino"] or 1))
        store.add_batch(name, wave, answers, title="Järjestökysely", respondents=people, weights=weights, run=RUN)
    given = pd.DataFrame(
        {
            "id": [f"{i}.{copy}" for copy in range(copies) for i in rows["vastaus_id"]],
            "themes": themes * copies,
            "confidence": np.round(random.uniform(0.3, 1.0, len(rows) * copies), 3),
        }
    )
    given["review"] = given["confidence"] < 0.4
    store.assign(name, book, given, RUN)
    places = pd.DataFrame(random.normal(size=(len(given), 2)), columns=["x", "y"]).assign(id=given["id"])
    store.set_map(name, places[["id", "x", "y"]])
