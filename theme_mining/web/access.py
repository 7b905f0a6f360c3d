"""Who is asking, and may they: one dependency a route, `requires(role)`, and three ways to know a person.

    local     bound to this machine: whoever sits at it, an admin without a password
    accounts  names and passwords of the store, sessions in the server's memory
    proxy     a proxy in front (oauth2-proxy, a company's single sign-on) names the person in a header; only the
              proxy's own address may connect

A token of a user (``Authorization: Bearer tm_…``) works with accounts and a proxy, and needs no form token.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from theme_mining.assembly.passwords import hash_token
from theme_mining.core.errors import SettingsError
from theme_mining.web.context import desk_of
from theme_mining.web.gate import LOOPBACK_NAMES, is_loopback
from theme_mining.web.sessions import Sessions, Throttle

__all__ = [
    "NOBODY",
    "ROLES",
    "Access",
    "Forbidden",
    "Forged",
    "NotLoggedIn",
    "Person",
    "access_of",
    "check_routes",
    "csrf_token",
    "from_environment",
    "person_of",
    "proof_of",
    "requires",
    "roles_of",
    "routes_of",
]

ROLES = ("public", "reader", "analyst", "admin")  # each may do what the ones before may
LOCAL_NAME = "paikallinen"
SAFE = ("GET", "HEAD", "OPTIONS")


class NotLoggedIn(Exception):
    """Nobody is known to be asking."""


class Forbidden(Exception):
    """The person's role does not reach; `wanted` is the role that does."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class Forged(Exception):
    """A write that does not carry its form's token, or comes from another site."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: `via` is "" (the cookie's or the machine's owner) or "token"."""

    name: str
    role: str
    language: str = ""
    via: str = ""

    def may(self, role: str) -> bool:
        """Tell whether this person may do what takes a role."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True)
class Access:
    """How people are known. Made by `local`, `accounts` or `proxy`."""

    mode: Literal["local", "accounts", "proxy"]
    hosts: tuple[str, ...] = ()
    peers: tuple[IPv4Network | IPv6Network, ...] = ()
    https: bool = False
    header: str = ""
    newcomers: str = ""
    sessions: Sessions = field(default_factory=Sessions, repr=False)
    names: Throttle = field(default_factory=Throttle, repr=False)
    addresses: Throttle = field(default_factory=lambda: Throttle(free=30), repr=False)

    @classmethod
    def local(cls) -> Access:
        """Whoever sits at this machine is the admin; other machines and other host names are turned away."""
        return cls("local", LOOPBACK_NAMES, (ip_network("127.0.0.0/8"), ip_network("::1/128")))

    @classmethod
    def accounts(cls, hosts: tuple[str, ...] = (), https: bool = False) -> Access:
        """People log in; `hosts` are the names the server answers to (empty: any), `https` makes cookies Secure."""
        return cls("accounts", tuple(host.lower() for host in hosts), (), https)

    @classmethod
    def proxy(cls, header: str, addresses: tuple[str, ...], newcomers: str = "", https: bool = True) -> Access:
        """Trust the proxy at `addresses` to name the person in `header`; unknown people get the role `newcomers`.

        Raises
        ------
        SettingsError
            No header or no address named, a wrong address, or a role that is none.
        """
        if not header or not addresses:
            raise SettingsError(
                "A trusted proxy takes a header and the proxy's address", do="give --proxy-header and --proxy-address"
            )
        if newcomers not in ("", "reader", "analyst"):
            raise SettingsError(f'New people cannot have the role "{newcomers}"', "reader, analyst or none wanted")
        try:
            networks = tuple(ip_network(address, strict=False) for address in addresses)
        except ValueError as error:
            raise SettingsError("The proxy's address is no address", str(error), "for example 127.0.0.1") from None
        return cls("proxy", (), networks, https, header, newcomers)

    @classmethod
    def for_host(cls, host: str, https: bool = False, names: tuple[str, ...] = ()) -> Access:
        """Local on this machine's own address, accounts on any other."""
        return cls.local() if is_loopback(host) else cls.accounts(names, https)

    @property
    def cookie(self) -> str:
        """Name of the session's cookie; ``__Host-`` binds it to this host, path and https (RFC 6265bis, 4.1.3)."""
        return "__Host-tm_session" if self.https else "tm_session"

    @property
    def key_cookie(self) -> str:
        """Name of the cookie that form tokens are made from."""
        return "__Host-tm_key" if self.https else "tm_key"


def from_environment(host: str) -> Access:
    """Give how people are known, from the environment; `theme-mining serve` sets it.

    ``THEME_MINING_ACCESS`` (local, accounts, proxy; by the host when not set), ``THEME_MINING_HOSTS`` (names, by
    commas), ``THEME_MINING_HTTPS`` (1: the browser comes by https), ``THEME_MINING_PROXY_HEADER``,
    ``THEME_MINING_PROXY_ADDRESSES`` (by commas), ``THEME_MINING_PROXY_ROLE`` (role of people without an account).

    Raises
    ------
    SettingsError
        An unknown way, local access on an address that others reach, or a proxy without header or address.
    """

    def listed(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in os.environ.get(name, "").split(",") if part.strip())

    way = os.environ.get("THEME_MINING_ACCESS", "")
    https = os.environ.get("THEME_MINING_HTTPS", "") == "1"
    if way == "proxy":
        role = os.environ.get("THEME_MINING_PROXY_ROLE", "")
        header = os.environ.get("THEME_MINING_PROXY_HEADER", "")
        return Access.proxy(header, listed("THEME_MINING_PROXY_ADDRESSES"), role, https)
    if way == "accounts":
        return Access.accounts(listed("THEME_MINING_HOSTS"), https)
    if way not in ("", "local"):
        raise SettingsError(f'There is no access "{way}"', "local, accounts or proxy wanted")
    if way == "local" and not is_loopback(host):
        raise SettingsError(f"Access without accounts is for this machine only, not for {host}", do="leave --host out")
    return Access.for_host(host, https, listed("THEME_MINING_HOSTS"))


