"""A file from the pages → answers with themes in the store, in a process of its own.

The server starts ``python -m theme_mining.assembly.importing``, writes an `Order` as JSON to its standard input and
reads lines of JSON: ``{"stage": …, "at": 2, "of": 5}`` while it works, then ``{"done": {…}}`` or ``{"error": {…}}``.
A process of its own keeps the server small and answering, and what goes wrong in reading a file stays in it. Nothing is
written to the store before everything else has succeeded.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from theme_mining.assembly.desk import places
from theme_mining.assembly.settings import Settings
from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import StoreError, ThemeMiningError
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Answer

__all__ = ["STAGES", "Order", "Way", "answered", "run", "understand"]

Way = Literal["keep", "discover", "codebook", "model"]
STAGES = ("read", "words", "themes", "workbook", "store")
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with an uploaded file.

    `way` says where themes come from: nowhere, found in these answers, from the survey's codebook alone, or from the
    model folder `model`. `results` is an empty folder for the workbooks.
    """

    do: Literal["understand", "run"]
    file: str = field(repr=False)
    shown: str = field(repr=False)
    settings: str
    store: str = field(default="", repr=False)
    who: str = ""
    survey: str = ""
    title: str = ""
    wave: str = ""
    way: Way = "keep"
    model: str = ""
    results: str = ""

    def to_json(self) -> str:
        """Give the order as a line of JSON."""
        return json.dumps(asdict(self))


def understand(order: Order) -> dict[str, Any]:
    """Say what a file holds: rows, what each column is, notes. Raises InputError when it is no table."""
    from theme_mining.assembly.survey import understand as columns_of
    from theme_mining.readers import propose, read_table

    table, columns = columns_of(read_table(Path(order.file)), _settings(order))
    proposal = propose(table, columns)
    roles = dict.fromkeys(columns.text, "text") | dict.fromkeys(columns.background, "background")
    roles |= {name: role for role, name in _single(columns).items() if name}
    asked = {question.column: question for question in proposal.questions}
    left = dict(proposal.left_out)
    return {
        "rows": len(table.frame),
        "sheet": table.sheet,
        "layout": table.layout,
        "notes": list(table.notes),
        "test_rows": list(proposal.test_rows),
        "columns": [
            {
                "name": str(name),
                "role": roles.get(str(name), ""),
                "words": table.column_labels.get(str(name), ""),
                "answered": asked[str(name)].answered if str(name) in asked else None,
                "mean_words": round(asked[str(name)].mean_words, 1) if str(name) in asked else None,
                "why_left": left.get(str(name), ""),
            }
            for name in table.frame.columns
        ],
    }


def run(order: Order, told: Told) -> dict[str, Any]:
    """Read, mask, give themes, write the workbooks, and only then the store.

    Raises
    ------
    ThemeMiningError
        Of any kind; the store is then as it was.
    """
    from theme_mining.assembly.survey import open_survey
    from theme_mining.storage.store import SqlStore

    settings = _settings(order)
    told("read")
    survey = _as_chosen(open_survey(Path(order.file), settings), settings)
    told("words")
    with SqlStore(order.store) as store:
        start = _codebook(store, order.survey)
        told("themes")
        table, answers = _themed(order, survey, settings, start)
        told("workbook")
        _write(table, Path(order.results), settings)
        told("store")
        with store.one_transaction():
            held = store.add_batch(
                order.survey,
                order.wave,
                answers,
                title=order.title,
                respondents=survey.respondents,
                weights=survey.weights,
                run=table.run,
                who=order.who,
            )
            if order.way != "keep":
                kept = store.ids(order.survey, order.wave)
                rows = _rows(table, [kept[answer.id] for answer in answers])
                store.assign(order.survey, table.codebook, rows, table.run, who=order.who)
    review = int(table.answers["review"].sum())
    with_themes = int(table.answers["themes"].map(bool).sum())
    masked = sum(1 for answer in answers if answer.masks)
    return {"answers": len(answers), "in_wave": held, "themes": with_themes, "review": review, "masked": masked}


def answered(order: Order, told: Callable[[dict[str, Any]], None]) -> None:
    """Do an order and tell of it, errors too; what is told never holds the place of the file or an answer's text."""
    try:
        if order.do == "understand":
            told({"done": understand(order)})
        else:
            told(
                {"done": run(order, lambda stage: told({"stage": stage, "at": STAGES.index(stage), "of": len(STAGES)}))}
            )
    except ThemeMiningError as error:
        parts = (part.replace(order.file, order.shown) for part in (error.what, error.found, error.do))
        told({"error": dict(zip(("what", "found", "do"), parts, strict=True)), "store": isinstance(error, StoreError)})
    except MemoryError:
        what = f"{order.shown} did not fit into the memory"
        told({"error": {"what": what, "found": "", "do": "split the file, or use a machine with more memory"}})
    except Exception as error:  # its text may hold an answer
        told({"error": {"what": f"A fault in the program: {type(error).__name__}", "found": "", "do": ""}})


