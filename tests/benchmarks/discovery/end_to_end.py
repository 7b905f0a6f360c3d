"""`tm.discover` end to end, from raw answers with the shipped vectors, against the question each answer was given to.

python tests/benchmarks/discovery/end_to_end.py [--shared ../shared]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from sklearn.metrics import adjusted_rand_score, v_measure_score

import theme_mining as tm

SEED = 1


def sets(data: Path) -> dict[str, tuple[pd.DataFrame, str]]:
    """Give the sets: a frame with `text` and `label`, and the number of themes asked for."""
    compass = pd.read_csv(data / "vaalikone_hs2003.csv.gz", keep_default_na=False)
    sib = pd.read_csv(data / "sib200_fi_train_dev.csv").rename(columns={"category": "label", "sentence": "text"})
    six = pd.read_csv(data / "fsd2821_kehitysyhteistyo2012_long.csv", keep_default_na=False)
    six = six[six["text"] != ""].drop(columns="label").rename(columns={"question": "label"})
    by_question = compass.groupby("label", group_keys=False)
    return {
        "compass 2003, 20 × 100": (by_question.sample(100, random_state=SEED), "20"),
        "compass 2003, 20 × 150": (by_question.sample(150, random_state=SEED), "20"),
        "compass 2003, 20 × 150, number chosen": (by_question.sample(150, random_state=SEED), "auto"),
        "SIB-200 Finnish, train + dev": (sib, "7"),
        "six-word answers (FSD 2821), three questions": (six, "3"),
    }


def main() -> None:
    """Print a row a set: themes, V, ARI, share of answers without a theme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[4] / "shared")
    data = parser.parse_args().shared / "data"
    print("| set | n | themes | V | ARI | without a theme |\n|---|---|---|---|---|---|")
    for name, (frame, themes) in sets(data).items():
        frame = frame.reset_index(drop=True)
        found = tm.discover(frame[["text"]], text="text", themes=themes).assignments["theme"]
        v, ari = v_measure_score(frame["label"], found), adjusted_rand_score(frame["label"], found)
        n_themes = found[found != ""].nunique()
        print(f"| {name} | {len(frame)} | {n_themes} | {v:.3f} | {ari:.3f} | {(found == '').mean():.1%} |", flush=True)


if __name__ == "__main__":
    main()