class _Requires:
    """The dependency: knows the person, checks the role, and on a write the form's token."""

    def __init__(self, role: str) -> None:
        self.role = role

    async def __call__(self, request: Request) -> AsyncIterator[Person]:
        """Give the person, and close what a form brought afterwards. Raises NotLoggedIn, Forbidden, Forged."""
        try:
            person = await run_in_threadpool(person_of, request)
            request.state.user = person
            if person is None or not person.may(self.role):
                raise NotLoggedIn if person is None or not person.name else Forbidden(self.role)
            if request.method not in SAFE and person.via != "token":
                await _check_token(request)
            yield person
        finally:
            await request.close()


_REQUIRES = {role: _Requires(role) for role in ROLES}
NOBODY = Person("", "public")


def requires(role: str) -> Callable[[Request], AsyncIterator[Person]]:
    """Give the dependency of a route that takes a role: public (nobody need log in), reader, analyst or admin."""
    return _REQUIRES[role]


def check_routes(app: FastAPI) -> None:
    """Make sure that every route says what role it takes. Raises RuntimeError naming those that do not."""
    silent = [getattr(route, "path", repr(route)) for route in routes_of(app.routes) if not roles_of(route)]
    if silent:
        raise RuntimeError(f"routes without a role: {', '.join(silent)}")


def routes_of(routes: Iterable[BaseRoute]) -> list[BaseRoute]:
    """Give every route, those of included routers too; the files of web/static are open to all and left out."""
    found: list[BaseRoute] = []
    for route in routes:
        inner = getattr(route, "original_router", None)  # FastAPI keeps an included router whole
        found += routes_of(inner.routes) if inner is not None else [route]
    return [route for route in found if not getattr(route, "path", "").startswith("/static/")]


def roles_of(route: BaseRoute) -> set[str]:
    """Give the roles that a route's dependencies take; none for a route that is not FastAPI's own."""
    found: set[str] = set()
    open_ = [route.dependant] if isinstance(route, APIRoute) else []
    while open_:
        dependant = open_.pop()
        if isinstance(dependant.call, _Requires):
            found.add(dependant.call.role)
        open_ += dependant.dependencies
    return found


def person_of(request: Request) -> Person | None:
    """Give who asks; `NOBODY` where nobody is known, None for a token that is wrong. Reads the store."""
    access, store = access_of(request), desk_of(request).store
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        user = store.user_of_token(hash_token(token.strip()))
        return Person(user.name, user.role, user.language, "token") if user else None
    if access.mode == "local":
        return Person(LOCAL_NAME, "admin")
    if access.mode == "proxy":
        return _named_by_proxy(access, store, _in_utf8(request.headers.get(access.header, "").strip()))
    session = access.sessions.find(request.cookies.get(access.cookie, ""))
    user = store.user(session.user) if session else None
    if session is None or user is None or session.proof != proof_of(store.password_hash(session.user)):
        return NOBODY
    return Person(user.name, user.role, user.language)


def proof_of(password_hash: str | None) -> str:
    """Give a fingerprint of a password's hash: a session ends when the password is changed anywhere."""
    return hashlib.sha256((password_hash or "").encode()).hexdigest()


def access_of(request: Request) -> Access:
    """Give how people are known here."""
    access: Access = request.app.state.access
    return access


def csrf_token(request: Request) -> str:
    """Give the token that forms of this browser carry; the browser gets its cookie with the answer."""
    access = access_of(request)
    request.scope.setdefault("state", {})["key_used"] = True
    return access.sessions.token(_token_key(request))


async def _check_token(request: Request) -> None:
    origin = request.headers.get("origin", "")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forged
    if origin and origin != "null" and origin.partition("://")[2] != request.headers.get("host", ""):
        raise Forged
    token = request.headers.get("x-csrf-token", "")
    kind = request.headers.get("content-type", "")
    if not token and kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        field_ = (await request.form()).get("csrf", "")
        token = field_ if isinstance(field_, str) else ""
    access = access_of(request)
    if not request.cookies.get(access.key_cookie) or not access.sessions.token_fits(_token_key(request), token):
        raise Forged


def _token_key(request: Request) -> str:
    """Give what a form's token is made from: the browser's key and, where somebody logged in, the session."""
    access = access_of(request)
    key = request.cookies.get(access.key_cookie) or request.scope.get("state", {}).get("new_key", "")
    return f"{key} {request.cookies.get(access.cookie, '')}"


def _in_utf8(value: str) -> str:
    """Give a header's value, which proxies send in UTF-8 and servers read as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _named_by_proxy(access: Access, store: Any, name: str) -> Person:
    if not name:
        return NOBODY
    user = store.user(name)
    if user is not None:
        return Person(user.name, user.role, user.language)
    return Person(name, access.newcomers) if access.newcomers else NOBODY