def _settings(order: Order) -> Settings:
    return Settings.model_validate_json(order.settings)


def _as_chosen(survey: Any, settings: Settings) -> Any:
    """Give the survey with the columns a person confirmed and no others: what was unticked is not looked for again."""
    chosen = settings.read
    columns = replace(survey.columns, background=chosen.background, weight=chosen.weight, respondent=chosen.respondent)
    about = set(chosen.background)
    answers = [replace(a, background={k: v for k, v in a.background.items() if k in about}) for a in survey.answers]
    return replace(survey, columns=columns, answers=answers)


def _single(columns: Any) -> dict[str, str]:
    return {"id": columns.id, "weight": columns.weight, "respondent": columns.respondent}


def _codebook(store: Any, survey: str) -> Codebook | None:
    """Give the survey's codebook, None where there is no such survey or it has no theme."""
    if survey not in {kept.name for kept in store.surveys()}:
        return None
    found: Codebook = store.codebook(survey)
    return found if len(found) else None


def _themed(order: Order, survey: Any, settings: Settings, start: Codebook | None) -> tuple[ThemeTable, list[Answer]]:
    """Give the themes of every answer by the way that was ordered, and the answers with their languages."""
    from theme_mining.assembly.line import discover_survey, run_of
    from theme_mining.assembly.modelling import load_model, model_of_codebook
    from theme_mining.assembly.survey import read_words, with_languages
    from theme_mining.assembly.tables import theme_table

    if order.way == "discover":
        table = discover_survey(survey, settings, start).table
    elif order.way == "model":
        table = load_model(Path(order.model), settings).batch(survey, settings).table
    elif order.way == "codebook":
        if start is None:
            raise StoreError(f'The survey "{order.survey}" has no codebook', do="choose another way to give themes")
        table = model_of_codebook(start, settings).batch(survey, settings).table
    else:
        survey = with_languages(survey, read_words(survey, settings))
        n = len(survey.answers)
        none = pd.DataFrame({"themes": [""] * n, "score": [float("nan")] * n})
        book = start or Codebook(0, ())
        return theme_table(survey, none, book, run_of("read", survey, settings), settings), survey.answers
    languages = dict(zip(table.answers["id"], table.answers["language"], strict=True))
    return table, [replace(a, language=languages.get(a.id, a.language)) for a in survey.answers]


def _rows(table: ThemeTable, ids: list[str]) -> pd.DataFrame:
    """Give what `SqlStore.assign` takes; evidence words become places in the text."""
    frame = table.answers
    marks = [
        places(text, [word.strip() for word in str(words).split(" · ")], themes[0]) if themes else ()
        for text, words, themes in zip(frame["text"], frame["evidence"], frame["themes"], strict=True)
    ]
    return pd.DataFrame(
        {
            "id": ids,
            "themes": list(frame["themes"]),
            "confidence": frame["confidence"].to_numpy(float),
            "review": frame["review"].to_numpy(bool),
            "evidence": marks,
        }
    )


def _write(table: ThemeTable, folder: Path, settings: Settings) -> None:
    """Write the classified answers, masked, and where there are themes the report workbook."""
    from theme_mining.assembly.reporting import write_report
    from theme_mining.reports import write_frame

    frame = table.answers.copy()
    name = table.codebook.name
    frame.insert(4, "theme_names", ["; ".join(name(theme) for theme in themes) for themes in frame["themes"]])
    write_frame(frame, folder / "answers.xlsx")
    if len(table.codebook) and frame["themes"].map(bool).any():
        write_report(table, folder / "report.xlsx", settings)


def main() -> None:
    """Read an order from standard input and do it."""
    order = Order(**json.loads(sys.stdin.readline()))

    def told(line: dict[str, Any]) -> None:
        sys.__stdout__.write(json.dumps(line) + "\n")  # type: ignore[union-attr]
        sys.__stdout__.flush()  # type: ignore[union-attr]

    sys.stdout = sys.stderr  # whatever a library prints is no answer of ours
    answered(order, told)


if __name__ == "__main__":
    main()
