"""Time and memory of reading a workbook of 200,000 rows × 40 columns.

    python tests/benchmarks/readers/big_workbook.py [--rows 200000] [--with openpyxl]

Writes the workbook first (about a minute), in a process of its own, so that the peak is that of reading alone.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = ["yhteistyö", "verkosto", "järjestö", "kunta", "raha", "tuki", "apu", "vertaistuki", "palvelu", "tieto", "aika"]


def write(path: Path, rows: int) -> None:
    """Write id, three open questions of a dozen words, 36 background columns of words and numbers."""
    import xlsxwriter

    random.seed(1729)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Vastaukset")
    sheet.write_row(0, 0, ["id", *(f"Kysymys {i}?" for i in range(3)), *(f"Tausta {i}" for i in range(36))])
    for r in range(1, rows + 1):
        texts = [" ".join(random.choices(WORDS, k=12)) + f" {r * k}" for k in (1, 2, 3)]
        about = [random.choice(WORDS) if i % 2 else random.randint(1, 5) for i in range(36)]
        sheet.write_row(r, 0, [r, *texts, *about])
    book.close()


def read(path: Path, library: str) -> None:
    """Read and print rows, columns, processor seconds and the peak of memory."""
    begun = time.process_time()
    if library == "openpyxl":
        from openpyxl import load_workbook

        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        shape = (sum(1 for _ in sheet.iter_rows(values_only=True)), 40)
    else:
        from theme_mining.readers import choose_columns, raw_answers, read_table

        table = read_table(path)
        shape = table.frame.shape
        print(f"reading: {time.process_time() - begun:.1f} s")
        columns = choose_columns(table)
        print(f"columns: {time.process_time() - begun:.1f} s, {len(columns.text)} open questions")
        print(f"{sum(1 for _ in raw_answers(table, columns))} answers")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{library}: {shape[0]} × {shape[1]}, {time.process_time() - begun:.1f} s of processor time, peak {peak:.2f} GB"
    )


def main() -> None:
    """Write and read."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--with", dest="library", default="theme_mining")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.file:
        read(options.file, options.library)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        write(path, options.rows)
        print(f"{path.stat().st_size / 1e6:.0f} MB", flush=True)
        subprocess.run([sys.executable, __file__, "--file", str(path), "--with", options.library], check=True)


if __name__ == "__main__":
    main()
