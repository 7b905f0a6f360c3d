"""Corrections made in the workbook, read back as decisions: which themes a person added or took away.

Rows are found by their id, so sorting and filtering do no harm; columns by their heading in any of our languages, and
renamed ones by what they hold. A column of themes that is gone would look like themes taken away, so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Decision
from theme_mining.reports._texts import Texts, texts
from theme_mining.reports.workbook import theme_labels

__all__ = ["Corrections", "read_corrections"]

_LANGUAGES = ("fi", "sv", "en")
_MOSTLY = 0.8  # of a renamed column's filled cells must be what it is taken for


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person changed.

    `decisions` hold ``what`` = "answer <id> theme <theme id>" and ``verdict`` = "yes" (added) or "no" (taken away).
    `themes` gives every changed answer's themes now. `notes` say what was noticed: rows gone, rows not known.
    """

    decisions: tuple[Decision, ...]
    themes: dict[str, tuple[str, ...]] = field(repr=False)
    notes: tuple[str, ...]


def read_corrections(path: Path, table: ThemeTable, who: str, when: str) -> Corrections:
    """Read a workbook that `workbook` wrote of `table` and a person corrected.

    Parameters
    ----------
    path : Path
        The corrected workbook.
    table : ThemeTable
        What the workbook was written from.
    who, when : str
        Go into every decision; `when` is ISO 8601 with zone.

    Raises
    ------
    InputError
        No such file, no workbook, no sheet of answers, no column of ids, a column of themes gone, a theme that the
        codebook does not have (sheet, row and near miss named), or an id that stands twice.
    """
    sheet, t, rows = _sheet(Path(path))
    where = f'{path}, sheet "{sheet}"'
    heads = [str(cell or "").strip() for cell in rows[0]] if rows else []
    known = _theme_ids(table)
    before = {str(i): tuple(themes) for i, themes in zip(table.answers["id"], table.answers["themes"], strict=True)}
    headed = _Headed(where, heads, rows[1:], t)
    id_at = headed.id_column(before)
    theme_at = headed.theme_columns(known, max(map(len, before.values()), default=0))
    now: dict[str, tuple[str, ...]] = {}
    unknown = 0
    for number, row in enumerate(rows[1:], 2):
        answer = _text(row[id_at]) if id_at < len(row) else ""
        if not answer:
            continue
        if answer in now:
            raise InputError(f'{where}, row {number}: the id "{answer}" stands twice', do="take one of the rows away")
        if answer not in before:
            unknown += 1
            continue
        cells = [_text(row[at]) for at in theme_at if at < len(row)]
        now[answer] = tuple(
            dict.fromkeys(_theme(part, known, f"{where}, row {number}") for part in _parts(cells, known))
        )
    changed = {answer: themes for answer, themes in now.items() if set(themes) != set(before[answer])}
    decisions = [d for answer, themes in changed.items() for d in _decisions(answer, before[answer], themes, who, when)]
    notes = (*headed.notes, *_notes(len(before) - len(now), unknown))
    return Corrections(tuple(decisions), changed, notes)


def _sheet(path: Path) -> tuple[str, Texts, list[tuple[Any, ...]]]:
    """Give the name, language and rows of the sheet of answers."""
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise InputError(f"There is no file {path}", do="check the path") from None
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, InvalidFileException):
        raise InputError(f"{path} cannot be read as a workbook", "an .xlsx that the report wrote was wanted") from None
    try:
        for language in _LANGUAGES:
            t = texts(language)
            if t("sheet_answers") in book.sheetnames:
                name = t("sheet_answers")
                return name, t, [tuple(row) for row in book[name].iter_rows(values_only=True)]
        wanted = ", ".join(f'"{texts(language)("sheet_answers")}"' for language in _LANGUAGES)
        raise InputError(
            f"{path} has no sheet of answers", f"{wanted} wanted, found {', '.join(book.sheetnames)}", "rename it back"
        )
    finally:
        book.close()


