"""Codebook and Theme: what the themes are, version by version; read and written as JSON and TOML."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.identity import fingerprint

__all__ = ["Codebook", "Theme"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `id` is never reused; `parent` is the id of its theme group, empty at the top.

    `includes` and `excludes` say what belongs and what does not, `examples` are answers (masked) that carry it.
    """

    id: str
    name: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    parent: str = ""
    includes: str = ""
    excludes: str = ""

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise InputError("A theme has no id", "every theme needs one", 'give it an "id"')


@dataclass(frozen=True, slots=True)
class Codebook:
    """An immutable set of themes; a change is a new version with its cause in `origin`."""

    version: int
    themes: tuple[Theme, ...]
    origin: str = ""
    state: Literal["draft", "accepted"] = "draft"

    def __post_init__(self) -> None:
        ids = [theme.id for theme in self.themes]
        for theme_id in ids:
            if ids.count(theme_id) > 1:
                raise InputError(
                    f'The codebook has the theme id "{theme_id}" {ids.count(theme_id)} times',
                    "an id may stand once",
                    "rename all but one",
                )
        parents = {theme.id: theme.parent for theme in self.themes}
        for theme in self.themes:
            _check_ancestors(theme.id, parents)

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes)

    def __len__(self) -> int:
        return len(self.themes)

    def theme(self, theme_id: str) -> Theme:
        """Give the theme of this id. Raises InputError with the near miss when there is none."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise InputError(f'The codebook has no theme "{theme_id}"', near_miss(theme_id, (t.id for t in self.themes)))

    def name(self, theme_id: str) -> str:
        """Give a theme's name, or the id itself where the codebook does not know it."""
        return next((t.name for t in self.themes if t.id == theme_id), theme_id)

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the whole content."""
        return fingerprint(dataclasses.asdict(self))

    def to_json(self) -> str:
        """Give the codebook as JSON text, keys in the order of the types, ending in a newline."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=2) + "\n"

    def to_toml(self) -> str:
        """Give the codebook as TOML text, a table ``[[themes]]`` a theme; empty fields are left out."""
        blocks = [f"version = {self.version}\norigin = {_toml(self.origin)}\nstate = {_toml(self.state)}\n"]
        for theme in self.themes:
            fields = {f.name: getattr(theme, f.name) for f in dataclasses.fields(theme)}
            lines = [f"{name} = {_toml(value)}" for name, value in fields.items() if value]
            blocks.append("\n".join(["[[themes]]", *lines]) + "\n")
        return "\n".join(blocks)

    @classmethod
    def from_json(cls, text: str, where: str = "the codebook") -> Codebook:
        """Read a codebook from JSON text; `where` names it in messages.

        Raises
        ------
        InputError
            Broken JSON, unknown keys (near miss named), a duplicate id, a cycle of parents.
        """
        try:
            raw = json.loads(text)
        except ValueError as error:
            raise InputError(f"{where} is not JSON", f"{error}", "mend the file at that place") from None
        return cls.from_mapping(raw, where)

    @classmethod
    def from_toml(cls, text: str, where: str = "the codebook") -> Codebook:
        """Read a codebook from TOML text; raises InputError as `from_json` does."""
        try:
            raw = tomllib.loads(text)
        except ValueError as error:
            raise InputError(f"{where} is not TOML", f"{error}", "mend the file at that place") from None
        return cls.from_mapping(raw, where)

    @classmethod
    def from_mapping(cls, raw: Any, where: str = "the codebook") -> Codebook:
        """Take a codebook from what a JSON or TOML file holds. Raises InputError as `from_json` does."""
        if not isinstance(raw, dict) or not isinstance(raw.get("themes"), list):
            raise InputError(
                f"{where} is no codebook", 'an object with a list "themes" wanted', "see the README for one"
            )
        themes = tuple(_theme(item, f"{where}, theme {n}") for n, item in enumerate(raw["themes"], 1))
        state = raw.get("state", "draft")
        if state not in ("draft", "accepted"):
            raise InputError(f'{where} has state "{state}"', '"draft" or "accepted" wanted')
        version = raw.get("version", 1)
        if isinstance(version, bool) or not isinstance(version, int):
            raise InputError(f"{where} has the version {version!r}", "a whole number wanted")
        return cls(version, themes, str(raw.get("origin", "")), state)

    @classmethod
    def read(cls, path: Path) -> Codebook:
        """Read a codebook from a JSON file, or TOML where the suffix says so. Raises InputError naming the file."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise InputError(f"There is no codebook file {path}", do="check the path") from None
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The codebook file {path} cannot be read", str(error)) from None
        return (cls.from_toml if path.suffix.lower() == ".toml" else cls.from_json)(text, str(path))


def _toml(value: str | tuple[str, ...]) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _theme(item: Any, where: str) -> Theme:
    known = [f.name for f in dataclasses.fields(Theme)]
    if not isinstance(item, dict):
        raise InputError(f"{where} is not an object", f"{type(item).__name__} found")
    for key in item:
        if key not in known:
            raise InputError(f'{where} has an unknown key "{key}"', near_miss(key, known))
    values = {key: tuple(map(str, value)) if isinstance(value, list) else str(value) for key, value in item.items()}
    values.setdefault("name", values.get("id", ""))
    if "id" not in values:
        raise InputError(f"{where} has no id", "every theme needs one")
    return Theme(**values)  # type: ignore[arg-type]


def _check_ancestors(theme_id: str, parents: dict[str, str]) -> None:
    seen, at = {theme_id}, parents[theme_id]
    while at:
        if at not in parents:
            raise InputError(
                f'Theme "{theme_id}" lies under "{at}", which the codebook does not have',
                near_miss(at, parents),
            )
        if at in seen:
            raise InputError(
                f'Theme "{theme_id}" is its own ancestor',
                "parents go in a circle",
                "empty one of the parents",
            )
        seen.add(at)
        at = parents[at]
