"""Stores to test with: a SQLite file, and a PostgreSQL database where THEME_MINING_TEST_POSTGRES names a server."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.types import Answer, MaskSpan, Run
from theme_mining.storage.store import SqlStore

SURVEY = "kysely"
CODEBOOK = Codebook(1, (Theme("raha", "Raha"), Theme("tieto", "Tiedonkulku"), Theme("tilat", "Tilat")), "test")
RUN = Run("run1", "classify", "h", {}, 1, {}, {"rows": 6})
TEXTS = [
    "Soittakaa [nimi] avustuksista",
    "Tieto ei kulje kunnasta meille",
    "Kokoustilat ovat kalliita",
    "Rahaa ja tiloja tarvitaan",
    "-",
    "Avustushaku on liian vaikea",
]


def answers() -> list[Answer]:
    places = ["Saaristo", "Koskenmaa"]
    return [
        Answer(
            f"{i // 2 + 1}:{i % 2 + 1}",
            f"Kysymys {i % 2 + 1}",
            text,
            {"Alue": places[i // 2 % 2], "Koko": "pieni"},
            (MaskSpan(10, 16, "nimi"),) if "[nimi]" in text else (),
            "none" if text == "-" else "fi",
        )
        for i, text in enumerate(TEXTS)
    ]


def assignments() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["1:1", "1:2", "2:1", "2:2", "3:1", "3:2"],
            "themes": ["raha", "tieto", "tilat", "raha;tilat", "", "raha"],
            "confidence": [0.9, 0.4, 0.8, 0.3, float("nan"), 0.5],
            "review": [False, True, False, True, False, True],
            "evidence": [[(17, 29)], [], [(0, 11, "tilat")], [(0, 5, "raha"), (9, 15, "tilat")], [], []],
        }
    )


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """Give a PostgreSQL database of our own; gone again at the end."""
    server = os.environ.get("THEME_MINING_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL here: THEME_MINING_TEST_POSTGRES is not set (.ci/run starts one)")
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    name = f"test_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _emptied(database: str) -> str:
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the place of a store that is not there yet, once for each database."""
    if request.param == "sqlite":
        return str(tmp_path / "theme-mining.db")
    return _emptied(request.getfixturevalue("database"))


@pytest.fixture
def store(place: str) -> Iterator[SqlStore]:
    with SqlStore(place) as opened:
        yield opened


@pytest.fixture
def classified(store: SqlStore) -> SqlStore:
    """A store with six answers of three respondents, classified, three of them doubtful."""
    store.add_batch(SURVEY, "2022", answers(), title="Kysely")
    store.assign(SURVEY, CODEBOOK, assignments(), RUN)
    return store
