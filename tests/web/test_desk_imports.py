"""A file in, answers with themes in the store and a workbook back: masked, whole or not at all, nothing left behind."""

from __future__ import annotations

import io
import json
import re
import time

import pandas as pd
import pytest

from tests.web.desk_rig import SCRIPT, SURVEY, app_of, client_of, filled, logged_in, post, token_in, with_people
from theme_mining.web.access import Access
from theme_mining.web.jobs import Jobs

ROWS = [
    ("1", "Saaristo", "Kokoukset ovat liian kaukana kotoa", "kalle.keksitty@esimerkki.fi"),
    ("2", "Koskenmaa", "Soittakaa minulle 040 123 4567 ennen kokousta", "x@esimerkki.fi"),
    ("3", "Saaristo", "Rahaa tarvitaan enemmän toimintaan ja tiloihin", "y@esimerkki.fi"),
    ("4", "Koskenmaa", "Vapaaehtoisia on vaikea löytää lisää", "z@esimerkki.fi"),
]
CSV = "\n".join(
    ["Vastaajanumero;Alue;Mitä toivotte yhteistyöltä?;Sähköposti", *(";".join(row) for row in ROWS)]
).encode()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with with_people(filled(tmp_path_factory.mktemp("imports") / "i.db")) as made:
        yield made


@pytest.fixture(scope="module")
def app(store):
    made = app_of(store)
    yield made
    made.state.jobs.close()


@pytest.fixture
def client(app):
    return client_of(app)


def _upload(client, name="kysely.csv", body=CSV):
    token = token_in(client.get("/import").text)
    return client.post("/import", data={"csrf": token}, files={"file": (name, body)})


def _confirmed(page: str) -> dict[str, str]:
    """Give the columns of a page as they were understood."""
    fields = {}
    for number, options in re.findall(r'<select id="c(\d+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[f"column {number}"] = chosen[1] if chosen else ""
    return fields


def _wait(client, address: str) -> str:
    for _ in range(600):
        page = client.get(address).text
        if "Tuonti on käynnissä" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the import did not end")


def _left(app) -> list[str]:
    """Give the uploads that still lie on the disk."""
    return [path.name for path in app.state.jobs._root.rglob("upload*")]


def test_a_file_is_understood_confirmed_masked_stored_and_given_back(client, store, app):
    asked = _upload(client)
    assert asked.status_code == 200
    columns = _confirmed(asked.text)
    assert list(columns.values()) == ["id", "background", "text", ""]
    address = str(asked.url.path)
    begun = client.post(
        address, data={"csrf": token_in(asked.text), "survey": "uusi", "wave": "2026", "way": "keep", **columns}
    )
    assert begun.url.path == address
    lines = [json.loads(x[6:]) for x in client.get(f"{address}/events").text.splitlines() if x.startswith("data: ")]
    assert lines[-1]["state"] == "done"
    page = _wait(client, address)
    assert "Vastaukset on tuotu" in page
    kept = store.answers("uusi")
    assert [a.id for a in kept] == ["1", "2", "3", "4"]
    assert "040" not in kept[1].text
    assert "[puhelin" in kept[1].text
    assert kept[0].background == {"Alue": "Saaristo"}
    (book,) = re.findall(r'href="(/import/[^"]+xlsx)"', page)
    fetched = client.get(book)
    frame = pd.read_excel(io.BytesIO(fetched.content), engine="openpyxl")
    assert len(frame) == 4
    assert not frame.astype(str).apply(lambda c: c.str.contains("@|040 123").any()).any()
    assert _left(app) == []
    assert client.get(f"{address}/files/../../x").status_code == 404
    post(client, address, {"do": "forget"})
    assert not list(app.state.jobs._root.rglob("*.xlsx"))
    assert client.get(address).status_code == 404


def test_themes_come_from_the_surveys_codebook(client, store):
    asked = _upload(client)
    fields = {"survey": SURVEY, "wave": "2027", "way": "codebook", **_confirmed(asked.text)}
    address = str(asked.url.path)
    client.post(address, data={"csrf": token_in(asked.text), **fields})
    page = _wait(client, address)
    assert "Vastaukset on tuotu" in page, page
    assert store.survey(SURVEY).waves == ("2026", "2027")
    kept = {a.id: a for a in store.answers(SURVEY, wave="2027")}
    assert set(kept) == {"2027/1", "2027/2", "2027/3", "2027/4"}
    assert "raha" in kept["2027/3"].themes
    assert "report.xlsx" in page


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("kuva.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("numeroita.csv", b"a;b\n1;2\n3;4\n"),
        (f"{SCRIPT}.exe", b"MZ" + bytes(100)),
    ],
)
def test_what_is_no_table_of_answers_gets_a_page_that_says_so_and_leaves_nothing(client, app, store, name, body):
    before = store.revision(SURVEY)
    told = _upload(client, name, body)
    assert told.status_code == 400
    assert "Tiedostoa ei voitu lukea" in told.text
    assert SCRIPT not in told.text
    assert str(app.state.jobs._root) not in told.text
    assert _left(app) == []
    assert store.revision(SURVEY) == before
    post(client, str(told.url.path), {"do": "forget"})


