"""Whether a report still says what its data says: the same table gives the same bytes, so it is written anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.reports._choice import report_for

__all__ = ["verify"]

_LANGUAGES = ("fi", "sv", "en")


def verify(path: Path, table: ThemeTable) -> bool:
    """Tell whether the report at `path` is, byte for byte, what `table` gives in one of our languages.

    Raises
    ------
    InputError
        When the file is not there.
    SettingsError
        When no report has its suffix.
    """
    path = Path(path)
    try:
        found = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read", error.strerror or "", "check the path") from None
    with tempfile.TemporaryDirectory() as folder:
        for language in _LANGUAGES:
            again = Path(folder) / f"again{path.suffix}"
            report_for(path, language=language).write(table, again)
            if again.read_bytes() == found:
                return True
    return False
