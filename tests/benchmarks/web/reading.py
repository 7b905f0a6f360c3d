"""The pages that coordinators read, with 100,000 answers: start, memory, every page and picture cold and warm.

    python tests/benchmarks/web/reading.py [--copies 117] [--times 40]

The store holds the bundled survey `--copies` times (860 answers each, each copy's ids and respondents its own). The
server is `theme-mining serve`, a process of its own. Cold: the first request for an address since the start, one for
each of `--times` filters nobody asked for before. Warm: the same address `--times` times, one at a time. Wall clock at
the client; the server's processor seconds are read beside.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import numpy as np

from theme_mining.storage.store import SqlStore

sys.path.insert(0, str(Path(__file__).parents[2] / "web"))
from filled import SURVEY, fill

THEME = "hyvinvointialue"
PAGES = {
    "list of surveys": "/",
    "overview": f"/survey/{SURVEY}",
    "theme": f"/survey/{SURVEY}/theme/{THEME}",
    "compare": f"/survey/{SURVEY}/compare",
    "network": f"/survey/{SURVEY}/network",
    "map": f"/survey/{SURVEY}/map",
    "weak signals": f"/survey/{SURVEY}/signals",
    "models": "/models",
}
PICTURES = {
    "shares.svg": f"/survey/{SURVEY}/figure/shares.svg",
    "shares.png": f"/survey/{SURVEY}/figure/shares.png",
    "shares.csv": f"/survey/{SURVEY}/figure/shares.csv",
    "groups.svg": f"/survey/{SURVEY}/figure/groups.svg?theme={THEME}&column=Alue",
    "compare.svg": f"/survey/{SURVEY}/figure/compare.svg",
    "network.svg": f"/survey/{SURVEY}/figure/network.svg",
    "map.svg": f"/survey/{SURVEY}/figure/map.svg",
}
FILTERED = ("overview", "theme", "compare", "network", "map", "shares.svg")


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--copies", type=int, default=117)
    asked.add_argument("--times", type=int, default=40)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "theme-mining.db")
        with SqlStore(place) as store:
            fill(store, given.copies)
            kept = store.survey(SURVEY)
            views = _views(store, given.times)
        print(f"{kept.n_answers} answers of {kept.n_respondents} respondents, load {os.getloadavg()[0]:.1f}")
        began = time.perf_counter()
        server, base = _server(place)
        try:
            with httpx.Client(base_url=base, timeout=600) as browser:
                _wait(browser)
                _told("start to the first page (list of surveys)", [_ms(browser, "/", began)], server.pid)
                _measure(browser, server.pid, views, given.times)
        finally:
            server.terminate()
            server.wait(20)


def _measure(browser: httpx.Client, pid: int, views: list[dict[str, str]], times: int) -> None:
    for name, address in {**PAGES, **PICTURES}.items():
        _told(f"first, {name}", [_ms(browser, address)], pid)
    for name in ("network", "weak signals"):
        _told(f"until it is read beside, {name}", [_until_read(browser, PAGES[name])], pid)
    for name, address in {**PAGES, **PICTURES}.items():
        _told(f"warm, {name}", [_ms(browser, address) for _ in range(times)], pid)
    for name in FILTERED:
        address = {**PAGES, **PICTURES}[name]
        _told(f"cold, {name}, a filter each", [_ms(browser, f"{address}?{urlencode(view)}") for view in views], pid)


def _views(store: SqlStore, n: int) -> list[dict[str, str]]:
    """Give `n` different filters: two or three columns at once, so that each is work."""
    frame = store.frame(SURVEY)
    columns = ["Järjestötyyppi", "Alue", "Koko"]
    groups = {c: sorted(g for g in frame[c].unique() if g) for c in columns}
    threes = itertools.product(*(groups[c] for c in columns))
    views = [{f"by.{c}": g for c, g in zip(columns, three, strict=True)} for three in threes]
    random = np.random.default_rng(1)
    return [views[i] for i in random.permutation(len(views))[:n]]


def _server(place: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "theme_mining", "serve", "--store", place, "--port", "0", "--json"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    text = ""
    while True:
        text += server.stdout.readline()
        try:
            return server, str(json.loads(text)["address"])
        except ValueError:
            if server.poll() is not None:
                raise RuntimeError("the server did not start") from None


def _wait(browser: httpx.Client) -> None:
    while True:
        try:
            browser.get("/static/none")
            return
        except httpx.ConnectError:
            time.sleep(0.02)


def _ms(browser: httpx.Client, address: str, began: float | None = None) -> float:
    began = time.perf_counter() if began is None else began
    answer = browser.get(quote(address, safe="/?&=.%+"))
    if answer.status_code != 200:
        raise RuntimeError(f"{address} gave {answer.status_code}")
    return 1000 * (time.perf_counter() - began)


def _until_read(browser: httpx.Client, address: str) -> float:
    began = time.perf_counter()
    while "luetaan vielä" in (page := browser.get(address).text) or "Signaaleja etsitään" in page:
        time.sleep(0.5)
    return 1000 * (time.perf_counter() - began)


def _told(what: str, ms: list[float], pid: int) -> None:
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    used = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    memory = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
    figures: dict[str, Any] = {"median": np.median(ms), "p95": np.sort(ms)[int(np.ceil(0.95 * len(ms))) - 1]}
    print(
        f"{what:46s} n {len(ms):3d}  median {figures['median']:7.0f} ms  p95 {figures['p95']:7.0f} ms"
        f"  {memory:5.0f} MB  {used:6.1f} s used",
        flush=True,
    )


if __name__ == "__main__":
    main()