class _Headed:
    """The sheet's columns, found by heading or by what they hold; `notes` say which were renamed."""

    def __init__(self, where: str, heads: list[str], rows: list[tuple[Any, ...]], t: Texts) -> None:
        self.where, self.heads, self.rows, self.t = where, heads, rows, t
        self.plain = [" ".join(head.split()).casefold() for head in heads]
        self.notes: list[str] = []

    def id_column(self, ids: Collection[str]) -> int:
        """Give the place of the ids. Raises InputError when no column has them."""
        wanted = self.t("id")
        if wanted.casefold() in self.plain:
            return self.plain.index(wanted.casefold())
        places = [at for at in range(len(self.heads)) if self._holds(at, ids)]
        if not places:
            raise InputError(
                f'{self.where} has no column "{wanted}"', near_miss(wanted, self.heads), "rename the column back"
            )
        self.notes.append(f'The column "{self.heads[places[0]]}" holds the ids and was taken for "{wanted}".')
        return places[0]

    def theme_columns(self, known: Collection[str], widest: int) -> list[int]:
        """Give the places of the themes; `widest` is the most themes an answer had when the workbook was written.

        Raises
        ------
        InputError
            A column that held themes is gone.
        """
        word = self.t("theme").casefold()
        found = [at for at, head in enumerate(self.plain) if head == word or re.fullmatch(rf"{word} ?\d+", head)]
        renamed = [at for at in range(len(self.heads)) if at not in found and self._holds(at, known)]
        lacking = [n for n in range(1, max(widest, 1) + 1) if f"{word} {n}" not in self.plain]
        for n, at in zip(lacking, renamed, strict=False):
            self.notes.append(f'The column "{self.heads[at]}" holds themes and was taken for "{self.t("theme")} {n}".')
            found.append(at)
        if len(lacking) > len(renamed):
            wanted = f"{self.t('theme')} {lacking[len(renamed)]}"
            raise InputError(
                f'{self.where} has no column "{wanted}"',
                near_miss(wanted, self.heads),
                "put the column back: without it its themes would count as taken away",
            )
        return sorted(found)

    def _holds(self, at: int, values: Collection[str]) -> bool:
        cells = [_text(row[at]) for row in self.rows if at < len(row)]
        filled = [cell for cell in cells if cell]
        return bool(filled) and sum(cell in values for cell in filled) >= _MOSTLY * len(filled)


def _theme_ids(table: ThemeTable) -> dict[str, str]:
    """Give the theme id of every label that a drop-down of the workbook offers, and of every id and plain name."""
    used = {theme for themes in table.answers["themes"] for theme in themes}
    ids = [theme.id for theme in table.codebook]
    ids += sorted(used - set(ids))
    labels = {label: theme for theme, label in theme_labels(table.codebook, ids).items()}
    return {**{theme: theme for theme in ids}, **labels}


def _parts(cells: list[str], known: dict[str, str]) -> list[str]:
    """Give the themes of a row's cells; several typed into one cell stand apart by ``;``."""
    parts = [[cell] if cell in known else cell.split(";") for cell in cells]
    return [part.strip() for cell in parts for part in cell if part.strip()]


def _theme(label: str, known: dict[str, str], where: str) -> str:
    if label in known:
        return known[label]
    plain = " ".join(label.split()).casefold()
    same = {theme for name, theme in known.items() if " ".join(name.split()).casefold() == plain}
    if len(same) == 1:
        return same.pop()
    raise InputError(
        f"{where}: a theme that the codebook does not have",
        near_miss(label, known),
        "pick from the list, or add the theme to the codebook first",
    )


def _decisions(answer: str, before: tuple[str, ...], now: tuple[str, ...], who: str, when: str) -> list[Decision]:
    added = [(theme, "yes") for theme in now if theme not in before]
    taken = [(theme, "no") for theme in before if theme not in now]
    return [Decision(f"answer {answer} theme {theme}", verdict, who, when) for theme, verdict in (*added, *taken)]


def _notes(gone: int, unknown: int) -> list[str]:
    found = []
    if gone:
        found.append(f"{gone} answers of the survey are not in the workbook: their themes stay as they were.")
    if unknown:
        found.append(f"{unknown} rows have an id that the survey does not have: they were left out.")
    return found


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
