"""Which columns hold what: named ones are checked, the others found by looking."""

from __future__ import annotations

from dataclasses import dataclass

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.tables import SourceTable
from theme_mining.readers._looking import Look, look

__all__ = ["Columns", "choose_columns"]


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is: names as the frame has them, empty where there is none."""

    text: tuple[str, ...]
    id: str = ""
    background: tuple[str, ...] = ()
    weight: str = ""
    respondent: str = ""
    notes: tuple[str, ...] = ()


def choose_columns(
    table: SourceTable,
    text: tuple[str, ...] = (),
    id: str = "",
    background: tuple[str, ...] = (),
    weight: str = "",
    respondent: str = "",
) -> Columns:
    """Give the columns of a table; what is not named is found by looking, and said in `notes`.

    Raises
    ------
    InputError
        A column that is not there (near miss named), ids that stand twice (both rows named), a text column of
        numbers, no text column to be found, all answers empty.
    """
    names = tuple(_find(table, name, "text") for name in text)
    id_name = _find(table, id, "id") if id else ""
    about = tuple(_find(table, name, "background") for name in background)
    weight_name = _find(table, weight, "weight") if weight else ""
    who = _find(table, respondent, "respondent") if respondent else ""
    looks = {name: look(table, name) for name in table.frame.columns}
    notes: list[str] = []
    taken = {id_name, weight_name, who, *about}
    if names:
        for name in names:
            _check_text(table, looks[name])
    else:
        names = tuple(n for n, seen in looks.items() if seen.open_text and n not in taken)
        if not names:
            raise InputError(
                f"{table.path} has no column of free text",
                f"columns: {', '.join(map(str, looks))}",
                "name it with --text",
            )
        notes.append(("text column: " if len(names) == 1 else f"{len(names)} open questions: ") + ", ".join(names))
    if all(looks[name].n_filled == 0 for name in names):
        raise InputError(
            f"{table.path}: all answers are empty",
            f"no text in {', '.join(names)}",
            "choose another column with --text",
        )
    if id_name:
        _check_unique(table, looks[id_name])
    else:
        id_name = next((n for n, seen in looks.items() if seen.names_id and seen.unique and n not in names), "")
        if id_name:
            notes.append(f"id column: {id_name}")
    taken |= {id_name, *names}
    if not weight_name:
        weight_name = next((n for n, seen in looks.items() if seen.names_weight and n not in taken), "")
        if weight_name:
            notes.append(f"weight column: {weight_name}")
    taken.add(weight_name)
    if not about:
        about = tuple(n for n, seen in looks.items() if seen.groups and n not in taken)
        if about:
            notes.append(f"background: {', '.join(about)}")
    return Columns(names, id_name, about, weight_name, who, tuple(notes))


def _find(table: SourceTable, name: str, what: str) -> str:
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
    return " ".join(name.split()).casefold()


def _check_text(table: SourceTable, seen: Look) -> None:
    if seen.all_numbers:
        raise InputError(
            f'{table.path}: the text column "{seen.name}" holds only numbers',
            "answers in words wanted",
            "choose another column with --text",
        )


def _check_unique(table: SourceTable, seen: Look) -> None:
    first: dict[str, int] = {}
    for i, value in enumerate(seen.words):
        if value in first:
            raise InputError(
                f'{table.path}: the id column "{seen.name}" has one id twice',
                f"rows {table.first_row + first[value]} and {table.first_row + i}",
                "choose a column whose values differ, or name this one with --respondent",
            )
        first[value] = i
