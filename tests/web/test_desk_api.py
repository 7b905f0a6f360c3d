"""The API: the same things as JSON, the same rules, no request that breaks it."""

from __future__ import annotations

import hypothesis
import pandas as pd
import pytest
import schemathesis

from tests.web.desk_rig import BOOK, SURVEY, app_of, client_of, filled, logged_in, token_in, with_people
from theme_mining.assembly.passwords import hash_token, new_token
from theme_mining.core.types import Answer, Run
from theme_mining.storage.store import SqlStore
from theme_mining.web.access import Access

API = f"/api/v1/surveys/{SURVEY}"


@pytest.fixture
def store(tmp_path):
    with with_people(filled(tmp_path / "api.db")) as made:
        yield made


@pytest.fixture
def app(store):
    made = app_of(store, Access.accounts())
    yield made
    made.state.jobs.close()


def _bearer(app, store, name):
    token = new_token()
    store.add_token(name, hash_token(token))
    client = client_of(app, "http://testserver", "10.0.0.7")
    client.headers["authorization"] = f"Bearer {token}"
    return client


def test_a_token_is_shown_once_kept_as_a_hash_and_works(app, store, tmp_path):
    client = logged_in(app, "Anna")
    page = client.post("/account", data={"csrf": token_in(client.get("/account").text), "do": "token"}).text
    token = page.split('id="token">')[1].split("<")[0]
    assert token not in client.get("/account").text
    assert token.encode() not in (tmp_path / "api.db").read_bytes()
    bearer = {"authorization": f"Bearer {token}"}
    fresh = client_of(app, "http://testserver", "10.0.0.7")
    assert fresh.get("/api/v1/surveys", headers=bearer).json()["items"][0]["name"] == SURVEY
    assert fresh.get("/api/v1/surveys", headers={"authorization": "Bearer tm_x"}).status_code == 401
    assert fresh.get("/api/v1/surveys").status_code == 401


def test_long_lists_come_in_stretches_that_lead_to_the_next(app, store):
    client, seen, address = _bearer(app, store, "Anna"), [], f"{API}/answers?limit=10&theme=raha"
    while address:
        answer = client.get(address)
        body = answer.json()
        assert body["total"] == 8
        seen += [item["id"] for item in body["items"]]
        address = answer.links.get("next", {}).get("url")
    assert len(set(seen)) == len(seen) == 8
    assert "next" in client.get(f"{API}/answers?limit=10").links
    assert "prev" in client.get(f"{API}/answers?limit=10&offset=10").links


def test_a_decision_an_undo_and_a_conflict(app, store):
    client = _bearer(app, store, "Anna")
    next_ = client.get(f"{API}/review").json()
    wanted = {"answer": next_["id"], "version": next_["version"], "themes": ["tilat"]}
    made = client.post(f"{API}/decisions", json=wanted)
    assert (made.status_code, made.json()["themes"], made.json()["origin"]) == (201, ["tilat"], "person")
    late = client.post(f"{API}/decisions", json={**wanted, "themes": ["raha"]})
    assert late.status_code == 409
    assert late.json()["current"]["themes"] == ["tilat"]
    assert client.get(f"{API}/progress").json()["by_user"] == {"Anna": 1}
    assert client.get(f"{API}/decisions").json()["items"][0]["who"] == "Anna"
    assert client.post(f"{API}/decisions/undo").json()["themes"] == next_["themes"]
    blind = client.get(f"{API}/review?blind=true").json()
    assert (blind["themes"], blind["confidence"], blind["evidence"]) == ([], None, [])


def test_a_codebook_edit_its_effect_and_its_undo(app, store):
    client = _bearer(app, store, "Anna")
    wanted = {"verb": "merge", "base_version": 1, "themes": ["raha", "tilat"], "name": "Voimavarat"}
    effect = {row["theme"]: row for row in client.post(f"{API}/codebook/preview", json=wanted).json()}
    assert (effect["raha"]["before"], effect["raha"]["after"]) == (8, 12)
    assert client.post(f"{API}/codebook", json=wanted).json()["version"] == 2
    assert client.post(f"{API}/codebook", json=wanted).status_code == 409
    assert client.post(f"{API}/codebook/undo", json={"base_version": 2}).json()["version"] == 3
    assert client.get(f"{API}/codebooks").json()["total"] == 3
    assert client.get(f"{API}/codebook?version=2").json()["themes"][0]["name"] == "Voimavarat"


