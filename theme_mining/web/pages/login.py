"""Log in and out; and what stands in front of every page: the gate, the cookies, the pages for who may not."""

from __future__ import annotations

import threading
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Scope

from theme_mining.assembly.passwords import password_fits
from theme_mining.core.errors import ThemeMiningError
from theme_mining.web import access as known
from theme_mining.web import wording
from theme_mining.web.access import Access, Person, access_of, requires
from theme_mining.web.context import desk_of, environment, render
from theme_mining.web.faults import error_page
from theme_mining.web.gate import Gate, TooLarge
from theme_mining.web.keyring import Keyring
from theme_mining.web.languages import later

router = APIRouter()
UPLOAD_LIMIT = 200 * 2**20  # bytes; the largest survey seen is 30 MB, Qualtrics and Webropol export less
HASHING = threading.Semaphore(2)  # argon2 takes 64 MiB each; more at once would only fill the memory


def prepare(app: FastAPI) -> None:
    """Put the gate and the cookies in front of the application, as its options say."""
    desk = app.state.desk
    access: Access = desk.options.get("access") or Access.for_host(desk.host)
    app.state.access = access
    app.add_exception_handler(known.NotLoggedIn, _not_logged_in)
    app.add_exception_handler(known.Forbidden, _forbidden)
    app.add_exception_handler(known.Forged, _forged)
    app.add_exception_handler(TooLarge, _too_large)
    app.add_middleware(Keyring, access=access)
    limit = int(desk.options.get("upload_limit", UPLOAD_LIMIT))
    app.add_middleware(
        Gate, hosts=access.hosts, peers=access.peers, takes_files=_takes_files, upload_limit=limit, refuse=_refuse
    )
    environment().filters.update(wording.FILTERS)
    environment().globals.update(csrf=known.csrf_token, mode_of=lambda request: access_of(request).mode)


@router.get("/login")
def form(request: Request, person: Annotated[Person, Depends(requires("public"))]) -> Response:
    """Show the form."""
    onward = _inside(request.query_params.get("next", "/"))
    if person.name:
        return RedirectResponse(onward, 303)
    return _form(request, onward)


@router.post("/login")
async def log_in(request: Request, person: Annotated[Person, Depends(requires("public"))]) -> Response:
    """Check name and password; a wrong one costs waiting time."""
    given = await request.form()
    name, password = str(given.get("name", ""))[:200].strip(), str(given.get("password", ""))
    onward = _inside(str(given.get("next", "/")))
    access, store = access_of(request), desk_of(request).store
    if access.mode != "accounts":
        return RedirectResponse(onward, 303)
    address = request.client.host if request.client else ""
    pair = f"{name.casefold()} {address}"
    wait = max(access.names.wait(pair), access.addresses.wait(address))
    if wait:
        return _form(request, onward, name, wait=wait)
    user, hashed, fits = await run_in_threadpool(_checked, store, name, password)
    if not fits:
        access.names.failed(pair)
        access.addresses.failed(address)
        if user is not None:
            await run_in_threadpool(store.audit, user.name, "login failed", address)
        return _form(request, onward, name, wrong=True)
    access.names.succeeded(pair)
    await run_in_threadpool(store.audit, user.name, "login", address)
    access.sessions.end(request.cookies.get(access.cookie, ""))
    key = access.sessions.begin(user.name, known.proof_of(hashed))
    response = RedirectResponse(onward, 303)
    response.set_cookie(access.cookie, key, path="/", httponly=True, samesite="strict", secure=access.https)
    return response


@router.post("/logout")
async def log_out(request: Request, person: Annotated[Person, Depends(requires("reader"))]) -> Response:
    """End the session, here and on the server."""
    access = access_of(request)
    access.sessions.end(request.cookies.get(access.cookie, ""))
    await run_in_threadpool(desk_of(request).store.audit, person.name, "logout", "")
    response = RedirectResponse("/login", 303)
    response.delete_cookie(access.cookie, path="/", httponly=True, samesite="strict", secure=access.https)
    return response


def _form(request: Request, onward: str, name: str = "", *, wrong: bool = False, wait: int = 0) -> Response:
    status = 429 if wait else 401 if wrong else 200
    page = render(request, "login.html", status=status, onward=onward, name=name, wrong=wrong, wait=wait, here="login")
    if wait:
        page.headers["retry-after"] = str(wait)
    return page


def _checked(store: Any, name: str, password: str) -> tuple[Any, str, bool]:
    """Give the user of a name (None when unknown), the hash kept, and whether the password fits."""
    user = store.user(name)
    hashed = (store.password_hash(name) or "") if user is not None else ""
    with HASHING:
        return user, hashed, password_fits(hashed, password)


def _inside(path: str) -> str:
    """Give the path if it lies on this host, else the first page: nobody is sent elsewhere after logging in."""
    parts = urlsplit(path)
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return path if inside and "\\" not in path and path.isprintable() else "/"


def _takes_files(path: str) -> bool:
    return path in ("/import", "/api/v1/imports")


async def _refuse(scope: Scope, status: int) -> ASGIApp:
    return error_page(Request(scope), status)


async def _not_logged_in(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        said = {"status": 401, "error": "a token is wanted: Authorization: Bearer tm_…"}
        return JSONResponse(said, 401, {"www-authenticate": "Bearer"})
    if request.method == "GET" and access_of(request).mode == "accounts":
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(here, safe='')}", 303)
    return error_page(request, 401)


async def _forbidden(request: Request, error: Exception) -> Response:
    return error_page(request, 403)


async def _forged(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        said = {"status": 403, "error": "a write with a cookie carries the form's token in x-csrf-token"}
        return JSONResponse(said, 403)
    title = later("Lomake on vanhentunut")
    advice = later("Sivu oli ehkä auki pitkään, tai kirjauduit välillä uudelleen. Palaa takaisin, lataa sivu ja tallenna uudelleen.")  # fmt: skip  # noqa: E501
    values: dict[str, ThemeMiningError | None] = {"detail": None}
    return render(request, "error.html", status=403, code=403, title=title, advice=advice, **values)


async def _too_large(request: Request, error: Exception) -> Response:
    return error_page(request, 413)
