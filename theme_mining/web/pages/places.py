"""Where things lie: the network of themes and words, the map of answers, and weak signals."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.assembly.shown import places
from theme_mining.core.errors import InputError
from theme_mining.web.access import Person, requires
from theme_mining.web.drawing import joined
from theme_mining.web.languages import later
from theme_mining.web.looking import look_at, not_there, show
from theme_mining.web.pages import Entry

router = APIRouter(prefix="/survey/{survey}")
entries = (
    Entry(30, "network", later("Verkosto"), "/survey/{survey}/network"),
    Entry(40, "map", later("Kartta"), "/survey/{survey}/map"),
    Entry(50, "signals", later("Heikot signaalit"), "/survey/{survey}/signals"),
)
Reader = Annotated[Person, Depends(requires("reader"))]
AGAIN_S = "4"  # seconds after which a page that waits for slow work loads itself again


@router.get("/network")
def network_page(request: Request, survey: str, person: Reader) -> Response:
    """Show which themes are named together, and by which words."""
    try:
        looked = look_at(request, survey)
    except InputError as error:
        return not_there(request, error)
    reading = looked.shelf.words(looked.survey, looked.standing) is None
    return show(looked, "network.html", "network", found=joined(looked), reading=reading)


@router.get("/map")
def map_page(request: Request, survey: str, person: Reader, theme: str = "") -> Response:
    """Show where the answers lie, with one theme's answers marked."""
    try:
        looked = look_at(request, survey)
        found = looked.once(("places", theme), lambda: places(looked.whole, looked.view, theme))
    except InputError as error:
        return not_there(request, error)
    return show(looked, "map.html", "map", found=found, theme=theme)


@router.get("/signals")
def signals_page(request: Request, survey: str, person: Reader) -> Response:
    """Show what is small yet but rises, in the last wave or in one group."""
    try:
        looked = look_at(request, survey)
    except InputError as error:
        return not_there(request, error)
    found = looked.shelf.signals(looked.survey, looked.standing)
    page = show(looked, "signals.html", "signals", found=found)
    if found is None:
        page.headers["refresh"] = AGAIN_S
    return page
