"""Surveys, shares, themes, answers, progress, agreement, models: what the API gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.assembly import desk
from theme_mining.core.errors import InputError
from theme_mining.core.stored import AnswerKept
from theme_mining.measure.scores import Interval
from theme_mining.web.access import Person, requires
from theme_mining.web.api.paging import linked, stretch
from theme_mining.web.api.root import router
from theme_mining.web.api.shapes import (
    AgreementGiven,
    AnswerGiven,
    CodebookGiven,
    DecisionGiven,
    IntervalGiven,
    Limit,
    ModelGiven,
    Offset,
    Page,
    ProgressGiven,
    ShareGiven,
    SharesGiven,
    SurveyGiven,
    VersionGiven,
)
from theme_mining.web.context import desk_of
from theme_mining.web.seen import readable, whole_of

__all__ = ["Survey", "known_survey"]

Reader = Annotated[Person, Depends(requires("reader"))]
Analyst = Annotated[Person, Depends(requires("analyst"))]
Filters = Annotated[list[str], Query(alias="filter", description="Column:group, for example Alue:Lappi", max_length=20)]


def known_survey(request: Request, survey: str) -> str:
    """Give the name of a survey that is there; 404 otherwise."""
    if survey not in {kept.name for kept in desk_of(request).store.surveys()}:
        raise HTTPException(404)
    return survey


Survey = Annotated[str, Depends(known_survey)]


@router.get("/surveys")
def surveys(
    request: Request, response: Response, person: Reader, offset: Offset = 0, limit: Limit = 100
) -> Page[SurveyGiven]:
    """Give all surveys by name."""
    return stretch(request, response, map(SurveyGiven.of, desk_of(request).store.surveys()), offset, limit)


@router.get("/surveys/{survey}")
def survey_(request: Request, survey: Survey, person: Reader) -> SurveyGiven:
    """Give one survey."""
    return SurveyGiven.of(desk_of(request).store.survey(survey))


@router.get("/surveys/{survey}/shares")
def shares(request: Request, survey: Survey, person: Reader, filters: Filters = []) -> SharesGiven:  # noqa: B006
    """Give every theme's share of respondents and of answers; small cells are hidden as on the pages."""
    from theme_mining.assembly.shown import View, overview

    chosen = _filters(filters)
    whole = whole_of(request, survey)
    found = overview(whole, View.of(chosen))
    return SharesGiven(
        survey=survey,
        filters=chosen,
        hide_cells_below=whole.limit,
        few=found.few,
        answers=None if found.few else found.answers,
        respondents=None if found.few else found.respondents,
        themes=[_share(row, found.few) for row in found.rows],
    )


@router.get("/surveys/{survey}/codebook")
def codebook(
    request: Request, survey: Survey, person: Reader, version: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None
) -> CodebookGiven:
    """Give the newest codebook, or a version."""
    return CodebookGiven.of(desk_of(request).store.codebook(survey, version))


@router.get("/surveys/{survey}/codebooks")
def codebooks(
    request: Request, response: Response, survey: Survey, person: Reader, offset: Offset = 0, limit: Limit = 100
) -> Page[VersionGiven]:
    """Give the versions of the codebook, the newest first."""
    kept = desk_of(request).store.codebooks(survey)
    return stretch(request, response, map(VersionGiven.model_validate, kept), offset, limit)


