"""Decisions, codebook edits and imports: what the API takes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, File, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from theme_mining.assembly.desk import edited, effect_on, undoing
from theme_mining.core.errors import Conflict
from theme_mining.flows.review_codebook import Edit
from theme_mining.web.access import Person, requires
from theme_mining.web.api.paging import stretch
from theme_mining.web.api.reading import Survey
from theme_mining.web.api.root import router
from theme_mining.web.api.shapes import (
    AnswerGiven,
    CodebookGiven,
    DecisionWanted,
    EditWanted,
    Effect,
    ImportGiven,
    ImportWanted,
    Limit,
    Offset,
    Page,
    Problem,
    UndoWanted,
)
from theme_mining.web.context import desk_of
from theme_mining.web.imported import keep_upload, ordered
from theme_mining.web.jobs import Job, Jobs

Analyst = Annotated[Person, Depends(requires("analyst"))]
LATE: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "Somebody else changed it first"}}


@router.post("/surveys/{survey}/decisions", status_code=201, responses=LATE)
def decide(request: Request, survey: Survey, wanted: DecisionWanted, person: Analyst) -> AnswerGiven:
    """Settle an answer; give it as it stands now."""
    kept = desk_of(request).store.decide(
        survey,
        wanted.answer,
        wanted.themes,
        who=person.name,
        version=wanted.version,
        verdict=wanted.verdict,
        blind=wanted.blind,
        note=wanted.note,
    )
    return AnswerGiven.of(kept)


@router.post("/surveys/{survey}/decisions/undo", responses=LATE)
def undo(request: Request, survey: Survey, person: Analyst) -> AnswerGiven | None:
    """Take back one's latest decision; null where there is none."""
    kept = desk_of(request).store.undo(survey, who=person.name)
    return AnswerGiven.of(kept) if kept else None


@router.post("/surveys/{survey}/codebook/preview", responses=LATE)
def preview(request: Request, survey: Survey, wanted: EditWanted, person: Analyst) -> list[Effect]:
    """Give what an edit would do to the shares; nothing is written."""
    edit = _edit(request, survey, wanted)
    frame = desk_of(request).store.frame(survey)
    content = (frame["language"] != "none") | frame["themes"].map(bool)
    themes_of = dict(zip(frame.loc[content, "id"].astype(str), frame.loc[content, "themes"], strict=True))
    return [Effect.model_validate(row) for row in effect_on(edit, themes_of).to_dict("records")]


@router.post("/surveys/{survey}/codebook", status_code=201, responses=LATE)
def edit(request: Request, survey: Survey, wanted: EditWanted, person: Analyst) -> CodebookGiven:
    """Take an edit; give the new version."""
    made = _edit(request, survey, wanted)
    kept = desk_of(request).store.save_codebook(
        survey, made.codebook, who=person.name, base_version=wanted.base_version, moves=made.moves, choose=made.choose
    )
    return CodebookGiven.of(kept)


@router.post("/surveys/{survey}/codebook/undo", status_code=201, responses=LATE)
def undo_codebook(request: Request, survey: Survey, wanted: UndoWanted, person: Analyst) -> CodebookGiven:
    """Write the version before as a new version."""
    return CodebookGiven.of(undoing(desk_of(request).store, survey, person.name, wanted.base_version))


@router.get("/imports")
def imports(
    request: Request, response: Response, person: Analyst, offset: Offset = 0, limit: Limit = 100
) -> Page[ImportGiven]:
    """Give one's imports, the newest first."""
    jobs = _jobs(request).of(person.name, person.role == "admin")
    return stretch(request, response, map(_given, jobs), offset, limit)


@router.post("/imports", status_code=201)
def upload(request: Request, person: Analyst, file: Annotated[UploadFile, File()]) -> ImportGiven:
    """Send a file; give what was understood of it, to be confirmed."""
    return _given(keep_upload(request, person, file))


@router.get("/imports/{import_id}")
def import_(request: Request, import_id: str, person: Analyst) -> ImportGiven:
    """Give how an import stands."""
    return _given(_job(request, import_id, person))


@router.post("/imports/{import_id}/confirm", status_code=202)
def confirm(request: Request, import_id: str, wanted: ImportWanted, person: Analyst) -> ImportGiven:
    """Start an import; the roles of columns are those understood where `columns` is left out."""
    job = _job(request, import_id, person)
    if job.state != "asking":
        raise HTTPException(409)
    roles = wanted.columns
    if roles is None:
        roles = {column["name"]: column["role"] for column in job.understood["columns"]}
    way = f"model {wanted.model}" if wanted.way == "model" else wanted.way
    _jobs(request).run(job, ordered(request, job, person, wanted.survey, wanted.wave, way, list(roles.items())))
    return _given(job)


@router.delete("/imports/{import_id}", status_code=204)
def forget(request: Request, import_id: str, person: Analyst) -> None:
    """Remove an import's files; what it stored stays."""
    _jobs(request).forget(_job(request, import_id, person))


@router.get("/imports/{import_id}/files/{name}", response_class=FileResponse)
def fetch(request: Request, import_id: str, name: str, person: Analyst) -> FileResponse:
    """Give a workbook of an import."""
    job = _job(request, import_id, person)
    if name not in job.results():
        raise HTTPException(404)
    return FileResponse(job.folder / "results" / name, filename=name)


def _edit(request: Request, survey: str, wanted: EditWanted) -> Edit:
    store = desk_of(request).store
    current = store.codebook(survey)
    if current.version != wanted.base_version:
        raise Conflict(
            f'The codebook of "{survey}" has changed meanwhile',
            f"version {wanted.base_version} was edited, version {current.version} is the newest",
            "look at the newest version and make the change again",
            current=current,
        )
    given = wanted.model_dump(exclude={"verb", "base_version", "parts"}, exclude_none=True)
    given["parts"] = [(part.name, part.words) for part in wanted.parts]
    texts = None
    if wanted.verb == "split":
        frame = store.frame(survey)
        mine = [wanted.theme in themes for themes in frame["themes"]]
        texts = dict(zip(frame.loc[mine, "id"].astype(str), frame.loc[mine, "text"].astype(str), strict=True))
    return edited(current, wanted.verb, given, texts)


def _given(job: Job) -> ImportGiven:
    return ImportGiven(
        id=job.id,
        file=job.shown,
        state=job.state,
        stage=job.stage,
        at=job.at,
        of=job.of,
        understood=dict(job.understood),
        result=dict(job.result),
        error=dict(job.error),
        results=job.results(),
    )


def _job(request: Request, import_id: str, person: Person) -> Job:
    job = _jobs(request).find(import_id, person.name, person.role == "admin")
    if job is None:
        raise HTTPException(404)
    return job


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs
