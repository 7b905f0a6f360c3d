"""Answers masked a second of one core's time, first pass (cold cache) and second.

    python tests/benchmarks/masking/speed.py

On the election-compass answers of 2003 (about 16,700, 21 words each on average); processor time, not the clock.
"""

from __future__ import annotations

import csv
import gzip
import os
import time
from pathlib import Path

from theme_mining.language.mask import Masker

SHARED = Path(os.environ.get("THEME_MINING_SHARED", Path(__file__).parents[3].parent / "shared"))


def rate(masker: Masker, answers: list[str]) -> float:
    """Give answers a second."""
    begun = time.process_time()
    for answer in answers:
        masker.mask(answer)
    return len(answers) / (time.process_time() - begun)


def main() -> None:
    """Print four rates."""
    with gzip.open(SHARED / "data" / "vaalikone_hs2003.csv.gz", "rt", encoding="utf-8") as stream:
        answers = [row["text"] for row in csv.DictReader(stream)]
    words = sum(len(answer.split()) for answer in answers)
    print(f"{len(answers)} answers, {words / len(answers):.1f} words each")
    for title, masker in (("patterns", Masker(names=False)), ("with names", Masker())):
        print(f"{title}: {rate(masker, answers):,.0f}/s first pass, {rate(masker, answers):,.0f}/s second")


if __name__ == "__main__":
    main()
