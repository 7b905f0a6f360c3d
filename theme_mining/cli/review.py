"""`theme-mining review`: settle doubtful answers from the command line, or bring a workbook's corrections home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import settings_options, take
from theme_mining.cli.stored import person, store_options, take_stored

if TYPE_CHECKING:
    from theme_mining.cli.show import Show
    from theme_mining.core.codebook import Codebook
    from theme_mining.core.stored import AnswerKept
    from theme_mining.storage.store import SqlStore


@click.command("review")
@store_options
@click.option("-n", "number", type=click.IntRange(1), default=20, metavar="N", help="How many to list [20].")
@click.option("--answer", metavar="ID", help="The answer to settle.")
@click.option("--themes", metavar="A;B", help="Its themes, by id or name; empty for none.")
@click.option("--undo", is_flag=True, help="Take your latest decision back.")
@click.option("--from", "workbook", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="A corrected workbook.")
@click.option("--overwrite", is_flag=True, help="With --from: also change what others have settled.")
@click.option("--who", metavar="NAME", help="Whose decisions these are [your user name].")
@settings_options
def command(
    number: int,
    answer: str | None,
    themes: str | None,
    undo: bool,
    workbook: Path | None,
    overwrite: bool,
    who: str | None,
    **options: Any,
) -> None:
    """List the doubtful answers of a store, settle one, take a decision back, or read a corrected workbook.

    The workbook is one that `theme-mining report --store DB -o FILE.xlsx` wrote. What another person has settled
    otherwise since stays, and is listed. Settling many is easier on the pages: theme-mining serve.

    \b
    Examples:
      theme-mining review --store theme-mining.db --survey kysely
      theme-mining review --answer 17:2 --themes "Rahoitus;Tilat"
      theme-mining review --undo
      theme-mining review --survey kysely --from korjattu.xlsx
    """
    from theme_mining.assembly.store import open_store, survey_named

    asked = [answer is not None, undo, workbook is not None]
    if sum(asked) > 1 or (answer is None) != (themes is None):
        raise click.UsageError("one of: --answer ID --themes A;B, --undo, --from FILE.xlsx; or none, to list")
    options["place"] = options["place"] or "theme-mining.db"
    stored = take_stored(options)
    show = take(options).show()
    with open_store(stored.place) as store:
        name = survey_named(store, stored.name)
        me = who or person()
        if answer is not None:
            _settle(store, name, answer, themes or "", me, show)
        elif undo:
            _undo(store, name, me, show)
        elif workbook is not None:
            _bring(store, name, stored.wave, workbook, me, overwrite, show)
        else:
            _list(store, name, stored.wave, number, show)


def _settle(store: SqlStore, name: str, answer_id: str, themes: str, who: str, show: Show) -> None:
    from theme_mining.assembly.store import theme_ids

    codebook = store.codebook(name)
    wanted = theme_ids(codebook, themes)
    version = store.answer(name, answer_id).version
    _tell(store.decide(name, answer_id, wanted, who=who, version=version), codebook, store, show)


def _undo(store: SqlStore, name: str, who: str, show: Show) -> None:
    answer = store.undo(name, who=who)
    if answer is None:
        show.result({"undone": None}, [f"{who} has nothing to take back"])
    else:
        _tell(answer, store.codebook(name), store, show)


def _bring(store: SqlStore, name: str, wave: str | None, workbook: Path, who: str, overwrite: bool, show: Show) -> None:
    from theme_mining.assembly.store import corrections_home

    with show.stage("Reading corrections"):
        brought, notes = corrections_home(store, name, wave, workbook, who, overwrite)
    show.notes(notes)
    lines = [f"{len(brought.settled)} answers settled"]
    if brought.left:
        listed = ", ".join(brought.left[:10]) + (" …" if len(brought.left) > 10 else "")
        lines.append(f"{len(brought.left)} left as others have settled them ({listed}); --overwrite changes them too")
    show.result({"settled": list(brought.settled), "left": list(brought.left), "notes": list(notes)}, lines)


def _list(store: SqlStore, name: str, wave: str | None, number: int, show: Show) -> None:
    codebook = store.codebook(name)
    answers = store.answers(name, wave=wave, status="doubtful", order="doubtful first", limit=number)
    told = store.progress(name)
    rows = [(a.id, _sure(a), _names(a, codebook), " ".join(a.text.split())) for a in answers]
    show.table("Doubtful answers", ("id", "confidence", "themes", "answer"), rows)
    show.note(f"{told.doubtful} doubtful of {told.answers} answers, {told.settled} settled by people")
    if show.as_json:
        listed = [
            {"id": a.id, "wave": a.wave, "question": a.question, "text": a.text, "themes": list(a.themes)}
            | {"confidence": a.confidence, "version": a.version}
            for a in answers
        ]
        counts = {"answers": told.answers, "doubtful": told.doubtful, "settled": told.settled}
        show.result({**counts, "by_user": dict(told.by_user), "list": listed})


def _tell(answer: AnswerKept, codebook: Codebook, store: SqlStore, show: Show) -> None:
    state = "doubtful" if answer.review else "settled" if answer.origin == "person" else "as the machine gave it"
    left = store.progress(answer.survey).doubtful
    show.result(
        {"id": answer.id, "themes": list(answer.themes), "state": state, "version": answer.version, "doubtful": left},
        [f"{answer.id}: {_names(answer, codebook) or 'no theme'} ({state}); {left} doubtful left"],
    )


def _names(answer: AnswerKept, codebook: Codebook) -> str:
    return "; ".join(codebook.name(theme) for theme in answer.themes)


def _sure(answer: AnswerKept) -> str:
    return "–" if answer.confidence is None else f"{answer.confidence:.2f}"
