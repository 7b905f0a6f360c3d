"""What coordinators read of a survey: shares of the themes, one theme, groups and rounds side by side."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.assembly.shown import telling, theme_shown
from theme_mining.core.errors import InputError
from theme_mining.reports import Figures, sentences, texts
from theme_mining.web.access import Person, requires
from theme_mining.web.context import language_of
from theme_mining.web.drawing import compared
from theme_mining.web.languages import later
from theme_mining.web.looking import Looked, look_at, not_there, show
from theme_mining.web.pages import Entry

router = APIRouter(prefix="/survey/{survey}")
entries = (
    Entry(10, "overview", later("Yleiskuva"), "/survey/{survey}"),
    Entry(20, "compare", later("Vertailu"), "/survey/{survey}/compare"),
)
Reader = Annotated[Person, Depends(requires("reader"))]

SIZES = {
    "tiny": later("olematon"),
    "small": later("pieni"),
    "medium": later("kohtalainen"),
    "large": later("suuri"),
}
VERDICTS = {
    "up": later("{second}: mainitaan useammin"),
    "down": later("{second}: mainitaan harvemmin"),
    "new": later("{second}: uusi, mainitaan selvästi"),
    "faded": later("{second}: lähes kadonnut"),
    "same": later("ei eroa tilastollisesti"),
}


@router.get("")
def overview_page(request: Request, survey: str, person: Reader) -> Response:
    """Show every theme's share with its interval, and what the figures say."""
    try:
        looked = look_at(request, survey)
    except InputError as error:
        return not_there(request, error)
    found = looked.overview()
    said = () if found.few else looked.once(("said", language_of(request)), lambda: _said(looked, found.figures))
    return show(looked, "overview.html", "overview", found=found, said=said)


@router.get("/theme/{theme:path}")
def theme_page(request: Request, survey: str, theme: str, person: Reader) -> Response:
    """Show one theme: what it is, who names it, which words tell it, what was said."""
    try:
        looked = look_at(request, survey)
        found = looked.once(("theme", theme), lambda: theme_shown(looked.whole, looked.view, theme))
    except InputError as error:
        return not_there(request, error)
    return show(looked, "theme.html", "overview", found=found, telling=_telling(looked, theme))


@router.get("/compare")
def compare_page(
    request: Request, survey: str, person: Reader, column: str = "", first: str = "", second: str = ""
) -> Response:
    """Show two groups or rounds side by side: how far each theme's shares lie apart and how sure that is."""
    query = {"column": column, "first": first, "second": second}
    try:
        looked = look_at(request, survey)
        found = compared(looked, query)
    except InputError as error:
        return not_there(request, error)
    by = found.column if found else ""
    return show(looked, "compare.html", "compare", found=found, sizes=SIZES, verdicts=VERDICTS, compared_by=by)


def _said(looked: Looked, found: Figures) -> tuple[str, ...]:
    return tuple(sentences(found, texts(language_of(looked.request))))


def _telling(looked: Looked, theme: str) -> Any:
    """Give a theme's telling words; None while the answers are being read."""
    words = looked.shelf.words(looked.survey, looked.standing)
    if words is None:
        return None
    return looked.once("telling", lambda: telling(looked.whole, looked.view, words)).get(theme, ())
