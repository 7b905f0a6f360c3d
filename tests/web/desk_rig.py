"""A store with a small survey, and clients of its pages, for tests of the desk. All people and answers are invented."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from theme_mining.assembly.passwords import hash_password
from theme_mining.assembly.settings import Settings
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.types import Answer, Run
from theme_mining.storage.store import SqlStore
from theme_mining.web import make_app
from theme_mining.web.access import Access, proof_of

SURVEY = "kysely"
REVIEW = f"/survey/{SURVEY}/review"
CODEBOOK = f"/survey/{SURVEY}/codebook"
PASSWORD = "neljä sanaa riittää hyvin"
SCRIPT = "<script>document.title='murrettu'</script>"
BOOK = Codebook(
    1,
    (
        Theme("raha", "Raha ja avustukset", "Rahoitus, avustukset, maksut."),
        Theme("tieto", "Tiedonkulku"),
        Theme("tilat", "Tilat"),
        Theme("vaki", f"Väki {SCRIPT}"),
    ),
    "test",
    "accepted",
)
TEXTS = (
    "Avustukset ovat liian pieniä",
    "Tieto ei kulje kunnasta meille",
    "Kokoustilat ovat kalliita",
    "Rahaa ja tiloja tarvitaan lisää",
    f"Väkeä puuttuu {SCRIPT} aina",
    "Hakemus on vaikea täyttää",
)


def filled(place: Path | str, n: int = 24) -> SqlStore:
    """Give a store with a survey of `n` answers, every other of them doubtful."""
    store = SqlStore(place)
    answers = [
        Answer(str(i + 1), "Mitä toivotte?", TEXTS[i % 6], {"Alue": ("Saaristo", "Koskenmaa")[i % 2]}) for i in range(n)
    ]
    store.add_batch(SURVEY, "2026", answers, title="Kysely järjestöille", who="test")
    themes = ("raha", "tieto", "tilat", "raha;tilat", "vaki", "")
    rows = pd.DataFrame(
        {
            "id": [a.id for a in answers],
            "themes": [themes[i % 6] for i in range(n)],
            "confidence": [0.2 + 0.5 * i / n for i in range(n)],
            "review": [i % 2 == 0 for i in range(n)],
            "evidence": [[(0, 5, themes[i % 6].split(";")[0])] if themes[i % 6] else [] for i in range(n)],
        }
    )
    store.assign(SURVEY, BOOK, rows, Run("run1", "classify", "h", {}, 1, {}, {"rows": n}), who="test")
    return store


@cache
def hashed() -> str:
    """Give the hash of `PASSWORD`: made once, since making it is slow on purpose."""
    return hash_password(PASSWORD)


def with_people(store: SqlStore) -> SqlStore:
    """Add an account of each role."""
    for name, role in (("Lauri", "reader"), ("Anna", "analyst"), ("Aatos", "analyst"), ("Yrjö", "admin")):
        store.add_user(name, hashed(), role, who="test")  # type: ignore[arg-type]
    return store


def app_of(store: SqlStore, access: Access | None = None, **options: Any) -> FastAPI:
    """Give the pages of a store; local access unless told otherwise."""
    return make_app(store, Settings(), access=access or Access.local(), **options)


def client_of(app: FastAPI, host: str = "http://127.0.0.1", peer: str = "127.0.0.1", **more: Any) -> TestClient:
    """Give a browser without JavaScript."""
    return TestClient(app, base_url=host, client=(peer, 50000), **more)


def token_in(page: str) -> str:
    """Give the form token of a page."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found, "the page has no form"
    return found[1]


def post(client: TestClient, address: str, fields: dict[str, Any], page: str = "") -> Any:
    """Send a form as a browser would: with the token of a page of this browser."""
    page = page or ("/import" if client.app.state.access.mode == "local" else "/account")
    return client.post(address, data={"csrf": token_in(client.get(page).text), **fields})


def logged_in(app: FastAPI, name: str, host: str = "http://testserver") -> TestClient:
    """Give a browser in which somebody has logged in (the session is begun at once: hashing is slow on purpose)."""
    client, access, store = client_of(app, host, "10.0.0.9"), app.state.access, app.state.desk.store
    client.cookies.set(access.cookie, access.sessions.begin(name, proof_of(store.password_hash(name))))
    return client


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve pages on a free port of this machine while the block runs; give their address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", proxy_headers=False, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        assert thread.is_alive(), "the server did not start"
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
