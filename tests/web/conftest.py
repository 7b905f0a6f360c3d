"""Stores and clients to look at pages with."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from theme_mining.assembly.settings import Settings
from theme_mining.storage.store import SqlStore
from theme_mining.web import make_app

sys.path.insert(0, str(Path(__file__).parent))
from filled import fill

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def filled_app(tmp_path_factory) -> Iterator[FastAPI]:
    """The application over the bundled survey; for pages that only read."""
    store = SqlStore(tmp_path_factory.mktemp("filled") / "theme-mining.db")
    fill(store)
    yield make_app(store, Settings())
    store.close()


@pytest.fixture
def reader(filled_app) -> TestClient:
    """A browser on this machine."""
    return TestClient(filled_app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000))


@pytest.fixture(scope="session")
def address(filled_app) -> Iterator[str]:
    """The address of a server on loopback that shows the bundled survey."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(filled_app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def chromium():
    """Debian's Chromium, driven by Playwright; closed after each file: beside its event loop no other runs."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here (apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
