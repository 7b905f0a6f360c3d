"""How to read the pages, and how to work with them: one page, in plain words."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.web.access import requires
from theme_mining.web.context import render
from theme_mining.web.languages import later
from theme_mining.web.pages import Entry

router = APIRouter(dependencies=[Depends(requires("reader"))])
entries = (Entry(99, "guide", later("Ohje"), "/guide"),)


@router.get("/guide")
def guide(request: Request) -> Response:
    """Show the guide, and which version this is."""
    return render(request, "guide.html", here="guide", version=version("theme_mining"))
