"""An upload from the pages or the API: kept, and turned into an order once confirmed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import PurePath
from typing import BinaryIO, Protocol, get_args

from starlette.requests import Request

from theme_mining.assembly.importing import Order, Way
from theme_mining.core.errors import InputError
from theme_mining.web.access import Person
from theme_mining.web.context import desk_of
from theme_mining.web.jobs import Job, Jobs

__all__ = ["ROLE_NAMES", "keep_upload", "ordered"]

ROLE_NAMES = ("text", "background", "id", "respondent", "weight", "")


class Upload(Protocol):
    """A file that was sent."""

    filename: str | None
    file: BinaryIO


def keep_upload(request: Request, person: Person, given: Upload) -> Job:
    """Keep a file and look into it; the job is then asking, or failed. Raises InputError where there is no room."""
    jobs: Jobs = request.app.state.jobs
    job = jobs.begin(person.name, PurePath(str(given.filename).replace("\\", "/")).name[:200])
    try:
        with job.upload.open("xb") as beside:
            shutil.copyfileobj(given.file, beside, 2**20)
    except (OSError, ValueError):
        jobs.forget(job)
        raise InputError("The file could not be kept", "no room on the disk, or no file's name", "try again") from None
    jobs.understand(job, desk_of(request).settings.model_dump_json())
    return job


def ordered(
    request: Request, job: Job, person: Person, survey: str, wave: str, way: str, columns: Iterable[tuple[str, str]]
) -> Order:
    """Give the order of what was confirmed; `way` may be ``model NAME``, `columns` are (name, role).

    Raises
    ------
    InputError
        A choice that cannot be.
    """
    desk = desk_of(request)
    name = " ".join(survey.split())
    if not 0 < len(name) <= 200 or "/" in name or not name.isprintable():
        raise InputError("The survey's name is empty, too long or holds a /", "1 to 200 characters wanted")
    model = ""
    if way.startswith("model "):
        known = {kept.name: kept.folder for kept in desk.store.models()}
        way, wanted = "model", way.removeprefix("model ")
        if wanted not in known:
            raise InputError("There is no such model", do="choose one of the list")
        model = known[wanted]
    if way not in get_args(Way):
        raise InputError("There is no such way to give themes", do="choose one of the list")
    by_role: dict[str, list[str]] = {role: [] for role in ROLE_NAMES}
    for column, role in columns:
        by_role.setdefault(role, []).append(column)
    if not by_role["text"]:
        raise InputError("No column is an open question", do="go back and choose at least one")
    for role in ("id", "respondent", "weight"):
        if len(by_role[role]) > 1:
            raise InputError(f"Two columns cannot both be the {role}", do="go back and choose one")
    single = {role: "".join(by_role[role]) for role in ("id", "respondent", "weight")}
    read = {"text": tuple(by_role["text"]), "background": tuple(by_role["background"]), **single}
    settings = desk.settings.model_copy(update={"read": desk.settings.read.model_copy(update=read)})
    return Order(
        do="run",
        file=str(job.upload),
        shown=job.shown,
        settings=settings.model_dump_json(),
        store=str(desk.options.get("place") or desk.store.file or desk.store.name),
        who=person.name,
        survey=name,
        wave=" ".join(wave.split())[:100],
        way=way,  # type: ignore[arg-type]
        model=model,
        results=str(job.folder / "results"),
    )