def test_a_reader_gets_shares_and_neither_hidden_figures_nor_answers_from_hidden_cells(tmp_path):
    place = tmp_path / "small.db"
    areas = ["Iso"] * 40 + ["Keski"] * 20 + ["Pieni"] * 8
    with with_people(SqlStore(place)) as store:
        answers = [Answer(str(i), "K", f"Vastaus numero {i}", {"Alue": area}) for i, area in enumerate(areas)]
        store.add_batch(SURVEY, "2026", answers)
        themes = ["tieto" if i in (60, 61) or i % 3 == 0 else "raha" for i in range(len(areas))]
        rows = pd.DataFrame({"id": [a.id for a in answers], "themes": themes})
        store.assign(SURVEY, BOOK, rows, Run("r", "classify", "h", {}, 1, {}, {}))
        app = app_of(store, Access.accounts())
        reader, analyst = _bearer(app, store, "Lauri"), _bearer(app, store, "Anna")
        shares = reader.get(f"{API}/shares?filter=Alue:Pieni").json()
        hidden = {row["theme"]: row for row in shares["themes"] if row["hidden"]}
        assert "tieto" in hidden
        assert hidden["tieto"]["respondents"] is hidden["tieto"]["share"] is hidden["tieto"]["high"] is None
        assert analyst.get(f"{API}/answers?theme=tieto&filter=Alue:Pieni").json()["total"] == 4
        assert reader.get(f"{API}/answers?theme=tieto&filter=Alue:Pieni").json()["total"] == 0
        assert analyst.get(f"{API}/answers/60").status_code == 200
        assert reader.get(f"{API}/answers/60").status_code == 404
        seen = reader.get(f"{API}/answers?limit=1000").json()["items"]
        assert "60" not in {item["id"] for item in seen}
        assert all(item["respondent"] == "" and item["background"] == {} for item in seen)
        assert reader.get(f"{API}/decisions").status_code == 403
        app.state.jobs.close()


def test_the_listing_names_every_route_of_the_description_and_loads_nothing_from_elsewhere(app, store):
    client = logged_in(app, "Lauri")
    described = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/v1").text
    assert len(described["paths"]) > 15
    assert all(path in page for path in described["paths"])
    assert "http" not in page.replace('lang="en"', "").split("<body>")[1]


def test_an_import_over_the_api(app, store):
    client = _bearer(app, store, "Anna")
    sent = client.post(
        "/api/v1/imports", files={"file": ("k.csv", "id;vastaus\n1;Hyvä asia tämä\n2;Huono asia\n".encode())}
    )
    assert sent.status_code == 201
    assert [c["role"] for c in sent.json()["understood"]["columns"]] == ["id", "text"]
    address = f"/api/v1/imports/{sent.json()['id']}"
    assert client.post(f"{address}/confirm", json={"survey": "rajapinnasta"}).status_code == 202
    assert client.post(f"{address}/confirm", json={"survey": "rajapinnasta"}).status_code == 409
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_no_request_that_fits_the_description_breaks_the_server(tmp_path):
    with filled(tmp_path / "fuzz.db") as store:
        app = app_of(store)
        schema = schemathesis.openapi.from_dict(client_of(app).get("/api/v1/openapi.json").json())
        store.add_user("Fuzz", "x", "admin")
        token = new_token()
        store.add_token("Fuzz", hash_token(token))
        headers = {"authorization": f"Bearer {token}"}
        client = client_of(app)

        tried: set[str] = set()
        for found in schema.get_all_operations():
            operation = found.ok()
            if "imports" in operation.path and operation.method.upper() == "POST":
                continue  # each starts a process; the longer run in tests/benchmarks/web has them

            @hypothesis.given(case=operation.as_strategy())
            @hypothesis.settings(
                max_examples=6,
                deadline=None,
                database=None,
                derandomize=True,
                suppress_health_check=list(hypothesis.HealthCheck),
            )
            def tries(case):
                case.path_parameters = {**(case.path_parameters or {})}
                if "survey" in case.path_parameters:
                    case.path_parameters["survey"] = SURVEY
                kwargs = case.as_transport_kwargs(base_url="http://127.0.0.1")
                kwargs.pop("cookies", None)
                kwargs["headers"] = {**dict(kwargs.get("headers") or {}), **headers}
                answer = client.request(**kwargs)
                assert answer.status_code < 500, (case.method, case.path, answer.status_code)

            tries()
            tried.add(operation.path)
        assert len(tried) > 15
        app.state.jobs.close()
