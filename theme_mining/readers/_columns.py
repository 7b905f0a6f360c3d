"""Which columns hold what: named ones are checked, the others found by looking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from theme_mining.core.errors import InputError, near_miss
from theme_mining.readers._looking import Look, look
from theme_mining.readers._typing import number_of
from theme_mining.readers._words import column_words

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["Columns", "choose_columns", "contact_columns", "looks"]

_QUESTION = re.compile(r"questions?|question (?:text|title)|slide|slide (?:title|question)|prompt|kysymys|fråga", re.I)
_OWN_THEME = re.compile(r"(?:theme|teema|tema) 1", re.I)  # only the report's workbook numbers themes so


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is: names as the frame has them, empty where there is none.

    `notes` say in plain words what was chosen by looking. `question` names the column that says what each row
    answers, where a survey tool writes one row a vote.
    """

    text: tuple[str, ...]
    id: str = ""
    background: tuple[str, ...] = ()
    weight: str = ""
    respondent: str = ""
    notes: tuple[str, ...] = ()
    question: str = ""


def choose_columns(
    table: SourceTable,
    text: Sequence[str] = (),
    id: str = "",
    background: Sequence[str] = (),
    weight: str = "",
    respondent: str = "",
) -> Columns:
    """Give the columns of a table; what is not named is found by looking, and said in `notes`.

    A name may differ in case and spaces, and may be a question's words where the column has a short name.

    Raises
    ------
    InputError
        A column that is not there (near miss named), ids that stand twice (both rows named), a text column of
        numbers or dates, no text column to be found, all answers empty.
    """
    names = tuple(dict.fromkeys(_find(table, name, "text") for name in text))
    about = tuple(dict.fromkeys(_find(table, name, "background") for name in background))
    id_name, weight_name, who = (
        _find(table, name, what) if name else ""
        for name, what in ((id, "id"), (weight, "weight"), (respondent, "respondent"))
    )
    seen = looks(table)
    notes: list[str] = []
    for name in names:
        _check_text(table, seen[name])
    if not names:
        names = _open_questions(table, seen, {id_name, weight_name, who, *about}, notes)
    if not any(seen[name].n_filled for name in names):
        raise InputError(
            f"{table.path}: all answers are empty",
            f"no text in {', '.join(names)}",
            "choose another column with --text",
        )
    if id_name:
        _check_unique(table, id_name)
    else:
        id_name = _id(seen, {*names, weight_name, who, *about}, notes)
    if not who:
        who = _respondent(seen, {*names, id_name, weight_name, *about}, notes)
    if not weight_name:
        weight_name = _weight(seen, {*names, id_name, who, *about}, notes)
    if not about:
        about = _background(seen, {*names, id_name, who, weight_name}, notes)
    return Columns(names, id_name, about, weight_name, who, tuple(notes), _question(table, names))


def contact_columns(table: SourceTable) -> tuple[str, ...]:
    """Give the columns that seem to hold who somebody is: names, addresses, ways to reach a person."""
    return tuple(name for name, sight in looks(table).items() if sight.contact and sight.n_filled)


def looks(table: SourceTable) -> dict[str, Look]:
    """Look at every column of a table."""
    return {str(name): look(table, name) for name in table.frame.columns}


def _open_questions(table: SourceTable, seen: dict[str, Look], taken: set[str], notes: list[str]) -> tuple[str, ...]:
    found = [name for name, sight in seen.items() if sight.open_text and name not in taken]
    called = [name for name in found if seen[name].called_answer]
    if len(called) == 1:
        found = called
    if not found:
        # a single column of short answers, named as answers are, is still the one
        found = [n for n, s in seen.items() if s.called_answer and s.n_filled and not s.all_numbers and n not in taken]
    found = found or [name for name, sight in seen.items() if sight.short_text and name not in taken]
    if not found and len(seen) == 1:
        found = [name for name, sight in seen.items() if not (sight.all_numbers or sight.dates)]
    if not found:
        raise InputError(
            f"{table.path} has no column of free text",
            f"columns: {', '.join(list(seen)[:20])}",
            "name the answers' column with --text",
        )
    notes.append(("text column: " if len(found) == 1 else f"{len(found)} open questions: ") + " · ".join(found))
    return tuple(found)