def test_choices_that_cannot_be_are_refused_and_a_failing_import_leaves_the_store_as_it_was(client, store, app):
    asked = _upload(client, "../../etc/kysely.csv")
    columns, token, address = _confirmed(asked.text), token_in(asked.text), str(asked.url.path)
    assert "../" not in asked.text.split("<main")[1]
    wrong = (
        {"survey": "", "way": "keep", **columns},
        {"survey": "a/b", "way": "keep", **columns},
        {"survey": "x", "way": "magic", **columns},
        {"survey": "x", "way": "model ei ole", **columns},
        {"survey": "x", "way": "keep"},
        {"survey": "x", "way": "keep", **columns, "column 1": "id"},
    )
    for fields in wrong:
        assert client.post(address, data={"csrf": token, **fields}).status_code == 400, fields
    assert "Näin tiedosto ymmärrettiin" in client.get(address).text
    assert client.post("/import", data={"csrf": token}).status_code == 400
    client.post(address, data={"csrf": token, "survey": "tyhjästä", "way": "codebook", **columns})
    page = _wait(client, address)
    assert "Tuonti ei onnistunut" in page
    assert "has no codebook" in page
    assert "tyhjästä" not in {s.name for s in store.surveys()}
    assert _left(app) == []
    post(client, address, {"do": "forget"})


def test_an_import_is_its_owners_and_the_admins(store):
    app = app_of(store, Access.accounts())
    try:
        anna, aatos, yrjo = (logged_in(app, name) for name in ("Anna", "Aatos", "Yrjö"))
        job = app.state.jobs.begin("Anna", "a.csv")
        job.state, job.error = "failed", {"what": "a.csv is no table", "found": "", "do": ""}
        address = f"/import/{job.id}"
        assert aatos.get(address).status_code == 404
        assert aatos.get(f"{address}/events").status_code == 404
        assert "a.csv" in anna.get(address).text
        assert yrjo.get(address).status_code == 400
        assert "a.csv" not in aatos.get("/import").text
    finally:
        app.state.jobs.close()


def test_closing_removes_every_upload(tmp_path):
    jobs = Jobs()
    job = jobs.begin("Anna", "kysely.csv")
    job.upload.write_bytes(CSV)
    root = jobs._root
    assert (root.stat().st_mode & 0o077) == 0
    jobs.close()
    assert not root.exists()


def test_what_a_server_that_died_left_is_removed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "theme-mining-imports-999999999-x"
    left.mkdir()
    (left / "upload.csv").write_bytes(CSV)
    jobs = Jobs()
    assert not left.exists()
    jobs.close()