@router.get("/surveys/{survey}/answers")
def answers(
    request: Request,
    response: Response,
    survey: Survey,
    person: Reader,
    wave: Annotated[str | None, Query(max_length=200)] = None,
    question: Annotated[str | None, Query(max_length=2000)] = None,
    theme: Annotated[str | None, Query(max_length=200)] = None,
    filters: Filters = [],  # noqa: B006
    status: Literal["all", "doubtful", "settled"] = "all",
    order: Literal["place", "doubtful first"] = "place",
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[AnswerGiven]:
    """Give answers. A reader gets those alone that lie in no hidden cell, without respondent and background."""
    store = desk_of(request).store
    wanted: dict[str, Any] = {"wave": wave, "question": question, "theme": theme, "status": status}
    wanted["filters"] = _filters(filters)
    if person.may("analyst"):
        found = store.answers(survey, **wanted, order=order, offset=offset, limit=limit)
        total = store.count(survey, **wanted)
    else:
        several = len(store.survey(survey).waves) > 1
        view = {**wanted["filters"], **({"wave": wave} if wave is not None and several else {})}
        open_ = readable(request, survey, view)
        every = [_bare(kept) for kept in store.answers(survey, **wanted, order=order) if kept.id in open_]
        found, total = every[offset : offset + limit], len(every)
    return linked(request, response, [AnswerGiven.of(kept) for kept in found], total, offset, limit)


@router.get("/surveys/{survey}/answers/{answer}")
def answer_(request: Request, survey: Survey, answer: str, person: Reader) -> AnswerGiven:
    """Give one answer; 404 for a reader where it lies in a hidden cell."""
    try:
        kept = desk_of(request).store.answer(survey, answer)
    except InputError:
        raise HTTPException(404) from None
    if not person.may("analyst"):
        if kept.id not in readable(request, survey):
            raise HTTPException(404)
        kept = _bare(kept)
    return AnswerGiven.of(kept)


@router.get("/surveys/{survey}/review")
def review(request: Request, survey: Survey, person: Analyst, blind: bool = False) -> AnswerGiven | None:
    """Give the next doubtful answer, null when there is none; `blind`: without what machine and others gave."""
    kept = desk_of(request).store.next_doubtful(survey, who=person.name, blind=blind)
    return AnswerGiven.of(kept) if kept else None


@router.get("/surveys/{survey}/progress")
def progress(request: Request, survey: Survey, person: Analyst) -> ProgressGiven:
    """Give how far the review is."""
    return ProgressGiven.model_validate(desk_of(request).store.progress(survey))


@router.get("/surveys/{survey}/decisions")
def decisions(
    request: Request,
    response: Response,
    survey: Survey,
    person: Analyst,
    who: Annotated[str | None, Query(max_length=200)] = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[DecisionGiven]:
    """Give decisions, the newest first."""
    kept = desk_of(request).store.decisions(survey, who=who)
    return stretch(request, response, map(DecisionGiven.of, kept), offset, limit)


@router.get("/surveys/{survey}/agreement")
def agreement(request: Request, survey: Survey, person: Analyst) -> AgreementGiven:
    """Give how far coders agree."""
    store = desk_of(request).store
    found = desk.agreement(store.codings(survey), [theme.id for theme in store.codebook(survey)])
    return AgreementGiven(
        coders=list(found.coders),
        coded_twice=found.coded_twice,
        overall=_interval(found.overall),
        by_theme={theme: _interval(value) for theme, value in found.by_theme},
    )


@router.get("/models")
def models(
    request: Request, response: Response, person: Reader, offset: Offset = 0, limit: Limit = 100
) -> Page[ModelGiven]:
    """Give the models the store knows of."""
    return stretch(request, response, map(ModelGiven.model_validate, desk_of(request).store.models()), offset, limit)


def _bare(kept: AnswerKept) -> AnswerKept:
    """Give an answer without what would tell who gave it."""
    return replace(kept, respondent="", background={})


def _filters(filters: Sequence[str]) -> dict[str, str]:
    """Give filters as column → group. Raises InputError for one without a colon."""
    found = {}
    for given in filters:
        column, colon, group = given.partition(":")
        if not colon or not column or not group:
            raise InputError("A filter is not Column:group", "for example filter=Alue:Lappi")
        found[column] = group
    return found


def _share(row: Any, few: bool) -> ShareGiven:
    hidden = row.hidden or few
    names = ("respondents", "share", "low", "high", "answers", "share_answers", "low_answers", "high_answers")
    values = {name: None if hidden else getattr(row, name) for name in names}
    return ShareGiven(theme=row.id, name=row.name, hidden=hidden, **values)


def _interval(value: Interval) -> IntervalGiven:
    numbers = {name: getattr(value, name) for name in ("value", "low", "high")}
    return IntervalGiven(n=value.n, **{k: v if math.isfinite(v) else None for k, v in numbers.items()})
