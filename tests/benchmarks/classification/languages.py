"""Are Swedish and English answers served as well as Finnish ones? With and without a Finnish word beside theirs.

    python tests/benchmarks/classification/languages.py [--shared ../shared]

Own survey: cross-validated by organisation, micro-F1 of each language's answers. SIB-200: taught on four fifths of the
Finnish sentences, tested on the other fifth's Swedish and English ones; and taught and tested within a language.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from real_sets import ROOT

from theme_mining.assembly.modelling import embed_texts
from theme_mining.assembly.settings import Settings
from theme_mining.classifiers import make
from theme_mining.core.codebook import Codebook
from theme_mining.core.trained import Labelled, Rows
from theme_mining.flows.train import held_out_choice, train
from theme_mining.measure.scores import score


def plain(rows: Rows) -> Rows:
    """Give the rows without the Finnish words beside foreign ones."""
    bare = (replace(s, parts=()) if s.language in ("sv", "en") else s for s in rows.segments)
    return Rows(tuple(bare), rows.vectors, rows.language)


def own(embed) -> None:
    """Print micro-F1 a language of the own survey."""
    home = ROOT / "corpora" / "jarjestokysely"
    frame = pd.read_csv(home / "koodattu.csv", keep_default_na=False)
    frame = frame[(frame["teemat"] != "") & (frame["teemat"] != "ei teemaa")].reset_index(drop=True)
    codebook, groups = Codebook.read(home / "codebook.json"), frame["organisaatio"].to_numpy()
    told = embed(frame["vastaus"].tolist())
    for what, rows in (("without", plain(told)), ("with", told)):
        labelled = Labelled(rows, tuple(tuple(t.split(";")) for t in frame["teemat"]), tuple(groups))
        trained = train(labelled, make("linear"), codebook, embed, multilabel=True)
        truth = labelled.matrix(trained.themes)
        chosen = held_out_choice(trained.classifier.held_out_proba_, truth, labelled.groups, False)
        for language in ("fi", "sv", "en"):
            at = (frame["kieli"] == language).to_numpy()
            micro = score(truth[at], chosen[at], tuple(groups[at])).micro_f1
            cells = f"{at.sum()} | {micro.value:.3f} ({micro.low:.3f}–{micro.high:.3f})"
            print(f"| own survey, micro-F1, {language} | {what} | {cells} |", flush=True)


def sib(embed, shared: Path) -> None:
    """Print accuracy of SIB-200 across and within languages."""
    frames = {}
    for k in ("fi", "sv", "en"):
        frame = pd.read_csv(shared / "data" / f"sib200_{k}_train_dev.csv", dtype=str)
        frames[k] = frame.assign(id=frame["id"].str.removeprefix("sib-")).sort_values("id")
        assert frames[k]["id"].tolist() == frames["fi"]["id"].tolist()  # the same sentences, so the same folds
    rows = {k: embed(frame["text"].tolist()) for k, frame in frames.items()}
    themes = sorted(set(frames["fi"]["label"]))
    truth = {k: frame["label"].to_numpy()[:, None] == np.array(themes) for k, frame in frames.items()}
    fold = np.random.default_rng(0).permutation(len(truth["fi"])) % 5
    for taught, tested in (("fi", "sv"), ("fi", "en"), ("sv", "sv"), ("en", "en")):
        for what in ("without", "with"):
            learn, test = (rows[k] if what == "with" else plain(rows[k]) for k in (taught, tested))
            right = []
            for k in range(5):
                here, there = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
                fitted = make("linear", single_label=True).fit(learn.take(here), truth[taught][here])
                found = fitted.predict_proba(test.take(there)).argmax(axis=1)
                right += (found == truth[tested][there].argmax(axis=1)).tolist()
            error = np.sqrt(np.mean(right) * (1 - np.mean(right)) / len(right))
            accuracy = f"{np.mean(right):.3f} ± {error:.3f}"
            print(f"| SIB-200, {taught} → {tested}, accuracy | {what} | {len(right)} | {accuracy} |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("THEME_MINING_SHARED", ROOT.parent / "shared"))
    )
    embed = embed_texts(Settings())
    print("| set | Finnish words beside | n | score |\n| --- | --- | ---: | --- |")
    own(embed)
    sib(embed, parser.parse_args().shared)


if __name__ == "__main__":
    main()
