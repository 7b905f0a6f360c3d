"""Profiles: what was confirmed of one survey's columns, saved as TOML and used again."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from theme_mining.core.errors import InputError, SettingsError, near_miss
from theme_mining.readers._columns import Columns, choose_columns
from theme_mining.readers._test_rows import without_test_rows

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["Profile", "load_profile"]

_READ = ("text", "id", "background", "weight", "respondent")
_LAYOUT = ("name", "tool", "marks", "drop_test_rows")


@dataclass(frozen=True, slots=True)
class Profile:
    """A survey's columns as a person confirmed them.

    `marks` are column names by which files of the same form are known; `drop_test_rows` leaves trials of the form out.
    """

    name: str
    columns: Columns
    tool: str = ""
    marks: tuple[str, ...] = field(default=(), repr=False)
    drop_test_rows: bool = False

    def apply(self, table: SourceTable) -> tuple[SourceTable, Columns]:
        """Give a table and its columns by this profile.

        Raises
        ------
        InputError
            When the table is of another form: the first lacking column and its near miss are named.
        """
        names = [str(column) for column in table.frame.columns]
        lacking = [mark for mark in self.marks if mark not in names]
        if self.marks and len(lacking) == len(self.marks):
            raise InputError(
                f'{table.path} is not of the form that the profile "{self.name}" knows',
                f"none of its {len(self.marks)} columns is there",
                "choose another profile, or read the file without one",
            )
        wanted = self.columns
        columns = choose_columns(table, wanted.text, wanted.id, wanted.background, wanted.weight, wanted.respondent)
        if self.drop_test_rows:
            table = without_test_rows(table, columns)
        return table, columns

    def to_toml(self) -> str:
        """Give the profile as TOML text; its section `[read]` may stand in a settings file as it is."""
        c = self.columns
        return "\n".join(
            [
                "# What each column of this survey holds. Empty means: found by looking.",
                "[read]",
                f"text = {_toml(c.text)}",
                f"id = {_toml(c.id)}",
                f"background = {_toml(c.background)}",
                f"weight = {_toml(c.weight)}",
                f"respondent = {_toml(c.respondent)}",
                "",
                "# How files of this form are known, and what is left out.",
                "[layout]",
                f"name = {_toml(self.name)}",
                f"tool = {_toml(self.tool)}",
                f"drop_test_rows = {'true' if self.drop_test_rows else 'false'}",
                f"marks = {_toml(self.marks)}",
                "",
            ]
        )


def load_profile(path: Path) -> Profile:
    """Read a profile from a TOML file, or by the name of one that comes with the package (``webropol``).

    Raises
    ------
    SettingsError
        A missing or broken file, an unknown key (near miss named), a value of the wrong kind.
    """
    path = _shipped(Path(path))
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"There is no profile {path}", do="save one with theme-mining read FILE --save") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The profile {path} cannot be read", str(error), "mend it at that place") from None
    _check_keys(path, raw, ("read", "layout"), "")
    read, layout = _section(path, raw, "read", _READ), _section(path, raw, "layout", _LAYOUT)
    columns = Columns(
        text=_names(path, read, "text"),
        id=_name(path, read, "id"),
        background=_names(path, read, "background"),
        weight=_name(path, read, "weight"),
        respondent=_name(path, read, "respondent"),
    )
    return Profile(
        name=_name(path, layout, "name") or path.stem,
        columns=columns,
        tool=_name(path, layout, "tool"),
        marks=_names(path, layout, "marks"),
        drop_test_rows=bool(layout.get("drop_test_rows", False)),
    )


def _shipped(path: Path) -> Path:
    if path.suffix or path.exists() or len(path.parts) != 1:
        return path
    from theme_mining.core.errors import ModelError
    from theme_mining.core.shipped import shipped

    try:
        folder = shipped("configs/profiles")
    except ModelError:
        return path
    known = sorted(item.stem for item in folder.glob("*.toml"))
    if path.name not in known:
        raise SettingsError(f'There is no profile "{path.name}"', near_miss(path.name, known), "or give a file's path")
    return folder / f"{path.name}.toml"


def _section(path: Path, raw: dict[str, Any], name: str, known: tuple[str, ...]) -> dict[str, Any]:
    section = raw.get(name, {})
    if not isinstance(section, dict):
        raise SettingsError(f"The profile {path}: [{name}] is not a section", do=f"write [{name}] on a line of its own")
    _check_keys(path, section, known, f"{name}.")
    return section


def _check_keys(path: Path, section: dict[str, Any], known: tuple[str, ...], before: str) -> None:
    for key in section:
        if key not in known:
            raise SettingsError(f'Unknown setting "{before}{key}" in the profile {path}', near_miss(key, known))


def _name(path: Path, section: dict[str, Any], key: str) -> str:
    value = section.get(key, "")
    if not isinstance(value, str):
        raise SettingsError(f'The profile {path}: "{key}" is a {type(value).__name__}', "a text wanted")
    return value


def _names(path: Path, section: dict[str, Any], key: str) -> tuple[str, ...]:
    value = section.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise SettingsError(f'The profile {path}: "{key}" is no list of texts', 'for example ["Mitä toivotte?"] wanted')
    return tuple(item for item in values if item)


def _toml(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped)
    return f'"{plain}"'
