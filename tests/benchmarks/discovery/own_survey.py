"""How the gold themes of the project's own survey are found again, and where the planted weak signal ranks.

    python tests/benchmarks/discovery/own_survey.py

Found themes are matched one to one to gold themes so that macro-F1 is highest (Hungarian method).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from theme_mining.clusterers.consensus import Consensus
from theme_mining.core.codebook import Codebook
from theme_mining.core.types import Vectors
from theme_mining.embedders.static import StaticEmbedder
from theme_mining.flows._starts import StartWords, start_texts
from theme_mining.flows.discover import DiscoverOptions, discover
from theme_mining.flows.next_wave import Survey, next_wave
from theme_mining.language import FinnishText, no_content

SURVEY = Path(__file__).resolve().parents[3] / "corpora" / "jarjestokysely"
PLANTED = "varautuminen"


def read():
    table = pd.read_csv(SURVEY / "koodattu.csv", dtype=str, keep_default_na=False)
    table = table[[bool(text.strip()) and not no_content(text) for text in table["vastaus"]]].reset_index(drop=True)
    gold = [{t.strip() for t in row.replace("ei teemaa", "").split(";") if t.strip()} for row in table["teemat"]]
    segments = FinnishText(split=True).transform(table["vastaus"].tolist(), ids=table["vastaus_id"].tolist())
    embedder = StaticEmbedder().fit(segments)
    return table, gold, segments, Vectors(tuple(s.id for s in segments), embedder.transform(segments), "x"), embedder


def macro_f1(gold, found):
    names, ids = sorted(set().union(*gold)), sorted(set().union(*found) - {""})
    truth = np.array([[name in row for name in names] for row in gold], dtype=float)
    said = np.array([[theme in row for theme in ids] for row in found], dtype=float)
    f1 = 2 * truth.T @ said / np.maximum(truth.sum(axis=0)[:, None] + said.sum(axis=0)[None], 1)
    pairs = linear_sum_assignment(-f1)
    return f1[pairs].sum() / len(names)


def said(codebook, embedder):
    """Read what the codebook says, as `theme-mining discover --codebook` does."""
    terms, rows = [], []
    for texts in start_texts(codebook):
        segments = FinnishText().transform(texts)
        terms.append(frozenset(term for segment in segments for term in segment.terms()))
        rows.append(embedder.transform(segments).sum(axis=0))
    rows = np.array(rows, dtype=np.float32)
    return StartWords(tuple(terms), rows / np.linalg.norm(rows, axis=1, keepdims=True))


def main():
    table, gold, segments, vectors, embedder = read()
    codebook = Codebook.read(SURVEY / "codebook.json")
    words = said(codebook, embedder)
    print(f"{len(table)} answers with content\n\n| start | themes | macro-F1 after matching |\n|---|---|---|")
    for start, number in ((None, 13), (None, 20), (None, None), (codebook, 13)):
        found = discover(
            segments, vectors, Consensus(number), DiscoverOptions(start=start, said=words if start else None)
        )
        order = dict(zip(found.answers["id"], found.answers["themes"], strict=True))
        score = macro_f1(gold, [set(order[name].split(";")) for name in table["vastaus_id"]])
        print(f"| {'codebook' if start else 'nothing'} | {len(found.figures)} | {score:.3f} |", flush=True)
    wave = dict(zip(table["vastaus_id"], table["vuosi"], strict=True))
    known = {name: sorted(row - {PLANTED}) for name, row in zip(table["vastaus_id"], gold, strict=True)}
    planted = {name for name, row in zip(table["vastaus_id"], gold, strict=True) if PLANTED in row}
    for themes, told in ((known, "other themes known"), ({}, "no theme known")):
        signals = next_wave(Survey(segments, vectors, wave, themes), codebook, embedder).signals.head(5)
        print(
            f"\nSignals, {told}:\n\n| rank | words | before | after | score | of the planted theme |"
            "\n|---|---|---|---|---|---|"
        )
        for _, row in signals.iterrows():
            share = np.mean([name in planted for name in row["ids"]])
            print(
                f"| {row['rank']} | {row['words']} | {row['before']} | {row['after']} | {row['score']:.2f} "
                f"| {share:.0%} |"
            )


if __name__ == "__main__":
    main()
