"""Time and memory of the clusterer at 10,000, 100,000 and 1,000,000 answers.

    python tests/benchmarks/discovery/scale.py 10000 100000 1000000

Answers are real ones (municipal election, 28,353) with a fifth to a half of their words left out at random, so that no
two are alike. Each size runs in a process of its own; seconds are of clustering alone (`fit`, k = 20 and k chosen).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import numpy as np
import pandas as pd
from sets import SHARED


def answers(n):
    from theme_mining.embedders.static import StaticEmbedder
    from theme_mining.language import FinnishText

    texts = pd.read_csv(SHARED / "vaalikone_hs2000kunta.csv.gz")["text"].astype(str).tolist()
    segments = FinnishText().transform(texts[: min(n, 8000)])
    rows = StaticEmbedder().fit(segments).transform(segments)
    draw = np.random.default_rng(0)
    pick = draw.integers(0, len(segments), n)
    lemmas = []
    for i in pick:
        words = segments[i].lemmas
        kept = draw.random(len(words)) < draw.uniform(0.5, 0.8)
        lemmas.append([word for word, keep in zip(words, kept, strict=True) if keep])
    near = rows[pick]
    for start in range(0, n, 100_000):
        part = near[start : start + 100_000]
        part += draw.normal(0, 0.01, part.shape).astype(np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return near, lemmas


def one(n, k):
    from theme_mining.clusterers.consensus import Consensus

    rows, lemmas = answers(n)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    found = Consensus(k or None).fit(rows, terms=lemmas)
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {n:,} | {found.n_themes_}{'' if k else ' (chosen)'} | {took:.1f} | {before:.0f} | {peak:.0f} |", flush=True
    )


if __name__ == "__main__":
    if sys.argv[1] == "one":
        one(int(sys.argv[2]), int(sys.argv[3]))
    else:
        print("| answers | themes | CPU s | MB before | MB at most |\n|---|---|---|---|---|", flush=True)
        for size in sys.argv[1:]:
            for number in ("20", "0"):
                subprocess.run([sys.executable, __file__, "one", size, number], check=True)
