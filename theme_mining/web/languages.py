"""Finnish first: messages are written in Finnish, and locale/<language>/*.po hold Swedish and English.

A message may hold named places: ``_("Vastauksia {n}", n=3)``. The catalogues of a language are read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["LANGUAGES", "Words", "later", "words"]

LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
"""Language → its own name. The first is the language of the messages themselves."""

_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of one language."""

    language: str
    single: dict[str, str]
    plural: dict[str, tuple[str, str]]

    def __call__(self, message: str, **values: object) -> str:
        """Give a message in this language with its values put in; Finnish where no translation is known."""
        text = self.single.get(message) or message
        return text.format(**values) if values else text

    def counted(self, one: str, many: str, n: int, **values: object) -> str:
        """Give the form that goes with `n`: ``counted("{n} vastaus", "{n} vastausta", 3)``.

        All three languages have two forms, the first for exactly one (CLDR plural rules for fi, sv, en). The
        number is written with narrow spaces between thousands.
        """
        forms = self.plural.get(one) or (one, many)
        return forms[0 if n == 1 else 1].format(n=f"{n:,}".replace(",", "\u202f"), **values)


def later(message: str) -> str:
    """Mark a message that is translated where it is shown."""
    return message


@cache
def words(language: str) -> Words:
    """Give the messages of a language; Finnish for one that is not known."""
    if language not in LANGUAGES:
        return words("fi")
    single: dict[str, str] = {}
    plural: dict[str, tuple[str, str]] = {}
    for path in sorted((_FOLDER / language).glob("*.po")):
        _read(path, single, plural)
    return Words(language, single, plural)


def _read(path: Path, single: dict[str, str], plural: dict[str, tuple[str, str]]) -> None:
    from babel.messages.pofile import read_po

    with path.open("rb") as stream:
        for message in read_po(stream):
            if not message.id:
                continue
            if isinstance(message.id, str):
                single[message.id] = str(message.string or "")
            else:
                forms = message.string if isinstance(message.string, (tuple, list)) else ("", "")
                plural[message.id[0]] = (forms[0], forms[1])
