"""Long lists a stretch at a time, with links to the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from theme_mining.web.api.shapes import Page

__all__ = ["linked", "stretch"]

T = TypeVar("T")


def stretch(request: Request, response: Response, whole: Iterable[T], offset: int, limit: int) -> Page[T]:
    """Give a stretch of a list that is there whole."""
    items = list(whole)
    return linked(request, response, items[offset : offset + limit], len(items), offset, limit)


def linked(request: Request, response: Response, items: list[T], total: int, offset: int, limit: int) -> Page[T]:
    """Give a stretch with its total, and put ``Link`` (RFC 8288) into the response."""
    links = []
    if offset + limit < total:
        links.append(_link(request, offset + limit, "next"))
    if offset > 0:
        links.append(_link(request, max(0, offset - limit), "prev"))
    if links:
        response.headers["link"] = ", ".join(links)
    return Page(total=total, offset=offset, limit=limit, items=items)


def _link(request: Request, offset: int, rel: str) -> str:
    url = request.url.include_query_params(offset=offset)
    return f'<{url.path}?{url.query}>; rel="{rel}"'
