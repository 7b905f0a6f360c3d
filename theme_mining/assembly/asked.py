"""What is asked of a report beyond the survey's columns, and how it is kept so that the report can be verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theme_mining.assembly.settings import Settings, load_settings
from theme_mining.core.errors import InputError

__all__ = ["Asked", "asked_again", "recipe"]

_FILES = ("template", "profile", "lexicon")


@dataclass(frozen=True, slots=True)
class Asked:
    """What `theme-mining report` was asked for.

    `labels` and `codebook` tell the themes; `wave` is the column of the rounds of one file, `before` are files of
    earlier rounds; `closed` are columns of closed questions, `counts` the column telling how many respondents a row
    stands for, `population` the register's file, `voice` the column whose groups have one vote each; `chart` which
    chart a picture shows; `made_on` the day (ISO 8601).
    """

    labels: str = ""
    codebook: Path | None = None
    before: tuple[Path, ...] = ()
    wave: str = ""
    closed: tuple[str, ...] = ()
    counts: str = ""
    population: Path | None = None
    voice: str = ""
    chart: str = ""
    made_on: str = ""


def recipe(source: Path, asked: Asked, settings: Settings) -> dict[str, Any]:
    """Give what the report was made from: names of files without their folders, options, settings not at default."""
    default = Settings().model_dump(mode="json")
    changed = {}
    for section, values in settings.model_dump(mode="json").items():
        if isinstance(values, dict):
            own = {k: v for k, v in values.items() if v != default[section][k]}
            own |= {k: Path(own[k]).name for k in _FILES if k in own}
            if own:
                changed[section] = own
        elif values != default[section]:
            changed[section] = values
    return {
        "source": source.name,
        "labels": asked.labels,
        "codebook": asked.codebook.name if asked.codebook else "",
        "before": [path.name for path in asked.before],
        "wave": asked.wave,
        "closed": list(asked.closed),
        "counts": asked.counts,
        "population": asked.population.name if asked.population else "",
        "voice": asked.voice,
        "chart": asked.chart,
        "settings": changed,
    }


def asked_again(
    told: Mapping[str, Any], report: Path, files: Sequence[Path], made_on: str
) -> tuple[Path, Asked, Settings]:
    """Give the source, what was asked and the settings of a report that carries its recipe.

    `files` are the answers and then others, known by their names. What is not among them is looked for beside the
    answers, beside the report and here.

    Raises
    ------
    InputError
        A file of the recipe that is not found; say where the answers are.
    """
    source = files[0] if files else None
    folders = [*dict.fromkeys(path.parent for path in files), report.parent, Path()]

    def find(name: str) -> Path:
        for path in files:
            if path.name == name:
                return path
        for folder in folders:
            if name and (folder / name).is_file():
                return folder / name
        raise InputError(
            f"{report} was made from {name or 'answers it does not name'}, which is not found",
            "looked beside the report and in this folder",
            f"name it: theme-mining report verify {report.name} ANSWERS [FILE …]",
        )

    top: dict[str, Any] = {k: dict(v) if isinstance(v, dict) else v for k, v in told.get("settings", {}).items()}
    seed = {"seed": top.pop("seed")} if "seed" in top else {}
    for values in top.values():
        values |= {k: str(find(values[k])) for k in _FILES if k in values}
    asked = Asked(
        labels=str(told.get("labels", "")),
        codebook=find(told["codebook"]) if told.get("codebook") else None,
        before=tuple(find(name) for name in told.get("before", ())),
        wave=str(told.get("wave", "")),
        closed=tuple(told.get("closed", ())),
        counts=str(told.get("counts", "")),
        population=find(told["population"]) if told.get("population") else None,
        voice=str(told.get("voice", "")),
        chart=str(told.get("chart", "")),
        made_on=made_on,
    )
    return source or find(str(told.get("source", ""))), asked, load_settings(None, (), top=seed, **top)
