"""The words of the reports: a catalogue a language, all with the same keys, kept in ``_texts_<language>.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from theme_mining.core.errors import SettingsError, near_miss

__all__ = ["Texts", "interval", "number", "percent", "texts"]

_FOLDER = Path(__file__).parent


class Texts:
    """One language's texts: ``texts("fi")("answers_n", n=3)``."""

    def __init__(self, language: str) -> None:
        known = sorted(path.stem.removeprefix("_texts_") for path in _FOLDER.glob("_texts_*.toml"))
        if language not in known:
            raise SettingsError(
                f'There are no report texts in "{language}"', near_miss(language, known), "choose one of them"
            )
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Give the text of this key with its values put in."""
        text = _catalogue(self.language)[key]
        return text.format(**values) if values else text

    def quoted(self, name: object) -> str:
        """Give a name in the language's quotation marks."""
        return f"“{name}”" if self.language == "en" else f"”{name}”"

    def interval(self, low: float, high: float) -> str:
        """Give an interval of shares 0–1 in per cent, in words where it covers everything: then nothing is known."""
        return self("no_interval") if _rounded(low) <= 0 and _rounded(high) >= 100 else interval(low, high)

    def lines(self, key: str) -> list[str]:
        """Give the text of this key line by line."""
        return self(key).splitlines()


@cache
def texts(language: str = "fi") -> Texts:
    """Give the texts of a language (fi, sv, en). Raises SettingsError for one that is not there."""
    return Texts(language)


@cache
def _catalogue(language: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / f"_texts_{language}.toml").read_text(encoding="utf-8"))


def number(value: float) -> str:
    """Give a whole number with a narrow no-break space between thousands.

    >>> number(16734).replace(chr(0x202f), "_")
    '16_734'
    """
    return f"{round(value):,}".replace(",", "\u202f")


def percent(share: float) -> str:
    """Give a share 0–1 as whole per cent; what is above 0 but rounds to it as ``<1``.

    >>> percent(0.4098).replace(chr(0xa0), " "), percent(0.002).replace(chr(0xa0), " ")
    ('41 %', '<1 %')
    """
    whole = "<1" if 0 < share < 0.005 else str(_rounded(share))
    return f"{whole}\u00a0%"


def interval(low: float, high: float) -> str:
    """Give an interval of shares 0–1 in per cent.

    >>> interval(0.35, 0.4726).replace(chr(0xa0), " ")
    '35–47 %'
    """
    return f"{_rounded(low)}–{_rounded(high)}\u00a0%"


def _rounded(share: float) -> int:
    """Round half up, as people do (Python rounds 0.5 to the even number)."""
    return int(100 * share + 0.5 + 1e-9)
