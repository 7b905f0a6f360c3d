"""Settings: plain TOML, typed, unknown keys refused with the near miss.

Order: defaults < file < ``--set key=value``. The hash of the whole goes into every Run.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from theme_mining.core.errors import SettingsError, near_miss
from theme_mining.core.identity import fingerprint

__all__ = ["Settings", "load_settings"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())


class Read(_Part):
    """Which columns hold what; empty means found by looking. `profile` is a file, or the name of a shipped one."""

    text: tuple[str, ...] = ()
    id: str = ""
    background: tuple[str, ...] = ()
    weight: str = ""
    respondent: str = ""
    profile: str = ""

    @field_validator("text", "background", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class Language(_Part):
    """How Finnish is read."""

    backend: Literal["auto", "native", "portable"] = "auto"
    tagger: bool = False
    lexicon: str = ""


class Mask(_Part):
    """What is hidden: `allow` are words never masked, `deny` always; `entities` adds the spaCy package's names."""

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    names: bool = True
    entities: bool = False


class Embed(_Part):
    """Which vectors: `use` is a file name in theme_mining/embedders; `model` empty means the shipped one."""

    use: str = "static"
    model: str = ""
    revision: str = ""
    prefix: str = ""
    cache: str = ""
    dim: int | None = Field(None, ge=2)
    batch_size: int = Field(64, ge=1)


class Namer(_Part):
    """Who names themes: an OpenAI-compatible endpoint of your own; off while `url` is empty. Masked text only is sent.

    `key_from` names the environment variable that holds its key, where it wants one.
    """

    url: str = ""
    model: str = ""
    key_from: str = ""
    seconds: float = Field(30.0, gt=0)


class Discover(_Part):
    """How themes are found: `themes` a number, a range such as "8-20", or "auto"."""

    use: str = "consensus"
    themes: str = "auto"
    stop_words: tuple[str, ...] = ()
    namer: Namer = Namer()

    @field_validator("themes", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        return str(value)

    @field_validator("stop_words", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return tuple(word.strip() for word in value.split(",")) if isinstance(value, str) else value


class Classify(_Part):
    """How themes are given: `use` is a file name in theme_mining/classifiers.

    Rows with a confidence below `abstain_below` (probability) are for a person too.
    """

    use: str = "linear"
    abstain_below: float = Field(0.35, ge=0, le=1)


class Report(_Part):
    """How a report is written: `template` is a .pptx or .docx of your own."""

    title: str = ""
    language: Literal["fi", "sv", "en"] = "fi"
    template: str = ""
    hide_cells_below: int = Field(5, ge=3)


class Settings(_Part):
    """All settings of one run."""

    seed: int = Field(1729, ge=0, lt=2**31)
    read: Read = Read()
    language: Language = Language()
    mask: Mask = Mask()
    embed: Embed = Embed()
    discover: Discover = Discover()
    classify: Classify = Classify()
    report: Report = Report()

    @property
    def hash(self) -> str:
        """Fingerprint of the whole."""
        return fingerprint(self.model_dump(mode="json"))

    def to_toml(self) -> str:
        """Give the whole as TOML text, ready to be a settings file."""
        whole = self.model_dump(mode="json")
        lines = [f"{key} = {_toml(value)}" for key, value in whole.items() if not isinstance(value, dict)]
        for section, values in whole.items():
            if isinstance(values, dict):
                lines += ["", f"[{section}]"]
                lines += [f"{k} = {_toml(v)}" for k, v in values.items() if v is not None and not isinstance(v, dict)]
                for part, deeper in values.items():
                    if isinstance(deeper, dict):
                        lines += ["", f"[{section}.{part}]", *(f"{k} = {_toml(v)}" for k, v in deeper.items())]
        return "\n".join(lines) + "\n"


def load_settings(file: Path | None = None, overrides: Sequence[str] = (), **sections: Mapping[str, Any]) -> Settings:
    """Give settings from defaults, a TOML file, then options, then ``key=value`` overrides.

    Parameters
    ----------
    file : Path or None
        A TOML file.
    overrides : sequence of str
        Dotted keys: ``embed.batch_size=64``; the value is TOML, or else a plain string.
    **sections : mapping
        Options of the command line, a section each; values None, "" and () are left out.

    Raises
    ------
    SettingsError
        Missing or broken file, an unknown key (near miss named), a value of the wrong kind.
    """
    values: dict[str, Any] = _read_toml(file) if file else {}
    for section, options in sections.items():
        given = {k: v for k, v in options.items() if v is not None and v != "" and v != ()}
        if section == "top":
            values.update(given)
        elif given:
            values[section] = {**values.get(section, {}), **given}
    for override in overrides:
        _apply(values, override)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise _explain(error, str(file) if file else "the options") from None


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"There is no settings file {file}", do="check the path given to --config") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {file} cannot be read", str(error), "mend it at that place") from None


def _apply(values: dict[str, Any], override: str) -> None:
    key, equals, text = override.partition("=")
    if not equals or not key.strip():
        raise SettingsError(f'--set "{override}" is not key=value', do="write for example --set embed.batch_size=64")
    try:
        value = tomllib.loads(f"x = {text.strip()}")["x"]
    except tomllib.TOMLDecodeError:
        value = text.strip()
    at, (*path, last) = values, key.strip().split(".")
    for step in path:
        at = at.setdefault(step, {})
        if not isinstance(at, dict):
            raise SettingsError(f'--set "{key}": "{step}" has no parts', do="see theme-mining config show")
    at[last] = value


def _explain(error: ValidationError, where: str) -> SettingsError:
    first = error.errors()[0]
    path = ".".join(str(p) for p in first["loc"])
    if first["type"] == "extra_forbidden":
        known = _known(first["loc"][:-1])
        return SettingsError(
            f'Unknown setting "{path}" in {where}',
            near_miss(str(first["loc"][-1]), known),
            "theme-mining config show prints every setting",
        )
    return SettingsError(
        f'Setting "{path}" in {where} cannot be {first["input"]!r}',
        str(first["msg"]),
        "theme-mining config show prints every setting with its default",
    )


def _known(loc: tuple[int | str, ...]) -> list[str]:
    part: type[BaseModel] = Settings
    for step in loc:
        annotation = part.model_fields[str(step)].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        part = annotation
    return list(part.model_fields)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