def _id(seen: dict[str, Look], taken: set[str], notes: list[str]) -> str:
    ranked = sorted((s.id_rank, n) for n, s in seen.items() if s.id_rank >= 0 and s.unique and n not in taken)
    order = list(seen)
    best = min(ranked, key=lambda pair: (pair[0], order.index(pair[1])), default=None)
    if best is None:
        notes.append("no id column: rows are numbered")
        return ""
    notes.append(f"id column: {best[1]}")
    return best[1]


def _respondent(seen: dict[str, Look], taken: set[str], notes: list[str]) -> str:
    """Find a column that names who answered, several rows each: an id's name, but repeated."""
    for rank in (0, 1):
        for name, sight in seen.items():
            repeated = sight.n_distinct > 1 and sight.n_filled / sight.n_distinct <= 50 and not sight.unique
            if sight.id_rank == rank and name not in taken and repeated:
                notes.append(f"respondent column: {name} ({sight.n_distinct} respondents)")
                return name
    return ""


def _weight(seen: dict[str, Look], taken: set[str], notes: list[str]) -> str:
    for name, sight in seen.items():
        if sight.names_weight and name not in taken:
            notes.append(f"weight column: {name}")
            return name
    return ""


def _background(seen: dict[str, Look], taken: set[str], notes: list[str]) -> tuple[str, ...]:
    found = tuple(name for name, sight in seen.items() if sight.groups and name not in taken)
    if found:
        notes.append("background: " + " · ".join(found))
    return found


def _question(table: SourceTable, names: tuple[str, ...]) -> str:
    """Find the column of questions in a tool's long export, or our own workbook: one text, the question beside it."""
    own = any(_OWN_THEME.fullmatch(str(column)) for column in table.frame.columns)
    if not (table.layout == "Mentimeter" or own) or len(names) > 1:
        return ""
    return next((str(c) for c in table.frame.columns if c not in names and _QUESTION.fullmatch(str(c))), "")


def _find(table: SourceTable, name: str, what: str) -> str:
    """Give the column a person means: exactly, then without regard to case and spaces, then by its question."""
    columns = [str(column) for column in table.frame.columns]
    if name in columns:
        return name
    close = [column for column in columns if _plain(column) == _plain(name)]
    close = close or [c for c, label in table.column_labels.items() if _plain(label) == _plain(name)]
    if len(close) == 1:
        return close[0]
    raise InputError(
        f'{table.path} has no column "{name}" (asked for as {what})', near_miss(name, columns), "check the name"
    )


def _plain(name: str) -> str:
    return " ".join(str(name).split()).casefold()


def _check_text(table: SourceTable, sight: Look) -> None:
    what = "numbers" if sight.all_numbers else "dates" if sight.dates else ""
    if not what:
        return
    words = column_words(table, sight.name)
    first = next(i for i, word in enumerate(words) if word.strip() and (what == "dates" or number_of(word) is not None))
    raise InputError(
        f'{table.path}: the text column "{sight.name}" holds only {what}, the first in row {table.row(first)}',
        "answers in words wanted",
        "choose another column with --text",
    )


def _check_unique(table: SourceTable, name: str) -> None:
    first: dict[str, int] = {}
    for i, value in enumerate(column_words(table, name)):
        if value in first:
            raise InputError(
                f'{table.path}: the id column "{name}" has {"one id" if value.strip() else "no id"} in two rows',
                f"rows {table.row(first[value])} and {table.row(i)}; every row needs an id of its own",
                "choose a column whose values differ, or give this one as --respondent",
            )
        first[value] = i
