"""Downloads: every picture as SVG and PNG, every table as CSV, by the same rules as the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.core.errors import InputError
from theme_mining.reports import as_png, as_svg, look
from theme_mining.web.access import Person, requires
from theme_mining.web.drawing import drawn, tabled
from theme_mining.web.looking import Looked, csv_bytes, look_at, not_there

router = APIRouter(prefix="/survey/{survey}")
Reader = Annotated[Person, Depends(requires("reader"))]
KINDS = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


@router.get("/figure/{kind}.{suffix}")
def figure(request: Request, survey: str, kind: str, suffix: str, person: Reader) -> Response:
    """Give a picture (.svg, .png; ``dark=1`` for the dark look) or its table (.csv)."""
    if suffix not in KINDS:
        raise HTTPException(404)
    query = {name: request.query_params.get(name, "") for name in ("theme", "column", "first", "second")}
    dark = request.query_params.get("dark") == "1"
    try:
        looked = look_at(request, survey)
        key = (
            "figure",
            kind,
            suffix,
            dark,
            *query.values(),
            looked.shelf.words(looked.survey, looked.standing) is None,
        )
        body = looked.once(key, lambda: _made(looked, kind, suffix, query, dark))
    except InputError as error:
        return not_there(request, error)
    headers = {"content-disposition": f'attachment; filename="{kind}.{suffix}"'} if suffix != "svg" else {}
    return Response(body, media_type=KINDS[suffix], headers=headers)


def _made(looked: Looked, kind: str, suffix: str, query: dict[str, str], dark: bool) -> bytes:
    if suffix == "csv":
        return csv_bytes(tabled(kind, looked, query))
    colours = look(dark)
    chart = drawn(kind, looked, query, colours)
    return as_png(chart, colours) if suffix == "png" else as_svg(chart, colours).encode()
