"""A store at work: surveys into it, themes for a stored wave, training from what people decided, reports from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from theme_mining.assembly.line import discover_survey, run_of
from theme_mining.assembly.modelling import Model, rows_for
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey
from theme_mining.assembly.teaching import Coded, teach
from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.stored import AnswerKept
from theme_mining.core.tables import SourceTable, ThemeTable
from theme_mining.core.types import Answer, Run, Segment
from theme_mining.flows.discover import Discovery
from theme_mining.flows.review_answers import Brought, bring_home
from theme_mining.readers import Columns

if TYPE_CHECKING:
    from theme_mining.storage.store import SqlStore

__all__ = [
    "DEFAULT",
    "Classed",
    "classify_stored",
    "corrections_home",
    "discover_stored",
    "load_survey",
    "open_store",
    "stored_table",
    "survey_named",
    "theme_ids",
    "train_stored",
]

DEFAULT = "theme-mining.db"
"""Where a store is when nobody says: this name beside the survey, or in the folder one stands in."""


@dataclass(frozen=True, slots=True)
class Classed:
    """A stored wave that was given themes: how many answers, how many of them doubtful, shares, drift, the run."""

    answers: int
    doubtful: int
    shares: pd.DataFrame = field(repr=False)
    drift: tuple[str, ...]
    run: Run


def open_store(place: Path | str | None, create: bool = False) -> SqlStore:
    """Open a store; `theme-mining.db` here when `place` is empty. Raises StoreError where it cannot be used."""
    from theme_mining.storage.store import SqlStore

    return SqlStore(place or DEFAULT, create=create)


def survey_named(store: SqlStore, name: str) -> str:
    """Give the survey that is meant: the named one, or the only one. Raises InputError where that is not clear."""
    if name:
        return store.survey(name).name
    names = [survey.name for survey in store.surveys()]
    if not names:
        do = "load one first: theme-mining read FILE --store DB"
        raise InputError(f"The store {store.name} holds no survey yet", do=do)
    if len(names) > 1:
        raise InputError(f"The store {store.name} holds {len(names)} surveys", near_miss("", names), "name --survey")
    return names[0]


def load_survey(
    store: SqlStore, survey: Survey, segments: list[Segment], settings: Settings, name: str, wave: str, who: str
) -> int:
    """Keep a survey's masked answers and their words in a store, all or nothing; give how many the wave has now.

    `segments` are those of `survey.answers`, in any division.
    """
    with store.one_transaction():
        held = store.add_batch(
            name,
            wave,
            survey.answers,
            title=settings.report.title,
            respondents=survey.respondents,
            weights=survey.weights,
            run=run_of("read", survey, settings),
            who=who,
        )
        ids = store.ids(name, wave)
        store.put_segments(name, [replace(s, answer_id=ids[s.answer_id]) for s in segments], who=who)
    return held


def stored_survey(store: SqlStore, name: str, answers: list[AnswerKept], masked: list[Answer]) -> Survey:
    """Give stored answers as a survey of one question, so that every part of the line takes them."""
    kept = store.survey(name)
    asked = " / ".join(dict.fromkeys(answer.question for answer in answers)) or "vastaus"
    frame = pd.DataFrame(
        {
            "id": [answer.id for answer in answers],
            "respondent": [answer.respondent for answer in answers],
            "weight": [answer.weight for answer in answers],
            asked: [answer.text for answer in answers],
        }
    )
    weight = "weight" if (frame["weight"] != 1.0).any() else ""
    columns = Columns((asked,), "id", kept.background, weight, "respondent")
    return Survey(SourceTable(Path(kept.title), frame, first_row=1), columns, masked)


def classify_stored(
    store: SqlStore, name: str, wave: str | None, model: Model, settings: Settings, who: str, folder: str = ""
) -> Classed:
    """Give themes to the answers of a stored wave; what people have decided stays.

    Raises
    ------
    InputError
        No answers in the wave.
    ModelError
        A model made by another embedder or language backend.
    """
    from theme_mining.flows.classify import classify, drift, shares

    survey = _wave(store, name, wave)
    rows = rows_for(survey, settings)
    found = classify(model.trained, rows)
    frame = found.frame
    frame["review"] = frame["review"] | (frame["confidence"] < settings.classify.abstain_below)
    run = run_of("classify", survey, settings, embedder=rows.vectors.fingerprint, model=model.fingerprint)
    given = frame[["themes", "confidence", "review"]].assign(id=survey.row_ids, evidence=pd.Series(found.evidence))
    with store.one_transaction():
        store.assign(name, model.trained.codebook, given, run, who=who)
        if folder:
            store.add_model(Path(folder).name, folder, model.fingerprint, who=who)
    doubtful = int(frame["review"].sum())
    return Classed(len(given), doubtful, shares(model.trained, found), tuple(drift(model.trained, rows, found)), run)


def discover_stored(
    store: SqlStore, name: str, wave: str | None, settings: Settings, start: Codebook | None, who: str
) -> tuple[Discovery, Run]:
    """Find the themes of a stored wave and keep them: a draft codebook, an assignment an answer, the map.

    Themes that people have given already are where finding starts from: they keep their ids and their answers.
    """
    survey = _wave(store, name, wave)
    current = store.codebook(name)
    settled = store.progress(name).settled
    if start is None and settled and current.version:
        start = current
    found = discover_survey(survey, settings, start)
    answers = found.discovery.answers
    unsure = (answers["themes"] == "") & (answers["why"] != "") & (answers["why"] != "no content")
    given = pd.DataFrame({"id": answers["id"], "themes": answers["themes"], "confidence": answers["score"]})
    with store.one_transaction():
        known = {theme.id for theme in found.codebook}
        kept = tuple(theme for theme in current if theme.id not in known) if settled else ()
        book = replace(found.codebook, themes=(*found.codebook.themes, *kept))
        store.save_codebook(name, book, who=who, base_version=current.version)
        store.assign(name, found.codebook, given.assign(review=unsure), found.run, who=who)
        store.set_map(name, found.discovery.map_xy, who=who)
    return found.discovery, found.run


def train_stored(
    store: SqlStore,
    name: str,
    wave: str | None,
    settings: Settings,
    multilabel: bool = False,
    extends: Model | None = None,
) -> Model:
    """Train a model from what people decided, in all waves or one; `extends` as in `teaching.teach`.

    Raises
    ------
    InputError
        Nobody has settled an answer, or what `teaching.teach` raises.
    """
    answers = store.answers(name, wave=wave, status="settled")
    if not answers:
        what = f'Nobody has settled an answer of "{name}" yet'
        raise InputError(what, "training learns from decisions", "settle some: theme-mining review, or on the pages")
    masked = {answer.id: answer for answer in store.masked(name, wave=wave)}
    survey = stored_survey(store, name, answers, [masked[answer.id] for answer in answers])
    each = tuple((answer.themes, answer.respondent, answer.wave) for answer in answers)
    settled = Coded(survey, tuple(e[0] for e in each), tuple(e[1] for e in each), tuple(e[2] for e in each))
    return teach([settled], settings, store.codebook(name), multilabel, extends)


def stored_table(store: SqlStore, name: str, wave: str | None, settings: Settings) -> ThemeTable:
    """Give what a report shows of a stored survey or wave. Raises InputError for a wave it does not have."""
    _check_wave(store, name, wave)
    table = store.theme_table(name, wave=wave, hide_cells_below=settings.report.hide_cells_below)
    return replace(table, title=settings.report.title) if settings.report.title else table


def corrections_home(
    store: SqlStore, name: str, wave: str | None, workbook: Path, who: str, overwrite: bool = False
) -> tuple[Brought, tuple[str, ...]]:
    """Bring the corrections of a workbook that `report` wrote home as decisions; give them, and notes on its rows.

    Raises
    ------
    InputError
        What is wrong in the workbook: sheet, row, near miss.
    """
    from theme_mining.reports import read_corrections

    _check_wave(store, name, wave)
    answers = store.answers(name, wave=wave)
    found = read_corrections(workbook, store.theme_table(name, wave=wave), who, "")
    return bring_home(store, name, answers, found.themes, who, overwrite), found.notes


def theme_ids(codebook: Codebook, given: str) -> tuple[str, ...]:
    """Give theme ids for ``a;b``, named by id or by name. Raises InputError with the near miss."""
    names = {theme.name.casefold(): theme.id for theme in codebook} | {theme.id: theme.id for theme in codebook}
    found = []
    for part in filter(None, (part.strip() for part in given.split(";"))):
        theme = names.get(part) or names.get(part.casefold())
        if theme is None:
            known = [*(theme.name for theme in codebook), *(theme.id for theme in codebook)]
            raise InputError(f'The codebook has no theme "{part}"', near_miss(part, known), "choose one of its themes")
        found.append(theme)
    return tuple(dict.fromkeys(found))


def _wave(store: SqlStore, name: str, wave: str | None) -> Survey:
    _check_wave(store, name, wave)
    return stored_survey(store, name, store.answers(name, wave=wave), store.masked(name, wave=wave))


def _check_wave(store: SqlStore, name: str, wave: str | None) -> None:
    waves = store.survey(name).waves
    if wave is not None and wave not in waves:
        raise InputError(f'The survey "{name}" has no wave "{wave}"', near_miss(wave, waves), "check --wave")
