"""`theme-mining store`: what a store holds; backup, restore, upgrade, the audit trail, accounts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import settings_options, take
from theme_mining.cli.stored import person, store_option

_ROLES = click.Choice(["reader", "analyst", "admin"])


@click.group("store")
def command() -> None:
    """A store: surveys with their masked answers, themes, decisions and accounts. theme-mining.db here, or --store.

    \b
    Examples:
      theme-mining store info
      theme-mining store backup varmuuskopio.db
      theme-mining store restore varmuuskopio.db --store theme-mining.db
      theme-mining store users add anna --role analyst
      theme-mining store audit -n 20
    """


@command.command("info")
@store_option
@settings_options
def info(place: str, **options: Any) -> None:
    """Show the surveys of a store: waves, answers, respondents, doubtful and settled ones."""
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store:
        rows = [(survey, store.progress(survey.name)) for survey in store.surveys()]
        people = store.users()
    table = [
        (s.name, ", ".join(w or "–" for w in s.waves), s.n_answers, s.n_respondents, p.doubtful, p.settled)
        for s, p in rows
    ]
    show.table("", ("survey", "waves", "answers", "respondents", "doubtful", "settled"), table)
    show.note(f"{len(people)} accounts; {store.name}")
    if show.as_json:
        surveys = [
            {"name": s.name, "title": s.title, "waves": list(s.waves), "answers": s.n_answers}
            | {"respondents": s.n_respondents, "doubtful": p.doubtful, "settled": p.settled}
            | {"codebook_version": s.codebook_version}
            for s, p in rows
        ]
        show.result({"store": store.name, "surveys": surveys, "accounts": len(people)})


@command.command("backup")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@store_option
@settings_options
def backup(file: Path, place: str, **options: Any) -> None:
    """Write the whole store to FILE while it is in use; from PostgreSQL, too, FILE is a SQLite store."""
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store, show.stage("Writing the backup"):
        store.backup(file, who=person())
    show.result({"backup": str(file), "bytes": file.stat().st_size}, [f"Written: {file}"])


@command.command("restore")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@store_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@settings_options
def restore(file: Path, place: str, yes: bool, **options: Any) -> None:
    """Put a backup in place of what the store holds; a SQLite store's content is laid aside first."""
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place, create=True) as store:
        if store.surveys() and not yes and sys.stdin.isatty():
            click.confirm(f"Replace what {store.name} holds?", abort=True, err=True)
        with show.stage("Bringing the backup back"):
            before = store.restore(file, who=person())
        surveys = [survey.name for survey in store.surveys()]
    lines = [f"Restored: {len(surveys)} surveys from {file}"]
    lines += [f"What it held before: {before}"] if before else []
    show.result({"surveys": surveys, "before": str(before) if before else None}, lines)


@command.command("upgrade")
@store_option
@settings_options
def upgrade(place: str, **options: Any) -> None:
    """Bring an older store up to date, a copy beside it; every verb does so, too, when it opens one."""
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store:
        show.result({"store": store.name, "schema": store.schema}, [f"{store.name}: schema {store.schema}"])


@command.command("audit")
@click.option("-n", "number", type=click.IntRange(1), default=50, metavar="N", help="How many entries [50].")
@store_option
@settings_options
def audit(number: int, place: str, **options: Any) -> None:
    """Show who wrote what when, the newest first."""
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store:
        trail = store.audit_trail(0, number)
    rows = [(e.when, e.who, e.what, e.target.replace("\t", " ")) for e in trail]
    show.table("", ("when", "who", "what", "to what"), rows)
    names = ("when", "who", "what", "target")
    show.result([dict(zip(names, row, strict=True)) for row in rows]) if show.as_json else None


@command.group("users")
def users() -> None:
    """Accounts for the pages: reader looks, analyst settles and imports, admin keeps accounts."""


@users.command("list")
@store_option
@settings_options
def list_users(place: str, **options: Any) -> None:
    """List the accounts."""
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store:
        rows = [(user.name, user.role, user.language) for user in store.users()]
    show.table("", ("name", "role", "language"), rows)
    names = ("name", "role", "language")
    show.result([dict(zip(names, row, strict=True)) for row in rows]) if show.as_json else None


@users.command("add")
@click.argument("name")
@click.option("--role", type=_ROLES, default="reader", help="What the account may do [reader].")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), default="fi", help="Language of the pages [fi].")
@store_option
@settings_options
def add_user(name: str, role: Any, language: str, place: str, **options: Any) -> None:
    """Add an account; the password is asked for, or read from standard input."""
    from theme_mining.assembly.passwords import hash_password
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store:
        store.add_user(name, hash_password(_password()), role, language, who=person())
    show.result({"name": name, "role": role}, [f"Added: {name} ({role})"])


@users.command("password")
@click.argument("name")
@store_option
@settings_options
def set_password(name: str, place: str, **options: Any) -> None:
    """Give an account another password; its tokens become worthless."""
    from theme_mining.assembly.passwords import hash_password
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store:
        store.set_password(name, hash_password(_password()), who=person())
    show.result({"name": name}, [f"Changed: the password of {name}"])


@users.command("remove")
@click.argument("name")
@store_option
@settings_options
def remove_user(name: str, place: str, **options: Any) -> None:
    """Remove an account; its decisions stay."""
    from theme_mining.assembly.store import open_store

    show = take(options).show()
    with open_store(place) as store:
        store.remove_user(name, who=person())
    show.result({"name": name}, [f"Removed: {name}"])


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")
