"""Codebook files of every kind: JSON, TOML, workbook or other table, REFI-QDA, a list of names; read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.codebook_qdc import codebook_from_qdc, plain_id
from theme_mining.core.errors import InputError, SettingsError
from theme_mining.core.files import replacing

__all__ = ["codebook_of_names", "read_codebook", "write_codebook"]

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "tunnus", "tunniste", "teeman tunnus", "theme id", "temats id"),
    "name": ("name", "theme", "nimi", "teema", "tema", "code", "koodi"),
    "description": ("description", "definition", "kuvaus", "määritelmä", "definition av temat"),
    "keywords": ("keywords", "telling words", "avainsanat", "kuvaavat sanat", "beskrivande ord"),
    "examples": ("examples", "example", "answer", "esimerkit", "esimerkki", "vastaus", "exempel"),
    "parent": ("parent", "group", "ryhmä", "yläteema", "teemaryhmä", "grupp"),
    "includes": ("includes", "belongs here", "mukaan kuuluu", "sisältää", "hit hör"),
    "excludes": ("excludes", "does not belong", "mukaan ei kuulu", "ei sisällä", "hit hör inte"),
}
"""Headings of a codebook in a table, ours first: those of the workbook report are among them."""
_TABLES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".parquet")


def read_codebook(path: Path) -> Codebook:
    """Read a codebook: .json .toml .qdc, a table (.xlsx .csv …), .txt (a theme's name a line), or a folder of one.

    A table may have a row a theme (columns such as ``id name description keywords examples parent includes
    excludes``), or a row an example: ``theme`` and ``example``.

    Raises
    ------
    InputError
        A file that is none, a column of names that is missing, a duplicate id, a circle of parents.
    """
    if path.is_dir():
        return Codebook.read(path / "codebook.json")
    suffix = path.suffix.lower()
    if suffix == ".qdc":
        return codebook_from_qdc(path)
    if suffix == ".txt":
        return _of_lines(path)
    return _of_table(path) if suffix in _TABLES else Codebook.read(path)


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook; the suffix says how: .json .toml .qdc .xlsx .csv .tsv .parquet.

    Raises
    ------
    SettingsError
        Another suffix.
    StoreError
        The place cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix in (".json", ".toml"):
        with replacing(path) as beside:
            beside.write_text(codebook.to_json() if suffix == ".json" else codebook.to_toml(), encoding="utf-8")
    elif suffix == ".qdc":
        _write_qdc(codebook, path)
    elif suffix in (".xlsx", ".csv", ".tsv", ".parquet"):
        from theme_mining.reports import write_frame

        write_frame(_frame(codebook), path)
    else:
        raise SettingsError(
            f"A codebook cannot be written as {suffix or path.name}", "write .json, .toml, .xlsx, .csv or .qdc"
        )


def codebook_of_names(names: Sequence[str]) -> Codebook:
    """Give a codebook that knows its themes by their names alone. Raises InputError when there are none."""
    given = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not given:
        raise InputError("There are no names of themes", "a name a theme is wanted")
    taken: set[str] = set()
    return Codebook(1, tuple(Theme(plain_id(name, taken), name) for name in given), "names")


def _of_lines(path: Path) -> Codebook:
    try:
        return codebook_of_names(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The codebook file {path} cannot be read", type(error).__name__, "check the path") from None


def _of_table(path: Path) -> Codebook:
    from theme_mining.readers import read_table

    frame = read_table(path).frame
    known = {alias: field for field, aliases in _COLUMNS.items() for alias in aliases}
    at = {
        known[h]: column for column in reversed(list(frame.columns)) if (h := str(column).strip().casefold()) in known
    }
    if "name" not in at and "id" not in at:
        raise InputError(
            f"{path} has no column of themes' names",
            f'found: {", ".join(map(repr, map(str, frame.columns[:8])))}; wanted: "id", "name", "description", …',
            "name the columns so, or convert the codebook to .json",
        )
    rows = [{field: _cell(row[column]) for field, column in at.items()} for _, row in frame.iterrows()]
    rows = [row for row in rows if row.get("name") or row.get("id")]
    if "id" not in at:
        rows = _joined(rows)
    taken = {row["id"] for row in rows if row.get("id")}
    for row in rows:
        row["id"] = row.get("id") or plain_id(row["name"], taken)
    ids = {row["id"] for row in rows} | {row.get("name", ""): row["id"] for row in rows}.keys()
    by_name = {row.get("name", ""): row["id"] for row in rows}
    for number, row in enumerate(rows, 1):
        if row.get("parent") and row["parent"] not in ids:
            raise InputError(
                f'{path}, theme {number}: there is no group "{row["parent"]}"', do="add it, or empty the cell"
            )
    own = {row["id"] for row in rows}
    themes = [_theme(row, own, by_name) for row in rows]
    return Codebook(1, tuple(themes), f"table: {path.name}")


def _theme(row: Mapping[str, str], ids: set[str], by_name: Mapping[str, str]) -> Theme:
    parent = row.get("parent", "")
    words = tuple(w.strip() for w in row.get("keywords", "").replace(";", ",").split(",") if w.strip())
    examples = tuple(line.strip() for line in row.get("examples", "").split("\n") if line.strip())
    return Theme(
        row["id"],
        row.get("name") or row["id"],
        row.get("description", ""),
        words,
        examples,
        parent if parent in ids else by_name.get(parent, ""),
        row.get("includes", ""),
        row.get("excludes", ""),
    )


def _joined(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Give a row a theme from rows of examples: those of one name are one, their examples under one another."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["name"] in found:
            kept = found[row["name"]]
            kept["examples"] = "\n".join(filter(None, (kept.get("examples", ""), row.get("examples", ""))))
        else:
            found[row["name"]] = dict(row)
    return list(found.values())


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return str(value).strip()


def _frame(codebook: Codebook) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [t.id for t in codebook],
            "name": [t.name for t in codebook],
            "description": [t.description for t in codebook],
            "keywords": [", ".join(t.keywords) for t in codebook],
            "examples": ["\n".join(" ".join(text.split()) for text in t.examples) for t in codebook],
            "parent": [t.parent for t in codebook],
            "includes": [t.includes for t in codebook],
            "excludes": [t.excludes for t in codebook],
        }
    )


def _write_qdc(codebook: Codebook, path: Path) -> None:
    from theme_mining.assembly.runs import make_run
    from theme_mining.core.tables import ThemeTable
    from theme_mining.reports import report_for

    names = ["id", "respondent", "question", "text", "language", "themes", "confidence", "review", "evidence", "weight"]
    nobody = pd.DataFrame({name: [] for name in names})
    run = make_run("codebook", "", 0, {"codebook": codebook.fingerprint}, {})
    report_for(path).write(ThemeTable(path.stem, nobody, codebook, run), path)
