"""Settle doubtful answers: one at a time, by keyboard, together; second coding without seeing the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.assembly.desk import add_theme, agreement, open_themes, pieces
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import Conflict
from theme_mining.core.stored import AnswerKept
from theme_mining.web.access import Person, requires
from theme_mining.web.context import desk_of, render
from theme_mining.web.fields import Sent, onward, survey_path
from theme_mining.web.languages import later
from theme_mining.web.pages import Entry

router = APIRouter(prefix="/survey/{survey}/review")
entries = (Entry(60, "review", later("Tarkistus"), "/survey/{survey}/review", "analyst"),)
Analyst = Annotated[Person, Depends(requires("analyst"))]

KEYS = "123456789abcdefghijklmopqrtvwxyz"  # n, s and u do something else
TRIES = 5  # times a new theme is added anew when somebody else changed the codebook in between


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme to tick: its key on the keyboard, and whether it is ticked."""

    theme: Theme
    key: str
    ticked: bool


@router.get("")
def queue(
    request: Request, survey: str, person: Analyst, blind: str = "", answer: str = "", done: str = ""
) -> Response:
    """Show the next doubtful answer, or the one asked for."""
    store = desk_of(request).store
    shown = store.answer(survey, answer) if answer else store.next_doubtful(survey, who=person.name, blind=bool(blind))
    if shown is None:
        return _render(request, "review_done.html", survey, blind=blind, done=done)
    return _page(request, survey, shown, bool(blind), done)


@router.post("")
def settle(request: Request, survey: str, person: Analyst, sent: Sent) -> Response:
    """Take what was decided and go on to the next."""
    store, blind = desk_of(request).store, sent.ticked("blind")
    answer_id, version = sent.text("answer"), sent.number("version")
    skipped = sent.text("do") == "skip"
    themes = [] if skipped else sent.texts("themes")
    if sent.text("new") and not skipped:
        themes = list(dict.fromkeys([*themes, _new_theme(store, survey, sent.text("new"), person.name)]))
    try:
        store.decide(
            survey,
            answer_id,
            themes,
            who=person.name,
            version=version,
            verdict="skipped" if skipped else "themes",
            blind=blind,
        )
    except Conflict as conflict:
        return _late(request, survey, conflict.current, themes)
    return onward(survey_path(survey, "review"), blind=sent.text("blind"), done="skipped" if skipped else "settled")


@router.post("/undo")
def undo(request: Request, survey: str, person: Analyst, sent: Sent) -> Response:
    """Take back the person's latest decision and show that answer again."""
    try:
        back = desk_of(request).store.undo(survey, who=person.name)
    except Conflict as conflict:
        return _late(request, survey, conflict.current, None)
    if back is None:
        return onward(survey_path(survey, "review"), blind=sent.text("blind"), done="nothing")
    return onward(survey_path(survey, "review"), answer=back.id, blind=sent.text("blind"), done="undone")


@router.get("/agreement")
def agreed(request: Request, survey: str, person: Analyst) -> Response:
    """Show how far coders agree."""
    store = desk_of(request).store
    codebook = store.codebook(survey)
    found = agreement(store.codings(survey), [theme.id for theme in codebook])
    return _render(request, "agreement.html", survey, found=found, name=codebook.name)


def _page(request: Request, survey: str, shown: AnswerKept, blind: bool, done: str) -> Response:
    codebook: Codebook = desk_of(request).store.codebook(survey)
    ticked = () if blind else shown.themes
    return _render(
        request,
        "review.html",
        survey,
        answer=shown,
        pieces=pieces(shown.text, () if blind else shown.evidence),
        groups=_groups(codebook, ticked),
        name=codebook.name,
        blind="1" if blind else "",
        done=done,
    )


def _render(request: Request, template: str, survey: str, **values: Any) -> Response:
    store = desk_of(request).store
    progress, who = store.progress(survey), request.state.user.name
    return render(
        request,
        template,
        survey=survey,
        survey_title=store.survey(survey).title,
        here="review",
        progress=progress,
        mine=progress.by_user.get(who, 0),
        path=survey_path(survey, "review"),
        **values,
    )


def _late(request: Request, survey: str, current: AnswerKept, themes: list[str] | None) -> Response:
    """Show what somebody else decided meanwhile, and the ways on; `themes` None where nothing was to be written."""
    store = desk_of(request).store
    codebook = store.codebook(survey)
    last = store.decisions(survey, answer_id=current.id, limit=1)
    return _render(
        request,
        "review_late.html",
        survey,
        status=409,
        answer=current,
        last=last[0] if last else None,
        own=themes,
        name=codebook.name,
    )


def _groups(codebook: Codebook, ticked: tuple[str, ...]) -> list[tuple[str, list[Choice]]]:
    """Give the themes to tick, a group at a time; a theme the answer has is there even where it is parked."""
    themes = open_themes(codebook)
    themes += [t for t in codebook if t.id in ticked and t not in themes]
    order = {theme.id: place for place, theme in enumerate(codebook)}
    themes.sort(key=lambda t: (order.get(t.parent, -1), order[t.id]))
    keys = iter(KEYS)
    found: dict[str, list[Choice]] = {}
    for theme in themes:
        title = codebook.name(theme.parent) if theme.parent else ""
        found.setdefault(title, []).append(Choice(theme, next(keys, ""), theme.id in ticked))
    return list(found.items())


def _new_theme(store: Any, survey: str, name: str, who: str) -> str:
    """Give the id of a theme of this name, added to the newest codebook where it is not there yet."""
    for last in range(TRIES, 0, -1):
        codebook = store.codebook(survey)
        edit, theme_id = add_theme(codebook, name)
        if edit.codebook is codebook:
            return theme_id
        try:
            store.save_codebook(survey, edit.codebook, who=who, base_version=codebook.version)
        except Conflict:
            if last == 1:
                raise
            continue
        return theme_id
    raise AssertionError("unreachable")
