"""The gate in front of every route: who may knock (peer, Host header), and how much they may carry (body size).

Plain ASGI, so that nothing of a refused body is read into memory.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

__all__ = ["Gate", "TooLarge", "is_loopback", "within"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[Scope, int], Awaitable[App]]

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
BODY_LIMIT = 2 * 2**20  # bytes of an ordinary form; the longest is a codebook edit
DRAIN_LIMIT = 2**30  # bytes of a refused body thrown away so that the browser still shows why


class TooLarge(Exception):
    """A body that turned out larger than allowed while it was read."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets a request through or answers it with a page that says why not.

    Parameters
    ----------
    app : ASGI application
    hosts : tuple of str
        Names that the Host header may hold (without port); empty allows any. A page from elsewhere that points its own
        name at this machine (DNS rebinding) is stopped here.
    peers : tuple of networks
        Addresses that may connect; empty allows any.
    upload_paths : function
        Tells whether a path takes files.
    upload_limit : int
        Bytes.
    refuse : function
        Gives the page for a status: 400 wrong host, 403 wrong peer, 413 too large.
    """

    app: App
    hosts: tuple[str, ...]
    peers: tuple[IPv4Network | IPv6Network, ...]
    takes_files: Callable[[str], bool]
    upload_limit: int
    refuse: Refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = self._refusal(scope)
        if status:
            if status == 413:
                await _drain(receive)
            page = await self.refuse(scope, status)
            await page(scope, receive, send)
            return
        limit = self._limit(scope)
        await self.app(scope, _counted(receive, limit), send)

    def _limit(self, scope: Scope) -> int:
        return self.upload_limit if self.takes_files(scope["path"]) else BODY_LIMIT

    def _refusal(self, scope: Scope) -> int:
        if self.peers and not within(_peer(scope), self.peers):
            return 403
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if self.hosts and _host_name(headers.get(b"host", "")) not in self.hosts:
            return 400
        length = headers.get(b"content-length", "0")
        if not length.isdigit():
            return 400
        return 413 if int(length) > self._limit(scope) else 0


def within(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    """Tell whether an address lies in one of the networks; what is no address does not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return any((mapped or found) in network for network in networks)


def is_loopback(host: str) -> bool:
    """Tell whether a server bound to this host is reached from this machine only.

    >>> [is_loopback(h) for h in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "10.0.0.5", "")]
    [True, True, True, False, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _host_name(header: str) -> str:
    """Give the name in a Host header, in lower case and without port or brackets."""
    host = header.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


async def _drain(receive: Receive) -> None:
    """Throw a body away as it comes, at most `DRAIN_LIMIT` bytes of it."""
    seen = 0
    while seen <= DRAIN_LIMIT:
        message = await receive()
        seen += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


def _counted(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLarge
        return message

    return counted
