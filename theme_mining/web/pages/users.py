"""Accounts: an admin adds and removes people and sets roles; everybody changes their own password and tokens."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.assembly.passwords import MIN_LENGTH, hash_password, hash_token, new_token, password_fits
from theme_mining.core.errors import InputError, SettingsError
from theme_mining.core.stored import Role
from theme_mining.web.access import Person, access_of, requires
from theme_mining.web.context import desk_of, render
from theme_mining.web.fields import Sent, onward
from theme_mining.web.languages import LANGUAGES, later
from theme_mining.web.pages import Entry

router = APIRouter()
entries = (
    Entry(90, "users", later("Käyttäjät"), "/users", "admin"),
    Entry(95, "account", later("Oma tili"), "/account"),
)
Reader = Annotated[Person, Depends(requires("reader"))]
Admin = Annotated[Person, Depends(requires("admin"))]
ROLES = {"reader": later("lukija"), "analyst": later("analyytikko"), "admin": later("ylläpitäjä")}


@router.get("/users")
def people(request: Request, person: Admin, done: str = "") -> Response:
    """Show all accounts."""
    return _people(request, done=done)


@router.post("/users")
def change(request: Request, person: Admin, sent: Sent) -> Response:
    """Add or remove an account, or give it a new password or role."""
    store, access = desk_of(request).store, access_of(request)
    name, do = " ".join(sent.text("name").split())[:100], sent.text("do")
    try:
        if do == "add":
            _check_role(sent.text("role"))
            language = sent.text("language") if sent.text("language") in LANGUAGES else "fi"
            store.add_user(name, hash_password(sent.text("password")), sent.text("role"), language, who=person.name)
        elif do == "password":
            store.set_password(name, hash_password(sent.text("password")), who=person.name)
            access.sessions.end_all(name)
        elif do == "role":
            _check_role(sent.text("role"))
            _leave_an_admin(store, name, sent.text("role"))
            store.set_role(name, sent.text("role"), who=person.name)
        elif do == "remove":
            _leave_an_admin(store, name, "")
            store.remove_user(name, who=person.name)
            access.sessions.end_all(name)
        else:
            raise InputError("The form does not say what to do", do="load the page again")
    except (InputError, SettingsError) as error:
        return _people(request, status=400, wrong=error, do=do, name=name)
    return onward("/users", done=do)


@router.get("/account")
def own(request: Request, person: Reader, done: str = "") -> Response:
    """Show one's own account."""
    return _own(request, person, done=done)


@router.post("/account")
def change_own(request: Request, person: Reader, sent: Sent) -> Response:
    """Change one's password, or make or remove tokens; a new token is shown this once."""
    store, access, do = desk_of(request).store, access_of(request), sent.text("do")
    if store.user(person.name) is None:
        return _own(request, person, status=400)
    if do == "token":
        token = new_token()
        store.add_token(person.name, hash_token(token), who=person.name)
        return _own(request, person, token=token)
    if do == "untoken":
        store.remove_tokens(person.name, who=person.name)
        return onward("/account", done="untoken")
    if not password_fits(store.password_hash(person.name) or "", sent.text("old")):
        return _own(request, person, status=400, wrong="old")
    try:
        hashed = hash_password(sent.text("password"))
    except SettingsError:
        return _own(request, person, status=400, wrong="short")
    store.set_password(person.name, hashed, who=person.name)
    access.sessions.end_all(person.name)
    return onward("/login")


def _people(request: Request, *, status: int = 200, **values: Any) -> Response:
    shown = {"done": "", "wrong": None, "do": "", "name": "", **values}
    return render(
        request,
        "users.html",
        status=status,
        here="users",
        users=desk_of(request).store.users(),
        roles=ROLES,
        shortest=MIN_LENGTH,
        mode=access_of(request).mode,
        **shown,
    )


def _own(request: Request, person: Person, *, status: int = 200, **values: Any) -> Response:
    account = desk_of(request).store.user(person.name)
    shown = {"done": "", "wrong": "", "token": "", **values}
    mode = access_of(request).mode
    return render(
        request,
        "account.html",
        status=status,
        here="account",
        account=account,
        roles=ROLES,
        shortest=MIN_LENGTH,
        mode=mode,
        **shown,
    )


def _check_role(role: str) -> None:
    if role not in get_args(Role):
        raise InputError("There is no such role", do="choose one of the list")


def _leave_an_admin(store: Any, name: str, role: str) -> None:
    admins = [user.name for user in store.users() if user.role == "admin"]
    if role != "admin" and admins == [name]:
        raise InputError(f'"{name}" is the only admin', "somebody has to be", "make another person admin first")
