"""Public Finnish answers whose question, or topic, is known: what discovery is measured on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from theme_mining.core.types import Segment
from theme_mining.embedders.static import StaticEmbedder
from theme_mining.language import FinnishText

SHARED = Path(os.environ.get("THEME_MINING_SHARED", Path(__file__).resolve().parents[4] / "shared")) / "data"


@dataclass
class Labelled:
    """Answers read and embedded: `gold` is the question or topic of each."""

    name: str
    segments: list[Segment]
    rows: object
    gold: list[str]

    @property
    def lemmas(self):
        return [list(s.lemmas) for s in self.segments]


def frame(name):
    """Give texts and labels of a set: 2003 (20 questions × 100), eu2004, sib200, six-word."""
    if name == "2003":
        table = pd.read_csv(SHARED / "vaalikone_hs2003.csv.gz")
        return pd.concat(part.sample(100, random_state=0) for _, part in table.groupby("label"))
    if name == "eu2004":
        return pd.read_csv(SHARED / "vaalikone_hs2004eu.csv.gz")
    if name == "sib200":
        return pd.read_csv(SHARED / "sib200_fi_train_dev.csv")
    table = pd.read_csv(SHARED / "fsd2821_kehitysyhteistyo2012_long.csv")
    return table[table["text"].notna()]


def labelled(name):
    """Give a set read and embedded with the default parts."""
    table = frame(name)
    segments = FinnishText().transform(table["text"].astype(str).tolist())
    return Labelled(
        name, segments, StaticEmbedder().fit(segments).transform(segments), table["label"].astype(str).tolist()
    )
