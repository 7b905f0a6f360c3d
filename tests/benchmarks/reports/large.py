"""How long a report of 100,000 invented answers, 20 themes and 10 background columns takes.

    python tests/benchmarks/reports/large.py [--answers N] [--reports page workbook …]

Prints a line of Markdown a report: seconds, seconds of processor time (what it takes on an idle machine), size,
peak memory of the process so far.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run
from theme_mining.reports import report_for


def large_table(n: int, n_themes: int = 20, n_background: int = 10, seed: int = 1729) -> ThemeTable:
    """Give a table of `n` answers of 60 % as many respondents, words drawn by Zipf's law."""
    rng = np.random.default_rng(seed)
    words = np.array(["".join(rng.choice(list("aeioukstnlr"), 7)) for _ in range(5000)])
    lengths = rng.integers(4, 30, n)
    drawn = np.minimum(rng.zipf(1.4, lengths.sum()) - 1, 4999)
    parts = np.split(words[drawn], np.cumsum(lengths)[:-1])
    texts = [" ".join(part) for part in parts]
    ids = [f"t{k}" for k in range(n_themes)]
    named = rng.random((n, n_themes)) < rng.uniform(0.01, 0.2, n_themes)
    answers = pd.DataFrame(
        {
            "id": [f"v{i}" for i in range(n)],
            "respondent": rng.integers(0, int(0.6 * n), n).astype(str),
            "question": rng.choice(["Ensimmäinen kysymys?", "Toinen kysymys?"], n),
            "text": texts,
            "language": rng.choice(["fi", "sv", "none"], n, p=[0.9, 0.05, 0.05]),
            "themes": [tuple(ids[j] for j in np.flatnonzero(row)) for row in named],
            "confidence": rng.random(n),
            "review": rng.random(n) < 0.1,
            "evidence": "",
            "weight": rng.uniform(0.5, 2, n),
            "lemmas": pd.Series([tuple(map(str, part)) for part in parts], dtype=object),
            **{f"tausta {b}": rng.integers(0, 3 + 2 * b, n).astype(str) for b in range(n_background)},
        }
    )
    places = pd.DataFrame({"id": answers["id"], "x": rng.normal(size=n), "y": rng.normal(size=n)})
    book = Codebook(1, tuple(Theme(i, f"Teema {i}") for i in ids))
    run = Run("0" * 16, "report", "0" * 16, {}, seed, {}, {"answers": n})
    background = tuple(f"tausta {b}" for b in range(n_background))
    return ThemeTable("Suuri kysely", answers, book, run, background, True, map_xy=places)


def main() -> None:
    """Time each report once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--reports", nargs="+", default=["page", "workbook", "spss"])
    options = parser.parse_args()
    table = large_table(options.answers)
    print("| report | seconds | processor seconds | MB | peak memory MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.reports:
            report = report_for(name)
            path, start, work = Path(folder) / f"x{report.suffix}", time.perf_counter(), time.process_time()
            report.write(table, path)
            taken, worked = time.perf_counter() - start, time.process_time() - work
            size = path.stat().st_size / 1e6
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"| {name} | {taken:.1f} | {worked:.1f} | {size:.1f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
