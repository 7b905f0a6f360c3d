"""Corrections made in the workbook, read back as decisions: which themes a person added or took away.

Rows are found by their id, so sorting and filtering do no harm; columns by their heading in any of our languages.
"""

from __future__ import annotations

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
        No such file, no workbook, no sheet of answers, no column of ids or themes, a theme that the codebook does
        not have (sheet, row and near miss named), or an id that stands twice.
    """
    sheet, t, rows = _sheet(Path(path))
    where = f'{path}, sheet "{sheet}"'
    heads = [str(cell or "").strip() for cell in rows[0]] if rows else []
    id_at, theme_at = _columns(heads, t, where)
    known = _theme_ids(table)
    before = {str(i): tuple(themes) for i, themes in zip(table.answers["id"], table.answers["themes"], strict=True)}
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
        now[answer] = tuple(dict.fromkeys(_theme(cell, known, f"{where}, row {number}") for cell in cells if cell))
    changed = {answer: themes for answer, themes in now.items() if set(themes) != set(before[answer])}
    decisions = [d for answer, themes in changed.items() for d in _decisions(answer, before[answer], themes, who, when)]
    return Corrections(tuple(decisions), changed, tuple(_notes(len(before) - len(now), unknown)))


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


def _columns(heads: list[str], t: Texts, where: str) -> tuple[int, list[int]]:
    theme = [at for at, head in enumerate(heads) if head.partition(" ")[0] == t("theme")]
    if t("id") not in heads:
        raise InputError(f'{where} has no column "{t("id")}"', near_miss(t("id"), heads), "rename the column back")
    if not theme:
        wanted = f"{t('theme')} 1"
        raise InputError(f'{where} has no column "{wanted}"', near_miss(wanted, heads), "rename the columns back")
    return heads.index(t("id")), theme


def _theme_ids(table: ThemeTable) -> dict[str, str]:
    """Give the theme id of every label that a drop-down of the workbook offers, and of every id and plain name."""
    used = {theme for themes in table.answers["themes"] for theme in themes}
    ids = [theme.id for theme in table.codebook]
    ids += sorted(used - set(ids))
    labels = {label: theme for theme, label in theme_labels(table.codebook, ids).items()}
    return {**{theme: theme for theme in ids}, **labels}


def _theme(label: str, known: dict[str, str], where: str) -> str:
    if label not in known:
        raise InputError(
            f"{where}: a theme that the codebook does not have", near_miss(label, known), "pick from the list"
        )
    return known[label]


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
