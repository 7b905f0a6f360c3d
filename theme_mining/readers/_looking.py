"""What one column looks like: free text, id, weight, a background variable, or none of these."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from theme_mining.readers._titles import Title, title_of
from theme_mining.readers._typing import is_date, number_of
from theme_mining.readers._words import column_words

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["Look", "look"]

# Answers of closed questions, whatever the options are called.
_SCALE = re.compile(
    r"(?:täysin|jokseenkin|melko|osittain|hyvin|erittäin|ei (?:samaa|lainkaan|kovin)|samaa|eri"
    r"|en (?:samaa|osaa)|jossain)?\s*"
    r"(?:samaa|eri|samaa eikä eri)? ?mieltä|.*\btyyty(?:väinen|mätön)|kyllä|ei|joo|yes|no|ja"
    r"|nej|(?:erittäin|melko|hyvin|ei) "
    r"(?:usein|harvoin|tärkeä\w*|paljon|vähän|hyvä\w*|huono\w*)|(?:alle|yli) \d.*|\d+ ?[-–] ?\d+.*"
    r"|(?:strongly |somewhat )?(?:dis)?agree"
    r"|en osaa sanoa|mies|nainen|muu\w*|en halua \w+",
    re.I,
)
_REACHED = re.compile(r"\S@\S+\.\w|(?:\+|\b0)\d[\d -]{5,}\d|^https?://\S+$")  # mail, phone, a file's address
_COUNTED = re.compile(r"\D{0,8}\d[\d.,]*\s*\S*\Z")  # `45 vuotta`, `n. 30 h`
_SMALL = 50  # answers; a table this small says little by repetition alone
_LOOKED_AT = 5_000  # cells
_SHORTEST_SPECIFIED = 5.0  # words; what stands beside "something else" is an answer from a sentence on


@dataclass(frozen=True, slots=True)
class Look:
    """What a column looks like; `id_rank` 0 is the surest name of an id, -1 none.

    `short_text` may be an open question answered in a word or two, to be taken where there is no other.
    """

    name: str
    n_filled: int
    n_distinct: int
    all_numbers: bool
    dates: bool
    unique: bool
    open_text: bool
    short_text: bool
    called_answer: bool
    id_rank: int
    names_weight: bool
    technical: bool
    contact: bool
    labels: bool
    groups: bool

    @property
    def kind(self) -> str:
        """What it is, in a word: open, numbers, dates, technical, contact, labels, groups, empty, other."""
        if not self.n_filled:
            return "empty"
        for kind, holds in (
            ("labels", self.labels),
            ("technical", self.technical),
            ("contact", self.contact),
            ("open", self.open_text),
            ("dates", self.dates),
            ("groups", self.groups),
            ("numbers", self.all_numbers),
        ):
            if holds:
                return kind
        return "other"


def look(table: SourceTable, name: str) -> Look:
    """Look at a column."""
    words = column_words(table, name)
    filled = [word for word in words if word.strip()]
    distinct = len(set(filled))
    numbers = bool(filled) and all(number_of(word) is not None for word in filled)
    dates = bool(filled) and all(is_date(word) for word in filled)
    title = title_of(name, table.column_labels.get(name, ""))
    contact = not title.labels and (title.contact or _is_contact(filled))
    plain = not (numbers or dates or title.labels or title.technical or contact)
    open_text = plain and _is_open(filled, distinct, title)
    unused = not (open_text or dates or title.labels or title.technical or contact)
    return Look(
        name=name,
        n_filled=len(filled),
        n_distinct=distinct,
        all_numbers=numbers,
        dates=dates,
        unique=len(set(words)) == len(words) and len(filled) == len(words),
        open_text=open_text,
        short_text=plain and not open_text and _may_be_open(filled, distinct, title),
        called_answer=title.answer,
        id_rank=title.id_rank,
        names_weight=numbers and title.weight,
        technical=title.technical,
        contact=contact,
        labels=title.labels,
        groups=unused and not title.specify and _is_grouping(filled, distinct),
    )


def _some(filled: list[str]) -> list[str]:
    """Give at most about `_LOOKED_AT` cells, evenly from the whole column: shares need no more."""
    return filled[:: 1 + len(filled) // _LOOKED_AT]


def _is_contact(filled: list[str]) -> bool:
    """Tell a column of mail addresses, phone numbers or links: half its cells hold one, and hardly anything else."""
    filled = _some(filled)
    reached = [cell for cell in filled if _REACHED.search(cell)]
    return 2 * len(reached) > len(filled) and sum(len(cell.split()) for cell in reached) <= 8 * len(reached)


def _is_open(filled: list[str], distinct: int, title: Title) -> bool:
    """Tell answers in people's own words from chosen ones and from names.

    A closed question repeats its options, alone or several in a cell; people repeat each other only in a word or
    two. Of the real open questions at hand (FSD2821, FSD3134, elections 2003) between 0.82 and 0.99 of the cells of
    more than one word stand once. In a small table length counts too: options and names have two or three words.
    """
    if not filled or _is_closed(filled):
        return False
    wordy = [cell for cell in filled if len(cell.split()) > 1]
    mean = sum(len(cell.split()) for cell in filled) / len(filled)
    if mean < _SHORTEST_SPECIFIED and title.specify:
        return False
    if title.asks_openly and distinct >= max(2, min(0.1 * len(filled), 20)):
        return True
    if not wordy or len(wordy) < 0.3 * len(filled) or (mean < 4 and title.names):
        return False
    counts = Counter(wordy)
    once = sum(1 for cell in wordy if counts[cell] == 1) / len(wordy)
    if len(filled) >= _SMALL:
        return once >= 0.3
    return once >= 0.5 and mean >= (2.0 if title.asks else 3.0)


def _may_be_open(filled: list[str], distinct: int, title: Title) -> bool:
    """Tell what may be answers of a word or two to a question: many different ones."""
    enough = distinct >= max(3, min(0.3 * len(filled), 40))
    return title.asks and not title.names and not title.specify and enough and not _is_closed(filled)


def _is_closed(filled: list[str]) -> bool:
    """Tell chosen options and amounts: a scale's steps, several options in a cell, a number with its unit."""
    filled = _some(filled)
    scale = sum(1 for cell in filled if _SCALE.fullmatch(cell.strip()) or _COUNTED.match(cell.strip()))
    return scale > 0.6 * len(filled) or _several_options(filled)


def _several_options(filled: list[str]) -> bool:
    """Tell cells that hold several chosen options (`Kerho;Retket`): the pieces come back again and again."""
    for separator in (";", ",", "|"):
        pieces = [piece.strip() for cell in filled for piece in cell.split(separator) if piece.strip()]
        if len(pieces) >= max(8, 1.2 * len(filled)) and len(set(pieces)) <= 0.5 * len(pieces):
            return True
    return False


def _is_grouping(filled: list[str], distinct: int) -> bool:
    """Tell a background variable: few different values. In a small table one value that comes back is enough."""
    n = len(filled)
    if n < 6:
        return n >= 2 and sum(len(cell.split()) for cell in filled) <= 4 * n
    if n < 20:
        short = sum(len(cell.split()) for cell in filled) <= 6 * n
        return 2 <= distinct < n and (short or 2 * distinct <= n)
    return 2 <= distinct <= min(40, n // 2)
