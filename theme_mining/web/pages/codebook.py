"""The codebook: merge, split, rename, move, park, with what it does to the shares shown first; versions and undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.assembly.desk import changed_themes, edited, effect_on, parted, undoing
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import Conflict
from theme_mining.flows.review_codebook import PARKED, Edit
from theme_mining.web.access import Person, requires
from theme_mining.web.context import desk_of, render
from theme_mining.web.fields import Fields, Sent, onward, survey_path
from theme_mining.web.languages import later
from theme_mining.web.pages import Entry

router = APIRouter(prefix="/survey/{survey}/codebook")
entries = (Entry(70, "codebook", later("Koodikirja"), "/survey/{survey}/codebook"),)
Reader = Annotated[Person, Depends(requires("reader"))]
Analyst = Annotated[Person, Depends(requires("analyst"))]

LISTED = 60  # answers of a split that are shown to be placed by hand; the rest goes by words
VERBS = {
    "rename": later("Uusi nimi"),
    "move": later("Siirto toiseen ryhmään"),
    "merge": later("Yhdistäminen"),
    "split": later("Jakaminen"),
    "park": later("Pysäköinti"),
    "define": later("Uusi määritelmä"),
    "add": later("Uusi teema"),
    "accept": later("Hyväksyminen"),
    "undo": later("Kumoaminen"),
    "discover": later("Etsitty vastauksista"),
}


@router.get("")
def book(request: Request, survey: str, person: Reader, version: int | None = None, done: str = "") -> Response:
    """Show the newest version, or an earlier one, with how many answers carry each theme."""
    store = desk_of(request).store
    shown = store.codebook(survey, version)
    counts = _counts(request, survey)
    return _render(
        request,
        "codebook.html",
        survey,
        book=shown,
        tree=_tree(shown),
        counts=counts,
        versions=store.codebooks(survey),
        old=version is not None and version != store.survey(survey).codebook_version,
        may_edit=person.may("analyst"),
        parked=PARKED,
        done=done,
    )


@router.post("/preview")
def preview(request: Request, survey: str, person: Analyst, sent: Sent) -> Response:
    """Show what an edit would do; nothing is written."""
    try:
        codebook, edit = _edit(request, survey, sent)
    except Conflict as conflict:
        return _late(request, survey, conflict.current, sent)
    store = desk_of(request).store
    themes_of = _themes_of(store, survey)
    effect = effect_on(edit, themes_of)
    values: dict[str, Any] = {"placed": [], "rest": 0, "parts": []}
    if sent.text("verb") == "split":
        values = _placed(store, survey, sent)
    return _render(
        request,
        "codebook_preview.html",
        survey,
        verb=sent.text("verb"),
        sent=_again(sent),
        base=codebook.version,
        before=codebook,
        after=edit.codebook,
        effect=effect.to_dict("records"),
        n_answers=len(themes_of),
        changed=changed_themes(codebook, edit.codebook),
        **values,
    )


@router.post("/edit")
def take(request: Request, survey: str, person: Analyst, sent: Sent) -> Response:
    """Take an edit that was shown."""
    try:
        _, edit = _edit(request, survey, sent)
        desk_of(request).store.save_codebook(
            survey,
            edit.codebook,
            who=person.name,
            base_version=sent.number("base"),
            moves=edit.moves,
            choose=edit.choose,
        )
    except Conflict as conflict:
        return _late(request, survey, conflict.current, sent)
    return onward(survey_path(survey, "codebook"), done="saved")


@router.post("/undo")
def undo(request: Request, survey: str, person: Analyst, sent: Sent) -> Response:
    """Write the version before as a new version."""
    try:
        undoing(desk_of(request).store, survey, person.name, sent.number("base"))
    except Conflict as conflict:
        return _late(request, survey, conflict.current, sent)
    return onward(survey_path(survey, "codebook"), done="undone")


def _edit(request: Request, survey: str, sent: Fields) -> tuple[Codebook, Edit]:
    """Give the newest codebook and the edit of a form. Raises Conflict where the form saw an older version."""
    store = desk_of(request).store
    codebook: Codebook = store.codebook(survey)
    if sent.number("base") != codebook.version:
        raise Conflict(
            f'The codebook of "{survey}" has changed meanwhile',
            f"version {sent.number('base')} was edited, version {codebook.version} is the newest",
            "look at the newest version and make the change again",
            current=codebook,
        )
    given: dict[str, Any] = {
        name: sent.text(name) for name in ("theme", "name", "parent", "description", "includes", "excludes")
    }
    given["themes"] = sent.texts("themes")
    given["parts"] = _parts(sent)
    given["where"] = _where(sent)
    texts = _texts(store, survey, sent.text("theme")) if sent.text("verb") == "split" else None
    return codebook, edited(codebook, sent.text("verb"), given, texts)


def _parts(sent: Fields) -> list[tuple[str, str]]:
    return [(sent.text(f"part{n}"), sent.text(f"words{n}")) for n in range(1, 6) if sent.text(f"part{n}")]


def _where(sent: Fields) -> dict[str, int]:
    return {answer: int(part) for answer, part in sent.starting("to ").items() if part.isdigit()}


def _texts(store: Any, survey: str, theme: str) -> dict[str, str]:
    frame = store.frame(survey)
    mine = [theme in themes for themes in frame["themes"]]
    return dict(zip(frame.loc[mine, "id"].astype(str), frame.loc[mine, "text"].astype(str), strict=True))


def _placed(store: Any, survey: str, sent: Fields) -> dict[str, Any]:
    """Give the answers of a split, each with its part, those that no word decided first."""
    texts, parts, where = _texts(store, survey, sent.text("theme")), _parts(sent), _where(sent)
    sure = parted(texts, [("", "\x00"), *parts], {})
    part = parted(texts, parts, where)
    order = sorted(texts, key=lambda answer: (sure[answer] != 0, list(texts).index(answer) if len(texts) < 2000 else 0))
    shown = [{"id": answer, "text": texts[answer], "part": part[answer]} for answer in order[:LISTED]]
    return {"placed": shown, "rest": len(texts) - len(shown), "parts": [name for name, _ in parts]}


def _again(sent: Fields) -> list[tuple[str, str]]:
    """Give the fields of an edit so that the next form carries them."""
    names = ("verb", "theme", "name", "parent", "description", "includes", "excludes")
    kept = [(name, sent.text(name)) for name in names if sent.text(name)]
    kept += [("themes", theme) for theme in sent.texts("themes")]
    return kept + [
        (f"{k}{n}", sent.text(f"{k}{n}")) for n in range(1, 6) for k in ("part", "words") if sent.text(f"part{n}")
    ]


def _late(request: Request, survey: str, current: Codebook, sent: Fields) -> Response:
    versions = desk_of(request).store.codebooks(survey)
    return _render(
        request,
        "codebook_late.html",
        survey,
        status=409,
        current=current,
        latest=versions[0] if versions else None,
        versions=[kept for kept in versions if kept.version > sent.number("base")],
        sent=_again(sent),
    )


def _tree(codebook: Codebook) -> list[tuple[Theme, list[Theme]]]:
    """Give the themes at the top, each with those under it; parked ones last."""
    under: dict[str, list[Theme]] = {}
    for theme in codebook:
        under.setdefault(theme.parent, []).append(theme)
    top = sorted(under.get("", []), key=lambda theme: theme.id == PARKED)
    return [(theme, under.get(theme.id, [])) for theme in top]


def _counts(request: Request, survey: str) -> dict[str, int]:
    """Give how many answers carry each theme; counted once a revision of the survey."""
    store, state = desk_of(request).store, request.app.state
    if not hasattr(state, "codebook_counts"):
        state.codebook_counts = {}
    kept: dict[str, tuple[int, dict[str, int]]] = state.codebook_counts
    revision = store.revision(survey)
    if kept.get(survey, (-1,))[0] != revision:
        kept[survey] = (revision, dict(Counter(t for themes in store.frame(survey)["themes"] for t in themes)))
    return kept[survey][1]


def _themes_of(store: Any, survey: str) -> dict[str, tuple[str, ...]]:
    """Give the themes of every answer with content."""
    frame = store.frame(survey)
    content = (frame["language"] != "none") | frame["themes"].map(bool)
    return dict(zip(frame.loc[content, "id"].astype(str), frame.loc[content, "themes"], strict=True))


def _render(request: Request, template: str, survey: str, **values: Any) -> Response:
    store = desk_of(request).store
    name = store.codebook(survey).name
    return render(
        request,
        template,
        survey=survey,
        survey_title=store.survey(survey).title,
        here="codebook",
        path=survey_path(survey, "codebook"),
        cause=lambda origin: _cause(origin, name),
        **values,
    )


def _cause(origin: str, name: Callable[[str], str]) -> tuple[str, str]:
    """Give why a version was made: a message for what was done, and the names of the themes it was done to."""
    verb, _, target = origin.partition(": ")
    if verb == "undo":
        return VERBS[verb], ""
    return (VERBS[verb], ", ".join(map(name, target.split(", ")))) if verb in VERBS else ("", origin)
