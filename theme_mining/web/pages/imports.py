"""Bring answers in: drop a file, confirm what was understood, watch the progress, get the workbook back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from theme_mining.core.errors import InputError
from theme_mining.web.access import Person, requires
from theme_mining.web.context import desk_of, language_of, render
from theme_mining.web.fields import Sent, onward, survey_path
from theme_mining.web.imported import keep_upload, ordered
from theme_mining.web.jobs import Job, Jobs
from theme_mining.web.languages import later, words
from theme_mining.web.pages import Entry

router = APIRouter(prefix="/import")
entries = (Entry(80, "import", later("Tuo vastauksia"), "/import", "analyst"),)
Analyst = Annotated[Person, Depends(requires("analyst"))]

ROLES = {
    "text": later("Avoin kysymys"),
    "background": later("Taustatieto"),
    "id": later("Vastauksen tunniste"),
    "respondent": later("Vastaaja"),
    "weight": later("Paino"),
    "": later("Ei käytetä"),
}
STAGES = {
    "read": later("Luetaan ja peitetään henkilötiedot"),
    "words": later("Luetaan sanat"),
    "themes": later("Annetaan teemat"),
    "workbook": later("Kirjoitetaan työkirja"),
    "store": later("Tallennetaan"),
}
FILES = {"answers.xlsx": later("Luokitellut vastaukset"), "report.xlsx": later("Raporttityökirja")}
BEAT = 0.4  # seconds between looks at a job
SILENT = 15  # beats after which a comment keeps the line open


@dataclass(frozen=True, slots=True)
class Told:
    """How a job stands, as a page shows it."""

    state: str
    line: str
    at: int
    of: int


def prepare(app: FastAPI) -> None:
    """Keep the jobs of this server, and end them with it."""
    jobs = Jobs()
    app.state.jobs = jobs
    app.router.add_event_handler("shutdown", jobs.close)


@router.get("")
def begin(request: Request, person: Analyst) -> Response:
    """Show where to drop a file, and one's earlier imports."""
    limit = int(desk_of(request).options.get("upload_limit", 200 * 2**20))
    jobs = _jobs(request).of(person.name, person.role == "admin")
    return render(request, "import.html", here="import", jobs=jobs, limit=limit, megabytes=limit // 2**20)


@router.post("")
async def upload(request: Request, person: Analyst) -> Response:
    """Take a file and look into it."""
    given = (await request.form()).get("file")
    if not isinstance(given, UploadFile) or not given.filename:
        raise InputError("No file was sent", do="choose a file first")
    return await asyncio.to_thread(_looked_into, request, person, given)


@router.get("/{job_id}")
def show(request: Request, job_id: str, person: Analyst) -> Response:
    """Show how an import stands: what was understood, how far it is, what came of it."""
    job = _job(request, job_id, person)
    store = desk_of(request).store
    template = {"asking": "import_confirm.html", "done": "import_done.html", "failed": "import_failed.html"}
    return render(
        request,
        template.get(job.state, "import_running.html"),
        status=400 if job.state == "failed" and job.order is None else 200,
        here="import",
        job=job,
        told=_told(job),
        surveys=store.surveys() if job.state == "asking" else [],
        models=store.models() if job.state == "asking" else [],
        roles=ROLES,
        files=[(name, FILES.get(name, name)) for name in job.results()],
        to_survey=survey_path(job.order.survey) if job.order else "",
    )


@router.post("/{job_id}")
def confirm(request: Request, job_id: str, person: Analyst, sent: Sent) -> Response:
    """Start what was confirmed, or give the import up."""
    job = _job(request, job_id, person)
    if sent.text("do") == "forget":
        _jobs(request).forget(job)
        return onward("/import")
    if job.state == "asking":
        columns = [(c["name"], sent.text(f"column {n}")) for n, c in enumerate(job.understood["columns"])]
        wanted = (sent.text("survey"), sent.text("wave"), sent.text("way", "keep"), columns)
        _jobs(request).run(job, ordered(request, job, person, *wanted))
    return onward(f"/import/{job.id}")


@router.get("/{job_id}/events")
def events(request: Request, job_id: str, person: Analyst) -> Response:
    """Tell of the progress as server-sent events until the job rests."""
    job, language = _job(request, job_id, person), language_of(request)
    return StreamingResponse(_beats(request, job, language), media_type="text/event-stream")


@router.get("/{job_id}/files/{name}")
def fetch(request: Request, job_id: str, name: str, person: Analyst) -> Response:
    """Give a workbook."""
    job = _job(request, job_id, person)
    if name not in job.results():
        raise HTTPException(404)
    stem = words(language_of(request))(FILES.get(name, name))
    return FileResponse(job.folder / "results" / name, filename=f"{stem} – {PurePath(job.shown).stem}.xlsx")


def _looked_into(request: Request, person: Person, given: UploadFile) -> Response:
    return onward(f"/import/{keep_upload(request, person, given).id}")


async def _beats(request: Request, job: Job, language: str) -> AsyncIterator[str]:
    last, silent = "", 0
    while not await request.is_disconnected():
        told = _told(job)
        said = words(language)
        text = json.dumps({"state": told.state, "line": said(told.line), "at": told.at, "of": told.of})
        silent += 1
        if text != last:
            yield f"data: {text}\n\n"
            last, silent = text, 0
        elif silent >= SILENT:
            yield ": still here\n\n"
            silent = 0
        if job.state in ("done", "failed", "asking"):
            return
        await asyncio.sleep(BEAT)


def _told(job: Job) -> Told:
    line = STAGES.get(job.stage, later("Odottaa vuoroaan"))
    return Told(job.state, line, job.at + 1 if job.stage else 0, job.of or len(STAGES))


def _job(request: Request, job_id: str, person: Person) -> Job:
    job = _jobs(request).find(job_id, person.name, person.role == "admin")
    if job is None:
        raise HTTPException(404)
    return job


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs
