"""/api/v1: its routes, its description as OpenAPI, and a page that lists them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import Conflict
from theme_mining.core.stored import AnswerKept
from theme_mining.web.access import Person, requires
from theme_mining.web.api import reading, writing  # noqa: F401  (they fill the router)
from theme_mining.web.api.root import router
from theme_mining.web.api.shapes import AnswerGiven, CodebookGiven
from theme_mining.web.context import render
from theme_mining.web.faults import error_page

__all__ = ["in_schema", "prepare", "router"]

in_schema = True
Reader = Annotated[Person, Depends(requires("reader"))]


def prepare(app: FastAPI) -> None:
    """Tell of a conflict as 409, with how things stand."""
    app.add_exception_handler(Conflict, _late)


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request, person: Reader) -> Response:
    """Give the description of the API."""
    return JSONResponse(request.app.openapi())


@router.get("", include_in_schema=False)
def listing(request: Request, person: Reader) -> Response:
    """Show every route of the API on a page."""
    described: dict[str, Any] = request.app.openapi()
    rows = [
        {
            "method": method.upper(),
            "path": path,
            "said": route.get("description", route.get("summary", "")),
            "takes": [p["name"] for p in route.get("parameters", ()) if p["in"] == "query"],
            "body": _body(route),
        }
        for path, methods in described["paths"].items()
        for method, route in methods.items()
    ]
    rows.sort(key=lambda row: row["path"])
    return render(request, "api.html", here="account", rows=rows)


def _body(route: dict[str, Any]) -> str:
    for kind, content in route.get("requestBody", {}).get("content", {}).items():
        named = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        return str(named) if kind == "application/json" else str(kind)
    return ""


async def _late(request: Request, error: Exception) -> Response:
    assert isinstance(error, Conflict)
    if not request.url.path.startswith("/api/"):
        return error_page(request, 409, error)
    current = None
    if isinstance(error.current, AnswerKept):
        current = AnswerGiven.of(error.current).model_dump()
    elif isinstance(error.current, Codebook):
        current = CodebookGiven.of(error.current).model_dump()
    return JSONResponse({"status": 409, "error": str(error), "current": current}, 409)
