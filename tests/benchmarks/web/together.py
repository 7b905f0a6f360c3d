"""The desk over HTTP with 100,000 answers: start, memory, every page's time, and twenty reviewers writing at once.

    python tests/benchmarks/web/together.py [--place DB|URL] [--answers 100000] [--reviewers 20] [--seconds 60]

The server is `theme-mining serve` with accounts, a process of its own; the reviewers are threads of this one, each
with its own session: open the queue, save what is shown (one in ten: another theme; one in ten: take it back). Half of
them ask the page for the answer that the neighbour has, too, so that conflicts happen. Each counts what it was told;
afterwards the store's decisions are held against that. Times are wall clock at the client, 40 a page, one at a time.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from theme_mining.assembly.passwords import hash_password
from theme_mining.storage.store import SqlStore

PASSWORD = "neljä sanaa riittää hyvin"
FIELDS = re.compile(r'<input type="hidden" name="(answer|version|csrf)" value="([^"]*)"')
TICKED = re.compile(r'name="themes" value="([^"]+)"[^>]*checked')


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--place", default="")
    asked.add_argument("--answers", type=int, default=100_000)
    asked.add_argument("--reviewers", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=60)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.place or str(Path(folder) / "theme-mining.db")
        filler = _filler()
        with SqlStore(place) as store:
            filler.fill(store, given.answers)
            hashed = hash_password(PASSWORD)
            for n in range(given.reviewers):
                store.add_user(f"k{n}", hashed, "admin" if n == 0 else "analyst")
        began = time.perf_counter()
        server, base = _server(place)
        try:
            print(f"start to the address {time.perf_counter() - began:.2f} s", flush=True)
            browser = _logged_in(base, "k0")
            print(f"start to a page behind the log-in {time.perf_counter() - began:.2f} s, {_memory(server.pid)} MB")
            _pages(browser, filler.SURVEY)
            print(f"after all pages {_memory(server.pid)} MB", flush=True)
            _together(place, base, filler.SURVEY, given.reviewers, given.seconds)
            print(f"after the reviewers {_memory(server.pid)} MB")
        finally:
            server.terminate()
            server.wait(20)


def _filler() -> Any:
    spec = importlib.util.spec_from_file_location("measure", Path(__file__).parents[1] / "store" / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def _server(place: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "theme_mining", "serve", "--store", place, "--users", "--port", "0", "--json"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    told = ""
    while not told.rstrip().endswith("}"):
        told += server.stdout.readline()
    return server, str(json.loads(told)["address"]).rstrip("/")


def _logged_in(base: str, name: str) -> httpx.Client:
    browser = httpx.Client(base_url=base, timeout=60, follow_redirects=False)
    for _ in range(200):
        try:
            page = browser.get("/login").text
            break
        except httpx.TransportError:
            time.sleep(0.05)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    answer = browser.post("/login", data={"csrf": csrf, "name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.status_code
    return browser


def _memory(pid: int) -> int:
    """Give the resident memory of a process (MB)."""
    with open(f"/proc/{pid}/statm") as stream:
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _pages(browser: httpx.Client, survey: str) -> None:
    here = f"/survey/{survey}"
    paths = (
        f"{here}/review",
        f"{here}/review?blind=1",
        f"{here}/review/agreement",
        f"{here}/codebook",
        "/import",
        "/users",
        "/account",
        "/audit",
        "/api/v1",
        "/api/v1/surveys",
        f"/api/v1{here.replace('survey', 'surveys')}/shares",
        f"/api/v1{here.replace('survey', 'surveys')}/answers?limit=100&offset=50000",
        f"/api/v1{here.replace('survey', 'surveys')}/progress",
    )
    print(f"{'page':55} {'first':>8} {'median':>8} {'p95':>8}  ms")
    for path in paths:
        times = []
        for _ in range(41):
            began = time.perf_counter()
            answer = browser.get(path)
            times.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200, (path, answer.status_code)
        rest = sorted(times[1:])
        print(f"{path:55} {times[0]:8.0f} {rest[20]:8.0f} {rest[37]:8.0f}", flush=True)


def _together(place: str, base: str, survey: str, reviewers: int, seconds: float) -> None:
    counted: list[Counter[str]] = [Counter() for _ in range(reviewers)]
    times: list[float] = []
    shared: list[str] = [""] * reviewers
    gate = threading.Barrier(reviewers)

    def review(n: int) -> None:
        browser, chance, path = _logged_in(base, f"k{n}"), random.Random(n), f"/survey/{survey}/review"
        gate.wait()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            other = shared[n - 1] if n % 2 else ""
            page = browser.get(path, params={"answer": other} if other and chance.random() < 0.2 else {}).text
            fields: dict[str, Any] = dict(FIELDS.findall(page))
            shared[n] = fields["answer"]
            ticked = TICKED.findall(page)
            fields |= {"do": "save", "themes": ["teema1"] if chance.random() < 0.1 else ticked}
            began = time.perf_counter()
            told = browser.post(path, data=fields).status_code
            times.append(1000 * (time.perf_counter() - began))
            counted[n][f"save {told}"] += 1
            if told == 303 and chance.random() < 0.1:
                back = browser.post(f"{path}/undo", data={"csrf": fields["csrf"]})
                undone = back.status_code == 303 and "done=undone" in back.headers["location"]
                counted[n]["undone" if undone else f"undo {back.status_code}"] += 1

    people = [threading.Thread(target=review, args=(n,)) for n in range(reviewers)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    total: Counter[str] = sum(counted, Counter())
    print(f"{reviewers} reviewers, {seconds:.0f} s: {dict(total)}")
    middle, late = (sorted(times)[int(len(times) * part)] for part in (0.5, 0.95))
    print(f"a save takes {middle:.0f} ms (median), {late:.0f} ms (p95)")
    with SqlStore(place) as store:
        decisions = store.decisions(survey)
        made = Counter((d.who, "undone" if d.verdict == "undone" else "save 303") for d in decisions)
        told = Counter(
            {(f"k{n}", kind): c[kind] for n, c in enumerate(counted) for kind in ("save 303", "undone") if c[kind]}
        )
        standing = {d.answer_id for d in decisions if d.verdict == "themes"}
        settled = store.progress(survey).settled
        print(f"in the store: {len(decisions)} decisions on {len(standing)} answers, {settled} settled")
        print("lost:", sum((told - made).values()), "doubled:", sum((made - told).values()))


if __name__ == "__main__":
    main()
