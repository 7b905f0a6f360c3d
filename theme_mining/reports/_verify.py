"""Whether a report still says what its answers say: it is written anew, and its figures are compared one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._choice import report_for
from theme_mining.reports._figures import figures
from theme_mining.reports._record import carried_record, differences, record
from theme_mining.reports._texts import texts

__all__ = ["Verdict", "carried", "checked", "verify"]

_LANGUAGES = ("fi", "sv", "en")
_FIGURES = ("bases", "themes", "backgrounds", "closed", "quotes", "questions")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a report found.

    `same` — byte for byte what the answers give. `figures` — figures that differ, "place: carried → again"; `run` —
    what of the run differs (data, codebook, settings, versions). `known` is False where the report carries no record,
    so that nothing but the bytes could be compared.
    """

    same: bool
    figures: tuple[str, ...]
    run: tuple[str, ...]
    known: bool

    @property
    def holds(self) -> bool:
        """Whether every figure is still the one the answers give."""
        return self.same or (self.known and not self.figures)


def verify(path: Path, table: ThemeTable, **options: Any) -> bool:
    """Tell whether the report at `path` is, byte for byte, what `table` gives in one of our languages.

    Raises
    ------
    InputError
        When the file is not there.
    SettingsError
        When no report has its suffix.
    """
    path = Path(path)
    found = _bytes(path)
    with tempfile.TemporaryDirectory() as folder:
        for language in _LANGUAGES:
            again = Path(folder) / f"again{path.suffix}"
            report_for(path, language=language, **options).write(table, again)
            if again.read_bytes() == found:
                return True
    return False


def carried(path: Path) -> dict[str, Any] | None:
    """Give the record a report carries: run, recipe, figures. Raises InputError when the file is not there."""
    _bytes(Path(path))
    return carried_record(Path(path))


def checked(
    path: Path, table: ThemeTable, before: ThemeTable | Sequence[ThemeTable] | None = None, **options: Any
) -> Verdict:
    """Recompute every figure of a report from its answers and tell which differ.

    `before` are the earlier rounds and `options` what the report was written with (template, chart).
    """
    told = carried(path)
    given = {**options, **({"before": before} if before else {})}
    same = verify(path, table, **given)
    if told is None:
        return Verdict(same, (), (), known=False)
    language = str(told.get("language", "fi"))
    again = record(table, figures(table, texts(language)("others")), language)
    changed = [line for part in _FIGURES for line in differences(told.get(part), again.get(part), part)]
    run = differences(told.get("run"), again["run"], "run")
    return Verdict(same, tuple(changed), tuple(run), known=True)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read", error.strerror or "", "check the path") from None
