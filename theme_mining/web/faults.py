"""Errors → pages (JSON under /api/): what happened and what to do, never the text of an answer or of a fault."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from theme_mining.core.errors import StoreError, ThemeMiningError
from theme_mining.web.context import render
from theme_mining.web.languages import later

__all__ = ["error_page", "fault_page", "handle"]

_SAID = {
    400: (later("Osoitteessa on jotain, mitä sivu ei ymmärrä"), later("Palaa edelliselle sivulle ja yritä uudelleen.")),
    401: (later("Kirjaudu sisään"), later("Tämä sivu on tarkoitettu kirjautuneille.")),
    403: (later("Sinulla ei ole oikeutta tähän sivuun"), later("Pyydä oikeus ylläpitäjältä.")),
    404: (later("Sivua ei ole"), later("Tarkista osoite tai aloita etusivulta.")),
    405: (later("Sivua ei voi käyttää näin"), later("Palaa edelliselle sivulle ja yritä uudelleen.")),
    409: (later("Joku ehti muuttaa tätä ensin"), later("Katso, mitä muuttui, ja päätä sitten uudelleen.")),
    413: (later("Tiedosto on liian suuri"), later("Jaa tiedosto osiin tai lue se komennolla theme-mining read.")),
    429: (later("Liian monta yritystä"), later("Odota hetki ja yritä uudelleen.")),
    500: (
        later("Ohjelmassa on vika"),
        later("Mitään ei kadonnut. Yritä uudelleen; jos vika toistuu, kerro ylläpitäjälle."),
    ),
    503: (later("Tietokantaa ei juuri nyt voi käyttää"), later("Mitään ei kadonnut. Yritä hetken kuluttua uudelleen.")),
}  # fmt: skip
"""Status → what happened, what to do."""


def handle(app: FastAPI) -> None:
    """Teach the application to show errors as pages."""
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_request)
    app.add_exception_handler(ThemeMiningError, _of_ours)


def error_page(request: Request, status: int, detail: ThemeMiningError | None = None, **values: Any) -> Response:
    """Give the page of a status; `detail` adds the three parts of an error of ours, which never hold an answer."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"status": status, "error": str(detail or _SAID.get(status, _SAID[500])[0])}, status)
    title, advice = _SAID.get(status, _SAID[500 if status >= 500 else 400])
    return render(
        request, "error.html", status=status, title=title, advice=advice, detail=detail, code=status, **values
    )


def fault_page(scope: Scope) -> Response:
    """Give the page of a fault in the program."""
    return error_page(Request(scope), 500)


async def _of_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    response = error_page(request, status)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _of_request(request: Request, error: Exception) -> Response:
    return error_page(request, 400)


async def _of_ours(request: Request, error: Exception) -> Response:
    status = 503 if isinstance(error, StoreError) else 400
    return error_page(request, status, error if isinstance(error, ThemeMiningError) else None)
