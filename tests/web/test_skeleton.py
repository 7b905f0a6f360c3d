"""The frame around every page: headers, languages, static files, error pages."""

from __future__ import annotations

import logging

import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from theme_mining.assembly.settings import Settings
from theme_mining.core.errors import StoreError
from theme_mining.web import make_app


class NoSurveys:
    """A store with nothing in it."""

    def surveys(self):
        return []


@pytest.fixture(scope="module")
def app() -> FastAPI:
    app = make_app(NoSurveys(), Settings())
    router = APIRouter()

    @router.get("/fails")
    def fails():
        raise RuntimeError("Matti Meikäläinen sanoi näin")

    @router.get("/locked")
    def locked():
        raise StoreError("The database is locked", "another program holds it", "close it")

    app.include_router(router)
    return app


@pytest.fixture
def client(app) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000))


def test_every_response_forbids_scripts_and_styles_from_elsewhere_and_inline(client):
    for address in ("/", "/missing", "/fails", "/locked"):
        policy = client.get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_pages_are_kept_by_nobody_and_static_files_for_a_year(client):
    page = client.get("/")
    assert page.headers["cache-control"] == "no-store"
    sheet = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    kept = client.get(sheet)
    assert kept.status_code == 200
    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["content-type"].startswith("text/css")


def test_finnish_comes_first_and_a_chosen_language_is_remembered(client):
    assert '<html lang="fi">' in client.get("/").text
    assert '<html lang="sv">' in client.get("/?lang=sv").text
    assert '<html lang="sv">' in client.get("/").text
    assert '<html lang="sv">' in client.get("/?lang=xx").text


def test_a_page_that_is_not_there_says_so_in_the_readers_language(client):
    answer = client.get("/missing?lang=en")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_a_fault_shows_and_logs_no_text(client, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/fails")
    assert answer.status_code == 500
    assert "Meikäläinen" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_a_store_that_cannot_be_used_says_what_to_do(client):
    answer = client.get("/locked")
    assert answer.status_code == 503
    assert "close it" in answer.text


def test_an_error_under_api_is_json(client):
    answer = client.get("/api/v1/missing")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404
