"""Own words: organisations, programmes and abbreviations that come before Voikko.

A lexicon is a text file, UTF-8, one word a row, three columns by semicolons, as `configs/lexicon.csv`::

    lemma;forms;parts
    Kela;kansaneläkelaitos;
    sote-keskus;sotekeskus;sote,keskus
    Mieli ry;MIELI ry,Mielenterveysseura;

Rows that start with ``#`` are remarks. Case is not compared. Inflected forms are understood: ``HUS:n``, ``Kelalta``,
``sotekeskusten`` where Voikko or the plain case endings lead back to the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.shipped import shipped

__all__ = ["Lexicon", "OwnWord"]

_COLUMNS = ["lemma", "forms", "parts"]
_MOST_ENDING = 8  # characters an ending can have: `-stakaan`
_ENDING = re.compile(
    r"(?:[:’'])?(?:n|a|ä|t|ta|tä|na|nä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|tta|ttä|in|ia|iä|it|ien|issa|issä|ista|istä|"
    r"illa|illä|ilta|iltä|ille|iksi|iin|jen|ja|jä|[aeiouyäö]{1,2}n|h[aeiouyäö]n|seen)(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)?"
)


class OwnWord(NamedTuple):
    """A word of the lexicon: lemma in lower case, and compound parts."""

    lemma: str
    parts: tuple[str, ...] = ()


class Lexicon:
    """Own words by form, and phrases by their first word; compared without case.

    Parameters
    ----------
    words : mapping of form to OwnWord
        A form with a space in it is a phrase.
    """

    def __init__(self, words: Mapping[str, OwnWord] | None = None) -> None:
        self.words: dict[str, OwnWord] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], OwnWord]]] = {}
        for form, word in (words or {}).items():
            fields = tuple(form.lower().split())
            if len(fields) == 1:
                self.words[fields[0]] = word
            elif fields:
                self.phrases.setdefault(fields[0], []).append((fields, word))
        for found in self.phrases.values():
            found.sort(key=lambda item: (-len(item[0]), item[0]))
        self._sizes = sorted({len(form) for form in self.words}, reverse=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self.content() == other.content()

    def __hash__(self) -> int:
        return hash(tuple(self.content()))

    def __len__(self) -> int:
        return len(self.words) + sum(map(len, self.phrases.values()))

    @classmethod
    def default(cls) -> Lexicon:
        """Give the lexicon that comes with the package."""
        return _default()

    @classmethod
    def read(cls, path: Path | str) -> Lexicon:
        """Read a lexicon file. Raises InputError naming the file and the line."""
        path = Path(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise InputError(f"There is no lexicon {path}", do="check the path") from None
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The lexicon {path} cannot be read", str(error), "save it as UTF-8 text") from None
        return cls(_rows(text.splitlines(), path))

    def joined(self, other: Lexicon) -> Lexicon:
        """Give a lexicon with the words of both; where both have a form, `other` holds."""
        return Lexicon({**dict(self.content()), **dict(other.content())})

    def content(self) -> list[tuple[str, OwnWord]]:
        """Give every (form, word), sorted."""
        phrases = [(" ".join(fields), word) for found in self.phrases.values() for fields, word in found]
        return sorted([*self.words.items(), *phrases])

    def find(self, form: str) -> OwnWord | None:
        """Give the own word of a form, inflected or not; None where there is none.

        >>> Lexicon({"HUS": OwnWord("hus")}).find("HUS:lle")
        OwnWord(lemma='hus', parts=())
        """
        low = form.lower()
        exact = self.words.get(low)
        if exact is not None:
            return exact
        for size in self._sizes:
            if size < len(low) <= size + _MOST_ENDING:
                word = self.words.get(low[:size])
                if word is not None and _fits(low[:size], low[size:]):
                    return word
        return None

    def phrase_at(self, forms: Sequence[str], lemmas: Sequence[str], place: int) -> tuple[int, OwnWord] | None:
        """Give (number of words, word) of the longest phrase that starts at a place; None where there is none.

        Each word stands as in the phrase or inflected (`kolmannen sektorin`), the last perhaps with an ending of its
        own (`Mieli ry:n`).
        """
        first = forms[place].lower()
        known = [*self.phrases.get(first, ()), *(self.phrases.get(lemmas[place], ()) if lemmas[place] != first else ())]
        for fields, word in known:
            size = len(fields)
            there = [(forms[n].lower(), lemmas[n]) for n in range(place, min(place + size, len(forms)))]
            if len(there) < size:
                continue
            begun = all(field in pair for field, pair in zip(fields[:-1], there, strict=False))
            if begun and (fields[-1] in there[-1] or _ends(there[-1][0], fields[-1])):
                return size, word
        return None


def _fits(stem: str, ending: str) -> bool:
    """Tell whether an ending can follow a stem: without a colon only after a vowel, or ``i`` after a consonant."""
    if not _ENDING.fullmatch(ending):
        return False
    if ending[0] in ":’'":
        return True
    if stem[-1] in "aeiouyäö":
        return len(stem) > 2
    return ending[0] in "i" and len(stem) > 3


def _ends(form: str, last: str) -> bool:
    return form == last or (form.startswith(last) and _fits(last, form[len(last) :]))


def _rows(lines: Iterable[str], path: Path) -> dict[str, OwnWord]:
    words: dict[str, OwnWord] = {}
    origin: dict[str, int] = {}
    started = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        fields = [field.strip() for field in line.split(";")]
        if not started:
            started = True
            if fields != _COLUMNS:
                raise InputError(
                    f"The lexicon {path}, line {number}: the header is wrong",
                    f'"{";".join(_COLUMNS)}" wanted; ' + near_miss(fields[0], _COLUMNS),
                    "write the header above the first word",
                )
            continue
        if len(fields) != len(_COLUMNS) or not fields[0]:
            raise InputError(
                f"The lexicon {path}, line {number} is not a word",
                f"{len(fields)} columns found, 3 wanted (lemma;forms;parts), the first not empty",
                "mend the line; a semicolon stands between columns, a comma between forms",
            )
        lemma = fields[0].lower()
        word = OwnWord(lemma, _listed(fields[2].lower()))
        # a comma may stand in a lemma, so it is not split there
        for form in (fields[0], *_listed(fields[1])):
            key = " ".join(form.lower().split())
            if key in words and words[key] != word:
                raise InputError(
                    f'The lexicon {path}, line {number}: "{form}" stands on line {origin[key]} too',
                    f'there under "{words[key].lemma}", here under "{lemma}"',
                    "keep one",
                )
            words[key], origin[key] = word, number
    if not started:
        raise InputError(f"The lexicon {path} is empty", f'a header "{";".join(_COLUMNS)}" wanted', "write it")
    return words


def _listed(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split(",") if part.strip())


@cache
def _default() -> Lexicon:
    return Lexicon.read(shipped("configs/lexicon.csv"))
