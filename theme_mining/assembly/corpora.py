"""Corpora: the project's own, which come along, and recipes for public ones, which do not."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError, StoreError, near_miss
from theme_mining.core.files import replacing_folder
from theme_mining.core.identity import file_hash
from theme_mining.core.shipped import shipped

__all__ = ["Checked", "check", "copy", "listed", "shown"]

_OWN = {"jarjestokysely": "An invented survey of social- and health-sector organisations, 2018 and 2022"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file held against a recipe: `same` to the byte, the columns it lacks, and the command that reads it."""

    same: bool
    missing: tuple[str, ...]
    run: str


def listed() -> list[dict[str, str]]:
    """Give all corpora: ``name``, ``title``, ``size``, ``licence``, ``where`` (comes along, or from whom to get it)."""
    own = [
        {"name": n, "title": t, "size": "430 respondents, 860 answers", "licence": "Apache-2.0", "where": "comes along"}
        for n, t in _OWN.items()
    ]
    public = [
        {"name": n, **{key: str(r[key]) for key in ("title", "size", "licence")}, "where": str(r["source"])}
        for n, r in _recipes().items()
    ]
    return own + public


def shown(name: str) -> str:
    """Give the card of a corpus. Raises InputError with the near miss for a name that is not there."""
    if name in _OWN:
        return (shipped(f"corpora/{name}") / "README.md").read_text(encoding="utf-8")
    recipe = _recipe(name)
    kept = ("source", "licence", "size", "consent", "sha256")
    lines = [f"# {recipe['title']}", "", *(f"- {key}: {recipe[key]}" for key in kept)]
    return "\n".join([*lines, f"- columns: {', '.join(recipe['columns'])}", "", f"    {recipe['run']}", ""])


def copy(name: str, folder: Path) -> Path:
    """Copy one of the project's own corpora. Raises InputError for a public one, which is not here to be copied."""
    if name not in _OWN:
        recipe = _recipe(name)
        raise InputError(
            f'"{name}" does not come with theme_mining', f"it is had from: {recipe['source']}", "see corpora show"
        )
    if folder.exists():
        raise StoreError(f"{folder} is there already", "a new folder is wanted", "choose another place with -o")
    with replacing_folder(folder) as beside:
        for path in sorted(shipped(f"corpora/{name}").iterdir()):
            if path.is_file() and path.suffix in (".csv", ".xlsx", ".json", ".md"):
                shutil.copy(path, beside / path.name)
    return folder


def check(name: str, file: Path) -> Checked:
    """Hold a file got elsewhere against the recipe of its corpus. Raises InputError when it cannot be read."""
    from theme_mining.readers import read_table

    recipe = _recipe(name)
    if not file.is_file():
        raise InputError(f"There is no file {file}", do="check the path")
    columns = {str(column) for column in read_table(file).frame.columns}
    missing = tuple(column for column in recipe["columns"] if column not in columns)
    return Checked(file_hash(file) == recipe["sha256"], missing, str(recipe["run"]).replace("FILE", str(file)))


def _recipes() -> dict[str, dict[str, Any]]:
    return tomllib.loads(shipped("corpora/public.toml").read_text(encoding="utf-8"))


def _recipe(name: str) -> dict[str, Any]:
    recipes = _recipes()
    if name not in recipes:
        raise InputError(f'There is no corpus "{name}"', near_miss(name, [*_OWN, *recipes]), "see corpora list")
    return recipes[name]
