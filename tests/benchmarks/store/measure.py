"""How quick a store of 100,000 answers is, and whether twenty reviewers at once lose or double a decision.

    python tests/benchmarks/store/measure.py [--place DB|URL] [--answers 100000] [--writers 20] [--seconds 60]
        [--processes 10] [--writers-only]

The answers are random words of a small invented vocabulary, six backgrounds, two waves, thirty themes. Every query is
asked 40 times (and 20 times right after a decision, as while people review); p95 is the 38th of 40 times, wall clock;
"processor" is this process's own time a query (without a PostgreSQL server's). Writers are threads of one process, as
in the web server, and processes of their own (`--processes`, half of them by default); each looks at an answer,
decides, and counts what it was told. Afterwards the store's own rows are held against that.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import Conflict
from theme_mining.core.types import Answer, Run
from theme_mining.storage.store import SqlStore

SURVEY = "iso"
WORDS = ("rahoitus", "avustus", "tila", "tieto", "yhteistyö", "verkosto", "koulutus", "aika", "talkoot", "järjestö")
THEMES = [f"teema{i}" for i in range(30)]
BOOK = Codebook(1, tuple(Theme(t, t.capitalize()) for t in THEMES), "benchmark")


def main() -> None:
    """Measure and print a table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--place", default="")
    asked.add_argument("--answers", type=int, default=100_000)
    asked.add_argument("--writers", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--processes", type=int, default=10, help="how many of the writers are processes of their own")
    asked.add_argument("--writers-only", action="store_true")
    asked.add_argument("--worker", default="")
    given = asked.parse_args()
    if given.worker:
        print(json.dumps(review(SqlStore(given.place), given.worker, given.seconds)))
        return
    with tempfile.TemporaryDirectory() as folder:
        place = given.place or str(Path(folder) / "theme-mining.db")
        with SqlStore(place) as store:
            fill(store, given.answers)
            if not given.writers_only:
                queries(store)
            at_once(store, place, given.writers - given.processes, given.processes, given.seconds)


def fill(store: SqlStore, n: int) -> None:
    """Load, classify, place on the map; tell how long each took."""
    rng = np.random.default_rng(1)
    half = n // 2
    for wave, first in (("2022", 0), ("2026", half)):
        batch = [answer(rng, first + i) for i in range(half)]
        told(f"load {half}", lambda batch=batch, wave=wave: store.add_batch(SURVEY, wave, batch))
    ids = [f"V{i}" for i in range(2 * half)]
    sure = rng.random(len(ids))
    themes = [";".join(rng.choice(THEMES, rng.integers(0, 4), replace=False)) for _ in ids]
    rows = pd.DataFrame({"id": ids, "themes": themes, "confidence": sure, "review": sure < 0.3})
    rows["evidence"] = [[(0, 8)]] * len(ids)
    run = Run("bench", "classify", "h", {}, 1, {}, {})
    told("assign themes", lambda: store.assign(SURVEY, BOOK, rows, run))
    points = pd.DataFrame({"id": ids, "x": sure, "y": sure})
    told("set the map", lambda: store.set_map(SURVEY, points))


def answer(rng: np.random.Generator, number: int) -> Answer:
    """Give an answer of 5–40 words."""
    text = " ".join(rng.choice(WORDS, rng.integers(5, 40)))
    background = {f"tausta {k}": f"arvo {number * 7919 % (3 + 2 * k)}" for k in range(6)}
    return Answer(f"V{number}", "Mitä toivotte?", text, background)


def queries(store: SqlStore) -> None:
    """Ask everything a page asks."""
    told("frame, first", lambda: store.frame(SURVEY))
    told("theme table, first", lambda: store.theme_table(SURVEY))
    far = store.count(SURVEY) - 60
    asked: dict[str, Callable[[], object]] = {
        "surveys": store.surveys,
        "progress": lambda: store.progress(SURVEY),
        "page of answers": lambda: store.answers(SURVEY, limit=50),
        "last page of answers": lambda: store.answers(SURVEY, limit=50, offset=far),
        "page, theme and background": lambda: store.answers(
            SURVEY, theme="teema3", filters={"tausta 5": "arvo 3"}, wave="2026", limit=50
        ),
        "count, theme and background": lambda: store.count(SURVEY, theme="teema3", filters={"tausta 5": "arvo 3"}),
        "page, theme": lambda: store.answers(SURVEY, theme="teema3", limit=50),
        "count, theme": lambda: store.count(SURVEY, theme="teema3"),
        "count, background": lambda: store.count(SURVEY, filters={"tausta 5": "arvo 3"}),
        "page, doubtful first": lambda: store.answers(SURVEY, order="doubtful first", limit=50),
        "page, settled": lambda: store.answers(SURVEY, status="settled", limit=50),
        "next doubtful": lambda: store.next_doubtful(SURVEY, who="Anna"),
        "next, blind": lambda: store.next_doubtful(SURVEY, who="Bertta", blind=True),
        "one answer": lambda: store.answer(SURVEY, "V777"),
        "decisions": lambda: store.decisions(SURVEY, limit=50),
        "audit trail": store.audit_trail,
        "codebook": lambda: store.codebook(SURVEY),
        "frame": lambda: store.frame(SURVEY),
        "frame, one wave": lambda: store.frame(SURVEY, wave="2026"),
        "theme table": lambda: store.theme_table(SURVEY),
        "decide": lambda: decide(store, "Anna"),
    }
    print(f"| {'query':<30} | p50 ms | p95 ms | p95 ms after a decision | processor ms |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, ask in asked.items():
        used = time.process_time()
        plain = sorted(timed(ask) for _ in range(40))
        used = (time.process_time() - used) / 40 * 1000
        after = []
        for _ in range(20):
            decide(store, "Anna")
            after.append(timed(ask))
        print(
            f"| {name:<30} | {plain[20]:6.1f} | {plain[37]:6.1f} | {sorted(after)[18]:6.1f} | {used:6.1f} |", flush=True
        )


def decide(store: SqlStore, who: str) -> None:
    """Settle the next doubtful answer."""
    found = store.next_doubtful(SURVEY, who=who)
    assert found is not None
    store.decide(SURVEY, found.id, found.themes[:1], who=who, version=found.version)


def review(store: SqlStore, who: str, seconds: float) -> dict[str, object]:
    """Review for a while; half the time an answer that others look at, too. Give what was written and refused."""
    rng = np.random.default_rng(abs(hash(who)) % 2**32)
    done, late, times = [], 0, []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = (
            store.next_doubtful(SURVEY, who=who) if rng.random() < 0.5 else store.answer(SURVEY, f"V{rng.integers(20)}")
        )
        if found is None:
            break
        start = time.perf_counter()
        try:
            after = store.decide(SURVEY, found.id, [str(rng.choice(THEMES))], who=who, version=found.version)
            done.append((found.id, after.version, after.themes[0]))
        except Conflict:
            late += 1
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    return {"who": who, "done": done, "late": late, "times": times}


def at_once(store: SqlStore, place: str, n_threads: int, n_processes: int, seconds: float) -> None:
    """Let many write, then count."""
    before = store.progress(SURVEY).by_user.keys()
    kept_before = len(store.decisions(SURVEY))
    results: list[dict[str, object]] = []
    threads = [
        threading.Thread(target=lambda w=w: results.append(review(store, f"thread {w}", seconds)))
        for w in range(n_threads)
    ]
    command = [sys.executable, __file__, "--place", place, "--seconds", str(seconds), "--worker"]
    others = [
        subprocess.Popen([*command, f"process {w}"], stdout=subprocess.PIPE, text=True) for w in range(n_processes)
    ]
    for thread in threads:
        thread.start()
    looks = []
    while any(thread.is_alive() for thread in threads):
        looks.append(timed(lambda: store.answers(SURVEY, status="doubtful", limit=50)))
        time.sleep(0.25)
    for thread in threads:
        thread.join()
    results += [json.loads(other.communicate()[0]) for other in others]
    done = [tuple(row) for result in results for row in result["done"]]  # type: ignore[attr-defined]
    late = sum(int(result["late"]) for result in results)  # type: ignore[call-overload]
    decisions = store.decisions(SURVEY)
    kept = Counter((d.answer_id, d.themes[0]) for d in decisions[: len(decisions) - kept_before])
    told_of = Counter((answer_id, theme) for answer_id, _, theme in done)
    versions = Counter((answer_id, version) for answer_id, version, _ in done)
    last = {answer_id: (version, theme) for answer_id, version, theme in sorted(done)}
    wrong = sum(1 for i, (v, t) in last.items() if (a := store.answer(SURVEY, i)).version != v or a.themes != (t,))
    people = len(store.progress(SURVEY).by_user.keys() - before)
    print(
        f"{people} reviewers for {seconds:g} s: {len(done)} decisions told, {sum(kept.values())} kept, {late} told late"
    )
    print(f"lost {sum((told_of - kept).values())}, doubled {sum((kept - told_of).values())}, "
          f"one version given twice {sum(n - 1 for n in versions.values())}, last does not stand {wrong}")  # fmt: skip
    for kind in ("thread", "process"):
        mine = [result for result in results if str(result["who"]).startswith(kind)]
        times = sorted(t for result in mine for t in result["times"])  # type: ignore[attr-defined]
        if times:
            print(f"decide, {kind}: p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms")
    print(f"a page meanwhile: p95 {sorted(looks)[int(len(looks) * 0.95)]:.1f} ms")


def timed(ask: Callable[[], object]) -> float:
    """Give milliseconds."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def told(what: str, ask: Callable[[], object]) -> None:
    """Do it and print how long it took."""
    print(f"{what}: {timed(ask) / 1000:.2f} s", flush=True)


if __name__ == "__main__":
    main()
