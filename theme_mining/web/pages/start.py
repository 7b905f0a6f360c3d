"""The first page: which surveys there are, or how to begin."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.web.access import requires
from theme_mining.web.context import desk_of, render
from theme_mining.web.languages import later
from theme_mining.web.pages import Entry

router = APIRouter(dependencies=[Depends(requires("reader"))])
entries = (Entry(0, "start", later("Kyselyt"), "/"),)


@router.get("/")
def start(request: Request) -> Response:
    """Show the surveys of the store."""
    surveys = desk_of(request).store.surveys()
    return render(request, "start.html", surveys=surveys, here="start", address=survey_address)


def survey_address(name: str) -> str:
    """Give the address of a survey's first page."""
    return f"/survey/{quote(name, safe='')}"
