"""The audit trail: every write, who made it and when; never an answer's text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.web.access import Person, requires
from theme_mining.web.context import desk_of, render
from theme_mining.web.languages import later
from theme_mining.web.pages import Entry

router = APIRouter()
entries = (Entry(92, "audit", later("Tapahtumat"), "/audit", "admin"),)
A_PAGE = 100

WHAT = {
    "add_batch": later("toi vastauksia"),
    "assign": later("kone antoi teemat"),
    "decide": later("ratkaisi vastauksen"),
    "skip": later("ohitti vastauksen"),
    "undo": later("kumosi päätöksen"),
    "save_codebook": later("tallensi koodikirjan"),
    "undo_codebook": later("kumosi koodikirjan version"),
    "delete_survey": later("poisti kyselyn"),
    "forget": later("poisti vastaajan"),
    "add_user": later("lisäsi käyttäjän"),
    "set_password": later("vaihtoi salasanan"),
    "set_role": later("muutti roolin"),
    "remove_user": later("poisti käyttäjän"),
    "add_token": later("teki avaimen"),
    "remove_tokens": later("poisti avaimet"),
    "add_model": later("lisäsi mallin"),
    "login": later("kirjautui sisään"),
    "login failed": later("väärä salasana"),
    "logout": later("kirjautui ulos"),
}


@router.get("/audit")
def trail(
    request: Request,
    person: Annotated[Person, Depends(requires("admin"))],
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """Show a page of the trail, the newest first."""
    found = desk_of(request).store.audit_trail(offset, A_PAGE + 1)
    return render(
        request,
        "audit.html",
        here="audit",
        rows=found[:A_PAGE],
        what=WHAT,
        newer=max(0, offset - A_PAGE) if offset else None,
        older=offset + A_PAGE if len(found) > A_PAGE else None,
    )
