"""Around every response: headers that keep a page to itself, and faults that never show or log a text."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Guard"]

_LOG = logging.getLogger("theme_mining.web")

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "cache-control": "no-store",
}
"""What every response carries unless it says otherwise; pages hold answers, so nothing keeps them."""


class Guard:
    """ASGI middleware; the outermost, so that error pages carry the headers too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, add the headers, and turn a fault into its page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = False

        async def guarded(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                _add_headers(message)
            await send(message)

        try:
            await self.app(scope, receive, guarded)
        except Exception as error:
            _LOG.error("a fault in the program: %s at %s", type(error).__name__, _place(error))
            if not began:
                from theme_mining.web.faults import fault_page

                await fault_page(scope)(scope, receive, guarded)


def _add_headers(message: Message) -> None:
    present = {name.lower() for name, _ in message["headers"]}
    message["headers"] = [
        *message["headers"],
        *((n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in present),
    ]


def _place(error: BaseException) -> str:
    """Give file and line where an error arose; never its text, which may hold an answer."""
    last: Any = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{last[0].filename.rpartition('/')[2]}:{last[0].lineno}" if last else "an unknown place"
