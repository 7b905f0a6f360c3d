"""Cookies that never leave for another site: the key of form tokens, and how a link from elsewhere still works."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from theme_mining.web.access import Access

__all__ = ["Keyring"]

BOUNCED = "tm_bounced"
_AGAIN = """<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>theme_mining</title>
<meta http-equiv="refresh" content="0"></head><body><p><a href="">Jatka · Fortsätt · Continue</a></p></body></html>"""


class Keyring:
    """ASGI middleware.

    A browser without one gets a random key once a page with a form was made for it. A page opened from a link on
    another site comes without cookies (they are SameSite=Strict); it is answered by a page that opens itself again, now
    from here and with cookies, so that nobody who is logged in is asked to log in.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], access: Access) -> None:
        self.app, self.access = app, access

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if _from_elsewhere(request):
            again = Response(_AGAIN, media_type="text/html")
            again.set_cookie(BOUNCED, "1", max_age=10, httponly=True, samesite="lax", secure=self.access.https)
            await again(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        if not request.cookies.get(self.access.key_cookie):
            state["new_key"] = secrets.token_urlsafe(32)

        async def keyed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and state.get("key_used") and "new_key" in state:
                secure = "; Secure" if self.access.https else ""
                cookie = f"{self.access.key_cookie}={state['new_key']}; Path=/; HttpOnly; SameSite=Strict{secure}"
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self.app(scope, receive, keyed)


def _from_elsewhere(request: Request) -> bool:
    """Tell whether a person followed a link on another site, and was not sent back already."""
    headers = request.headers
    return (
        request.method == "GET"
        and headers.get("sec-fetch-site") == "cross-site"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
        and BOUNCED not in request.cookies
        and not request.url.path.startswith(("/static/", "/api/"))
    )
